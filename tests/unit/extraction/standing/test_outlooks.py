"""Outlooks: forecasts, their conditions, and whose they are."""

import pytest

from tests.unit.extraction.standing.parsed import report
from vedette.extraction.standing.outlooks import find_outlooks
from vedette.model.claim import OutlookContent


def outlooks(*keys: str) -> list[OutlookContent]:
    return [d.content for d in find_outlooks(report(*keys)) if isinstance(d.content, OutlookContent)]


def test_what_the_future_depends_on_is_the_condition() -> None:
    (found,) = outlooks("depends")
    assert found.condition == "decisions in Nairobi"
    assert found.who is None


def test_an_analyst_without_whom_nothing_holds() -> None:
    (found,) = outlooks("without")
    assert found.condition == "Without fuel"
    assert found.outcome == "the army will not hold the port"
    assert found.who is not None
    assert "Amina Noor" in found.who.name


def test_in_that_case_keeps_the_forecaster() -> None:
    first, second = outlooks("without", "chain")
    assert second.outcome == "the rebels could reach the coast"
    assert second.condition == "In that case"
    assert second.who == first.who


@pytest.mark.parametrize(("key", "who"), [("believe", "Noor"), ("expect", "Commanders")])
def test_belief_and_expectation_are_of_their_subject(key: str, who: str) -> None:
    (found,) = outlooks(key)
    assert found.who is not None
    assert found.who.name == who
    assert found.condition is None


@pytest.mark.parametrize("key", ["self", "past", "ability", "quote", "demand", "continue"])
def test_vows_guesses_at_the_past_and_abilities_are_no_forecasts(key: str) -> None:
    assert outlooks(key) == []
