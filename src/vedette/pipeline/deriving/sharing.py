"""Work shared among processes that fork from this one: they see all that is in memory here, and what they give back is
what this one would have come to."""

import gc
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from vedette.reconciliation.base import Testimony
from vedette.reconciliation.blocking import candidates
from vedette.reconciliation.clustering import Pair
from vedette.reconciliation.pairs import Score, score
from vedette.reconciliation.reconcile import Scorer

T = TypeVar("T")
R = TypeVar("R")

#: Pairs that a process scores at a time; fewer than the least are not worth a process.
PAIRS, LEAST = 20_000, 2_000

#: What is shared out, while it is: a process that forks has it, and is told but the number of its part.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


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
        pairs = candidates(happenings)
        size = max(LEAST, min(PAIRS, -(-len(pairs) // (2 * workers))))
        parts = [pairs[start : start + size] for start in range(0, len(pairs), size)]
        return {
            (a.key, b.key): Score(value, reasons, veto, least)
            for part, scores in zip(parts, shared(_scores, parts, workers), strict=True)
            for (a, b), (value, reasons, veto, least) in zip(part, scores, strict=True)
        }

    return scored


def _scores(pairs: Sequence[tuple[Testimony, Testimony]]) -> list[tuple[float, tuple[str, ...], str | None, float]]:
    """Bare values travel much faster than what they are values of."""
    return [(s.value, s.reasons, s.veto, s.least) for a, b in pairs if (s := score(a, b))]
