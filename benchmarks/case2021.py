"""CASE 2021: one ACLED type for a snippet: `python -m benchmarks.case2021 --data DIR --out PRED`."""

from collections.abc import Iterator

from benchmarks.harness import Row, arguments, rows, write
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.scanning.gist import gist
from vedette.model.claim import EventType
from vedette.reference.event_types import event_types

#: Gists that are no event type of Vedette's, in the words of the task.
OTHERS = {
    "government-gains": "Government regains territory",
    "others-gain": "Non-state actor overtakes territory",
    "organized-crime": "Organized crime",
    "natural-disaster": "Natural disaster",
    "man-made-disaster": "Man-made disaster",
    "diplomatic": "Diplomatic event",
    "attribution": "Attribution of responsibility",
}


def name(kind: str) -> str:
    """The task's name for a gist."""
    return OTHERS.get(kind) or event_types().acled(EventType(kind))


def predict(snippets: list[Row]) -> Iterator[Row]:
    """The type of each snippet, in order."""
    docs = load_model().pipe(str(row["text"]) for row in snippets)
    for row, doc in zip(snippets, docs, strict=True):
        found = gist([t.lower_ for t in doc], [t.lemma_.lower() for t in doc])
        yield {"id": row["id"], "type": name(found.kind if found else "other")}


def main() -> None:
    """Read, type, write."""
    args = arguments(__doc__)
    write(args.out, predict(list(rows(args.data))))


if __name__ == "__main__":
    main()
