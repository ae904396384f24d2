"""The words of extraction, read once from `data/lexicon.toml` and turned into look-ups."""

from dataclasses import dataclass
from functools import cache

from vedette.errors import FixSetup
from vedette.extraction.words.tables import word_table
from vedette.model.claim import Effect, VictimClass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Look-ups from a word (lemma or form, see `lexicon.toml`) to what it means for a claim."""

    active: dict[str, Effect]
    capture: dict[str, Effect]
    passive: dict[str, Effect]
    nouns: dict[str, Effect]
    phrases_before: dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]
    phrases_after: dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]
    frames: dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]
    counted: dict[str, Effect]
    persons: dict[str, VictimClass]
    nonpersons: frozenset[str]
    offices: frozenset[str]
    families: frozenset[str]
    place_kinds: dict[str, str]
    place_prepositions: frozenset[str]
    directions: frozenset[str]
    speech_verbs: frozenset[str]
    speech_nouns: frozenset[str]
    source_heads: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon. Raises FixSetup where the file lacks a section."""
    raw = word_table("lexicon")
    try:
        effects, persons, places, said = raw["effects"], raw["persons"], raw["places"], raw["attribution"]
        return Lexicon(
            active=_effects(effects["active"]),
            capture=_effects(effects["capture"]),
            passive=_effects(effects["passive"]),
            nouns=_effects(effects["nouns"]),
            phrases_before=_phrases(effects["phrases_before"], key=-1),
            phrases_after=_phrases(effects["phrases_after"], key=0),
            frames=_frames(effects["frames"]),
            counted=_effects(effects["counted"]),
            persons={w: VictimClass(c) for c, ws in persons.items() for w in ws},
            nonpersons=frozenset(raw["nonpersons"]["words"]),
            offices=frozenset(raw["offices"]["words"]),
            families=frozenset(raw["collectives"]["family"]),
            place_kinds={w: k for k, ws in places["kinds"].items() for w in ws},
            place_prepositions=frozenset(places["prepositions"]),
            directions=frozenset(places["directions"]),
            speech_verbs=frozenset(said["verbs"]),
            speech_nouns=frozenset(said["nouns"]),
            source_heads=frozenset(said["sourceheads"]),
        )
    except (KeyError, ValueError) as error:
        raise FixSetup(f"extraction/data/lexicon.toml is damaged: {error}; reinstall vedette") from error


def _effects(table: dict[str, list[str]]) -> dict[str, Effect]:
    return {word: Effect(effect) for effect, words in table.items() for word in words}


def _frames(table: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]:
    """ "put * to death": by the verb, the words behind those counted and the effect."""
    index: dict[str, list[tuple[tuple[str, ...], Effect]]] = {}
    for effect, frames in table.items():
        for frame in frames:
            verb, behind = frame.split(" * ")
            index.setdefault(verb, []).append((tuple(behind.split()), Effect(effect)))
    return {verb: tuple(found) for verb, found in index.items()}


def _phrases(table: dict[str, list[str]], *, key: int) -> dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]:
    """Phrases by their first (`key` 0) or last (`key` -1) word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Effect]]] = {}
    for effect, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            index.setdefault(words[key], []).append((words, Effect(effect)))
    return {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in index.items()}
