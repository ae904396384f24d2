"""The names that are known beforehand: places, and the parties and states that they must be told from."""

from functools import cache

from vedette.reference.actor_names import ActorNames, NameKind
from vedette.reference.place_names import PlaceNames


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
def stands_for_state(word: str) -> bool:
    """Whether a name can stand for a government: a country's or its capital's."""
    return any(h.kind in (NameKind.COUNTRY, NameKind.CAPITAL) for h in actors().hits(word))
