"""Conflict days: what each day of each conflict brought. Worked out from what a reader may see, whenever it is shown.

An event stands on the day it began; one that is planned, recalled or only known to lie in a longer time stands on none.
Figures are sums over the day's events, low over lows and high over highs; a part of a larger event of that day is not
added to it, and what may be another of its events told again (`vedette.reconciliation.duplicates`) is in no low.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from vedette.model.claim import Effect
from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.ids import ActorId, EventId
from vedette.model.provenance import Status
from vedette.model.resolved import Role
from vedette.reconciliation.duplicates import possible_duplicates
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reconciliation.testimony.victims import EVERYBODY

#: Longer events ("in July") say too little to stand on a day.
LONGEST = 2
_TOLD = frozenset({Status.ASSERTED, Status.SUSPECTED})


@dataclass(frozen=True, slots=True)
class Sum:
    """How many, over the events of a day: `high` None where one of them has no highest figure. `low` <= `high`."""

    low: int = 0
    high: int | None = 0

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low:,} or more"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


@dataclass(frozen=True, slots=True)
class ConflictDay:
    """One day of one conflict ("" for events of none). `changes` are the places that came to be held otherwise,
    `new` the known parties first seen acting in the conflict, `disputed` the events of which something is disputed."""

    day: dt.date
    conflict: str
    events: tuple[EventId, ...]
    killed: Sum
    injured: Sum
    changes: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    disputed: tuple[EventId, ...] = ()


def conflict_days(derived: Reconciled) -> tuple[ConflictDay, ...]:
    """Every day on which something happened or changed hands, by day, then conflict."""
    return tuple(days_in(sorted((e for e in derived.events if e.when), key=_start), derived.control))


def days_in(events: Iterable[Event], control: Iterable[ControlSpan]) -> Iterator[ConflictDay]:
    """The same of events that come in the order of their first days: those of one day are held at a time."""
    changes: dict[dt.date, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for span in control:
        if span.since_known:
            for conflict in span.conflicts or ("",):
                changes[span.start][conflict].add(span.place.name or span.place.mention)
    waiting = sorted(changes, reverse=True)
    seen: dict[str, set[ActorId]] = defaultdict(set)
    for day, together in groupby(filter(_stands_on_a_day, events), key=_start):
        while waiting and waiting[-1] < day:
            yield from _of(other := waiting.pop(), {}, changes[other], seen)
        if waiting and waiting[-1] == day:
            waiting.pop()
        mine: dict[str, list[Event]] = defaultdict(list)
        for event in together:
            for conflict in event.conflicts or ("",):
                mine[conflict].append(event)
        yield from _of(day, mine, changes.get(day, {}), seen)
    while waiting:
        yield from _of(day := waiting.pop(), {}, changes[day], seen)


def _stands_on_a_day(event: Event) -> bool:
    return event.when is not None and event.when.days <= LONGEST and event.status in _TOLD and not event.background


def _start(event: Event) -> dt.date:
    return event.when.start if event.when is not None else dt.date.min


def _of(
    day: dt.date,
    events: Mapping[str, Sequence[Event]],
    changes: Mapping[str, set[str]],
    seen: Mapping[str, set[ActorId]],
) -> Iterator[ConflictDay]:
    for conflict in sorted({*events, *changes}):
        mine = sorted(events.get(conflict, ()), key=lambda e: e.id)
        again = possible_duplicates(mine)
        yield ConflictDay(
            day,
            conflict,
            tuple(e.id for e in mine),
            summed(mine, Effect.KILLED, again),
            summed(mine, Effect.INJURED, again),
            tuple(sorted(changes.get(conflict, ()))),
            _first_seen(mine, seen[conflict]),
            tuple(e.id for e in mine if e.dispute),
        )


def _first_seen(events: Iterable[Event], seen: set[ActorId]) -> tuple[str, ...]:
    """The parties of the registry that act for the first time, which are seen from then on. An unknown name is none:
    it may be a person's."""
    parties = {
        p.actor: p.name
        for e in events
        for p in e.parties
        if p.role is Role.ACTOR and p.actor is not None and not p.actor.startswith("provisional:")
    }
    names = sorted(name for actor, name in parties.items() if actor not in seen)
    seen.update(parties)
    return tuple(names)


def summed(events: Sequence[Event], effect: Effect, again: Collection[EventId]) -> Sum:
    """The sum of an effect over events; of those in `again`, which may be others told again, no low."""
    ids = {e.id for e in events}
    low, high = 0, 0
    is_open = False
    for event in (e for e in events if e.part_of not in ids):
        a, b = whole(event, effect)
        low += 0 if event.id in again else a
        is_open |= b is None
        high += b or 0
    return Sum(low, None if is_open else high)


def whole(event: Event, effect: Effect) -> tuple[int, int | None]:
    """How many one event counts of everybody: the toll of all where there is one, else the largest of its classes."""
    tolls = [t for t in event.tolls if t.effect is effect and t.group is None]
    everybody = [t for t in tolls if t.victim_class in EVERYBODY]
    best = max(everybody or tolls, key=lambda t: (t.low, t.high is None, t.high or 0), default=None)
    if best is None:
        return 0, 0
    return best.low, None if best.open else best.high


def between(days: Iterable[ConflictDay], since: dt.date | None, until: dt.date | None) -> tuple[ConflictDay, ...]:
    """The days from `since` up to, not including, `until`."""
    return tuple(d for d in days if (since is None or since <= d.day) and (until is None or d.day < until))
