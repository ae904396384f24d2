"""Cumulative series: totals that somebody counts on from day to day, by who counts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Point:
    """One report of a running total: the day, the total, what the report itself adds (`added`, over `days` days),
    whose it is, and whether somebody worked it out (`worked_out`) where the source said nothing."""

    day: dt.date
    total: int
    added: int | None = None
    days: int = 1
    source: str = ""
    worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """From one report to the next."""

    before: Point
    after: Point

    @property
    def rise(self) -> int:
        """How far the total moved."""
        return self.after.total - self.before.total

    @property
    def days(self) -> int:
        """Days between the two reports."""
        return (self.after.day - self.before.day).days

    @property
    def unborne(self) -> bool:
        """Whether the report's own figure does not give the rise: both cover the same days and differ."""
        return self.after.added is not None and self.after.days >= self.days and self.after.added != self.rise


def counters(points: Iterable[Point]) -> tuple[tuple[Point, ...], ...]:
    """The points of one place and kind of people, divided by who counts. Sources that never give different totals for
    one day are hands of one counter; two that do are two counts, and neither corrects the other."""
    given = sorted(points, key=lambda p: (p.day, p.source, p.total))
    totals: dict[str, dict[dt.date, set[int]]] = {}
    for p in given:
        if not p.worked_out:
            totals.setdefault(p.source, {}).setdefault(p.day, set()).add(p.total)
    groups: list[list[str]] = []
    for source in sorted({p.source for p in given}):
        mine = totals.get(source, {})
        home = next(
            (g for g in groups if all(_agree(mine, totals.get(other, {})) for other in g)),
            None,
        )
        if home is None:
            groups.append([source])
        else:
            home.append(source)
    return tuple(tuple(p for p in given if p.source in group) for group in groups)


def _agree(a: dict[dt.date, set[int]], b: dict[dt.date, set[int]]) -> bool:
    return all(a[day] == b[day] for day in a.keys() & b.keys())


def steps(points: Sequence[Point]) -> list[Step]:
    """Each report with the one before it; of one day's reports the last."""
    daily = list({p.day: p for p in points}.values())
    return [Step(a, b) for a, b in pairwise(daily)]
