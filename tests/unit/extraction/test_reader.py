"""The reader puts the rules in their order."""

import datetime as dt

import pytest

from tests.unit.extraction.effects.written import DAY, report, unit
from vedette.extraction.parsing.batches import unparsed
from vedette.extraction.reader import build, day_of
from vedette.model.document import Document, document_id


def document(text: str, *, day: dt.date | None = DAY) -> Document:
    published = dt.datetime.combine(day, dt.time(9), dt.UTC) if day else None
    return Document(document_id("test"), "test", text, published=published)


def reporting(*sentences: str) -> list[bool]:
    """For each time expression whether it dates the telling or the report."""
    return [t.reporting for s in report(*sentences).sentences for t in s.times]


def test_a_document_speaks_from_the_day_printed_at_its_top() -> None:
    assert day_of(document("March 1, 2024\n\nRockets fell on Monday.")) == dt.date(2024, 3, 1)


def test_without_a_printed_day_it_speaks_from_its_publication() -> None:
    assert day_of(document("Rockets fell on Monday.")) == DAY


def test_without_either_its_day_is_unknown() -> None:
    assert day_of(document("Rockets fell on Monday.", day=None)) is None


def test_a_report_finds_times_places_and_speech() -> None:
    sentence = report(
        "The//det>army army//nsubj>said said two//nummod>men men//nsubj>died died//ccomp>said in//prep>died "
        "Kafrun//pobj>in on//prep>died Monday//pobj>8"
    ).sentences[0]
    assert [p.name for p in sentence.places] == ["Kafrun"]
    assert [(t.expression.when.start if t.expression.when else None, t.reporting) for t in sentence.times] == [
        (dt.date(2024, 3, 4), False)
    ]
    assert [s.cue_words for s in sentence.said] == ["said"]


def test_without_a_day_of_the_report_there_are_no_times() -> None:
    assert report("Two men died on Monday .", day=None).sentences[0].times == ()


def test_a_sentence_that_was_not_parsed_holds_nothing() -> None:
    read = unit("Two men died in Kafrun .")
    left = unparsed(read.span, 0)
    built = build(document(read.doc.text), (left,))
    assert built.sentences[0].places == ()
    assert list(built.read) == []


def test_a_document_of_no_units_has_no_sentences() -> None:
    assert build(document("Two men died on Monday."), ()).sentences == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The//det>army army//nsubj>said said on//prep>said Monday//pobj>on that/IN two men died//ccomp>said", True),
        ("The//det>army army//nsubj>said said men//nsubj>died died//ccomp>said Monday//npadvmod>died", False),
        ("Two men died on Monday", False),
        ("Posted/VBN on 4 March 2024", True),
        ("Last updated/VBN 4 March 2024 10:00", True),
        ("Friday , 4 March 2024", True),
        ("It ended on 4 March 2024", False),
    ],
)
def test_a_day_dates_the_telling_the_report_or_what_happened(words: str, expected: bool) -> None:
    assert reporting(words)[-1] is expected


def test_deep_in_a_report_a_bare_date_is_an_events() -> None:
    filler = "The market had been busy all day and many traders were closing/VBG their stalls ."
    assert reporting(*[filler] * 4, "It ended/VBD 4 March 2024")[-1] is False
