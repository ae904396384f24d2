"""Hours and parts of a day: "10:30 a.m.", "0914 GMT", "Tuesday evening"."""

import datetime as dt
import re

from vedette.extraction.times.expression import Kind
from vedette.extraction.times.reading import Reading
from vedette.extraction.times.vocabulary import PARTS
from vedette.model.times import PartOfDay, day

_PIECES = re.compile(r"(\d{1,2})(?:[:.](\d\d)|(\d\d)(?!\d))? ?(?:([ap])\.?m)?")
#: Hours at which a part of the day begins; a clock time falls into the last that has begun.
_PART_FROM = (
    (0, PartOfDay.NIGHT),
    (4, PartOfDay.DAWN),
    (7, PartOfDay.MORNING),
    (12, PartOfDay.AFTERNOON),
    (18, PartOfDay.EVENING),
    (22, PartOfDay.NIGHT),
)
_PART_NAME = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))


def clock_value(words: str) -> str | None:
    """The TIMEX3 form of a clock time, "T15:00", or None for an hour that no clock shows."""
    found = _PIECES.match(words)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return f"T{hour:02}:{minute:02}"


def part_of(value: str) -> PartOfDay:
    """The part of the day that a clock time falls into."""
    hour = int(value[1:3])
    return [part for start, part in _PART_FROM if start <= hour][-1]


def part_named(words: str) -> tuple[PartOfDay, str] | None:
    """The part of the day named in the words, and its TIMEX3 form after the T."""
    found = _PART_NAME.search(words)
    if found:
        return PARTS[found[0]]
    return PARTS["early hours"] if "small hours" in words else None


def at_time(date: dt.date, *, clock: str = "", part: str = "", edge: str = "", relative: bool = True) -> Reading | None:
    """A day with the time of day that stands beside it. "Early" and "late" narrow the days, not the TIMEX3 value."""
    stamp = date.isoformat()
    if clock:
        value = clock_value(clock)
        if value is None:
            return None
        return Reading(stamp + value, Kind.TIME, day(date, part=part_of(value)), relative, reference=date)
    named = part_named(part) if part else None
    if named:
        return Reading(f"{stamp}T{named[1]}", Kind.TIME, day(date, part=named[0]), relative, reference=date)
    if edge in ("early", "late"):
        half = PartOfDay.MORNING if edge == "early" else PartOfDay.EVENING
        return Reading(stamp, Kind.DATE, day(date, part=half), relative, reference=date)
    named = part_named(edge) if edge else None
    if named:
        return Reading(f"{stamp}T{named[1]}", Kind.TIME, day(date, part=named[0]), relative, reference=date)
    return Reading(stamp, Kind.DATE, day(date), relative, reference=date)
