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
from vedette.reference.place import AREAS, SETTLEMENTS, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.resolution.place_context import PlaceContext
from vedette.resolution.places import rank, whole_of

#: Support falls to a third at this many kilometres. Set with the weight below on LGL and TR-News (2026-11).
REACH_KM = 60.0
#: The most points that company can give, and how many places in company give two thirds of them.
MOST_POINTS = 1.3
COMPANY = 1.0
#: A county's corners lie so much farther from its middle than its reach.
EDGE = 1.3
#: News says of a large town less often where it lies.
FAME = 0.2
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
            points[place.id] = MOST_POINTS * (1.0 - math.exp(-company / COMPANY)) + FAME * _fame(place)
    return replace(context, support=points)


def _fame(place: Place) -> float:
    """How well a town is known beyond its own state, from 0 for one of 10,000 people to 2 for one of a million."""
    return max(0.0, math.log10(max(place.population, 1)) - 4.0) if place.kind in SETTLEMENTS else 0.0


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
            near = _held(place, spot)
        else:
            near = math.exp(-distance_km((place.latitude, place.longitude), (spot.latitude, spot.longitude)) / REACH_KM)
        best = max(best, near * weight**0.5)
    return best


def _held(one: Place, other: Place) -> float:
    """How much an area and a place, or two areas, speak for each other: a county holds its towns more surely than a
    state does, and lies beside those across its border."""
    if one.country != other.country or one.admin1 is None or other.admin1 is None:
        return 0.0
    if PlaceKind.PROVINCE in (one.kind, other.kind):
        return 0.6 if one.admin1 == other.admin1 else 0.0
    county = next((p for p in (one, other) if p.kind is PlaceKind.DISTRICT), None)
    if county is None:
        return 0.0
    apart = distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))
    inside = one.admin1 == other.admin1 and apart <= county.radius_km * EDGE
    return 0.9 if inside else math.exp(-apart / REACH_KM)


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
