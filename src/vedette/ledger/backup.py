"""A ledger backed up while it is in use, to one SQLite file, and brought back from it. Both are verified."""

import sqlite3
from pathlib import Path

from vedette.errors import LedgerError
from vedette.ledger.copying import copy_ledger, remove_partial
from vedette.ledger.opening import open_sql
from vedette.ledger.verify import chain_head, faults

#: Pages copied at a time: between them writers get their turn.
_PAGES = 2_048


def backup(url: str, file: Path) -> str:
    """Write the ledger at an address to a file, online, and verify the file; the hash of its last batch.

    From SQLite the pages are copied by SQLite's own backup; from PostgreSQL one snapshot is copied row by row. Raises
    LedgerError where the file is there already, or is not a sound ledger when it is done: it is then removed.
    """
    if file.exists():
        raise LedgerError(f"{file} is there already: name another file, backups are not overwritten")
    part = file.with_name(file.name + ".part")
    remove_partial(part)
    try:
        source = open_sql(url)
        try:
            if source.engine.dialect.name == "sqlite":
                _pages(source.engine.raw_connection(), part)
            else:
                target = open_sql(f"sqlite:///{part}")
                copy_ledger(source, target)
                target.close()
        finally:
            source.close()
        head = _sound(part)
    except BaseException:
        remove_partial(part)
        raise
    part.rename(file)
    return head


def restore(file: Path, url: str) -> str:
    """Bring a backup back into an empty ledger at an address; the hash of its last batch.

    Raises LedgerError for a backup that is not sound, or a ledger that holds anything.
    """
    if not file.is_file():
        raise LedgerError(f"there is no backup {file}")
    _sound(file)
    source = open_sql(f"sqlite:///{file}")
    try:
        target = open_sql(url)
        try:
            return copy_ledger(source, target).head
        finally:
            target.close()
    finally:
        source.close()


def _pages(raw: object, part: Path) -> None:
    connection: sqlite3.Connection = raw.driver_connection  # type: ignore[attr-defined]
    copy = sqlite3.connect(part)
    try:
        connection.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE").close()  # one file, complete in itself
    except sqlite3.Error as error:
        raise LedgerError(f"{part} can't be written: {error}; make room, or name another folder") from error
    finally:
        copy.close()
        raw.close()  # type: ignore[attr-defined]


def _sound(file: Path) -> str:
    ledger = open_sql(f"sqlite:///{file}")
    try:
        with ledger.snapshot() as connection:
            found = list(faults(connection))
            if found:
                raise LedgerError(f"{file} is not sound ({found[0]}; {len(found)} faults): use another backup")
            return chain_head(connection)
    finally:
        ledger.close()
