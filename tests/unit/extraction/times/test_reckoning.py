import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.extraction.times import reckoning

DATES = st.dates(dt.date(1100, 1, 1), dt.date(2900, 1, 1))


@given(st.integers(0, 6), DATES)
def test_a_weekday_before_is_at_most_a_week_off_and_falls_on_its_name(weekday: int, anchor: dt.date) -> None:
    found = reckoning.weekday_before(weekday, anchor)
    assert found.weekday() == weekday
    assert 0 <= (anchor - found).days < 7
    assert 0 < (anchor - reckoning.weekday_before(weekday, anchor, strictly=True)).days <= 7


@given(st.integers(0, 6), DATES)
def test_a_weekday_after_is_at_most_a_week_off_and_falls_on_its_name(weekday: int, anchor: dt.date) -> None:
    found = reckoning.weekday_after(weekday, anchor)
    assert found.weekday() == weekday
    assert 0 <= (found - anchor).days < 7
    assert 0 < (reckoning.weekday_after(weekday, anchor, strictly=True) - anchor).days <= 7


@given(DATES, st.integers(-1000, 1000))
def test_months_are_added_without_leaving_the_month_aimed_at(date: dt.date, months: int) -> None:
    moved = reckoning.shift(date, months=months)
    assert moved.year * 12 + moved.month == date.year * 12 + date.month + months
    assert moved.day <= date.day


@pytest.mark.parametrize(("months", "expected"), [(1, dt.date(2016, 2, 29)), (-11, dt.date(2015, 2, 28))])
def test_a_month_too_short_ends_on_its_last_day(months: int, expected: dt.date) -> None:
    assert reckoning.shift(dt.date(2016, 1, 31), months=months) == expected


def test_reckoning_stops_at_the_ends_of_the_calendar() -> None:
    assert reckoning.shift(dt.date(2016, 1, 1), days=-1_000_000) == reckoning.FIRST_DAY
    assert reckoning.shift(dt.date(2016, 1, 1), months=-100_000) == reckoning.FIRST_DAY
    assert reckoning.shift(dt.date(2016, 1, 1), days=1_000_000) == reckoning.LAST_DAY
    assert reckoning.shift(dt.date(2016, 1, 1), months=100_000) == reckoning.LAST_DAY


@pytest.mark.parametrize(
    ("month", "day", "anchor", "expected"),
    [
        (7, 5, dt.date(2016, 7, 7), dt.date(2016, 7, 5)),
        (7, 10, dt.date(2016, 7, 7), dt.date(2016, 7, 10)),
        (12, 28, dt.date(2016, 1, 3), dt.date(2015, 12, 28)),
        (1, 2, dt.date(2015, 12, 30), dt.date(2016, 1, 2)),
        (9, 1, dt.date(2016, 7, 7), dt.date(2015, 9, 1)),
        (2, 29, dt.date(2015, 7, 7), dt.date(2012, 2, 29)),
        (2, 30, dt.date(2015, 7, 7), None),
    ],
)
def test_a_date_without_a_year_is_the_last_unless_it_comes_soon(
    month: int, day: int, anchor: dt.date, expected: dt.date | None
) -> None:
    assert reckoning.day_of_year(month, day, anchor) == expected


def test_a_weekday_settles_the_year_of_a_date() -> None:
    assert reckoning.day_of_year(7, 1, dt.date(2017, 3, 1), weekday=4) == dt.date(2016, 7, 1)


@given(st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE", "CE"]), DATES)
def test_a_unit_holds_the_day_it_is_taken_around(unit: str, date: dt.date) -> None:
    when = reckoning.unit_of(unit, date)
    assert unit == "WE" or when.start <= date < when.end
