"""Checking that nothing was changed or removed behind the ledger's back.

Every entry's hash covers its columns and its body; every batch's hash covers the batch before it and all its entries'.
What was erased under a tombstone is checked by the hash that the tombstone keeps. A forger who recomputes the whole
chain is not seen: compare the last batch's hash with one kept elsewhere.
"""

import heapq
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from vedette.errors import LedgerError
from vedette.ledger.append import chained
from vedette.ledger.rows import READABLE, blob_bytes, blob_hash, bytes_text, row_hash
from vedette.ledger.sealing import SEALED
from vedette.ledger.tables import BATCHES, BLOBS, CLAIMS, DOCUMENTS, ENTRIES, READINGS, REDACTIONS
from vedette.ledger.triggers import missing_triggers
from vedette.model.claim import Claim
from vedette.model.schema import read_body

#: number of an entry, its table, its hash as stored, whether it is what the hash says
_Checked = tuple[int, str, str, bool]


def faults(connection: Connection) -> Iterator[str]:
    """Everything that is not as it was recorded, one line each; nothing at all for a sound ledger."""
    for name in sorted(missing_triggers(connection)):
        yield f"the guard {name} is missing"
    erased = {row.target: row.content_hash for row in connection.execute(select(REDACTIONS))}
    yield from _blob_faults(connection, erased)
    yield from _chain_faults(connection, erased)
    yield from _quote_faults(connection)


def chain_head(connection: Connection, known: str = "") -> str:
    """The hash of the last batch, empty where there is none. Raises LedgerError where `known`, a hash kept elsewhere,
    is of no batch: then the chain was written anew."""
    if known and connection.execute(select(BATCHES.c.batch).where(BATCHES.c.hash == known)).first() is None:
        raise LedgerError(f"no batch has the hash {known}: the chain is not the one that it was taken from")
    last = select(BATCHES.c.hash).order_by(BATCHES.c.batch.desc()).limit(1)
    found: str | None = connection.execute(last).scalar()
    return found or ""


def _quote_faults(connection: Connection) -> Iterator[str]:
    """Every quote, held against the text that it was taken from; what was erased or is sealed can't be."""
    query = (
        select(CLAIMS.c.number, CLAIMS.c.body, CLAIMS.c.schema_version, READINGS.c.document_number)
        .join(READINGS, READINGS.c.number == CLAIMS.c.reading)
        .where(CLAIMS.c.body.is_not(None))
        .order_by(READINGS.c.document_number, CLAIMS.c.number)
    )
    texts: dict[int, str | None] = {}
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        if row.document_number not in texts:
            texts = {row.document_number: _text(connection, row.document_number)}
        text = texts[row.document_number]
        if text is None or row.body.startswith(SEALED):
            continue
        try:
            evidence = read_body(Claim, row.body, row.schema_version).evidence
        except ValueError:
            yield f"entry {row.number} (claims) can't be read"
            continue
        if evidence.span is not None and evidence.span.of(text) != evidence.quote:
            yield f"entry {row.number} (claims) quotes what its document does not say"


def _text(connection: Connection, document: int) -> str | None:
    query = select(BLOBS.c.encoding, BLOBS.c.data).join(DOCUMENTS, DOCUMENTS.c.blob == BLOBS.c.blob)
    row = connection.execute(query.where(DOCUMENTS.c.number == document)).first()
    if row is None or row.data is None or row.encoding not in READABLE:
        return None
    try:
        return bytes_text(blob_bytes(row.encoding, row.data))
    except (LedgerError, UnicodeDecodeError):
        return None  # named already as a blob that was changed


def _chain_faults(connection: Connection, erased: Mapping[str, str]) -> Iterator[str]:
    entries = heapq.merge(*(_checked(connection, table, erased) for table in ENTRIES))
    waiting: _Checked | None = next(entries, None)
    previous, expected = "", 1
    for batch in connection.execute(select(BATCHES).order_by(BATCHES.c.batch)):
        if batch.first_number != expected:
            yield f"before batch {batch.batch}: entries {expected} to {batch.first_number - 1} belong to no batch"
        hashes: list[str] = []
        found = set()
        while waiting is not None and waiting[0] <= batch.last_number:
            number, table, hash_, sound = waiting
            found.add(number)
            hashes.append(hash_)
            if not sound:
                yield f"entry {number} ({table}) was changed"
            waiting = next(entries, None)
        missing = [n for n in range(batch.first_number, batch.last_number + 1) if n not in found]
        yield from (f"entry {number} was removed" for number in missing)
        if not missing and chained(previous, batch.batch, batch.recorded_at, hashes) != batch.hash:
            yield f"batch {batch.batch} does not follow from what is before it and in it"
        previous, expected = batch.hash, batch.last_number + 1
    while waiting is not None:
        yield f"entry {waiting[0]} ({waiting[1]}) belongs to no batch"
        waiting = next(entries, None)


def _checked(connection: Connection, table: Any, erased: Mapping[str, str]) -> Iterator[_Checked]:
    rows = connection.execute(select(table).order_by(table.c.number), execution_options={"yield_per": 500})
    for row in rows:
        values = dict(row._mapping)
        gone = erased.get(f"{table.name}:{row.number}") if row.body is None else None
        yield row.number, table.name, row.hash, row_hash(table.name, values, erased=gone) == row.hash


def _blob_faults(connection: Connection, erased: Mapping[str, str]) -> Iterator[str]:
    for row in connection.execute(select(BLOBS), execution_options={"yield_per": 50}):
        if row.data is None:
            if row.blob not in erased:
                yield f"blob {row.blob} was erased without a tombstone"
            continue
        try:
            sound = blob_hash(row.encoding, row.data) == row.sha256
        except LedgerError:
            sound = False
        if not sound:
            yield f"blob {row.blob} was changed"
