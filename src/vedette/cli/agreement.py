"""`vedette agreement`: how far coders agree."""

from typing import Annotated

import typer

from vedette.cli.listing import AsRecorded, opened, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

COLUMNS = (
    Column("field", whole=True),
    Column("alpha", right=True),
    Column("units", "coded twice", right=True),
    Column("agreed", right=True),
    Column("coders"),
)


def agreement(
    *,
    db: Db = None,
    as_recorded: AsRecorded = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
) -> None:
    """Measure how far coders agree: Krippendorff's alpha per field, over claims that two or more of them coded.

    1 is full agreement, 0 what chance would give. No alpha is given where all gave the same value, for want of
    variation. Draw a sample with `vedette sheet --sample N --blind`, one sheet a coder.
    """
    from vedette.model.codec import to_json
    from vedette.pipeline.review.agreement import agreement as measure

    with opened(db) as ledger:
        found = measure(ledger.decisions(scope(None, as_recorded, None, None)))
    rows = [
        Row((a.field, "" if a.alpha is None else f"{a.alpha:.3f}", a.units, a.agreed, ", ".join(a.coders)), to_json(a))
        for a in found
    ]
    write(COLUMNS, rows, form, empty="nobody has coded anything")
