"""From a beginning to the day of the report: what has lasted, and since when."""

import datetime as dt
import re

from vedette.extraction.times import reckoning
from vedette.extraction.times.expression import Hint, Kind, TimeExpression
from vedette.model.times import DAY, Precision, When

_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([A-Z]+)")


def lasting(expression: TimeExpression, anchor: dt.date) -> When | None:
    """The days up to the report that a total or a siege has lasted, as its time expression tells; None if it does not.

    "Since 2011" and "since the war began in 2011" run from their beginning; "for nearly two years" from so long before
    the report. Whether the sentence speaks of what still lasts ("have been killed") is for the caller to know.
    """
    words = expression.when.words if expression.when else None
    if Hint.SINCE in expression.hints and expression.when is not None:
        return expression.when
    if Hint.SINCE_CLAUSE in expression.hints and expression.when is not None and expression.when.start <= anchor:
        return When(expression.when.start, anchor + DAY, Precision.INTERVAL, words=words)
    if expression.kind is Kind.DURATION and Hint.FOR in expression.hints and expression.when is None:
        return _so_long(expression.value, anchor)
    return expression.when if Hint.PAST_WINDOW in expression.hints else None


def _so_long(value: str, anchor: dt.date) -> When | None:
    """The days of a TIMEX3 duration that ends with the report."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    count, unit = float(found[2]), ("T" if found[1] else "") + found[3]
    if unit in ("TM", "TS") or (unit == "TH" and count < 24):
        return None
    first = reckoning.steps(unit, anchor, -int(count))
    return When(first, anchor + DAY, Precision.INTERVAL)
