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
    """A column of a listing: its name in CSV, its head in a table; `machine` ones are not shown to people, `people`
    ones not to machines, `whole` ones are not broken over lines, `least` is the narrowest they may get. A
    `once` column is left empty where the row before is of the same group."""

    name: str
    head: str = ""
    machine: bool = False
    people: bool = False
    once: bool = False
    right: bool = False
    whole: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a listing's row, and the whole thing as JSON data. Rows of one `group` stand together."""

    cells: tuple[Cell, ...]
    body: dict[str, Any]
    group: str = ""


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
    writer.writerow([column.name for column in columns if not column.people])
    for row in rows:
        kept = (value for value, column in zip(row.cells, columns, strict=True) if not column.people)
        writer.writerow(["" if value is None else cell(value) for value in kept])


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
    before = ""
    for row in rows:
        again = bool(row.group) and row.group == before
        before = row.group
        pairs = ((v, column) for v, column in zip(row.cells, columns, strict=True) if not column.machine)
        shown = ("" if again and column.once else v for v, column in pairs)
        table.add_row(*(Text(safe(f"{v:,}" if isinstance(v, int) else str(v or ""))) for v in shown))
    console.print(table)
