"""The names that are known beforehand: places, and the parties and states that they must be told from."""

import os
from functools import cache, lru_cache

from vedette.reference.actor_names import ActorNames, NameKind
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import SETTLEMENTS
from vedette.reference.place_names import PlaceNames

#: Smaller places that bear an English word's or a person's name are too many to be meant.
LEAST_POPULATION = 10_000


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


@cache
def is_capital(name: str) -> bool:
    """Whether a name is that of a state's capital."""
    return any(h.kind is NameKind.CAPITAL for h in actors().hits(name))


@cache
def stands_for_state(word: str) -> bool:
    """Whether a name can stand for a government: a country's or its capital's."""
    return any(h.kind in (NameKind.COUNTRY, NameKind.CAPITAL) for h in actors().hits(word))
