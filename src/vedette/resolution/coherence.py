"""Places that hold each other up: of two towns called Paris, the one beside whatever else the report names.

Local news names its towns without a word of where they are. Each name's candidates are weighed by how near they lie to
the likely candidates of the other names; a name counts once, whatever its repeats. For news of any kind: reports of
wars say where they are, and do without.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from vedette.model.ids import PlaceId
from vedette.model.mention import PlaceMention
from vedette.reference.place import AREAS, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.resolution.place_context import PlaceContext
from vedette.resolution.places import rank, whole_of

#: Support falls to a third at this many kilometres. Set with the weight below on LGL and TR-News (2026-11).
REACH_KM = 60.0
#: The most points that company can give, and how many places in company give two thirds of them.
MOST_POINTS = 0.9
COMPANY = 1.5
#: Candidates of a name that are weighed, and how fast a lower score loses weight.
CONSIDERED = 12
SHARPNESS = 2.5
#: More names than this are not compared with each other: the cost grows with their square.
MOST_NAMES = 60


def supported(context: PlaceContext, mentions: Iterable[PlaceMention]) -> PlaceContext:
    """The context with the support that candidates of its names give each other."""
    weights = [_weighed(m, context) for m in _distinct(mentions)]
    weights = [w for w in weights if w][:MOST_NAMES]
    points: dict[PlaceId, float] = {}
    for i, own in enumerate(weights):
        for place, _ in own:
            if place.kind is PlaceKind.COUNTRY:
                continue
            company = sum(_company(place, other) for j, other in enumerate(weights) if j != i)
            points[place.id] = MOST_POINTS * (1.0 - math.exp(-company / COMPANY))
    return replace(context, support=points)


def _distinct(mentions: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """One mention a name; one that says what it lies in before one that does not."""
    by_name: dict[str, PlaceMention] = {}
    for mention in mentions:
        if mention.name not in by_name or (mention.within and not by_name[mention.name].within):
            by_name[mention.name] = mention
    return tuple(by_name.values())


def _weighed(mention: PlaceMention, context: PlaceContext) -> tuple[tuple[Place, float], ...]:
    """The best candidates of a mention with weights that add up to one."""
    _, ranked = rank(mention, context, within=whole_of(mention, context))
    top = ranked[:CONSIDERED]
    weights = [math.exp(SHARPNESS * (s.score - top[0].score)) for s in top]
    total = sum(weights)
    return tuple((s.candidate.place, w / total) for s, w in zip(top, weights, strict=True))


def _company(place: Place, other: Iterable[tuple[Place, float]]) -> float:
    """How surely another name lies beside a place, from 0 to 1."""
    best = 0.0
    for spot, weight in other:
        if spot.id == place.id:
            continue
        if spot.kind in AREAS or place.kind in AREAS:
            inside = spot.country == place.country and place.admin1 is not None and spot.admin1 == place.admin1
            near = 0.6 if inside and PlaceKind.PROVINCE in (spot.kind, place.kind) else 0.0
        else:
            near = math.exp(-distance_km((place.latitude, place.longitude), (spot.latitude, spot.longitude)) / REACH_KM)
        best = max(best, near * weight**0.5)
    return best


def middle(places: Mapping[str, Place]) -> tuple[float, float] | None:
    """The place beside which most others of a text lie; None without places that are no area."""
    spots = [p for p in places.values() if p.kind not in AREAS]
    if not spots:
        return None

    def crowd(p: Place) -> float:
        here = (p.latitude, p.longitude)
        return sum(math.exp(-distance_km(here, (q.latitude, q.longitude)) / REACH_KM) for q in spots)

    best = max(spots, key=lambda p: (crowd(p), p.population, p.id))
    return best.latitude, best.longitude
