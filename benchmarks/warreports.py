"""WarReports and headlines: `python -m benchmarks.warreports --data DIR --out PRED`."""

import argparse
import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import mapping
from vedette.extraction.reader import load_reader
from vedette.model.document import Document, document_id
from vedette.resolution.resolver import load_resolver


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of `input.jsonl` or `input.jsonl.gz` in a folder."""
    plain = folder / "input.jsonl"
    packed = folder / "input.jsonl.gz"
    with open(plain, "rb") if plain.exists() else gzip.open(packed, "rb") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def document(row: dict[str, Any]) -> Document:
    """A benchmark row as a document, its text as it stands."""
    published = row.get("published")
    when = dt.datetime.fromisoformat(published[:10]).replace(tzinfo=dt.UTC) if published else None
    return Document(document_id(str(row["id"])), str(row["id"]), row["text"], row.get("outlet"), when, row.get("title"))


def main() -> None:
    """Read, extract, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader, resolver = load_reader(), load_resolver()
    with args.out.open("w", encoding="utf-8") as out:
        for doc, claims in reader.read_many(document(row) for row in records(args.data)):
            resolved = resolver.resolve(doc, claims)
            row = {
                "id": doc.locator,
                "tolls": mapping.tolls(claims),
                "control": mapping.control(resolved),
                "events": mapping.events(resolved),
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
