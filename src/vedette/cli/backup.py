"""`vedette backup` and `vedette restore`: a ledger saved while it is in use, and brought back."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import Db


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")],
    *,
    db: Db = None,
) -> None:
    """Save the ledger to one SQLite file, while others read and write, and verify it.

    Keys of sealed reports are not in it as such: keep the key file apart, and a copy of it elsewhere.
    """
    from vedette.cli.keeping import address
    from vedette.cli.screen import busy, out
    from vedette.ledger.backup import backup as run

    with busy("saving"):
        head = run(address(db), file)
    out().print(f"saved and verified: {file}\nhead {head}", soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that vedette backup wrote.")],
    *,
    db: Db = None,
) -> None:
    """Bring a saved ledger back, into an empty ledger, and verify it."""
    from vedette.cli.screen import busy, out
    from vedette.ledger.backup import restore as run
    from vedette.settings import Settings

    url = Settings.load({"db": db}).db
    with busy("restoring"):
        head = run(file, url)
    out().print(f"restored and verified\nhead {head}", soft_wrap=True)
