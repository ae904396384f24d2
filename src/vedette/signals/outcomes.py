"""What signals are tested against: things that come later and that the record can show."""

import datetime as dt
from collections.abc import Iterable

from vedette.signals.base import Moment, weeks
from vedette.tallies.occurrences import deaths, events
from vedette.tallies.series import Tallies

MONTH, YEAR = 30, 365
#: An escalation is at least so many deaths in 30 days, and so many times the 30-day mean of the year before.
LEAST_DEAD, TIMES = 10, 1.5
ESCALATION = (
    f"an escalation follows: in the next {MONTH} days at least {LEAST_DEAD} deaths and {TIMES} times the {MONTH}-day "
    "mean of the year before"
)
SILENCE = f"the source prints nothing for {MONTH} days more"


def escalation(tallies: Tallies) -> Iterable[Moment]:
    """For each week and each area in which something happened in the year before: whether an escalation follows. The
    year behind and the month ahead must lie in the record."""
    for day in weeks(tallies, behind=YEAR):
        if day + dt.timedelta(days=MONTH) > tallies.last:
            continue
        panel = tallies.panel(day - dt.timedelta(days=YEAR))
        for area in tallies.areas:
            if not tallies.window(area, events, day, YEAR, panel):
                continue
            ahead = tallies.window(area, deaths, day + dt.timedelta(days=MONTH), MONTH, panel)
            mean = tallies.window(area, deaths, day, YEAR, panel) * MONTH / YEAR
            yield Moment(area, day, ahead >= max(LEAST_DEAD, TIMES * mean))


def silence(tallies: Tallies) -> Iterable[Moment]:
    """For each week and each source seen before: whether it prints nothing in the month that follows."""
    for day in weeks(tallies, behind=0):
        end = day + dt.timedelta(days=MONTH)
        if end > tallies.last:
            continue
        for name, printed in tallies.reports.items():
            if printed and printed[0] <= day:
                yield Moment(name, day, not any(day < d <= end for d in printed))
