"""An event as a series counts it: one day, one area, and how many each outlet that told of it gives.

Left out are events that are planned, denied, recalled, retracted or discounted, those without a place or known only to
more than a few days. Figures that a party alone gives, or that are disputed, count as an event without deaths.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from vedette.model.claim import Effect, EventContent, EventType, PartRole, TollContent
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId, EventId
from vedette.model.provenance import Status
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim
from vedette.model.verification import Rung

#: An event that may be on any of more days than these stands on none.
LONG_DAYS = 10
#: Deaths of an event known to more days than these may be a total in other words.
SHORT_DAYS = 3
_GONE = (Rung.RETRACTED, Rung.DISCOUNTED)
_DOUBTFUL = (Rung.CLAIMED, Rung.CONTESTED)
_HAPPENED = (Status.ASSERTED, Status.SUSPECTED)
#: What an outlet is called that nobody names: all such reports are one source.
UNKNOWN = "outlet unknown"

Claims = Mapping[ClaimKey, ResolvedClaim]
Documents = Mapping[DocumentId, Document]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event of a series. `areas` are the country and, where known, its first-level division ("SY", "SY/Aleppo");
    `told` the outlets; `dead` and `displaced` the least number that each outlet's claims give; `low` the floor of the
    event's own toll; `actors` are known actors (id, name); `claims` those that tell it."""

    event: EventId
    kind: EventType
    day: dt.date
    areas: tuple[str, ...]
    place: str
    told: tuple[str, ...]
    dead: tuple[tuple[str, int], ...]
    displaced: tuple[tuple[str, int], ...]
    low: int
    actors: tuple[tuple[str, str], ...]
    weapons: tuple[str, ...]
    claims: tuple[ClaimKey, ...]

    def told_by(self, panel: Collection[str]) -> bool:
        """Whether a source of the panel tells of it."""
        return any(outlet in panel for outlet in self.told)

    def deaths(self, panel: Collection[str]) -> int:
        """The deaths that the panel gives, never more than the event's own floor: a feed added later adds none."""
        return min(self.low, max((n for outlet, n in self.dead if outlet in panel), default=0))

    def moved(self, panel: Collection[str]) -> int:
        """The displaced that the panel gives."""
        return max((n for outlet, n in self.displaced if outlet in panel), default=0)


#: What is counted of an event, for a panel of sources.
Measure = Callable[[Occurrence, Collection[str]], int]


def events(one: Occurrence, panel: Collection[str]) -> int:
    """One for an event that the panel tells of."""
    return int(one.told_by(panel))


def deaths(one: Occurrence, panel: Collection[str]) -> int:
    """See `Occurrence.deaths`."""
    return one.deaths(panel)


def displaced(one: Occurrence, panel: Collection[str]) -> int:
    """See `Occurrence.moved`."""
    return one.moved(panel)


def outlet_of(claim: ResolvedClaim, documents: Documents) -> str:
    """Who published a claim."""
    document = documents.get(claim.claim.document)
    return (document.outlet if document is not None else claim.claim.attribution.chain[0].name) or UNKNOWN


def areas_of(place: PlaceResolution | None) -> tuple[str, ...]:
    """The country and, where known, its first-level division; none for a place that is not located."""
    if place is None or place.precision is PlacePrecision.UNRESOLVED or not place.country:
        return ()
    return (place.country, f"{place.country}/{place.admin1}") if place.admin1 else (place.country,)


def occurrences(found: Iterable[Event], claims: Claims, documents: Documents) -> tuple[Occurrence, ...]:
    """The events that series count, by day, then id."""
    kept = (one for e in found if (one := _occurrence(e, claims, documents)) is not None)
    return tuple(sorted(kept, key=lambda o: (o.day, o.event)))


def _occurrence(event: Event, claims: Claims, documents: Documents) -> Occurrence | None:
    when, areas = event.when, areas_of(event.place)
    if when is None or when.days > LONG_DAYS or not areas or event.place is None:
        return None
    if event.background or event.status not in _HAPPENED or event.verification.rung in _GONE:
        return None
    mine = [claims[k] for k in event.claims if k in claims]
    if not mine:
        return None
    parts = [c.claim.content for c in mine if isinstance(c.claim.content, EventContent)]
    counted = when.days <= SHORT_DAYS and event.type is not EventType.OTHER
    dead = _figures(event, Effect.KILLED, claims, documents) if counted else {}
    moved = _figures(event, Effect.DISPLACED, claims, documents)
    return Occurrence(
        event=event.id,
        kind=event.type,
        day=when.start,
        areas=areas,
        place=event.place.name or event.place.mention,
        told=tuple(sorted({outlet_of(c, documents) for c in mine})),
        dead=tuple(sorted(dead.items())),
        displaced=tuple(sorted(moved.items())),
        low=_floor(event, Effect.KILLED) if counted else 0,
        actors=tuple(
            dict.fromkeys((p.actor, p.name) for p in event.parties if p.actor and not p.actor.startswith("provisional"))
        ),
        weapons=tuple(
            dict.fromkeys(
                words.casefold()
                for c in parts
                for words in (c.weapon, *(p.mention.name for p in c.parts if p.role is PartRole.WEAPON))
                if words
            )
        ),
        claims=event.claims,
    )


def _floor(event: Event, effect: Effect) -> int:
    """The least number over the event's tolls of everybody, or of the largest part where only parts are counted."""
    mine = [t for t in event.tolls if t.effect is effect and not t.group and t.verification.rung not in _DOUBTFUL]
    return max((t.low for t in mine), default=0)


def _figures(event: Event, effect: Effect, claims: Claims, documents: Documents) -> dict[str, int]:
    found: dict[str, int] = {}
    for toll in event.tolls:
        if toll.effect is not effect or toll.group or toll.verification.rung in (*_DOUBTFUL, *_GONE):
            continue
        for key in (*(u.claim for u in toll.used), *(x.claim for x in toll.left_out)):
            told = claims.get(key)
            if told is not None and isinstance(content := told.claim.content, TollContent):
                name = outlet_of(told, documents)
                found[name] = max(found.get(name, 0), min(content.quantity.low, toll.low))
    return found
