"""CSV, Excel and Parquet: one report a row, with a map from the table's headers to ours."""

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from vedette.errors import BadRecord, EmptyDocument, MissingPart, SkipItem, UnreadableInput
from vedette.sources.base import RECORD_KEYS, Found, Opened, failure, record_capture
from vedette.sources.bytestream import anywhere, lines, sound_zip
from vedette.text.decoding import bom_encoding, decode, not_text

#: Rows of Parquet held in memory at a time.
_ROWS = 256
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
    try:
        header = next(csv.reader([header_line], delimiter=delimiter))
    except (csv.Error, StopIteration) as error:
        raise BadRecord(f"no sound header row ({error})") from error
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
        yield record_capture(item, record)


def excel_file(opened: Opened) -> Iterator[Found]:
    """A capture a row of each sheet whose first row heads a column of texts; other sheets are passed over."""
    try:
        yield from _sheets(opened)
    except SkipItem as error:
        yield failure(opened.name, error)


def parquet_file(opened: Opened) -> Iterator[Found]:
    """A capture a row; read some rows at a time, and of the columns those that are asked for."""
    try:
        yield from _parquet_rows(opened)
    except SkipItem as error:
        yield failure(opened.name, error)


def _sheets(opened: Opened) -> Iterator[Found]:
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise MissingPart("reading workbooks needs openpyxl: pip install 'vedette[read]'") from error
    import warnings

    file = anywhere(opened)
    sound_zip(file, limits=opened.limits)
    file.seek(0)
    broken = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError)
    heads: list[str] = []
    found = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that we do not read
        try:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for sheet in workbook.worksheets:
                rows = sheet.iter_rows(values_only=True)
                header = [_cell(cell) for cell in next(rows, ())]
                heads += header
                try:
                    places = columns(header, opened.columns)
                except BadRecord:
                    continue
                found = True
                for number, row in enumerate(rows, 2):
                    if record := _record(row, places):
                        yield record_capture(f"{opened.name}:row {sheet.title} {number}", record)
        except broken as error:
            raise UnreadableInput(f"no sound workbook ({type(error).__name__})") from error
    if not found:
        columns(heads, opened.columns)  # says what is missing
        raise EmptyDocument("no sheet with rows")


def _parquet_rows(opened: Opened) -> Iterator[Found]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingPart("reading Parquet needs pyarrow: pip install 'vedette[parquet]'") from error
    number = 0
    try:
        table = pq.ParquetFile(anywhere(opened))
        header = [str(name) for name in table.schema_arrow.names]
        places = columns(header, opened.columns)
        wanted = [header[at] for at in places.values()]
        for batch in table.iter_batches(batch_size=_ROWS, columns=list(dict.fromkeys(wanted))):
            for row in batch.to_pylist():
                number += 1
                record = {key: _cell(row.get(header[at])) for key, at in places.items()}
                size = sum(map(len, record.values()))
                if size > opened.limits.item:
                    yield failure(f"{opened.name}:row {number}", UnreadableInput(f"a row of {size:,} characters"))
                elif any(value.strip() for value in record.values()):
                    yield record_capture(f"{opened.name}:row {number}", record)
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError, TypeError) as error:
        raise UnreadableInput(f"no sound Parquet ({type(error).__name__}), after {number:,} rows") from error
    if not number:
        raise EmptyDocument("a table without rows")


def _record(row: Sequence[Any], places: dict[str, int]) -> dict[str, str]:
    cells = {key: _cell(row[at]) for key, at in places.items() if at < len(row)}
    return {key: cell for key, cell in cells.items() if cell.strip()}


def _cell(value: Any) -> str:
    """A cell as the words a person would write: days as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


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
