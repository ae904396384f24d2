"""Time expressions of the TempEval-3 platinum documents, as predictions for its scorer.

    python -m benchmarks.tempeval3 --data DIR --out PRED

Reads DIR/input.jsonl and nothing else of DIR.
"""

import argparse
import datetime as dt
import json
import time
from pathlib import Path

from vedette.extraction.times.find import find_times


def predict(record: dict[str, str]) -> dict[str, object]:
    """The expressions of one document in the scorer's form."""
    anchor = dt.date.fromisoformat(record["published"][:10])
    timexes = [
        {"start": found.span.start, "end": found.span.end, "type": found.kind.value.upper(), "value": found.value}
        for found in find_times(record["text"], anchor)
    ]
    return {"id": record["id"], "timexes": timexes}


def main() -> None:
    """Read the documents, write the predictions, say how fast it went if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with input.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="file to write, one JSON object a line")
    parser.add_argument("--speed", action="store_true", help="print the speed")
    options = parser.parse_args()
    lines = (options.data / "input.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    started = time.perf_counter()
    predictions = [predict(record) for record in records]
    seconds = time.perf_counter() - started
    options.out.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), encoding="utf-8")
    if options.speed:
        size = sum(len(record["text"]) for record in records)
        print(f"{size / seconds / 1e6:.2f} million characters a second, {len(records)} documents in {seconds:.2f} s")


if __name__ == "__main__":
    main()
