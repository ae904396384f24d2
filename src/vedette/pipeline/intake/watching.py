"""Watching: visits to many sources on their own schedules, into one ledger, until told to stop.

Visits run in threads, and put what they bring into one bounded queue: where reading falls behind, visits wait. This
thread alone reads and writes. It takes batches from the queue; a source's memory of a visit counts only once all that
the visit brought is committed, so that a killed process finds again what it had not yet recorded, and its ledger
knows what it had.
"""

import datetime as dt
import queue
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from vedette.documents.base import Hints
from vedette.documents.dates import parse_published
from vedette.errors import FetchFailed, VedetteError
from vedette.ledger.base import Ledger
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.net.client import Client
from vedette.pipeline.boundary import guarded
from vedette.pipeline.intake.extracting import BATCH
from vedette.pipeline.intake.ingest import Crew, Prepared, Tally, prepare, record, same
from vedette.pipeline.intake.reading import ReadOptions, Taken, document_of
from vedette.pipeline.intake.watch_state import (
    Outcome,
    SourceState,
    after_visit,
    kept,
    load_states,
    save_states,
)
from vedette.sources.base import STAGE
from vedette.sources.register import SourceSpec
from vedette.sources.visits import Brought, Memory, Visit

#: Sources are first visited within so many seconds of the start, spread at random.
_SPREAD = 5.0
#: Seconds that the writer waits for more before it commits what it has, and between two savings of the states.
_PAUSE, _SAVING = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to watch. `visitors` are threads, `queued` the items that may wait to be read, `reconcile` the seconds
    between two times that what follows from new claims is brought up to date. `once`: visit each source once, then end.
    Setting `stopping`, from a signal handler or another thread, ends it."""

    state: Path
    visitors: int = 16
    queued: int = 256
    reconcile: float = 60.0
    once: bool = False
    stopping: threading.Event = field(default_factory=threading.Event)


class Observer(Protocol):
    """Who is told how it goes. Called from the watching thread alone."""

    def visited(self, spec: SourceSpec, state: SourceState, outcome: Outcome) -> None:
        """A visit is over, and what it brought is committed."""

    def recorded(self, tally: Tally, *, waiting: int, seconds: float) -> None:
        """A batch is committed; so many items wait."""

    def failed(self, source: str, failure: Failure) -> None:
        """Something could not be used, or is worth knowing."""

    def reconciled(self, seconds: float) -> None:
        """Events, tolls and control are up to date."""


@dataclass(frozen=True, slots=True)
class _Item:
    spec: SourceSpec
    found: Taken | Failure


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a visit: what it remembers, and the failure that ended it."""

    spec: SourceSpec
    memory: Memory
    failure: Failure | None = None
    after: float | None = None


@dataclass(slots=True)
class _Progress:
    """What a visit that still runs has brought so far."""

    added: int = 0
    newest: dt.datetime | None = None


class Watch:
    """One run of watching."""

    def __init__(self, specs: Iterable[SourceSpec], ledger: Ledger, crew: Crew, *, client: Client, plan: Plan) -> None:
        self.specs = tuple(specs)
        self.states = kept(load_states(plan.state), self.specs)
        self._ledger = ledger
        self._crew = crew
        self._client = client
        self._plan = plan
        self._queue: queue.Queue[_Item | _End] = queue.Queue(plan.queued)
        self._broken = threading.Event()
        self._fault: VedetteError | None = None
        self._running: dict[str, _Progress] = {}
        self._changed = False
        self._done = Tally()
        self._manifest: RunManifest = crew.manifest(_now(), version("vedette"))
        self._due = {spec.name: self._first_visit(spec) for spec in self.specs if spec.enabled}

    def run(self, observer: Observer, *, rederive: Callable[[], object]) -> Tally:
        """Watch until stopped (or, with `once`, until each source was visited).

        Visits that run when it is stopped are finished, and what they brought is read and committed. Raises LedgerError
        where the store refuses; what was committed before stays, and the next run goes on from there.
        """
        reconciled = saved = time.monotonic()
        with ThreadPoolExecutor(self._plan.visitors, thread_name_prefix="visit") as visitors:
            try:
                while not self._over():
                    self._send(visitors)
                    if batch := self._batch():
                        self._record(batch, observer)
                    if self._fault is not None:
                        raise self._fault
                    if time.monotonic() - saved > _SAVING:
                        save_states(self._plan.state, self.states)
                        saved = time.monotonic()
                    if self._changed and time.monotonic() - reconciled > self._plan.reconcile:
                        self._reconcile(observer, rederive)
                        reconciled = time.monotonic()
            finally:
                self._plan.stopping.set()
                self._broken.set()  # whoever still waits to put something into the queue gives up
                save_states(self._plan.state, self.states)
        if self._changed:
            self._reconcile(observer, rederive)
        return self._done

    def _over(self) -> bool:
        no_more = self._plan.stopping.is_set() or (self._plan.once and not self._due)
        return no_more and not self._running and self._queue.empty()

    def _first_visit(self, spec: SourceSpec) -> dt.datetime:
        """Now, or when the run before had planned it; a little spread."""
        soon = _now() + dt.timedelta(seconds=random.random() * min(_SPREAD, spec.every))
        planned = self.states[spec.name].due
        return max(soon, planned) if planned is not None and not self._plan.once else soon

    def _send(self, visitors: ThreadPoolExecutor) -> None:
        """Begin the visits that are due."""
        if self._plan.stopping.is_set():
            return
        now = _now()
        for spec in self.specs:
            if spec.name in self._due and self._due[spec.name] <= now:
                del self._due[spec.name]
                self._running[spec.name] = _Progress()
                visitors.submit(self._visit, spec, self.states[spec.name].memory)

    def _visit(self, spec: SourceSpec, memory: Memory) -> None:
        """In a thread: put what a visit brings into the queue, and at last that it is over."""
        visit = Visit(spec, self._client, memory, stopping=self._plan.stopping.is_set)
        after: float | None = None

        def bring() -> None:
            nonlocal after
            try:
                for brought in visit:
                    for found in _documents(spec, brought):
                        self._put(_Item(spec, found))
            except FetchFailed as error:
                after = error.after
                raise

        failure: Failure | None = None
        try:
            failure = guarded(bring, stage=STAGE, item=spec.place)
        except VedetteError as error:
            self._fault = error
        self._put(_End(spec, visit.memory, failure, after))

    def _put(self, thing: _Item | _End) -> None:
        """Into the queue, as soon as there is room; not at all once nobody reads it any more."""
        while not self._broken.is_set():
            try:
                self._queue.put(thing, timeout=_PAUSE)
            except queue.Full:
                continue
            return

    def _batch(self) -> list[_Item | _End]:
        """What waits, at most a batch of it, after a pause at most."""
        batch: list[_Item | _End] = []
        until = time.monotonic() + _PAUSE
        while len(batch) < BATCH:
            try:
                batch.append(self._queue.get(timeout=max(0.001, until - time.monotonic())))
            except queue.Empty:
                break
        return batch

    def _record(self, batch: list[_Item | _End], observer: Observer) -> None:
        """Read and commit a batch; then the visits that ended in it count."""
        began = time.monotonic()
        found = [
            (thing.spec, thing.found if isinstance(thing, _Item) else thing.failure)
            for thing in batch
            if isinstance(thing, _Item) or thing.failure is not None
        ]
        prepared = prepare([item for _, item in found if item is not None], self._ledger, self._crew)
        tally = record(prepared, self._ledger, self._crew, manifest=self._manifest)
        self._done += tally
        self._changed |= bool(tally.added or tally.claims)
        for (spec, _), item in zip(found, prepared, strict=True):
            self._counted(spec, item)
            for failure in item.failures:
                observer.failed(spec.name, failure)
        for thing in batch:
            if isinstance(thing, _End):
                self._ended(thing, observer)
        if found:
            observer.recorded(tally, waiting=self._queue.qsize(), seconds=time.monotonic() - began)

    def _counted(self, spec: SourceSpec, item: Prepared) -> None:
        if item.taken is None:
            return
        progress, document = self._running[spec.name], item.taken.document
        progress.added += item.stands is None or not same(item.stands, document)
        progress.newest = max(filter(None, (progress.newest, document.published)), default=None)

    def _ended(self, end: _End, observer: Observer) -> None:
        progress, name = self._running.pop(end.spec.name), end.spec.name
        reason = end.failure.reason if end.failure else ""
        outcome = Outcome(end.memory, progress.added, progress.newest, reason, end.after)
        chance = random.random()
        self.states[name] = after_visit(self.states[name], end.spec, outcome, now=_now(), chance=chance)
        if not self._plan.once:
            self._due[name] = self.states[name].due or _now()
        observer.visited(end.spec, self.states[name], outcome)

    def _reconcile(self, observer: Observer, rederive: Callable[[], object]) -> None:
        began = time.monotonic()
        rederive()
        self._changed = False
        observer.reconciled(time.monotonic() - began)


def _documents(spec: SourceSpec, brought: Brought) -> Iterator[Taken | Failure]:
    """What was brought as documents, with what the source and the list say where the item does not."""
    if isinstance(brought.found, Failure):
        yield brought.found
        return
    link = brought.link
    published = parse_published(link.published) if link is not None and link.published else None
    outlet = spec.outlet or (link.outlet if link is not None else None)
    yield from document_of(brought.found, options=ReadOptions(Hints(outlet, published, spec.language)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
