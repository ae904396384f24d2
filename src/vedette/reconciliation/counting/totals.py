"""Running totals looked over: what is odd about the series they stand in, and how they compare with the events of their
own window.

Worked out from what a reader may see, whenever it is shown: a sum over events that are kept back would give them away.
Nothing is repaired and nothing is added to a total: the difference is shown beside it.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.model.claim import TollContent
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Status
from vedette.model.resolved import ResolvedClaim
from vedette.model.times import Basis
from vedette.model.toll import Flag, Toll
from vedette.reconciliation.counting.series import Point, counters
from vedette.reconciliation.counting.series_checks import flags_of
from vedette.reconciliation.duplicates import possible_duplicates
from vedette.reconciliation.joining.figures import headline
from vedette.reconciliation.testimony.places import lies_in
from vedette.reconciliation.testimony.victims import EVERYBODY

_TOLD = frozenset({Status.ASSERTED, Status.SUSPECTED})


@dataclass(frozen=True, slots=True)
class Incidents:
    """The events told of within a total's window and place, and how many people they sum to: `low` of their lows,
    `high` of their highs, None where one of them has none. `short` is what the total counts beyond the sum, at least
    and at most; below nought where the events sum to more."""

    events: int
    low: int
    high: int | None
    short: tuple[int | None, int]

    def __str__(self) -> str:
        """The comparison in words."""
        many = "1 event of its window counts" if self.events == 1 else f"{self.events:,} events of its window count"
        summed = f"{self.low:,} or more" if self.high is None else f"{self.low:,} to {self.high:,}"
        if self.low == self.high:
            summed = f"{self.low:,}"
        least, most = self.short
        if most < 0:
            return f"the {many} {summed}: more than the total by {-most:,} at least"
        if least is not None and least > 0:
            span = f"{least:,}" if least == most else f"{least:,} to {most:,}"
            return f"the {many} {summed}: {span} of the total are in no event told of"
        return f"the {many} {summed}, which goes with the total"


@dataclass(frozen=True, slots=True)
class Checked:
    """A running total with its flags, and the events of its window; None where its window is not stated or no event
    of it counts such people."""

    toll: Toll
    flags: tuple[Flag, ...] = ()
    incidents: Incidents | None = None


def checked(
    tolls: Sequence[Toll],
    events: Iterable[Event],
    claims: Mapping[ClaimKey, ResolvedClaim],
    documents: Mapping[DocumentId, Document],
) -> tuple[Checked, ...]:
    """Each running total with what there is to say of it, in the order given."""
    flags = flagged(tolls, claims, documents)
    told = sorted(
        (e for e in events if e.when is not None and e.tolls and e.status in _TOLD and not e.background),
        key=lambda e: (e.when.start if e.when else dt.date.min, e.id),
    )
    starts = [e.when.start for e in told if e.when is not None]
    return tuple(
        Checked(toll, tuple(own), incidents_of(toll, told, starts)) for toll, own in zip(tolls, flags, strict=True)
    )


def flagged(
    tolls: Sequence[Toll], claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]
) -> list[list[Flag]]:
    """The flags of each total: those of the series that it stands in, on the days of its own claims."""
    series: dict[tuple[str, ...], set[Point]] = defaultdict(set)
    mine: list[set[tuple[dt.date, str]]] = []
    for toll in tolls:
        own = set()
        for key in (*(u.claim for u in toll.used), *(x.claim for x in toll.left_out)):
            if (point := point_of(claims.get(key), documents)) is not None:
                series[series_of(toll)].add(point)
                own.add((point.day, point.source))
        mine.append(own)
    found = {
        name: [f for counter in counters(points) for f in flags_of(counter)] for name, points in sorted(series.items())
    }
    return [
        [f for f in found.get(series_of(toll), ()) if (f.day, f.source) in own]
        for toll, own in zip(tolls, mine, strict=True)
    ]


def series_of(toll: Toll) -> tuple[str, ...]:
    """What makes totals one series: the same people counted at one place from one day on. Totals that do not say from
    when are one series too."""
    place = (toll.place.place or toll.place.name or toll.place.mention) if toll.place is not None else ""
    start = toll.when.start.isoformat() if _stated(toll) and toll.when is not None else ""
    return (toll.effect, toll.victim_class, toll.victims_side or "", toll.group or "", place, start)


def point_of(resolved: ResolvedClaim | None, documents: Mapping[DocumentId, Document]) -> Point | None:
    """A total as a point of its series: the day is the one on which its origin spoke, or its report's."""
    if resolved is None or not isinstance(resolved.claim.content, TollContent):
        return None
    origin = resolved.claim.attribution.origin
    document = documents.get(resolved.claim.document)
    if origin.spoke is not None and origin.spoke.days == 1:
        day = origin.spoke.start
    elif document is not None and document.published is not None:
        day = document.published.date()
    else:
        return None
    return Point(day, headline(resolved.claim.content.quantity), source=origin.name)


def incidents_of(toll: Toll, told: Sequence[Event], starts: Sequence[dt.date]) -> Incidents | None:
    """The events within the window and place of a total that count such people. `told` are sorted by their first day,
    which `starts` repeats. A part of a larger event is not counted beside it; what may be another told again is in no
    low."""
    if not _stated(toll) or toll.when is None:
        return None
    window = told[bisect_left(starts, toll.when.start) : bisect_left(starts, toll.when.end)]
    inside = [e for e in window if e.when is not None and e.when.end <= toll.when.end and _within(e, toll)]
    ids = {e.id for e in inside}
    counted = [(e, t) for e in inside if e.part_of not in ids and (t := _like(e, toll)) is not None]
    if not counted:
        return None
    again = possible_duplicates(e for e, _ in counted)
    found = [t for _, t in counted]
    low = sum(t.low for e, t in counted if e.id not in again)
    highs = [t.high for t in found if t.high is not None and not t.open]
    high = sum(highs) if len(highs) == len(found) else None
    least = None if high is None else toll.low - high
    return Incidents(len(found), low, high, (least, (toll.low if toll.high is None else toll.high) - low))


def _stated(toll: Toll) -> bool:
    return toll.when is not None and toll.when.basis is not Basis.PUBLISHED


def _within(event: Event, toll: Toll) -> bool:
    if toll.place is None:
        return not toll.conflicts or bool(set(toll.conflicts) & set(event.conflicts))
    return event.place is not None and lies_in(event.place, toll.place)


def _like(event: Event, toll: Toll) -> Toll | None:
    """The event's toll of the people that the total counts; of everybody the highest there is."""
    same = [t for t in event.tolls if t.effect is toll.effect and t.group == toll.group]
    whole = toll.victim_class in EVERYBODY
    if not whole:
        same = [t for t in same if (t.victim_class, t.victims_side) == (toll.victim_class, toll.victims_side)]
    return max(same, key=lambda t: (t.low, t.high is None, t.high or 0), default=None)
