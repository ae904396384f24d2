"""Fits the weights by which reports are put into stories: `python -m tools.fit_stories --data DIR [--write]`.

DIR holds `input.jsonl.gz` and `gold.jsonl` of articles with the incident that each is about. Candidates of one incident
are positive, others negative; one logistic regression, by Newton's method. Prints how well weights fitted on half of
the incidents tell the pairs of the other half apart.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.gunviolence import traits_in
from benchmarks.harness import rows
from tools.fit_pairs import Numbers, fit
from vedette.reconciliation.joining.stories import FEATURES, candidates
from vedette.reconciliation.joining.traits import Traits

WEIGHTS = Path(__file__).resolve().parent.parent / "src/vedette/reconciliation/data/story_weights.toml"


def fitted(traits: dict[str, Traits], incidents: dict[str, str]) -> str:
    """The table of weights as TOML."""
    mine = {t.document: incidents[name] for name, t in traits.items()}
    pairs = candidates(traits.values())
    values = np.array([[f(a, b) for f in FEATURES.values()] for a, b in pairs])
    labels = np.array([float(mine[a.document] == mine[b.document]) for a, b in pairs])
    half = np.array([min(mine[a.document], mine[b.document])[-1] in "02468" for a, b in pairs])
    prior = np.zeros(len(FEATURES) + 1)
    beta = fit(values, labels, prior)
    text = f"# Written by tools/fit_stories.py. {told(values, labels, half)}\nbase = {beta[0]:.3f}\n"
    return text + "".join(f'"{f}" = {value:.3f}\n' for f, value in zip(FEATURES, beta[1:], strict=True))


def told(values: Numbers, labels: Numbers, half: Sequence[bool] | Numbers) -> str:
    """Precision and recall over candidates, each half by weights of the other."""
    prior, chosen = np.zeros(values.shape[1] + 1), np.array(half, dtype=bool)
    said = np.zeros(len(labels), dtype=bool)
    for own in (chosen, ~chosen):
        beta = fit(values[~own], labels[~own], prior)
        said[own] = beta[0] + values[own] @ beta[1:] > 0
    right = float((said & (labels > 0)).sum())
    share = f"precision {right / max(1, said.sum()):.3f}, recall {right / max(1, labels.sum()):.3f}"
    return f"{len(labels)} pairs, {int(labels.sum())} of one story; {share}"


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gold = [json.loads(line) for line in (args.data / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    text = fitted(traits_in(rows(args.data)), {str(row["id"]): str(row["incident"]) for row in gold})
    print(text)
    if args.write:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
