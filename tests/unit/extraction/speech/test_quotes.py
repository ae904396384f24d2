"""Quotations over a document."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vedette.extraction.speech.quotes import quotation_at, quotations


def test_a_quotation_runs_over_sentences() -> None:
    text = "“We lost nine men. Six fled,” the mayor said."
    (quote,) = quotations(text)
    assert quote.of(text) == "“We lost nine men. Six fled,”"


def test_straight_marks_open_and_close_in_turn() -> None:
    text = '"One," he said. "Two."'
    assert [q.of(text) for q in quotations(text)] == ['"One,"', '"Two."']


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = '"One.\n\nTwo.'
    assert [q.of(text) for q in quotations(text)] == ['"One.']


def test_outside_there_is_none() -> None:
    assert quotation_at("“One,” he said.", 9) is None


@given(st.text(alphabet='ab “”"\n.', max_size=60))
def test_quotations_never_overlap(text: str) -> None:
    found = quotations(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
