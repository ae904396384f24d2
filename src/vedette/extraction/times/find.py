"""The time expressions of a text: one pass of the grammar, each match read, hints added, ranges joined."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from vedette.extraction.times import amounts, dates, periods, recurring
from vedette.extraction.times.context import Context
from vedette.extraction.times.expression import Hint, Kind, TimeExpression
from vedette.extraction.times.grammar import EXPRESSION, FIELDS
from vedette.extraction.times.quoted import with_speakers_day
from vedette.extraction.times.ranges import join_ranges
from vedette.extraction.times.reading import Fields, Reading
from vedette.extraction.times.scan import openings
from vedette.model.provenance import Span
from vedette.model.times import DAY, Precision, When

#: A night is two days.
LONGEST_DAY = 2
_READERS = dates.READERS | periods.READERS | amounts.READERS | recurring.READERS
_EARLIEST, _LATEST = dt.date(1700, 1, 1), dt.date(2500, 1, 1)
_RULES = {group: (_READERS[name], dict(fields)) for group, (name, fields) in FIELDS.items()}


def find_times(text: str, anchor: dt.date) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in order, none overlapping, resolved against the day of the report.

    Knows English news style, with or without capitals, commas and apostrophes. Does not see feasts that move, and does
    not tell whether a date belongs to the event or to the saying of it. Of a report dated outside all reason (before
    1700 or after 2500) only what states its year is resolved.
    """
    if _EARLIEST <= anchor <= _LATEST:
        return with_speakers_day(text, join_ranges(text, tuple(_expressions(text, anchor))), anchor)
    found = find_times(text, min(max(anchor, _EARLIEST), _LATEST))
    return tuple(replace(f, when=None) if f.relative else f for f in found)


def _expressions(text: str, anchor: dt.date) -> Iterator[TimeExpression]:
    lowered = lower(text)
    previous, previous_end, at = None, 0, 0
    for start in openings(lowered):
        match = EXPRESSION.match(lowered, start) if start >= at else None
        if match is None:
            continue
        reader, groups = _RULES[match.lastgroup or ""]
        context = Context(lowered, text, *match.span(), anchor, previous, previous_end)
        readings = reader(Fields(match, groups), context)
        for reading in readings:
            yield _expression(reading, context)
            if reading.reference and not (previous and _is_a_span_of_now(reading, match[0])):
                previous, previous_end = reading.reference, match.end()
        last = readings[-1].extent if readings else None
        at = last[1] if last else match.end() if readings else at


def _is_a_span_of_now(reading: Reading, words: str) -> bool:
    """ "On Monday ... the bloodiest day this year. The same day": what is counted on goes by the day, not the year."""
    return reading.when is not None and reading.when.days > LONGEST_DAY and words.startswith("this ")


def lower(text: str) -> str:
    """A text in lower case, letter for letter: the few capitals whose small form is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _expression(reading: Reading, context: Context) -> TimeExpression:
    start, end = reading.extent or (context.start, context.end)
    hint = context.hint
    if hint in (Hint.FOR, Hint.WITHIN) and reading.kind is not Kind.DURATION:
        hint = None  # "for Tuesday" and "in July" measure nothing
    hints = reading.hints | {hint} if hint else reading.hints
    if hint is not Hint.SINCE and reading.kind is Kind.DATE and context.dates_a_since:
        hints = hints | {Hint.SINCE_CLAUSE}
    when = reading.when
    if when is not None:
        words = context.original[start:end]
        if hint is Hint.SINCE and when.start <= context.anchor and reading.kind in (Kind.DATE, Kind.TIME):
            since = min(reading.reference or when.start, context.anchor)
            when = When(since, context.anchor + DAY, Precision.INTERVAL, words=words)
        else:
            when = When(when.start, when.end, when.precision, words=words, part=when.part)
        if when.start > context.anchor:
            hints = hints | {Hint.FUTURE}
    return TimeExpression(Span(start, end), when, reading.kind, reading.value, reading.relative, hints)
