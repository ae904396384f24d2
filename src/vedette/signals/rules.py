"""All rules, and what they find on a ledger."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.errors import MissingPart
from vedette.model.event import Event
from vedette.reconciliation.testimony.base import Reconciled
from vedette.signals import firsts, levels, sources
from vedette.signals.backtest import Backtest, backtest
from vedette.signals.base import Rule, Signal
from vedette.signals.outcomes import ESCALATION, SILENCE, YEAR, escalation, silence
from vedette.tallies.occurrences import Claims, Documents, occurrences
from vedette.tallies.series import Tallies

#: Days before the end in which a signal is news.
RECENT = 30


def rules(events: Iterable[Event]) -> tuple[Rule, ...]:
    """The rules, in the order in which they are shown. `events` are for the one that looks at single tolls."""
    disputed = sources.toll_disputed(events)
    return (
        Rule(
            "deaths-high",
            f"the deaths of 30 days are at least {levels.LEAST_DEAD} and more than in any 30 days of the year, or the "
            "three years, before",
            YEAR,
            ESCALATION,
            levels.deaths_high,
            escalation,
        ),
        Rule(
            "change-point",
            f"the number of events a week has moved to a higher level within {levels.FRESH} weeks (least squares with "
            f"a penalty of {levels.PENALTY:g} log n on the scaled counts of up to {levels.WEEKS} weeks)",
            YEAR,
            ESCALATION,
            levels.change_point,
            escalation,
        ),
        Rule(
            "front-moved",
            f"a place is said to have changed hands in an area where none did for {firsts.QUIET} days",
            firsts.QUIET,
            ESCALATION,
            firsts.front_moved,
            escalation,
        ),
        Rule(
            "first-of",
            "the first event of its kind, with an actor or a weapon, or in a division, for a year",
            YEAR,
            ESCALATION,
            firsts.first_of,
            escalation,
        ),
        Rule(
            "ceasefire",
            f"fighting is reported from an area within {firsts.WATCHED} days of a ceasefire agreed for it",
            1,
            ESCALATION,
            firsts.ceasefire,
            escalation,
        ),
        Rule(
            "displacement",
            f"those displaced in 30 days are at least {levels.LEAST_MOVED:,} and {levels.SURGE} times the mean of the "
            "year before",
            YEAR,
            ESCALATION,
            levels.displacement,
            escalation,
        ),
        Rule(
            "largest-since",
            f"an event with at least {levels.LEAST_DEAD} deaths is the deadliest of its area for {levels.APART} days "
            "or more",
            levels.APART,
            ESCALATION,
            levels.largest_since,
            escalation,
        ),
        Rule(
            "toll-disputed",
            f"two origins give figures of one toll that are more than a factor of {sources.FACTOR} apart",
            1,
            sources.STILL,
            disputed.find,
            disputed.outcome,
        ),
        Rule(
            "source-silent",
            f"a source seen on {sources.SEEN_ON} days or more has printed nothing for {sources.GAPS:g} times its usual "
            f"gap, and {sources.LEAST_SILENT} days at least",
            sources.LEAST_SILENT,
            SILENCE,
            sources.gone_silent,
            silence,
        ),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A rule with all its signals, oldest first, and its back-test. `why` says why it could not be asked: too short a
    record, a part that is not installed."""

    rule: Rule
    signals: tuple[Signal, ...]
    test: Backtest | None
    why: str = ""

    def recent(self, last: dt.date, days: int = RECENT) -> tuple[Signal, ...]:
        """The signals of the last days before the end, newest first."""
        found = [s for s in self.signals if 0 <= (last - s.day).days < days]
        return tuple(sorted(found, key=lambda s: (-s.day.toordinal(), s.subject, s.words)))


def tallies_of(derived: Reconciled, claims: Claims, documents: Documents, *, last: dt.date | None = None) -> Tallies:
    """What is known, as series ask for it; `last` is the day up to which it is looked at."""
    return Tallies(
        occurrences(derived.events, claims, documents), claims, documents, control=derived.control, last=last
    )


def ask(derived: Reconciled, tallies: Tallies, only: Sequence[str] = ()) -> tuple[Found, ...]:
    """What each rule finds, and how often it was right; `only` names rules, none means all."""
    found = []
    for rule in rules(derived.events):
        if only and rule.name not in only:
            continue
        if tallies.days <= rule.needs:
            why = f"needs more than {rule.needs} days of reports; there are {tallies.days}"
            found.append(Found(rule, (), None, why))
            continue
        try:
            fired = tuple(sorted(rule.find(tallies), key=lambda s: (s.day, s.subject, s.words)))
        except MissingPart as error:
            found.append(Found(rule, (), None, str(error)))
            continue
        found.append(Found(rule, fired, backtest(rule, fired, tallies)))
    return tuple(found)
