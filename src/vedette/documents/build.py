"""Capture -> Document: one item as it came to a report as clean text, with what is known of it."""

import datetime as dt
import hashlib

from vedette.documents.base import Built, Fields, Hints, PrintedDate
from vedette.documents.dates import date_in_name, published
from vedette.documents.furniture import without_furniture
from vedette.documents.headline import with_headline
from vedette.documents.language import language_of
from vedette.documents.mail import mail_fields
from vedette.documents.page import page_fields
from vedette.documents.pdf import pdf_fields
from vedette.documents.plain import plain_fields
from vedette.documents.record import record_fields
from vedette.documents.word import word_fields
from vedette.errors import EmptyDocument, UnreadableInput
from vedette.model.document import Capture, Document, document_id
from vedette.model.ids import digest
from vedette.text.normalising import clean_line, clean_text

#: Longest report in characters. Books and archives pasted into one file are no report, and parsing takes a gigabyte of
#: memory for a million characters.
MAX_TEXT = 1_000_000


def build_document(
    capture: Capture,
    hints: Hints | None = None,
    *,
    printed_date: PrintedDate | None = None,
    now: dt.datetime | None = None,
) -> Built:
    """The document of a capture.

    What the capture states comes first, then the hints, then the file's name (for the date). `printed_date` finds the
    date printed at the top of a text; it wins over metadata. `now` is the time against which dates are in the future.
    Raises EmptyDocument, BadRecord or UnreadableInput for what is no report.
    """
    hints = hints or Hints()
    now = now or dt.datetime.now(dt.UTC)
    fields = _fields(capture)
    body = without_furniture(clean_text(fields.text))
    if not any(c.isalnum() for c in body):
        raise EmptyDocument("there is no text in it")
    if len(body) > MAX_TEXT:
        raise UnreadableInput(f"a text of {len(body):,} characters; at most {MAX_TEXT:,} are one report, split it")
    printed = printed_date(body) if printed_date else None
    when = published(
        fields.published, (hints.published, date_in_name(_file(capture.locator))), printed=printed, now=now
    )
    outlet = clean_line(fields.outlet or hints.outlet or "") or None
    text, headline, title = with_headline(body, fields.title, outlet=outlet)
    locator, identity = _place(capture, fields, text)
    document = Document(
        id=document_id(locator, identity),
        locator=locator,
        text=text,
        outlet=outlet,
        published=when.time,
        title=title,
        headline=headline,
        language=fields.language or hints.language or language_of(body),
        author=clean_line(fields.author or "") or None,
        identity=identity,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        capture=capture.id,
    )
    return Built(document, (*fields.notes, *((when.note,) if when.note else ())))


def _fields(capture: Capture) -> Fields:
    kind, _, parameters = capture.media_type.partition(";")
    charset = parameters.partition("charset=")[2].strip() or None
    match kind:
        case "text/plain":
            return plain_fields(capture.content, charset=charset)
        case "text/html":
            return page_fields(capture.content, charset=charset)
        case "application/json":
            return record_fields(capture.content)
        case "application/pdf":
            return pdf_fields(capture.content)
        case "message/rfc822":
            return mail_fields(capture.content)
        case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
            return word_fields(capture.content)
    raise UnreadableInput(f"no reader for the media type {capture.media_type}")


def _place(capture: Capture, fields: Fields, text: str) -> tuple[str, str | None]:
    """Where the document stands and what it is called there: together they are its identity.

    An address that the item states is its place; else the file it lies in. A record without an id of its own is known
    by its words, since lines of a file move. A page's address is what the page says of itself, and pages are hostile:
    its file stays part of its identity, so that no page can pass as a revision of another; one that was fetched is
    known by the address that it was fetched from, whatever it says.
    """
    file = _file(capture.locator)
    kind = capture.media_type.partition(";")[0]
    if file.startswith(("http://", "https://")) and kind != "application/json":
        return file, None
    if kind == "text/html":
        return (fields.url, file) if fields.url else (file, None)
    if fields.url:
        return fields.url, fields.identity
    if fields.identity:
        return file, fields.identity
    if kind in ("application/json", "message/rfc822") or file == "-":
        return file, digest("text", text)
    return file, None


def _file(locator: str) -> str:
    """The file of an item's locator: without the line, row, entry or message that sources put behind it."""
    head, colon, tail = locator.rpartition(":")
    if head in ("http", "https"):
        return locator
    return head if colon and (tail.isdigit() or tail.split(" ")[0] in ("row", "entry", "message")) else locator
