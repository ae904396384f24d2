import datetime as dt
import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.extraction.times import find
from vedette.extraction.times.expression import Hint, Kind, TimeExpression
from vedette.extraction.times.find import find_times, lower
from vedette.extraction.times.grammar import EXPRESSION
from vedette.model.times import PartOfDay, Precision

THURSDAY = dt.date(2016, 7, 7)


def only(text: str, anchor: dt.date = THURSDAY) -> TimeExpression:
    found = find_times(text, anchor)
    assert len(found) == 1, [f.span.of(text) for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "iso", "value"),
    [
        ("Shells fell on Saturday near the market", "Saturday", "2016-07-02", "2016-07-02"),
        ("Shells fell on Thursday near the market", "Thursday", "2016-07-07", "2016-07-07"),
        ("Fridays shelling killed six", "Fridays", "2016-07-01", "2016-07-01"),
        ("The convoy left last Thursday", "last Thursday", "2016-06-30", "2016-06-30"),
        ("Envoys meet next Thursday", "next Thursday", "2016-07-14", "2016-07-14"),
        ("The crossing will open on Monday", "Monday", "2016-07-11", "2016-07-11"),
        ("He said the bridge fell on Monday", "Monday", "2016-07-04", "2016-07-04"),
        ("closed until 15:00 GMT Saturday", "15:00 GMT Saturday", "2016-07-09", "2016-07-09T15:00"),
        ("hit on Saturday afternoon", "Saturday afternoon", "2016-07-02", "2016-07-02TAF"),
        ("hit late on Tuesday", "late on Tuesday", "2016-07-05", "2016-07-05"),
        ("hit today", "today", "2016-07-07", "2016-07-07"),
        ("hit yesterday evening", "yesterday evening", "2016-07-06", "2016-07-06TEV"),
        ("hit at dawn yesterday", "dawn yesterday", "2016-07-06", "2016-07-06TDW"),
        ("hit this morning", "this morning", "2016-07-07", "2016-07-07TMO"),
        ("hit last night", "last night", "2016-07-06", "2016-07-06TNI"),
        ("hit overnight", "overnight", "2016-07-06/2016-07-07", "2016-07-07TNI"),
        ("hit overnight into Tuesday", "overnight into Tuesday", "2016-07-04/2016-07-05", "2016-07-04TNI"),
        ("hit the day before yesterday", "the day before yesterday", "2016-07-05", "2016-07-05"),
        ("hit on July 5 by jets", "July 5", "2016-07-05", "2016-07-05"),
        ("hit on Friday July 1", "Friday July 1", "2016-07-01", "2016-07-01"),
        ("hit on 5 July 2016", "5 July 2016", "2016-07-05", "2016-07-05"),
        ("hit on the 5th of July 2016", "the 5th of July 2016", "2016-07-05", "2016-07-05"),
        ("hit on July 5, 2016, by jets", "July 5, 2016", "2016-07-05", "2016-07-05"),
        ("written 2016/07/05 here", "2016/07/05", "2016-07-05", "2016-07-05"),
        ("written 05.07.2016 here", "05.07.2016", "2016-07-05", "2016-07-05"),
        ("written (05.07.16) here", "05.07.16", "2016-07-05", "2016-07-05"),
        ("news from July 5: shells fell", "July 5", "2016-07-05", "2016-07-05"),
        ("updated at Jul 012016 by", "Jul 012016", "2016-07-01", "2016-07-01"),
        ("Wednesday 22 July 2015 Eleven dead", "Wednesday 22 July 2015", "2015-07-22", "2015-07-22"),
        ("hit on 11 november", "11 november", "2015-11-11", "2015-11-11"),
        ("hit on 28 December", "28 December", "2015-12-28", "2015-12-28"),
        ("the 19 July elections", "the 19 July", "2016-07-19", "2016-07-19"),
        ("at 1625 on 6 july", "1625 on 6 july", "2016-07-06", "2016-07-06T16:25"),
        ("in July, he said", "July", "2016-07", "2016-07"),
        ("in October, he said", "October", "2015-10", "2015-10"),
        ("in early June, he said", "early June", "2016-06", "2016-06"),
        ("in March 2011, he said", "March 2011", "2011-03", "2011-03"),
        ("late last July, he said", "late last July", "2015-07", "2015-07"),
        ("last month, he said", "last month", "2016-06", "2016-06"),
        ("last week, he said", "last week", "2016-06-27/2016-07-03", "2016-W26"),
        ("earlier this week, he said", "earlier this week", "2016-07-04/2016-07-07", "2016-W27"),
        ("over the weekend, he said", "the weekend", "2016-07-02/2016-07-03", "2016-W26-WE"),
        ("this weekend, he said", "this weekend", "2016-07-09/2016-07-10", "2016-W27-WE"),
        ("in the early hours of Sunday", "the early hours of Sunday", "2016-07-03", "2016-07-03TMO"),
        ("last year, he said", "last year", "2015", "2015"),
        ("in the summer of 2014", "the summer of 2014", "2014-06-01/2014-08-31", "2014-SU"),
        ("last winter, he said", "last winter", "2015-12-01/2016-02-29", "2015-WI"),
        ("in the 1990s", "the 1990s", "1990-01-01/1999-12-31", "199"),
        ("in the third quarter of 2015", "the third quarter of 2015", "2015-07-01/2015-09-30", "2015-Q3"),
        ("in the first week of May 2015", "the first week of May 2015", "2015-05-01/2015-05-07", "2015-05"),
        ("in 2014, he said", "2014", "2014", "2014"),
        ("the 2014 offensive", "2014", "2014", "2014"),
        ("two days ago, he said", "two days ago", "2016-07-05", "2016-07-05"),
        ("three years ago, he said", "three years ago", "2013", "2013"),
        ("in the past 24 hours", "the past 24 hours", "2016-07-06/2016-07-07", "PT24H"),
        ("in the last two weeks", "the last two weeks", "2016-06-23/2016-07-07", "P2W"),
        ("in the last two months", "the last two months", "2016-05-07/2016-07-07", "P2M"),
        ("killed in 24 hours", "24 hours", "2016-07-06/2016-07-07", "PT24H"),
    ],
)
def test_an_expression_is_found_and_resolved(text: str, words: str, iso: str, value: str) -> None:
    found = only(text)
    assert (found.span.of(text), found.when.iso() if found.when else None, found.value) == (words, iso, value)


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("fought for years", "years", "PXY", Kind.DURATION),
        ("nearly five years of war", "five years", "P5Y", Kind.DURATION),
        ("a 24-hour curfew", "24-hour", "PT24H", Kind.DURATION),
        ("a two-month siege", "two-month", "P2M", Kind.DURATION),
        ("after a year and a half", "a year and a half", "P1.5Y", Kind.DURATION),
        ("a month earlier than usual", "a month", "P1M", Kind.DURATION),
        ("two days after the attack", "two days", "P2D", Kind.DURATION),
        ("shelled every day", "every day", "P1D", Kind.SET),
        ("ten people a day", "a day", "P1D", Kind.SET),
        ("prayers on Fridays", "Fridays", "XXXX-WXX-5", Kind.SET),
        ("it is now held", "now", "PRESENT_REF", Kind.DATE),
        ("it was recently taken", "recently", "PAST_REF", Kind.DATE),
    ],
)
def test_measures_sets_and_references_have_a_value_and_no_days(text: str, words: str, value: str, kind: Kind) -> None:
    found = only(text)
    assert (found.span.of(text), found.value, found.kind, found.when) == (words, value, kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "They may attack and the troops march on the town.",
        "He sat in the sun and wed his bride.",
        "Protesters march 300 metres; rebels may hold.",
        "at least 10 may be dead",
        "A 22-year-old man and a girl aged 6 months died",
        "a girl of 6 years of age",
        "killed 2015 people and $2000 was paid",
        "He spring over the wall as walls fall.",
        "The Daily Observer said so",
        "version 1.2015 of the 20:80 rule",
        "a second blast, a last minute deal",
        "I know what he knew",
        "in the city of Mayadin",
        "since the fall of the town in spring-loaded steps",
    ],
)
def test_ordinary_words_and_numbers_are_no_times(text: str) -> None:
    assert find_times(text, THURSDAY) == ()


def test_a_month_keeps_its_day_when_people_are_counted_after_it() -> None:
    text = "On July 5 people fled"
    assert [f.value for f in find_times(text, THURSDAY)] == ["2016-07"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("since Wednesday", Hint.SINCE),
        ("until Wednesday", Hint.UNTIL),
        ("for six days", Hint.FOR),
        ("within hours", Hint.WITHIN),
        ("three days ago", Hint.AGO),
        ("every week", Hint.EVERY),
        ("in the past week", Hint.PAST_WINDOW),
        ("in the next two days", Hint.FUTURE_WINDOW),
        ("two days before the raid", Hint.EARLIER),
        ("an hour after the raid", Hint.LATER),
        ("during the 2006 war", Hint.DURING),
        ("by Tuesday", Hint.BY),
    ],
)
def test_the_words_beside_it_become_a_hint(text: str, hint: Hint) -> None:
    assert hint in only(text).hints


def test_since_runs_to_the_day_of_the_report() -> None:
    assert [
        f.when.iso() for f in find_times("since Wednesday and since 2011, since early July", THURSDAY) if f.when
    ] == [
        "2016-07-06/2016-07-07",
        "2011-01-01/2016-07-07",
        "2016-07-01/2016-07-07",
    ]


def test_since_weeks_ago_starts_on_the_day_so_many_weeks_back() -> None:
    found = only("since the offensive began, since nearly two weeks ago")
    assert found.when is not None
    assert found.when.iso() == "2016-06-23/2016-07-07"


def test_a_part_of_the_day_is_kept_with_its_precision() -> None:
    found = only("struck on Sunday evening")
    assert found.when is not None
    assert (found.when.precision, found.when.part, found.when.words) == (
        Precision.PART_OF_DAY,
        PartOfDay.EVENING,
        "Sunday evening",
    )


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("from Monday to Wednesday", "2016-07-04/2016-07-06"),
        ("between 3 and 7 May", "2016-05-03/2016-05-07"),
        ("May 3-7", "2016-05-03/2016-05-07"),
        ("3/4 May", "2016-05-03/2016-05-04"),
        ("on Saturday and Sunday", "2016-07-02/2016-07-03"),
        ("between March and June 2014", "2014-03-01/2014-06-30"),
        ("from November 2013 to January 2014", "2013-11-01/2014-01-31"),
        ("in 2009-2010", "2009-01-01/2010-12-31"),
        ("from Friday to Sunday", "2016-07-01/2016-07-03"),
        ("from Friday to Tuesday", "2016-07-01/2016-07-05"),
    ],
)
def test_both_ends_of_a_range_have_all_its_days(text: str, iso: str) -> None:
    found = find_times(text, THURSDAY)
    assert [f.when.iso() for f in found if f.when] == [iso, iso]
    assert all(Hint.RANGE in f.hints for f in found)


def test_two_days_named_apart_are_no_range() -> None:
    found = find_times("one on Friday and two on Tuesday", THURSDAY)
    assert [f.when.iso() for f in found if f.when] == ["2016-07-01", "2016-07-05"]


def test_the_day_before_counts_from_the_date_before_it() -> None:
    text = "The town fell on 5 May 2016. The army had left the day before. It came back two weeks later."
    assert [f.value for f in find_times(text, THURSDAY)] == ["2016-05-05", "2016-05-04", "2016-05-18"]


def test_the_day_before_without_a_date_before_it_is_unknown() -> None:
    found = only("The army had left the day before.")
    assert (found.when, found.value) == (None, "XXXX-XX-XX")


def test_an_hour_belongs_to_the_date_before_it_in_its_sentence() -> None:
    text = "On 5 May 2016 sirens sounded at 10:30 a.m. and again."
    assert [f.value for f in find_times(text, THURSDAY)] == ["2016-05-05", "2016-05-05T10:30"]


def test_text_in_capitals_and_text_without_any_read_alike() -> None:
    text = "Shells fell on 12 March 1989 and in May, on Saturday and last month"
    values = [f.value for f in find_times(text, dt.date(1989, 6, 20))]
    assert values == ["1989-03-12", "1989-05", "1989-06-17", "1989-05"]
    assert [f.value for f in find_times(text.upper(), dt.date(1989, 6, 20))] == values
    assert [f.value for f in find_times(text.lower(), dt.date(1989, 6, 20))] == values


def test_of_a_report_from_no_age_only_stated_years_are_resolved() -> None:
    found = find_times("on Monday, in July and in March 2011", dt.date.min)
    assert [f.when.iso() if f.when else None for f in found] == [None, None, "2011-03"]


def test_a_letter_whose_small_form_is_longer_moves_no_span() -> None:
    text = "İİİ fell on Monday"
    assert only(text).span.of(text) == "Monday"
    assert len(lower(text)) == len(text)


WORDS = st.sampled_from(
    (
        "the a an on in since until from to and between last next this past few two three 12 3 7 2016 "
        "2011 1990s may March july Dec. monday Saturday morning night early late mid- week weeks month "
        "year years day days hours ago later earlier before after than 24-hour 10:30 a.m. GMT 05.07.2016 "
        "31 30 february every daily now recently decade century quarter of first half second summer fall "
        "overnight dawn today yesterday tomorrow , . - 0 9999 1600 people couple several hundred same "
        "previous that"
    ).split(" ")
)


@given(st.lists(WORDS, max_size=14), st.dates())
def test_any_text_on_any_day_gives_ordered_expressions_inside_it(words: list[str], anchor: dt.date) -> None:
    text = " ".join(words)
    found = find_times(text, anchor)
    assert all(f.span.of(text).strip() for f in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.lists(WORDS, max_size=14))
def test_the_scan_misses_nothing_that_the_grammar_knows(words: list[str]) -> None:
    text = "".join(c for c in " ".join(words) if c in string.printable)

    def everywhere(lowered: str) -> list[int]:
        return [at for at in range(len(lowered)) if EXPRESSION.match(lowered, at)]

    quick = find_times(text, THURSDAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "openings", everywhere)
        assert quick == find_times(text, THURSDAY)


def test_earlier_this_week_is_before_monday_on_a_monday() -> None:
    found = only("Two were killed earlier this week.", dt.date(2016, 7, 4))
    assert found.when is not None
    assert found.when.iso() == "2016-06-28/2016-07-04"
