"""PLOVER records, a sentence each: `python -m benchmarks.plover --data DIR --out PRED`."""

from collections.abc import Iterator

from benchmarks.harness import Row, arguments, rows, write
from vedette.extraction.acts.deeds import deed
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.parsing.tokens import doc_of


def predict(sentences: list[Row]) -> Iterator[Row]:
    """The deed of each sentence, in order."""
    docs = load_model().pipe(str(row["text"]).strip("{}") for row in sentences)
    for row, doc in zip(sentences, docs, strict=True):
        found = deed(doc_of(doc))
        yield {
            "id": row["id"], "event_type": found.kind, "actors": found.actors, "recipients": found.recipients,
        }  # fmt: skip


def main() -> None:
    """Read, code, write."""
    args = arguments(__doc__)
    write(args.out, predict(list(rows(args.data))))


if __name__ == "__main__":
    main()
