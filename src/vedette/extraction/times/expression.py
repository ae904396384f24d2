"""What the time reader hands on: one expression, its days, its TIMEX3 value and the words around it that matter."""

from dataclasses import dataclass
from enum import StrEnum

from vedette.model.provenance import Span
from vedette.model.times import When


class Kind(StrEnum):
    """The four types of TIMEX3."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class Hint(StrEnum):
    """What the words beside or inside an expression say of its part in the sentence.

    `SINCE_CLAUSE` dates the event that something has lasted since ("since the war began in 2011"). `FOR` and `WITHIN`
    measure ("for three days", "within hours"); the two windows are counted from the day of the report ("in the past 24
    hours", "in the next two days"); `RANGE` is an end of "from Monday to Wednesday", whose `when` is the whole range;
    `EARLIER` and `LATER` measure from another event ("two days after the attack").
    """

    SINCE = "since"
    SINCE_CLAUSE = "since-clause"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    BY = "by"
    FROM = "from"
    DURING = "during"
    FOR = "for"
    WITHIN = "within"
    AGO = "ago"
    EVERY = "every"
    EARLIER = "earlier"
    LATER = "later"
    PAST_WINDOW = "past-window"
    FUTURE_WINDOW = "future-window"
    RANGE = "range"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression. `span` is its TIMEX3 extent: without "since", "on" or "nearly", which become hints.

    `when` is the interval of days it speaks of, resolved against the day of the report; None where it has none of its
    own (a duration, a set, "two days after the attack"). With the hint `SINCE` it runs to the day of the report.
    `value` is the TIMEX3 value of the expression itself. `relative` is set where the value depends on another day
    ("Friday", "in July").
    """

    span: Span
    when: When | None
    kind: Kind
    value: str
    relative: bool
    hints: frozenset[Hint] = frozenset()
