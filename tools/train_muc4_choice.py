"""Trains the weights of `benchmarks.muc4_choice` and writes them: `python -m tools.train_muc4_choice --data DIR`.

    --check          five-fold cross-validation by report, and nothing written: the figures to quote

Logistic regression with a quadratic penalty over every incident gathered from a report; one is of the task where it can
be paired with a template of the key. Beside named features stand a report's places on the TOPICS main directions of its
words' shares (latent semantic analysis); as those are sums over words, what is written is one number for each word.
Roles are filled by weights learned without the report's fold, so that they are as sure as on reports never seen. Needs
numpy, which comes with spaCy.
"""

import argparse
import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.harness import Row, rows
from benchmarks.muc4 import REACH, date, whole_reader
from benchmarks.muc4_choice import Reported, features
from benchmarks.muc4_incidents import Incident, gather, told, tolls_of
from benchmarks.muc4_weights import WEIGHTS, Choice, counted, rarity, shares
from tools import train_roles
from tools.train_roles import FOLDS, Floats, Matrix, fold_of
from vedette.extraction.assembly import assemble
from vedette.extraction.report import Report
from vedette.extraction.roles import fill
from vedette.extraction.roles.weights import RoleWeights
from vedette.extraction.scanning.casing import recased
from vedette.model.claim import PartRole
from vedette.resolution.resolver import Resolver, load_resolver

#: Incidents that a feature must be seen in, and the least weight that is kept (sweep 15-50, 0.005-0.02, 2026-11).
LEAST, SMALLEST = 30, 0.01
#: The inverse of the penalty (sweep 0.003-0.3, 2026-11).
LOOSENESS = 0.01
#: Directions of the reports' words, the reports that a word of them must be in, and how much looser their weights are
#: than the features' (sweeps 30-120, 2-8 and 8-24: days from 0.707 to 0.713 on four folds, 2026-11).
TOPICS, LEAST_REPORTS, SCALE = 60, 8, 16.0
#: The probability from which an incident is taken: cross-validated on four folds of five, days lie level from 0.38 to
#: 0.44 and tolls everywhere; the middle of it, for reports that are oftener of the task gain by more (2026-11).
THRESHOLD = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """An incident of a report: what is seen of it, the words of the report, and whether the key has it."""

    report: str
    features: tuple[str, ...]
    words: Mapping[str, int]
    wanted: bool


@dataclass(frozen=True, slots=True)
class WithTopics(Matrix):
    """Features of value one, and after their columns those of the reports' places on the topics."""

    places: Floats

    def dot(self, weights: Floats) -> Floats:
        """The sum of the weights of each example."""
        features = self.columns - self.places.shape[1]
        return Matrix.dot(self, weights[:features]) + self.places @ weights[features:]

    def back(self, values: Floats) -> Floats:
        """The sum over the examples of each column."""
        sums = np.bincount(self.index, weights=values[self.row], minlength=self.columns - self.places.shape[1])
        return np.append(sums, self.places.T @ values)


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by feature, leans by word with how rare each is, and where the sum begins."""

    features: dict[str, float]
    rarity: dict[str, float]
    leans: dict[str, float]
    start: float

    def choice(self) -> Choice:
        """For the benchmark."""
        return Choice(self.start, 0.0, self.features, self.rarity, self.leans)


def examples(gold: dict[str, Row], reported: Iterator[Reported]) -> Iterator[Example]:
    """Every incident of every report."""
    for one in reported:
        name = one.document.locator
        taken = paired(gold[name]["keys"], one.incidents, one.published)
        words = counted(one.recased)
        for n, seen in enumerate(features(one)):
            yield Example(name, seen, words, n in taken)


def paired(keys: Sequence[Row], incidents: Sequence[Incident], published: dt.date | None) -> set[int]:
    """The numbers of the incidents that have a template of the key, the likest pairs first, each in one pair."""
    pairs = [
        (-likeness(key, incident, published), k, n)
        for k, key in enumerate(keys)
        for n, incident in enumerate(incidents)
    ]
    templates: set[int] = set()
    taken: set[int] = set()
    for unlike, k, n in sorted(pairs):
        if unlike and k not in templates and n not in taken:
            templates.add(k)
            taken.add(n)
    return taken


def likeness(key: Row, incident: Incident, published: dt.date | None) -> float:
    """How much of a template an incident has: type, day, place, tolls; 0 where neither type nor day agrees."""
    kind = (incident.kind or "attack").upper() in key["type"]
    day = any(near(d, date(incident.when, published)) for d in key["date"])
    if not kind and not day:
        return 0.0
    where = incident.where.claim.where if incident.where else None
    named = {name.lower() for place in key["location"] for level in place["places"] for name in level}
    counted = [(row["effect"], row["low"], row["high"]) for row in tolls_of(incident)]
    wanted = [(e, c["low"], c["high"]) for toll in key["tolls"] for e in toll["effect"] for c in toll["counts"]]
    shared = len(set(counted) & set(wanted))
    at = where is not None and where.name.lower() in named
    return 2 * kind + day + at + min(shared, 3) + told(incident) / 4 + (not key["optional"]) / 20


def near(one: Row, other: Row | None) -> bool:
    """Whether two spans of days touch within a day."""
    if not other or not one["to"]:
        return False
    (a, b), (c, d) = span(one), span(other)
    slack = dt.timedelta(days=1)
    return a - slack <= d and c - slack <= b


def span(days: Row) -> tuple[dt.date, dt.date]:
    """First and last day."""
    last = dt.date.fromisoformat(days["to"])
    return (dt.date.fromisoformat(days["from"]) if days["from"] else last - REACH), last


def reports_read(messages: Sequence[Row], weights: Sequence[RoleWeights]) -> Iterator[Reported]:
    """The reports with their incidents, roles filled by the weights learned without the report's fold."""
    reader, resolver = whole_reader(), load_resolver()
    for report in train_roles.reports(iter(messages), reader):
        unknowing = weights[fold_of(report.document.locator)]
        with patch.object(fill, "role_weights", return_value=unknowing):
            yield gathered(report, reader.nlp, resolver)


def gathered(report: Report, nlp: Any, resolver: Resolver) -> Reported:
    """One report with its claims and incidents."""
    doc = report.document
    claims = resolver.resolve(doc, assemble(report, "training"))
    incidents = gather(claims, doc.published.date() if doc.published else None)
    return Reported(doc, recased(nlp, doc.text), claims, incidents)


def role_weights(data: dict[str, Any]) -> RoleWeights:
    """Weights of roles as learned, in memory."""
    return RoleWeights(
        roles=tuple(PartRole(name) for name in data["roles"]),
        starts=tuple(data["starts"]),
        least=tuple(math.log(t / (1 - t)) for t in data["thresholds"]),
        features={name: tuple(row) for name, row in data["features"].items()},
    )


def rarities(reports: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """How rare each word is that enough reports have."""
    among = Counter(word for words in reports for word in words)
    return {word: rarity(n, len(reports)) for word, n in sorted(among.items()) if n >= LEAST_REPORTS}


def table(reports: Sequence[Mapping[str, int]], rare: Mapping[str, float]) -> Floats:
    """The words' shares, a row for each report."""
    column = {word: n for n, word in enumerate(rare)}
    cells = np.zeros((len(reports), len(rare)))
    for row, words in enumerate(reports):
        for word, share in shares(words, rare).items():
            cells[row, column[word]] = share
    return cells


def directions(cells: Floats) -> Floats:
    """The main directions of the reports' shares (right singular vectors), a column for each."""
    sizes, left = np.linalg.eigh(cells @ cells.T)
    kept = np.argsort(sizes)[::-1][:TOPICS]
    kept = kept[sizes[kept] > SMALLEST]
    return np.asarray(cells.T @ left[:, kept] / np.sqrt(sizes[kept]))


def learned(known: Sequence[Example]) -> Learned:
    """The weight of each feature and word, and where the sum begins."""
    counts = Counter(name for example in known for name in example.features)
    numbers = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    lists = [[numbers[name] for name in example.features if name in numbers] for example in known]
    index = np.array([n for numbered in lists for n in numbered], dtype=np.int64)
    row = np.repeat(np.arange(len(lists)), [len(numbered) for numbered in lists])
    reports = {example.report: example.words for example in known}
    rare = rarities(list(reports.values()))
    cells = table(list(reports.values()), rare)
    turned = SCALE * directions(cells)
    at = {name: n for n, name in enumerate(reports)}
    places = (cells @ turned)[[at[example.report] for example in known]]
    wanted: Floats = np.array([float(example.wanted) for example in known])
    matrix = WithTopics(index, row, len(lists), len(numbers) + turned.shape[1], places)
    weights = train_roles.fit(matrix, wanted, LOOSENESS)
    leans = turned @ weights[len(numbers) : -1]
    by_word = {word: float(lean) for word, lean in zip(rare, leans, strict=True)}
    return Learned({name: float(weights[n]) for name, n in numbers.items()}, rare, by_word, float(weights[-1]))


def chance(weights: Choice, example: Example) -> float:
    """The probability that an incident is of the task."""
    return 1 / (1 + math.exp(-weights.score(example.features, weights.lean(example.words))))


def cross_validated(known: Sequence[Example]) -> npt.NDArray[np.float64]:
    """The probability of each incident, by weights learned without its fold."""
    folds = [fold_of(example.report) for example in known]
    weights = [learned([e for e, f in zip(known, folds, strict=True) if f != fold]).choice() for fold in range(FOLDS)]
    return np.array([chance(weights[f], e) for e, f in zip(known, folds, strict=True)])


def written(known: Sequence[Example]) -> dict[str, Any]:
    """The file's content: weights of three decimals, those that matter."""
    found = learned(known)
    kept = {name: round(weight, 3) for name, weight in found.features.items() if abs(weight) >= SMALLEST}
    words = {word: (round(rare, 3), round(found.leans[word], 2)) for word, rare in found.rarity.items()}
    return {"start": round(found.start, 3), "threshold": THRESHOLD, "features": kept, "words": words}


def main() -> None:
    """Train; say how well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with input.jsonl and gold.jsonl of MUC-4")
    parser.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    with (args.data / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row for row in map(json.loads, lines)}
    phrases = list(train_roles.examples(args.data))
    roles = [
        role_weights(train_roles.written([e for e in phrases if fold_of(e.report) != fold])) for fold in range(FOLDS)
    ]
    known = list(examples(gold, reports_read(list(rows(args.data)), roles)))
    if args.check:
        taken = cross_validated(known) >= THRESHOLD
        truth = np.array([example.wanted for example in known])
        print(f"F1 {2 * float((taken & truth).sum()) / float(taken.sum() + truth.sum()):.3f} of {len(known)} incidents")
        return
    lines_ = json.dumps(written(known), ensure_ascii=False, sort_keys=True)
    args.out.write_text(lines_.replace(', "', ',\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
