"""Which place a mention means, and how exactly; or that it can't be told, with the places it might have been.

A wrong town is worse than none: a candidate is believed only if it is good by itself and clearly better than the next.
Relations ("15 km north of", "between", "the countryside around") turn the place into a point with a radius.
"""

import re
from dataclasses import replace

from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.reference.demonyms import demonym_country
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import AREAS, SETTLEMENTS, Match, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.reference.place_words import PlaceWords, is_part_of, read_place_words, split_possessive
from vedette.resolution.astray import is_astray, of_another_city
from vedette.resolution.place_context import PlaceContext
from vedette.resolution.place_relations import related
from vedette.resolution.place_scoring import Case, Scored, of_kind, score
from vedette.resolution.seats import means_province

#: The least a candidate must reach, and by how much it must beat any other that is not the same spot. Set on our own
#: cases (tests/unit/resolution/test_places.py), November 2026; to be run again when weights above change.
THRESHOLD = 1.55
MARGIN = 0.12
#: Two candidates closer than this are one spot for the purpose of the margin.
SAME_SPOT_KM = 15.0
#: How far beyond a town's reach a site named after it may lie.
SITE_KM = 8.0
#: Longer than this it is no name: fetched text is hostile.
LONGEST = 150
#: A list's noun, which extraction takes for an area's: "the villages of X and Y".
_SEVERAL = re.compile(r"\b(?:villages|towns|cities)\b", re.I)
#: Candidates kept with an unresolved mention.
KEPT = 5

_AREAS = (PlacePrecision.PROVINCE, PlacePrecision.COUNTRY)
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


def resolve_place(mention: PlaceMention, context: PlaceContext) -> PlaceResolution:
    """The place of a mention in the light of its document, or `UNRESOLVED` with candidates and the reason why not."""
    if len(mention.name) > LONGEST:
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, reason="too long for a name")
    if demonym_country(mention.name) is not None:
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, reason="a people's name, not a place's")
    mention = _unfold(mention, context.gazetteer)
    bare = mention.kind is None and mention.relation is PlaceRelation.IN and mention.name in context.of_provinces
    if bare or means_province(mention, context.gazetteer, context.likely):
        # "in Idlib", where the report speaks of Idlib province
        mention = replace(mention, kind="province")
    within = whole_of(mention, context)
    words, ranked = rank(mention, context, within=within)
    if not ranked and mention.listed:
        return several(mention, context)
    if not ranked:
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, reason="no such name in the gazetteer")
    far = ranked[0].candidate.place
    likely = tuple(s for s in ranked if not is_astray(s.candidate, mention, words, context, within))
    if any(not _same_spot(ranked[0], s) and s.candidate.place.country == far.country for s in ranked[1:]):
        likely = tuple(s for s in likely if not of_another_city(s.candidate, mention, context))
    if not likely or likely[0].candidate.place.country != far.country:
        reason = f"{far.name}, {far.admin1 or far.country}, is far from all else that the report names"
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, candidates=(far.id,), reason=reason)
    ranked = likely
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
    resolution = replace(as_resolution(best.candidate.place, mention.text, why), candidates=kept)
    if words.kinds and best.candidate.place.kind in SETTLEMENTS and not words.kinds & SETTLEMENTS:
        resolution = _somewhere_at(resolution)
    other_end = _other_end(mention, context)
    if words.rural and mention.relation is PlaceRelation.IN:
        mention = replace(mention, relation=PlaceRelation.COUNTRYSIDE)
    return related(resolution, mention, part=words.part, other=other_end)


def several(mention: PlaceMention, context: PlaceContext) -> PlaceResolution:
    """A list of places by its own names, at what holds all of them: the wider place that the text names with them, or
    the province in which every one of them lies; unresolved where neither can be told."""
    whole = whole_of(mention, context)
    reason = "several places, no such name in the gazetteer"
    if whole is None:
        found = [resolve_place(PlaceMention(name, name), context) for name in mention.listed]
        provinces = {(p.country, p.admin1) for p in found}
        if len(provinces) == 1 and all(p.place is not None and p.precision not in _AREAS for p in found):
            whole = _province(*provinces.pop(), context.gazetteer)
    if whole is None:
        return PlaceResolution(mention.text, PlacePrecision.UNRESOLVED, name=mention.name, reason=reason)
    at = as_resolution(whole, mention.text, f"several places in {whole.name}")
    return replace(at, place=None, name=mention.name, candidates=(whole.id,))


def _province(country: str | None, name: str | None, gazetteer: Gazetteer) -> Place | None:
    """The province of a name in a country, or None."""
    if country is None or name is None:
        return None
    found = (c.place for c in gazetteer.lookup(name, countries=(country,)))
    return next((p for p in found if p.kind is PlaceKind.PROVINCE and p.country == country), None)


def likeliest(mention: PlaceMention, context: PlaceContext) -> Place | None:
    """The place that a mention most likely means, however little speaks for it; None where nothing bears the name.

    For what needs an answer at any price and says so, never for a claim: `resolve_place` is the one to believe.
    """
    if len(mention.name) > LONGEST:
        return None
    mention = _unfold(mention, context.gazetteer)
    _, ranked = rank(mention, context, within=whole_of(mention, context))
    return ranked[0].candidate.place if ranked else None


def rank(
    mention: PlaceMention, context: PlaceContext, *, within: Place | None = None
) -> tuple[PlaceWords, tuple[Scored, ...]]:
    """The candidates of a mention, best first, and the reading of its words that found them.

    The fullest reading that has a candidate where the document is wins: "Eastern Ghouta" before the east of Ghouta.
    """
    countries = (within.country,) if within is not None else context.likely
    readings = read_place_words(mention.name)
    if mention.kind:
        several = _SEVERAL.search(mention.text)
        kinds = _kinds_of(several.group() if several else mention.kind)
        if several and several.group().lower() == "villages":
            kinds -= {PlaceKind.CITY}
        hinted = [PlaceWords(r.name, r.kinds or kinds, r.part, r.rural) for r in readings]
        readings = tuple(hinted)
    votes = context.without(mention.name)
    fallback: tuple[PlaceWords, tuple[Scored, ...]] = (readings[0], ())
    for words in readings:
        if demonym_country(words.name) is not None:
            break
        found = of_kind(context.gazetteer.lookup(words.name, countries=countries), words)
        case = Case.of(votes, words, found, within)
        scored = [score(c, case, context) for c in found]
        scored.sort(key=lambda s: (-s.score, -s.candidate.place.population, s.candidate.place.id))
        if scored and scored[0].score >= THRESHOLD:
            return words, tuple(scored)
        if scored and not fallback[1]:
            fallback = (words, tuple(scored))
    return fallback


def _same_spot(a: Scored, b: Scored) -> bool:
    """Whether two candidates are one spot at the precision that counts: a town and a twin entry beside it."""
    p, q = a.candidate.place, b.candidate.place
    if p.country != q.country:
        return False
    if (p.kind in AREAS) != (q.kind in AREAS):
        return True
    return distance_km((p.latitude, p.longitude), (q.latitude, q.longitude)) <= SAME_SPOT_KM


def _unfold(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """Turn "Aleppo's Salah al-Din district" and "Bunia, Ituri" into a name and what it lies in; "Lee's Summit", which
    the gazetteer bears as it stands, is one name."""
    if mention.within is not None or is_part_of(mention.name):
        return mention
    if any(c.match is Match.NAME for c in gazetteer.lookup(mention.name)):
        return mention
    head, comma, tail = mention.name.partition(", ")
    if comma and tail and " and " not in tail:  # "Aleppo, Homs and Idlib" is a list
        return replace(mention, name=head, within=tail)
    head, of, tail = mention.name.rpartition(" of ")
    if of and read_place_words(head)[-1].name != head:
        return replace(mention, name=head, within=tail)
    split = split_possessive(mention.name)
    if split is not None:
        return replace(mention, name=split[1], within=split[0])
    return mention


def whole_of(mention: PlaceMention, context: PlaceContext) -> Place | None:
    """The wider place that the text names with a mention; None if it can't be told itself."""
    if not mention.within or len(mention.within) > LONGEST:
        return None
    head, _, tail = mention.within.partition(", ")
    outer = PlaceMention(mention.within, head, within=tail or None)
    found = resolve_place(outer, context)
    return context.gazetteer.place(found.place) if found.place else None


def _other_end(mention: PlaceMention, context: PlaceContext) -> PlaceResolution | None:
    if not mention.other or len(mention.other) > LONGEST:
        return None
    return resolve_place(PlaceMention(mention.other, mention.other), context)


def _kinds_of(noun: str) -> frozenset[PlaceKind]:
    return read_place_words(f"x {noun}")[-1].kinds


def _somewhere_at(town: PlaceResolution) -> PlaceResolution:
    """An airfield, camp or hospital known only by its town's name: around the town, not in it."""
    radius = round((town.radius_km or 0.0) + SITE_KM, 1)
    return replace(town, precision=PlacePrecision.AROUND, radius_km=radius, reason=f"{town.reason}; a site at it")


def as_resolution(place: Place, mention: str, reason: str) -> PlaceResolution:
    """A place of the gazetteer as what a mention means, no more precise than that kind of place is."""
    return PlaceResolution(
        mention=mention,
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
