"""Opening a ledger: make it if it is not there, bring an older one up to date, refuse a newer one."""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable
from importlib.resources import as_file, files

from sqlalchemy import Connection, Engine, inspect, text

from vedette.errors import LedgerError
from vedette.ledger.base import Ledger
from vedette.ledger.clocks import utc_now
from vedette.ledger.connect import PATIENCE_MS, connect, in_our_words, parse_url, writing
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.sealing import OPTION, Vault
from vedette.ledger.sql import SqlLedger

#: The newest revision of the schema, here so that opening an up-to-date ledger need not load Alembic (tested).
HEAD = "0003"

#: All revisions, oldest first.
REVISIONS = ("0001", "0002", "0003")


def open_ledger(
    url: str,
    *,
    clock: Callable[[], dt.datetime] = utc_now,
    author: str = "vedette@0",
    vault: Vault | None = None,
) -> Ledger:
    """A ledger by its address: `sqlite:///FILE`, `postgresql://...`, or `memory://` (lasts as long as it is held).

    `author` (STAGE@VERSION or person:NAME) signs what no stage or person signs. `vault` reads and writes what is
    sealed; without it sealed entries are as if they were not there. Raises LedgerError for an address that can't be
    opened or a ledger that a newer Vedette wrote.
    """
    if url == "memory://":
        return MemoryLedger(clock=clock)
    return open_sql(url, clock=clock, author=author, vault=vault)


def open_sql(
    url: str,
    *,
    clock: Callable[[], dt.datetime] = utc_now,
    author: str = "vedette@0",
    vault: Vault | None = None,
) -> SqlLedger:
    """The same, for what only a database can do: copies, backups, verification."""
    parsed = parse_url(url)
    engine = connect(parsed)
    with in_our_words(parsed):
        try:
            upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
    if vault is not None:
        engine.update_execution_options(**{OPTION: vault})
    return SqlLedger(engine, parsed, clock=clock, author=author)


def revision_of(connection: Connection) -> str | None:
    """The schema revision of a database; None for one without a ledger."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(engine: Engine) -> None:
    """Bring the schema to `HEAD`. Raises LedgerError for a revision that this version does not know."""
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == HEAD:
        return
    if found is not None and found not in REVISIONS:
        raise LedgerError(
            f"the ledger has schema {found!r}; this Vedette knows up to {HEAD}: install a newer Vedette to open it"
        )
    if engine.dialect.name == "sqlite":
        _log_ahead(engine)
    with writing(engine) as connection:
        if revision_of(connection) != HEAD:  # another process may have been quicker
            _migrate(connection)


def _log_ahead(engine: Engine) -> None:
    """Have a new SQLite file write its log ahead: the mode is kept in the file and can't be set inside a transaction.

    While another process opens the same new file SQLite refuses this at once, whatever patience it was told to have.
    """
    until = time.monotonic() + PATIENCE_MS / 1000
    while True:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        else:
            return
        finally:
            raw.close()
        time.sleep(0.02)


def _migrate(connection: Connection, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    with as_file(files("vedette.ledger") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, to)
