"""The day of a quoted "today"."""

import datetime as dt

import pytest

from vedette.extraction.times.find import find_times

SATURDAY = dt.date(2031, 5, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ('Ten people died, the group said on Friday. "Today the guns shelled the market," it said.', 2),
        ("Ten people died, the group said on Friday. “Shells fell on the market today,” it said.", 2),
        ('Ten people died on Friday. It had "looked into a strike tonight near Velm," the army said.', 2),
        ('Ten people died, the group said on Saturday. "Today the guns shelled the market," it said.', 3),
        ("Ten people died, the group said on Friday. Today the guns shelled the market.", 3),
        ('The group "knew of no raid," it said on Friday. Today the guns shelled the market.', 3),
        ('Ten people died last month. "Today the guns shelled the market," the group said.', 3),
    ],
)
def test_a_quoted_today_is_the_day_on_which_it_was_said(text: str, day: int) -> None:
    when = find_times(text, SATURDAY)[-1].when
    assert when is not None
    assert (when.start, when.days) == (dt.date(2031, 5, day), 1)
