"""Which day a statement of control gets."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.unit.extraction.control.parsed import report
from vedette.extraction.control.draft import Statement, draft
from vedette.extraction.report import FoundTime
from vedette.extraction.times.expression import Hint, Kind, TimeExpression
from vedette.model.claim import ControlRelation
from vedette.model.provenance import Span
from vedette.model.times import Precision, When

TOOK = (
    "Rebels/NNS/nsubj>1 took/VBD/ROOT>1 Marib/NNP/dobj>1 since/IN/prep>1 Monday/NNP/pobj>3 ././punct>1",
    {"Marib": 1},
)
DAY = When(dt.date(2024, 3, 4), dt.date(2024, 3, 5), Precision.DAY)
SPAN = When(dt.date(2024, 3, 4), dt.date(2024, 3, 6), Precision.INTERVAL)


def dated(relation: ControlRelation, when: When, *hints: Hint, rule: str = "verb") -> When | None:
    """The day of a statement whose sentence has one time."""
    told = report(TOOK)
    first = told.sentences[0]
    expression = TimeExpression(Span(23, 29), when, Kind.DATE, "2024-03-04", True, frozenset(hints))
    sentence = replace(first, times=(FoundTime(0, 4, 5, expression),))
    told = replace(told, sentences=(sentence,))
    said = Statement(1, relation, None, sentence.places[0].mention, rule, (1, 3))
    return draft(told, sentence, said).when


def test_a_deed_has_the_day_of_its_sentence() -> None:
    assert dated(ControlRelation.CAPTURED, DAY) == DAY


def test_what_lasts_is_dated_by_since_alone() -> None:
    assert dated(ControlRelation.HOLDS, DAY) is None
    assert dated(ControlRelation.BESIEGES, SPAN, Hint.SINCE) == SPAN


@pytest.mark.parametrize("rule", ["held", "besieged", "stronghold"])
def test_a_place_described_in_passing_has_no_day(rule: str) -> None:
    assert dated(ControlRelation.HOLDS, SPAN, Hint.SINCE, rule=rule) is None
