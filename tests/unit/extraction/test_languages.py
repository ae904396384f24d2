"""Each document goes to the reader of its language; what no pack reads is kept and told."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.unit.pipeline.readers import CountingReader
from vedette.errors import MissingPart, UnreadLanguage
from vedette.extraction import languages
from vedette.extraction.languages import LanguageReader, code_of, load_readers
from vedette.model.document import Document, document_id
from vedette.model.failure import Failure
from vedette.pipeline.intake.extracting import Read, read_batch
from vedette.pipeline.intake.reading import is_note

READER = LanguageReader({"en": CountingReader("en/1"), "fr": CountingReader("fr/1")})


def document(language: str | None, name: str = "a.txt") -> Document:
    return Document(document_id(name), name, "4 people were killed in Homs.", language=language)


@pytest.mark.parametrize(("stated", "code"), [("fr-CA", "fr"), ("EN", "en"), ("pt_BR", "pt"), (None, "en"), ("", "en")])
def test_a_language_is_known_by_its_first_letters(stated: str | None, code: str) -> None:
    assert code_of(document(stated)) == code


def test_each_document_is_read_by_its_language_in_the_order_given() -> None:
    codes = ["en", "fr", "fr", None, "ar", "en"]
    documents = [document(code, f"{n}.txt") for n, code in enumerate(codes)]
    read = read_batch(documents, READER)
    assert [item.claims[0].extractor if isinstance(item, Read) else item.kind for item in read] == [
        *("en/1", "fr/1", "fr/1", "en/1", "UnreadLanguage", "en/1"),
    ]
    unread = read[4]
    assert isinstance(unread, Failure)
    assert is_note(unread)
    assert "ar (there are en, fr); kept, not read" in unread.reason


def test_asked_for_by_itself_such_a_document_raises() -> None:
    with pytest.raises(UnreadLanguage):
        READER.read(document("ar"))
    with pytest.raises(UnreadLanguage):
        list(READER.read_many([document("en"), document("ar")]))


def test_the_version_names_all_packs() -> None:
    assert READER.version == "en/1+fr/1"


@dataclass
class Point:
    """An installed entry point."""

    name: str
    made: Callable[[], object]

    def load(self) -> Callable[[], object]:
        return self.made


def test_a_pack_that_is_installed_is_found_and_one_that_is_broken_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> object:
        raise ImportError("no such model")

    own = {"en": "tests.unit.pipeline.readers:CountingReader", "fr": languages.OWN["fr"]}
    monkeypatch.setattr(languages, "OWN", own)
    monkeypatch.setattr(languages, "entry_points", lambda group: [Point("es", lambda: CountingReader("es/1"))])
    assert load_readers().version == "counting/1+es/1+vedette-french/1"
    monkeypatch.setattr(languages, "entry_points", lambda group: [Point("es", broken)])
    with pytest.raises(MissingPart, match="the language pack 'es' can't be loaded"):
        load_readers()
