"""`vedette signals`: what stands out, by which rule, and how often that rule was right."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, Without, WithRules, opened, rules_of, scope
from vedette.cli.options import Db, day_or_time
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from vedette.signals.rules import Found

COLUMNS = (
    Column("day", whole=True),
    Column("rule", whole=True),
    Column("subject", "where or who"),
    Column("words", "what", least=30),
    Column("test", "how good the rule is here", least=24),
    Column("claims", machine=True),
)
TESTS = (
    Column("rule", whole=True),
    Column("fired", right=True),
    Column("hits", right=True),
    Column("false_alarms", "false alarms", right=True),
    Column("misses", right=True),
    Column("onsets", "of", right=True),
    Column("base_rate", "base rate", right=True),
    Column("precision", right=True),
    Column("states", "the rule", least=24),
    Column("tested", "tested against", least=20),
)


def signals(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="Hits, misses and false alarms of each rule on this ledger.")
    ] = False,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="NAME", help="Only this rule; repeatable.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day looked at. [default: the newest report's]")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="Signals of so many days before it.")] = 30,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    without: Without = None,
) -> None:
    """List what stands out: deaths at a high, more events, a front that moves, firsts, a source gone silent and more.

    Each signal names its rule and how often that rule was right on this ledger, beside chance. Series are of a fixed
    panel: the sources that reported when a look back begins, so that a source added later is no escalation.
    """
    from functools import partial

    from vedette.ledger.base import Scope
    from vedette.model.codec import to_json
    from vedette.pipeline.deriving.rederive import current
    from vedette.signals.rules import ask, tallies_of
    from vedette.signals.rules import rules as all_rules

    names = [r.name for r in all_rules(())]
    if strange := [name for name in rule or () if name not in names]:
        raise typer.BadParameter(f"{strange[0]!r}; choose from {', '.join(names)}", param_hint="--rule")
    cut = scope(as_of, as_recorded, None, None)
    last = day_or_time(until, "--to")
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        derived = partial(current, ledger, rules=rules_of(rules), without=without or ())(cut)
        claims = {c.claim.key: c for c in ledger.claims(known)}
        documents = {d.id: d for d in ledger.documents(known)}
    tallies = tallies_of(derived, claims, documents, last=last.date() if last else None)
    found = ask(derived, tallies, rule or ())
    if backtest:
        write(TESTS, [_tested(f) for f in found], form, empty="no rule")
        return
    rows = [
        Row(
            (s.day.isoformat(), s.rule, s.subject, s.words, f.test.words() if f.test else "", " ".join(s.claims)),
            {**to_json(s), "states": f.rule.states, "test": to_json(f.test) if f.test else None},
        )
        for f in found
        for s in f.recent(tallies.last, days)
    ]
    write(COLUMNS, sorted(rows, key=lambda r: str(r.cells[0]), reverse=True), form, empty="nothing stands out")


def _tested(found: "Found") -> Row:
    from vedette.model.codec import to_json

    test, rule = found.test, found.rule

    def share(value: float | None) -> str:
        return "" if value is None else f"{value:.0%}"

    about = {"rule": rule.name, "states": rule.states, "tested": rule.tested, "why": found.why}
    if test is None:
        return Row((rule.name, None, None, None, None, None, "", "", found.why, ""), {**about, "test": None})
    cells = (rule.name, test.fired, test.hits, test.false_alarms, test.misses, test.onsets)
    shares = (share(test.base_rate), share(test.precision) or "too few")
    return Row((*cells, *shares, rule.states, rule.tested), {**about, "test": to_json(test)})
