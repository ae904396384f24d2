"""`vedette reextract`: reports in the ledger, read anew."""

import datetime as dt
from typing import Annotated

import typer

from vedette.cli.options import Db


def reextract(
    *,
    stale: Annotated[bool, typer.Option("--stale", help="Those that this version has not read yet.")] = False,
    most: Annotated[int | None, typer.Option("--limit", metavar="N", help="At most so many, the oldest first.")] = None,
    db: Db = None,
) -> None:
    """Read reports that the ledger holds with the version installed, and bring events, tolls and control up to date.

    Each gets a further reading, which is the active one from then on; the old one stays readable by --as-recorded.
    Decisions hang on the words and hold for the new reading; those that fit no more wait (vedette decisions --review).
    """
    from importlib.metadata import version

    from vedette.cli.keeping import kept
    from vedette.cli.progress import counting
    from vedette.cli.screen import Reporter, busy, err
    from vedette.pipeline import parts
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.intake import reextract as work
    from vedette.reference.gazetteer_file import FILE as OWN_GAZETTEER
    from vedette.settings import Settings

    if not stale:
        raise typer.BadParameter("say which: --stale are those that this version has not read", param_hint="--stale")
    reporter = Reporter()
    with kept(db) as ledger:
        with busy("loading the language model"):
            crew = parts.crew(Settings.load({"db": db}).data_dir / OWN_GAZETTEER)
        manifest = crew.manifest(dt.datetime.now(dt.UTC), version("vedette"))
        with counting("reports") as advance:
            documents = work.stale(ledger, crew.reader.version)
            done = work.reextract(documents, ledger, crew, manifest=manifest, most=most, tell=advance)
        for failure in done.failures:
            reporter.failed(failure)
        with busy("reconciling"):
            refresh(ledger)
    err().print(f"{done.documents:,} reports read anew, with {done.claims:,} claims")
    raise typer.Exit(reporter.code)
