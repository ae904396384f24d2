"""What the parts of the documents stage hand each other: the fields of a report as its source states them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from vedette.model.document import Document

#: Finds the date printed at the top of a report's text; None where none is. Given by the pipeline.
PrintedDate = Callable[[str], date | None]

STAGE = "documents"


@dataclass(frozen=True, slots=True)
class Fields:
    """A report as stated: text not yet cleaned, date not yet understood. `published` keeps the source's own words."""

    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    identity: str | None = None
    author: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says of all documents of a run; used where a document does not say it itself."""

    outlet: str | None = None
    published: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A document, and notes on what was assumed or set aside in making it."""

    document: Document
    notes: tuple[str, ...] = ()
