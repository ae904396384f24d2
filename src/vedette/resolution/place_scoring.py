"""What speaks for and against one place that a name may mean, in points, each with its reason.

The weights were set by hand on the cases in tests/unit/resolution/test_places.py (November 2026) and are to be looked
at together with the threshold and margin in `vedette.resolution.places`.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vedette.reference.place import AREAS, SETTLEMENTS, Candidate, Match, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.reference.place_words import PlaceWords
from vedette.resolution.place_context import PlaceContext, Votes
from vedette.text.similarity import name_similarity

#: Points for how the name matched. A spelling found by its consonants needs the context on its side to pass.
MATCH_POINTS = {Match.NAME: 1.0, Match.ALIAS: 0.9, Match.ARTICLE: 0.8, Match.SPELLING: 0.6}
#: More for a spelling that sounds the very same (likeness 100) than for one barely alike (90).
SOUND_POINTS = 0.25
#: Points for a country or province that the whole document speaks of, by its share of the votes.
COUNTRY_POINTS = 1.2
PROVINCE_POINTS = 0.6
#: A province with a smaller share of the votes is a namesake's: Portland speaks for Oregon, not for Texas.
LEAST_SHARE = 0.1
#: Taken off a place outside every country the document speaks of.
ABROAD = 0.5
#: More off a settlement there of fewer people, which nobody names without its country.
FAR_VILLAGE = 1.0
KNOWN_ABROAD = 20_000
#: For lying near what else the document names: full at no distance, a third at this many kilometres.
NEAR_POINTS = 0.5
NEAR_KM = 60.0
#: For and against, when the words say what kind of place it is ("airfield", "province"), or what it lies in.
KIND_POINTS = 0.8
WITHIN_POINTS = 1.2
#: A bare name means the town before the province, the country before either.
SETTLEMENT_POINTS = 0.25
SEAT_POINTS = 0.6
CAPITAL_POINTS = 0.25
COUNTRY_FIRST = 1.6
#: A capital is rivalled by a namesake abroad with so large a part (one in ...) of its people.
RIVAL = 10
#: Less so where another country's province bears the name ("Georgia").
CONTESTED_COUNTRY = 0.6
#: A former or foreign name, where a namesake in the same country bears it today or nothing else points there.
SECOND_NAME = 0.7
#: As alike as this, an alias is the name itself by other letters ("Pervomaiske" for Pervomayske).
ONE_NAME = 98.0
#: Less alike than this, an alias is another name ("Berea" for Aleppo), not a spelling.
OTHER_NAME = 60.0
#: Taken off a village of fewer people than this spelt otherwise that nothing else of a report is near.
LONELY = 1.3
VILLAGE = 3_000
#: Less alike than this, an alias is spelt otherwise than the name.
OTHER_SPELLING = 90.0
#: A settlement with a smaller share of the people of a province of its name elsewhere is not the first thing meant
#: ("Ontario", "Missouri").
MINOR = 0.05
#: A town that only shares a province's name for short is its seat from this share of the province's people.
SEAT = 0.25
#: "Europe", "the Middle East" lie in no country that could vote for them.
WORLD = 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its points and what they were given for, in words an analyst can read."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What the candidates of one name are judged by: its words, what it lies in, and its namesakes among provinces.

    `province` is the most populous division of the name; `seats` are (country, province) pairs with a town of the name,
    `bearers` the countries with a settlement of that very name, `largest` the people of the largest of each.
    """

    votes: Votes
    words: PlaceWords
    within: Place | None = None
    province: Place | None = None
    seats: frozenset[tuple[str, str | None]] = frozenset()
    bearers: frozenset[str] = frozenset()
    largest: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def of(votes: Votes, words: PlaceWords, found: Iterable[Candidate], within: Place | None) -> "Case":
        """The case of a name with these candidates; `votes` are those of the rest of the document."""
        found = tuple(found)
        places = [c.place for c in found]
        largest: dict[str, int] = {}
        for place in (c.place for c in found if c.match is Match.NAME and c.place.kind in SETTLEMENTS):
            largest[place.country] = max(largest.get(place.country, 0), place.population)
        province = max((p for p in places if p.kind is PlaceKind.PROVINCE), key=lambda p: p.population, default=None)
        towns = (c for c in found if c.place.kind in SETTLEMENTS)
        seats = (c.place for c in towns if c.match is Match.NAME or not _is_lesser(c.place, province))
        return Case(
            votes, words, within, province, frozenset((p.country, p.admin1) for p in seats), frozenset(largest), largest
        )


def _is_lesser(town: Place, province: Place | None) -> bool:
    """Whether a town bears a province's name for short and is no seat of it: "Maryland" is not Maryland City."""
    return province is not None and town.country == province.country and town.population < SEAT * province.population


def of_kind(found: tuple[Candidate, ...], words: PlaceWords) -> tuple[Candidate, ...]:
    """Areas alone where the words ask for one: "Lamar County" is neither the town of Lamar nor its airport."""
    if words.kinds and words.kinds <= AREAS:
        return tuple(c for c in found if c.place.kind in AREAS)
    return found


def score(candidate: Candidate, case: Case, context: PlaceContext) -> Scored:
    """What speaks for and against one candidate."""
    place = candidate.place
    alias = candidate.match is Match.ALIAS and name_similarity(candidate.alias, place.name) < ONE_NAME
    second = alias and (place.country in case.bearers or _other_name(candidate, case))
    match_points = SECOND_NAME if second else MATCH_POINTS[candidate.match]
    if candidate.match is Match.ARTICLE and not case.votes.countries:
        match_points = MATCH_POINTS[Match.SPELLING]
    if candidate.match is Match.SPELLING:
        match_points += (candidate.score - 90.0) / 10.0 * SOUND_POINTS
    parts: list[tuple[float, str]] = [(match_points, f"matched by {candidate.match.value}")]
    if place.population:
        parts.append((math.log10(place.population + 1) / 8, f"{place.population:,} people"))
    elif place.kind is PlaceKind.PROVINCE:
        parts.append((0.55, "a province"))
    elif place.kind is not PlaceKind.AIRPORT:
        parts.append((0.3, f"a {place.kind.value} named in reports of wars"))
    votes = case.votes
    share = votes.countries.get(place.country, 0.0)
    if share:
        parts.append((COUNTRY_POINTS * share**0.5, f"in {place.country}, which the report is about"))
    elif not place.country:
        parts.append((WORLD, "a part of the world"))
    elif votes.countries and place.kind is not PlaceKind.COUNTRY:
        known = place.population >= KNOWN_ABROAD or place.kind not in SETTLEMENTS
        parts.append((-ABROAD if known else -FAR_VILLAGE, "outside the countries of the report"))
    if place.admin1:
        local = votes.provinces.get((place.country, place.admin1), 0.0)
        if local >= LEAST_SHARE:
            parts.append((PROVINCE_POINTS * local**0.5, f"in {place.admin1}, which the report names"))
    near = nearest_km(place, context)
    if near is not None:
        parts.append((NEAR_POINTS * math.exp(-near / NEAR_KM), f"{near:.0f} km from another place of the report"))
    company = context.support.get(place.id)
    if not company and case.within is None and _is_lonely(candidate, case, near):
        parts.append((-LONELY, "a small place by another spelling, and nothing of the report near it"))
    if company:
        parts.append((company, "beside other places of the report"))
    parts.extend(_kind_points(place, case, named=candidate.match is Match.NAME))
    if case.within is not None:
        inside = _inside(place, case.within)
        how = "in" if inside else "not in"
        parts.append((WITHIN_POINTS if inside else -WITHIN_POINTS, f"{how} {case.within.name}"))
    return Scored(candidate, sum(points for points, _ in parts), tuple(reason for _, reason in parts))


def _is_lonely(candidate: Candidate, case: Case, near: float | None) -> bool:
    """Whether a village bears the name only in another spelling, and the report names neither its province nor a place
    beside it: another village that the gazetteer lacks is as likely meant."""
    place = candidate.place
    if place.kind not in SETTLEMENTS or not 0 < place.population < VILLAGE:
        return False
    if candidate.match not in (Match.SPELLING, Match.ALIAS) or case.votes.provinces.get(
        (place.country, place.admin1 or ""), 0.0
    ):
        return False
    other = candidate.match is Match.SPELLING or name_similarity(candidate.alias, place.name) < OTHER_SPELLING
    return other and (near is None or near > NEAR_KM)


def _other_name(candidate: Candidate, case: Case) -> bool:
    """Whether an alias is no spelling of the name but another name, of a place the rest of the report is not about."""
    if candidate.place.country in case.votes.countries or candidate.place.kind is PlaceKind.COUNTRY:
        return False
    return name_similarity(candidate.alias, candidate.place.name) < OTHER_NAME


def _kind_points(place: Place, case: Case, *, named: bool) -> list[tuple[float, str]]:
    words, province = case.words, case.province
    if words.kinds:
        if place.kind in words.kinds:
            return [(KIND_POINTS, f"a {place.kind.value}, as the words say")]
        return [(-KIND_POINTS, f"a {place.kind.value}, which the words do not say")]
    if place.kind is PlaceKind.COUNTRY:
        rival = province is not None and province.country != place.country
        return [(CONTESTED_COUNTRY if rival else COUNTRY_FIRST, "a country")]
    if place.capital and named and not _is_rivalled(place, case):
        return [(SETTLEMENT_POINTS + CAPITAL_POINTS, "a capital")]
    within = province is not None and place.admin1 == province.name
    if place.kind in SETTLEMENTS and within and not named and _is_lesser(place, province):
        return [(-SEAT_POINTS, "called so for short, the province's name first")]
    meant = province is not None and (not case.votes.countries or province.country in case.votes.countries)
    small = meant and province is not None and place.population < MINOR * province.population
    if place.kind in SETTLEMENTS and not (small and province is not None and place.admin1 != province.name):
        return [(SETTLEMENT_POINTS, "a bare name is a town's first")]
    if place.kind is PlaceKind.PROVINCE and (place.country, place.name) in case.seats:
        return [(-SEAT_POINTS, "a bare name is its seat's first")]
    return []


def _is_rivalled(capital: Place, case: Case) -> bool:
    """Whether a capital that nothing else speaks for has a namesake abroad of a tenth of its people: "Georgetown"."""
    if capital.country in case.votes.countries:
        return False
    return any(RIVAL * people >= capital.population for c, people in case.largest.items() if c != capital.country)


def nearest_km(place: Place, context: PlaceContext) -> float | None:
    """How far a place lies from the nearest that the document names without doubt; None for an area, or without any."""
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
