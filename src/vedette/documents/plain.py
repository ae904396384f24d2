"""Plain text files: an optional header of named lines, then the text."""

import re

from vedette.documents.base import Fields
from vedette.text.decoding import decode, known_encoding

#: Header names and the field each fills.
HEADER = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "source": "outlet",
    "published": "published",
    "date": "published",
    "url": "url",
    "author": "author",
    "id": "identity",
    "language": "language",
}
_LINE = re.compile(r"([A-Za-z]+):[ \t]*(.*)")


def plain_fields(content: bytes, *, charset: str | None = None) -> Fields:
    """The fields of a text file; `charset` is what a server said of it.

    Without a sound header (known names only, then an empty line) all of it is text.
    """
    decoded = decode(content, declared=known_encoding(charset))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n \t")
    head, parted, body = text.partition("\n\n")
    stated = _header(head) if parted else None
    notes = (decoded.note,) if decoded.note else ()
    if stated is None:
        return Fields(text, notes=notes)
    return Fields(body, notes=notes, **stated)


def _header(head: str) -> dict[str, str] | None:
    stated: dict[str, str] = {}
    for line in head.split("\n"):
        match = _LINE.fullmatch(line.rstrip())
        if match is None or match[1].lower() not in HEADER:
            return None
        if match[2].strip():
            stated.setdefault(HEADER[match[1].lower()], match[2].strip())
    return stated
