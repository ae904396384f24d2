"""When: days as half-open intervals that keep how exactly, and on what ground, they are known.

A time a report gives is seldom a day. "In July", "overnight", "since Wednesday" each become an interval of days with
the precision of the words; nothing downstream may make it more precise.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

DAY = dt.timedelta(days=1)


class Precision(StrEnum):
    """How fine the words are, finest first. `INTERVAL` is for spans that are no calendar unit ("since Wednesday")."""

    PART_OF_DAY = "part-of-day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


class Basis(StrEnum):
    """Why we think so: the claim's own words, the sentences around it, or nothing but the day of publication."""

    STATED = "stated"
    INFERRED = "inferred"
    PUBLISHED = "published"


class PartOfDay(StrEnum):
    """Parts of a day as reports name them."""

    DAWN = "dawn"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class When:
    """Days `start` <= d < `end`, with the precision and basis of that knowledge and the words it comes from.

    `part` is set only with precision `PART_OF_DAY`. Raises ValueError for an empty interval.
    """

    start: dt.date
    end: dt.date
    precision: Precision
    basis: Basis = Basis.STATED
    words: str | None = None
    part: PartOfDay | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"an interval of no days: {self.start} to {self.end} (the end is exclusive)")

    @property
    def last(self) -> dt.date:
        """The last day inside the interval."""
        return self.end - DAY

    @property
    def days(self) -> int:
        """How many days the interval holds."""
        return (self.end - self.start).days

    def overlaps(self, other: "When", *, slack: int = 0) -> bool:
        """Whether the two share a day, or come within `slack` days of each other."""
        gap = dt.timedelta(days=slack)
        return self.start < other.end + gap and other.start < self.end + gap

    def iso(self) -> str:
        """As people write it, ends included: 2016-07-05, 2016-07, 2016 or 2016-07-04/2016-07-05."""
        if self.days == 1:
            return self.start.isoformat()
        if self.precision is Precision.MONTH and self == month(self.start, like=self):
            return f"{self.start:%Y-%m}"
        if self.precision is Precision.YEAR and self == year(self.start, like=self):
            return f"{self.start:%Y}"
        return f"{self.start.isoformat()}/{self.last.isoformat()}"

    def short(self) -> str:
        """As `iso`, for readers: "by 2016-07-05" where it is only known that it had happened when it was published."""
        return f"by {self.iso()}" if self.basis is Basis.PUBLISHED else self.iso()


def day(date: dt.date, *, basis: Basis = Basis.STATED, words: str | None = None, part: PartOfDay | None = None) -> When:
    """One day, or a named part of it."""
    precision = Precision.PART_OF_DAY if part else Precision.DAY
    return When(date, date + DAY, precision, basis, words, part)


def month(date: dt.date, *, like: When | None = None) -> When:
    """The calendar month around a day; basis and words are taken from `like`."""
    start = date.replace(day=1)
    end = (start + dt.timedelta(days=32)).replace(day=1)
    return _unit(start, end, Precision.MONTH, like)


def year(date: dt.date, *, like: When | None = None) -> When:
    """The calendar year around a day; basis and words are taken from `like`."""
    return _unit(dt.date(date.year, 1, 1), dt.date(date.year + 1, 1, 1), Precision.YEAR, like)


def _unit(start: dt.date, end: dt.date, precision: Precision, like: When | None) -> When:
    if like is None:
        return When(start, end, precision)
    return When(start, end, precision, like.basis, like.words)
