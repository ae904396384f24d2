"""Whether a name that a town shares with its province means the province.

"Idlib" is a town of the province of Idlib. Which of the two a report means it says elsewhere ("Idlib province", "the
city of Idlib"), or by the words in front: "rural Idlib" and "eastern Homs" are the country around, and only of a city
of a million does a report name the sides without a word for the city. Where the report only ever speaks of the
province, the province is meant: the wider of the two can't be wrong.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import SETTLEMENTS, Place, PlaceKind

#: From so many people on, "western X" is a side of the city.
SIDES_TOLD = 1_000_000
_SIDE = r"(?:(?:north|south|east|west)[\s-]?){1,2}(?:ern)?"
_PROVINCE = r"(?:provinces?|governorates?|countryside|oblast|wilaya)"
_TOWN = r"(?:city|cities|town|capital|neighbou?rhoods?|districts?|quarters?|suburbs?|outskirts|cent(?:re|er))"
_RURAL = re.compile(rf"^(?:{_SIDE}\s+)?rural\s", re.I)
_VILLAGE = re.compile(r"(?:['’]?s)?\s+villages?", re.I)
_ASIDE = re.compile(rf"^{_SIDE}\s", re.I)


def called_provinces(text: str, names: Iterable[str]) -> frozenset[str]:
    """The names that a text calls a province's and never a town's."""
    return frozenset(n for n in set(names) if len(n) > 2 and _is_province_only(text, n))


def _is_province_only(text: str, name: str) -> bool:
    province, town = _called(name)
    return province.search(text) is not None and town.search(text) is None


@lru_cache(maxsize=4_096)
def _called(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a name is called a province's, and a town's; a report's names come again in the next."""
    one = rf"{re.escape(name)}(?:['’]?s)?"
    province = rf"\b(?:{one}\s+(?:{_SIDE}\s+)?{_PROVINCE}|{_PROVINCE}\s+of\s+{one}|rural\s+{one})\b"
    town = rf"\b(?:{one}\s+{_TOWN}|{_TOWN}\s+(?:of\s+|in\s+)?(?:{_SIDE}\s+)?{one})\b"
    return re.compile(province, re.I), re.compile(town, re.I)


def means_province(mention: PlaceMention, gazetteer: Gazetteer, countries: tuple[str, ...]) -> bool:
    """Whether the words in front of a name make it its province's: "rural Idlib", "eastern Homs"."""
    if mention.relation is not PlaceRelation.IN:
        return False
    if mention.kind == "town" and _VILLAGE.fullmatch(mention.text.removeprefix(mention.name)):
        return seat_of(mention.name, gazetteer, countries) is not None  # "an Idlib village"
    if mention.kind is not None:
        return False
    rural = _RURAL.match(mention.text) is not None
    if not rural and not _ASIDE.match(mention.text):
        return False
    seat = seat_of(mention.name, gazetteer, countries)
    return seat is not None and (rural or seat.population < SIDES_TOLD)


def seat_of(name: str, gazetteer: Gazetteer, countries: tuple[str, ...]) -> Place | None:
    """The town of a name in the province of that name, in one of the countries; None where there are not both."""
    found = [c.place for c in gazetteer.lookup(name, countries=countries) if c.place.country in countries]
    provinces = {(p.country, p.admin1) for p in found if p.kind is PlaceKind.PROVINCE}
    return next((p for p in found if p.kind in SETTLEMENTS and (p.country, p.admin1) in provinces), None)
