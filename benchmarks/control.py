"""Control from dated prose: `python -m benchmarks.control --data DIR --out PRED`.

Rows of who took which town on which day. A paragraph's own year is given beside it (its page states it only once): the
paragraph is read as of that year's last day. Sides: the state on whose ground it is fought, and anybody else.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import harness
from vedette.extraction.reader import load_reader
from vedette.model.claim import ControlContent, ControlRelation
from vedette.model.provenance import Status
from vedette.model.resolved import ResolvedClaim, Role
from vedette.resolution.resolver import load_resolver

#: Coming into a place counts as taking it: the prose says "entered" of towns that the other side had left.
TAKING = (ControlRelation.CAPTURED, ControlRelation.ENTERED)
#: A stretch of this many days ends with the taking; a longer one only says since when.
SHORT = 10
HOLDERS = {"government": "UKR", "other": "RUS", "opposition": "RUS"}


def row(resolved: ResolvedClaim) -> dict[str, Any] | None:
    """The row of a claim that somebody took a place on a day; None for other claims."""
    claim, content = resolved.claim, resolved.claim.content
    if not isinstance(content, ControlContent) or content.relation not in TAKING or claim.status is not Status.ASSERTED:
        return None
    actor = resolved.actor(Role.PARTY)
    holder = HOLDERS.get(actor.side or "") if actor else None
    if holder is None or claim.where is None or claim.when is None:
        return None
    return {
        "place": claim.where.name,
        "holder_side": holder,
        "relation": ControlRelation.CAPTURED.value,
        "date": (claim.when.last if claim.when.days <= SHORT else claim.when.start).isoformat(),
    }


def predictions(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of each paragraph."""
    reader, resolver = load_reader(), load_resolver()
    for record in harness.rows(folder):
        document = harness.document({**record, "title": None, "published": f"{record['year']}-12-31"})
        if document is None:
            continue
        found = [row(resolved) for resolved in resolver.resolve(document, reader.read(document))]
        yield {"id": record["id"], "rows": [item for item in found if item is not None]}


def main() -> None:
    """Read, extract, write."""
    args = harness.arguments(__doc__)
    harness.write(args.out, predictions(args.data))


if __name__ == "__main__":
    main()
