"""`vedette import`: a table that somebody else coded, as a start."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import Db

#: Rows in error printed one by one.
_SHOWN = 30


def import_(
    form: Annotated[
        str, typer.Argument(metavar="FORMAT", help="acled, ucdp, airwars, csv or xlsx; native; undo takes one back.")
    ],
    file: Annotated[str, typer.Argument(metavar="FILE", help="The table, .csv or .xlsx; with undo the batch's name.")],
    *,
    columns: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE", help="TOML: which column is which field; see docs/ledger.md."),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Record it; without this it is only tried.")] = False,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="Who undoes it.")] = "",
    db: Db = None,
) -> None:
    """Import a coded table, each row as a report with its claims; ids are kept, the same row twice is one.

    First try it: what is wrong with which line is listed, and nothing is recorded until --apply. Rows in error are left
    out. A row hands on what its source said: it has that source as its origin and corroborates nothing. The batch is
    named, and `vedette import undo BATCH --person NAME` withdraws it whole; that can be reverted like any decision.

    `native` reads what `vedette export native` wrote: everything, at once, into a ledger that is made if need be.
    """
    from vedette.cli.keeping import kept
    from vedette.cli.restoring import restored
    from vedette.cli.screen import busy, err, out, safe
    from vedette.pipeline import parts
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.exchange import importing
    from vedette.pipeline.exchange.import_maps import FORMATS, load_map
    from vedette.pipeline.exchange.spreadsheet import read_lines
    from vedette.pipeline.review.deciding import utc

    now = utc(dt.datetime.now(dt.UTC))
    console = out()
    if form == "undo":
        if not person.strip():
            raise typer.BadParameter("say who undoes it", param_hint="--person")
        with kept(db, person=person) as ledger:
            decision = importing.undo(ledger, file, person=person, now=now)
            refresh(ledger)
        console.print(
            safe(f"{len(decision.subjects):,} rows withdrawn; to bring them back, revert {decision.id}"), soft_wrap=True
        )
        return
    if form == "native":
        if not Path(file).is_file():
            raise typer.BadParameter(f"no such file: {file}", param_hint="FILE")
        restored(Path(file), db)
        return
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r}; choose from {', '.join(FORMATS)}", param_hint="FORMAT")
    path = Path(file)
    if not path.is_file():
        raise typer.BadParameter(f"no such file: {file}", param_hint="FILE")
    by = load_map(form, columns)
    with busy("reading the table"):
        tried = importing.tried(read_lines(path), by, importing.batch_name(form, path, by))
    for line, wrong in tried.errors[:_SHOWN]:
        err().print(safe(f"failed: {file}:{line}: {wrong}"), style="bold red")
    if len(tried.errors) > _SHOWN:
        err().print(f"and {len(tried.errors) - _SHOWN:,} more lines in error", style="bold red")
    told = f"{len(tried.rows):,} rows with {tried.claims:,} claims, {len(tried.errors):,} lines in error"
    if not apply:
        console.print(safe(f"batch {tried.batch}: {told}; nothing was recorded, give --apply to do so"), soft_wrap=True)
        raise typer.Exit(1 if tried.errors else 0)
    from vedette.ledger.opening import open_ledger
    from vedette.settings import Settings

    ledger = open_ledger(Settings.load({"db": db}).db)
    try:
        with busy("recording"):
            done = importing.record(tried, ledger, parts.resolver(), file=path.name, now=now)
        with busy("reconciling"):
            refresh(ledger)
    finally:
        ledger.close()
    console.print(
        safe(f"batch {tried.batch}: {told}; {done.added:,} added, {done.known:,} there already"), soft_wrap=True
    )
    raise typer.Exit(1 if tried.errors else 0)
