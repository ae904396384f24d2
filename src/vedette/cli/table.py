"""Rows on standard output: a table for people, CSV or JSON for machines."""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from vedette.cli.screen import data, out, safe
from vedette.model.codec import dumps

Cell = str | int | float | None


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: its name in CSV, its head in a table; `machine` ones are not shown to people, `whole` ones
    are not broken over lines, `least` is the narrowest they may get."""

    name: str
    head: str = ""
    machine: bool = False
    right: bool = False
    whole: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a listing's row, and the whole thing as JSON data."""

    cells: tuple[Cell, ...]
    body: dict[str, Any]


def write(columns: Sequence[Column], rows: Iterable[Row], form: Format, *, empty: str) -> None:
    """Write the rows. `empty` is what a person is told where there are none."""
    match form:
        case Format.JSON:
            _json(rows)
        case Format.CSV:
            _csv(columns, rows)
        case Format.TABLE:
            _table(columns, list(rows), empty)


def cell(value: Cell) -> Cell:
    """A cell that a spreadsheet does not take for a formula, whatever a report has put into it."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _csv(columns: Sequence[Column], rows: Iterable[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow(["" if value is None else cell(value) for value in row.cells])


def _json(rows: Iterable[Row]) -> None:
    data("[" + ",\n ".join(dumps(row.body) for row in rows) + "]")


def _table(columns: Sequence[Column], rows: list[Row], empty: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    console = out()
    if not rows:
        console.print(empty)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        if not column.machine:
            justify: Literal["left", "right"] = "right" if column.right else "left"
            table.add_column(
                column.head or column.name,
                justify=justify,
                overflow="fold",
                no_wrap=column.whole,
                min_width=column.least,
            )
    for row in rows:
        shown = (v for v, column in zip(row.cells, columns, strict=True) if not column.machine)
        table.add_row(*(Text(safe(f"{v:,}" if isinstance(v, int) else str(v or ""))) for v in shown))
    console.print(table)
