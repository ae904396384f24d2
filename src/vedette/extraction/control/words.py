"""The words of control, read once from `data/control.toml` and turned into look-ups."""

from dataclasses import dataclass
from functools import cache

from vedette.errors import FixSetup
from vedette.extraction.words.tables import word_table
from vedette.model.claim import ControlRelation, Extent

Phrase = tuple[tuple[str, ...], str, ControlRelation]


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Look-ups from a word to what it says of a place; `phrases` by verb: (words between, preposition, relation)."""

    verbs: dict[str, ControlRelation]
    phrases: dict[str, tuple[Phrase, ...]]
    suffixes: dict[str, ControlRelation]
    nouns: dict[str, ControlRelation]
    extents: dict[str, Extent]
    areas: dict[str, int]
    sites: frozenset[str]
    roads: frozenset[str]
    pushing: frozenset[str]
    staying: frozenset[str]
    trying: frozenset[str]
    planning: frozenset[str]
    light: frozenset[str]


@cache
def control_words() -> ControlWords:
    """The packaged control lexicon. Raises FixSetup where the file lacks a section."""
    raw = word_table("control")
    try:
        groups = raw["groups"]
        return ControlWords(
            verbs=_inverted(raw["verbs"]),
            phrases=_phrases(raw["verbs_with"]),
            suffixes=_inverted(raw["suffixes"]),
            nouns=_inverted(raw["nouns"]),
            extents={w: Extent(e) for e, ws in raw["extents"].items() for w in ws},
            areas={
                w: level
                for level, name in enumerate(("site", "town", "province", "country"))
                for w in raw["areas"][name]
            },
            sites=frozenset(groups["sites"]),
            roads=frozenset(groups["roads"]),
            pushing=frozenset(groups["pushing"]),
            staying=frozenset(groups["staying"]),
            trying=frozenset(groups["trying"]),
            planning=frozenset(groups["planning"]),
            light=frozenset(groups["light"]),
        )
    except (KeyError, ValueError) as error:
        raise FixSetup(f"extraction/data/control.toml is damaged: {error}; reinstall vedette") from error


def _phrases(table: dict[str, list[str]]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for relation, entries in table.items():
        for entry in entries:
            first, *middle, last = entry.split("_")
            found.setdefault(first, []).append((tuple(middle), last, ControlRelation(relation)))
    return {verb: tuple(sorted(rows, key=lambda p: -len(p[0]))) for verb, rows in found.items()}


def _inverted(table: dict[str, list[str]]) -> dict[str, ControlRelation]:
    return {word: ControlRelation(relation) for relation, words in table.items() for word in words}
