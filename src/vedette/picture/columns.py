"""The events of a picture in columns, the weightiest first: filters, counts by day and clusters over a hundred thousand
of them in some milliseconds, where card by card takes most of a second."""

import copy
import datetime as dt
import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from vedette.picture.cards import Card
from vedette.picture.filters import HAPPENED, Filter

Numbers = NDArray[Any]

#: Days of events that have none, so that no period takes them.
_NEVER: Final = -1
#: Events that may lie anywhere in more days than these stand on no day of the time line.
_SHORT = 10


class Columns:
    """Cards in columns. Rows are numbers into `cards`; every list of rows is in their order, the weightiest first."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """Takes some tenths of a second for a hundred thousand cards, given by weight."""
        self.cards = cards
        self._start = _days(card.start for card in cards)
        self._end = _days(card.end for card in cards)
        self._codes = {name: _coded([getattr(card, name) for card in cards]) for name in ("type", "rung", "state")}
        self._happened = np.array([card.status in HAPPENED for card in cards], dtype=bool)
        self._recalled = np.array([card.background for card in cards], dtype=bool)
        none = math.nan
        self.longitude = np.array([none if c.longitude is None else c.longitude for c in cards], dtype=float)
        self.latitude = np.array([none if c.latitude is None else c.latitude for c in cards], dtype=float)
        self.located = ~(np.isnan(self.longitude) | np.isnan(self.latitude))
        points = np.column_stack((self.longitude, self.latitude))[self.located]
        self.point = np.full(len(cards), -1, dtype=np.int64)
        if len(points):
            _, inverse = np.unique(points, axis=0, return_inverse=True)
            self.point[self.located] = inverse.reshape(-1)
        self.x, self.y = mercator(self.longitude, self.latitude)
        self._abroad = np.array([card.precision == "country" for card in cards], dtype=bool)
        self._alive = np.ones(len(cards), dtype=bool)

    def at(self, alive: Numbers) -> "Columns":
        """The same columns, of which only the rows of a mask are there."""
        found = copy.copy(self)
        found._alive = alive
        return found

    def select(self, wanted: Filter) -> Numbers:
        """The rows that a filter takes: the same that `Filter.takes` takes."""
        kept = self._alive.copy()
        if not wanted.recalled:
            kept &= ~self._recalled
        if not wanted.expected:
            kept &= self._happened
        if wanted.since is not None:
            kept &= (self._end != _NEVER) & (self._end > wanted.since.toordinal())
        if wanted.until is not None:
            kept &= (self._start != _NEVER) & (self._start < wanted.until.toordinal())
        for name, values in (("type", wanted.types), ("rung", wanted.rungs), ("state", wanted.states)):
            if values:
                codes, known = self._codes[name]
                kept &= np.isin(codes, [known[value] for value in values if value in known])
        if wanted.box is not None:
            box = wanted.box
            across = (self.longitude >= box.west, self.longitude <= box.east)
            kept &= across[0] & across[1] if box.west <= box.east else across[0] | across[1]
            kept &= (self.latitude >= box.south) & (self.latitude <= box.north)
        rows: Numbers = np.flatnonzero(kept)
        if wanted.place or wanted.party or wanted.conflict:  # words, asked of few: card by card
            rows = np.array([row for row in rows if wanted.takes(self.cards[row])], dtype=np.int64)
        return rows

    def values(self, name: str) -> frozenset[str]:
        """The values that "type", "rung" or "state" has."""
        codes, known = self._codes[name]
        there = set(np.unique(codes[self._alive]).tolist())
        return frozenset(value for value, code in known.items() if code in there)

    def rungs(self, rows: Numbers) -> dict[str, int]:
        """How many of these rows are on each rung."""
        codes, known = self._codes["rung"]
        counts = np.bincount(codes[rows], minlength=len(known)).tolist()
        return {value: counts[code] for value, code in known.items() if counts[code]}

    def points(self) -> tuple[Numbers, Numbers]:
        """Longitudes and latitudes of what happened, where they are those of less than a country."""
        kept = self._alive & self.located & self._happened & ~self._recalled & ~self._abroad
        return self.longitude[kept], self.latitude[kept]

    def days(self) -> Numbers:
        """The first days of what is not recalled and lies in some days, as ordinals in their order."""
        kept = self._alive & ~self._recalled & (self._start != _NEVER) & (self._end - self._start <= _SHORT)
        return np.sort(self._start[kept])

    def told(self, rows: Numbers) -> Numbers:
        """Those of these rows that are there and not recalled only."""
        found: Numbers = rows[self._alive[rows] & ~self._recalled[rows]]
        return found

    def per_year(self, rows: Numbers) -> list[tuple[int, int]]:
        """How many events begin in each year; those without a day are in none."""
        days = self._start[rows]
        years = (np.datetime64("0000-12-31") + days[days != _NEVER]).astype("datetime64[Y]").astype(int) + 1970
        found, counts = np.unique(years, return_counts=True)
        return list(zip(found.tolist(), counts.tolist(), strict=True))

    def per_day(self, rows: Numbers, first: dt.date, last: dt.date) -> list[int]:
        """How many events begin on each day from the first to the last; those that may lie anywhere in weeks stand on
        no day."""
        start, end, begin = self._start[rows], self._end[rows], first.toordinal()
        days = start[(start >= begin) & (start <= last.toordinal()) & (end - start <= _SHORT)] - begin
        found: list[int] = np.bincount(days, minlength=(last - first).days + 1).tolist()
        return found


def _days(dates: Any) -> Numbers:
    return np.array([_NEVER if date is None else date.toordinal() for date in dates], dtype=np.int64)


def _coded(values: list[str]) -> tuple[Numbers, dict[str, int]]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64), known


def mercator(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Points on the square of the web's map, 0..1 from the west and from the north."""
    phi = np.radians(np.clip(latitude, -85.0, 85.0))
    return (longitude + 180) / 360, (1 - np.log(np.tan(phi) + 1 / np.cos(phi)) / math.pi) / 2
