"""Quotation marks over a whole document: where a quotation begins and ends, whatever sentences it runs through."""

import re
from functools import lru_cache

from vedette.model.provenance import Span

_PARAGRAPH = re.compile(r"\n\s*\n|\Z")
_MARK = re.compile(r"[“”\"«»]|''|``")
#: A quotation longer than this has lost its closing mark.
LONGEST = 2500


@lru_cache(maxsize=8)
def quotations(text: str) -> tuple[Span, ...]:
    """The quotations of a text in order, marks included; one that is not closed ends with its paragraph."""
    found: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        found += _within(text, start, gap.start())
        start = gap.end()
    return tuple(found)


def _within(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        opens = mark[0] in "“«``" or (mark[0] in "\"''" and opened is None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            if mark.end() - opened <= LONGEST:
                found.append(Span(opened, mark.end()))
            opened = None
    if opened is not None and 1 < end - opened <= LONGEST:
        found.append(Span(opened, end))
    return found


def quotation_at(text: str, at: int) -> Span | None:
    """The quotation around a character."""
    return next((q for q in quotations(text) if q.start <= at < q.end), None)
