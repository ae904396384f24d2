"""The "today" of words that a report quotes: the day on which they were spoken, which need not be the report's.

A paper of Saturday prints what was said on Friday: "Three were killed, the group said on Friday. 'Today the guns
shelled the market,' it said." Where the report has told of no other day than one just before its own, that is the
speaker's.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vedette.extraction.times.expression import TimeExpression

#: How many days before its own a report prints what was said as news.
FRESH = 3
#: How many characters of quoted words may stand before their "today".
REACH = 400
_NOW = frozenset({"today", "tonight"})
_OPENING, _CLOSING = "“«", "”»"


def with_speakers_day(text: str, found: tuple[TimeExpression, ...], anchor: date) -> tuple[TimeExpression, ...]:
    """The same expressions, quoted "today" and "tonight" on the day of which the report has told last."""
    if not any(is_now(text, f) for f in found):
        return found
    told: list[TimeExpression] = []
    changed: list[TimeExpression] = []
    for f in found:
        if is_now(text, f) and is_quoted(text, f.span.start):
            changed.append(_moved(f, told, anchor))
        else:
            changed.append(f)
            if f.relative and f.when is not None and f.when.days <= 1:
                told.append(f)
    return tuple(changed)


def is_now(text: str, found: TimeExpression) -> bool:
    """Whether an expression is no more than "today" or "tonight"."""
    return found.when is not None and text[found.span.start : found.span.end].lower() in _NOW


def is_quoted(text: str, at: int) -> bool:
    """Whether a place in a text stands behind a quotation mark that opens, with none between that closes."""
    for i in range(at - 1, max(-1, at - REACH), -1):
        if text[i] in _OPENING:
            return True
        if text[i] in _CLOSING:
            return False
        if text[i] == '"':
            return i == 0 or text[i - 1] in " \n\t(["
    return False


def _moved(now: TimeExpression, told: Sequence[TimeExpression], anchor: date) -> TimeExpression:
    starts = [f.when.start for f in told if f.when is not None]
    if now.when is None or not starts or anchor in starts or not 0 < (anchor - starts[-1]).days <= FRESH:
        return now
    back = anchor - starts[-1]
    return replace(now, when=replace(now.when, start=now.when.start - back, end=now.when.end - back))
