"""Opening the ledger itself, for commands that write to it or look after it. Products read through `listing.opened`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vedette.cli.options import sqlite_file

if TYPE_CHECKING:
    from vedette.ledger.base import Ledger
    from vedette.ledger.sealing import Vault
    from vedette.settings import Settings


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
    from vedette.settings import Settings

    url = address(db)
    vault = vault_of(Settings.load({"db": db}))
    ledger = open_ledger(url, author=f"person:{person}", vault=vault) if person else open_ledger(url, vault=vault)
    try:
        yield ledger
    finally:
        ledger.close()


def vault_of(settings: "Settings", *, create: bool = False) -> "Vault | None":
    """The vault of the key file that the settings name; None where they name none. `create` makes the file."""
    if not settings.key_file:
        return None
    from pathlib import Path

    from vedette.ledger.sealing import load_vault

    return load_vault(Path(settings.key_file), create=create)
