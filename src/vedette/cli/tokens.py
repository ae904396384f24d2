"""`vedette tokens`: keys by which programs use the API as an account."""

from typing import Annotated

import typer

from vedette.cli.options import Db
from vedette.cli.table import Format

tokens = typer.Typer(no_args_is_help=True, help="Look after the keys by which programs use the API.")

#: Days that a token lasts at most.
_LONGEST = 366


@tokens.command()
def add(
    account: Annotated[str, typer.Argument(metavar="NAME", help="The account as which it acts.")],
    *,
    label: Annotated[str, typer.Option("--label", metavar="WORDS", help="What it is for.")] = "",
    days: Annotated[int, typer.Option("--days", min=1, max=_LONGEST, help="How long it lasts.")] = 90,
    db: Db = None,
) -> None:
    """Make a token. It is printed once and can't be shown again: only its hash is kept."""
    from vedette.access.door import new_token
    from vedette.cli.screen import data, err, safe
    from vedette.cli.users import store_of

    store = store_of(db)
    token, secret = new_token(store, account, label, days)
    store.note(f"token made: {token.id}", account)
    store.close()
    err().print(safe(f"token {token.id} of {account}, until {token.ends:%Y-%m-%d}; send it as Authorization: Bearer"))
    data(secret)


@tokens.command("list")
def list_(
    *, form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE, db: Db = None
) -> None:
    """List the tokens, without their secrets."""
    from vedette.cli.table import Column, Row, write
    from vedette.cli.users import store_of

    store = store_of(db)
    names = ("id", "account", "label", "made", "ends")
    rows = []
    for token in store.tokens():
        cells = (token.id, token.account, token.label, f"{token.made:%Y-%m-%d}", f"{token.ends:%Y-%m-%d}")
        rows.append(Row(cells, dict(zip(names, cells, strict=True))))
    store.close()
    write(tuple(Column(name, whole=name == "id") for name in names), rows, form, empty="no tokens")


@tokens.command()
def remove(token: Annotated[str, typer.Argument(metavar="ID", help="The token's id.")], *, db: Db = None) -> None:
    """Take a token away; it opens nothing from now on."""
    from vedette.cli.screen import out, safe
    from vedette.cli.users import store_of

    store = store_of(db)
    store.remove_token(token)
    store.note(f"token removed: {token}", None)
    store.close()
    out().print(safe(f"token {token} opens nothing any more"))
