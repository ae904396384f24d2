"""How many: the figures of one event that formats with one number, or three, ask for."""

from collections.abc import Iterable
from dataclasses import dataclass

from vedette.model.claim import Effect, VictimClass
from vedette.model.event import Event
from vedette.model.toll import Toll


@dataclass(frozen=True, slots=True)
class Bounds:
    """`low` <= n <= `high`; `best` None: nobody states a point; `high` None: only floors are stated; `open`: one
    origin says "at least"."""

    low: int
    best: int | None
    high: int | None
    open: bool


def wholes(event: Event, effect: Effect) -> tuple[Toll, ...]:
    """The tolls of an effect that are no part of another: a group ("children") is in its whole already."""
    return tuple(t for t in event.tolls if t.effect is effect and t.group is None)


def overall(tolls: Iterable[Toll]) -> Bounds | None:
    """All of them together: classes that are told apart add up; a figure for everybody holds them already, so that the
    greater of the two counts, for each bound by itself. None where there is no toll."""
    given = tuple(tolls)
    if not given:
        return None
    if len(given) == 1:
        return _of(given[0])
    parts: list[Toll] = []
    whole: list[Toll] = []
    for toll in given:
        (parts if toll.victim_class in (VictimClass.CIVILIAN, VictimClass.COMBATANT) else whole).append(toll)
    sums = [s for s in (_sum(parts), *map(_of, whole)) if s is not None]
    if not sums:
        return None
    highs = [s.high for s in sums]
    low = max(s.low for s in sums)
    # A figure for everybody, where there is one, is the point: parts need not be all.
    points = [s.best for s in (*map(_of, whole), _sum(parts)) if s is not None and s.best is not None]
    high = None if all(h is None for h in highs) else max(h for h in highs if h is not None)
    best = next((p for p in points if p >= low), None)
    return Bounds(low, best, None if high is None else max(high, low, best or 0), any(s.open for s in sums))


def _of(toll: Toll) -> Bounds:
    return Bounds(toll.low, toll.best, toll.high, toll.open)


def _sum(tolls: list[Toll]) -> Bounds | None:
    if not tolls:
        return None
    best = None if any(t.best is None for t in tolls) else sum(t.best or 0 for t in tolls)
    high = None if any(t.high is None for t in tolls) else sum(t.high or 0 for t in tolls)
    return Bounds(sum(t.low for t in tolls), best, high, any(t.open for t in tolls))
