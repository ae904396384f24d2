"""Opening the ledger itself, for commands that write to it or look after it. Products read through `listing.opened`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vedette.cli.options import sqlite_file

if TYPE_CHECKING:
    from vedette.ledger.base import Ledger


def address(db: str | None) -> str:
    """The ledger that the option or the settings name. Raises BadSetting for an SQLite file that is not there."""
    from vedette.errors import BadSetting
    from vedette.settings import Settings

    url = Settings.load({"db": db}).db
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise BadSetting(f"there is no ledger {file}; make one with: vedette ingest INPUT... --db {url}")
    return url


@contextmanager
def kept(db: str | None, *, person: str | None = None) -> Iterator["Ledger"]:
    """The ledger at that address, closed afterwards; `person` signs what is written."""
    from vedette.ledger.opening import open_ledger

    url = address(db)
    ledger = open_ledger(url, author=f"person:{person}") if person else open_ledger(url)
    try:
        yield ledger
    finally:
        ledger.close()
