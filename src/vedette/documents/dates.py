"""When a report was put out: the source's own words to an aware UTC time, or none."""

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

UTC = dt.UTC
#: A report can bear tomorrow's date: the sun rises earlier elsewhere, and clocks are wrong.
SLACK = dt.timedelta(days=2)
#: No report in digital form is older than the telegraph.
EARLIEST = dt.datetime(1840, 1, 1, tzinfo=UTC)

_FORMATS = (
    "%Y/%m/%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%d %B %Y %H:%M",
    "%B %d %Y %H:%M",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S %Z",
    "%Y-%m",
)
_WEEKDAY = re.compile(r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+")
_NAME_DATE = re.compile(r"(?<!\d)((?:18|19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Published:
    """When it was put out, and a note where that was not plainly stated."""

    time: dt.datetime | None
    note: str | None = None


def parse_published(words: str) -> dt.datetime | None:
    """A time in ISO 8601, RFC 822, seconds since 1970, or one of a few written forms; None for anything else.

    A time without a zone is taken as UTC and a day as its midnight. Forms whose day and month could change places
    (05/07/2016) are not guessed at.
    """
    words = words.strip()
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?", words):
        return dt.datetime.fromtimestamp(float(words), UTC)
    plain = _WEEKDAY.sub("", words).replace(",", " ")
    for parse in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _aware(parse(words))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    for form in _FORMATS:
        try:
            # The zone is set by _aware when the form has none.
            return _aware(dt.datetime.strptime(" ".join(plain.split()), form))
        except ValueError:
            continue
    return None


def date_in_name(locator: str) -> dt.datetime | None:
    """The day that a file's name bears, as 2024-11-30 or 20241130; None unless there is exactly one."""
    days = {m.groups() for m in _NAME_DATE.finditer(locator.rsplit("/", 1)[-1])}
    if len(days) != 1:
        return None
    try:
        year, month, day = map(int, days.pop())
        return dt.datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def published(
    words: str | None, fallbacks: tuple[dt.datetime | None, ...], *, printed: dt.date | None, now: dt.datetime
) -> Published:
    """When a document was put out. A date printed at the top of the text wins over what metadata says.

    Archives and content systems restamp old reports; the line an editor printed stays. Where the two name the same
    day, the metadata's time of day is kept. A time in the future (beyond `SLACK`) or before the telegraph is set aside.
    """
    note: str | None = None
    stated = parse_published(words) if words else None
    if words and stated is None:
        note = f"no date can be read from {words[:60]!r}"
    stated = stated or next((f for f in fallbacks if f is not None), None)
    if stated is not None and not EARLIEST <= stated <= now + SLACK:
        note = f"the date {stated.date()} is {'in the future' if stated > now else 'too long ago'}; set aside"
        stated = None
    if printed is not None:
        at = dt.datetime(printed.year, printed.month, printed.day, tzinfo=UTC)
        if EARLIEST <= at <= now + SLACK and (stated is None or stated.date() != printed):
            if stated is not None:
                note = f"published {stated.date()} by metadata, {printed} by its own first line, which is used"
            stated = at
    if stated is None:
        note = (note + "; " if note else "") + "no date of publication"
    return Published(stated, note)


def _aware(time: dt.datetime) -> dt.datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
