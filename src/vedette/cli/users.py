"""`vedette users`: the accounts of the server."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import Db
from vedette.cli.table import Format
from vedette.model.account import Role

if TYPE_CHECKING:
    from vedette.ledger.accounts import AccountStore

users = typer.Typer(no_args_is_help=True, help="Look after the accounts of the server.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="2 to 40 of a-z, 0-9, dot, dash and underscore.")]
RoleOption = Annotated[Role, typer.Option("--role", help="What it may do; each may do what those before it may.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="Read the password from standard input.")]
Form = Annotated[Format, typer.Option("--format", help="How to write it.")]


def store_of(db: str | None, *, create: bool = False) -> "AccountStore":
    """The accounts beside the ledger. Raises BadSetting where there are none."""
    from vedette.cli.keeping import address
    from vedette.errors import BadSetting, MissingPart
    from vedette.ledger.accounts import open_accounts

    try:
        import argon2  # noqa: F401 - looked for before anything is asked
    except ImportError as error:
        raise MissingPart("the server is not installed: pip install 'vedette[serve]'") from error
    found = open_accounts(address(db), create=create)
    if found is None:
        raise BadSetting("there are no accounts yet; make one with: vedette users add NAME --role admin")
    return found


@users.command()
def add(name: Name, *, role: RoleOption = Role.READER, stdin: Stdin = False, db: Db = None) -> None:
    """Make an account; its password is asked for."""
    from vedette.access import passwords
    from vedette.cli.screen import out, safe

    store = store_of(db, create=True)
    password = _password(name, stdin=stdin)
    account = store.add(name, role, passwords.hashed(password))
    store.note(f"account made: {role}", name)
    store.close()
    out().print(safe(f"{account.name} is {_a(role)}"))


@users.command("list")
def list_(*, form: Form = Format.TABLE, db: Db = None) -> None:
    """List the accounts."""
    from vedette.cli.table import Column, Row, write

    store = store_of(db)
    names = ("name", "role", "made", "may_enter")
    rows = [
        Row((*cells, "no" if a.disabled else "yes"), dict(zip(names, (*cells, not a.disabled), strict=True)))
        for a in store.accounts()
        for cells in [(a.name, a.role.value, a.made.isoformat())]
    ]
    store.close()
    write((Column("name", whole=True), *(Column(name) for name in names[1:])), rows, form, empty="no accounts")


@users.command("role")
def role_(
    name: Name, role: Annotated[Role, typer.Argument(metavar="ROLE", help="What it may do from now on.")], db: Db = None
) -> None:
    """Give an account another role; its sessions end."""
    from vedette.cli.screen import out, safe

    store = store_of(db)
    store.set_role(name, role)
    store.note(f"role set: {role}", name)
    store.close()
    out().print(safe(f"{name} is {_a(role)}"))


@users.command()
def password(name: Name, *, stdin: Stdin = False, db: Db = None) -> None:
    """Give an account another password; its sessions end."""
    from vedette.access import passwords
    from vedette.cli.screen import out, safe

    store = store_of(db)
    store.set_password(name, passwords.hashed(_password(name, stdin=stdin)))
    store.note("password set", name)
    store.close()
    out().print(safe(f"{name} has another password"))


@users.command()
def disable(name: Name, *, db: Db = None) -> None:
    """Keep an account out for now, by password and by token; its sessions end."""
    _let(name, db, disabled=True)


@users.command()
def enable(name: Name, *, db: Db = None) -> None:
    """Let a disabled account in again."""
    _let(name, db, disabled=False)


@users.command()
def remove(name: Name, *, db: Db = None) -> None:
    """Take an account away, with its sessions and tokens. What it decided stays, under its name."""
    from vedette.cli.screen import out, safe

    store = store_of(db)
    store.remove(name)
    store.note("account removed", name)
    store.close()
    out().print(safe(f"{name} is gone"))


@users.command()
def log(
    *,
    most: Annotated[int, typer.Option("--most", min=1, help="So many lines, the newest first.")] = 50,
    form: Form = Format.TABLE,
    db: Db = None,
) -> None:
    """Show who came in and who was kept out: log-ins, log-outs, changes of accounts and tokens."""
    from vedette.cli.table import Column, Row, write

    store = store_of(db)
    rows = []
    for visit in store.visits(most):
        cells = (visit.at.isoformat(timespec="seconds"), visit.what, visit.account or "", visit.address)
        rows.append(Row(cells, dict(zip(("at", "what", "account", "address"), cells, strict=True))))
    store.close()
    columns = (Column("at", whole=True), Column("what"), Column("account"), Column("address"))
    write(columns, rows, form, empty="nobody came in yet")


def _let(name: str, db: str | None, *, disabled: bool) -> None:
    from vedette.cli.screen import out, safe

    store = store_of(db)
    store.set_disabled(name, disabled)
    store.note("account disabled" if disabled else "account enabled", name)
    store.close()
    out().print(safe(f"{name} may {'not ' if disabled else ''}come in"))


def _password(name: str, *, stdin: bool) -> str:
    from vedette.access.passwords import check

    if stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = typer.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True, err=True)
    check(given, name)
    return given


def _a(role: Role) -> str:
    return f"{'an' if role.value[0] in 'aeiou' else 'a'} {role}"
