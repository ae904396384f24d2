"""The native format: everything, one JSON object a line, with nothing left out; `vedette import` reads it back.

The first line says what the file is. Then come, each with its `record`: manifests, decisions, failures, captures (bytes
as base64), documents, each followed by its reading with all its claims, and at the end what was derived (events, tolls,
control), for readers that do not derive. Derived lines are not read back: they follow from the others.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from vedette.exports.archive import Archive
from vedette.exports.losses import Losses
from vedette.ledger.base import DerivedKind
from vedette.model.codec import to_json
from vedette.model.document import Document
from vedette.model.encoding import JsonObject
from vedette.model.ids import DocumentId
from vedette.reference.codebook import CODEBOOK

FORMAT = "vedette-native"
VERSION = 1
#: What stands for a character that the viewer may not see (`vedette.pipeline.showing.masking`).
BLOCK = "\N{FULL BLOCK}"
#: Reports whose claims are fetched together.
_TOGETHER = 100
_DERIVED = ((DerivedKind.EVENT, "event"), (DerivedKind.TOLL, "toll"), (DerivedKind.CONTROL, "control"))
CANNOT = (
    "older revisions of a report and older readings of it: the current ones are written",
    "what is hidden, embargoed or blurred for the viewer of the settings, and the addresses of reports with such words",
    "when the ledger recorded each thing: the ledger that reads it back records it anew",
)


def write(archive: Archive, path: Path, losses: Losses) -> None:
    """One line a thing; the order is fixed, so that the same ledger gives the same bytes."""
    write_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    with path.open("w", encoding="utf-8") as sink:
        for line in lines(archive):
            sink.write(write_line(line) + "\n")
            losses.row()


def lines(archive: Archive) -> Iterator[dict[str, Any]]:
    """The lines as JSON data."""
    ledger, known = archive.ledger, archive.known
    yield {"record": "header", "format": FORMAT, "version": VERSION, "codebook": CODEBOOK}
    resolver = ""
    for manifest in ledger.manifests(known):
        yield {"record": "manifest", "body": to_json(manifest)}
        resolver = next((s.version for s in manifest.stages if s.name == "resolution"), resolver)
    for decision in ledger.decisions(known):
        yield {"record": "decision", "body": to_json(decision)}
    for failure in ledger.failures(known):
        yield {"record": "failure", "body": to_json(failure)}
    documents = ledger.documents(known)
    while some := list(islice(documents, _TOGETHER)):
        yield from _read(archive, some, resolver)
    for kind, name in _DERIVED:
        for body in archive.derived(kind):
            yield {"record": name, "body": body}


def _read(archive: Archive, documents: list[Document], resolver: str) -> Iterator[dict[str, Any]]:
    """Reports, each followed by its reading; what is asked of a ledger is asked for all of them at once."""
    ledger, known = archive.ledger, archive.known
    ids = [d.id for d in documents]
    extractors = ledger.extractors(ids, known)
    claims: dict[DocumentId, list[JsonObject]] = {}
    for claim in ledger.claims_json(known, documents=ids):
        claims.setdefault(claim["claim"]["document"], []).append(claim)
    for document in documents:
        capture = ledger.capture(document.capture) if document.capture else None
        if capture is not None:
            yield {"record": "capture", "body": to_json(capture)}
        yield {"record": "document", "body": to_json(_undressed(document))}
        if document.id in extractors:
            yield {
                "record": "reading",
                "document": document.id,
                "extractor": extractors[document.id],
                "resolver": resolver,
                "claims": claims.get(document.id, []),
            }


def _undressed(document: Document) -> Document:
    """A report that is shown with words blocked out, without its address and its title: they tell them again."""
    if BLOCK not in document.text:
        return document
    return replace(document, locator=f"withheld:{document.id}", title=None, headline=None, identity=None)
