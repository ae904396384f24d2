"""Rows of CSV and XLSX files, read with their line numbers and written so that no cell is taken for a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from vedette.errors import BadSetting, MissingPart

#: A row with the number of its line, the heading being line 1.
Line = tuple[int, Mapping[str, str]]
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def read_lines(path: Path) -> Iterator[Line]:
    """The rows of a sheet under the names in its first line, cells as trimmed text, empty rows left out.

    Of a workbook the first sheet is read. Raises BadSetting for a file that is neither or can't be read, MissingPart
    without the library for workbooks.
    """
    rows = _workbook(path) if path.suffix.casefold() == ".xlsx" else _csv(path)
    heading: list[str] | None = None
    for number, cells in enumerate(rows, start=1):
        texts = [_plain(cell) for cell in cells]
        if heading is None:
            heading = texts
        elif any(texts):
            yield number, {name: text for name, text in zip(heading, texts, strict=False) if name}
    if heading is None:
        raise BadSetting(f"{path}: the sheet is empty; its first line must name the columns")


def write_lines(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a sheet; its kind by the file's ending. Raises as reading does."""
    if path.suffix.casefold() == ".xlsx":
        _write_workbook(path, columns, rows)
        return
    if path.suffix.casefold() != ".csv":
        raise BadSetting(f"{path}: a sheet is a .csv or .xlsx file")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["'" + c if (c := row.get(name, "")).startswith(_RISKY) else c for name in columns])
    path.write_text(out.getvalue(), encoding="utf-8")


def _csv(path: Path) -> Iterator[Sequence[object]]:
    if path.suffix.casefold() != ".csv":
        raise BadSetting(f"{path}: a sheet is a .csv or .xlsx file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.reader(stream, strict=True)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadSetting(f"{path} can't be read as CSV in UTF-8: {error}") from error


def _workbook(path: Path) -> Iterator[Sequence[object]]:
    from zipfile import BadZipFile

    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingPart("reading workbooks needs openpyxl: pip install 'vedette[desk]'") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise BadSetting(f"{path} can't be read as a workbook: {error}") from error
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def _write_workbook(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise MissingPart("writing workbooks needs openpyxl: pip install 'vedette[desk]'") from error
    book = Workbook(write_only=True)
    # The same rows give the same file but for the library's own times: those are set too.
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)
    sheet = book.create_sheet("claims")
    sheet.append(list(columns))
    for row in rows:
        cells = []
        for name in columns:
            cell = WriteOnlyCell(sheet, value=_printable(row.get(name, "")))
            cell.data_type = "s"  # never a formula, whatever a report has put into it
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text
