"""Connections: engine, settings of each connection, transactions that take their lock at once, errors in our words.

SQLite runs in WAL mode, so that readers never wait; commits are flushed to the disk before they return.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from vedette.errors import LedgerError

#: How long a writer waits for another one, in milliseconds, before it gives up with LedgerError.
PATIENCE_MS = 60_000

#: The advisory lock that every writer of a ledger on PostgreSQL holds; the number is ours and means nothing.
LOCK = 0x5EDE77E

DRIVERS = ("sqlite", "postgresql")


def parse_url(url: str) -> URL:
    """The address of a ledger. Raises LedgerError for one that we can't open."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            f"no database address: {url!r}; write sqlite:///FILE or postgresql://USER@HOST/NAME"
        ) from error
    if parsed.get_backend_name() not in DRIVERS:
        raise LedgerError(f"no ledger on {parsed.get_backend_name()!r}; valid: {', '.join(DRIVERS)}")
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise LedgerError("a SQLite ledger needs a file: sqlite:///vedette.db (for one in memory: memory://)")
    return parsed


def connect(url: URL) -> Engine:
    """An engine whose connections are set up as the ledger needs them."""
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": PATIENCE_MS / 1000, "check_same_thread": False})
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        else:
            engine = create_engine(url, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(f"no driver for {url.drivername}: {error}; install vedette[postgres]") from error
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, not by the driver's guesses
    settings = ("foreign_keys=ON", "recursive_triggers=ON", "synchronous=FULL", f"busy_timeout={PATIENCE_MS}")
    for pragma in (*settings, "secure_delete=ON"):  # what a redaction frees is overwritten
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("vedette_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the ledger's one write lock from its beginning."""
    with engine.connect().execution_options(vedette_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


@contextmanager
def in_our_words(url: URL) -> Iterator[None]:
    """What the database refuses, as LedgerError: which ledger, what it said, what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:  # the second: from a pragma, before SQLAlchemy has the connection
        said = str(error.orig).strip() if isinstance(error, DBAPIError) else str(error)
        where = url.render_as_string(hide_password=True)
        raise LedgerError(f"{where}: {said}{_advice(said)}") from error


_ADVICE = {
    "locked": "; another process is writing: try again when it is done",
    "readonly": "; the file or its folder can't be written: check the permissions",
    "unable to open": "; check that the folder is there and can be written",
    "full": "; make room on the disk and run again, nothing that was committed is lost",
    "malformed": "; the file is damaged: restore a backup",
    "not a database": "; the file is no ledger: name another one",
}


def _advice(said: str) -> str:
    return next((advice for word, advice in _ADVICE.items() if word in said), "")
