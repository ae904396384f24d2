"""Which of the days in and around a sentence belong to what a word tells."""

import datetime as dt

import pytest

from tests.unit.extraction.effects.written import DAY, report
from vedette.extraction.attaching.dating import began_on, begun, lent_time, own_time, told_later
from vedette.model.times import Basis, Precision, When, day

PAST = "Nothing/NN more/JJR was known/VBN ."
MONDAY = day(dt.date(2024, 3, 4))


def own(words: str, trigger: str = "killed", *, anchor: dt.date | None = DAY) -> When | None:
    told = report(PAST, words, day=anchor)
    sentence = told.sentences[1]
    return own_time(told, sentence, next(t.i for t in sentence.unit.doc if t.text == trigger))


def lent(words: str) -> When | None:
    told = report(PAST, words)
    return lent_time(told, told.sentences[1], 0, MONDAY)


def test_a_day_in_the_sentence_dates_it() -> None:
    found = own("Two villagers were killed on Monday .")
    assert found is not None
    assert (found.start, found.days) == (dt.date(2024, 3, 4), 1)


def test_a_sentence_without_a_day_has_none() -> None:
    assert own("Two villagers were killed .") is None


def test_without_a_day_of_the_report_a_weekday_dates_nothing() -> None:
    assert own("Two villagers were killed on Monday .", anchor=None) is None


def test_the_day_of_its_own_clause_is_meant() -> None:
    words = (
        "Two//nummod>villagers villagers//nsubjpass>killed were//auxpass>killed killed on//prep>killed "
        "Monday//pobj>4 and "
        "others//nsubj>fled fled//conj>killed on//prep>fled Tuesday//pobj>9 ."
    )
    first, second = own(words), own(words, "fled")
    assert first is not None
    assert second is not None
    assert (first.start.day, second.start.day) == (4, 5)


def test_the_day_of_the_telling_dates_no_event() -> None:
    words = (
        "The//det>army army//nsubj>said said on//prep>said Tuesday//pobj>on two//nummod>villagers "
        "villagers//nsubjpass>killed were//auxpass>killed killed//ccomp>said ."
    )
    assert own(words) is None


def test_what_lasted_since_a_day_runs_to_the_report() -> None:
    found = own("Some 300 villagers were killed since Monday .")
    assert found is not None
    assert (found.start, found.last) == (dt.date(2024, 3, 4), DAY)


def test_since_a_year_when_something_happened_is_that_year() -> None:
    found = own("It was the worst attack since 2016 , when ten soldiers were killed .")
    assert found is not None
    assert (found.start, found.precision) == (dt.date(2016, 1, 1), Precision.YEAR)


def test_a_war_that_started_long_ago_lasts_to_the_report() -> None:
    found = own("The war that began in March 2011 killed/VBD many .")
    assert found is not None
    assert (found.start.year, found.last, found.precision) == (2011, DAY, Precision.INTERVAL)


def test_a_day_is_lent_to_a_sentence_without_one() -> None:
    found = lent("Two villagers were killed .")
    assert found is not None
    assert (found.start, found.basis) == (MONDAY.start, Basis.INFERRED)


def test_nothing_lends_nothing() -> None:
    told = report(PAST)
    assert lent_time(told, told.sentences[0], 0, None) is None


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("A fortnight earlier two villagers were killed .", (2024, 2, 19)),
        ("Two days earlier nine were killed .", (2024, 3, 2)),
    ],
)
def test_so_long_earlier_counts_from_the_incident(words: str, start: tuple[int, int, int]) -> None:
    found = lent(words)
    assert found is not None
    assert (found.start, found.days) == (dt.date(*start), 1)


def test_who_spoke_on_another_day_speaks_of_another_day() -> None:
    words = (
        "The//det>army army//nsubj>said said on//prep>said Friday//pobj>on two//nummod>villagers "
        "villagers//nsubjpass>killed were//auxpass>killed killed//ccomp>said ."
    )
    assert lent(words) is None
    assert lent(words.replace("Friday", "Tuesday")) is not None


def test_a_lead_takes_the_day_that_follows() -> None:
    told = report("Two villagers were killed .", "The shelling began on Monday .")
    found = told_later(told, 0, ((3,), (1,)))
    assert found is not None
    assert (found.start, found.basis) == (dt.date(2024, 3, 4), Basis.INFERRED)


@pytest.mark.parametrize(
    ("unit", "words", "triggers"),
    [
        (2, "The shelling began on Monday .", ((3,), (), (3,), (1,))),
        (0, "The shelling began on Monday .", ((3,), ())),
        (0, "The shelling began on 4 January .", ((3,), (1,))),
        (0, "The shelling took all of March .", ((3,), (1,))),
    ],
    ids=["after the lead", "a sentence that tells of nothing", "too long ago", "a month"],
)
def test_other_days_date_no_lead(unit: int, words: str, triggers: tuple[tuple[int, ...], ...]) -> None:
    assert told_later(report(PAST, words, words, words), unit, triggers) is None


def test_without_a_day_of_the_report_no_lead_is_dated() -> None:
    assert told_later(report(PAST, "It began on Monday .", day=None), 0, ((0,), (1,))) is None


def test_the_fighting_runs_from_the_day_it_began() -> None:
    told = report("The offensive began on Monday .", "So far 40 have been killed .")
    found = begun(told, 1)
    assert found is not None
    assert (found.start, found.last, found.basis) == (dt.date(2024, 3, 4), DAY, Basis.INFERRED)


def test_a_day_on_which_nothing_began_opens_no_span() -> None:
    assert begun(report("They spoke/VBD on Monday .", "So far 40 have been killed ."), 1) is None


def test_an_offensive_has_the_day_on_which_it_began() -> None:
    found = began_on(report(PAST, "The offensive , which began on Monday , goes/VBZ on ."))
    assert found is not None
    assert (found.start, found.basis) == (dt.date(2024, 3, 4), Basis.INFERRED)


@pytest.mark.parametrize(
    "words",
    ["The talks began on Monday .", "The offensive stopped/VBD on Monday .", "The offensive began in February ."],
)
def test_other_days_begin_no_offensive(words: str) -> None:
    assert began_on(report(PAST, words)) is None
