"""The names that are known beforehand: places, and the parties and states that they must be told from."""

import os
from functools import cache, lru_cache

from vedette.reference.actor_names import ActorNames, NameKind
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import SETTLEMENTS, Place, PlaceKind
from vedette.reference.place_names import PlaceNames

#: Smaller places that bear an English word's or a person's name are too many to be meant.
LEAST_POPULATION = 10_000
#: Provinces, and regions that are as large ("the Donbas", not "Eastern Ghouta").
_WIDE = (PlaceKind.PROVINCE, PlaceKind.REGION)
WIDE_KM = 50


@cache
def places() -> PlaceNames:
    """Known places' names."""
    return PlaceNames.load()


@cache
def actors() -> ActorNames:
    """Known parties' names."""
    return ActorNames.load()


@cache
def is_adjective(word: str) -> bool:
    """Whether a word is an adjective of nation ("Syrian", "Russians"): it qualifies, it names no place."""
    hits = actors().hits(word) or actors().hits(word.removesuffix("s"))
    return bool(hits) and all(h.kind is NameKind.ADJECTIVE for h in hits)


@cache
def _gazetteer(process: int) -> Gazetteer:
    return Gazetteer.open()


@lru_cache(maxsize=20_000)
def is_settlement(name: str) -> bool:
    """Whether a town of some size is called so. For names that the list of `places` leaves out, words of English and
    personal names among them ("Palmyra", "Tera"): ask only where something else says that it is a place."""
    found = _gazetteer(os.getpid()).lookup(name)
    return any(c.place.kind in SETTLEMENTS and c.place.population >= LEAST_POPULATION for c in found)


@lru_cache(maxsize=5_000)
def is_no_town(name: str) -> bool:
    """Whether a name is that of a province or a large region, and no settlement there bears it or the other names of
    the province: "North Darfur", "Borno", not "Aleppo"."""
    found = [c.place for c in _gazetteer(os.getpid()).lookup(name)]
    wide = [p for p in found if p.kind in _WIDE]
    if any(p.kind is PlaceKind.QUARTER for p in found) or not any(p.radius_km >= WIDE_KM for p in wide):
        return False
    return not any(_has_seat(name, p) for p in wide)


def _has_seat(name: str, area: Place) -> bool:
    found = _gazetteer(os.getpid()).lookup
    return any(
        c.place.country == area.country and c.place.kind in SETTLEMENTS
        for called in {name, area.name}
        for c in found(called)
    )


@cache
def is_capital(name: str) -> bool:
    """Whether a name is that of a state's capital."""
    return any(h.kind is NameKind.CAPITAL for h in actors().hits(name))


@cache
def stands_for_state(word: str) -> bool:
    """Whether a name can stand for a government: a country's or its capital's."""
    return any(h.kind in (NameKind.COUNTRY, NameKind.CAPITAL) for h in actors().hits(word))
