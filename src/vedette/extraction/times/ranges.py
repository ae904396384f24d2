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
    """The same expressions, with the year of the second given to a first that has none, and the whole range as the days of
    both ends where the words make them one.
    """
    joined = list(found)
    for index in range(len(joined) - 1):
        first, last = joined[index], joined[index + 1]
        between = _JOINT.fullmatch(text, first.span.end, last.span.start)
        if between is None or first.when is None or last.when is None or Hint.RANGE in first.hints | last.hints:
            continue
        if Kind.DATE not in (first.kind, last.kind) and first.kind is not last.kind:
            continue
        if first.relative and not last.relative:
            first = _in_year_of(first, last.when)
            joined[index] = first
        opened = bool(_OPEN.search(text, max(0, first.span.start - 24), first.span.start))
        word = between.group(1)
        if (opened and word != "or") or word in ("to", "until", "till", "through"):
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


def _one_range(first: TimeExpression, last: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    if first.when is None or last.when is None:
        return first, last
    if first.when.start >= last.when.end:
        if not (first.relative and last.relative and first.when.days == 1 and last.when.days == 1):
            return first, last
        # "from Friday to Sunday", said on a Saturday: the end is still to come, or the start is a week further back
        first = replace(first, when=replace(first.when, start=first.when.start - reckoning.WEEK, end=first.when.end - reckoning.WEEK))
        first = replace(first, value=f"{first.when.start.isoformat()}{first.value[10:]}" if first.when else first.value)
        if first.when is None or first.when.start >= last.when.end:
            return first, last
    when = reckoning.hull((first.when, last.when))
    words = f"{first.when.words or ''} – {last.when.words or ''}".strip(" –") or None  # noqa: RUF001
    when = replace(when, words=words)
    return (
        replace(first, when=when, hints=first.hints | {Hint.RANGE}),
        replace(last, when=when, hints=last.hints | {Hint.RANGE}),
    )
