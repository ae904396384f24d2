"""`vedette control`: who holds which place, since when, and who says so."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import (
    AsOf,
    AsRecorded,
    From,
    To,
    Without,
    WithRules,
    day_read,
    opened,
    place_words,
    rules_of,
    scope,
)
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.model.control import ControlSpan, Holder

COLUMNS = (
    Column("place", least=10),
    Column("from", machine=True),
    Column("to", machine=True),
    Column("days", "from, to", people=True, whole=True),
    Column("who", least=14),
    Column("holders", machine=True),
    Column("presence", machine=True),
    Column("flags", machine=True),
    Column("rung", "how sure", whole=True),
    Column("last_evidence", machine=True),
    Column("said", "last said", people=True, whole=True),
    Column("claims", machine=True),
    Column("latitude", machine=True),
    Column("longitude", machine=True),
    Column("start_known", machine=True),
)


def control(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    without: Without = None,
) -> None:
    """List who holds which place, from when to when, as claimed.

    A place without holders is one that somebody lost or left and nobody is said to have taken. A party that entered
    has presence, not control. Where "start_known" (in CSV and JSON) is no, the first day is that of the first claim,
    not of a change. "Last said" is the day of the newest claim: an old one may no longer hold.
    """
    from vedette.model.codec import to_json
    from vedette.pipeline.deriving.rederive import current

    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        found = sorted(
            current(ledger, cut, rules=rules_of(rules), without=without or ()).control,
            key=lambda s: (place_words(s.place), s.start),
        )
    write(COLUMNS, [Row(_cells(span), to_json(span)) for span in found], form, empty="no claims of control")


def _cells(span: "ControlSpan") -> tuple[str | int | float | None, ...]:
    holders, presence, flags = _names(span.holders), _names(span.presence), ", ".join(_flags(span))
    who = [holders or ("" if presence else "unknown"), f"present: {presence}" if presence else "", flags]
    return (
        place_words(span.place),
        span.start.isoformat(),
        span.end.isoformat() if span.end else "",
        ("" if span.since_known else "by ") + day_read(span.start) + (f"\nto {day_read(span.end)}" if span.end else ""),
        "\n".join(part for part in who if part),
        holders,
        presence,
        flags,
        span.verification.rung,
        span.last_evidence.isoformat(),
        day_read(span.last_evidence),
        len(span.evidence),
        span.place.latitude,
        span.place.longitude,
        "yes" if span.since_known else "no",
    )


def _flags(span: "ControlSpan") -> list[str]:
    return [*(["contested"] if span.contested else []), *(["besieged"] if span.besieged else [])]


def _names(holders: "tuple[Holder, ...]") -> str:
    return ", ".join(h.name + (f" ({h.extent})" if h.extent not in ("unspecified", "all") else "") for h in holders)
