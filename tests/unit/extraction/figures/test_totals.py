"""What a figure adds up: days on end, as reports count them."""

import pytest

from tests.unit.extraction.effects.written import parsed
from vedette.extraction.figures.totals import days_running


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on the forty-fifth consecutive day", 45),
        ("for the 45th straight day", 45),
        ("for the tenth day in a row", 10),
        ("for a twentieth successive day", 20),
        ("on the third day of the truce", 0),
        ("for many consecutive days", 0),
    ],
)
def test_days_on_end_are_counted(text: str, days: int) -> None:
    assert days_running(parsed(text)) == days
