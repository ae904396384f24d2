"""`vedette gaps`: whose words the ledger holds, where it is blind, what each source adds."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, WithRules, opened, rules_of, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vedette.ledger.base import Scope
    from vedette.pipeline.showing.shown import Shown

COLUMNS = (
    Column("about", whole=True, once=True),
    Column("name", "", least=16),
    Column("reports", right=True),
    Column("claims", right=True),
    Column("share", right=True),
    Column("events", "events with deaths", right=True),
    Column("low", "dead, low", right=True),
    Column("high", "dead, high", right=True),
)


def gaps(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    sources: Annotated[int, typer.Option(min=0, help="Figures are worked out without each of so many sources.")] = 5,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
) -> None:
    """Report bias and gaps: claims by source, by whose the source is and by language; divisions of which nothing is
    told; the figures with and without each source.

    Sums are bounds added over events, to be compared with one another; they are no toll. A source that can be left out
    without a change is not useless: what it says may confirm others.
    """
    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        rows = list(_rows(ledger, cut, rules, sources))
    write(COLUMNS, rows, form, empty="nothing is on record")


def _rows(ledger: "Shown", cut: "Scope", rules: str, most: int) -> "Iterator[Row]":
    from vedette.ledger.base import Scope
    from vedette.pipeline.deriving import outlet_ties
    from vedette.pipeline.deriving.rederive import current
    from vedette.reconciliation.testimony.naming import fold
    from vedette.reference.gazetteer import Gazetteer
    from vedette.tallies import mix
    from vedette.tallies.occurrences import occurrences

    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    derived = current(ledger, cut, rules=rules_of(rules))
    claims = {c.claim.key: c for c in ledger.claims(known)}
    documents = {d.id: d for d in ledger.documents(known)}
    added = outlet_ties.in_force(ledger, cut)
    registry = outlet_ties.registry(added)
    ties = outlet_ties.tables(added).outlets

    def owner(outlet: str, _: str) -> str:
        tie = ties.get(fold(outlet))
        found = registry.lookup(outlet) or (registry.lookup(tie.name) if tie is not None and tie.name else None)
        if found is None:
            return "not in the table of outlets"
        return f"{found.owner}, {found.country or 'no country'}" + (
            f", tied to {found.tied_to}" if found.tied_to else ""
        )

    by_source = mix.mix(claims, documents, lambda outlet, _: outlet)
    parts = (
        ("source", by_source),
        ("owner", mix.mix(claims, documents, owner)),
        ("language", mix.mix(claims, documents, lambda _, language: language or "not known")),
    )
    for about, shares in parts:
        for s in shares:
            yield _row(about, s.name, reports=s.reports, claims=s.claims, share=f"{s.share:.0%}")
    with Gazetteer.open() as gazetteer:
        told = occurrences(derived.events, claims, documents)
        for one in mix.blind(told, lambda code: [p.name for p in gazetteer.provinces(code)]):
            yield _row("no event in", f"{one.country}/{one.division}")
    whole = mix.added(derived.events, told)
    yield _row("deaths", "with all sources", total=whole)
    left = {}
    for name in mix.largest(by_source, most):
        rest = current(ledger, cut, rules=rules_of(rules), without=[name]).events
        left[name] = mix.added(rest, occurrences(rest, claims, documents))
    for name, less, share in mix.without_each(whole, left):
        yield _row("deaths", f"without {name}", total=less, share=f"-{share:.0%}" if share >= 0 else f"+{-share:.0%}")


def _row(about: str, name: str, *, total: Any = None, **values: Any) -> Row:
    """A row of the report; cells that say nothing of it are empty."""
    cells = {"about": about, "name": name, **values}
    if total is not None:
        cells |= {"events": total.events, "low": total.low, "high": total.high}
    return Row(tuple(cells.get(c.name) for c in COLUMNS), cells, about)
