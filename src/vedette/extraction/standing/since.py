"""The beginning that "since" names: the year, month or day itself, not the span from it to the report."""

import datetime as dt
import re

from vedette.extraction.report import FoundTime
from vedette.model.times import DAY, Precision, When

_VALUE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def beginning(found: FoundTime) -> When | None:
    """The point a time expression names; None for one that names no day, month or year."""
    shape = _VALUE.fullmatch(found.expression.value)
    when = found.expression.when
    words = when.words if when else None
    if shape is None:
        return when if when is not None and when.days <= 2 else None
    year, month, day = (int(x) if x else None for x in shape.groups())
    if year is None or not dt.MINYEAR < year < dt.MAXYEAR:
        return None
    try:
        start = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return When(start, start + DAY, Precision.DAY, words=words)
    if month:
        return When(start, dt.date(year + month // 12, month % 12 + 1, 1), Precision.MONTH, words=words)
    return When(start, dt.date(year + 1, 1, 1), Precision.YEAR, words=words)
