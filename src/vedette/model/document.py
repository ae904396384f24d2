"""What is read: the capture (bytes as they came) and the document (clean text with what is known of it)."""

import datetime as dt
from dataclasses import dataclass

from vedette.model.ids import CaptureId, DocumentId, digest
from vedette.model.provenance import Span


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came from a source, with where and when; `sha256` is of the bytes."""

    id: CaptureId
    locator: str
    media_type: str
    sha256: str
    content: bytes
    retrieved: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as clean text; every span in a claim counts characters of `text`.

    The headline is part of `text` (its first paragraph unless the text already opens with it); `headline` says where.
    `published` is when the outlet put it out (aware, UTC) and may be unknown. `locator` is the address or path;
    `identity` is the outlet's own identifier, if it gives one. `sha256` is of the text: another hash at the same id is
    a revision.
    """

    id: DocumentId
    locator: str
    text: str
    outlet: str | None = None
    published: dt.datetime | None = None
    title: str | None = None
    headline: Span | None = None
    language: str | None = None
    author: str | None = None
    identity: str | None = None
    sha256: str = ""
    capture: CaptureId | None = None


def document_id(locator: str, identity: str | None = None) -> DocumentId:
    """A document is known by where it stands and by what its publisher calls it, not by its changing text."""
    return DocumentId(digest("document", locator, identity or ""))
