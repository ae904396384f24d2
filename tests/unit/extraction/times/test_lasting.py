import datetime as dt

import pytest

from vedette.extraction.times.expression import Hint
from vedette.extraction.times.find import find_times
from vedette.extraction.times.lasting import lasting

ANCHOR = dt.date(2016, 7, 7)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2000 killed since 2011", "2011-01-01/2016-07-07"),
        ("2000 killed since the war began in March 2011", "2011-03-01/2016-07-07"),
        ("2000 killed since it was launched on June 15", "2016-06-15/2016-07-07"),
        ("besieged for nearly two years", "2014-07-07/2016-07-07"),
        ("for nearly a week troops have pushed on", "2016-06-30/2016-07-07"),
        ("2000 killed in the past two weeks", "2016-06-23/2016-07-07"),
        ("2000 killed in March 2011", None),
        ("besieged for years", None),
        ("fired for two hours", None),
        ("since then. It began in March 2011", None),
        ("since the war began. He died in March 2011", None),
    ],
)
def test_what_lasts_runs_from_its_beginning_to_the_report(text: str, iso: str | None) -> None:
    (found,) = find_times(text, ANCHOR)
    days = lasting(found, ANCHOR)
    assert (days.iso() if days else None) == iso


def test_the_beginning_itself_keeps_its_own_days() -> None:
    (found,) = find_times("2000 killed since the war began in March 2011", ANCHOR)
    assert Hint.SINCE_CLAUSE in found.hints
    assert found.when is not None
    assert found.when.iso() == "2011-03"


def test_a_beginning_is_not_passed_on_to_the_next_date() -> None:
    found = find_times("since the truce of May 2016 was broken on July 2", ANCHOR)
    assert [Hint.SINCE_CLAUSE in f.hints for f in found] == [True, False]
