"""Work shared among processes that fork from this one: they see all that is in memory here, and what they give back is
what this one would have come to."""

import gc
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from vedette.reconciliation.joining.blocking import Blocks
from vedette.reconciliation.joining.clustering import Pair
from vedette.reconciliation.joining.pairs import Score
from vedette.reconciliation.joining.scoring import pair_scores, part_of
from vedette.reconciliation.reconcile import Scorer
from vedette.reconciliation.testimony.base import Testimony

T = TypeVar("T")
R = TypeVar("R")

#: Parts a process into which claims are dealt for scoring: some have more pairs than others. Fewer claims than the
#: least are not worth a process.
PARTS, LEAST = 8, 500

#: New things until a look for cycles, and such looks until one among older things: what is derived has no cycles to
#: speak of, and the usual 700, 10 and 10 cost a twelfth of deriving.
COLLECTED_AFTER = (50_000, 20, 100)

#: What is shared out, while it is: a process that forks has it, and is told but the number of its part.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While it lasts, here and in processes that fork from here, cycles are looked for seldom."""
    usual = gc.get_threshold()
    gc.set_threshold(*COLLECTED_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def shared(call: Callable[[T], R], parts: Sequence[T], workers: int) -> Iterator[R]:
    """What a function makes of each part, in their order, by so many processes; by this one alone where none can fork:
    where the system has no such thing, or threads are running whose locks would be copied.

    They hold nothing open: a ledger is neither asked nor closed in them.
    """
    global _work
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1 and _work is None
    if workers < 2 or len(parts) < 2 or not forks:
        yield from map(call, parts)
        return
    _work = (call, parts)
    gc.freeze()  # a look for cycles would copy all memory into each process
    try:
        with multiprocessing.get_context("fork").Pool(min(workers, len(parts))) as pool:
            yield from pool.imap(_done, range(len(parts)))
    finally:
        gc.unfreeze()
        _work = None


def _done(number: int) -> Any:
    if _work is None:
        raise RuntimeError("a process without work: it was not forked from the one that shares")
    call, parts = _work
    return call(parts[number])


def scorer(workers: int) -> Scorer:
    """Scores the pairs that share a block by so many processes."""

    def scored(happenings: Sequence[Testimony]) -> Mapping[Pair, Score]:
        blocks = Blocks(happenings)
        claims = len(blocks.said)
        size = max(LEAST, -(-claims // (PARTS * workers)))
        parts = [range(start, min(start + size, claims)) for start in range(0, claims, size)]
        return pair_scores(blocks, shared(partial(part_of, blocks), parts, workers))

    return scored
