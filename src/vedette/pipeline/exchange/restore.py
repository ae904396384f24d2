"""The native format -> ledger: what `vedette export native` wrote, read back. Loads no parser.

Each document is recorded with its capture and its reading in one transaction. What the ledger has already is passed
over. Derived lines are not read: they follow from the entries, and are rebuilt at the end.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from vedette.errors import BadRecord
from vedette.ledger.base import Ledger
from vedette.model.codec import from_json
from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim

FORMAT, VERSION = "vedette-native", 1
_CHUNK = 200
_DERIVED = ("event", "toll", "control")


@dataclass(slots=True)
class Restored:
    """What was added, and what was there already."""

    documents: int = 0
    claims: int = 0
    decisions: int = 0
    known: int = 0


def restore(lines: Iterable[str], ledger: Ledger) -> Restored:
    """Add what the lines hold. Raises BadRecord, with the line's number, for a line that is no such record; what stands
    before it is kept."""
    done = Restored()
    found = _records(lines)
    first = next(found, None)
    if first is None or first[1].get("record") != "header" or first[1].get("format") != FORMAT:
        raise BadRecord("line 1: no header of a native export; make one with: vedette export native --out FILE")
    if first[1].get("version") != VERSION:
        raise BadRecord(f"line 1: native format {first[1].get('version')!r}; this Vedette reads {VERSION}")
    capture: Capture | None = None
    while chunk := list(islice(found, _CHUNK)):
        with ledger.batch():
            for number, record in chunk:
                try:
                    capture = _add(record, ledger, capture, done)
                except (ValueError, KeyError, TypeError) as error:
                    raise BadRecord(f"line {number}: {error}") from error
    return done


def _records(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise BadRecord(f"line {number}: no JSON: {error}") from error
        if not isinstance(record, dict):
            raise BadRecord(f"line {number}: no JSON object")
        yield number, record


def _add(record: dict[str, Any], ledger: Ledger, capture: Capture | None, done: Restored) -> Capture | None:
    kind = record["record"]
    match kind:
        case "capture":
            return from_json(Capture, record["body"])
        case "document":
            document = from_json(Document, record["body"])
            own = capture if capture is not None and capture.id == document.capture else None
            _count(done, "documents", ledger.add_document(document, own))
        case "reading":
            claims = [from_json(ResolvedClaim, c) for c in record["claims"]]
            of = DocumentId(record["document"])
            if ledger.add_reading(of, record["extractor"], claims, resolver=record.get("resolver", "")):
                done.claims += len(claims)
        case "decision":
            _count(done, "decisions", ledger.add_decision(from_json(Decision, record["body"])))
        case "manifest":
            ledger.add_manifest(from_json(RunManifest, record["body"]))
        case "failure":
            ledger.add_failure(from_json(Failure, record["body"]))
        case _ if kind not in _DERIVED:
            raise ValueError(f"no record {kind!r}")
    return None


def _count(done: Restored, name: str, added: bool) -> None:
    if added:
        setattr(done, name, getattr(done, name) + 1)
    else:
        done.known += 1
