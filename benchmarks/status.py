"""Status: how surely each thing is told. `python -m benchmarks.status --data DIR --out PRED`."""

from collections.abc import Iterator

from benchmarks import mapping
from benchmarks.harness import Row, arguments, document, rows, write
from vedette.extraction.reader import load_reader
from vedette.model.claim import Claim, ClaimKind
from vedette.model.provenance import Field, Status

KINDS = (ClaimKind.TOLL, ClaimKind.EVENT, ClaimKind.CONTROL)


def status(claim: Claim) -> str:
    """The status of the fact; of a plain fact, that of who did it."""
    return (claim.status_of(Field.PERPETRATOR) if claim.status is Status.ASSERTED else claim.status).value


def item(claim: Claim) -> Row:
    """One item of the format, with its place in the text."""
    return {
        "kind": claim.kind.value,
        "status": status(claim),
        "background": claim.background,
        "quote": claim.evidence.quote,
        "claimant": mapping.claimant(claim),
        "start": claim.evidence.span.start if claim.evidence.span else None,
    }


def predictions(found: Iterator[Row]) -> Iterator[Row]:
    """The items of each text."""
    documents = [(row["id"], taken) for row in found if (taken := document(row)) is not None]
    read = load_reader().read_many(taken for _, taken in documents)
    for (name, _), (_, claims) in zip(documents, read, strict=True):
        yield {"id": name, "items": [item(c) for c in claims if c.kind in KINDS]}


def main() -> None:
    """Read, extract, write."""
    args = arguments(__doc__)
    write(args.out, predictions(rows(args.data)))


if __name__ == "__main__":
    main()
