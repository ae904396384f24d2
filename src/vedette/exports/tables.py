"""The flat table of events as CSV with a row of HXL tags, as XLSX, and as Parquet with points (GeoParquet 1.1)."""

import csv
import datetime as dt
import itertools
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.errors import MissingPart
from vedette.exports.archive import Archive
from vedette.exports.cells import defused
from vedette.exports.flat import CANNOT, COLUMNS, plain, rows
from vedette.exports.losses import Losses

CANNOT_XLSX = (*CANNOT, "more than 1,048,575 events: the rest is left out")
#: Rows of a sheet that Excel opens, the header among them.
MOST_ROWS = 1_048_576
#: The time that workbooks bear, so that the same input gives the same bytes.
_EPOCH = dt.datetime(1980, 1, 1)
#: Rows of a Parquet row group.
_GROUP = 5_000
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write_csv(archive: Archive, path: Path, losses: Losses) -> None:
    """CSV: names in the first line, HXL tags in the second, formulas defused."""
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow([c.name for c in COLUMNS])
        writer.writerow([c.tag for c in COLUMNS])
        for row in rows(archive.told()):
            writer.writerow([defused(plain(value)) for value in row.values()])
            losses.row()


def write_xlsx(archive: Archive, path: Path, losses: Losses) -> None:
    """XLSX: one sheet of events, one that explains the columns. Text stays text: nothing in a cell is run or linked.

    Raises MissingPart without XlsxWriter.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise MissingPart("XLSX needs one more part: pip install 'vedette[exports]'") from error
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(str(path), options) as book:
        book.set_properties({"created": _EPOCH})
        sheet = book.add_worksheet("events")
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(COLUMNS):
            sheet.write_string(0, at, column.name)
        for number, row in enumerate(rows(archive.told()), start=1):
            if number >= MOST_ROWS:
                losses.leave("rows beyond what a sheet can hold")
                continue
            for at, value in enumerate(row.values()):
                _put(sheet, number, at, value)
            losses.row()
        notes = book.add_worksheet("columns")
        for number, column in enumerate(COLUMNS):
            for at, words in enumerate((column.name, column.tag, column.what)):
                notes.write_string(number, at, words)


def write_parquet(archive: Archive, path: Path, losses: Losses) -> None:
    """Parquet with typed columns and a point for each located event. Raises MissingPart without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingPart("Parquet needs one more part: pip install 'vedette[exports]'") from error
    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    fields = [pa.field(c.name, types[c.type], metadata={"what": c.what}) for c in COLUMNS]
    schema = pa.schema([*fields, pa.field("geometry", pa.binary())], metadata={"geo": json.dumps(_GEO)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows(archive.told())):
            columns: dict[str, list[Any]] = {c.name: [row[c.name] for row in group] for c in COLUMNS}
            columns["geometry"] = [_point(row["longitude"], row["latitude"]) for row in group]
            writer.write_table(pa.table(columns, schema=schema))
            losses.rows += len(group)


def _groups(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(itertools.islice(found, _GROUP)):
        yield group


def _point(east: float | None, north: float | None) -> bytes | None:
    """Well-known binary of a point: little-endian, type 1, x, y."""
    return None if east is None or north is None else struct.pack("<BIdd", 1, 1, east, north)


def _put(sheet: Any, number: int, at: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(number, at, value)
    elif isinstance(value, int | float):
        sheet.write_number(number, at, value)
    else:
        sheet.write_string(number, at, defused(plain(value)))
