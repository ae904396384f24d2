"""What a short text is about: one type, chosen by weighing the cues of all types. Words only; no parse is needed.

For headlines, snippets and rows without more text. A report's events come from `events`, which reads each act by
itself; this weighs the whole. The cues that decided are returned with the type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from vedette.extraction.words.tables import word_table


@dataclass(frozen=True, slots=True)
class Cue:
    """Words to be found in order: `parts` are runs of adjacent words, with a gap within the table's window between."""

    name: str
    parts: tuple[tuple[frozenset[str], ...], ...]
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class GistTable:
    """The packaged cues by their first words, and the settings beside them."""

    by_first: Mapping[str, tuple[Cue, ...]]
    order: tuple[str, ...]
    window: int
    lead: int
    lead_gain: float


@dataclass(frozen=True, slots=True)
class Gist:
    """A type with its score and the cues that gave it."""

    kind: str
    score: float
    cues: tuple[str, ...]


@cache
def cue_table(name: str) -> GistTable:
    """A packaged table of cues ("gist", "deeds")."""
    raw = word_table(name)
    groups = {group: frozenset(words) for group, words in raw["groups"].items()}
    by_first: dict[str, list[Cue]] = {}
    for kind, weights in raw["types"].items():
        for weight, cues in _flat(weights):
            for words in cues:
                cue = Cue(words, _parts(words, groups), kind, weight)
                for word in cue.parts[0][0]:
                    by_first.setdefault(word, []).append(cue)
    return GistTable(
        {word: tuple(cues) for word, cues in by_first.items()},
        tuple(raw["order"]), raw["window"], raw["lead"], raw["lead_gain"],
    )  # fmt: skip


def _flat(weights: Mapping[str, object], stem: str = "") -> list[tuple[float, Sequence[str]]]:
    """TOML reads the key 2.5 as a table in a table."""
    found: list[tuple[float, Sequence[str]]] = []
    for key, value in weights.items():
        if isinstance(value, list):
            found.append((float(f"{stem}{key}"), value))
        elif isinstance(value, dict):
            found.extend(_flat(value, f"{stem}{key}."))
    return found


def _parts(name: str, groups: Mapping[str, frozenset[str]]) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(groups[w[1:]] if w.startswith("@") else frozenset((w,)) for w in run.split("_"))
        for run in name.split("..")
    )


def gist(forms: Sequence[str], lemmas: Sequence[str], *, table: str = "gist") -> Gist | None:
    """The type a text is about, from its words and their lemmas (both in lower case); None where no cue is found."""
    return weigh(cue_table(table), forms, lemmas)


def weigh(table: GistTable, forms: Sequence[str], lemmas: Sequence[str]) -> Gist | None:
    """The type with the highest sum of cues."""
    words = [frozenset(pair) for pair in zip(forms, lemmas, strict=True)]
    best: dict[Cue, float] = {}
    for i, here in enumerate(words):
        for word in here:
            for cue in table.by_first.get(word, ()):
                if _stands(cue, words, i, table.window):
                    gain = table.lead_gain if i < table.lead else 1.0
                    best[cue] = max(best.get(cue, 0.0), cue.weight * gain)
    scores: dict[str, float] = {}
    for cue, score in best.items():
        scores[cue.kind] = scores.get(cue.kind, 0.0) + score
    if not scores:
        return None
    kind = max(scores, key=lambda k: (scores[k], -table.order.index(k)))
    return Gist(kind, scores[kind], tuple(sorted(c.name for c in best if c.kind == kind)))


def _stands(cue: Cue, words: Sequence[frozenset[str]], start: int, window: int) -> bool:
    at = start
    for n, run in enumerate(cue.parts):
        places = (at,) if n == 0 else range(at, min(at + window, len(words)))
        found = next((p for p in places if _run_at(run, words, p)), None)
        if found is None:
            return False
        at = found + len(run)
    return True


def _run_at(run: Sequence[frozenset[str]], words: Sequence[frozenset[str]], at: int) -> bool:
    return at + len(run) <= len(words) and all(not wanted.isdisjoint(words[at + k]) for k, wanted in enumerate(run))
