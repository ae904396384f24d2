"""Readers of days: full dates, days of a month, weekdays, "yesterday", "this morning", "the day before"."""

import datetime as dt
import re

from vedette.extraction.times import reckoning
from vedette.extraction.times.clock import at_time
from vedette.extraction.times.context import Context
from vedette.extraction.times.expression import Hint, Kind
from vedette.extraction.times.reading import Fields, Reader, Reading
from vedette.extraction.times.vocabulary import MONTHS, WEEKDAYS
from vedette.model.times import DAY

_WEEKDAY_NUMBERS = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_LAST = ("last", "past", "this past", "the previous", "the preceding")
_NEXT = ("next", "coming", "this coming", "the following")
_SAME = ("that", "the same", "that same", "that very")
#: An appointed day is named before it comes and after: "the 19 March elections" means the nearest.
_APPOINTED = re.compile(
    r" (?:(?:presidential|general|parliamentary|municipal|local|legislative|peace) )?"
    r"(?:election|vote|poll|talks|summit|deadline|referendum|meeting|conference|plebiscite|inauguration)"
)
_DAY_WORDS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


def month_number(words: str) -> int:
    """The number of a month by its name or short form."""
    return MONTHS[words.rstrip(".")]


def _number(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _weekday(words: str) -> int | None:
    return _WEEKDAY_NUMBERS[words[:3]] if words else None


def _one(reading: Reading | None) -> tuple[Reading, ...]:
    return (reading,) if reading else ()


def _with_time(date: dt.date | None, fields: Fields, *, relative: bool) -> tuple[Reading, ...]:
    """A day with whatever time of day the fields hold; nothing for a day that no calendar has."""
    if date is None:
        return ()
    clock = fields["clock"] or fields["clock0"]
    part = fields["part"] or fields["part0"] or fields["partof"]
    return _one(at_time(date, clock=clock, part=part, edge=fields["edge"] or fields["edge2"], relative=relative))


def _day_in_month(fields: Fields, context: Context, *, number: str) -> tuple[dt.date | None, bool]:
    """The day of a month that the fields name, and whether its year had to be found."""
    month_of_year = month_number(fields["m"])
    if fields["m"] in ("may", "march", "mar") and not context.capital(fields.span("m")[0]):
        return None, True
    stated = fields["y"] or fields["gluedy"]
    if stated:
        return reckoning.date_or_none(int(stated), month_of_year, _number(number)), False
    if _APPOINTED.match(context.after()):
        days = [reckoning.date_or_none(context.anchor.year + n, month_of_year, _number(number)) for n in (-1, 0, 1)]
        known = [d for d in days if d]
        return min(known, key=lambda d: abs((d - context.anchor).days), default=None), True
    found = reckoning.day_of_year(
        month_of_year,
        _number(number),
        context.anchor,
        weekday=_weekday(fields["weekday"]),
        future=context.future or context.hint is Hint.UNTIL,
    )
    return found, True


def read_iso_date(fields: Fields, _: Context) -> tuple[Reading, ...]:
    """2016/07/05, with or without an hour."""
    date = reckoning.date_or_none(int(fields["y"]), int(fields["m"]), int(fields["d"]))
    return _with_time(date, fields, relative=False)


def read_figure_date(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """05.07.2016: day first, unless only month first gives a date, or only that one is no later than the report."""
    first, second, stated = int(fields["a"]), int(fields["b"]), int(fields["y"])
    if len(fields["y"]) == 2:
        century = context.anchor.year // 100 * 100
        stated += century if century + stated <= context.anchor.year + 1 else century - 100
    day_first = reckoning.date_or_none(stated, second, first)
    month_first = reckoning.date_or_none(stated, first, second)
    latest = reckoning.shift(context.anchor, days=reckoning.LEEWAY)
    if day_first and month_first and fields["sep"] == "/" and day_first > latest >= month_first:
        return _with_time(month_first, fields, relative=False)
    return _with_time(day_first or month_first, fields, relative=False)


def read_day_of_month(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """5 July 2016; Friday July 1; Jul 012016."""
    date, relative = _day_in_month(fields, context, number=fields["d"] or fields["glued"])
    return _with_time(date, fields, relative=relative)


def read_day_range(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """3 to 7 May; May 3-7: both ends, each with the whole range as its days."""
    last, relative = _day_in_month(fields, context, number=fields["d"])
    first = reckoning.date_or_none(last.year, last.month, _number(fields["first"])) if last else None
    if first is None or last is None or first >= last:
        return ()
    when = reckoning.through(first, last)
    hints = frozenset({Hint.RANGE})
    cut, start, end = fields.span("first"), *fields.match.span()
    month_first = fields.span("m")[0] < cut[0]
    extents = ((start, cut[1]), (fields.span("d")[0], end)) if month_first else (cut, (fields.span("d")[0], end))
    return tuple(
        Reading(date.isoformat(), Kind.DATE, when, relative, hints, extent, date)
        for date, extent in zip((first, last), extents, strict=True)
    )


def read_weekday(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Wednesday; last Friday; late on Tuesday; overnight into Thursday; 15:00 GMT Saturday."""
    weekday, which = _WEEKDAY_NUMBERS[fields["weekday"][:3]], fields["which"] or fields["after"]
    if which in _SAME and context.previous:
        date = reckoning.weekday_before(weekday, reckoning.shift(context.previous, days=3))
    elif which in _LAST:
        date = reckoning.weekday_before(weekday, context.anchor, strictly=True)
        if which == "last" and date == context.anchor - DAY:  # nobody calls yesterday "last Monday"
            date = reckoning.weekday_before(weekday, date, strictly=True)
    elif which in _NEXT:
        date = reckoning.weekday_after(weekday, context.anchor, strictly=True)
    elif context.hint is Hint.UNTIL or context.future:
        date = reckoning.weekday_after(weekday, context.anchor)
    else:
        date = reckoning.weekday_before(weekday, context.anchor)
    if fields["edge"] == "overnight":
        first = date - DAY if fields["into"] else date
        return (Reading(f"{first.isoformat()}TNI", Kind.TIME, reckoning.through(first, first + DAY), reference=date),)
    return _with_time(date, fields, relative=True)


def read_weekdays(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Fridays: a set, or where apostrophes are lost the possessive of a day."""
    if context.before(4).endswith("on "):
        return (Reading(f"XXXX-WXX-{_WEEKDAY_NUMBERS[fields['weekday'][:3]] + 1}", Kind.SET, hints=_EVERY),)
    return read_weekday(fields, context)


_EVERY = frozenset({Hint.EVERY})


def read_day_word(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Yesterday evening; at dawn today; the day before yesterday."""
    date = reckoning.shift(context.anchor, days=_DAY_WORDS[fields["word"]])
    if fields["word"] == "tonight":
        return _one(at_time(date, clock=fields["clock"] or fields["clock0"], part="night"))
    return _with_time(date, fields, relative=True)


def read_overnight(_: Fields, context: Context) -> tuple[Reading, ...]:
    """Overnight: the day before the report and its own day; beside a date of the same sentence, the night into it."""
    last = context.anchor
    when = reckoning.through(last - DAY, last)
    return (Reading(f"{last.isoformat()}TNI", Kind.TIME, when),)


def read_this_part(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """This morning; last night; the same evening; the following morning."""
    which, part, base = fields["which"], fields["part"], context.anchor
    if which == "this":
        date = base
    elif which == "last":
        date = base - DAY
    elif context.previous is None:
        return (Reading(f"XXXX-XX-XXT{'NI' if part == 'night' else part[:2].upper()}", Kind.TIME),)
    else:
        offset = 0 if which in _SAME else 1 if which in ("the following", "the next") else -1
        date = reckoning.shift(context.previous, days=offset)
    return _one(at_time(date, part=part, clock=fields["clock"] or fields["clock0"]))


def read_other_day(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The same day; the following day; that day: counted from the date before it, unknown without one."""
    which = fields["which"]
    offset = 1 if which in ("the following", "the next") else -1 if which in ("the previous", "the preceding") else 0
    if context.previous is None:
        return (Reading("XXXX-XX-XX", Kind.DATE),)
    return _one(at_time(reckoning.shift(context.previous, days=offset)))


def read_part(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """At dawn; during the night; in the morning: of the date before it in the sentence, otherwise of no certain day."""
    if not context.before(12).endswith(_BEFORE_PARTS):
        return ()
    if context.near:
        return _one(at_time(context.near, part=fields["part"]))
    reading = at_time(context.anchor, part=fields["part"])
    if reading is None:
        return ()
    when = reading.when if context.before(8).endswith("since ") else None
    return (Reading(reading.value, Kind.TIME, when),)


_BEFORE_PARTS = (
    "at ",
    "in ",
    "during ",
    "until ",
    "since ",
    "by ",
    "before ",
    "after ",
    "around ",
    "throughout ",
    "through ",
    "towards ",
)


def read_clock(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """10:30 a.m.; 0914 GMT; at 1625: on the date before it in the sentence, otherwise on the day of the report."""
    date = context.near or context.anchor
    reading = at_time(date, clock=fields["clock"] or fields["military"])
    if reading is None:
        return ()
    return (reading if context.near else Reading(reading.value, Kind.TIME),)


def read_holiday(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The few feasts that stand on a fixed day of the common calendar."""
    word = fields["word"]
    month_of_year, number = (1, 1) if "year" in word and "eve" not in word else (12, 31 if "year" in word else 25)
    number = 24 if word == "christmas eve" else number
    if fields["y"]:
        date: dt.date | None = dt.date(int(fields["y"]), month_of_year, number)
    else:
        date = reckoning.day_of_year(month_of_year, number, context.anchor, future=context.future)
    return _one(at_time(date, relative=not fields["y"])) if date else ()


READERS: dict[str, Reader] = {
    "iso_date": read_iso_date,
    "figure_date": read_figure_date,
    "day_range": read_day_range,
    "month_day_range": read_day_range,
    "month_day": read_day_of_month,
    "day_month": read_day_of_month,
    "weekday": read_weekday,
    "weekdays": read_weekdays,
    "deictic_day": read_day_word,
    "overnight": read_overnight,
    "this_part": read_this_part,
    "other_day": read_other_day,
    "part": read_part,
    "clock": read_clock,
    "holiday": read_holiday,
}
"""The readers of this module by the rule they read."""
