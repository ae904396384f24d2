"""Signals on made series: each rule fires where it says, names the numbers, and is tested against what came after."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.factories import document
from tests.unit.exports.cases import aleppo, claims_of, killed, told
from tests.unit.tallies.test_series import FIRST, happened, printed
from vedette.model.claim import EventType
from vedette.model.control import ControlSpan, Holder
from vedette.model.ids import ClaimKey
from vedette.reconciliation.testimony.base import Reconciled
from vedette.signals import firsts, levels, sources
from vedette.signals.backtest import backtest
from vedette.signals.base import Moment, Rule, Signal
from vedette.signals.outcomes import escalation, silence
from vedette.signals.rules import ask, rules, tallies_of
from vedette.tallies.occurrences import Occurrence
from vedette.tallies.series import DAY, Tallies

LONG = printed(Wire=range(0, 500))


def quiet(*more: Occurrence, days: int = 500) -> Tallies:
    """An event with two dead every twenty days, and more."""
    return Tallies([*(happened(d, dead=2) for d in range(0, days, 20)), *more], {}, LONG)


def on(tallies: Tallies, day: dt.date) -> int:
    return (day - tallies.first).days


def test_deaths_at_a_high_of_a_year_and_not_before_a_year_is_known() -> None:
    assert not list(levels.deaths_high(quiet()))
    first, *_ = list(levels.deaths_high(quiet(happened(440, dead=30))))
    assert 440 <= on(quiet(), first.day) < 447
    assert "the most in a year; the most before: 4" in first.words
    assert not list(levels.deaths_high(quiet(happened(300, dead=30))))


def test_a_source_that_was_added_is_no_high() -> None:
    late = [happened(440 + d, dead=9, by="Late") for d in range(5)]
    tallies = Tallies([*quiet().occurrences, *late], {}, {**LONG, **printed(Late=range(430, 500))})
    assert not list(levels.deaths_high(tallies))
    assert not list(levels.change_point(tallies))


def test_more_events_a_week_are_a_change_point() -> None:
    burst = [happened(d, name=f"b{d}") for d in range(440, 500)]
    found = [s for s in levels.change_point(quiet(*burst)) if s.subject == "XX/North"]
    assert found
    assert 440 <= on(quiet(), found[0].day) < 485
    assert "events a week since" in found[0].words
    assert not list(levels.change_point(quiet()))


def test_a_surge_of_the_displaced() -> None:
    moved = replace(happened(450), displaced=(("Wire", 4000),))
    (first, *_) = [s for s in levels.displacement(quiet(moved)) if s.subject == "XX"]
    assert "at least 4,000 people displaced in 30 days" in first.words
    assert not list(levels.displacement(quiet(replace(happened(450), displaced=(("Wire", 900),)))))


def test_the_deadliest_since() -> None:
    found = list(levels.largest_since(quiet(happened(100, dead=40), happened(300, dead=25), happened(310, dead=26))))
    assert [on(quiet(), s.day) for s in found] == [100, 300, 310]
    assert "the most in one event on record" in found[0].words
    assert f"since {(FIRST + 100 * DAY).isoformat()}" in found[1].words


def test_the_first_of_a_kind_for_a_year_needs_a_year() -> None:
    strike = replace(happened(450), kind=EventType.AIR_STRIKE, weapons=("drone",), actors=(("sy", "Syria"),))
    words = [s.words for s in firsts.first_of(quiet(strike))]
    assert words == [
        "first event of a kind on record: air strike (Qarat)",
        "first event with an actor on record: Syria (Qarat)",
        "first event with a weapon on record: drone (Qarat)",
    ]
    assert not list(firsts.first_of(quiet(replace(strike, day=FIRST + 100 * DAY))))


def span(day: int, holder: str) -> ControlSpan:
    keys = (ClaimKey("k"),)
    start = FIRST + day * DAY
    held = (Holder(None, holder, None, keys),)
    from tests.unit.exports.cases import SURE

    return ControlSpan(aleppo(), start, None, held, (), False, False, (), keys, start, start + 90 * DAY, SURE)


def test_a_front_that_moves_after_quiet_days() -> None:
    spans = [span(40, "A"), span(50, "B"), span(120, "A")]
    found = [s for s in firsts.front_moved(Tallies([], {}, LONG, control=spans)) if s.subject == "SY/Aleppo"]
    assert [on(quiet(), s.day) for s in found] == [40, 120]
    assert found[1].words == "Aleppo: now held, it is said, by A; no change here for 70 days"


@pytest.mark.parametrize(("quote", "fires"), [("agreed a truce", True), ("agreed to swap prisoners", False)])
def test_fighting_after_a_ceasefire(quote: str, fires: bool) -> None:
    one = told(EventType.AGREEMENT, quote=quote)
    claims = claims_of(one)
    truce = replace(happened(10), kind=EventType.AGREEMENT, claims=tuple(claims))
    tallies = Tallies([truce, happened(15), happened(90)], claims, LONG)
    found = list(firsts.ceasefire(tallies))
    assert [s.words for s in found] == (["shelling, Qarat, 5 days after a ceasefire of 2030-01-11"] if fires else [])


def test_a_source_gone_silent() -> None:
    tallies = Tallies([], {}, {**printed(Wire=range(0, 60)), **printed(Radio=range(0, 20, 2))})
    assert [(s.subject, on(tallies, s.day)) for s in sources.gone_silent(tallies)] == [("Radio", 25)]
    assert [m.came for m in silence(tallies) if m.subject == "Radio"][-1]


def test_a_toll_that_two_origins_put_far_apart() -> None:
    one = told(EventType.AIR_STRIKE, killed(16, 19))
    claims = claims_of(one)
    report = document()
    alone = tallies_of(Reconciled((one.event,), (), (), (), ()), claims, {report.id: report})
    assert not list(sources.Disputed((one.event,)).find(alone)), "one origin disputes nothing"
    assert sources._apart({"a": 4, "b": 9})
    assert not sources._apart({"a": 4, "b": 8})


def test_a_backtest_counts_hits_misses_and_false_alarms_beside_chance() -> None:
    def outcome(_: Tallies) -> list[Moment]:
        return [Moment("XX", FIRST + 7 * w * DAY, w in (10, 30)) for w in range(60)]

    rule = Rule("r", "", 0, "", lambda _: (), outcome)
    given = [Signal("r", FIRST + 7 * w * DAY, "XX", "") for w in (10, 20)]
    found = backtest(rule, given, quiet())
    assert (found.hits, found.false_alarms, found.misses, found.onsets) == (1, 1, 1, 2)
    assert found.base_rate == pytest.approx(2 / 60)
    assert found.precision is None
    assert "too few to say how good the rule is" in found.words()


def test_a_rule_that_chance_beats_says_so() -> None:
    always = Rule(
        "r", "", 0, "", lambda _: (), lambda _: [Moment("XX", FIRST + 7 * w * DAY, w % 2 == 0) for w in range(60)]
    )
    given = [Signal("r", FIRST + 7 * w * DAY, "XX", "") for w in range(1, 40, 2)]
    assert "no better than chance here" in backtest(always, given, quiet()).words()


def test_an_escalation_is_judged_only_with_a_year_behind_and_a_month_ahead() -> None:
    judged = sorted({on(quiet(), m.day) for m in escalation(quiet(happened(470, dead=60)))})
    assert judged[0] >= 365
    assert judged[-1] <= 499 - 30
    assert any(m.came for m in escalation(quiet(happened(470, dead=60))))
    assert not any(m.came for m in escalation(quiet()))


def test_every_rule_states_itself_and_a_short_record_says_what_it_lacks() -> None:
    short = Tallies([happened(1, dead=50)], {}, printed(Wire=range(0, 5)))
    found = {f.rule.name: f for f in ask(Reconciled((), (), (), (), ()), short)}
    assert list(found) == [r.name for r in rules(())]
    assert all(f.rule.states and f.rule.tested for f in found.values())
    assert found["deaths-high"].why == "needs more than 365 days of reports; there are 5"
    assert found["deaths-high"].test is None
