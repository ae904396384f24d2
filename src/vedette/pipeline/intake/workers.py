"""Several processes that read: the same stages as in one, batch by batch, and the same results in the same order.

The parts are loaded once, before the processes part, so that their memory is shared where the system can. A batch
travels as values; what it becomes does not hang on which process had it, or on what else was in it.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar, cast

from vedette.documents.language import make_ready
from vedette.errors import StopStage
from vedette.model.document import Capture, Document
from vedette.model.failure import Failure
from vedette.pipeline.intake.extracting import BATCH, Read, batches, read_batch, read_claims
from vedette.pipeline.intake.ingest import DIED, Crew, Pending, Resolved, done, resolved
from vedette.pipeline.intake.reading import ReadOptions, Taken, document_of, found_in, read_documents
from vedette.pipeline.intake.transfer import packed, unpacked

R = TypeVar("R")

#: Batches that are under way for each process; more only cost memory.
AHEAD = 3

_crew: Crew | None = None


@dataclass(frozen=True, slots=True)
class _Coming(Generic[R]):
    """A result that another process packs."""

    future: "Future[bytes]"

    def result(self) -> R:
        """The result, unpacked in the process that asks."""
        return cast("R", unpacked(self.future.result()))


class Workers:
    """Processes that turn captures into documents, and documents into resolved claims. Use it in a `with`.

    `make` gives the parts; where processes can't share what is loaded it is called in each, so it must be a function of
    a module. Raises StopStage where a process dies.
    """

    def __init__(self, count: int, make: Callable[[], Crew]) -> None:
        global _crew
        self.count = count
        _one_thread_each()  # before numpy is loaded: it looks once
        self.crew = _crew = make()
        forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
        if forks:
            make_ready()
        context = multiprocessing.get_context("fork" if forks else "spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(make,))

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def documents(self, found: Iterable[Capture | Failure], options: ReadOptions) -> Iterator[list[Taken | Failure]]:
        """Batches of documents, with failures and notes in their places."""
        return self._mapped(_documents, ((some, options) for some in batches(found, BATCH)))

    def resolved(self, documents: list[Document]) -> Pending[list[Resolved]]:
        """As many readings as documents, when they are done."""
        return self._submitted(_resolved, documents)

    def read(self, found: Iterable[Capture | Failure], options: ReadOptions) -> Iterator[Read | Failure]:
        """Captures to documents with their claims, failures and notes in their places."""
        for some in self._mapped(_read, ((some, options) for some in batches(found, BATCH))):
            yield from some

    def _submitted(self, call: Callable[..., R], *args: object) -> Pending[R]:
        try:
            return _Coming(self._pool.submit(_packed, call, *args))
        except BrokenProcessPool as error:
            raise StopStage(DIED) from error

    def _mapped(self, call: Callable[..., R], args: Iterable[tuple[object, ...]]) -> Iterator[R]:
        """The results in the order of the arguments, which are drawn no further ahead than is needed."""
        under_way: deque[Pending[R]] = deque()
        for arguments in args:
            under_way.append(self._submitted(call, *arguments))
            if len(under_way) >= self.count * AHEAD:
                yield done(under_way.popleft())
        while under_way:
            yield done(under_way.popleft())


def claims_in(inputs: Iterable[str], options: ReadOptions, crew: Crew) -> Iterator[Read | Failure]:
    """The documents of the inputs with their claims, failures and notes in their places, by this process or others."""
    if isinstance(crew.hands, Workers):
        yield from crew.hands.read(found_in(inputs, options=options), options)
    else:
        yield from read_claims(read_documents(inputs, options=options), crew.reader)


def _begin(make: Callable[[], Crew]) -> None:
    """In a new process: the parts, unless they came along."""
    global _crew
    _one_thread_each()
    if _crew is None:
        _crew = make()


def _one_thread_each() -> None:
    """Processes that multiply on several threads wait for one another."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")


def _own() -> Crew:
    if _crew is None:
        raise StopStage("a reading process has no parts")
    return _crew


def _packed(call: Callable[..., object], *args: object) -> bytes:
    return packed(call(*args))


def _documents(found: list[Capture | Failure], options: ReadOptions) -> list[Taken | Failure]:
    taken: list[Taken | Failure] = []
    for item in found:
        taken += [item] if isinstance(item, Failure) else document_of(item, options=options)
    return taken


def _resolved(documents: list[Document]) -> list[Resolved]:
    crew = _own()
    return [resolved(d, read, crew) for d, read in zip(documents, read_batch(documents, crew.reader), strict=True)]


def _read(found: list[Capture | Failure], options: ReadOptions) -> list[Read | Failure]:
    items = [item.document if isinstance(item, Taken) else item for item in _documents(found, options)]
    read = iter(read_batch([item for item in items if isinstance(item, Document)], _own().reader))
    return [next(read) if isinstance(item, Document) else item for item in items]
