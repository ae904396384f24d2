"""Which reports speak of one event: `python -m benchmarks.links --data DIR --out PRED`.

Every report is read, resolved and reconciled with all others as the product does it, whatever its window; an event's
mentions are its claims, with the figures that each gives.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import Row, arguments, document, rows, write
from benchmarks.mapping import EFFECTS, UNREAL, bounds
from vedette.extraction.reader import load_reader
from vedette.model.claim import EventContent, TollContent
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.outlet_ties import tables
from vedette.reconciliation.reconcile import reconcile
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reference.event_types import event_types
from vedette.resolution.resolver import load_resolver

FIGURES = ("killed", "injured")
#: So many characters at a text's beginning find it behind its headline.
SURE = 60


@dataclass(frozen=True, slots=True)
class Report:
    """The report that a document is, and how many characters its headline puts before the text."""

    id: str
    shift: int


def report_of(row: Row, made: Document) -> Report:
    """The report of a row. Raises ValueError where the document's text does not hold the row's."""
    return Report(str(row["id"]), made.text.index(str(row["text"]).strip()[:SURE]))


def read(folder: Path) -> tuple[list[ResolvedClaim], dict[DocumentId, Document], dict[DocumentId, Report]]:
    """All claims, their documents, and the report that each document is."""
    reader, resolver = load_reader(), load_resolver()
    claims: list[ResolvedClaim] = []
    documents: dict[DocumentId, Document] = {}
    reports: dict[DocumentId, Report] = {}

    def built() -> Iterator[Document]:
        for row in rows(folder):
            made = document(row)
            if made is not None:
                documents[made.id], reports[made.id] = made, report_of(row, made)
                yield made

    for doc, said in reader.read_many(built()):
        claims += resolver.resolve(doc, said)
    return claims, documents, reports


def predictions(
    claims: Iterable[ResolvedClaim], documents: dict[DocumentId, Document], reports: dict[DocumentId, Report]
) -> Iterator[Row]:
    """The events that are owed: what happened, not what is planned, denied outright or long past."""
    claims = list(claims)
    found: Reconciled = reconcile(claims, documents, tables=tables())
    by_key = {c.claim.key: c for c in claims}
    for event in found.events:
        if event.background or event.status in UNREAL:
            continue
        mentions = mentions_of([by_key[k] for k in (*event.claims, *event.copies)], reports)
        if mentions:
            yield row_of(event, mentions)


def mentions_of(claims: Iterable[ResolvedClaim], reports: dict[DocumentId, Report]) -> list[Row]:
    """The mentions of one event: what a report says in one sentence is one, and every further toll of a whole."""
    sentences: dict[tuple[str, int], list[ResolvedClaim]] = defaultdict(list)
    for c in claims:
        evidence = c.claim.evidence
        body = evidence.span is not None and evidence.span.start >= reports[c.claim.document].shift
        if evidence.span is not None and body and isinstance(c.claim.content, EventContent | TollContent):
            sentences[(c.claim.document, (evidence.sentence or evidence.span).start)].append(c)
    found = []
    for own in sentences.values():
        tolls: dict[str, list[ResolvedClaim]] = {f: [c for c in own if figure(c) == f] for f in FIGURES}
        for i in range(max(1, *(len(t) for t in tolls.values()))):
            mine = [t[i] for t in tolls.values() if i < len(t)] or own[:1]
            found.append(mention(mine, reports))
    return found


def figure(resolved: ResolvedClaim) -> str | None:
    """The figure of the format that a claim gives of a whole; None for a part and for other claims."""
    content = resolved.claim.content
    if not isinstance(content, TollContent) or content.subset_of is not None or content.victims.group:
        return None
    return EFFECTS.get(content.effect, content.effect.value)


def mention(claims: list[ResolvedClaim], reports: dict[DocumentId, Report]) -> Row:
    """Claims of one sentence as a mention."""
    spans = [c.claim.evidence.span for c in claims if c.claim.evidence.span is not None]
    report = reports[claims[0].claim.document]
    row: Row = {
        "report": report.id,
        "start": min(s.start for s in spans) - report.shift,
        "end": max(s.end for s in spans) - report.shift,
        "killed": None,
        "injured": None,
    }
    for c in claims:
        if (name := figure(c)) in FIGURES and isinstance(c.claim.content, TollContent):
            low, high = bounds(c.claim.content.quantity)
            row[name] = {"low": low, "high": high}
    return row


def row_of(event: Event, mentions: list[Row]) -> Row:
    """An event as the format has it."""
    return {
        "event": event.id,
        "type": event_types().acled(event.type, side=None),
        "date": event.when.start.isoformat() if event.when else None,
        "place": (event.place.name or event.place.mention) if event.place else None,
        "mentions": mentions,
        "dispute": event.dispute[0] if event.dispute else None,
        "origins": len(event.voices),
    }


def main() -> None:
    """Read, reconcile, write."""
    args = arguments(__doc__)
    write(args.out, predictions(*read(args.data)))


if __name__ == "__main__":
    main()
