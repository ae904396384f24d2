"""The words of control, read once from `data/control.toml` and turned into look-ups."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from vedette.errors import FixSetup
from vedette.extraction.words.tables import word_table
from vedette.model.claim import ControlRelation, Extent

Phrase = tuple[tuple[str, ...], str, ControlRelation]


@dataclass(frozen=True, slots=True)
class Crossed:
    """What any verb of a family says with these nouns and prepositions behind it; `planned` where it is meant."""

    nouns: frozenset[str]
    prepositions: frozenset[str]
    relation: ControlRelation
    planned: bool


@dataclass(frozen=True, slots=True)
class Moving:
    """Verbs of motion by the words of direction that they need; see `control.toml`."""

    going: frozenset[str]
    closing: frozenset[str]
    leaving: frozenset[str]
    going_out: frozenset[str]
    particles: frozenset[str]
    with_particle: frozenset[str]

    def verbs(self) -> frozenset[str]:
        """All verbs of motion."""
        return self.going | self.closing | self.leaving | self.going_out


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Look-ups from a word to what it says of a place.

    `phrases` by verb: (words between, preposition, relation); `particles` by verb: what it says with each particle.
    """

    verbs: dict[str, ControlRelation]
    phrases: dict[str, tuple[Phrase, ...]]
    crossed: dict[str, tuple[Crossed, ...]]
    particles: dict[str, dict[str, ControlRelation]]
    moving: Moving
    intending: frozenset[str]
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
            crossed=_crossed(raw["crossed"]),
            particles=_particles(raw["particles"]),
            moving=Moving(**{name: frozenset(words) for name, words in raw["moving"].items()}),
            intending=frozenset(raw["intending"]["verbs"]),
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
    except (KeyError, ValueError, TypeError) as error:
        raise FixSetup(f"extraction/data/control.toml is damaged: {error}; reinstall vedette") from error


def _phrases(table: dict[str, list[str]]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for relation, entries in table.items():
        for entry in entries:
            first, *middle, last = entry.split("_")
            found.setdefault(first, []).append((tuple(middle), last, ControlRelation(relation)))
    return {verb: tuple(sorted(rows, key=lambda p: -len(p[0]))) for verb, rows in found.items()}


def _crossed(tables: list[dict[str, Any]]) -> dict[str, tuple[Crossed, ...]]:
    found: dict[str, list[Crossed]] = {}
    for table in tables:
        row = Crossed(
            frozenset(table["nouns"]),
            frozenset(table["prepositions"]),
            ControlRelation(table["relation"]),
            bool(table.get("planned", False)),
        )
        for verb in table["verbs"]:
            found.setdefault(verb, []).append(row)
    return {verb: tuple(rows) for verb, rows in found.items()}


def _particles(table: dict[str, list[str]]) -> dict[str, dict[str, ControlRelation]]:
    found: dict[str, dict[str, ControlRelation]] = {}
    for relation, entries in table.items():
        for entry in entries:
            verb, particle = entry.split("_")
            found.setdefault(verb, {})[particle] = ControlRelation(relation)
    return found


def _inverted(table: dict[str, list[str]]) -> dict[str, ControlRelation]:
    return {word: ControlRelation(relation) for relation, words in table.items() for word in words}
