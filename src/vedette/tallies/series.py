"""Series by area over a fixed panel of sources.

A panel is fixed by where a look back begins: those who reported by then, or within a month. An outlet that was added
later counts for nothing in it, so that more reading is no more war.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import accumulate

from vedette.model.control import ControlSpan
from vedette.tallies.occurrences import UNKNOWN, Claims, Documents, Measure, Occurrence, outlet_of

#: A source belongs to a panel if its first report came no later than so long after the look back begins.
GRACE = dt.timedelta(days=31)
DAY = dt.timedelta(days=1)


class Tallies:
    """What happened, as series ask for it. `first` and `last` are the days of the first and the newest report; events
    before the first report are history that reports recall, and count in no series."""

    def __init__(
        self,
        occurrences: Sequence[Occurrence],
        claims: Claims,
        documents: Documents,
        *,
        control: Iterable[ControlSpan] = (),
        last: dt.date | None = None,
    ) -> None:
        """`last` is the day at which all looks back start; without it the day of the newest report."""
        reports: dict[str, set[dt.date]] = {}
        told = {c.claim.document: outlet_of(c, documents) for c in claims.values()}
        for document in documents.values():
            if document.published is not None:
                name = document.outlet or told.get(document.id, "") or UNKNOWN
                reports.setdefault(name, set()).add(document.published.date())
        every = sorted(d for days in reports.values() for d in days)
        self.first = every[0] if every else dt.date.max
        self.last = last or (every[-1] if every else dt.date.min)
        self.reports = {
            name: tuple(sorted(d for d in days if d <= self.last)) for name, days in sorted(reports.items())
        }
        self.control = tuple(control)
        self.claims = claims
        self.documents = documents
        self.occurrences = tuple(o for o in occurrences if self.first <= o.day <= self.last)
        self._by_area: dict[str, list[Occurrence]] = {}
        for one in self.occurrences:
            for area in one.areas:
                self._by_area.setdefault(area, []).append(one)
        self._sums: dict[tuple[str, Measure, frozenset[str]], list[int]] = {}

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas in which something happened."""
        return tuple(sorted(self._by_area))

    @property
    def days(self) -> int:
        """Days from the first report to the last, both included; 0 where there is none."""
        return max(0, (self.last - self.first).days + 1)

    def panel(self, since: dt.date) -> frozenset[str]:
        """The sources that reported by a day, or within a month of it."""
        return frozenset(name for name, days in self.reports.items() if days and days[0] <= since + GRACE)

    def of(self, area: str) -> Sequence[Occurrence]:
        """What happened in an area, by day."""
        return self._by_area.get(area, ())

    def total(self, area: str, measure: Measure, start: dt.date, end: dt.date, panel: frozenset[str]) -> int:
        """The sum over the days `start` <= d < `end`; days outside of the record give nothing."""
        sums = self._accumulated(area, measure, panel)
        a = min(max((start - self.first).days, 0), len(sums) - 1)
        b = min(max((end - self.first).days, 0), len(sums) - 1)
        return sums[b] - sums[a] if b > a else 0

    def window(self, area: str, measure: Measure, end: dt.date, length: int, panel: frozenset[str]) -> int:
        """The sum over the `length` days that end with `end`, itself included."""
        return self.total(area, measure, end - (length - 1) * DAY, end + DAY, panel)

    def _accumulated(self, area: str, measure: Measure, panel: frozenset[str]) -> list[int]:
        key = (area, measure, panel)
        if key not in self._sums:
            daily = [0] * self.days
            for one in self.of(area):
                daily[(one.day - self.first).days] += measure(one, panel)
            self._sums[key] = [0, *accumulate(daily)]
        return self._sums[key]
