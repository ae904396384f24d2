"""CSV: one report a row, with a map from the table's headers to ours."""

import csv
import json
from collections.abc import Iterator

from vedette.errors import BadRecord, EmptyDocument, SkipItem, UnreadableInput
from vedette.sources.base import RECORD, RECORD_KEYS, Found, Opened, capture, failure
from vedette.sources.bytestream import lines
from vedette.text.decoding import bom_encoding, decode, not_text

#: Headers that are taken for ours without a map, lower-cased.
KNOWN_HEADERS = {
    "headline": "title",
    "article_title": "title",
    "body": "text",
    "content": "text",
    "article_content": "text",
    "full_text": "text",
    "date": "published",
    "published_at": "published",
    "publication_date": "published",
    "source": "outlet",
    "publisher": "outlet",
    "link": "url",
    "unit_id": "id",
}


def csv_file(opened: Opened) -> Iterator[Found]:
    """A capture a row, as a record. The delimiter (comma, semicolon or tab) is read off the header row."""
    try:
        yield from _rows(opened)
    except SkipItem as error:
        yield failure(opened.name, error)


def _rows(opened: Opened) -> Iterator[Found]:
    numbered = lines(opened.stream, limits=opened.limits)
    _, head = next(numbered, (0, b""))
    if not head or not head.strip():
        raise EmptyDocument("the file is empty" if head is not None else "a header row longer than any report")
    other = not_text(head)
    if other:
        raise UnreadableInput(f"no CSV: {other}")
    if bom_encoding(head) not in (None, "utf-8-sig"):
        raise UnreadableInput("CSV must be UTF-8 or Windows-1252; convert the file (it is UTF-16 or UTF-32)")
    header_line = decode(head).text
    delimiter = max(",;\t", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter))
    places = columns(header, opened.columns)
    too_long: list[int] = []
    csv.field_size_limit(opened.limits.item)
    reader = csv.reader(_text(numbered, too_long), delimiter=delimiter)
    row_number = 1
    while True:
        row_number += 1
        item = f"{opened.name}:row {row_number}"
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield failure(item, BadRecord(f"no sound CSV row ({error})"))
            continue
        while too_long:
            line = too_long.pop()
            yield failure(f"{opened.name}:{line}", UnreadableInput(f"a line of more than {opened.limits.item:,} bytes"))
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            yield failure(item, BadRecord(f"{len(row)} cells under {len(header)} headers; is a cell unquoted?"))
            continue
        record = {key: row[at] for key, at in places.items() if at < len(row) and row[at].strip()}
        yield capture(item, RECORD, json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def columns(header: list[str], mapping: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Which column holds which of our keys: the given map first, then equal names, then the known other names.

    Raises BadRecord when a mapped column is missing or no column holds the text.
    """
    names = [name.strip().casefold() for name in header]
    found: dict[str, int] = {}
    for key, column in mapping:
        if column.strip().casefold() not in names:
            raise BadRecord(f"no column {column!r} in the table; it has: {', '.join(header)}")
        found[key] = names.index(column.strip().casefold())
    for at, name in enumerate(names):
        if name in RECORD_KEYS:
            found.setdefault(name, at)
    for at, name in enumerate(names):
        if name in KNOWN_HEADERS:
            found.setdefault(KNOWN_HEADERS[name], at)
    if "text" not in found and "html" not in found:
        raise BadRecord(f"no column holds the text; map one (text=COLUMN) of: {', '.join(header)}")
    return found


def _text(numbered: Iterator[tuple[int, bytes | None]], too_long: list[int]) -> Iterator[str]:
    for number, line in numbered:
        if line is None:
            too_long.append(number)
        else:
            yield decode(line).text
