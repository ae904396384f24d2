"""The words of doubt, denial, intent and threat, read once from `data/status.toml`."""

from dataclasses import dataclass
from functools import cache

from vedette.errors import FixSetup
from vedette.extraction.words.tables import word_table
from vedette.model.claim import ControlRelation, EventType
from vedette.model.provenance import Status


@dataclass(frozen=True, slots=True)
class Hedges:
    """Look-ups from words to statuses, and the acts that may be told though they are no fact. See `status.toml`."""

    governing: dict[str, Status]
    nouns: dict[str, Status]
    modifiers: dict[str, Status]
    rejecting: dict[str, Status]
    tidings: frozenset[str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Status], ...]]
    phrases_ahead: frozenset[tuple[str, ...]]
    hearsay: frozenset[str]
    marks: frozenset[str]
    strings: frozenset[str]
    verbs: frozenset[str]
    light: frozenset[str]
    objects: frozenset[str]
    act_nouns: frozenset[str]
    arms: frozenset[str]
    types: dict[str, EventType]
    relations: dict[str, ControlRelation]


@cache
def hedges() -> Hedges:
    """The packaged words. Raises FixSetup where the file lacks a section."""
    raw = word_table("status")
    try:
        conditional, acts = raw["conditional"], raw["acts"]
        return Hedges(
            _statuses(raw["governing"]),
            _statuses(raw["nouns"]),
            _statuses(raw["modifiers"]),
            _statuses(raw["rejecting"]),
            frozenset(raw["tidings"]["words"]),
            _phrases(raw["phrases"], raw["phrases_ahead"]),
            frozenset(tuple(phrase.split()) for phrases in raw["phrases_ahead"].values() for phrase in phrases),
            frozenset(raw["hearsay"]["words"]),
            frozenset(conditional["marks"]),
            frozenset(conditional["strings"]),
            frozenset(acts["verbs"]),
            frozenset(acts["light"]),
            frozenset(acts["objects"]),
            frozenset(acts["nouns"]),
            frozenset(acts["arms"]),
            {word: EventType(kind) for kind, words in raw["types"].items() for word in words},
            {word: ControlRelation(kind) for kind, words in raw["relations"].items() for word in words},
        )
    except (KeyError, ValueError) as error:
        raise FixSetup(f"extraction/data/status.toml is damaged: {error}; reinstall vedette") from error


def _statuses(table: dict[str, list[str]]) -> dict[str, Status]:
    return {word: Status(status) for status, words in table.items() for word in words}


def _phrases(*tables: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], Status], ...]]:
    """Phrases by their first word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Status]]] = {}
    for status, phrases in (item for table in tables for item in table.items()):
        for phrase in phrases:
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, Status(status)))
    return {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in index.items()}
