"""A whole ledger moved from one database to another, and proof that it arrived: counts, chain and every hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select

from vedette.errors import LedgerError
from vedette.ledger.derived import TABLE_OF, derived_digest
from vedette.ledger.sql import SqlLedger
from vedette.ledger.tables import APPEND_ONLY, BATCHES
from vedette.ledger.verify import chain_head, faults

#: Rows written at a time.
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows of each table arrived, and the hash of the last batch on both sides."""

    rows: Mapping[str, int]
    head: str

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def copy_ledger(source: SqlLedger, target: SqlLedger) -> Copied:
    """Copy everything, in one transaction on either side, and prove it.

    Raises LedgerError where the target holds anything already, or where what arrived is not what was sent: nothing is
    kept then.
    """
    tables = (*APPEND_ONLY, *TABLE_OF.values())
    with source.snapshot() as old, target.bare() as new:
        held = [t.name for t in tables if _count(new, t)]
        if held:
            raise LedgerError(f"the target holds {', '.join(held)} already: copy into an empty ledger")
        for table in tables:
            _copy(old, new, table)
        sent = {t.name: _count(old, t) for t in tables}
        rows = {t.name: _count(new, t) for t in tables}
        head = chain_head(new)
        wrong = [f"{name}: {sent[name]} sent, {rows[name]} arrived" for name in sent if sent[name] != rows[name]]
        wrong += [] if head == chain_head(old) else ["the last batch has another hash"]
        wrong += [] if derived_digest(new) == derived_digest(old) else ["derived rows differ"]
        known = set(faults(old))  # what was wrong before stays wrong, and is no fault of the copy
        wrong += [fault for fault in faults(new) if fault not in known]
        if wrong:
            raise LedgerError(f"the copy is not the ledger ({'; '.join(wrong[:5])}): nothing was kept")
    return Copied(rows, head)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _copy(old: Connection, new: Connection, table: Table) -> None:
    key = table.c.batch if table is BATCHES else next(iter(table.primary_key))
    waiting: list[dict[str, object]] = []
    for row in old.execute(select(table).order_by(key), execution_options={"yield_per": _CHUNK}).mappings():
        waiting.append({k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()})
        if len(waiting) == _CHUNK:
            new.execute(insert(table), waiting)
            waiting.clear()
    if waiting:
        new.execute(insert(table), waiting)


def remove_partial(path: Path) -> None:
    """Take away a file that was begun and not finished, with what SQLite keeps beside it."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)
