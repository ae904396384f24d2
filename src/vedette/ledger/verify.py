"""Checking that nothing was changed or removed behind the ledger's back.

Every entry's hash covers its columns and its body; every batch's hash covers the batch before it and all its entries'.
What was erased under a tombstone is checked by the hash that the tombstone keeps. A forger who recomputes the whole
chain is not seen: compare the last batch's hash with one kept elsewhere.
"""

import hashlib
import heapq
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from vedette.errors import LedgerError
from vedette.ledger.append import chained
from vedette.ledger.rows import blob_bytes, row_hash
from vedette.ledger.tables import BATCHES, BLOBS, ENTRIES, REDACTIONS
from vedette.ledger.triggers import missing_triggers

#: number of an entry, its table, its hash as stored, whether it is what the hash says
_Checked = tuple[int, str, str, bool]


def faults(connection: Connection) -> Iterator[str]:
    """Everything that is not as it was recorded, one line each; nothing at all for a sound ledger."""
    for name in sorted(missing_triggers(connection)):
        yield f"the guard {name} is missing"
    erased = {row.target: row.content_hash for row in connection.execute(select(REDACTIONS))}
    yield from _blob_faults(connection, erased)
    yield from _chain_faults(connection, erased)


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
            sound = hashlib.sha256(blob_bytes(row.encoding, row.data)).hexdigest() == row.sha256
        except LedgerError:
            sound = False
        if not sound:
            yield f"blob {row.blob} was changed"
