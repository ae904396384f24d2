"""Readers of times that are no day of the calendar: "every week", "daily", "now", "recently"."""

import re

from vedette.extraction.times.amounts import amount, duration_value, unit_code
from vedette.extraction.times.context import Context
from vedette.extraction.times.expression import Hint, Kind
from vedette.extraction.times.reading import Fields, Reader, Reading
from vedette.extraction.times.vocabulary import WEEKDAYS


def read_rate(fields: Fields, _: Context) -> tuple[Reading, ...]:
    """Every day; each year; every Friday; twice a week."""
    word, count = fields["unit"], fields["n"].strip()
    hints = frozenset({Hint.EVERY})
    if word in WEEKDAYS:
        return (Reading(f"XXXX-WXX-{WEEKDAYS.index(word) + 1}", Kind.SET, hints=hints, relative=False),)
    if word in ("morning", "night"):
        return (Reading(f"XXXX-XX-XXT{'MO' if word == 'morning' else 'NI'}", Kind.SET, hints=hints, relative=False),)
    if word == "season":
        return ()
    number = {"": 1.0, "other": 2.0, "second": 2.0}.get(count) or (None if count == "few" else amount(count))
    return (Reading(duration_value(number, unit_code(word)), Kind.SET, hints=hints, relative=False),)


_ADVERBS = {
    "daily": "XXXX-XX-XX",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "XXXX-WXX",
    "monthly": "XXXX-XX",
    "quarterly": "XXXX-QX",
    "yearly": "XXXX",
    "annually": "XXXX",
    "annual": "XXXX",
    "hourly": "XXXX-XX-XXTXX",
}


def read_adverb(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Daily; annual. Not the Daily Post."""
    if re.match(r"[A-Z]\w+ [A-Z][a-z]", context.original[context.start : context.end + 3]):
        return ()
    return (Reading(_ADVERBS[fields["word"]], Kind.SET, hints=frozenset({Hint.EVERY}), relative=False),)


def read_present(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Now; currently."""
    if fields["word"] == "now" and context.after().startswith((" that ", "-")):
        return ()
    return (Reading("PRESENT_REF", Kind.DATE),)


def read_past(_: Fields, __: Context) -> tuple[Reading, ...]:
    """Recently; the past."""
    return (Reading("PAST_REF", Kind.DATE),)


def read_future(_: Fields, __: Context) -> tuple[Reading, ...]:
    """The near future."""
    return (Reading("FUTURE_REF", Kind.DATE),)


READERS: dict[str, Reader] = {
    "rate": read_rate,
    "adverb": read_adverb,
    "present": read_present,
    "past": read_past,
    "future": read_future,
}
"""The readers of this module by the rule they read."""
