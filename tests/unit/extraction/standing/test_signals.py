"""Signals: words by which a report marks a change."""

import pytest

from tests.unit.extraction.standing.parsed import report
from vedette.extraction.standing.signals import find_signals
from vedette.model.claim import Signal, SpeechAct, StatementContent


def signals(*keys: str) -> list[StatementContent]:
    return [d.content for d in find_signals(report(*keys)) if isinstance(d.content, StatementContent)]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        ("escalation", Signal.ESCALATION),
        ("turning", Signal.TURNING_POINT),
        ("largest", Signal.LARGEST_SINCE),
        ("first", Signal.FIRST_SINCE),
        ("deescalation", Signal.DE_ESCALATION),
    ],
)
def test_words_of_change_are_signals(key: str, signal: Signal) -> None:
    (found,) = signals(key)
    assert found.signal is signal
    assert found.act is SpeechAct.ASSESSES


@pytest.mark.parametrize("key", ["avoid", "city", "first_plain"])
def test_wishes_big_things_and_counting_are_none(key: str) -> None:
    assert signals(key) == []


@pytest.mark.parametrize(("key", "since"), [("largest", "2016"), ("first", "2024-01")])
def test_since_is_the_year_or_month_compared_with(key: str, since: str) -> None:
    (found,) = signals(key)
    assert found.since is not None
    assert found.since.iso() == since


def test_those_who_describe_it_are_the_assessors() -> None:
    (found,) = signals("turning")
    assert found.who is not None
    assert found.who.name == "experts"
