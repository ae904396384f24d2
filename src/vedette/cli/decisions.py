"""`vedette decisions`: what people decided, what waits for them, and where they disagree."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsRecorded, opened, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.model.decision import Decision

COLUMNS = (
    Column("id", whole=True),
    Column("made", machine=True),
    Column("person", "who"),
    Column("what", people=True, least=18),
    Column("kind", machine=True),
    Column("about", machine=True),
    Column("subjects", machine=True),
    Column("field", machine=True),
    Column("value", machine=True),
    Column("reason", "why", least=12),
    Column("codebook", machine=True),
    Column("state", least=8),
)


def decisions(
    *,
    db: Db = None,
    as_recorded: AsRecorded = None,
    review: Annotated[
        bool, typer.Option("--review", help="Only what waits: decisions that fit no claim any more, and disputes.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to write it; json: one a line.")] = Format.TABLE,
) -> None:
    """List decisions, oldest first. "State" says which stand, which were replaced, and which wait for somebody.

    As JSON they are gold data: `vedette decide --sheet FILE.jsonl` takes them back in, here or in another ledger that
    holds the same reports.
    """
    from vedette.cli.screen import data
    from vedette.model.codec import canonical, to_json
    from vedette.model.decision import standing
    from vedette.pipeline.review.deciding import waiting

    cut = scope(None, as_recorded, None, None)
    with opened(db) as ledger:
        given = list(ledger.decisions(cut))
        wait = waiting(ledger)
    stands = {d.id for d in standing(given)}
    lost = {d.id for d in wait.unmatched}
    disputed = {d.id for dispute in wait.disputes for d in dispute.decisions}

    def state(decision: "Decision") -> str:
        if decision.id in lost:
            return "waits: fits nothing"
        if decision.id in disputed:
            return "waits: disputed"
        return "stands" if decision.id in stands or decision.kind == "revert" else "replaced"

    if review:
        given = [d for d in given if d.id in lost | disputed]
    if form is Format.JSON:
        for decision in given:
            data(canonical(decision))
        return
    rows = [Row(_cells(d, state(d)), to_json(d)) for d in given]
    write(COLUMNS, rows, form, empty="nothing waits" if review else "no decisions")


def _cells(decision: "Decision", state: str) -> tuple[str, ...]:
    change = f"{decision.field} = {decision.value}" if decision.field else (decision.value or "")
    return (
        decision.id,
        decision.made.isoformat(),
        decision.person,
        "\n".join(part for part in (decision.kind.value, *(x[:16] for x in decision.subjects), change) if part),
        decision.kind,
        decision.subject_kind,
        " ".join(decision.subjects),
        decision.field or "",
        decision.value or "",
        decision.reason,
        decision.codebook or "",
        state,
    )
