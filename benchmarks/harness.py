"""What benchmarks share: rows in, documents as the product reads them, predictions out; and all of them in one run.

`python -m benchmarks.harness` runs every benchmark whose data and scorer lie in VEDETTE_BENCH (default
`../shared/bench`) and prints what the scorers say. Predictions are made from `input.jsonl` or `input.jsonl.gz` alone.
"""

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from vedette.model.document import Document
from vedette.pipeline.intake.reading import Taken, document_of
from vedette.sources.base import RECORD, RECORD_KEYS, capture

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, Any]


def bench_folder() -> Path:
    """Where the benchmarks' data lie."""
    return Path(os.environ.get("VEDETTE_BENCH") or ROOT / ".." / "shared" / "bench").resolve()


def rows(folder: Path) -> Iterator[Row]:
    """The input rows of a benchmark's folder."""
    plain, packed = folder / "input.jsonl", folder / "input.jsonl.gz"
    with plain.open(encoding="utf-8") if plain.exists() else gzip.open(packed, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def document(row: Row) -> Document | None:
    """A row as the product's own documents stage makes it; None (told on standard error) where it makes none."""
    record = {key: row[key] for key in RECORD_KEYS if row.get(key) is not None}
    content = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
    for item in document_of(capture(str(row["id"]), RECORD, content)):
        if isinstance(item, Taken):
            return item.document
        print(f"{row['id']}: {item.reason}", file=sys.stderr)
    return None


def arguments(description: str | None) -> argparse.Namespace:
    """`--data DIR --out PRED [--speed]`, as every benchmark takes them; with `--speed` the speed is printed first."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder with input.jsonl or input.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="predictions, JSONL in the gold's format")
    parser.add_argument("--speed", action="store_true", help="print the speed too, beside plain spaCy")
    args = parser.parse_args()
    if args.speed:
        inputs = [path for name in ("input.jsonl", "input.jsonl.gz") if (path := args.data / name).exists()]
        subprocess.run([sys.executable, "-m", "benchmarks.speed", "--reports", str(inputs[0])], cwd=ROOT, check=True)
    return args


def write(out: Path, predictions: Iterator[Row]) -> None:
    """Predictions as JSONL."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as lines:
        for prediction in predictions:
            lines.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def run(name: str, data: Path, out: Path, *, say: Callable[[str], None] = print) -> bool:
    """Run one benchmark and its scorer; False when either fails."""
    commands = [
        [sys.executable, "-m", f"benchmarks.{name}", "--data", str(data), "--out", str(out)],
        [sys.executable, str(data.parent / f"score_{name}.py"), str(data / "gold.jsonl"), str(out)],
    ]
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"{name}: FAILED\n{done.stderr.strip()[-2000:]}")
            return False
    say(f"{name}:\n{done.stdout.strip()}")
    return True


def main() -> int:
    """Run all there are."""
    folder = bench_folder()
    if not folder.is_dir():
        print(f"no benchmark data at {folder}; set VEDETTE_BENCH")
        return 1
    good = True
    with tempfile.TemporaryDirectory() as scratch:
        for scorer in sorted(folder.glob("score_*.py")):
            name = scorer.stem.removeprefix("score_")
            if (folder / name).is_dir() and importlib.util.find_spec(f"benchmarks.{name}"):
                good &= run(name, folder / name, Path(scratch) / f"{name}.jsonl")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
