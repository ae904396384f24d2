"""The words of a parse, listed once."""

from spacy.lang.en import English
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.forms import lemmas_of, once_a_parse, texts_of, word_set, words_of
from vedette.extraction.tokens import Doc, doc_of


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

    @once_a_parse
    def count(doc: Doc, beside: object = None) -> int:
        calls.append(beside)
        return len(calls)

    one, other = parse("a"), parse("a")
    assert [count(one), count(one), count(one, (1,)), count(one, [1]), count(other)] == [1, 1, 2, 2, 3]
