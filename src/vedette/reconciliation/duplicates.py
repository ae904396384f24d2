"""Possible duplicates: an event that may be another one told again, where nothing proves it.

Claims become one event only where enough speaks for it. Between those and what is surely two lie pairs that any reader
would ask about: one place and time, kinds of act that go together, one figure; one kind of act in one place on one
day, of which no two figures contradict each other; in a town, village or quarter, which seldom sees two such acts a
day, whatever the figures. They stay two events; who lists or adds events names the one under the other and counts it
in no low, so that neither a happening told twice nor two told as one is passed off as known. Asked of events alone, of
those that are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.claim import Effect, EventType
from vedette.model.event import Event
from vedette.model.ids import EventId
from vedette.model.resolved import PlaceBasis, PlacePrecision, PlaceResolution
from vedette.model.times import Basis, When
from vedette.model.toll import Toll, UseReason
from vedette.reconciliation.testimony.kinds import fit
from vedette.reconciliation.testimony.naming import fold
from vedette.reconciliation.testimony.places import LARGE, distance_km, lies_in, radius_km
from vedette.reconciliation.testimony.victims import EVERYBODY

#: Days after an act within which a report without a day may still tell of it.
STILL_NEWS = 3
#: Reports of one day may give an act to the day before; more days than these are a stretch, which no act takes.
FEW_DAYS = 2
#: From so many people on a figure tells by itself, where the places can't be compared: small ones are of many acts.
TELLING = 10
#: Of one person killed on a day in a place there are many.
SEVERAL = 2
#: The floors that words of size give ("several", "dozens", "scores", "hundreds"): two such tell nothing.
WORDS_OF_SIZE = frozenset({3, 20, 24, 40, 200, 2_000})

_HARM = (Effect.KILLED, Effect.DEAD_OR_MISSING, Effect.INJURED, Effect.CASUALTIES, Effect.CAPTURED, Effect.BODIES_FOUND)
_ORDER = tuple(PlacePrecision)
_POINTS = (PlacePrecision.EXACT, PlacePrecision.TOWN)


def possible_duplicates(events: Iterable[Event]) -> Mapping[EventId, EventId]:
    """Each event that may be another one told again, with that other: the one that is better told. What is such a
    duplicate has none itself. The order of the events plays no part."""
    ranked = sorted(events, key=_rank)
    beside: dict[object, list[Event]] = defaultdict(list)
    found: dict[EventId, EventId] = {}
    for event in ranked:
        keys: list[object] = [(t.effect, t.low) for t in _counted(event)]
        keys += [event.place.place] if event.place is not None and event.place.place is not None else []
        better = {o.id: o for key in keys for o in beside[key]}
        other = min((o for o in better.values() if may_be_one(event, o)), key=_rank, default=None)
        if other is not None:
            found[event.id] = other.id
            continue
        for key in keys:
            beside[key].append(event)
    return found


def told_again(events: Iterable[Event], again: Mapping[EventId, EventId]) -> Mapping[EventId, list[Event]]:
    """The events that may be each event told again, the better told first."""
    found: dict[EventId, list[Event]] = defaultdict(list)
    for event in sorted(events, key=_rank):
        if event.id in again:
            found[again[event.id]].append(event)
    return found


def may_be_one(a: Event, b: Event) -> bool:
    """Whether two events may be one told twice: acts that go together, at one time, in one small place; elsewhere acts
    of one kind in the very same place on the same days, whose figures can both be; or with a figure that both give,
    which must be a telling one where one place is not known, or only to a country. Symmetric."""
    if a.id == b.id or b.id == a.part_of or a.id == b.part_of or a.when is None or b.when is None:
        return False
    if not _goes_together(a.type, b.type) or not _at_one_time(a.when, b.when):
        return False
    if _in_one_small_place(a.place, b.place) and (a.type is b.type or EventType.ATTACK not in (a.type, b.type)):
        return True
    near = _on_one_ground(a.place, b.place)
    if near is False or _differ(a, b):
        return False
    if a.type is b.type and _in_the_same_place(a.place, b.place) and _is_dated(a) and _is_dated(b):
        return True
    common = _in_common(a, b)
    if len(common) > 1 or max(common, default=0) >= TELLING:
        return True
    return near is True and max(common, default=0) >= SEVERAL


def _rank(event: Event) -> tuple[bool, bool, int, int, int, int, str]:
    """The better told first: to the day, with its cause, by more voices, at the finer place, with the larger figure."""
    place = len(_ORDER) if event.place is None else _ORDER.index(event.place.precision)
    most = max((t.low for t in event.tolls), default=0)
    return (
        not _is_dated(event),
        event.type is EventType.OTHER,
        -len(event.voices),
        place,
        -most,
        -len(event.claims),
        event.id,
    )


def _goes_together(a: EventType, b: EventType) -> bool:
    return EventType.OTHER in (a, b) or fit(a, b) > 0


def _at_one_time(a: When, b: When) -> bool:
    """Whether two times may be that of one act; one known by its report's day alone may be of some days before."""
    told = [w for w in (a, b) if w.basis is Basis.PUBLISHED]
    if len(told) == 2:
        return abs((a.last - b.last).days) <= FEW_DAYS
    if told:
        known = b if told[0] is a else a
        return known.days <= FEW_DAYS and 0 <= (told[0].last - known.start).days <= STILL_NEWS
    return a.overlaps(b) and (a.days <= FEW_DAYS) == (b.days <= FEW_DAYS)


def _in_one_small_place(p: PlaceResolution | None, q: PlaceResolution | None) -> bool:
    """Whether both were in one and the same town, village or quarter; a city sees many acts a day."""
    if p is None or q is None or not _at_one_place(p, q):
        return False
    return all(x.precision in _POINTS and x.feature is not None and x.feature not in LARGE for x in (p, q))


def _in_the_same_place(p: PlaceResolution | None, q: PlaceResolution | None) -> bool:
    """Whether both were in one and the same place, be it a city or a province; of a country that says nothing, and
    around a city is not in it."""
    if p is None or q is None or not _at_one_place(p, q):
        return False
    return p.precision is q.precision and p.precision is not PlacePrecision.COUNTRY


def _at_one_place(p: PlaceResolution, q: PlaceResolution) -> bool:
    """Whether both are told at one place of the gazetteer, which neither has from its report alone."""
    return p.place is not None and p.place == q.place and PlaceBasis.REPORT not in (p.basis, q.basis)


def _is_dated(event: Event) -> bool:
    """Whether its own words date it: the day of a report is no day of an act."""
    return event.when is not None and event.when.basis is not Basis.PUBLISHED


def _on_one_ground(p: PlaceResolution | None, q: PlaceResolution | None) -> bool | None:
    """Whether two places are one, or one of them lies in the other; None where it can't be known."""
    if p is None or q is None:
        return None
    if p.country is not None and q.country is not None and p.country != q.country:
        return False
    if PlaceBasis.REPORT in (p.basis, q.basis):
        return None
    if (p.place is not None and p.place == q.place) or fold(p.name or p.mention) == fold(q.name or q.mention):
        return True if p.precision is not PlacePrecision.COUNTRY else None
    if lies_in(p, q) or lies_in(q, p):
        return None if PlacePrecision.COUNTRY in (p.precision, q.precision) else True
    if p.place is None or q.place is None:
        return None if not p.admin1 or not q.admin1 or fold(p.admin1) == fold(q.admin1) else False
    apart = distance_km(p, q)
    return apart is not None and apart <= max(radius_km(p), radius_km(q))


def _differ(a: Event, b: Event) -> bool:
    """Whether what the two say of all who were killed can't both be."""
    mine, other = ([t for t in e.tolls if t.effect is Effect.KILLED and t.group is None] for e in (a, b))
    if not mine or not other:
        return False
    one, two = (max(tolls, key=lambda t: (t.victim_class in EVERYBODY, t.low)) for tolls in (mine, other))
    less, more = sorted((one, two), key=lambda t: t.low)
    if less.open or _added_up(less):
        return False
    return (less.low if less.high is None else less.high) < more.low and _same_people(less, more)


def _added_up(toll: Toll) -> bool:
    """Whether nobody gives this figure: parts add up to it, and may not be all."""
    return all(UseReason.DISJOINT in u.reasons for u in toll.used)


def _in_common(a: Event, b: Event) -> list[int]:
    """The figures that both give of people who may be the same."""
    return [
        s.low
        for s in _counted(a)
        for t in _counted(b)
        if s.effect is t.effect and s.low == t.low and _same_people(s, t) and not _of_size(s, t)
    ]


def _of_size(s: Toll, t: Toll) -> bool:
    """Whether both may be words of size and no numbers."""
    return s.open and t.open and s.low in WORDS_OF_SIZE


def _counted(event: Event) -> Sequence[Toll]:
    """The event's figures of people who came to harm: of everybody, and of each kind."""
    return [t for t in event.tolls if t.effect in _HARM and t.low]


def _same_people(s: Toll, t: Toll) -> bool:
    if s.group != t.group:
        return False
    if s.victims_side and t.victims_side and s.victims_side != t.victims_side:
        return False
    return s.victim_class is t.victim_class or s.victim_class in EVERYBODY or t.victim_class in EVERYBODY
