"""The shelf: every version of every event, toll and span at one state of the ledger, in memory. A moment of the public
clock is a mask over them, so that a reader who moves the slider waits for a filter, not for the ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from vedette.ledger.base import DerivedKind, DerivedRow, Scope
from vedette.model.codec import from_json, loads, to_json
from vedette.model.control import ControlSpan
from vedette.model.event import Forwarding
from vedette.model.toll import Toll
from vedette.picture.cards import Card, Figure, card_of
from vedette.picture.columns import Columns, Numbers
from vedette.pipeline.deriving.rederive import has_rows
from vedette.pipeline.showing.shown import Shown
from vedette.reconciliation.testimony.base import Reconciled

T = TypeVar("T")

_EVER = np.iinfo(np.int64).max
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICRO = dt.timedelta(microseconds=1)
_NOWHERE = np.array([], dtype=np.int64)
_NONE = Figure("", "", None, -1, None, None, open=False, rung="")


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """A thing as the public could know it: `since` <= t < `until`, in microseconds; `_EVER` where it still stands."""

    value: T
    since: int = -_EVER
    until: int = _EVER

    def stands(self, moment: int | None) -> bool:
        """Whether it stands at a moment; None for now."""
        return self.until == _EVER if moment is None else self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Placed:
    """An event's card and the keys of its claims and copies, as one line a key: apart, they take much memory."""

    card: Card
    keys: str


class Shelf:
    """See the module. Rows are numbers into `cards`, the weightiest first; nothing of it changes once it is made."""

    def __init__(
        self,
        events: Iterable[Version[Placed]],
        tolls: Iterable[Version[Toll]] = (),
        control: Iterable[Version[ControlSpan]] = (),
        gone: Iterable[Version[Forwarding]] = (),
        *,
        looks_back: bool = False,
    ) -> None:
        """`looks_back`: whether its versions answer for moments of the past. Takes seconds for a hundred thousand."""
        versions = sorted(events, key=lambda v: (-v.value.card.weight, v.value.card.id, v.since))
        self.cards: tuple[Card, ...] = tuple(v.value.card for v in versions)
        self.tolls, self.control, self.gone = tuple(tolls), tuple(control), tuple(gone)
        self.looks_back = looks_back
        self._since = np.array([v.since for v in versions], dtype=np.int64)
        self._until = np.array([v.until for v in versions], dtype=np.int64)
        self.columns = Columns(self.cards)
        self.order = np.array(sorted(range(len(versions)), key=lambda row: self.cards[row].order), dtype=np.int64)
        self.turn = np.empty(len(versions), dtype=np.int64)
        self.turn[self.order] = np.arange(len(versions))
        self._by_id: dict[str, tuple[int, ...]] = {}
        self._at: dict[str, list[int]] = defaultdict(list)
        for row in self.order.tolist():
            card = self.cards[row]
            self._by_id[card.id] = (*self._by_id.get(card.id, ()), row)
            if card.place:
                self._at[card.place].append(row)
        earliest = {id_: min(self._since[row] for row in rows) for id_, rows in self._by_id.items()}
        self._first = np.array([earliest[card.id] for card in self.cards], dtype=np.int64)
        self._of_actor: dict[str, Numbers] = {}
        self._on_side: dict[str, dict[str, Numbers]] = {}
        self._actors()
        self.gravest = self._gravest()
        self._marks, self._mark_rows = _indexed([v.value.keys for v in versions])

    def alive(self, moment: dt.datetime | None) -> Numbers:
        """Which rows stand at a moment, as a mask."""
        at = micros(moment)
        found: Numbers = self._until == _EVER if at is None else (self._since <= at) & (at < self._until)
        return found

    def rows_of(self, event: str) -> tuple[int, ...]:
        """The versions of an event."""
        return self._by_id.get(event, ())

    def rows_at(self, place: str) -> Sequence[int]:
        """The versions of what happened at a place, in the order of lists."""
        return self._at.get(place, ())

    def rows_of_actor(self, actor: str) -> Numbers:
        """The versions of events in which an actor has a part, the weightiest first."""
        return self._of_actor.get(actor, _NOWHERE)

    def sides_of_actor(self, actor: str) -> Mapping[str, Numbers]:
        """By side the versions of events in which the actor has a part on it."""
        return self._on_side.get(actor, {})

    def places(self) -> Iterator[str]:
        """The places at which anything happened."""
        return iter(self._at)

    def rows_with(self, keys: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The versions that these claims are part of, each claim with its row."""
        asked = _marks_of(keys)
        first, last = (np.searchsorted(self._marks, asked, side=side) for side in ("left", "right"))
        for key, begin, end in zip(keys, first.tolist(), last.tolist(), strict=True):
            for row in self._mark_rows[begin:end].tolist():
                yield key, row

    def rows_among(self, keys: Sequence[str], alive: Numbers) -> Numbers:
        """For each of these claims a row of a mask that it is part of, -1 where it is in none."""
        marks = _marks_of(keys)
        by = np.argsort(marks)  # in their order they are found in half the time
        asked = marks[by]
        found = np.full(len(asked), -1, dtype=np.int64)
        at = np.searchsorted(self._marks, asked)
        left = np.arange(len(asked))
        while len(left := left[at[left] < len(self._marks)]):  # as often as one claim has versions
            left = left[self._marks[at[left]] == asked[left]]
            rows = self._mark_rows[at[left]]
            there = alive[rows]
            found[left[there]] = rows[there]
            left = left[~there]
            at[left] += 1
        told = np.empty(len(found), dtype=np.int64)
        told[by] = found
        return told

    def known_since(self, rows: Numbers) -> Numbers:
        """When the first version of the event of each row was public, in microseconds."""
        return self._first[rows]

    def _actors(self) -> None:
        """Which rows each actor has a part in, and on which side."""
        rows: dict[str, list[int]] = defaultdict(list)
        sides: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, card in enumerate(self.cards):
            for actor in dict.fromkeys(part.actor for part in card.parties if part.actor):
                rows[actor].append(row)
            for key in dict.fromkeys((p.actor, p.side) for p in card.parties if p.actor and p.side):
                sides[key].append(row)
        self._of_actor = {actor: np.array(all_, dtype=np.int64) for actor, all_ in rows.items()}
        for (actor, side), all_ in sides.items():
            self._on_side.setdefault(actor, {})[side] = np.array(all_, dtype=np.int64)

    def _gravest(self) -> Mapping[str, tuple[tuple[Figure, int], ...]]:
        found: dict[str, list[tuple[Figure, int]]] = defaultdict(list)
        for row, card in enumerate(self.cards):
            best: dict[str, Figure] = {}
            for figure in card.figures:
                if figure.group is None and figure.low > best.get(figure.effect, _NONE).low:
                    best[figure.effect] = figure
            for effect, figure in best.items():
                found[effect].append((figure, row))
        by = lambda pair: (-pair[0].low, self.cards[pair[1]].id)  # noqa: E731 - a key
        return {effect: tuple(sorted(all_, key=by)) for effect, all_ in found.items()}


def _marks_of(keys: Sequence[str]) -> Numbers:
    """Numbers that stand for keys within this process: among a million of them no two that differ are ever alike."""
    return np.fromiter(map(hash, keys), dtype=np.int64, count=len(keys))


def _indexed(lines: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The marks of all keys in their order, with the row of each."""
    keys = [line.split("\n") if line else [] for line in lines]
    marks = _marks_of([key for line in keys for key in line])
    rows = np.repeat(np.arange(len(lines), dtype=np.int32), [len(line) for line in keys])
    by = np.argsort(marks, kind="stable")
    return marks[by], rows[by]


class Maker:
    """Makes shelves of one ledger; cards whose rows are as they were are used again."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int], Placed] = {}

    def of_rows(self, ledger: Shown) -> Shelf:
        """A shelf of what the derived tables hold."""
        made: dict[tuple[str, int], Placed] = {}
        events = []
        for row in ledger.versions(DerivedKind.EVENT):
            mark = (row.id, hash(row.body))
            placed = self._made.get(mark) or _placed(loads(row.body))
            made[mark] = placed
            events.append(_version(row, placed))
        self._made = made
        return Shelf(
            events,
            [_version(r, from_json(Toll, loads(r.body))) for r in ledger.versions(DerivedKind.TOLL)],
            [_version(r, from_json(ControlSpan, loads(r.body))) for r in ledger.versions(DerivedKind.CONTROL)],
            [_version(r, from_json(Forwarding, loads(r.body))) for r in ledger.versions(DerivedKind.FORWARDING)],
            looks_back=has_rows(ledger, Scope(as_of=_EPOCH)),
        )


def shelf_of(derived: Reconciled) -> Shelf:
    """A shelf of what was derived for one moment."""
    return Shelf(
        [Version(_placed(to_json(event))) for event in derived.events],
        [Version(toll) for toll in derived.tolls],
        [Version(span) for span in derived.control],
        [Version(gone) for gone in derived.forwardings],
    )


def micros(moment: dt.datetime | None) -> int | None:
    """A moment in microseconds."""
    return None if moment is None else (moment - _EPOCH) // _MICRO


def _placed(body: Mapping[str, Any]) -> Placed:
    return Placed(card_of(body), "\n".join((*body["claims"], *body.get("copies", ()))))


def _version(row: DerivedRow, value: T) -> Version[T]:
    since, until = micros(row.public_from), micros(row.public_to)
    return Version(value, -_EVER if since is None else since, _EVER if until is None else until)
