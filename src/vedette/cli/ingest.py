"""`vedette ingest`: reports into the ledger."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import (
    Db,
    Form,
    Inputs,
    Map,
    Outlet,
    Outlets,
    PublishedOn,
    WorkersOption,
    existing,
    read_options,
)


def ingest(
    inputs: Inputs,
    *,
    db: Db = None,
    outlet: Outlet = None,
    published: PublishedOn = None,
    form: Form = None,
    columns: Map = None,
    outlets: Outlets = None,
    sensitive: Annotated[
        bool, typer.Option("--sensitive", help="Protect their source: sealed, shown without words.")
    ] = False,
    workers: WorkersOption = None,
) -> None:
    """Read reports into a ledger and bring events, tolls and control up to date.

    Ingesting the same reports again changes nothing; a report whose text has changed becomes a revision. Work is
    committed in batches: after a crash, run the same command again. What cannot be read is a row in the ledger with its
    reason, is named on standard error, and makes the exit code 1.
    """
    from dataclasses import replace
    from functools import partial

    from vedette.cli.keeping import vault_of
    from vedette.cli.progress import counting
    from vedette.cli.reading_crew import crew_of
    from vedette.cli.screen import Reporter, busy, err
    from vedette.ledger.opening import open_ledger
    from vedette.model.failure import Failure
    from vedette.pipeline import parts
    from vedette.pipeline.deriving.outlet_ties import load_outlets
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.intake.ingest import Tally, Watchers
    from vedette.pipeline.intake.ingest import ingest as run
    from vedette.pipeline.intake.reading import is_note
    from vedette.reference.gazetteer_file import FILE as OWN_GAZETTEER
    from vedette.settings import Settings

    options = replace(read_options(outlet, published, form, columns), sensitive=sensitive)
    existing(inputs)
    settings = Settings.load({"db": db, "outlets": outlets and str(outlets), "workers": workers})
    table = load_outlets(Path(settings.outlets)) if settings.outlets else None
    reporter = Reporter()
    with ExitStack() as stack:
        # Before the ledger: processes must not inherit its connection.
        own = settings.data_dir / OWN_GAZETTEER
        reading = stack.enter_context(ExitStack())
        crew = reading.enter_context(crew_of(settings.workers, partial(parts.crew, own)))
        with busy("opening the ledger"):
            ledger = open_ledger(settings.db, vault=vault_of(settings, create=sensitive))
        stack.callback(ledger.close)
        with counting("reports") as advance:
            before = 0

            def tell(tally: Tally) -> None:
                nonlocal before
                now = tally.added + tally.known + tally.failures
                advance(now - before)
                before = now

            def fail(failure: Failure) -> None:
                if settings.outlets and is_note(failure) and _same_file(failure.item, settings.outlets):
                    return  # the table that was given lies among the reports: it is read
                (reporter.noted if is_note(failure) else reporter.failed)(failure)

            done = run(inputs, ledger, crew=crew, options=options, watchers=Watchers(tell, fail), outlets=table)
        reading.close()  # its threads would keep this process from sharing out what follows
        with busy("reconciling"):
            refresh(ledger, workers=settings.workers)
            now = ledger.counts()
    reporter.close()
    console = err()
    console.print(
        f"{done.added:,} reports added with {done.claims:,} claims, "
        f"{done.known:,} already there, {done.failures:,} failed"
    )
    console.print(
        f"the ledger now gives {now.events:,} events, {now.tolls:,} running tolls, {now.control:,} control spans"
    )
    raise typer.Exit(reporter.code)


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False
