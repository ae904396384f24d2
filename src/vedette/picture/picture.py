"""The picture: all that readers can ask of the ledger as of one moment.

Lists and filters run over what is held in memory; whole events, claims and texts are fetched when somebody opens them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from vedette.ledger.base import DerivedKind, Scope
from vedette.model.codec import from_json, loads, to_json
from vedette.model.control import ControlSpan
from vedette.model.document import Document
from vedette.model.event import Event, Forwarding
from vedette.model.ids import ClaimKey, DocumentId, EventId
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.picture.answers import Answers
from vedette.picture.cards import Card, Figure, card_of
from vedette.picture.columns import Columns
from vedette.picture.filters import Filter
from vedette.picture.search import Index
from vedette.picture.standing import StandingOut, standing_out
from vedette.picture.voices import Voices, voices_of
from vedette.pipeline.corrections import corrected
from vedette.pipeline.outlet_ties import tables_of
from vedette.pipeline.rederive import Rules, current
from vedette.pipeline.shown import Shown
from vedette.reconciliation.base import Tables
from vedette.reconciliation.totals import Checked, checked

#: Parts of an event that no total asks for, and that take most of the time to read.
_UNASKED: Mapping[str, list[str]] = {"joins": [], "parties": [], "copies": [], "voices": []}
_NONE = Figure("", "", None, -1, None, None, open=False, rung="")


@dataclass(frozen=True, slots=True)
class Report:
    """A document without its text."""

    id: str
    title: str
    outlet: str | None
    published: dt.datetime | None
    locator: str
    language: str | None
    length: int


class Picture:
    """The ledger as of `scope`, as one viewer may see it. See `vedette.picture.pictures` for the ones in use."""

    def __init__(
        self, ledger: Shown, scope: Scope, rules: Rules = Rules.THEN, *, before: "Picture | None" = None
    ) -> None:
        """Read or derive what lists need. For the present that is what the derived tables hold; `before` is an earlier
        picture of it, whose cards are used again where nothing changed."""
        self.scope = scope
        self.rules = rules
        self._ledger = ledger
        self._events: Mapping[str, Event] = {}
        #: Each card of the present with the hash of the row that it was made of.
        self._made: dict[str, tuple[int, Card]] = {}
        if scope.as_of is None and scope.as_recorded is None and rules is Rules.THEN:
            known = before._made if before is not None else {}
            for row in ledger.derived(DerivedKind.EVENT):
                made = known.get(row.id)
                mark = hash(row.body)
                same = made is not None and made[0] == mark
                self._made[row.id] = made if made is not None and same else (mark, card_of(loads(row.body)))
            self.events = _ordered(card for _, card in self._made.values())
            self.tolls = tuple(from_json(Toll, loads(row.body)) for row in ledger.derived(DerivedKind.TOLL))
            self.control = tuple(from_json(ControlSpan, loads(r.body)) for r in ledger.derived(DerivedKind.CONTROL))
            gone = [from_json(Forwarding, loads(r.body)) for r in ledger.derived(DerivedKind.FORWARDING)]
            unused = (loads(row.body) for row in ledger.derived(DerivedKind.UNPLACED))
            self.unplaced: Mapping[str, str] = {body["claim"]: body["reason"] for body in unused}
        else:
            then = current(ledger, scope, rules=rules)
            self.events = _ordered(card_of(to_json(event)) for event in then.events)
            self.tolls, self.control, gone = then.tolls, then.control, list(then.forwardings)
            self.unplaced = dict(then.unplaced)
            self._events = {event.id: event for event in then.events}
        self.forwarded: Mapping[str, tuple[EventId, ...]] = {f.old: f.new for f in gone}
        self._by_id = {card.id: card for card in self.events}

    def ready(self) -> None:
        """Work out what every page asks for, so that no reader waits for it."""
        for name in ("columns", "happened", "rank", "kinds", "gravest", "bounds", "events_at", "span"):
            getattr(self, name)

    def card(self, event: str) -> Card | None:
        """An event in short."""
        return self._by_id.get(event)

    def event(self, event: str) -> Event | None:
        """A whole event; None for an id that no event has."""
        if event in self._events:
            return self._events[event]
        if event not in self._by_id:
            return None
        rows = self._ledger.derived_with(DerivedKind.EVENT, [event])
        return from_json(Event, loads(rows[0].body)) if rows else None

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

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """All documents without their texts, by publication."""
        return {
            d.id: Report(d.id, d.title or d.locator, d.outlet, d.published, d.locator, d.language, len(d.text))
            for d in self._ledger.documents(self.scope)
        }

    @cached_property
    def tables(self) -> Tables:
        """Whose the outlets are, as known at this moment."""
        return tables_of(self._ledger, self.scope)

    @cached_property
    def all_claims(self) -> tuple[ResolvedClaim, ...]:
        """Every claim, by publication: for pages that look over all of them."""
        return tuple(self._ledger.claims(self.scope))

    @cached_property
    def checks(self) -> Mapping[Toll, Checked]:
        """What there is to say of each running total: its series, and the events of its window."""
        events = self._events.values() or (
            from_json(Event, loads(row.body) | _UNASKED) for row in self._ledger.derived(DerivedKind.EVENT)
        )
        keys = {key for t in self.tolls for key in (*(u.claim for u in t.used), *(x.claim for x in t.left_out))}
        claims = self.claims(sorted(keys))
        about = sorted({c.claim.document for c in claims.values()})
        documents = {d.id: d for d in self._ledger.documents_with(about, self.scope)}
        return {c.toll: c for c in checked(self.tolls, events, claims, documents)}

    @cached_property
    def voices(self) -> Voices:
        """Who said what, by outlet and by actor."""
        return voices_of(self.all_claims, self.reports)

    @cached_property
    def events_of_claim(self) -> Mapping[str, str]:
        """The event that each claim is in, copies included."""
        found: dict[str, str] = {}
        for card in self.events:
            event = self.event(card.id)
            for key in (*event.claims, *event.copies) if event else ():
                found[key] = card.id
        return found

    def select(self, wanted: Filter) -> list[Card]:
        """The events that a filter takes, in their order."""
        return wanted.narrowed(list(self.happened)) if wanted.plain else wanted.of(self.events)

    @cached_property
    def happened(self) -> tuple[Card, ...]:
        """Events that are told as having happened, in their order."""
        return tuple(Filter().of(self.events))

    @cached_property
    def by_weight(self) -> tuple[Card, ...]:
        """All events, those first that a reader would miss most."""
        return tuple(sorted(self.events, key=lambda card: (-card.weight, card.id)))

    @cached_property
    def answers(self) -> Answers:
        """What was answered of it."""
        return Answers()

    @cached_property
    def columns(self) -> Columns:
        """All events in columns, in the same order."""
        return Columns(self.by_weight)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each event in the order."""
        return {card.id: number for number, card in enumerate(self.events)}

    @cached_property
    def kinds(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """The kinds of event there are, and the rungs."""
        return tuple(sorted({card.type for card in self.events})), frozenset({card.rung for card in self.events})

    @cached_property
    def gravest(self) -> Mapping[str, tuple[tuple[Figure, Card], ...]]:
        """By effect the events with a figure of it, the highest floor first."""
        found: dict[str, list[tuple[Figure, Card]]] = defaultdict(list)
        for card in self.happened:
            best: dict[str, Figure] = {}
            for figure in card.figures:
                if figure.group is None and figure.low > best.get(figure.effect, _NONE).low:
                    best[figure.effect] = figure
            for effect, figure in best.items():
                found[effect].append((figure, card))
        return {e: tuple(sorted(all_, key=lambda pair: (-pair[0].low, pair[1].id))) for e, all_ in found.items()}

    @cached_property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """The box (west, south, east, north) that holds nine tenths of what can be drawn, so that one event far away
        does not shrink the rest."""
        points = [(c.longitude, c.latitude) for c in self.happened if c.precision != "country"]
        points += [(s.place.longitude, s.place.latitude) for s in self.control if s.place.precision != "country"]
        lons = sorted(lon for lon, _ in points if lon is not None)
        lats = sorted(lat for _, lat in points if lat is not None)
        cut = len(lons) // 20
        return (lons[cut], lats[cut], lons[-1 - cut], lats[-1 - cut]) if lons else None

    @cached_property
    def events_at(self) -> Mapping[str, tuple[Card, ...]]:
        """Events by place id."""
        found: dict[str, list[Card]] = defaultdict(list)
        for card in self.events:
            if card.place:
                found[card.place].append(card)
        return {place: tuple(cards) for place, cards in found.items()}

    @cached_property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of what happened, leaving out the outermost hundredth on the early side: one
        event recalled from long ago must not make a time line of years."""
        days = sorted(c.start for c in self.events if c.start and not c.background and (c.end - c.start).days <= 10)  # type: ignore[operator]
        if not days:
            return None
        return days[len(days) // 50], days[-1]

    @cached_property
    def standing_out(self) -> StandingOut | None:
        """What stands out, and how good each rule is here; None where nothing is known."""
        return standing_out(self._ledger, self.scope, self.rules)

    @cached_property
    def index(self) -> Index:
        """Full text over documents and events, private names masked."""
        return Index(self._ledger.documents(self.scope), self.events)


def _ordered(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: card.order))
