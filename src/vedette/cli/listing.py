"""What the commands that list derived things share: their options, and opening the ledger at a moment."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import day_or_time, sqlite_file

if TYPE_CHECKING:
    from vedette.ledger.base import Scope
    from vedette.model.resolved import PlaceResolution
    from vedette.model.times import When
    from vedette.pipeline.deriving.rederive import Rules
    from vedette.pipeline.showing.shown import Shown

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="Only what was public by then; a day counts to its end.")
]
AsRecorded = Annotated[
    str | None, typer.Option("--as-recorded", metavar="TIME", help="Only what this ledger had recorded by then.")
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day of the period.")]
WithRules = Annotated[
    str,
    typer.Option(
        "--with-rules",
        metavar="then|current",
        help="Read by the rules in force when it was derived, or by those installed now.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="SOURCE", help="As if this outlet or claimant never spoke; may be repeated."),
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day of the period, included.")]


def scope(as_of: str | None, as_recorded: str | None, since: str | None, until: str | None) -> "Scope":
    """The cut that the options ask for. Raises typer.BadParameter for what is no date or no period."""
    from vedette.ledger.base import Scope

    first, last = day_or_time(since, "--from"), day_or_time(until, "--to")
    if first and last and last.date() < first.date():
        raise typer.BadParameter(f"{until} is before {since}", param_hint="--to")
    return Scope(
        as_of=moment_of(as_of, "--as-of"),
        as_recorded=moment_of(as_recorded, "--as-recorded"),
        since=first.date() if first else None,
        until=last.date() + dt.timedelta(days=1) if last else None,
    )


@contextmanager
def opened(db: str | None) -> Iterator["Shown"]:
    """The ledger that the option or the settings name, as the viewer of the settings may see it, closed afterwards.

    It must be there already.

    Raises BadSetting for an SQLite file that does not exist: listing must not make an empty ledger of a mistyped name.
    """
    from vedette.cli.keeping import vault_of
    from vedette.cli.screen import busy
    from vedette.errors import BadSetting
    from vedette.model.viewer import Viewer
    from vedette.pipeline.showing.shown import open_shown
    from vedette.settings import Settings

    settings = Settings.load({"db": db})
    url = settings.db
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise BadSetting(f"there is no ledger {file}; make one with: vedette ingest INPUT... --db {url}")
    ledger = open_shown(url, Viewer(settings.viewer), vault=vault_of(settings))
    try:
        with busy("reading the ledger"):
            yield ledger
    finally:
        ledger.close()


def when_words(when: "When | None") -> str:
    """An interval in its short ISO form (2024-11-27/28); a question mark for none."""
    first, slash, last = when.iso().partition("/") if when else ("?", "", "")
    for kept in (len("2024-11-"), len("2024-")):
        if slash and first[:kept] == last[:kept]:
            return f"{first}/{last[kept:]}"
    return first + slash + last


def when_read(when: "When | None") -> str:
    """An interval as people write it, months cut to three letters: "27 Nov 2024", "27-28 Nov 2024"; "by 27 Nov 2024"
    where no report gives the day."""
    if when is None:
        return "?"
    return f"by {_days_read(when)}" if when.basis == "published" else _days_read(when)


def _days_read(when: "When") -> str:
    first, last = when.start, when.last
    if when.precision == "year" or (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y}-{last:%Y}"
    if first == last:
        return f"{last.day} {last:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b}{'' if first.year == last.year else f' {first.year}'} to\n{last.day} {last:%b %Y}"


def day_read(day: dt.date | None) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%b %Y}" if day else ""


def place_words(place: "PlaceResolution | None") -> str:
    """The resolved name, a province's as such, or the words of the text where it is not resolved."""
    from vedette.reports import wording

    if place is not None and place.basis == "report":
        return wording.place(place)
    return wording.named(place) if place else ""


def rules_of(words: str) -> "Rules":
    """The rules that --with-rules names. Raises typer.BadParameter for none of the two."""
    from vedette.pipeline.deriving.rederive import Rules

    if words not in tuple(Rules):
        raise typer.BadParameter(f"{words!r}; write {' or '.join(Rules)}", param_hint="--with-rules")
    return Rules(words)


def moment_of(words: str | None, option: str) -> dt.datetime | None:
    """The moment that an option names; a day counts to its end. Raises typer.BadParameter for words that are none."""
    time = day_or_time(words, option)
    if words is None or time is None:
        return None
    is_day = len(words.strip()) <= len("30 September 2016") and ":" not in words
    return time + dt.timedelta(days=1, microseconds=-1) if is_day else time
