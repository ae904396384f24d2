"""The words of a parse, listed once."""

from spacy.lang.en import English
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.parsing.forms import lemmas_of, once, texts_of, word_set, words_of
from vedette.extraction.parsing.tokens import Doc, doc_of
from vedette.extraction.report import Report
from vedette.model.document import Document, document_id


def parse(*words: str) -> Doc:
    return doc_of(SpacyDoc(English().vocab, words=list(words), lemmas=[w.upper() for w in words]))


def test_words_lemmas_and_texts_stand_in_order() -> None:
    doc = parse("The", "City", "city")
    assert (texts_of(doc), words_of(doc), lemmas_of(doc)) == (
        ["The", "City", "city"],
        ["the", "city", "city"],
        ["the", "city", "city"],
    )
    assert word_set(doc) == {"the", "city"}


def test_a_function_is_called_once_for_a_parse_and_its_arguments() -> None:
    calls: list[object] = []

    @once
    def count(doc: Doc, beside: object = None) -> int:
        calls.append(beside)
        return len(calls)

    one, other = parse("a"), parse("a")
    assert [count(one), count(one), count(one, (1,)), count(one, [1]), count(other)] == [1, 1, 2, 2, 3]


def test_what_is_found_of_a_report_lies_with_it() -> None:
    calls: list[int] = []

    @once
    def length(report: Report, beside: int = 0) -> int:
        calls.append(beside)
        return len(report.document.text)

    document = Document(document_id("test"), "test", "Nothing is told here.", "Meridian Wire")
    one, other = Report(document, None, ()), Report(document, None, ())
    assert [length(one), length(one), length(one, beside=1), length(other)] == [21] * 4
    assert calls == [0, 1, 0]
    assert one != other
