"""`vedette tolls`: how many, with bounds, and from which claims."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, opened, place_words, scope, when_words
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.model.toll import Toll
    from vedette.reconciliation.base import Reconciled

COLUMNS = (
    Column("when"),
    Column("place"),
    Column("of"),
    Column("effect"),
    Column("victims"),
    Column("low", right=True),
    Column("best", right=True),
    Column("high", right=True),
    Column("open"),
    Column("rung", "how sure"),
    Column("used", right=True),
    Column("left_out", "left out", right=True),
    Column("event", machine=True),
)


def tolls(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    since: From = None,
    until: To = None,
) -> None:
    """List tolls: killed, injured, displaced, captured, missing, with bounds and how sure.

    Tolls "of an event" belong to one event; tolls "in all" are running totals that somebody stated. Neither is a sum
    of ours, and the two must not be added. Low is the highest floor that holds for all origins, high the highest
    figure stated; best is one origin's figure, never a midpoint. --format json gives for each the claims it was taken
    from and, for each other claim, why it was left out.
    """
    from vedette.model.codec import to_json
    from vedette.pipeline.rederive import current

    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        found = list(all_tolls(current(ledger, cut)))
    found.sort(key=lambda t: (t.when.start.isoformat() if t.when else "", place_words(t.place), t.effect, -t.low))
    write(COLUMNS, [Row(_cells(toll), to_json(toll)) for toll in found], form, empty="no tolls")


def all_tolls(derived: "Reconciled") -> "Iterator[Toll]":
    """The tolls of the events, then the running totals."""
    for event in derived.events:
        if not event.background:
            yield from event.tolls
    yield from derived.tolls


def _cells(toll: "Toll") -> tuple[str | int | None, ...]:
    victims = "" if toll.victim_class == "unspecified" else str(toll.victim_class)
    return (
        when_words(toll.when),
        place_words(toll.place),
        "event" if toll.event else "in all",
        toll.effect,
        " ".join(part for part in (victims, toll.victims_side or "", toll.group or "") if part),
        toll.low,
        toll.best,
        toll.high,
        "or more" if toll.open else "",
        toll.verification.rung,
        len(toll.used),
        len(toll.left_out),
        toll.event,
    )
