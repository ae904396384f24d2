"""Conflict days: what each day of each conflict brought. Worked out from what a reader may see, whenever it is shown.

An event stands on the day it began; one that is planned, recalled or only known to lie in a longer time stands on none.
Figures are sums over the day's events, low over lows and high over highs; a part of a larger event of that day is not
added to it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.model.claim import Effect, VictimClass
from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.ids import ActorId, EventId
from vedette.model.provenance import Status
from vedette.model.resolved import Role
from vedette.reconciliation.base import Reconciled

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
    events: dict[tuple[dt.date, str], list[Event]] = defaultdict(list)
    for event in derived.events:
        if event.when is not None and event.when.days <= LONGEST and event.status in _TOLD and not event.background:
            for conflict in event.conflicts or ("",):
                events[(event.when.start, conflict)].append(event)
    changes: dict[tuple[dt.date, str], list[ControlSpan]] = defaultdict(list)
    for span in derived.control:
        if span.since_known:
            for conflict in span.conflicts or ("",):
                changes[(span.start, conflict)].append(span)
    new = first_seen(events)
    return tuple(
        ConflictDay(
            day,
            conflict,
            tuple(sorted(e.id for e in events[(day, conflict)])),
            summed(events[(day, conflict)], Effect.KILLED),
            summed(events[(day, conflict)], Effect.INJURED),
            tuple(sorted({s.place.name or s.place.mention for s in changes[(day, conflict)]})),
            new.get((day, conflict), ()),
            tuple(sorted(e.id for e in events[(day, conflict)] if e.dispute)),
        )
        for day, conflict in sorted({*events, *changes})
    )


def first_seen(events: dict[tuple[dt.date, str], list[Event]]) -> dict[tuple[dt.date, str], tuple[str, ...]]:
    """The parties of the registry that act for the first time on a day, by day and conflict. An unknown name is none:
    it may be a person's."""
    seen: dict[str, set[ActorId]] = defaultdict(set)
    found = {}
    for day, conflict in sorted(events):
        parties = {
            p.actor: p.name
            for e in sorted(events[(day, conflict)], key=lambda e: e.id)
            for p in e.parties
            if p.role is Role.ACTOR and p.actor is not None and not p.actor.startswith("provisional:")
        }
        names = sorted(name for actor, name in parties.items() if actor not in seen[conflict])
        seen[conflict] |= parties.keys()
        found[(day, conflict)] = tuple(names)
    return found


def summed(events: Sequence[Event], effect: Effect) -> Sum:
    """The sum of an effect over events."""
    ids = {e.id for e in events}
    low, high = 0, 0
    is_open = False
    for event in (e for e in events if e.part_of not in ids):
        a, b = whole(event, effect)
        low += a
        is_open |= b is None
        high += b or 0
    return Sum(low, None if is_open else high)


def whole(event: Event, effect: Effect) -> tuple[int, int | None]:
    """How many one event counts of everybody: the toll of all where there is one, else the largest of its classes."""
    tolls = [t for t in event.tolls if t.effect is effect and t.group is None]
    everybody = [t for t in tolls if t.victim_class in (VictimClass.UNSPECIFIED, VictimClass.MIXED)]
    best = max(everybody or tolls, key=lambda t: (t.low, t.high is None, t.high or 0), default=None)
    if best is None:
        return 0, 0
    return best.low, None if best.open else best.high


def between(days: Iterable[ConflictDay], since: dt.date | None, until: dt.date | None) -> tuple[ConflictDay, ...]:
    """The days from `since` up to, not including, `until`."""
    return tuple(d for d in days if (since is None or since <= d.day) and (until is None or d.day < until))
