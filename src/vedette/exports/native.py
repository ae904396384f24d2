"""The native format: everything, one JSON object a line, with nothing left out; `vedette import` reads it back.

The first line says what the file is. Then come, each with its `record`: manifests, decisions, failures, captures (bytes
as base64), documents, each followed by its reading with all its claims, and at the end what was derived (events, tolls,
control), for readers that do not derive. Derived lines are not read back: they follow from the others.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from vedette.exports.archive import Archive
from vedette.exports.losses import Losses
from vedette.model.codec import to_json
from vedette.model.document import Document
from vedette.reference.codebook import CODEBOOK

FORMAT = "vedette-native"
VERSION = 1
#: What stands for a character that the viewer may not see (`vedette.pipeline.masking`).
BLOCK = "\N{FULL BLOCK}"
CANNOT = (
    "older revisions of a report and older readings of it: the current ones are written",
    "what is hidden, embargoed or blurred for the viewer of the settings, and the addresses of reports with such words",
    "when the ledger recorded each thing: the ledger that reads it back records it anew",
)


def write(archive: Archive, path: Path, losses: Losses) -> None:
    """One line a thing; the order is fixed, so that the same ledger gives the same bytes."""
    with path.open("w", encoding="utf-8") as sink:
        for line in lines(archive):
            sink.write(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")
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
    for document in ledger.documents(known):
        capture = ledger.capture(document.capture) if document.capture else None
        if capture is not None:
            yield {"record": "capture", "body": to_json(capture)}
        yield {"record": "document", "body": to_json(_undressed(document))}
        reading = next((r for r in ledger.readings(document.id, known) if r.active), None)
        if reading is not None:
            claims = ledger.claims_of(document.id, known)
            yield {
                "record": "reading",
                "document": document.id,
                "extractor": reading.extractor,
                "resolver": resolver,
                "claims": [to_json(claim) for claim in claims],
            }
    for event in archive.events():
        yield {"record": "event", "body": to_json(event)}
    for toll in archive.tolls():
        yield {"record": "toll", "body": to_json(toll)}
    for span in archive.control():
        yield {"record": "control", "body": to_json(span)}


def _undressed(document: Document) -> Document:
    """A report that is shown with words blocked out, without its address and its title: they tell them again."""
    if BLOCK not in document.text:
        return document
    return replace(document, locator=f"withheld:{document.id}", title=None, headline=None, identity=None)
