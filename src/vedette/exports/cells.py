"""Cells of a table: text that a spreadsheet would run is defused, lists are joined, nothing is None."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

#: A cell that begins with one of these is taken for a formula by spreadsheets (OWASP, "CSV Injection").
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SIGNS = (*TRIGGERS, "＝", "＋", "－", "＠")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: Excel's limit for the text of a cell; a longer one is cut with an ellipsis.
LONGEST = 32_767


def defused(value: Any) -> Any:
    """The value as it may stand in a cell: text that would be a formula gets an apostrophe before it.

    Whole-width forms of the signs are taken for the signs by some programs, and blanks before a sign are passed over.
    Control characters that no spreadsheet or XML file can hold go.
    """
    if not isinstance(value, str):
        return value
    if not value or (value[:1].isalnum() and value.isascii() and value.isprintable() and len(value) <= LONGEST):
        return value  # the common case, told quickly
    text = _FORBIDDEN.sub("", value)
    if len(text) > LONGEST:
        text = text[: LONGEST - 2] + "…"
    lead = text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff")[:1]
    return "'" + text if lead in _SIGNS else text


def guarded(names: Sequence[str], ours: Collection[str]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """What takes the cells of a row, in the order of these columns, with all defused but what is `ours`: numbers, days
    and words of our own lists, where nobody else can put a formula."""
    cells_of = itemgetter(*names)
    theirs = tuple(at for at, name in enumerate(names) if name not in ours)

    def cells(row: Mapping[str, Any]) -> list[Any]:
        found = list(cells_of(row))
        for at in theirs:
            found[at] = defused(found[at])
        return found

    return cells


def joined(values: Iterable[str], by: str = "; ") -> str:
    """The values in order, each once, empty ones left out; what parts them does not occur in them."""
    found = dict.fromkeys(values)
    if not found:
        return ""
    mark = by.strip()
    if len(found) == 1:  # the common case
        (only,) = found
        return " ".join(only.replace(mark, ",").split()) if only else ""
    return by.join(dict.fromkeys(" ".join(v.replace(mark, ",").split()) for v in found if v and v.strip()))


def blank(value: Any) -> Any:
    """The value, "" for None."""
    return "" if value is None else value
