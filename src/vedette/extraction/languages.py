"""Language packs: a reader for each language, and the one reader that hands each document to its own.

A pack is an entry point of the group `vedette.languages`, named by a code of ISO 639-1, that gives a reader when called
(see docs/languages.md). English and French come with Vedette; an entry point of the same name takes their place.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import groupby
from typing import Protocol, cast, runtime_checkable

from vedette.errors import MissingPart, UnreadLanguage
from vedette.extraction.base import Reader
from vedette.model.claim import Claim
from vedette.model.document import Document

GROUP = "vedette.languages"
#: What comes with Vedette: module and function of each pack.
OWN = {"en": "vedette.extraction.reader:load_reader", "fr": "vedette.extraction.french.reader:load_reader"}
#: Documents whose language nobody told are read as this.
DEFAULT = "en"


@runtime_checkable
class Selective(Protocol):
    """A reader that does not read every document."""

    def unread(self, document: Document) -> UnreadLanguage | None:
        """Why a document is not read; None if it is."""


@dataclass(frozen=True, slots=True)
class LanguageReader:
    """Hands each document to the reader of its language. `version` names them all."""

    readers: Mapping[str, Reader]

    @property
    def version(self) -> str:
        """The versions of all packs, the default language's first."""
        others = (self.readers[code].version for code in sorted(self.readers) if code != DEFAULT)
        return "+".join((self.readers[DEFAULT].version, *others))

    def unread(self, document: Document) -> UnreadLanguage | None:
        """Why a document is not read: its language has no pack."""
        code = code_of(document)
        if code in self.readers:
            return None
        known = ", ".join(sorted(self.readers))
        return UnreadLanguage(f"in a language without a pack: {code} (there are {known}); kept, not read")

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The claims of one document. Raises UnreadLanguage where no pack reads it."""
        if (why := self.unread(document)) is not None:
            raise why
        return self.readers[code_of(document)].read(document)

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """The same for many, in their order; neighbours of one language go to its reader together."""
        for code, some in groupby(documents, code_of):
            if code in self.readers:
                yield from self.readers[code].read_many(some)
                continue
            for document in some:
                raise cast(UnreadLanguage, self.unread(document))


def code_of(document: Document) -> str:
    """The language of a document, in two or three small letters: "fr" for "fr-CA" and "FR"."""
    return (document.language or DEFAULT).replace("_", "-").partition("-")[0].strip().lower() or DEFAULT


def load_readers() -> LanguageReader:
    """All packs that are installed. Raises MissingPart for one that can't be loaded, naming it."""
    makers: dict[str, Callable[[], Callable[[], Reader]]] = {
        code: lambda place=place: _own(place)  # type: ignore[misc]
        for code, place in OWN.items()
    }
    for point in entry_points(group=GROUP):
        makers[point.name] = point.load
    readers: dict[str, Reader] = {}
    for code in sorted(makers):
        try:
            readers[code] = makers[code]()()
        except ImportError as error:
            if code == DEFAULT:
                raise
            raise MissingPart(f"the language pack {code!r} can't be loaded: {error}") from error
    return LanguageReader(readers)


def _own(place: str) -> Callable[[], Reader]:
    module, _, name = place.partition(":")
    return cast(Callable[[], Reader], getattr(importlib.import_module(module), name))
