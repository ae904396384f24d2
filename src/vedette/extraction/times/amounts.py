"""Readers of measured time: durations, "two days ago", "in the past 24 hours", "a week later"."""

import datetime as dt
import math
import re

from vedette.extraction.times import reckoning
from vedette.extraction.times.context import Context
from vedette.extraction.times.expression import Hint, Kind
from vedette.extraction.times.reading import Fields, Reader, Reading
from vedette.extraction.times.vocabulary import NUMBERS, UNITS
from vedette.model.times import DAY, Precision, When, day

_PAST_WORDS = ("past", "last", "recent", "most recent", "previous", "preceding")
#: How far back "recent days" and "the past few weeks" reach, in days. Words of no number; longer than most mean,
#: so that the interval holds what is meant.
_VAGUE_REACH = {
    "TS": 0,
    "TM": 0,
    "TH": 1,
    "D": 7,
    "WE": 14,
    "W": 31,
    "W2": 62,
    "M": 183,
    "Q": 366,
    "Y": 1827,
    "DE": 7305,
}
_RATE_BEFORE = re.compile(
    r"(?:\d|%|(?<!\w)(?:million|billion|trillion|thousand|hundred|dollars|euros|pesos|pounds|people|civilians"
    r"|tons|tonnes|barrels"
    r"|times|twice|once|percent|per cent|miles|deaths)) $"
)
_MEASURED = re.compile(
    r"(?<!\w)(?:for|in|within|after|over|take|takes|took|taken|taking|during|than|just|only|last|lasts|lasted"
    r"|lasting|spent|spend"
    r"|spending|of|by|least|nearly|almost|about|around|some|under|through|and|or|to) $"
)
#: "In 24 hours", "in ten days": a window that a report covers; longer ones are seldom those that end with it.
_LONGEST_IN = 72
_AGE_BEFORE = re.compile(r"(?<!\w)(?:aged?|ages|aging) $")
_AGE_AFTER = re.compile(r" (?:and|or) (?:older|over|younger|under|up)\b|[- ]{1,3}olds?\b")
_HAS_DONE = re.compile(r" of (?:[\w-]+ ){1,8}ha(?:s|ve) (?:\w+ly )?\w+(?:ed|en|ft|ne|in)\b")
#: So many characters may stand between an amount and what it has done.
_FAR = 80
#: "Two days later they struck again": at the head of a sentence such words count from the day told before.
_OPENS = re.compile(r"(?:^|[.!?;][\"”’)]*\s+|\n)(?:(?:only|just|about|some|and|but|then) )?$")
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;:)\n\"”]|(?:and|but|in|at|on|by|near|when|while)\b)")


def amount(words: str) -> float | None:
    """A number of units; None for words without one ("several")."""
    text = words.strip()
    match text:
        case "half" | "half a" | "half an":
            return 0.5
        case "one and a half":
            return 1.5
        case "two and a half":
            return 2.5
        case "a hundred" | "hundred":
            return 100.0
    if text.endswith(("couple", "couple of")):
        return 2.0
    if text[:1].isdecimal():
        whole, _, part = text.partition(" ")
        number = float(whole.replace(",", ""))
        return number + int(part[0]) / int(part[2:]) if part and part[2:] != "0" else number
    if text in NUMBERS:
        return NUMBERS[text]
    tens, _, units = text.replace("-", " ").partition(" ")
    return NUMBERS[tens] + NUMBERS[units] if tens in NUMBERS and units in NUMBERS else None


def unit_code(words: str) -> str:
    """The TIMEX3 letter of a unit, singular or plural."""
    return UNITS[words if words in UNITS else words.removesuffix("s")]


def duration_value(count: float | None, unit: str) -> str:
    """P3D, PT24H, PXM, P10Y for a decade."""
    times = {"DE": (10, "Y"), "CE": (100, "Y"), "W2": (2, "W"), "Q": (3, "M")}
    if unit in times:
        factor, unit = times[unit]
        count = count * factor if count is not None else None
    number = "X" if count is None else f"{count:g}"
    if unit.startswith("T"):
        return f"PT{number}{unit[1]}"
    return f"P{number}{unit}"


def _window(count: float | None, unit: str, anchor: dt.date, *, past: bool) -> When:
    """The days from so many units before the report to it, or from it to so many after, both ends inside."""
    if count is None:
        reach = _VAGUE_REACH.get(unit, 366)
        far = reckoning.shift(anchor, days=-reach if past else reach)
    elif unit.startswith("T"):
        hours = count * {"TH": 1, "TM": 1 / 60, "TS": 1 / 3600}[unit]
        days = math.ceil(hours / 24) if hours > 6 else 1 if unit == "TH" else 0
        far = reckoning.shift(anchor, days=-days if past else days)
    else:
        whole, sign = int(count), -1 if past else 1
        unit, whole = ("W", 2 * whole) if unit == "W2" else (unit, whole)
        far = reckoning.steps(unit, anchor, sign * whole)
        if count > whole:
            far = reckoning.shift(far, days=sign * round((count - whole) * {"W": 7, "M": 30, "Y": 365}.get(unit, 0)))
    first, last = (far, anchor) if past else (anchor, far)
    return When(first, last + DAY, Precision.INTERVAL)


def read_window(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The past 24 hours; recent days; the next two weeks; the last week."""
    which, unit = fields["which"], unit_code(fields["unit"])
    singular = not fields["unit"].endswith("s")
    past = which in _PAST_WORDS
    if fields["n"] in ("a", "an", "one"):
        return ()  # "a last minute report"
    if singular and not fields["n"]:
        if not fields.match[0].startswith(("the ", "over ")) and which not in ("past",):
            return ()
        if unit in ("D", "WE") and which != "past":
            return ()
        count: float | None = 1.0
    else:
        count = amount(fields["n"]) if fields["n"] else None
    if which in ("following", "previous", "preceding"):
        value = "P1DE" if unit == "DE" and singular else duration_value(count, unit)
        return (Reading(value, Kind.DURATION),)
    when = _window(count, unit, context.anchor, past=past)
    hints = frozenset({Hint.PAST_WINDOW if past else Hint.FUTURE_WINDOW})
    if singular and not fields["n"] and which in ("last", "next"):
        date = reckoning.steps(unit, context.anchor, -1 if past else 1)
        if unit in ("DE", "CE"):
            return (Reading(reckoning.stamp(unit, date), Kind.DATE, reckoning.unit_of(unit, date)),)
        return (Reading(reckoning.stamp(unit, date), Kind.DATE, when, hints=hints),)
    value = "P1DE" if unit == "DE" and singular else duration_value(count, unit)
    return (Reading(value, Kind.DURATION, when, hints=hints),)


def read_ago(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Two days ago; three years ago; months ago: as fine as its unit, and no finer."""
    hints = frozenset({Hint.AGO})
    if not fields["n"]:
        unit = unit_code(fields["unit"] or fields["bareunit"] or "years")
        named = bool(fields["unit"] or fields["bareunit"])
        when = _window(None, unit, context.anchor, past=True) if fields["vague"] else None
        if unit.startswith("T") and named:
            return (
                Reading(
                    context.anchor.isoformat(), Kind.DATE, _window(None, unit, context.anchor, past=True), hints=hints
                ),
            )
        return (Reading("PAST_REF", Kind.DATE, when, hints=hints),)
    count, unit = amount(fields["n"]), unit_code(fields["unit"])
    if count is None:
        return ()
    if unit.startswith("T"):
        date = reckoning.shift(context.anchor, days=-int(count // 24) if unit == "TH" else 0)
        when = _window(count, unit, context.anchor, past=True)
        return (Reading(date.isoformat(), Kind.DATE, when, hints=hints, reference=date),)
    first = _window(count, unit, context.anchor, past=True).start
    stamped = "W" if unit in ("W2", "WE") else unit
    value = reckoning.stamp(stamped, first)
    if stamped == "D":
        return (Reading(value, Kind.DATE, day(first), hints=hints, reference=first),)
    if stamped == "W":
        # the same weekday so many weeks back, give or take half a week
        when = When(first - 3 * DAY, first + 4 * DAY, Precision.WEEK)
        return (Reading(value, Kind.DATE, when, hints=hints, reference=first),)
    return (Reading(value, Kind.DATE, reckoning.unit_of(stamped, first), hints=hints, reference=first),)


def read_offset(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Two days earlier; a week later: a day counted from the date before it. "Two days after the attack" and "a month
    earlier than usual" only measure.
    """
    bare = fields["bareunit"]
    unit_name = fields["unit"] or bare
    if not unit_name:
        return ()
    if fields["n"] == "a" and unit_name == "second":
        return ()
    unit, count = unit_code(unit_name), amount(fields["n"]) if fields["n"] else None
    back = fields["side"] in ("earlier", "before", "beforehand", "prior")
    hint = frozenset({Hint.EARLIER if back else Hint.LATER})
    extent = (fields.match.start(), fields.span("unit" if fields["unit"] else "bareunit")[1])
    opens = fields["side"] in ("earlier", "later") and _OPENS.search(context.before()) is not None
    measures = bool(fields["than"]) or not (opens or _CLAUSE_END.match(context.after()))
    if measures or count is None or unit.startswith("T") or context.previous is None:
        return (Reading(duration_value(count, unit), Kind.DURATION, hints=hint, extent=extent),)
    date = reckoning.steps("W" if unit == "W2" else unit, context.previous, -int(count) if back else int(count))
    when = reckoning.unit_of("D" if unit in ("W", "W2") else unit, date)
    return (
        Reading(
            reckoning.stamp("D" if unit in ("W", "W2") else unit, date), Kind.DATE, when, hints=hint, reference=date
        ),
    )


def read_day_before(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The day before, counted from the date before it; in "the day before he was held" from nothing that is known."""
    words, back = fields["unit"], fields["side"] == "before"
    if not words.startswith("the "):
        return ()
    unit = UNITS.get(words.removeprefix("the "), "D")
    hints = frozenset({Hint.EARLIER if back else Hint.LATER})
    if not _CLAUSE_END.match(context.after()) or context.previous is None:
        value = {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX-XX-XX")
        return (Reading(value, Kind.DATE, hints=hints, extent=fields.span("unit")),)
    date = reckoning.steps(unit, context.previous, -1 if back else 1)
    return (
        Reading(reckoning.stamp(unit, date), Kind.DATE, reckoning.unit_of(unit, date), hints=hints, reference=date),
    )


def read_amount(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Five years; a 24-hour curfew; several weeks; a year and a half. Ages are left to whoever reads people."""
    unit_name, number = fields["unit"], fields["n"]
    unit = unit_code(unit_name)
    if _AGE_BEFORE.search(context.before(8)) or _AGE_AFTER.match(context.after()):
        return ()
    if unit in ("Q", "TS") and not number[:1].isdecimal():
        return ()
    if number in ("a", "an") and _RATE_BEFORE.search(context.before()):
        return (Reading(duration_value(1.0, unit), Kind.SET, hints=frozenset({Hint.EVERY}), relative=False),)
    if (
        number in ("a", "an", "one")
        and unit_name in ("day", "night", "second")
        and not _MEASURED.search(context.before())
    ):
        return ()
    if number in ("a", "an") and unit_name == "weekend":
        return ()
    count = amount(number) if number else None
    if number and count is None:
        return ()
    if fields["half"] and count is not None:
        count += 0.5
    end = context.end
    if number and context.text[end : end + 1] in ("'", "’") and unit_name.endswith("s"):
        end += 1
    when = None
    within = unit in ("TH", "D") and context.before(4).endswith(" in ")
    within = within and (
        unit_name.endswith("s") or _CLAUSE_END.match(context.after()) is not None
    )  # not "in a day's work"
    if count is not None and count <= _LONGEST_IN and not context.future and (within or _lasts(unit, context)):
        # "killed in 24 hours", "in two days of fighting", "a month of fighting has killed": those before the report
        when = _window(count, unit, context.anchor, past=True)
    hints = frozenset({Hint.PAST_WINDOW}) if when else frozenset()
    extent = (context.start, end)
    return (
        Reading(
            duration_value(count, unit), Kind.DURATION, when, relative=when is not None, hints=hints, extent=extent
        ),
    )


def _lasts(unit: str, context: Context) -> bool:
    """ "A month of fighting has killed 300": it has lasted until the report."""
    return unit in ("D", "W", "M") and _HAS_DONE.match(context.after(_FAR)) is not None


def read_amount_range(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Between 12 and 18 months: two durations."""
    if fields["first"] in ("a", "an"):
        return ()
    first, last, unit = amount(fields["first"]), amount(fields["n"]), unit_code(fields["unit"])
    if first is None or last is None or first >= last or _AGE_AFTER.match(context.after()):
        return ()
    extents = fields.span("first"), (fields.span("n")[0], fields.match.end())
    return tuple(
        Reading(
            duration_value(count, unit), Kind.DURATION, relative=False, hints=frozenset({Hint.RANGE}), extent=extent
        )
        for count, extent in zip((first, last), extents, strict=True)
    )


def read_bare_unit(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """For years; weeks of fighting; within hours."""
    unit = unit_code(fields["unit"])
    measured = _MEASURED.search(context.before()) or re.match(r" (?:of|before|after)\b", context.after())
    if unit == "TS" or not measured:
        return ()
    return (Reading(duration_value(None, unit), Kind.DURATION, relative=False),)


READERS: dict[str, Reader] = {
    "window": read_window,
    "ago": read_ago,
    "offset": read_offset,
    "day_before": read_day_before,
    "amount": read_amount,
    "amount_range": read_amount_range,
    "bare_unit": read_bare_unit,
}
"""The readers of this module by the rule they read."""
