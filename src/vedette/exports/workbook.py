"""A workbook as it is written: rows go straight into the file, so that a hundred thousand of them need no memory.

Office Open XML as far as a table needs it (ECMA-376): sheets of text, numbers and truth values, no formula, no link, no
style. Libraries that write more of it take four times as long, which is more than an export has.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

#: The time that the parts bear, so that the same rows give the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" '
    'state="frozen"/></sheetView></sheetViews>'
)
#: What XML can't hold; what it would change; and what a reader of workbooks would take for an escaped character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TELLING = re.compile(r"[&<>\r]|_x[0-9A-Fa-f]{4}_")
#: Bytes gathered before they are packed.
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows as they come. `frozen` keeps the first row and column in view."""

    name: str
    rows: Iterable[Sequence[Any]]
    frozen: bool = False


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook. Cells are text, numbers, truth values; None and empty text leave theirs out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for name, content in _frame(sheets):
            book.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED)
        for number, sheet in enumerate(sheets, start=1):
            part = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", _TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            with book.open(part, "w", force_zip64=True) as sink:
                _sheet(sink, sheet)


def column_letters(number: int) -> str:
    """The letters of a column, 0 being A."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(sink: IO[bytes], sheet: Sheet) -> None:
    sink.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{_FROZEN if sheet.frozen else ""}<sheetData>'.encode())
    letters: list[str] = []
    waiting: list[str] = []
    size = 0
    for number, row in enumerate(sheet.rows, start=1):
        while len(letters) < len(row):
            letters.append(column_letters(len(letters)))
        cells = [
            _cell(f"{letter}{number}", value)
            for letter, value in zip(letters, row, strict=False)
            if value is not None and value != ""
        ]
        text = f'<row r="{number}">{"".join(cells)}</row>'
        waiting.append(text)
        size += len(text)
        if size > _BLOCK:
            sink.write("".join(waiting).encode())
            waiting, size = [], 0
    sink.write(("".join(waiting) + "</sheetData></worksheet>").encode())


def _cell(at: str, value: Any) -> str:
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    text = str(value)
    if not (text.isascii() and text.isprintable()):
        text = _FORBIDDEN.sub("", text)
    if _TELLING.search(text):
        text = escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text), {"\r": "&#13;"})
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _frame(sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    """The parts around the sheets: types, relations, the list of sheets."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    names = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    return [
        (
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{_KIND}.sheet.main+xml"/>{types}</Types>',
        ),
        (
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        ),
    ]
