"""`vedette diff`: what changed between two moments, and which report changed it."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, WithRules, moment_of, opened, rules_of, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.model.document import Document
    from vedette.model.ids import DocumentId
    from vedette.pipeline.showing.differences import Change

COLUMNS = (
    Column("change", whole=True),
    Column("about", whole=True),
    Column("what", least=18),
    Column("fields", "before and after", least=22),
    Column("reports", "changed by", least=14),
    Column("id", machine=True),
    Column("was", machine=True),
    Column("claims", machine=True),
)


def diff(
    *,
    since: Annotated[str, typer.Option("--since", metavar="TIME", help="The earlier moment; a day counts to its end.")],
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="The later moment.")],
    recorded: Annotated[
        bool, typer.Option("--recorded", help="Compare what was recorded at the two moments, not what was public.")
    ] = False,
    db: Db = None,
    first: From = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    last: To = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
) -> None:
    """List what changed between two moments: events, running tolls and places, with the reports behind each change.

    By default the moments are of the public clock: what could be known by each. Events are new, changed, merged, split,
    retracted, or gone where their claims were rejected. A change without a report came from a decision or from another
    reading of reports already known. The other clock may be set too: what changed in public, as this ledger had it at
    some time (--as-recorded), or what changed in this ledger of what was public by then (--recorded with --as-of).
    """
    from vedette.ledger.base import Scope
    from vedette.model.codec import to_json
    from vedette.pipeline.deriving.rederive import current
    from vedette.pipeline.showing.differences import differences

    one, other = moment_of(since, "--since"), moment_of(until, "--until")
    if one is None or other is None or other <= one:
        raise typer.BadParameter(f"{until} is not after {since}", param_hint="--until")
    if (as_of if not recorded else as_recorded) is not None:
        raise typer.BadParameter(
            "the two moments are of that clock", param_hint="--as-recorded" if recorded else "--as-of"
        )
    days = scope(as_of, as_recorded, first, last)
    cuts = [
        Scope(
            as_of=days.as_of if recorded else moment,
            as_recorded=moment if recorded else days.as_recorded,
            since=days.since,
            until=days.until,
        )
        for moment in (one, other)
    ]
    with opened(db) as ledger:
        before, after = (current(ledger, cut, rules=rules_of(rules)) for cut in cuts)
        known = Scope(as_of=cuts[1].as_of, as_recorded=cuts[1].as_recorded)
        found = differences(before, after, ledger.claims(known))
        wanted = {r for change in found for r in change.reports}
        documents = {d: doc for d in sorted(wanted) if (doc := ledger.document(d, known)) is not None}
    rows = [Row(_cells(change, documents), to_json(change)) for change in found]
    write(COLUMNS, rows, form, empty="nothing changed")


def _cells(change: "Change", documents: "dict[DocumentId, Document]") -> tuple[str, ...]:
    fields = "\n".join(f"{f.field}: {f.before or '-'} -> {f.after or '-'}" for f in change.fields)
    reports = "\n".join(_report(documents[r]) for r in change.reports if r in documents)
    return (
        change.kind,
        change.about,
        change.what,
        fields,
        reports or ("no report of its own" if change.kind != "new" else ""),
        change.id,
        " ".join(change.ids),
        " ".join(change.claims),
    )


def _report(document: "Document") -> str:
    day = f", {document.published:%Y-%m-%d}" if document.published else ""
    return f"{document.outlet or document.locator}{day}"
