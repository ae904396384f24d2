"""Appending: one transaction that numbers, signs, times and chains what it adds, and writes it in bulk at the end.

The write lock is held from the first addition to the commit, so a batch sees all that was recorded before it and nobody
records beside it. `recorded_at` never goes back, whatever the machine's clock does.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from vedette.errors import LedgerError
from vedette.ledger import rows
from vedette.ledger.bulk import put
from vedette.ledger.clocks import micros
from vedette.ledger.rows import Row
from vedette.ledger.sealing import Vault, key_blob, vault_of
from vedette.ledger.tables import (
    BATCHES,
    CAPTURES,
    CLAIMS,
    DECISION_SUBJECTS,
    DECISIONS,
    DOCUMENTS,
    ENTRIES,
    FAILURES,
    MANIFESTS,
    READINGS,
    RESOLUTIONS,
)
from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.entry import Author, RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim

#: Rows kept in memory before they are written, so that a large batch needs little.
_FLUSH_AT = 5_000

_HEAD = text("SELECT batch, recorded_at, last_number, hash FROM batches ORDER BY batch DESC LIMIT 1")
_REVISIONS = text(
    "SELECT number, revision, content, public_at FROM documents WHERE document = :document ORDER BY revision"
)
_KEYS = text("SELECT key, MIN(public_at) FROM claims WHERE document = :document GROUP BY key")
_HAS = {
    CAPTURES.name: text("SELECT 1 FROM captures WHERE capture = :id"),
    DECISIONS.name: text("SELECT 1 FROM decisions WHERE decision = :id"),
    MANIFESTS.name: text("SELECT 1 FROM manifests WHERE manifest = :id"),
    FAILURES.name: text("SELECT 1 FROM failures WHERE failure = :id"),
}
_DECISION_NUMBER = text("SELECT number FROM decisions WHERE decision = :id")
_HAS_READING = text("SELECT 1 FROM readings WHERE document_number = :number AND extractor = :extractor")
_LAST_READING = text("SELECT MAX(number) FROM readings WHERE document = :document")
_HAS_BLOB = text("SELECT 1 FROM blobs WHERE blob = :blob")
_ADD_BLOB = text(
    "INSERT INTO blobs (blob, sha256, encoding, size, data) VALUES (:blob, :sha256, :encoding, :size, :data) "
    "ON CONFLICT (blob) DO NOTHING"
)

#: number, revision, content and public clock of one revision of a document
Revision = tuple[int, int, str, int]


class Append:
    """One batch in the making, on a connection that holds the write lock."""

    def __init__(self, connection: Connection, clock: Callable[[], dt.datetime], author: str) -> None:
        """Take number and time from where the last batch ended."""
        self.connection = connection
        head: Any = connection.execute(_HEAD).first()
        last_batch, last_time, last_number, chain = head if head is not None else (0, None, 0, "")
        now = micros(clock())
        self.batch: int = last_batch + 1
        self.recorded_at: int = now if last_time is None else max(now, last_time + 1)
        self._first: int = last_number + 1
        self._next: int = last_number + 1
        self._author = author
        self._rows: dict[str, list[Row]] = {table.name: [] for table in ENTRIES}
        self._blobs: dict[str, Row] = {}
        self._waiting = 0
        self._hash = hashlib.sha256(f"{chain}\n{self.batch}\n{self.recorded_at}\n".encode())
        self._revisions: dict[str, list[Revision]] = {}
        self._seen: set[tuple[str, ...]] = set()
        self._numbers: dict[str, int] = {}
        self._sealed: set[str] = set()
        self._open: set[str] = set()

    def add_document(self, document: Document, capture: Capture | None, *, sensitive: bool = False) -> bool:
        """See `Ledger.add_document`."""
        if sensitive and capture is None:
            raise LedgerError(f"{document.id} is sensitive and has no capture: add the bytes it came from")
        known = self._revisions_of(document.id)
        sensitive = sensitive or (bool(known) and self._is_sealed(document.id))
        row = rows.document_row(document)
        blob = rows.blob_row(rows.text_bytes(document.text))
        if sensitive:
            row, blob = self._sealed_document(document, row)
        if any(content == row["content"] for _, _, content, _ in known):
            return False
        if capture is not None:
            row["capture"] = capture.id
            self._add_capture(capture, sealed_for=document.id if sensitive else None)
        row["revision"] = known[-1][1] + 1 if known else 1
        row["public_at"] = self.recorded_at if row["published_at"] is None else row["published_at"]
        self._add_blob(blob)
        number = self._add(DOCUMENTS, row, supersedes=known[-1][0] if known else None)
        known.append((number, row["revision"], row["content"], row["public_at"]))
        return True

    def add_reading(
        self, document: DocumentId, extractor: str, claims: Sequence[ResolvedClaim], *, resolver: str
    ) -> bool:
        """See `Ledger.add_reading`."""
        known = self._revisions_of(document)
        if not known:
            raise LedgerError(f"a reading of {document}, which is not in the ledger: add the document first")
        strange = next((c.claim.document for c in claims if c.claim.document != document), None)
        if strange is not None:
            raise LedgerError(f"a reading of {document} holds a claim of {strange}")
        number, revision, _, public_at = known[-1]
        mark = ("reading", str(number), extractor)
        old = number < self._first  # a revision of this very batch can have no reading but those seen
        if mark in self._seen or (old and self._exists(_HAS_READING, number=number, extractor=extractor)):
            return False
        self._seen.add(mark)
        earlier, last = self._earlier(document, fresh=number >= self._first and revision == 1)
        reading = self._add(
            READINGS,
            {
                "schema_version": 1,
                "body": None,
                "document": document,
                "revision": revision,
                "document_number": number,
                "extractor": rows.storable(extractor),
                "claims": len(claims),
                "public_at": public_at,
            },
            author=str(Author("extraction", rows.storable(extractor))),
            supersedes=last,
        )
        self._numbers[document] = reading
        for resolved in claims:
            self._add_claim(reading, resolved, min(public_at, earlier.get(resolved.claim.key, public_at)), resolver)
        return True

    def add_failure(self, failure: Failure) -> bool:
        """See `Ledger.add_failure`."""
        row = rows.failure_row(failure)
        if not self._is_new(FAILURES, row["failure"]):
            return False
        self._add(FAILURES, row)
        return True

    def add_decision(self, decision: Decision) -> bool:
        """See `Ledger.add_decision`."""
        row = rows.decision_row(decision)
        if not self._is_new(DECISIONS, row["decision"]):
            return False
        person = str(Author(row["person"]))
        before = None if decision.supersedes is None else self._number_of_decision(decision.supersedes)
        number = self._add(DECISIONS, row, author=person, supersedes=before)
        self._numbers[row["decision"]] = number
        for subject in decision.subjects:
            columns = {"decision_number": number, "subject_kind": row["subject_kind"], "subject": subject}
            self._add(DECISION_SUBJECTS, {"schema_version": 1, "body": None, **columns}, author=person)
        return True

    def add_manifest(self, manifest: RunManifest) -> bool:
        """See `Ledger.add_manifest`."""
        row = rows.manifest_row(manifest)
        if not self._is_new(MANIFESTS, row["manifest"]):
            return False
        self._add(MANIFESTS, row)
        return True

    def finish(self) -> None:
        """Write what is left, and the batch itself with the hash that chains it to the one before."""
        if self._next == self._first:
            return
        batch = {"batch": self.batch, "recorded_at": self.recorded_at, "hash": self._hash.hexdigest()}
        span = {"first_number": self._first, "last_number": self._next - 1}
        # Before the entries that name it: SQLite reads whole tables for those that waited for it.
        self.connection.execute(insert(BATCHES), {**batch, **span})
        self.flush()

    def flush(self) -> None:
        """Write what waits in memory, so that queries in this transaction see it."""
        if self._blobs:
            self.connection.execute(_ADD_BLOB, list(self._blobs.values()))
            self._blobs.clear()
        for table in ENTRIES:
            waiting = self._rows[table.name]
            if waiting:
                put(self.connection, table, waiting)
                self._rows[table.name] = []
        self._waiting = 0

    def add_entry(self, table: Table, row: Row, *, author: str) -> int:
        """One entry of a kind that has no method of its own."""
        return self._add(table, row, author=author)

    def _add(self, table: Table, row: Row, *, author: str | None = None, supersedes: int | None = None) -> int:
        number = self._next
        self._next += 1
        row["number"] = number
        row["batch"] = self.batch
        row["recorded_at"] = self.recorded_at
        row["author"] = self._author if author is None else author
        row["supersedes"] = supersedes
        row["hash"] = rows.row_hash(table.name, row)
        self._hash.update(row["hash"].encode())
        self._rows[table.name].append(row)
        self._waiting += 1
        if self._waiting >= _FLUSH_AT:
            self.flush()
        return number

    def _add_capture(self, capture: Capture, *, sealed_for: DocumentId | None) -> None:
        if not self._is_new(CAPTURES, capture.id):
            return
        blob = rows.blob_row(capture.content)
        row = rows.capture_row(capture, blob["blob"], sealed_for is not None)
        if sealed_for is not None:
            vault = self._vault()
            blob = vault.sealed_blob(sealed_for, f"capture:{capture.id}", capture.content)
            row |= {"blob": blob["blob"], "locator": "sealed", "sha256": vault.blind(capture.content)}
            row["body"] = vault.sealed_body(sealed_for, row["body"])
        self._add_blob(blob)
        self._add(CAPTURES, row)

    def _vault(self) -> Vault:
        vault = vault_of(self.connection)
        if vault is None:
            raise LedgerError("a sensitive document can't be recorded without a key: set key_file (VEDETTE_KEY_FILE)")
        return vault

    def _is_sealed(self, document: str) -> bool:
        key = key_blob(document)
        return key in self._blobs or self._exists(_HAS_BLOB, blob=key)

    def _sealed_document(self, document: Document, row: Row) -> tuple[Row, Row]:
        """The row and the text's blob of a sensitive document, sealed; its key is made where it has none yet."""
        vault = self._vault()
        if not self._is_sealed(document.id):
            self._add_blob(vault.wrapped_key(document.id))
            self._sealed.add(document.id)
        elif key_blob(document.id) not in self._blobs and not vault.knows(self.connection, document.id):
            raise LedgerError(f"{document.id} was redacted: it is not recorded again")
        content = vault.blind(row["content"].encode())
        text = rows.text_bytes(document.text)
        blob = vault.sealed_blob(document.id, f"text:{document.id}:{content[:16]}", text)
        body = vault.sealed_body(document.id, row["body"])
        changes = {"body": body, "content": content, "outlet": None, "blob": blob["blob"], "sha256": vault.blind(text)}
        return {**row, **changes}, blob

    def _add_blob(self, row: Row) -> None:
        self._blobs[row["blob"]] = row

    def _add_claim(self, reading: int, resolved: ResolvedClaim, public_at: int, resolver: str) -> None:
        pair = rows.claim_rows(resolved)
        document = resolved.claim.document
        if self._seals(document):
            vault = self._vault()
            for row in (pair.claim, pair.resolution):
                row["body"] = vault.sealed_body(document, row["body"])
            pair.resolution["place"] = None
        by = str(Author("extraction", rows.storable(resolved.claim.extractor)))
        number = self._add(CLAIMS, {**pair.claim, "reading": reading, "public_at": public_at}, author=by)
        self._add(
            RESOLUTIONS,
            {**pair.resolution, "claim_number": number, "resolver": resolver},
            author=str(Author("resolution", resolver)),
        )

    def _seals(self, document: str) -> bool:
        """Whether the claims of a document are sealed; asked once a document."""
        if document in self._sealed:
            return True
        if document not in self._open:
            if self._is_sealed(document):
                if not self._vault().knows(self.connection, document):
                    raise LedgerError(f"{document} was redacted: it is not read again")
                self._sealed.add(document)
                return True
            self._open.add(document)
        return False

    def _revisions_of(self, document: DocumentId) -> list[Revision]:
        known = self._revisions.get(document)
        if known is None:
            found = self.connection.execute(_REVISIONS, {"document": document})
            known = self._revisions[document] = [(n, r, c, p) for n, r, c, p in found]
        return known

    def _earlier(self, document: DocumentId, *, fresh: bool) -> tuple[dict[str, int], int | None]:
        """Since when each statement of a document is public, and its last reading. `fresh`: new in this batch."""
        if fresh and document not in self._numbers:
            return {}, None
        self.flush()
        found = self.connection.execute(_KEYS, {"document": document})
        keys: dict[str, int] = {row[0]: row[1] for row in found}
        return keys, self.connection.execute(_LAST_READING, {"document": document}).scalar()

    def _number_of_decision(self, decision: str) -> int | None:
        if decision in self._numbers:
            return self._numbers[decision]
        found: int | None = self.connection.execute(_DECISION_NUMBER, {"id": decision}).scalar()
        return found

    def _is_new(self, table: Table, id_: str) -> bool:
        mark = (table.name, id_)
        if mark in self._seen or self._exists(_HAS[table.name], id=id_):
            return False
        self._seen.add(mark)
        return True

    def _exists(self, query: Any, **values: Any) -> bool:
        return self.connection.execute(query, values).first() is not None


def chained(previous: str, batch: int, recorded_at: int, hashes: Iterable[str]) -> str:
    """The hash of a batch, from the one before it and its entries' in their order."""
    total = hashlib.sha256(f"{previous}\n{batch}\n{recorded_at}\n".encode())
    for entry in hashes:
        total.update(entry.encode())
    return total.hexdigest()
