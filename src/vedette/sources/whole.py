"""Files that are one report each: plain text and HTML pages."""

from collections.abc import Iterator

from vedette.errors import EmptyDocument, SkipItem, UnreadableInput
from vedette.sources.base import HTML, TEXT, Found, Opened, capture, failure
from vedette.sources.bytestream import read_whole
from vedette.text.decoding import not_text


def text_file(opened: Opened) -> Iterator[Found]:
    """One capture of plain text."""
    yield _whole(opened, TEXT)


def html_file(opened: Opened) -> Iterator[Found]:
    """One capture of a page."""
    yield _whole(opened, HTML)


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
