"""What changed since the last brief: events that are new, gone, surer or less sure; figures and holders that moved.

Two states of what is known are set side by side. An event is the same if it keeps a claim: ids may change when reports
that came later put two events together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.model.verification import Rung
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reconciliation.voices.withdrawn import figures_taken_back
from vedette.reports import wording
from vedette.reports.contents import Line
from vedette.reports.notes import Notes
from vedette.reports.selection import by_weight

#: Notes of one line.
_CITED = 4
_GONE = (Rung.RETRACTED, Rung.DISCOUNTED)


@dataclass(frozen=True, slots=True)
class Last:
    """What the last brief knew, and in words until when."""

    known: Reconciled
    words: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a brief sets beside what is known: what the last one knew, and what stands out, in words with claims."""

    last: Last | None = None
    signals: tuple[tuple[str, tuple[ClaimKey, ...]], ...] = ()


def changes(
    before: Reconciled, after: Reconciled, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes
) -> tuple[Line, ...]:
    """The changes, the weightiest first: retractions, then figures, rungs, places, and what is new."""
    old = _by_claim(before.events)
    taken_back: list[Line] = []
    moved: list[Line] = []
    fresh: list[Line] = []
    for event in by_weight(after.events):
        known = list({e.id: e for k in event.claims if (e := old.get(k)) is not None}.values())
        if not known:
            line = _new(event, notes)
            fresh += [line] if line is not None else []
            continue
        for line in (*_withdrawn(known, event, claims, notes), *_differences(known, event, notes)):
            (taken_back if line.label == "Taken back" else moved).append(line)
    return (*taken_back, *moved, *_control(before.control, after.control, notes), *fresh)


def _by_claim(events: Iterable[Event]) -> Mapping[ClaimKey, Event]:
    return {key: event for event in events for key in event.claims}


def _name(event: Event) -> str:
    return f"{wording.heading(event)}, {wording.when(event.when)}"


def _new(event: Event, notes: Notes) -> Line | None:
    cited = notes.cite(event.claims, most=_CITED)
    tolls = [wording.toll(t, best=False) for t in wording.telling(event.tolls) if not t.group]
    text = "; ".join((_name(event), *tolls))
    return Line(text, cited, label="New", rung=event.verification.rung) if cited else None


def _withdrawn(
    known: Sequence[Event], event: Event, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes
) -> Iterable[Line]:
    """Figures that were taken back since; of an event that is gone as a whole its own line says so."""
    if event.verification.rung in _GONE:
        return
    before = {out.claim for e in known for out in e.taken_back}
    for figure in figures_taken_back(event, claims):
        if before.isdisjoint(figure.claims):
            cited = notes.cite(figure.claims, most=_CITED)
            yield Line(f"{figure.words}, in: {_name(event)}", cited, label="Taken back", rung=Rung.RETRACTED)


def _differences(known: list[Event], event: Event, notes: Notes) -> Iterable[Line]:
    one = known[0]
    rung = event.verification.rung
    cited = notes.cite((*event.verification.answering, *event.verification.asserting), most=_CITED)
    if rung is not one.verification.rung and cited:
        label = "Taken back" if rung in _GONE else "How sure"
        yield Line(f"{_name(event)}: {one.verification.rung}, now {rung}", cited, label=label, rung=rung)
    if len(known) > 1:
        merged = notes.cite(event.claims, most=_CITED)
        if merged:
            yield Line(f"{_name(event)}: {len(known)} events are now one", merged, label="Merged", rung=rung)
    were = {_measure(t): t for e in known for t in e.tolls}
    for toll in event.tolls:
        was = were.get(_measure(toll))
        basis = notes.cite((*(u.claim for u in toll.used), *(o.claim for o in toll.left_out)), most=_CITED)
        if was is not None and (was.low, was.best, was.high) != (toll.low, toll.best, toll.high) and basis:
            text = f"{_name(event)}: {wording.toll(was)}, now {wording.toll(toll)}"
            yield Line(text, basis, label="Figure", rung=toll.verification.rung)


def _measure(toll: Toll) -> tuple[str, str, str, str]:
    return (toll.effect, toll.victim_class, toll.group or "", toll.victims_side or "")


def _control(before: Iterable[ControlSpan], after: Iterable[ControlSpan], notes: Notes) -> Iterable[Line]:
    def said(span: ControlSpan) -> str:
        return wording.holders(span) + (", contested" if span.contested else "")

    was = {wording.place(s.place): said(s) for s in before if s.end is None}
    for span in after:
        place = wording.place(span.place)
        cited = notes.cite(span.evidence, most=_CITED)
        if span.end is None and place in was and was[place] != said(span) and cited:
            yield Line(f"{place}: {was[place]}; now {said(span)}", cited, label="Control", rung=span.verification.rung)
