"""What a brief shows in full, in one line, or only as a number: by how much a reader would miss it.

A brief of a year of war must not be a book. What is left out is counted, and the command that lists it is named.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vedette.model.claim import Effect, EventType
from vedette.model.event import Event
from vedette.model.provenance import Status
from vedette.model.resolved import PlacePrecision
from vedette.model.times import When
from vedette.model.verification import Rung
from vedette.reports.contents import Period

#: Rungs whose figures are not put together with the others: one side's word only, or disputed.
DOUBTFUL = (Rung.CLAIMED, Rung.CONTESTED)
GONE = (Rung.RETRACTED, Rung.DISCOUNTED)
#: How what happened may be put forward; what lies ahead is told apart.
HAPPENED = (Status.ASSERTED, Status.SUSPECTED, Status.DENIED)
#: Events told in full, and after these in one line each. A page of the first takes about 3 kB, of the second 0.3.
IN_FULL, IN_A_LINE = 40, 160
#: Lines of any other list.
MOST = 30
#: Events named at the top.
MAIN = 6
#: Claims cited for one event; the ledger has the others.
CITED = 12
#: An event that may be anywhere in more days than these stands under no day.
LONG_DAYS = 10
#: Kilometres are no help in a country: such places come after the others.
_COARSE = (PlacePrecision.COUNTRY, PlacePrecision.UNRESOLVED)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Events by how they are shown, each group by weight, and how many are left to the ledger."""

    in_full: tuple[Event, ...]
    in_a_line: tuple[Event, ...]
    left: int


def choose(events: Iterable[Event]) -> Chosen:
    """The events for a brief: the weightiest in full, more in a line each."""
    ordered = by_weight(events)
    return Chosen(
        tuple(ordered[:IN_FULL]),
        tuple(ordered[IN_FULL : IN_FULL + IN_A_LINE]),
        max(0, len(ordered) - IN_FULL - IN_A_LINE),
    )


def by_weight(events: Iterable[Event]) -> list[Event]:
    """Events, the weightiest first; ties by time, then id."""
    return sorted(events, key=lambda e: (-weight(e), e.when.start.isoformat() if e.when else "", e.id))


def weight(event: Event) -> float:
    """How much a reader would miss an event: the people harmed by figures that are not in doubt, how many independent
    origins and claims tell of it, and how well its kind and place are known. Who did it and to whom plays no part."""
    sound = [t for t in event.tolls if t.verification.rung not in (*DOUBTFUL, *GONE)]
    dead = max((t.low for t in sound if t.effect in (Effect.KILLED, Effect.DEAD_OR_MISSING)), default=0)
    hurt = max((t.low for t in sound if t.effect in (Effect.INJURED, Effect.CASUALTIES)), default=0)
    found = 3 * math.log2(1 + dead) + math.log2(1 + hurt) + math.log2(1 + len(event.claims))
    found += 2 * max(0, event.verification.axes.origins - 1) + 2 * bool(event.dispute)
    if event.verification.rung in DOUBTFUL:
        found *= 0.6
    if event.verification.rung in GONE:
        found *= 0.2
    if event.type is EventType.OTHER:
        found -= 3
    if event.place is None or event.place.precision in _COARSE:
        found -= 4
    if event.when is None or event.when.days > LONG_DAYS:
        found -= 6
    return found


def first(items: Sequence[T], most: int = MOST) -> tuple[tuple[T, ...], int]:
    """As many items as a list shows, and how many are left."""
    return tuple(items[:most]), max(0, len(items) - most)


def lies_in(when: When, period: Period) -> bool:
    """Whether a time belongs to a period: it lasts a few days and reaches into it, or lies inside. What is only
    known to years does not belong to every month of them."""
    if when.days <= LONG_DAYS:
        return period.holds(when.start, when.end)
    after = period.since is None or period.since <= when.start
    return after and (period.until is None or when.end <= period.until)


def is_clear(event: Event) -> bool:
    """Whether an event is known well enough to stand at the head: its kind, its place and about its day."""
    return (
        event.type is not EventType.OTHER
        and event.place is not None
        and event.place.precision not in _COARSE
        and event.when is not None
        and event.when.days <= LONG_DAYS
        and event.verification.rung not in GONE
    )


def is_told(event: Event) -> bool:
    """Whether enough is known of an event to show it among those of its day: what it was, and where or how many. Of
    people counted without a cause half are told elsewhere with it, or a part of some total (`docs/checks/fa_kes.md`):
    they are mentioned, and in no sum."""
    return event.type is not EventType.OTHER and (event.place is not None or bool(event.tolls))
