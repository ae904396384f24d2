"""`vedette failures` and `vedette retry`: what could not be read, and another try."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsRecorded, opened, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.model.failure import Failure

COLUMNS = (
    Column("stage", whole=True),
    Column("item", least=20),
    Column("kind"),
    Column("reason", least=24),
    Column("detail", machine=True),
)


def failures(
    *,
    db: Db = None,
    as_recorded: AsRecorded = None,
    every: Annotated[bool, typer.Option("--all", help="Those that were solved since, and notes, too.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
) -> None:
    """List what could not be read, with the reason: nothing is dropped silently. `vedette retry` tries again."""
    from vedette.model.codec import to_json
    from vedette.pipeline.intake.retrying import open_failures

    cut = scope(None, as_recorded, None, None)
    with opened(db) as ledger:
        found = list(ledger.failures(cut)) if every or as_recorded else list(open_failures(ledger))
    rows = [Row((f.stage, f.item, f.kind, f.reason, f.detail or ""), to_json(f)) for f in found]
    write(COLUMNS, rows, form, empty="no failures")


def retry(*, db: Db = None) -> None:
    """Try again what failed: files that are there are read anew, reports in the ledger are extracted anew.

    What works now is noted as solved and no longer listed; what fails again stays. What was read from somewhere else
    (standard input, a page) has to be ingested again.
    """
    from importlib.metadata import version

    from vedette.cli.keeping import kept
    from vedette.cli.screen import Reporter, busy, err
    from vedette.pipeline import parts
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.intake import retrying
    from vedette.pipeline.intake.ingest import Watchers, ingest
    from vedette.pipeline.intake.reading import is_note
    from vedette.pipeline.intake.reextract import reextract
    from vedette.reference.gazetteer_file import FILE as OWN_GAZETTEER
    from vedette.settings import Settings

    reporter = Reporter()
    again: list[Failure] = []

    def fail(failure: "Failure") -> None:
        if not is_note(failure):
            again.append(failure)
            reporter.failed(failure)

    with kept(db) as ledger:
        waiting = list(retrying.open_failures(ledger))
        inputs, documents = retrying.inputs_of(waiting), retrying.documents_of(ledger, waiting)
        if inputs or documents:
            with busy("loading the language model"):
                crew = parts.crew(Settings.load({"db": db}).data_dir / OWN_GAZETTEER)
            now = dt.datetime.now(dt.UTC)
            ingest(inputs, ledger, crew=crew, watchers=Watchers(failure=fail))
            done = reextract(documents, ledger, crew, manifest=crew.manifest(now, version("vedette")))
            for failure in done.failures:
                fail(failure)
            tried = {f for f in waiting if retrying.inputs_of([f]) or retrying.documents_of(ledger, [f])}
            missed = {(f.stage, f.item) for f in again}
            retrying.note_solved(ledger, [f for f in waiting if f in tried and (f.stage, f.item) not in missed], now)
            with busy("reconciling"):
                refresh(ledger)
        left = len(list(retrying.open_failures(ledger)))
    err().print(f"{len(waiting):,} failures, {len(waiting) - left:,} solved, {left:,} left")
    raise typer.Exit(1 if left else 0)
