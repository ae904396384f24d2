"""Control spans: who holds a place from when to when, by the design's rules, each a function here.

Days are the grain. The claims of a place are taken in the order of the day they speak of; each changes the state, and a
changed state ends one span and starts the next. Competing claims stand side by side: then the span is contested.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.model.claim import ControlContent, ControlRelation, Extent
from vedette.model.control import ControlSpan, Holder
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Status
from vedette.model.resolved import ActorResolution, PlaceResolution, Role
from vedette.model.times import Basis
from vedette.model.verification import Interest
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.places import place_of, spot_key
from vedette.reconciliation.testimony.sides import UNARMED_SIDES, interest_of, same_side
from vedette.reconciliation.voices.verification import verify

#: Days after its last evidence on which a span is no longer shown as current. A convention, not a measurement.
FADES = dt.timedelta(days=60)
#: Days: recalled history dated no better than this ("in 2016") would give a boundary on a day that nobody named.
LONGEST = 31
_R = ControlRelation
_PARTIAL = frozenset({Extent.PART, Extent.OUTSKIRTS})
#: On one day: first who is gone, then who came, then who has it, then who is fought over.
_TURN = (_R.LOST, _R.WITHDREW, _R.CAPTURED, _R.HOLDS, _R.ENTERED, _R.BESIEGES, _R.SURROUNDS, _R.CONTESTS)


@dataclass(frozen=True, slots=True)
class State:
    """What is claimed of a place at one moment.

    `told` are the reports that made the holders what they are, `since` the day they are so; `conceded` are parties that
    admitted the loss, each with the day on which it spoke.
    """

    holders: tuple[Holder, ...] = ()
    presence: tuple[Holder, ...] = ()
    besiegers: tuple[Holder, ...] = ()
    contested: bool = False
    told: frozenset[DocumentId] = frozenset()
    since: dt.date | None = None
    conceded: tuple[tuple[Holder, dt.date], ...] = ()

    @property
    def shape(self) -> tuple[object, ...]:
        """What makes one state another: parties and flags, not the claims behind them."""
        return (_who(self.holders), _who(self.presence), _who(self.besiegers), self.contested)


def spans_of(testimonies: Iterable[Testimony]) -> tuple[tuple[ControlSpan, ...], tuple[tuple[ClaimKey, str], ...]]:
    """The spans of all places, by place and start; and the claims that set none, with the reason."""
    return Timelines().spans_of(testimonies)


@dataclass(slots=True)
class _Run:
    """Claims of a place, one after the other, that leave it as it is: from which day, the number of the first of them,
    what is claimed after the last; and the span made of them, with its end and the copies that it names."""

    start: dt.date
    first: int
    state: State
    span: ControlSpan | None = None
    made: tuple[dt.date | None, tuple[ClaimKey, ...]] = (None, ())


@dataclass(frozen=True, slots=True)
class _Told:
    """What one claim sets: why it is unusable, if it is; its place; where it stands among the claims of that place."""

    unusable: str | None
    place: str
    rank: tuple[dt.date, int, tuple[dt.datetime, ClaimKey]]


class Timelines:
    """Spans that are worked out again and again, of ever more claims: what the claims of a place come to up to the
    first that is new is remembered. A place of which thousands of reports say who holds it costs what is new."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._told: dict[Testimony, _Told] = {}
        self._lines: dict[str, tuple[list[Testimony], list[_Run]]] = {}

    def spans_of(
        self, testimonies: Iterable[Testimony]
    ) -> tuple[tuple[ControlSpan, ...], tuple[tuple[ClaimKey, str], ...]]:
        """See `spans_of`. Testimonies that are the same are known again, not those that say the same."""
        places: dict[str, list[Testimony]] = defaultdict(list)
        unused: list[tuple[ClaimKey, str]] = []
        copies: dict[ClaimKey, list[ClaimKey]] = defaultdict(list)
        for t in testimonies:
            if t.copy_of is not None:
                copies[t.copy_of].append(t.key)
                continue
            told = self._told.get(t)
            if told is None:
                told = self._told[t] = _Told(unusable(t), spot_key(t.claim) or "", _rank(t))
            if told.unusable is not None:
                unused.append((t.key, told.unusable))
            else:
                places[told.place].append(t)
        spans = [span for place in sorted(places) for span in self._spans(place, places[place], copies)]
        return tuple(spans), tuple(sorted(unused))

    def _spans(
        self, place: str, claims: Sequence[Testimony], copies: Mapping[ClaimKey, Sequence[ClaimKey]]
    ) -> Iterator[ControlSpan]:
        ordered = sorted(claims, key=lambda t: self._told[t].rank)
        runs = self._runs(place, ordered)
        for i, run in enumerate(runs):
            stop, end = (runs[i + 1].first, runs[i + 1].start) if i + 1 < len(runs) else (len(ordered), None)
            evidence = ordered[run.first : stop]
            copied = tuple(sorted(k for t in evidence for k in copies.get(t.key, ()))) if copies else ()
            if run.span is None or run.made != (end, copied):
                run.span, run.made = _span(run.start, end, run.state, evidence, copied), (end, copied)
            yield run.span

    def _runs(self, place: str, ordered: list[Testimony]) -> list[_Run]:
        """The runs of one place, from the last on that may be another than before."""
        known, runs = self._lines.get(place, ([], []))
        same = next((i for i, (t, u) in enumerate(zip(known, ordered, strict=False)) if t is not u), len(known))
        same = min(same, len(ordered))
        stops = [*(run.first for run in runs[1:]), len(known)]
        kept = [run for run, stop in zip(runs, stops, strict=False) if stop <= same]
        state, first = (kept[-1].state, stops[len(kept) - 1]) if kept else (State(), 0)
        for number, t in enumerate(ordered[first:], start=first):
            state, day = step(state, t), day_of(t)
            if kept and (kept[-1].start == day or kept[-1].state.shape == state.shape):
                kept[-1].state, kept[-1].span = state, None
            else:
                kept.append(_Run(day, number, state))
        self._lines[place] = (ordered, kept)
        return kept


def unusable(t: Testimony) -> str | None:
    """Why a control claim sets no boundary; None if it can."""
    claim = t.claim.claim
    if spot_key(t.claim) is None:
        return "no place is named"
    if claim.status not in (Status.ASSERTED, Status.SUSPECTED, Status.DENIED):
        return f"it is {claim.status}"
    if t.when is None:
        return "recalled history without a date sets no boundary"
    if claim.background and t.when.basis is not Basis.STATED:
        return "recalled history without a date of its own sets no boundary"
    if claim.background and t.when.days > LONGEST:
        return "recalled history that is dated too roughly sets no boundary"
    parties = [a for a in (t.claim.actor(Role.PARTY), t.claim.actor(Role.FROM_PARTY)) if a is not None]
    if not parties:
        return "no party is named"
    if any(a.side in UNARMED_SIDES for a in parties):
        return "who watches, tells or helps holds no ground"
    return None


def _rank(t: Testimony) -> tuple[dt.date, int, tuple[dt.datetime, ClaimKey]]:
    """The order of the claims of one place: by the day that they set, then what comes first on a day."""
    return (day_of(t), _TURN.index(_content(t).relation), t.order)


def day_of(t: Testimony) -> dt.date:
    """The day a control claim sets: the first of its interval for a change, the last for a state ("holds")."""
    if t.when is None:
        return t.spoke
    relation = _content(t).relation
    return t.when.last if relation in (_R.HOLDS, _R.CONTESTS) else t.when.start


def step(state: State, t: Testimony) -> State:
    """The state after one more claim. Denials of control contest; they do not hand the place to anybody."""
    content = _content(t)
    party, former = t.claim.actor(Role.PARTY), t.claim.actor(Role.FROM_PARTY)
    if t.claim.claim.status is Status.DENIED:
        return replace(state, contested=True)
    if content.relation in (_R.LOST, _R.WITHDREW):
        return left(state, party or former, t)
    if content.relation in (_R.BESIEGES, _R.SURROUNDS):
        return state if party is None else replace(state, besiegers=_with(state.besiegers, party, t))
    if content.relation is _R.CONTESTS:
        return contests(state, party, t)
    if content.relation is _R.ENTERED or content.extent in _PARTIAL:
        return entered(state, party, t)
    if content.relation is _R.CAPTURED:
        return captured(state, party, former, t)
    return holds(state, party, t)


def left(state: State, party: ActorResolution | None, t: Testimony) -> State:
    """Lost or withdrew: ends a holder's span without starting another's."""
    if party is None:
        return state
    partial = _content(t).extent in _PARTIAL
    holders = state.holders if partial else _without(state.holders, party)
    return replace(
        state,
        holders=holders,
        presence=state.presence if partial else _without(state.presence, party),
        contested=partial or (state.contested and len(holders) > 1),
        conceded=_conceding(state, party, t),
    )


def captured(state: State, party: ActorResolution | None, former: ActorResolution | None, t: Testimony) -> State:
    """Took it: the party holds it and a former holder is out. Two that are said to have taken it on one day, neither
    from the other, by different reports, stand side by side."""
    if party is None:
        return left(state, former, t)
    beaten = () if former is None else tuple(h for h in state.holders if _is(h, former))
    staying = tuple(h for h in state.holders if h not in beaten)
    together = tuple(h for h in staying if _together(state, h, party, t))
    rivals = tuple(h for h in staying if h not in together and state.since == day_of(t) and not _has_conceded(state, h))
    own = state.told | {t.claim.claim.document} if together or rivals else frozenset({t.claim.claim.document})
    return State(
        holders=_with((*together, *rivals), party, t),
        contested=bool(rivals),
        told=own,
        since=day_of(t),
        conceded=state.conceded if former is None else _conceding(state, former, t),
    )


def holds(state: State, party: ActorResolution | None, t: Testimony) -> State:
    """Has it. Against another holder the two claims stand side by side, unless the party itself has admitted the loss
    since: an admission outranks it, and a later claim may reopen it."""
    if party is None or any(_is(h, party) and t.spoke <= spoke for h, spoke in state.conceded):
        return state
    together = all(_together(state, h, party, t) for h in state.holders)
    return replace(
        state,
        holders=_with(state.holders, party, t),
        presence=_without(state.presence, party),
        contested=state.contested or not together,
        told=state.told | {t.claim.claim.document},
        since=state.since or day_of(t),
    )


def entered(state: State, party: ActorResolution | None, t: Testimony) -> State:
    """Came in, or holds a part: presence only."""
    if party is None or any(_is(h, party) for h in state.holders):
        return state
    return replace(state, presence=_with(state.presence, party, t), contested=state.contested or bool(state.holders))


def contests(state: State, party: ActorResolution | None, t: Testimony) -> State:
    """Fights for it: contested, with presence."""
    if party is None or any(_is(h, party) for h in state.holders):
        return replace(state, contested=True)
    return replace(state, presence=_with(state.presence, party, t), contested=True)


def _span(
    start: dt.date,
    end: dt.date | None,
    state: State,
    evidence: Sequence[Testimony],
    copies: tuple[ClaimKey, ...],
) -> ControlSpan:
    ranked = sorted(evidence, key=lambda t: t.order)
    denying = [t for t in ranked if t.claim.claim.status is Status.DENIED]
    asserting = [t for t in ranked if t.claim.claim.status is not Status.DENIED]
    rivals = "competing claims to the place" if state.contested and len(state.holders) > 1 else None
    last = max(max(t.spoke for t in ranked if t.spoke != dt.date.max), start) if _dated(ranked) else start
    return ControlSpan(
        place=_place(ranked),
        start=start,
        end=end,
        holders=state.holders,
        presence=state.presence,
        contested=state.contested,
        besieged=bool(state.besiegers),
        besiegers=state.besiegers,
        evidence=tuple(t.key for t in ranked),
        last_evidence=last,
        fades=last + FADES,
        verification=verify(asserting, denying, incompatible=rivals),
        since_known=any(_content(t).relation is not _R.HOLDS for t in asserting),
        copies=copies,
        conflicts=tuple(sorted({c for t in ranked for c in t.claim.conflicts})),
    )


def _dated(evidence: Sequence[Testimony]) -> bool:
    return any(t.spoke != dt.date.max for t in evidence)


def _place(evidence: Sequence[Testimony]) -> PlaceResolution:
    """The place, by the report's words where those mean other ground than the place they name ("around Hama")."""
    found = [(t, p) for t in evidence if (p := place_of(t.claim)) is not None]
    t, place = found[0]
    where = t.claim.claim.where
    if where is not None and "|" in (spot_key(t.claim) or ""):
        return replace(place, name=where.text)
    return place


def _content(t: Testimony) -> ControlContent:
    content = t.claim.claim.content
    if not isinstance(content, ControlContent):
        raise TypeError(f"not a control claim: {t.key}")
    return content


def _who(parties: Sequence[Holder]) -> tuple[str, ...]:
    return tuple(sorted(h.actor or h.name.casefold() for h in parties))


def _is(holder: Holder, party: ActorResolution) -> bool:
    if holder.actor is not None and holder.actor == party.actor:
        return True
    return holder.name.casefold() == party.name.casefold() or same_side(holder.side, party.side)


def _together(state: State, holder: Holder, party: ActorResolution, t: Testimony) -> bool:
    """Whether two parties hold a place with each other: on one side, or named so by one report."""
    return _is(holder, party) or t.claim.claim.document in state.told


def _conceding(state: State, loser: ActorResolution, t: Testimony) -> tuple[tuple[Holder, dt.date], ...]:
    if interest_of(t) is not Interest.AGAINST_OWN:
        return state.conceded
    return (*state.conceded, (Holder(loser.actor, loser.name, loser.side, (t.key,)), t.spoke))


def _has_conceded(state: State, holder: Holder) -> bool:
    return any(h.name == holder.name or same_side(h.side, holder.side) for h, _ in state.conceded)


def _with(parties: tuple[Holder, ...], party: ActorResolution, t: Testimony) -> tuple[Holder, ...]:
    content = _content(t)
    known = next(
        (h for h in parties if h.name.casefold() == party.name.casefold() or (h.actor and h.actor == party.actor)), None
    )
    if known is None:
        return (*parties, Holder(party.actor, party.name, party.side, (t.key,), content.extent))
    grown = replace(known, claims=(*known.claims, t.key))
    return tuple(grown if h is known else h for h in parties)


def _without(parties: tuple[Holder, ...], party: ActorResolution) -> tuple[Holder, ...]:
    return tuple(h for h in parties if not _is(h, party))
