"""Times as the store keeps them: microseconds since 1970 in UTC, which sort and compare alike on every database."""

import datetime as dt

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def micros(time: dt.datetime) -> int:
    """A time with a zone as microseconds. Raises ValueError for one without."""
    if time.tzinfo is None:
        raise ValueError(f"a time without a zone: {time.isoformat()}")
    return (time - EPOCH) // _MICROSECOND


def moment(value: int) -> dt.datetime:
    """The time, in UTC."""
    return EPOCH + dt.timedelta(microseconds=value)


def maybe_micros(time: dt.datetime | None) -> int | None:
    """The same where there may be none."""
    return None if time is None else micros(time)


def maybe_moment(value: int | None) -> dt.datetime | None:
    """The same where there may be none."""
    return None if value is None else moment(value)


def utc_now() -> dt.datetime:
    """The machine's clock, in UTC."""
    return dt.datetime.now(dt.UTC)
