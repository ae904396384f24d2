"""The command `vedette`: its subcommands, and what each class of error means for the exit code."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from vedette.cli.actors import actors
from vedette.cli.add import add
from vedette.cli.agreement import agreement
from vedette.cli.backup import backup, restore
from vedette.cli.brief import brief
from vedette.cli.control import control
from vedette.cli.database import database
from vedette.cli.days import days
from vedette.cli.decide import decide
from vedette.cli.decisions import decisions
from vedette.cli.deliver import deliver, feed
from vedette.cli.diff import diff
from vedette.cli.doctor import doctor
from vedette.cli.events import events
from vedette.cli.explain import explain
from vedette.cli.export import export
from vedette.cli.extract import extract
from vedette.cli.failures import failures, retry
from vedette.cli.forecast import forecast
from vedette.cli.gaps import gaps
from vedette.cli.gazetteer import gazetteer
from vedette.cli.importing import import_
from vedette.cli.ingest import ingest
from vedette.cli.outlets import outlets
from vedette.cli.places import places
from vedette.cli.read import read
from vedette.cli.rebuild import rebuild
from vedette.cli.reconcile import reconcile
from vedette.cli.record import record
from vedette.cli.redact import redact
from vedette.cli.reextract import reextract
from vedette.cli.release import release
from vedette.cli.serve import serve
from vedette.cli.signals import signals
from vedette.cli.sources import sources
from vedette.cli.tokens import tokens
from vedette.cli.tolls import tolls
from vedette.cli.users import users
from vedette.cli.verify import verify
from vedette.cli.watch import watch
from vedette.cli.why import why
from vedette.cli.worksheet import worksheet
from vedette.errors import FixSetup, StopStage, VedetteError

#: Exit codes by the class of what went wrong. 2 is for wrong usage, by convention.
EXIT_CODES: tuple[tuple[type[VedetteError], int], ...] = (
    (FixSetup, 3),
    (StopStage, 4),
    (VedetteError, 1),
)


class Commands(TyperGroup):
    """The group of commands; turns errors that Vedette raises on purpose into one line and an exit code."""

    def invoke(self, ctx: Any) -> object:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except VedetteError as error:
            from vedette.cli.screen import err, safe

            err().print(f"vedette: {safe(str(error))}", style="bold red")
            raise SystemExit(next(code for kind, code in EXIT_CODES if isinstance(error, kind))) from error


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def main(
    *, version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False
) -> None:
    """Vedette, a war monitor: what happened, how many, who holds what, who says so and how sure that is.

    Exit codes: 0 all well; 1 some items failed, each named with its reason; 2 wrong usage; 3 the installation or the
    settings are wrong (see vedette doctor); 4 a stage stopped, what was committed stays.
    """
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"vedette {installed('vedette')}")
        raise typer.Exit


COMMANDS = (
    *(read, extract, ingest),
    *(watch, sources, serve),
    *(events, tolls, control, days, record, brief, signals, forecast, gaps, export, feed, deliver, explain, why, diff),
    *(add, decide, decisions, agreement),
    *(places, actors, outlets),
    *(failures, retry, reextract, redact, release),
    *(reconcile, rebuild, verify, backup, restore, doctor),
)
for command in COMMANDS:
    app.command()(command)
app.command("import")(import_)
app.command("sheet")(worksheet)
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(database, name="db")
app.add_typer(users, name="users")
app.add_typer(tokens, name="tokens")
