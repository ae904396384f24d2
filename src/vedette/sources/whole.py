"""Files that are one report each: plain text, HTML pages, PDF and Word."""

import io
from collections.abc import Iterator

from vedette.errors import EmptyDocument, SkipItem, UnreadableInput
from vedette.sources.base import DOCX, HTML, PDF, TEXT, Found, Opened, capture, failure
from vedette.sources.bytestream import read_whole, sound_zip
from vedette.text.decoding import not_text


def text_file(opened: Opened) -> Iterator[Found]:
    """One capture of plain text."""
    yield _whole(opened, TEXT)


def html_file(opened: Opened) -> Iterator[Found]:
    """One capture of a page."""
    yield _whole(opened, HTML)


def pdf_file(opened: Opened) -> Iterator[Found]:
    """One capture of a PDF."""
    yield _binary(opened, PDF, b"%PDF")


def docx_file(opened: Opened) -> Iterator[Found]:
    """One capture of a Word document."""
    yield _binary(opened, DOCX, b"PK\x03\x04")


def _binary(opened: Opened, media_type: str, magic: bytes) -> Found:
    try:
        content = read_whole(opened.stream, limits=opened.limits)
        if not content.strip():
            raise EmptyDocument("the file is empty")
        if magic not in content[:1024]:
            raise UnreadableInput(f"not what its name says: it does not begin with {magic[:4].decode('ascii')!r}")
        if media_type == DOCX:
            sound_zip(io.BytesIO(content), limits=opened.limits)
    except SkipItem as error:
        return failure(opened.name, error)
    return capture(opened.name, media_type, content)


def _whole(opened: Opened, media_type: str) -> Found:
    try:
        content = read_whole(opened.stream, limits=opened.limits)
        if not content.strip():
            raise EmptyDocument("the file is empty")
        other = not_text(content)
        if other:
            raise UnreadableInput(f"no text: {other}")
    except SkipItem as error:
        return failure(opened.name, error)
    return capture(opened.name, media_type, content)
