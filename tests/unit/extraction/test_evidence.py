"""What a claim stands on."""

from tests.unit.extraction.effects.written import report
from vedette.extraction.assembly import assemble
from vedette.extraction.evidence import NEIGHBOURS, evidence
from vedette.model.provenance import Span

FILLER = "The market had been busy all day and traders were closing/VBG their stalls ."
TOLD = (
    "Two/CD/nummod>villagers villagers//nsubjpass>killed were//auxpass>killed killed in//prep>killed Kafrun//pobj>in "
    ".//punct>killed"
)


def test_quote_span_and_neighbours_are_the_texts_own() -> None:
    told = report(FILLER, TOLD, FILLER)
    sentence = told.sentences[1]
    found = evidence(told.document, sentence.unit, (0, 4), "Two")
    text = told.document.text
    assert found.quote == "Two villagers were killed"
    assert found.span is not None
    assert found.span.of(text) == found.quote
    assert found.sentence == sentence.unit.span
    assert found.before == text[found.span.start - NEIGHBOURS : found.span.start]
    assert found.after == text[found.span.end : found.span.end + NEIGHBOURS]
    assert found.anchor == "Two"


def test_at_the_edges_of_a_text_there_are_fewer_neighbours() -> None:
    told = report(TOLD)
    found = evidence(told.document, told.sentences[0].unit, (0, 4), "Two")
    assert (found.before, found.after, found.span) == ("", " in Kafrun.", Span(0, 25))


def test_a_claims_key_outlives_changes_elsewhere_in_the_text() -> None:
    (one,) = assemble(report(FILLER, TOLD, FILLER), "test")
    (two,) = assemble(report(FILLER, FILLER, TOLD, FILLER, FILLER), "test")
    assert one.key == two.key
    assert one.evidence.span != two.evidence.span


def test_another_figure_is_another_key() -> None:
    (one,) = assemble(report(FILLER, TOLD), "test")
    (two,) = assemble(report(FILLER, TOLD.replace("Two", "Three")), "test")
    assert one.key != two.key
