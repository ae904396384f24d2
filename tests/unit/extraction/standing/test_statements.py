"""Statements: talks, demands, threats, refusals and comments."""

import pytest

from tests.unit.extraction.standing.parsed import report
from vedette.extraction.standing.statements import find_statements
from vedette.model.claim import SpeechAct, StatementContent
from vedette.model.provenance import Span


def statements(*keys: str, taken: tuple[Span, ...] = ()) -> list[StatementContent]:
    return [d.content for d in find_statements(report(*keys), taken) if isinstance(d.content, StatementContent)]


@pytest.mark.parametrize(
    ("key", "act", "who"),
    [
        ("demand", SpeechAct.DEMANDS, "army"),
        ("threat", SpeechAct.THREATENS, "gang"),
        ("blame", SpeechAct.ACCUSES, "army"),
        ("continue", SpeechAct.VOWS, "Noor"),
        ("self", SpeechAct.VOWS, "Chad"),
    ],
)
def test_an_act_of_speech_is_a_statement_of_its_subject(key: str, act: SpeechAct, who: str) -> None:
    (found,) = statements(key)
    assert found.act is act
    assert found.who is not None
    assert found.who.name == who


def test_ministers_of_two_countries_are_partners_by_their_countries() -> None:
    (found,) = statements("met")
    assert found.act is SpeechAct.MEETS
    assert [p.name for p in found.partners] == ["Chad", "Togo"]


def test_they_agreed_means_those_who_met() -> None:
    _, agreed = statements("met", "agreed")
    assert agreed.act is SpeechAct.AGREES
    assert agreed.who is not None
    assert "Amina Noor" in agreed.who.name


def test_the_day_of_talks_is_read_from_their_sentence() -> None:
    (draft,) = find_statements(report("met"), ())
    assert draft.when is not None
    assert draft.when.iso() == "2024-03-04"


def test_a_whole_quotation_is_a_comment() -> None:
    (found,) = statements("quote")
    assert found.act is SpeechAct.COMMENTS
    assert found.what == "We are facing a disaster in the north"


def test_a_quotation_that_tells_of_an_event_is_none() -> None:
    assert statements("quote", taken=(Span(0, 30),)) == []


@pytest.mark.parametrize("key", ["allegiance", "demand_noun", "ability", "led_act"])
def test_other_senses_of_the_verbs_are_no_statements(key: str) -> None:
    assert statements(key) == []
