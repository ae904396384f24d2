"""Which place a mention means, and how exactly; or that it can't be told, with the places it might have been.

A wrong town is worse than none: a candidate is believed only if it is good by itself and clearly better than the next.
Relations ("15 km north of", "between", "the countryside around") turn the place into a point with a radius.
"""

import math
from dataclasses import dataclass, replace

from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.reference.place import AREAS, SETTLEMENTS, Candidate, Match, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.reference.place_words import PlaceWords, read_place_words, split_possessive
from vedette.resolution.place_context import PlaceContext
from vedette.resolution.place_relations import related

#: Points for how the name matched. A spelling found by its consonants needs the context on its side to pass.
MATCH_POINTS = {Match.NAME: 1.0, Match.ALIAS: 0.9, Match.ARTICLE: 0.8, Match.SPELLING: 0.6}
#: Points for a country or province that the whole document speaks of, by its share of the votes.
COUNTRY_POINTS = 1.2
PROVINCE_POINTS = 0.6
#: Taken off a place outside every country the document speaks of.
ABROAD = 0.5
#: For lying near what else the document names: full at no distance, a third at this many kilometres.
NEAR_POINTS = 0.5
NEAR_KM = 60.0
#: For and against, when the words say what kind of place it is ("airfield", "province"), or what it lies in.
KIND_POINTS = 0.8
WITHIN_POINTS = 1.2
#: A bare name means the town before the province, the country before either.
SETTLEMENT_POINTS = 0.25
COUNTRY_FIRST = 0.6
#: "Europe", "the Middle East" lie in no country that could vote for them.
WORLD = 1.0
#: The least a candidate must reach, and by how much it must beat any other that is not the same spot. Set on our own
#: cases (tests/unit/resolution/test_places.py), November 2026; to be run again when weights above change.
THRESHOLD = 1.55
MARGIN = 0.12
#: Two candidates closer than this are one spot for the purpose of the margin.
SAME_SPOT_KM = 15.0
#: Candidates kept with an unresolved mention.
KEPT = 5

_PRECISION = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.PROVINCE: PlacePrecision.PROVINCE,
    PlaceKind.REGION: PlacePrecision.PROVINCE,
    PlaceKind.DISTRICT: PlacePrecision.DISTRICT,
    PlaceKind.CITY: PlacePrecision.TOWN,
    PlaceKind.TOWN: PlacePrecision.TOWN,
    PlaceKind.VILLAGE: PlacePrecision.TOWN,
    PlaceKind.WATER: PlacePrecision.AROUND,
    PlaceKind.ROAD: PlacePrecision.AROUND,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its points and what they were given for, in words an analyst can read."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def resolve_place(mention: PlaceMention, context: PlaceContext) -> PlaceResolution:
    """The place of a mention in the light of its document, or `UNRESOLVED` with candidates and the reason why not."""
    mention = _unfold(mention)
    within = _whole(mention, context)
    words, ranked = rank(mention, context, within=within)
    if not ranked:
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, reason="no such name in the gazetteer")
    best = ranked[0]
    rival = next((s for s in ranked[1:] if not _same_spot(best, s)), None)
    kept = tuple(s.candidate.place.id for s in ranked[:KEPT])
    why = f"{best.candidate.place.name}: {', '.join(best.reasons)}"
    if best.score < THRESHOLD:
        reason = f"too little speaks for {why} ({best.score:.2f} of {THRESHOLD})"
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, candidates=kept, reason=reason)
    if rival is not None and best.score - rival.score < MARGIN:
        other = rival.candidate.place
        reason = f"{why} or {other.name}, {other.admin1 or other.country}: too close to tell"
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, candidates=kept, reason=reason)
    resolution = replace(_resolution(mention, best.candidate.place, why), candidates=kept)
    other_end = _other_end(mention, context)
    if words.rural and mention.relation is PlaceRelation.IN:
        mention = replace(mention, relation=PlaceRelation.COUNTRYSIDE)
    return related(resolution, mention, part=words.part, other=other_end)


def rank(
    mention: PlaceMention, context: PlaceContext, *, within: Place | None = None
) -> tuple[PlaceWords, tuple[Scored, ...]]:
    """The candidates of a mention, best first, and the reading of its words that found them.

    The fullest reading that has a candidate where the document is wins: "Eastern Ghouta" before the east of Ghouta.
    """
    countries = (within.country,) if within is not None else context.likely
    readings = read_place_words(mention.name)
    if mention.kind:
        hinted = [PlaceWords(r.name, r.kinds or _kinds_of(mention.kind), r.part, r.rural) for r in readings]
        readings = tuple(hinted)
    fallback: tuple[PlaceWords, tuple[Scored, ...]] = (readings[0], ())
    for words in readings:
        found = context.gazetteer.lookup(words.name, countries=countries)
        scored = [score(c, words, context, within=within) for c in found]
        scored.sort(key=lambda s: (-s.score, -s.candidate.place.population, s.candidate.place.id))
        if scored and scored[0].score >= THRESHOLD:
            return words, tuple(scored)
        if scored and not fallback[1]:
            fallback = (words, tuple(scored))
    return fallback


def score(candidate: Candidate, words: PlaceWords, context: PlaceContext, *, within: Place | None = None) -> Scored:
    """What speaks for and against one candidate."""
    place = candidate.place
    parts: list[tuple[float, str]] = [(MATCH_POINTS[candidate.match], f"matched by {candidate.match.value}")]
    if place.population:
        parts.append((math.log10(place.population + 1) / 8, f"{place.population:,} people"))
    elif place.kind is PlaceKind.PROVINCE:
        parts.append((0.55, "a province"))
    elif place.kind is not PlaceKind.AIRPORT:
        parts.append((0.3, f"a {place.kind.value} named in reports of wars"))
    share = context.countries.get(place.country, 0.0)
    if share:
        parts.append((COUNTRY_POINTS * share**0.5, f"in {place.country}, which the report is about"))
    elif not place.country:
        parts.append((WORLD, "a part of the world"))
    elif context.countries and place.kind is not PlaceKind.COUNTRY:
        parts.append((-ABROAD, "outside the countries of the report"))
    if place.admin1:
        local = context.provinces.get((place.country, place.admin1), 0.0)
        if local:
            parts.append((PROVINCE_POINTS * local**0.5, f"in {place.admin1}, which the report names"))
    near = _nearest(place, context)
    if near is not None:
        parts.append((NEAR_POINTS * math.exp(-near / NEAR_KM), f"{near:.0f} km from another place of the report"))
    parts.extend(_kind_points(place, words))
    if within is not None:
        inside = _inside(place, within)
        parts.append((WITHIN_POINTS if inside else -WITHIN_POINTS, f"{'in' if inside else 'not in'} {within.name}"))
    return Scored(candidate, sum(points for points, _ in parts), tuple(reason for _, reason in parts))


def _kind_points(place: Place, words: PlaceWords) -> list[tuple[float, str]]:
    if words.kinds:
        if place.kind in words.kinds:
            return [(KIND_POINTS, f"a {place.kind.value}, as the words say")]
        return [(-KIND_POINTS / 2, f"a {place.kind.value}, which the words do not say")]
    if place.kind is PlaceKind.COUNTRY:
        return [(COUNTRY_FIRST, "a country")]
    if place.kind in SETTLEMENTS:
        return [(SETTLEMENT_POINTS, "a bare name is a town's first")]
    return []


def _nearest(place: Place, context: PlaceContext) -> float | None:
    if place.kind in AREAS:
        return None
    here = (place.latitude, place.longitude)
    distances = [distance_km(here, (a.latitude, a.longitude)) for a in context.anchors if a.id != place.id]
    return min(distances, default=None)


def _inside(place: Place, whole: Place) -> bool:
    """Whether a place lies in another, by country, province's name, or distance; edges get a third more room."""
    if place.country != whole.country or place.id == whole.id:
        return False
    if whole.kind is PlaceKind.COUNTRY:
        return True
    if whole.kind is PlaceKind.PROVINCE and place.admin1 is not None:
        return place.admin1 == whole.name
    reach = max(whole.radius_km * 1.33, 15.0 if whole.kind in SETTLEMENTS else 3.0)
    return distance_km((place.latitude, place.longitude), (whole.latitude, whole.longitude)) <= reach


def _same_spot(a: Scored, b: Scored) -> bool:
    """Whether two candidates are one spot at the precision that counts: a town and a twin entry beside it."""
    p, q = a.candidate.place, b.candidate.place
    if p.country != q.country:
        return False
    if (p.kind in AREAS) != (q.kind in AREAS):
        return True
    return distance_km((p.latitude, p.longitude), (q.latitude, q.longitude)) <= SAME_SPOT_KM


def _unfold(mention: PlaceMention) -> PlaceMention:
    """Turn "Aleppo's Salah al-Din district" and "Bunia, Ituri" into a name and what it lies in."""
    if mention.within is not None:
        return mention
    head, comma, tail = mention.name.partition(", ")
    if comma and tail:
        return replace(mention, name=head, within=tail)
    head, of, tail = mention.name.rpartition(" of ")
    if of and read_place_words(head)[-1].name != head:
        return replace(mention, name=head, within=tail)
    split = split_possessive(mention.name)
    if split is not None:
        return replace(mention, name=split[1], within=split[0])
    return mention


def _whole(mention: PlaceMention, context: PlaceContext) -> Place | None:
    """The wider place that the text names with a mention; None if it can't be told itself."""
    if not mention.within:
        return None
    head, _, tail = mention.within.partition(", ")
    outer = PlaceMention(mention.within, head, within=tail or None)
    found = resolve_place(outer, context)
    return context.gazetteer.place(found.place) if found.place else None


def _other_end(mention: PlaceMention, context: PlaceContext) -> PlaceResolution | None:
    if not mention.other:
        return None
    return resolve_place(PlaceMention(mention.other, mention.other), context)


def _kinds_of(noun: str) -> frozenset[PlaceKind]:
    return read_place_words(f"x {noun}")[-1].kinds


def _resolution(mention: PlaceMention, place: Place, reason: str) -> PlaceResolution:
    return PlaceResolution(
        mention=mention.text,
        precision=_PRECISION.get(place.kind, PlacePrecision.EXACT),
        place=place.id,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        country=place.country,
        admin1=place.admin1,
        feature=place.kind.value,
        reason=reason,
    )
