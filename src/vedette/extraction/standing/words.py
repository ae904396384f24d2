"""The words of stances, statements, outlooks and signals, read once from `data/standing.toml`."""

from dataclasses import dataclass
from functools import cache

from vedette.errors import FixSetup
from vedette.extraction.words.tables import word_table
from vedette.model.claim import Signal, SpeechAct, StanceRelation


@dataclass(frozen=True, slots=True)
class Bond:
    """The relation a word stands for; `inverse` where the words name b first ("Y backed by X" is straight)."""

    relation: StanceRelation
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Look-ups by lemma or lower-case form; see `standing.toml` for what each table is for."""

    compounds: dict[str, Bond]
    participles: dict[str, Bond]
    nouns: dict[str, Bond]
    verbs: dict[str, Bond]
    groups: frozenset[str]
    forces: frozenset[str]
    leaders: frozenset[str]
    unions: frozenset[str]
    weapons: frozenset[str]
    nations: dict[str, str]
    acts: dict[str, SpeechAct]
    clause_acts: frozenset[str]
    objects: frozenset[str]
    talks: frozenset[str]
    forecasters: frozenset[str]
    forecasts: frozenset[str]
    signals: dict[str, Signal]
    superlatives: frozenset[str]


@cache
def standing_words() -> StandingWords:
    """The packaged words. Raises FixSetup where the file lacks a table or names an unknown relation, act or signal."""
    raw = word_table("standing")
    try:
        stances, statements, outlooks, signals = (raw[k] for k in ("stances", "statements", "outlooks", "signals"))
        return StandingWords(
            compounds=_bonds(stances["compounds"]),
            participles=_bonds(stances["participles"]),
            nouns=_bonds(stances["nouns"]),
            verbs=_bonds(stances["verbs"]),
            groups=frozenset(stances["groups"]),
            forces=frozenset(stances["forces"]),
            leaders=frozenset(stances["leaders"]),
            unions=frozenset(stances["unions"]),
            weapons=frozenset(stances["weapons"]),
            nations=dict(raw["nations"]),
            acts={w: SpeechAct(act) for act, ws in statements["acts"].items() for w in ws},
            clause_acts=frozenset(statements["clause_acts"]),
            objects=frozenset(statements["objects"]),
            talks=frozenset(statements["talks"]),
            forecasters=frozenset(outlooks["forecasters"]),
            forecasts=frozenset(outlooks["forecasts"]),
            signals={w: Signal(kind) for kind, ws in signals["words"].items() for w in ws},
            superlatives=frozenset(signals["superlatives"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise FixSetup(f"extraction/data/standing.toml is damaged: {error}; reinstall vedette") from error


def _bonds(table: dict[str, list[str]]) -> dict[str, Bond]:
    """ "allied to": [...] and, with a and b exchanged, "~allied to": [...]."""
    return {
        word: Bond(StanceRelation(name.removeprefix("~")), name.startswith("~"))
        for name, words in table.items()
        for word in words
    }
