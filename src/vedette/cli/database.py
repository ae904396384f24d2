"""`vedette db`: the schema brought up to date, and a ledger moved to another database."""

from typing import Annotated

import typer

from vedette.cli.options import Db

database = typer.Typer(no_args_is_help=True, help="Look after the database: bring its schema up to date, move it.")


@database.command()
def upgrade(*, db: Db = None) -> None:
    """Bring the schema of a ledger up to date, with its data; every other command does so too when it opens one."""
    from vedette.cli.keeping import kept
    from vedette.cli.screen import out
    from vedette.ledger.opening import HEAD

    with kept(db):
        out().print(f"the schema is {HEAD}, the newest")


@database.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Address of the ledger to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Address of an empty one; made if it is not there.")],
) -> None:
    """Move a whole ledger to another database, and prove it: counts, chain, every hash and quote."""
    from vedette.cli.keeping import address
    from vedette.cli.screen import busy, out
    from vedette.ledger.copying import copy_ledger
    from vedette.ledger.opening import open_sql

    old = open_sql(address(source))
    try:
        new = open_sql(target)
        try:
            with busy("copying"):
                done = copy_ledger(old, new)
        finally:
            new.close()
    finally:
        old.close()
    out().print(f"{done.total:,} rows copied and verified\nhead {done.head}", soft_wrap=True)
