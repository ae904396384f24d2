"""Erasing what must not be kept: a document's bytes, text and key, and the words of its claims.

Each erased thing leaves a tombstone, an entry that names it, the hash of what it held, who had it erased and why; the
chain of hashes stays whole. Where other documents stand in the same capture, or have the very same text, those bytes
are gone for them too.
"""

from sqlalchemy import Connection, Engine, bindparam, select, text, update

from vedette.errors import LedgerError
from vedette.ledger.append import Append
from vedette.ledger.rows import body_hash
from vedette.ledger.sealing import key_blob, vault_of
from vedette.ledger.tables import BLOBS, CAPTURES, CLAIMS, DOCUMENTS, REDACTIONS, RESOLUTIONS
from vedette.model.codec import dumps
from vedette.model.entry import Author
from vedette.model.ids import DocumentId

_TABLES = {table.name: table for table in (DOCUMENTS, CAPTURES, CLAIMS, RESOLUTIONS)}


def redact(batch: Append, document: DocumentId, *, person: str, reason: str) -> int:
    """See `Ledger.redact`."""
    if not person.strip() or not reason.strip():
        raise LedgerError("a redaction needs a person and a reason")
    batch.flush()
    connection = batch.connection
    bodies, blobs = _bodies(connection, document), _blobs(connection, document)
    known = select(DOCUMENTS.c.number).where(DOCUMENTS.c.document == document)
    if not bodies and connection.execute(known).first() is None:
        raise LedgerError(f"there is no document {document}")
    by = str(Author(person))
    why = dumps({"document": document, "person": person, "reason": reason})
    for target, content in [*((f"{t}:{n}", body_hash(b)) for t, n, b in bodies), *blobs]:
        row = {"schema_version": 1, "body": why, "target": target, "content_hash": content}
        batch.add_entry(REDACTIONS, row, author=by)
    batch.flush()
    for name, table in _TABLES.items():
        numbers = [{"n": number} for t, number, _ in bodies if t == name]
        if numbers:
            connection.execute(update(table).where(table.c.number == bindparam("n")).values(body=None), numbers)
    if blobs:
        gone = [{"b": blob} for blob, _ in blobs]
        connection.execute(update(BLOBS).where(BLOBS.c.blob == bindparam("b")).values(data=None), gone)
    vault = vault_of(connection)
    if vault is not None:
        vault.forget(document)
    return len(bodies) + len(blobs)


def scrub(engine: Engine) -> None:
    """Take what was erased out of the files too. Old backups and a server's own archives are out of reach."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()  # outside any transaction, which would hold the log
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM FULL blobs, documents, captures, claims, resolutions")


def _bodies(connection: Connection, document: DocumentId) -> list[tuple[str, int, str]]:
    """Table, number and body of all entries that hold words of the document."""
    found: list[tuple[str, int, str]] = []
    of_claims = select(CLAIMS.c.number).where(CLAIMS.c.document == document)
    captures = select(DOCUMENTS.c.capture).where(DOCUMENTS.c.document == document)
    for table, which in (
        (DOCUMENTS, DOCUMENTS.c.document == document),
        (CAPTURES, CAPTURES.c.capture.in_(captures)),
        (CLAIMS, CLAIMS.c.document == document),
        (RESOLUTIONS, RESOLUTIONS.c.claim_number.in_(of_claims)),
    ):
        query = select(table.c.number, table.c.body).where(which, table.c.body.is_not(None)).order_by(table.c.number)
        found += [(table.name, row.number, row.body) for row in connection.execute(query)]
    return found


def _blobs(connection: Connection, document: DocumentId) -> list[tuple[str, str]]:
    query = text(
        "SELECT b.blob, b.sha256 FROM blobs b WHERE b.data IS NOT NULL AND (b.blob = :key "
        "OR b.blob IN (SELECT d.blob FROM documents d WHERE d.document = :document) "
        "OR b.blob IN (SELECT c.blob FROM captures c JOIN documents d ON d.capture = c.capture "
        "WHERE d.document = :document)) ORDER BY b.blob"
    )
    rows = connection.execute(query, {"document": document, "key": key_blob(document)})
    return [(row.blob, row.sha256) for row in rows]
