"""What holds between neighbours: "from Monday to Wednesday", "in May and June 2015"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vedette.extraction.times import reckoning
from vedette.extraction.times.expression import Hint, Kind, TimeExpression
from vedette.model.times import When

_JOINT = re.compile(r" ?[-–] ?| (and|to|until|till|through|or)(?: on| in| the| late| early)* ")
_OPEN = re.compile(r"(?<!\w)(?:between|from)(?: the| about| around| at)* ?$")
_YEARLESS = re.compile(r"\d{4}(-\d\d(?:-\d\d)?)(T.*)?")


def join_ranges(text: str, found: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """The same expressions, with the year of the second given to a first that has none, and the whole range as the days
    of both ends where the words make them one.
    """
    joined = list(found)
    for index in range(len(joined) - 1):
        first, last = joined[index], joined[index + 1]
        between = _JOINT.fullmatch(text, first.span.end, last.span.start)
        if between is None or Hint.RANGE in first.hints | last.hints:
            continue
        if first.when is None or last.when is None:
            continue
        if Kind.DATE not in (first.kind, last.kind) and first.kind is not last.kind:
            continue
        if first.relative and not last.relative:
            joined[index] = first = _in_year_of(first, last.when)
        opened = bool(_OPEN.search(text, max(0, first.span.start - 24), first.span.start))
        word = between.group(1)
        if between.group() == " and " and _next_day(first, last):
            # "on Saturday and Sunday": what happened on both days
            joined[index : index + 2] = _one_range(first, last)
        elif (opened and word != "or") or word in ("to", "until", "till", "through"):
            joined[index : index + 2] = _one_range(first, last)
    return tuple(joined)


def _in_year_of(first: TimeExpression, last: When) -> TimeExpression:
    """A day or month before another, taken into its year, or into the one before where it would come after it."""
    shape = _YEARLESS.fullmatch(first.value)
    if shape is None or first.when is None:
        return first
    months = 12 * (last.start.year - first.when.start.year)
    if reckoning.shift(first.when.start, months=months) > last.start:
        months -= 12
    start = reckoning.shift(first.when.start, months=months)
    end = reckoning.shift(first.when.end, months=months)
    value = f"{start.year:04}{shape[1]}{shape[2] or ''}"
    return replace(first, when=replace(first.when, start=start, end=end), value=value)


def _next_day(first: TimeExpression, last: TimeExpression) -> bool:
    """Whether the second is the day after the first."""
    if first.when is None or last.when is None:
        return False
    return first.when.days == last.when.days == 1 and first.when.end == last.when.start


def _one_range(first: TimeExpression, last: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """Both ends with the days of the whole; untouched where the first lies after the last."""
    start, end = first.when, last.when
    if start is None or end is None:
        return first, last
    if start.start > end.start and start.days == end.days == 1 and first.relative and last.relative:
        # "from Friday to Tuesday", written on a Thursday: the Friday of the week before
        start = replace(start, start=start.start - reckoning.WEEK, end=start.end - reckoning.WEEK)
        first = replace(first, value=f"{start.start.isoformat()}{first.value[10:]}")
    if start.start >= end.end:
        return first, last
    when = replace(reckoning.hull((start, end)), words=start.words)
    return (
        replace(first, when=when, hints=first.hints | {Hint.RANGE}),
        replace(last, when=replace(when, words=end.words), hints=last.hints | {Hint.RANGE}),
    )
