"""The evaluation gate: quality may rise by accident, and falls only by decision.

`python -m tests.evaluation.gate` runs the reader on our own corpus, and on every set in VEDETTE_BENCH that is there,
and fails where a measure lies below its floor in `baseline.json`, or where data are not those that it was measured on.

    --update                      raises floors to what is measured, pins new data and new sets
    --allow-regression REASON     lets --update lower them too, and prints the line that goes into CHANGELOG.md
    --only SET ...                looks at these sets alone
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.harness import bench_folder
from tests.evaluation.scoring import score

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("baseline.json")
CORPUS = ROOT / "tests" / "corpus"
#: How far a measure may lie under its floor: another build of the parser's libraries moves a reading or two.
SLACK = 0.005
#: Seconds that one set may take.
PATIENCE = 240


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set: who predicts (a module of `benchmarks`), on which data, what is kept. `lower` are faults."""

    name: str
    module: str
    measures: tuple[str, ...]
    lower: frozenset[str] = frozenset()

    @property
    def folder(self) -> Path:
        """Where its data lie."""
        return CORPUS if self.name == "corpus" else bench_folder() / self.name


_NEWS = ("tolls.f1", "tolls.full.f1", "tolls.attributes.claimant", "tolls.attributes.when", "tolls.attributes.victims")
_EVENTS = ("control.f1", "events.f1")
_KINDS = ("tolls", "control", "events", "stances", "statements", "outlook", "signals", "not_verified")
SETS = (
    EvaluationSet(
        "corpus",
        "mission",
        (
            *(f"{kind}.f1" for kind in _KINDS),
            *(f"tolls.{a}" for a in ("victims", "when", "where", "claimant", "status")),
            *("control.status", "control.background", "events.status", "events.background"),
        ),
    ),
    EvaluationSet("warreports", "warreports", (*_NEWS, *_EVENTS, "events.attributes.background")),
    EvaluationSet("headlines", "warreports", ("tolls.f1", *_EVENTS)),
    EvaluationSet("mission", "mission", ("all.items", "all.precision")),
    EvaluationSet(
        "status",
        "status",
        ("macro_f1", "background_f1", "claimant_accuracy", "false_alarms"),
        frozenset(("false_alarms",)),
    ),
    EvaluationSet("case2021", "case2021", ("weighted",)),
    EvaluationSet("plover", "plover", ("accuracy", "actors.f1")),
    EvaluationSet("polnear", "polnear", ("attributions.f1",)),
    EvaluationSet("tempeval3", "tempeval3", ("value.f1",)),
    EvaluationSet("control", "control", ("row.f1",)),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run gave: the data's hashes by file, how many rows, and the measures."""

    sha256: Mapping[str, str]
    rows: int
    measures: Mapping[str, float]


@dataclass(slots=True)
class Verdict:
    """What the gate found. It is open where `failures` is empty."""

    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def fingerprint(folder: Path) -> dict[str, str]:
    """SHA-256 of a set's input and gold."""
    files = sorted(path for path in folder.iterdir() if path.name.startswith(("input.jsonl", "gold.jsonl")))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def is_there(some: EvaluationSet) -> bool:
    """Whether a set's data, and the scorer of an outside one, lie on this machine."""
    scorer = some.name == "corpus" or (bench_folder() / f"score_{some.module}.py").is_file()
    return scorer and (some.folder / "gold.jsonl").is_file()


def measure(some: EvaluationSet) -> Measured:
    """Run a set. Raises CalledProcessError where predicting or scoring fails, KeyError where a measure is not given."""
    gold = some.folder / "gold.jsonl"
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "predictions.jsonl"
        _run([sys.executable, "-m", f"benchmarks.{some.module}", "--data", str(some.folder), "--out", str(out)])
        if some.name == "corpus":
            given: Mapping[str, Any] = score(_by_id(gold), _by_id(out))
        else:
            scorer = bench_folder() / f"score_{some.module}.py"
            given = json.loads(_run([sys.executable, str(scorer), str(gold), str(out), "--json"]))
    measures = {name: _leaf(given, name) for name in some.measures}
    return Measured(fingerprint(some.folder), len(_by_id(gold)), measures)


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return done.stdout


def _by_id(path: Path) -> dict[str, dict[str, Any]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {str(row["id"]): row for row in rows}


def _leaf(given: Mapping[str, Any], name: str) -> float:
    """A measure by its dotted name; flat names of our own scorer hold the dots themselves."""
    value: Any = given
    if name not in given:
        for part in name.split("."):
            value = value[part]
        return float(value)
    return float(given[name])


def compare(some: EvaluationSet, pinned: Mapping[str, Any] | None, now: Measured) -> Verdict:
    """Hold a run against its floors."""
    verdict = Verdict()
    if pinned is None:
        verdict.failures.append(f"{some.name}: no floors are pinned; run --update")
        return verdict
    if dict(now.sha256) != pinned["sha256"] or now.rows != pinned["rows"]:
        verdict.failures.append(f"{some.name}: the data are not those of the floors; look why, then run --update")
    for name, value in now.measures.items():
        floor = pinned["floors"].get(name)
        if floor is None:
            verdict.failures.append(f"{some.name}: {name} has no floor; run --update")
            continue
        verdict.lines.append(f"{some.name:12} {name:28} {value:.4f}  floor {floor:.4f}")
        if _worse(some, name, value, floor, SLACK):
            verdict.failures.append(f"{some.name}: {name} fell to {value:.4f}, its floor is {floor:.4f}")
    verdict.failures += [
        f"{some.name}: {name} has a floor but is no longer measured"
        for name in sorted(set(pinned["floors"]) - set(now.measures))
    ]
    return verdict


def _worse(some: EvaluationSet, name: str, value: float, floor: float, slack: float = 0.0) -> bool:
    return value > floor + slack if name in some.lower else value < floor - slack


def raised(
    some: EvaluationSet, pinned: Mapping[str, Any] | None, now: Measured, *, lowering: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """The new pin of a set, and the floors that this run would lower (kept as they were unless `lowering`)."""
    old: Mapping[str, float] = pinned["floors"] if pinned else {}
    floors, fallen = {}, []
    for name, value in now.measures.items():
        worse = name in old and _worse(some, name, value, old[name])
        if worse:
            fallen.append(f"{some.name} {name} from {old[name]:.4f} to {value:.4f}")
        floors[name] = old[name] if worse and not lowering else value
    return {"sha256": dict(now.sha256), "rows": now.rows, "floors": floors}, fallen


def changelog_line(fallen: Sequence[str], reason: str) -> str:
    """What CHANGELOG.md says of floors that were lowered."""
    return f"- Evaluation floors lowered ({reason}): {'; '.join(fallen)}."


def load(path: Path = BASELINE) -> dict[str, Any]:
    """The pinned floors by set; empty where there are none yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def update(
    sets: Iterable[EvaluationSet],
    path: Path = BASELINE,
    *,
    reason: str | None = None,
    run: Callable[[EvaluationSet], Measured] = measure,
) -> list[str]:
    """Raise the floors in a file; returns those that would fall. With a `reason` these are lowered, else kept."""
    pins, fallen = load(path), []
    for some in sets:
        pins[some.name], lower = raised(some, pins.get(some.name), run(some), lowering=reason is not None)
        fallen += lower
    path.write_text(json.dumps(pins, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return fallen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; 1 where it is shut."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: lower floors too, and say why")
    parser.add_argument("--only", nargs="+", choices=[s.name for s in SETS], help="these sets alone")
    args = parser.parse_args(arguments)
    if args.allow_regression is not None and not (args.update and args.allow_regression.strip()):
        parser.error("--allow-regression needs --update and a reason")
    wanted = [s for s in SETS if not args.only or s.name in args.only]
    for absent in (s for s in wanted if not is_there(s)):
        print(f"{absent.name}: not on this machine, left out (VEDETTE_BENCH)")
    here = [s for s in wanted if is_there(s)]
    if args.update:
        fallen = update(here, reason=args.allow_regression)
        if fallen and args.allow_regression is None:
            print("these floors stay where they were; --allow-regression REASON lowers them:", *fallen, sep="\n  ")
            return 1
        if fallen:
            print(changelog_line(fallen, args.allow_regression))
        return 0
    pins, failures = load(), []
    for some in here:
        verdict = compare(some, pins.get(some.name), measure(some))
        print(*verdict.lines, sep="\n")
        failures += verdict.failures
    print(*failures, sep="\n", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
