"""Fits the weights of pair scoring: `python -m tools.fit_pairs --data DIR [--write]`.

DIR holds `input.jsonl` and `gold.jsonl` of reports with annotated events: a claim belongs to the event whose mention
its evidence overlaps most. Pairs of claims of one event are positive, of two events negative; pairs that a veto rules
out are left aside. Two ridge logistic regressions, across reports and within one, by
Newton's method from weights set by hand: the same data give the same weights. Prints how well the weights fitted on
all other windows tell the pairs of each window apart; `--write` keeps those fitted on all.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.links import Report, read
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Span
from vedette.pipeline.deriving.outlet_ties import tables
from vedette.reconciliation.joining.blocking import candidates, gap, is_happening
from vedette.reconciliation.joining.features import ACROSS, WITHIN
from vedette.reconciliation.joining.pairs import features_of, veto_of
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony.base import Testimony

WEIGHTS = Path(__file__).resolve().parent.parent / "src/vedette/reconciliation/data/pair_weights.toml"
#: Strength of the ridge: how far weights are drawn to those set by hand, for lack of data. From 5 to 7 weights fitted
#: without a window do the same on it; below 5 and above 8 they join more that is not one.
RIDGE = 6.0
#: What an analyst would say before seeing the data; "base" is that of two claims with nothing in common.
PRIORS: dict[str, dict[str, float]] = {
    "across": {
        "base": -2.5,
        "same place": 0.8,
        "small place": 1.0,
        "near place": 0.8,
        "in country": -0.5,
        "namesake place": -1.0,
        "other place": -0.8,
        "same day": 0.8,
        "days apart": -1.5,
        "type fit": 1.0,
        "rare type": 1.0,
        "both large": 1.5,
        "same figure": 2.5,
        "same count": 2.0,
        "both true": 1.0,
        "figures apart": -1.5,
        "same doer": 0.5,
        "same target": 0.5,
        "victims clash": -1.0,
        "shared names": 2.0,
        "shared words": 2.0,
        "shared numbers": 0.7,
        "update": 2.0,
        "told undated": 2.0,
        "answer": 2.0,
    },
    "within": {
        "base": -1.5,
        "same place": 0.7,
        "inner place": -0.5,
        "other place": -1.5,
        "same day": 0.3,
        "days apart": -1.0,
        "type fit": 1.0,
        "both large": 0.5,
        "same figure": 1.5,
        "figures apart": -1.5,
        "rival figures": 2.0,
        "same doer": 0.3,
        "same target": 0.5,
        "victims clash": -1.0,
        "one sentence": 2.0,
        "next sentence": 0.5,
        "far apart": -1.0,
        "others": -2.0,
        "recount": 2.0,
        "toll of it": 2.0,
        "its act": 2.0,
        "answer": 3.0,
        "shared names": 0.5,
    },
}
ROUNDS = 50
Pair = tuple[Testimony, Testimony, bool, str]
Numbers = np.ndarray[Any, np.dtype[np.float64]]


def labelled(
    said: Sequence[Testimony], reports: dict[DocumentId, Report], gold: Sequence[dict[str, Any]]
) -> dict[ClaimKey, tuple[str, str]]:
    """The event and the window of each claim that overlaps a mention."""
    mentions = defaultdict(list)
    for event in gold:
        for mention in event["mentions"]:
            mentions[str(mention["report"])].append((mention["start"], mention["end"], event["event"], event["window"]))
    found = {}
    for t in said:
        span, report = t.claim.claim.evidence.span, reports[t.claim.claim.document]
        if span is None or span.start < report.shift:
            continue
        span = Span(span.start - report.shift, span.end - report.shift)
        shares = [
            (
                (min(span.end, end) - max(span.start, start)) / (max(span.end, end) - min(span.start, start)),
                event,
                window,
            )
            for start, end, event, window in mentions[report.id]
        ]
        best = max(shares, default=(0.0, "", ""))
        if best[0] > 0:
            found[t.key] = best[1:]
    return found


def pairs_of(said: Sequence[Testimony], events: dict[ClaimKey, tuple[str, str]]) -> Iterator[Pair]:
    """The candidates of which both have an event, with whether it is one, and the window."""
    happenings = [t for t in said if t.copy_of is None and t.key in events and is_happening(t)]
    for a, b in candidates(happenings):
        if veto_of(a, b) is None:
            yield a, b, events[a.key][0] == events[b.key][0], events[a.key][1]


def fit(rows: Numbers, labels: Numbers, prior: Numbers) -> Numbers:
    """Weights by Newton's method, the constant first; without data they are the prior."""
    full = np.hstack([np.ones((len(rows), 1)), rows])
    ridge = RIDGE * np.eye(full.shape[1])
    beta = prior.copy()
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-full @ beta))
        step = np.linalg.solve(
            full.T @ (full * (p * (1 - p))[:, None]) + ridge, full.T @ (labels - p) - ridge @ (beta - prior)
        )
        beta += step
        if float(np.abs(step).max()) < 1e-9:
            break
    return beta


def report(rows: Numbers, labels: Numbers, prior: Numbers, windows: Sequence[str]) -> str:
    """Precision and recall over pairs, each window by weights of the others."""
    said = np.zeros(len(labels), dtype=bool)
    for window in sorted(set(windows)):
        own = np.array([w == window for w in windows])
        beta = fit(rows[~own], labels[~own], prior)
        said[own] = np.hstack([np.ones((own.sum(), 1)), rows[own]]) @ beta > 0
    right = float((said & (labels > 0)).sum())
    precision, recall = right / max(1, said.sum()), right / max(1, labels.sum())
    return f"{len(labels)} pairs, {int(labels.sum())} of one event; precision {precision:.3f}, recall {recall:.3f}"


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    claims, documents, reports = read(args.data)
    gold = [json.loads(line) for line in (args.data / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    text = fitted(weighable(claims, documents, tables=tables()), reports, gold)
    print(text)
    if args.write:
        WEIGHTS.write_text(text, encoding="utf-8")


def fitted(said: Sequence[Testimony], reports: dict[DocumentId, Report], gold: Sequence[dict[str, Any]]) -> str:
    """The table of weights as TOML, with how well they tell pairs apart as comments."""
    events = labelled(said, reports, gold)
    found = list(pairs_of(said, events))
    text = (
        "# Written by tools/fit_pairs.py: what a feature adds to the logarithm of the odds that two claims are one.\n"
    )
    for name, features, inside in (("across", ACROSS, False), ("within", WITHIN, True)):
        mine = [p for p in found if (gap(p[0], p[1]) is not None) is inside]
        values = [features_of(a, b) for a, b, *_ in mine]
        rows = np.array([[v[f] for f in features] for v in values])
        labels = np.array([float(one) for _, _, one, _ in mine])
        prior = np.array([PRIORS[name].get(f, 0.0) for f in ("base", *features)])
        beta = fit(rows, labels, prior)
        text += f"\n[{name}] # {report(rows, labels, prior, [w for *_, w in mine])}\nbase = {beta[0]:.3f}\n"
        text += "".join(f'"{f}" = {value:.3f}\n' for f, value in zip(features, beta[1:], strict=True))
    return text


if __name__ == "__main__":
    main()
