"""Reckoning with days: which Friday, which July, how long ago. Pure arithmetic on dates; knows nothing of words."""

import calendar
import datetime as dt
from collections.abc import Iterable

from vedette.model.times import DAY, Precision, When, day, month, year

WEEK = dt.timedelta(days=7)

#: Reckoning stays between these days: no report and nothing it dates lies outside, whatever a file claims.
FIRST_DAY, LAST_DAY = dt.date(1000, 1, 1), dt.date(2999, 1, 1)

#: A date without its year is taken from the days before the report, unless the next one falls within so many days after
#: it: nobody dates what is eleven months past without its year.
SOON = 45

#: The same for a bare month.
SOON_MONTHS = 1

#: A date in figures may fall so many days after the report: an outlet's midnight is not the reader's.
LEEWAY = 3

#: Months that a season starts in, for the northern half of the earth. A report from the other half is six months off.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def weekday_before(weekday: int, anchor: dt.date, *, strictly: bool = False) -> dt.date:
    """The last such weekday (Monday is 0) on or before a day, or before it."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - dt.timedelta(days=back or (7 if strictly else 0))


def weekday_after(weekday: int, anchor: dt.date, *, strictly: bool = False) -> dt.date:
    """The first such weekday on or after a day, or after it."""
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + dt.timedelta(days=ahead or (7 if strictly else 0))


def date_or_none(year_number: int, month_number: int, day_number: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year_number, month_number, day_number)
    except ValueError:
        return None


def shift(date: dt.date, *, days: int = 0, months: int = 0) -> dt.date:
    """A day so many months and days off; the last of the month where the month is too short.

    Stops at the first and last day of reckoning.
    """
    year_number, month_number = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not FIRST_DAY.year <= year_number < LAST_DAY.year:
        return FIRST_DAY if year_number < FIRST_DAY.year else LAST_DAY
    last_day = calendar.monthrange(year_number, month_number + 1)[1]
    moved = dt.date(year_number, month_number + 1, min(date.day, last_day))
    return dt.date.fromordinal(min(max(moved.toordinal() + days, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))


def day_of_year(
    month_number: int, day_number: int, anchor: dt.date, *, weekday: int | None = None, future: bool = False
) -> dt.date | None:
    """The day meant by a date without its year: with a weekday, the nearest that falls on it; in the future, the first
    on or after the report; otherwise the last before it, or one that soon follows. None for the 30th of February.
    """
    years = range(anchor.year - 8, anchor.year + 9)
    days = [found for y in years if 1 <= y < dt.MAXYEAR and (found := date_or_none(y, month_number, day_number))]
    if not days:
        return None
    if weekday is not None:
        near = [d for d in days if abs((d - anchor).days) < 550 and d.weekday() == weekday]
        if near:
            return min(near, key=lambda d: abs((d - anchor).days))
    if future:
        return min((d for d in days if d >= anchor), default=days[-1])
    ahead = [d for d in days if 0 < (d - anchor).days <= SOON]
    return ahead[0] if ahead else max((d for d in days if d <= anchor), default=days[0])


def month_before(month_number: int, anchor: dt.date) -> dt.date:
    """The first day of the last such month, a day's own month included."""
    return dt.date(anchor.year - (month_number > anchor.month), month_number, 1)


def month_near(month_number: int, anchor: dt.date, *, future: bool = False) -> dt.date:
    """The first day of the month meant by a bare name: this or the last one, or the one that comes next; in the future
    this or the next.
    """
    if future or (month_number - anchor.month) % 12 <= SOON_MONTHS:
        return dt.date(anchor.year + (month_number < anchor.month), month_number, 1)
    return month_before(month_number, anchor)


def week_of(date: dt.date) -> When:
    """The calendar week around a day, from Monday."""
    monday = weekday_before(0, date)
    return When(monday, monday + WEEK, Precision.WEEK)


def weekend_of(date: dt.date) -> When:
    """Saturday and Sunday of the calendar week around a day."""
    saturday = weekday_before(0, date) + 5 * DAY
    return When(saturday, saturday + 2 * DAY, Precision.INTERVAL)


def season_of(code: str, year_number: int) -> When:
    """Three months of a season; the winter of a year is the one that starts in its December."""
    start = dt.date(year_number, SEASONS[code], 1)
    return When(start, shift(start, months=3), Precision.INTERVAL)


def quarter_of(year_number: int, quarter: int) -> When:
    """One of the four quarters of a calendar year."""
    start = dt.date(year_number, 3 * quarter - 2, 1)
    return When(start, shift(start, months=3), Precision.INTERVAL)


def years_from(first: int, count: int) -> When:
    """A run of calendar years, such as a decade."""
    return When(dt.date(first, 1, 1), dt.date(first + count, 1, 1), Precision.INTERVAL)


def through(first: dt.date, last: dt.date) -> When:
    """An interval with both ends inside."""
    return When(first, last + DAY, Precision.INTERVAL) if last > first else day(first)


def hull(whens: Iterable[When]) -> When:
    """The shortest interval that holds all of them."""
    known = tuple(whens)
    return When(min(w.start for w in known), max(w.end for w in known), Precision.INTERVAL)


def unit_of(unit: str, date: dt.date) -> When:
    """The calendar day, week, weekend, month, year, decade or century around a day."""
    match unit:
        case "W":
            return week_of(date)
        case "WE":
            return weekend_of(date)
        case "M":
            return month(date)
        case "Y":
            return year(date)
        case "DE":
            return years_from(date.year // 10 * 10, 10)
        case "CE":
            return years_from(max(date.year // 100 * 100, 1), 100)
        case "Q":
            return quarter_of(date.year, (date.month + 2) // 3)
        case _:
            return day(date)


def steps(unit: str, date: dt.date, count: int) -> dt.date:
    """A day so many units away; hours and less stay on the day unless they fill one."""
    match unit:
        case "W" | "WE":
            return shift(date, days=7 * count)
        case "M":
            return shift(date, months=count)
        case "Q":
            return shift(date, months=3 * count)
        case "Y":
            return shift(date, months=12 * count)
        case "DE":
            return shift(date, months=120 * count)
        case "CE":
            return shift(date, months=1200 * count)
        case "D":
            return shift(date, days=count)
        case "TH":
            return shift(date, days=(1 if count > 0 else -1) * (abs(count) // 24))
        case _:
            return date


def stamp(unit: str, date: dt.date) -> str:
    """The TIMEX3 value of the calendar unit around a day."""
    iso_year, iso_week, _ = date.isocalendar()
    match unit:
        case "W":
            return f"{iso_year:04}-W{iso_week:02}"
        case "WE":
            return f"{iso_year:04}-W{iso_week:02}-WE"
        case "M":
            return f"{date:%Y-%m}"
        case "Q":
            return f"{date.year:04}-Q{(date.month + 2) // 3}"
        case "Y":
            return f"{date.year:04}"
        case "DE":
            return f"{date.year // 10:03}"
        case "CE":
            return f"{date.year // 100:02}"
        case _:
            return date.isoformat()
