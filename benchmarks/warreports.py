"""WarReports, headlines and every set of their format: `python -m benchmarks.warreports --data DIR --out PRED`."""

from collections.abc import Iterator

from benchmarks import mapping
from benchmarks.harness import Row, arguments, document, rows, write
from vedette.extraction.reader import load_reader
from vedette.model.document import Document
from vedette.resolution.resolver import load_resolver


def predictions(source: Iterator[Row]) -> Iterator[Row]:
    """A row of the gold's format for each report, read and resolved as the product does it."""
    reader, resolver = load_reader(), load_resolver()
    ids: list[str] = []

    def read() -> Iterator[Document]:
        for row in source:
            built = document(row)
            if built is not None:
                ids.append(str(row["id"]))
                yield built

    for index, (doc, claims) in enumerate(reader.read_many(read())):
        resolved = resolver.resolve(doc, claims)
        yield {
            "id": ids[index],
            "tolls": mapping.tolls(claims),
            "control": mapping.control(resolved),
            "events": mapping.events(resolved),
        }


def main() -> None:
    """Read, extract, write."""
    args = arguments(__doc__)
    write(args.out, predictions(rows(args.data)))


if __name__ == "__main__":
    main()
