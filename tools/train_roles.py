"""Trains the weights of `vedette.extraction.roles` on MUC-4 and writes them: `python -m tools.train_roles --data DIR`.

    --check          five-fold cross-validation by report, and nothing written: the figures to quote
    --fold K --out FILE   the weights learned without the reports of fold K, for a benchmark of those reports

Logistic regression, one for each part, with a quadratic penalty; features seen in fewer than LEAST reports are left
out, and weights too small to matter. A noun phrase is an example of a part when the key has it for the report.
Needs numpy, which comes with spaCy.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.harness import Row, document, rows
from benchmarks.muc4 import unwrapped
from vedette.extraction.reader import RuleReader, load_reader
from vedette.extraction.report import Report
from vedette.extraction.roles.candidates import candidates
from vedette.extraction.roles.features import Seen, features
from vedette.model.claim import PartRole

OUT = Path(__file__).resolve().parent.parent / "src" / "vedette" / "extraction" / "data" / "roles.json"
#: The key's name for each part.
ROLES = {
    PartRole.PERPETRATOR: "PerpInd", PartRole.ORGANISATION: "PerpOrg", PartRole.OBJECT: "Target",
    PartRole.VICTIM: "Victim", PartRole.WEAPON: "Weapon",
}  # fmt: skip
FOLDS = 5
#: Reports that a feature must be seen in, and the least weight that is kept (sweep 2-10, 0.02-0.1, 2026-11).
LEAST, SMALLEST = 5, 0.1
#: The inverse of the penalty (sweep 0.1-1, 2026-11).
LOOSENESS = 0.3
#: The probability from which a phrase is taken: best F1 of entities over whole reports, cross-validated (2026-11).
THRESHOLDS = {
    PartRole.PERPETRATOR: 0.3, PartRole.ORGANISATION: 0.35, PartRole.OBJECT: 0.2, PartRole.VICTIM: 0.25,
    PartRole.WEAPON: 0.25,
}  # fmt: skip
_ARTICLES = frozenset(("a", "an", "the"))
_ENDS = frozenset("of from in wearing who with that believed where on at carrying traveling belonging and".split())
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A noun phrase of a report: its words, what is seen of it, and the parts that the key gives it."""

    report: str
    words: tuple[str, ...]
    features: tuple[str, ...]
    roles: frozenset[PartRole]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Examples by features, all values one: `index` lists each example's features, `row` whose they are."""

    index: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    examples: int
    columns: int

    def dot(self, weights: Floats) -> Floats:
        """The sum of the weights of each example."""
        return np.bincount(self.row, weights=weights[self.index], minlength=self.examples)

    def back(self, values: Floats) -> Floats:
        """The sum over the examples of each feature."""
        return np.bincount(self.index, weights=values[self.row], minlength=self.columns)


def plain(text: str) -> tuple[str, ...]:
    """The words of a name, small, without punctuation and articles."""
    kept = "".join(c for c in text.lower() if c.isalnum() or c.isspace())
    return tuple(w for w in kept.split() if w not in _ARTICLES)


def head(words: Sequence[str]) -> str:
    """The last word before what only qualifies."""
    return next((words[i - 1] for i, w in enumerate(words) if i and w in _ENDS), words[-1])


def fits(mention: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a noun phrase names what the key names: one has all words of the other, and the head."""
    one, other = set(mention), set(phrase)
    return (one <= other or other <= one) and head(mention) == head(phrase)


def examples(folder: Path) -> Iterator[Example]:
    """Every noun phrase of every report that was parsed."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row for row in map(json.loads, lines)}
    for report in reports(rows(folder)):
        seen = Seen(report)
        named = [
            (role, words)
            for template in gold[report.document.locator]["templates"]
            for role, key in ROLES.items()
            for entity in template[key]
            for mention in entity
            if (words := plain(mention))
        ]
        for sentence in report.read:
            doc = sentence.unit.doc
            for c in candidates(doc):
                words, bare = plain(doc[c.start : c.end].text), plain(doc[c.start : c.bare].text)
                if bare:
                    roles = frozenset(r for r, m in named if fits(m, bare) or fits(m, words))
                    yield Example(report.document.locator, words, tuple(features(seen, sentence, c)), roles)


def reports(messages: Iterator[Row], reader: RuleReader | None = None) -> Iterator[Report]:
    """The parsed reports, as the reader has them before any rule."""
    reader = reader or load_reader()
    documents = (document(row | {"text": unwrapped(row["raw_text"])}) for row in messages)
    yield from reader.reports(d for d in documents if d is not None)


def fit(matrix: Matrix, wanted: Floats, looseness: float = LOOSENESS) -> Floats:
    """Weights and, last, the start, by L-BFGS; `looseness` is the inverse of the penalty."""
    weights = np.zeros(matrix.columns + 1)
    share = max(float(wanted.mean()), 1e-6)
    weights[-1] = np.log(share / (1 - share))
    penalty = np.full(matrix.columns + 1, 1 / looseness)
    penalty[-1] = 0.0

    def loss(w: Floats) -> tuple[float, Floats]:
        z = matrix.dot(w[:-1]) + w[-1]
        chance = 1 / (1 + np.exp(-np.clip(z, -35, 35)))
        missed = chance - wanted
        value = float(np.sum(np.logaddexp(0, z) - wanted * z) + 0.5 * np.sum(penalty * w * w))
        return value, np.append(matrix.back(missed), missed.sum()) + penalty * w

    value, slope = loss(weights)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(80):
        way = _direction(slope, steps)
        length, down = 1.0, float(slope @ way)
        while True:
            nearer = weights + length * way
            new_value, new_slope = loss(nearer)
            if new_value <= value + 1e-4 * length * down or length < 1e-8:
                break
            length /= 2
        step, turn = nearer - weights, new_slope - slope
        if step @ turn > 1e-10:
            steps = [*steps[-7:], (step, turn)]
        done = abs(value - new_value) < 1e-6 * abs(value)
        weights, value, slope = nearer, new_value, new_slope
        if done:
            break
    return weights


def _direction(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    way, shares = slope.copy(), []
    for step, turn in reversed(steps):
        share = float(step @ way) / float(turn @ step)
        shares.append(share)
        way -= share * turn
    if steps:
        step, turn = steps[-1]
        way *= float(step @ turn) / float(turn @ turn)
    else:
        way /= max(1.0, float(np.linalg.norm(slope)))
    for (step, turn), share in zip(steps, reversed(shares), strict=True):
        way += step * (share - float(turn @ way) / float(turn @ step))
    return -way


def fold_of(report: str) -> int:
    """Which fold a report is in, by its name alone."""
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % FOLDS


def vocabulary(known: Sequence[Example]) -> dict[str, int]:
    """The features seen in enough reports, numbered in order."""
    pairs = {(example.report, name) for example in known for name in example.features}
    counts = Counter(name for _, name in pairs)
    return {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}


def matrix_of(some: Sequence[Example], numbers: dict[str, int]) -> Matrix:
    """Examples as numbers."""
    lists = [[numbers[name] for name in example.features if name in numbers] for example in some]
    index = np.array([n for numbered in lists for n in numbered], dtype=np.int64)
    row = np.repeat(np.arange(len(lists)), [len(numbered) for numbered in lists])
    return Matrix(index, row, len(lists), len(numbers))


def learned(some: Sequence[Example]) -> tuple[dict[str, int], list[Floats]]:
    """The features' numbers, and the weights of each role."""
    numbers = vocabulary(some)
    matrix = matrix_of(some, numbers)
    return numbers, [fit(matrix, np.array([float(role in e.roles) for e in some])) for role in ROLES]


def cross_validated(known: Sequence[Example]) -> list[Floats]:
    """The probability of each role for each example, by weights learned without its fold."""
    folds = np.array([fold_of(example.report) for example in known])
    chances = [np.zeros(len(known)) for _ in ROLES]
    for fold in range(FOLDS):
        numbers, weights = learned([e for e, f in zip(known, folds, strict=True) if f != fold])
        held = np.flatnonzero(folds == fold)
        matrix = matrix_of([known[i] for i in held], numbers)
        for n, w in enumerate(weights):
            chances[n][held] = 1 / (1 + np.exp(-(matrix.dot(w[:-1]) + w[-1])))
    return chances


def f1(chances: Floats, truth: npt.NDArray[np.bool_], threshold: float) -> float:
    """F1 over noun phrases at a threshold."""
    taken = chances >= threshold
    return 2 * float((taken & truth).sum()) / max(1.0, float(taken.sum() + truth.sum()))


def written(known: Sequence[Example]) -> dict[str, Any]:
    """The file's content: weights of two decimals, those that matter."""
    numbers, weights = learned(known)
    rounded = {name: [rounded_off(float(w[n])) for w in weights] for name, n in numbers.items()}
    table = {name: row for name, row in rounded.items() if any(row)}
    return {
        "roles": [role.value for role in ROLES],
        "starts": [round(float(w[-1]), 2) for w in weights],
        "thresholds": list(THRESHOLDS.values()),
        "features": table,
    }


def rounded_off(weight: float) -> float:
    """Two decimals; nothing where too small to matter."""
    return round(weight, 2) if abs(weight) >= SMALLEST else 0


def main() -> None:
    """Train; say how well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with input.jsonl and gold.jsonl of MUC-4")
    parser.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    parser.add_argument("--fold", type=int, help="leave the reports of a fold out")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    known = [e for e in examples(args.data) if args.fold is None or fold_of(e.report) != args.fold]
    if args.check:
        for (role, threshold), chances in zip(THRESHOLDS.items(), cross_validated(known), strict=True):
            truth = np.array([role in e.roles for e in known])
            print(f"{role.value:<14} F1 {f1(chances, truth, threshold):.3f} of noun phrases")
        return
    lines = json.dumps(written(known), ensure_ascii=False, sort_keys=True)
    args.out.write_text(lines.replace('], "', '],\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
