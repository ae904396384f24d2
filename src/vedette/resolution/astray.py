"""Which places that bear a name are too far off to be meant: another city's quarter, a village spelt otherwise at the
other end of the country.

No gazetteer has every quarter and village. Where the one that is meant is missing, its namesake far away would be
taken for it, and a wrong place is worse than none.
"""

import re

from vedette.model.mention import PlaceMention
from vedette.reference.place import AREAS, SETTLEMENTS, Candidate, Match, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.reference.place_words import PlaceWords
from vedette.resolution.place_context import PlaceContext
from vedette.resolution.place_scoring import nearest_km

#: A quarter lies in a city that its report names, or beside it.
CITY_KM = 80.0
#: A village that bears the very name may lie farther off: reports list what happened across a country.
COUNTRY_KM = 150.0
#: A town of more people than this is meant wherever it lies.
KNOWN = 20_000
#: A town of so many people may be named without its country.
FAMOUS = 100_000
_QUARTER = re.compile(r"\b(?:neighbou?rhoods?|quarters?|suburbs?|squares?|streets?|mosques?)\b", re.IGNORECASE)
_VILLAGE = re.compile(r"\b(?:villages?|hamlets?)\b", re.IGNORECASE)
_OTHERWISE = (Match.SPELLING, Match.ARTICLE)
_SMALL = frozenset({PlaceKind.QUARTER, PlaceKind.VILLAGE, PlaceKind.TOWN})


def is_astray(
    candidate: Candidate, mention: PlaceMention, words: PlaceWords, context: PlaceContext, within: Place | None
) -> bool:
    """Whether a quarter, village or small town lies too far from what the words say it lies in, or from all else that
    the report names, to be the one meant. One whose province the report names is not, nor where it names nothing else.
    """
    place = candidate.place
    if _is_little_known_abroad(place, mention, context):
        return within is None
    if place.kind not in _SMALL or place.population > KNOWN:
        return False
    quarter = _QUARTER.search(mention.text) is not None or place.kind is PlaceKind.QUARTER
    if within is not None and within.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION):
        apart = _apart_km(place, within)
        if within.kind in AREAS:
            return place.admin1 != within.name and apart > within.radius_km + CITY_KM
        # "A town in Homs": a city that its province is called by.
        return apart > CITY_KM and (quarter or place.admin1 != within.admin1)
    if context.without(mention.name).provinces.get((place.country, place.admin1 or "")):
        return False
    near = nearest_km(place, context)
    if near is None:
        return False
    if quarter or candidate.match in _OTHERWISE:
        return near > CITY_KM
    plain = place.kind is PlaceKind.VILLAGE and not words.kinds & SETTLEMENTS
    return plain and near > COUNTRY_KM


def of_another_city(candidate: Candidate, mention: PlaceMention, context: PlaceContext) -> bool:
    """Whether a quarter is one of another city than the one that the report named last; to be asked where places of
    several cities bear the name."""
    place = candidate.place
    if mention.span is None or mention.within or (_QUARTER.search(mention.text) is None and mention.kind != "district"):
        return False
    before = [city for at, city in context.cities if at < mention.span.start]
    return bool(before) and _apart_km(place, before[-1]) > CITY_KM


def _apart_km(a: Place, b: Place) -> float:
    return distance_km((a.latitude, a.longitude), (b.latitude, b.longitude))


def _is_little_known_abroad(place: Place, mention: PlaceMention, context: PlaceContext) -> bool:
    """Whether a town lies in a country that the report does not speak of, and is not known without it."""
    countries = context.without(mention.name).countries
    if not countries or place.country in countries or context.support or place.capital:
        return False
    if place.kind not in SETTLEMENTS:
        return False
    smaller = place.kind is PlaceKind.CITY and (_QUARTER.search(mention.text) or _VILLAGE.search(mention.text))
    return place.population < FAMOUS or bool(smaller)  # "the village of Velm" is no city of that name abroad
