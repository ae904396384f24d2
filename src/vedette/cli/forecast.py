"""`vedette forecast`: deaths of the next months by area, as distributions, and how good such forecasts were."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, Without, WithRules, opened, rules_of, scope
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vedette.forecast.rolling import Chosen
    from vedette.forecast.table import Months

COLUMNS = (
    Column("area", least=14),
    Column("month", whole=True),
    Column("median", right=True),
    Column("half_low", machine=True),
    Column("half_high", machine=True),
    Column("low", machine=True),
    Column("high", machine=True),
    Column("half", "half of the chance", people=True, right=True),
    Column("most", "nine tenths", people=True, right=True),
    Column("none", "nobody dies", right=True),
    Column("at_least_25", "25 or more", right=True),
    Column("method", whole=True),
)
SCORES = (
    Column("horizon", "months ahead", right=True, once=True),
    Column("method", whole=True),
    Column("crps", "CRPS", right=True),
    Column("log", "log score (bits)", right=True),
    Column("mis", "MIS (90%)", right=True),
    Column("forecasts", right=True),
    Column("shown", whole=True),
    Column("why", machine=True),
)


def forecast(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    score: Annotated[
        bool, typer.Option("--score", help="How good each method was, by forecasts from past months.")
    ] = False,
    ucdp: Annotated[
        Path | None, typer.Option("--ucdp", metavar="FILE", help="A table of UCDP GED (CSV) instead of the ledger.")
    ] = None,
    origins: Annotated[int, typer.Option(min=3, help="Past months that forecasts are scored from.")] = 24,
    area: Annotated[
        list[str] | None, typer.Option("--area", metavar="AREA", help="Show only this area; repeatable.")
    ] = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    without: Without = None,
) -> None:
    """Forecast the deaths of the next three months in each area, as a distribution.

    A model is shown only for months ahead at which it beat every plain forecast (nobody dies, as last month, any of the
    last twelve months, a negative binomial) on this very record; else the best of these is shown, and it is said.
    """
    from vedette.cli.screen import err
    from vedette.forecast import rolling
    from vedette.forecast.scores import interval
    from vedette.forecast.table import from_ucdp
    from vedette.model.codec import to_json

    if ucdp is not None:
        months = from_ucdp(ucdp)
    else:
        months = _of_ledger(db, scope_words=(as_of, as_recorded), rules=rules, without=without)
    found, missing = rolling.score(months, origins=origins)
    chosen = {c.horizon: c for c in rolling.choose(found)}
    if missing and found:
        err().print(f"note: {missing}")
    if not chosen:
        err().print(
            f"no forecast: needs {rolling.LEAST + 1} whole months with reports and deaths; there are {months.length}"
        )
    if score:
        write(
            SCORES,
            [
                Row(
                    (
                        s.horizon,
                        s.method,
                        f"{s.scores.crps:.2f}",
                        f"{s.scores.log:.2f}",
                        f"{s.scores.mis:.1f}",
                        s.scores.count,
                        "yes" if chosen[s.horizon].method == s.method else "",
                        chosen[s.horizon].why,
                    ),
                    {**to_json(s), "shown": chosen[s.horizon].method == s.method, "why": chosen[s.horizon].why},
                    str(s.horizon),
                )
                for s in found
            ],
            form,
            empty="nothing to score",
        )
        _say(chosen.values(), form)
        return
    rows = []
    for one in rolling.forecast(months, tuple(chosen.values())):
        if area and one.area not in area:
            continue
        month = f"{months.month(months.length - 1 + one.horizon):%Y-%m}"
        (a, b), (c, d) = interval(one.values, 0.5), interval(one.values)
        n = len(one.values)
        none, many = sum(v == 0 for v in one.values) / n, sum(v >= 25 for v in one.values) / n
        cells = (one.area, month, one.values[n // 2], a, b, c, d, f"{a} to {b}", f"{c} to {d}")
        shares = (f"{none:.0%}", f"{many:.0%}")
        rows.append(
            Row((*cells, *shares, one.method), {**to_json(one), "month": month, "why": chosen[one.horizon].why})
        )
    write(COLUMNS, rows, form, empty="no forecast")
    _say(chosen.values(), form)


def _say(chosen: "Iterable[Chosen]", form: Format) -> None:
    """Which method is shown for each horizon, and why."""
    from vedette.cli.screen import data

    if form is Format.TABLE:
        for one in chosen:
            data(f"{one.horizon} month{'s' if one.horizon > 1 else ''} ahead, {one.method}: {one.why}")


def _of_ledger(
    db: str | None, *, scope_words: tuple[str | None, str | None], rules: str, without: list[str] | None
) -> "Months":
    from vedette.forecast.table import from_tallies
    from vedette.ledger.base import Scope
    from vedette.pipeline.deriving.rederive import current
    from vedette.tallies.occurrences import occurrences
    from vedette.tallies.series import Tallies

    cut = scope(*scope_words, None, None)
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        derived = current(ledger, cut, rules=rules_of(rules), without=without or ())
        claims = {c.claim.key: c for c in ledger.claims(known)}
        documents = {d.id: d for d in ledger.documents(known)}
    return from_tallies(Tallies(occurrences(derived.events, claims, documents), claims, documents))
