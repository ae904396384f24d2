"""What a signal is, what a rule is, and what it is tested against. A signal is no score: it is a day, an area, words
with the numbers compared, and the claims they rest on."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vedette.model.ids import ClaimKey
from vedette.tallies.series import Tallies


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired on a day. `subject` is an area ("SY/Aleppo"), a source or an event; `words` give the numbers
    that were compared; `claims` are those that the newer number rests on, none for a source gone silent."""

    rule: str
    day: dt.date
    subject: str
    words: str
    claims: tuple[ClaimKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and subject at which something can be tested, and whether it came true."""

    subject: str
    day: dt.date
    came: bool


#: What came after: every moment of the record at which it can be told, by subject and day.
Outcome = Callable[[Tallies], Iterable[Moment]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in one sentence (`states`), the days of reports it must have behind it, what it is tested against in one
    sentence (`tested`), and both as functions."""

    name: str
    states: str
    needs: int
    tested: str
    find: Callable[[Tallies], Iterable[Signal]]
    outcome: Outcome


def spaced(found: Iterable[Signal], days: int) -> Iterable[Signal]:
    """The signals without those of a subject that come fewer than so many days after another of it that is kept."""
    last: dict[str, dt.date] = {}
    for one in sorted(found, key=lambda s: (s.day, s.subject, s.words)):
        before = last.get(one.subject)
        if before is None or (one.day - before).days >= days:
            last[one.subject] = one.day
            yield one


def weeks(tallies: Tallies, *, behind: int) -> Iterable[dt.date]:
    """The days, a week apart and the last day among them, with so many days of the record behind each."""
    found = []
    day = tallies.last
    while (day - tallies.first).days >= behind:
        found.append(day)
        day -= dt.timedelta(days=7)
    return reversed(found)
