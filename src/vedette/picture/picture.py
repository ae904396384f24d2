"""The picture: all that readers can ask of the ledger as of one moment.

Lists and filters run over what is held in memory; whole events, claims and texts are fetched when somebody opens them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from vedette.ledger.base import DerivedKind, Scope
from vedette.model.codec import from_json, loads, to_json
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId, EventId
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Flag, Toll
from vedette.picture.answers import Answers
from vedette.picture.cards import Card, Figure
from vedette.picture.catalogue import Catalogue
from vedette.picture.columns import Numbers
from vedette.picture.filters import Filter
from vedette.picture.search import Hit, Index
from vedette.picture.shelf import Shelf, micros, shelf_of
from vedette.picture.standing import StandingOut, standing_out
from vedette.picture.voices import NEVER, Gathering, Report, Voice, Voices
from vedette.pipeline.deriving.corrections import corrected
from vedette.pipeline.deriving.outlet_ties import tables_of
from vedette.pipeline.deriving.rederive import Rules, current
from vedette.pipeline.showing.shown import Shown
from vedette.reconciliation.counting.totals import Checked, checked, flagged
from vedette.reconciliation.testimony.base import Tables

#: Parts of an event that no total asks for, and that take most of the time to read.
_UNASKED: Mapping[str, list[str]] = {"joins": [], "parties": [], "copies": [], "voices": []}
#: Lists of claims whose rows are kept: those of the largest sources are asked for most.
_LOOKED_UP = 16
_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


class Picture:
    """The ledger as of `scope`, as one viewer may see it. See `vedette.picture.pictures` for the ones in use."""

    def __init__(
        self,
        ledger: Shown,
        scope: Scope,
        rules: Rules = Rules.THEN,
        *,
        shelf: Shelf | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        """What stands at the moment on a shelf that answers for it; without one it is derived. `catalogue` is that of
        the present; for other moments all documents are read when somebody asks for what is in them."""
        self._catalogue = catalogue
        self.scope = scope
        self.rules = rules
        self._ledger = ledger
        self._events: Mapping[str, Event] = {}
        self._unplaced: Mapping[str, str] | None = None
        self._looked_up: tuple[tuple[Sequence[str], Numbers], ...] = ()
        moment = scope.as_of
        if shelf is None:
            then = current(ledger, scope, rules=rules)
            shelf, moment = shelf_of(then), None
            self._unplaced = dict(then.unplaced)
            self._events = {event.id: event for event in then.events}
        self._shelf = shelf
        self._alive = shelf.alive(moment)
        at = micros(moment)
        self.columns = shelf.columns.at(self._alive)
        self.tolls = tuple(v.value for v in shelf.tolls if v.stands(at))
        self.control = tuple(v.value for v in shelf.control if v.stands(at))
        self.forwarded: Mapping[str, tuple[EventId, ...]] = {
            v.value.old: v.value.new for v in shelf.gone if v.stands(at)
        }

    def ready(self) -> None:
        """Work out what every page asks for, so that no reader waits for it."""
        for name in ("events", "happened", "rank", "kinds", "gravest", "bounds", "span", "published", "_event_index"):
            getattr(self, name)

    @cached_property
    def events(self) -> tuple[Card, ...]:
        """All events, by first day, unknown first."""
        cards, order = self._shelf.cards, self._shelf.order
        return tuple(cards[row] for row in order[self._alive[order]].tolist())

    def card(self, event: str) -> Card | None:
        """An event in short."""
        return next((self._shelf.cards[row] for row in self._shelf.rows_of(event) if self._alive[row]), None)

    def event(self, event: str) -> Event | None:
        """A whole event; None for an id that no event has."""
        if event in self._events:
            return self._events[event]
        if self.card(event) is None:
            return None
        rows = self._ledger.derived_with(DerivedKind.EVENT, [event], self.scope)
        return from_json(Event, loads(rows[0].body)) if rows else None

    def unplaced(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Why no product takes these claims, of those that none takes."""
        if self._unplaced is not None:
            return {key: self._unplaced[key] for key in keys if key in self._unplaced}
        rows = self._ledger.derived_with(DerivedKind.UNPLACED, keys, self.scope)
        return {body["claim"]: body["reason"] for body in (loads(row.body) for row in rows)}

    def claims(self, keys: Iterable[ClaimKey]) -> dict[ClaimKey, ResolvedClaim]:
        """The claims with these keys."""
        return {c.claim.key: c for c in self._ledger.claims_with(keys, self.scope)}

    def corrected(self, keys: Iterable[ClaimKey]) -> dict[ClaimKey, ResolvedClaim]:
        """The same as analysts corrected them: what the events are made of."""
        found = self.claims(keys).values()
        return {c.claim.key: c for c in corrected(found, tuple(self._ledger.decisions(self.scope))).claims}

    def claim(self, key: str) -> ResolvedClaim | None:
        """One claim."""
        return self.claims([ClaimKey(key)]).get(ClaimKey(key))

    def document(self, document: str) -> Document | None:
        """A document as of the picture's moment."""
        return self._ledger.document(DocumentId(document), self.scope)

    def claims_of(self, document: str) -> tuple[ResolvedClaim, ...]:
        """The claims of a document, in their order in the text."""
        return self._ledger.claims_of(DocumentId(document), self.scope)

    @property
    def reports(self) -> Mapping[str, Report]:
        """All documents without their texts, by publication."""
        return self._headed if self._catalogue is None else self._catalogue.reports

    @cached_property
    def _headed(self) -> Mapping[str, Report]:
        found = [
            Report(d.id, d.title or d.locator, d.outlet, d.published, d.locator, d.language, size)
            for d, size in self._ledger.headings(scope=self.scope)
        ]
        return {report.id: report for report in sorted(found, key=lambda r: (r.published or _LONG_AGO, r.id))}

    @cached_property
    def published(self) -> tuple[dt.datetime, dt.datetime] | None:
        """When the first and the last report came out."""
        times = [report.published for report in self.reports.values() if report.published]
        return (min(times), max(times)) if times else None

    @cached_property
    def tables(self) -> Tables:
        """Whose the outlets are, as known at this moment."""
        return tables_of(self._ledger, self.scope)

    @cached_property
    def all_claims(self) -> tuple[ResolvedClaim, ...]:
        """Every claim, by publication: for pages that look over all of them."""
        return tuple(self._ledger.claims(self.scope))

    @cached_property
    def flags(self) -> Mapping[Toll, Sequence[Flag]]:
        """What is odd about the series that each running total stands in."""
        claims, documents = self._counted()
        return dict(zip(self.tolls, flagged(self.tolls, claims, documents), strict=True))

    def _counted(self) -> tuple[Mapping[ClaimKey, ResolvedClaim], Mapping[DocumentId, Document]]:
        """The claims that totals were taken from, with their documents."""
        keys = {key for t in self.tolls for key in (*(u.claim for u in t.used), *(x.claim for x in t.left_out))}
        claims = self.claims(sorted(keys))
        about = sorted({c.claim.document for c in claims.values()})
        return claims, {d.id: d for d in self._ledger.documents_with(about, self.scope)}

    @cached_property
    def checks(self) -> Mapping[Toll, Checked]:
        """What there is to say of each running total: its series, and the events of its window."""
        events = self._events.values() or (
            from_json(Event, loads(row.body) | _UNASKED) for row in self._ledger.derived(DerivedKind.EVENT)
        )
        claims, documents = self._counted()
        return {c.toll: c for c in checked(self.tolls, events, claims, documents)}

    @property
    def voices(self) -> Voices:
        """Who said what, by outlet and by actor."""
        return self._heard if self._catalogue is None else self._catalogue.settled()[0]

    @cached_property
    def _heard(self) -> Voices:
        gathering = Gathering()
        gathering.add((to_json(claim) for claim in self.all_claims), self.reports)
        return gathering.voices()

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many documents voices and search know of, and how many there are; None where they know all."""
        return None if self._catalogue is None else self._catalogue.progress

    def lag(self, voice: Voice) -> tuple[int, int, float] | None:
        """How soon a source had what it told: of so many claims, how many came out with the first report of their
        event, and the median of hours after it; None where none is in an event."""
        rows = np.concatenate([self._rows(voice.own), self._rows(voice.relayed)])
        at = np.concatenate([np.array(times, dtype=np.int64) for times in (voice.own_at, voice.relayed_at)])
        known = (rows >= 0) & (at != NEVER)
        if not known.any():
            return None
        late = np.maximum(0, at[known] - self._shelf.known_since(rows[known]))
        return len(late), int((late == 0).sum()), round(float(np.median(late)) / 3.6e9, 1)

    def fared(self, keys: Sequence[str]) -> tuple[tuple[tuple[str, int], ...], int]:
        """The rungs of the events that these claims are in, the most frequent first, and how many are in none."""
        rows = self._rows(keys)
        there = rows[rows >= 0]
        rungs = Counter(self.columns.rungs(there))
        return tuple(rungs.most_common()), len(keys) - len(there)

    def _rows(self, keys: Sequence[str]) -> Numbers:
        """The rows that these claims are part of, -1 for each that is in none; the last asked for are kept, as a page
        asks for the same more than once."""
        for known, rows in self._looked_up:
            if known is keys and len(rows) == len(keys):
                return rows
        rows = self._shelf.rows_among(keys, self._alive)
        self._looked_up = ((keys, rows), *self._looked_up[: _LOOKED_UP - 1])
        return rows

    def events_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The event that each of these claims is in, copies included."""
        cards = self._shelf.cards
        return {key: cards[row].id for key, row in self._shelf.rows_with(tuple(keys)) if self._alive[row]}

    def select(self, wanted: Filter) -> "Selection":
        """The events that a filter takes, in their order."""
        rows = self.columns.select(wanted)
        return Selection(self._shelf.cards, rows[np.argsort(self._shelf.turn[rows])])

    def apart(self, other: "Picture") -> tuple[Iterable[Card], Iterable[Card]]:
        """The events here and those of another picture, without what is the same version in both, as far as that is
        known without a look."""
        if self._shelf is not other._shelf:
            return self.events, other.events
        cards = self._shelf.cards
        own, theirs = self._alive & ~other._alive, other._alive & ~self._alive
        return [cards[row] for row in np.flatnonzero(own)], [cards[row] for row in np.flatnonzero(theirs)]

    @cached_property
    def happened(self) -> tuple[Card, ...]:
        """Events that are told as having happened, in their order."""
        return tuple(self.select(Filter()))

    @cached_property
    def answers(self) -> Answers:
        """What was answered of it."""
        return Answers()

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each event in the order."""
        return {card.id: number for number, card in enumerate(self.events)}

    @cached_property
    def kinds(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """The kinds of event there are, and the rungs."""
        return tuple(sorted(self.columns.values("type"))), self.columns.values("rung")

    @cached_property
    def gravest(self) -> Mapping[str, tuple[tuple[Figure, Card], ...]]:
        """By effect the events with a figure of it, the highest floor first."""
        cards, there = self._shelf.cards, np.zeros(len(self._alive), dtype=bool)
        there[self.columns.select(Filter())] = True
        return {
            effect: tuple((figure, cards[row]) for figure, row in all_ if there[row])
            for effect, all_ in self._shelf.gravest.items()
        }

    @cached_property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """The box (west, south, east, north) that holds nine tenths of what can be drawn, so that one event far away
        does not shrink the rest."""
        held = [s.place for s in self.control if s.place.precision != "country" and s.place.longitude is not None]
        more = ([p.longitude for p in held], [p.latitude for p in held])
        lons, lats = (
            np.sort(np.append(a, np.array(b, dtype=float))) for a, b in zip(self.columns.points(), more, strict=True)
        )
        cut = len(lons) // 20
        return (float(lons[cut]), float(lats[cut]), float(lons[-1 - cut]), float(lats[-1 - cut])) if len(lons) else None

    def events_at(self, place: str) -> tuple[Card, ...]:
        """Events at a place, by its id, in their order."""
        return tuple(self._shelf.cards[row] for row in self._shelf.rows_at(place) if self._alive[row])

    def with_actor(self, actor: str) -> "Selection":
        """Events in which an actor has a part, the weightiest first; without those that are only recalled."""
        return Selection(self._shelf.cards, self.columns.told(self._shelf.rows_of_actor(actor)))

    def alignments(self, actor: str) -> list[tuple[str, list[tuple[int, int]]]]:
        """The sides on which an actor has a part, each with its years and in how many events of them."""
        sides = self._shelf.sides_of_actor(actor).items()
        found = ((side, self.columns.per_year(self.columns.told(rows))) for side, rows in sides)
        return sorted((side, years) for side, years in found if years)

    def places(self) -> Iterable[str]:
        """The ids of the places at which something happened."""
        return (place for place in self._shelf.places() if any(self._alive[row] for row in self._shelf.rows_at(place)))

    @cached_property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of what happened, leaving out the outermost fiftieth on the early side: one
        event recalled from long ago must not make a time line of years."""
        days = self.columns.days()
        if not len(days):
            return None
        return dt.date.fromordinal(int(days[len(days) // 50])), dt.date.fromordinal(int(days[-1]))

    def find(self, words: str, *, most: int = 100) -> list[Hit]:
        """Events and documents that hold all the words, best first; private names are in no index."""
        documents = self._texts if self._catalogue is None else self._catalogue.settled()[1]
        hits = [*self._event_index.find(words, most=most), *documents.find(words, most=most)]
        return sorted(hits, key=lambda hit: hit.score)[:most]

    @cached_property
    def standing_out(self) -> StandingOut | None:
        """What stands out, and how good each rule is here; None where nothing is known."""
        return standing_out(self._ledger, self.scope, self.rules)

    @cached_property
    def _event_index(self) -> Index:
        if self._catalogue is None:
            return Index(events=self.events)
        self._catalogue.events.hold(self.events)
        return self._catalogue.events

    @cached_property
    def _texts(self) -> Index:
        return Index(self._ledger.documents(self.scope))


class Selection(Sequence[Card]):
    """Events in their order; a card is looked up when it is asked for, since a page shows few of many."""

    def __init__(self, cards: Sequence[Card], rows: Numbers) -> None:
        self._cards, self._rows = cards, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Card: ...

    @overload
    def __getitem__(self, at: slice) -> "Selection": ...

    def __getitem__(self, at: int | slice) -> "Card | Selection":
        return Selection(self._cards, self._rows[at]) if isinstance(at, slice) else self._cards[int(self._rows[at])]
