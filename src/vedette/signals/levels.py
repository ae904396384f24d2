"""Signals of how much: deaths at a high, more events than before, a surge of the displaced, the most since."""

import datetime as dt
from collections.abc import Iterable, Iterator

from vedette.errors import MissingPart
from vedette.model.ids import ClaimKey
from vedette.signals.base import Signal, spaced, weeks
from vedette.signals.outcomes import MONTH, YEAR
from vedette.tallies.occurrences import Measure, Occurrence, deaths, displaced, events
from vedette.tallies.series import DAY, Tallies

#: Fewer deaths in 30 days are no high, fewer in one event no record.
LEAST_DEAD = 10
#: A surge is at least so many people, and so many times the 30-day mean of the year before.
LEAST_MOVED, SURGE = 1000, 2
#: An event is the worst "since" another only if that lies so many days back.
APART = 90
#: Weeks of events among which a change point is looked for, the fewest on either side, and how new it must be.
WEEKS, SIDE, FRESH = 104, 4, 6
#: The penalty of a change point, in logarithms of the number of weeks: the series is scaled to a variance of one, for
#: which 2 is the Bayesian criterion for a new mean and its place; 3 asks for more, as counts of reports come in bursts.
PENALTY = 3.0
_CITED = 12


def deaths_high(tallies: Tallies) -> Iterable[Signal]:
    """The deaths of 30 days are more than in any 30 days of the year, or of three years, before."""
    return spaced(_highs(tallies), MONTH)


def _highs(tallies: Tallies) -> Iterator[Signal]:
    for day in weeks(tallies, behind=YEAR):
        for area in tallies.areas:
            words = None
            for years in (1, 3):
                behind = years * YEAR
                if (day - tallies.first).days < behind:
                    break
                panel = tallies.panel(day - behind * DAY)
                now = tallies.window(area, deaths, day, MONTH, panel)
                before = max(
                    tallies.window(area, deaths, day - back * DAY, MONTH, panel)
                    for back in range(MONTH, behind - MONTH + 1, 5)
                )
                if now < LEAST_DEAD or now <= before:
                    break
                span = "a year" if years == 1 else "three years"
                words = f"at least {now} deaths in {MONTH} days, the most in {span}; the most before: {before}"
            if words is not None:
                yield Signal("deaths-high", day, area, words, _basis(tallies, area, deaths, day))


def displacement(tallies: Tallies) -> Iterable[Signal]:
    """Those displaced in 30 days are at least a thousand and twice the mean of the year before."""
    return spaced(_surges(tallies), MONTH)


def _surges(tallies: Tallies) -> Iterator[Signal]:
    for day in weeks(tallies, behind=YEAR):
        panel = tallies.panel(day - YEAR * DAY)
        for area in tallies.areas:
            now = tallies.window(area, displaced, day, MONTH, panel)
            before = tallies.window(area, displaced, day - MONTH * DAY, YEAR - MONTH, panel)
            mean = before * MONTH / (YEAR - MONTH)
            if now >= LEAST_MOVED and now >= SURGE * mean:
                words = f"at least {now:,} people displaced in {MONTH} days; {mean:,.0f} in the mean of the year before"
                yield Signal("displacement", day, area, words, _basis(tallies, area, displaced, day))


def largest_since(tallies: Tallies) -> Iterable[Signal]:
    """An event with at least ten deaths that is the deadliest of its area for 90 days or more."""
    for area in tallies.areas:
        told = [(o, o.deaths(tallies.panel(o.day - APART * DAY))) for o in tallies.of(area)]
        for i, (one, dead) in enumerate(told):
            if dead < LEAST_DEAD or (one.day - tallies.first).days < APART or "/" not in area:
                continue
            earlier = [(o, n) for o, n in told[:i] if n >= dead]
            last = earlier[-1][0] if earlier else None
            if last is not None and (one.day - last.day).days < APART:
                continue
            since = f"since {last.day.isoformat()}" if last else "on record"
            words = f"{one.kind.replace('-', ' ')}, {one.place}: at least {dead} deaths, the most in one event {since}"
            yield Signal("largest-since", one.day, area, words, one.claims[:_CITED])


def change_point(tallies: Tallies) -> Iterable[Signal]:
    """The number of events a week has moved to a higher level within the last six weeks. Raises MissingPart without
    the library that finds the point."""
    return spaced(_points(tallies), FRESH * 7)


def _points(tallies: Tallies) -> Iterator[Signal]:
    try:
        import numpy as np
        import ruptures
    except ImportError as error:
        raise MissingPart(f"change points need one more part ({error.name}): pip install 'vedette[signals]'") from error
    for day in weeks(tallies, behind=YEAR):
        length = min(WEEKS, ((day - tallies.first).days + 1) // 7)
        panel = tallies.panel(day - length * 7 * DAY)
        for area in tallies.areas:
            counts = [tallies.window(area, events, day - 7 * back * DAY, 7, panel) for back in range(length)][::-1]
            if sum(counts) < WEEKS // 4:
                continue
            # Twice the root of a count has a variance of about one, whatever the rate (Anscombe 1948).
            level = 2 * np.sqrt(np.asarray(counts, dtype=float) + 0.375)
            found = ruptures.KernelCPD(kernel="linear", min_size=SIDE).fit(level.reshape(-1, 1))
            points = found.predict(pen=PENALTY * float(np.log(length)))[:-1]
            if not points or length - points[-1] > FRESH:
                continue
            start = points[-2] if len(points) > 1 else 0
            before, after = counts[start : points[-1]], counts[points[-1] :]
            was, now = sum(before) / len(before), sum(after) / len(after)
            if now > was:
                since = day - (7 * len(after) - 1) * DAY
                words = (
                    f"{now:.1f} events a week since {since.isoformat()}, {was:.1f} in the {len(before)} weeks before"
                )
                yield Signal("change-point", day, area, words, _basis(tallies, area, events, day))


def _basis(tallies: Tallies, area: str, measure: Measure, day: dt.date) -> tuple[ClaimKey, ...]:
    """Claims of the events that weigh most in the 30 days up to a day."""
    every = frozenset(tallies.reports)

    def weight(one: Occurrence) -> tuple[int, str]:
        return -measure(one, every), one.event

    recent = [o for o in tallies.of(area) if 0 <= (day - o.day).days < MONTH and measure(o, every)]
    return tuple(k for o in sorted(recent, key=weight) for k in o.claims[:2])[:_CITED]
