"""`vedette sheet`: claims as a sheet to be checked or coded."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, opened, scope
from vedette.cli.options import Db


def worksheet(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The sheet to write: .csv or .xlsx.")],
    sample: Annotated[int | None, typer.Option("--sample", metavar="N", help="So many, drawn by --seed.")] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="WORDS", help="The same words draw the same claims.")] = "1",
    blind: Annotated[bool, typer.Option("--blind", help="Leave out what was read, for independent coding.")] = False,
    db: Db = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    since: From = None,
    until: To = None,
) -> None:
    """Write claims as a sheet, one a line, to be filled in and read back by `vedette decide --sheet`.

    Change a cell to correct it; write accept or reject under "decision". Two coders who fill in the same blind sample
    are compared by `vedette agreement`.
    """
    from vedette.cli.screen import err
    from vedette.ledger.base import Scope
    from vedette.pipeline.exchange.spreadsheet import write_lines
    from vedette.pipeline.review.coding import COLUMNS
    from vedette.pipeline.review.coding import sample as draw
    from vedette.pipeline.review.coding import sheet as rows_of

    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        claims = list(ledger.claims(cut))
        if sample is not None:
            claims = draw(claims, sample, seed)
        documents = {d.id: d for d in ledger.documents(Scope(as_of=cut.as_of, as_recorded=cut.as_recorded))}
        write_lines(out, COLUMNS, rows_of(claims, documents, blind=blind))
    err().print(f"{len(claims):,} claims written to {out}")
