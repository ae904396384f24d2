"""`vedette days`: what each day of each conflict brought."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, Without, WithRules, day_read, opened, rules_of, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.reconciliation.days import ConflictDay

COLUMNS = (
    Column("date", machine=True),
    Column("day", "day", people=True, whole=True),
    Column("conflict", least=10),
    Column("events", right=True, whole=True),
    Column("killed", right=True, whole=True),
    Column("killed_low", machine=True),
    Column("killed_high", machine=True),
    Column("injured", right=True, whole=True),
    Column("injured_low", machine=True),
    Column("injured_high", machine=True),
    Column("disputes", right=True, whole=True),
    Column("changes", "changed hands", least=14),
    Column("new", "first seen", least=12),
)


def days(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    conflict: Annotated[str | None, typer.Option(metavar="ID", help="Only this conflict; ids: vedette actors.")] = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    without: Without = None,
) -> None:
    """List conflict days: events, killed and injured, disputes, places that changed hands, parties first seen.

    An event stands on the day it began. Killed and injured are sums over the day's events, from the sum of the lows to
    the sum of the highs; running totals are no part of them. --format csv writes the days for a spreadsheet.
    """
    from vedette.ledger.base import Scope
    from vedette.model.codec import to_json
    from vedette.pipeline.deriving.rederive import current
    from vedette.reconciliation.days import between, conflict_days

    cut = scope(as_of, as_recorded, since, until)
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        found = conflict_days(current(ledger, known, rules=rules_of(rules), without=without or ()))
    shown = [d for d in between(found, cut.since, cut.until) if conflict is None or d.conflict == conflict]
    write(COLUMNS, [Row(_cells(d), to_json(d)) for d in shown], form, empty="no days")


def _cells(day: "ConflictDay") -> tuple[str | int | None, ...]:
    return (
        day.day.isoformat(),
        day_read(day.day),
        day.conflict,
        len(day.events),
        str(day.killed),
        day.killed.low,
        day.killed.high,
        str(day.injured),
        day.injured.low,
        day.injured.high,
        len(day.disputed),
        ", ".join(day.changes),
        ", ".join(day.new),
    )
