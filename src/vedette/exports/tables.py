"""The flat table of events as CSV with a row of HXL tags, as XLSX, and as Parquet with points (GeoParquet 1.1)."""

import csv
import itertools
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.errors import MissingPart
from vedette.exports import workbook
from vedette.exports.archive import Archive
from vedette.exports.cells import defused
from vedette.exports.flat import CANNOT, COLUMNS, plain, rows
from vedette.exports.losses import Losses
from vedette.exports.workbook import Sheet

CANNOT_XLSX = (*CANNOT, "more than 1,048,575 events: the rest is left out")
#: Rows of a sheet that Excel opens, the header among them.
MOST_ROWS = 1_048_576
#: Columns by what is done to their cells. Words of our own, ids among them, can't be formulas.
_HOSTILE = tuple(at for at, c in enumerate(COLUMNS) if c.type == "string" and not c.ours)
_DAYS = tuple(at for at, c in enumerate(COLUMNS) if c.type == "date")
_TRUTHS = tuple(at for at, c in enumerate(COLUMNS) if c.type == "boolean")
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
            cells = _cells(row)
            for at in _TRUTHS:
                cells[at] = plain(cells[at])
            writer.writerow(cells)
            losses.row()


def write_xlsx(archive: Archive, path: Path, losses: Losses) -> None:
    """XLSX: one sheet of events, one that explains the columns. Text stays text: nothing in a cell is run or linked."""
    events = Sheet("events", _lines(archive, losses), frozen=True)
    workbook.write(path, [events, Sheet("columns", [(c.name, c.tag, c.what) for c in COLUMNS])])


def _lines(archive: Archive, losses: Losses) -> Iterator[list[Any]]:
    yield [c.name for c in COLUMNS]
    for number, row in enumerate(rows(archive.told()), start=1):
        if number >= MOST_ROWS:
            losses.leave("rows beyond what a sheet can hold")
            continue
        losses.row()
        yield _cells(row)


def _cells(row: dict[str, Any]) -> list[Any]:
    """The cells of a row: what others wrote is defused, days are text."""
    cells = list(row.values())
    for at in _HOSTILE:
        cells[at] = defused(cells[at])
    for at in _DAYS:
        if cells[at] is not None:
            cells[at] = cells[at].isoformat()
    return cells


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
