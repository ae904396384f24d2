"""The event lexicon of `data/events.toml`: which words tell of which events, with what weapons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from vedette.extraction.words.tables import word_table
from vedette.model.claim import EventType


@dataclass(frozen=True, slots=True)
class EventWords:
    """The event lexicon as look-ups; phrases as tuples of words, and by their first word how many they have (`lengths`,
    most first)."""

    specific: Mapping[tuple[str, ...], EventType]
    generic: frozenset[str]
    kills: frozenset[str]
    needs_weapon: frozenset[str]
    defaults: Mapping[str, EventType]
    weapons: Mapping[str, EventType]
    armed: frozenset[str]
    property: frozenset[str]
    pacts: frozenset[str]
    other_pacts: frozenset[str]
    agreed: frozenset[str]
    not_before: frozenset[str]
    possible: frozenset[str]
    unreal: frozenset[str]
    carriers: frozenset[str]
    abstract: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    first: frozenset[str]


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, EventType]:
    return {word: EventType(kind) for kind, words in table.items() for word in words}


def _lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


@cache
def event_words() -> EventWords:
    """The packaged event lexicon."""
    raw = word_table("events")
    specific = {tuple(w.split("_")): EventType(t) for t, ws in raw["specific"].items() for w in ws}
    no = raw["not"]
    return EventWords(
        specific=specific,
        generic=frozenset(raw["generic"]["words"]),
        kills=frozenset(raw["generic"]["kills"]),
        needs_weapon=frozenset(raw["generic"]["needs_weapon"]),
        defaults=_by_word(raw["defaults"]),
        weapons=_by_word(raw["weapons"]),
        armed=frozenset(raw["armed"]["words"]),
        property=frozenset(raw["property"]["words"]),
        pacts=frozenset(raw["pacts"]["words"]),
        other_pacts=frozenset(raw["pacts"]["not"]),
        agreed=frozenset(raw["pacts"]["acts"]),
        not_before=frozenset(no["before"]),
        possible=frozenset(no["possible"]),
        unreal=frozenset(no["unreal"]),
        carriers=frozenset(no["carriers"]),
        abstract=frozenset(no["abstract"]),
        lengths=_lengths(specific),
        first=frozenset(phrase[0] for phrase in specific),
    )
