"""`vedette record`: what became of what each claimant said."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, WithRules, opened, rules_of, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.reconciliation.voices.records import Record

COLUMNS = (
    Column("claimant", least=16),
    Column("events", right=True, whole=True),
    Column("corroborated", right=True, whole=True),
    Column("conceded", right=True, whole=True),
    Column("contradicted", "against", right=True, whole=True),
    Column("retracted", right=True, whole=True),
    Column("alone", "neither", right=True, whole=True),
)


def record(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
) -> None:
    """List claimants with how often their word was later corroborated, conceded, contradicted or taken back.

    Each event counts once for each who asserts it. Outlets and known bodies have rows of their own; all other names
    stand together, since they may be private persons. A record is of this ledger, not of the truth.
    """
    from vedette.model.codec import to_json
    from vedette.pipeline.deriving.outlet_ties import tables_of
    from vedette.pipeline.deriving.rederive import current
    from vedette.reconciliation.reconcile import weighable
    from vedette.reconciliation.voices.records import records_of

    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        events = current(ledger, cut, rules=rules_of(rules)).events
        wanted = {key for e in events for key in e.claims}
        claims = [c for c in ledger.claims(scope(as_of, as_recorded, None, None)) if c.claim.key in wanted]
        documents = {d.id: d for d in ledger.documents(scope(as_of, as_recorded, None, None))}
        tables = tables_of(ledger, cut)
    said = weighable(claims, documents, tables=tables)
    found = records_of(events, said, tables.bodies)
    write(COLUMNS, [Row(_cells(r), to_json(r)) for r in found], form, empty="no claimants")


def _cells(record: "Record") -> tuple[str | int, ...]:
    from vedette.reconciliation.voices.records import Fate

    order = (Fate.CORROBORATED, Fate.CONCEDED, Fate.CONTRADICTED, Fate.RETRACTED, Fate.ALONE)
    return (record.name, record.events, *(record.fates.get(fate, 0) for fate in order))
