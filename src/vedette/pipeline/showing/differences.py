"""What changed between two states of what is known: events, tolls and places, each with the reports that changed it.

The two states are what was public, or what was recorded, at two moments. A change without a report of its own came from
a decision, from other rules, or from another reading of reports already known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import PlaceResolution, ResolvedClaim
from vedette.model.toll import Toll
from vedette.model.verification import Rung, Verification
from vedette.reconciliation.testimony.base import Reconciled


class ChangeKind(StrEnum):
    """What became of a thing. `GONE` is what no longer follows: its claims were rejected or hidden."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    RETRACTED = "retracted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, as people read it; empty where there was or is none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one event, running toll or place. `ids` are those that it had before and has no more; `reports`
    the documents whose claims are new in it, by their ids, with the claims in `claims`."""

    kind: ChangeKind
    about: str
    id: str
    what: str
    fields: tuple[FieldChange, ...] = ()
    ids: tuple[str, ...] = ()
    claims: tuple[ClaimKey, ...] = ()
    reports: tuple[DocumentId, ...] = ()


def differences(before: Reconciled, after: Reconciled, claims: Iterable[ResolvedClaim]) -> tuple[Change, ...]:
    """All changes from one state to another: events by time, then running tolls, then places. `claims` are those of the
    later state; where a claim is not among them its report is not known."""
    document_of = {c.claim.key: c.claim.document for c in claims}
    found = [*_events(before, after), *_tolls(before, after), *_places(before, after)]
    return tuple(_with_reports(change, document_of) for change in found)


def _with_reports(change: Change, document_of: Mapping[ClaimKey, DocumentId]) -> Change:
    reports = tuple(dict.fromkeys(document_of[k] for k in change.claims if k in document_of))
    return Change(change.kind, change.about, change.id, change.what, change.fields, change.ids, change.claims, reports)


def _events(before: Reconciled, after: Reconciled) -> Iterable[Change]:
    home = {key: event for event in before.events for key in _members(event)}
    heirs: dict[str, list[Event]] = {}
    for event in after.events:
        for parent in _unique(home[k] for k in _members(event) if k in home):
            heirs.setdefault(parent.id, []).append(event)
    for event in after.events:
        old = _unique(home[k] for k in _members(event) if k in home)
        fresh = tuple(k for k in _members(event) if k not in home)
        if not old:
            yield Change(ChangeKind.NEW, "event", event.id, title(event), _event_fields(None, event), (), fresh)
            continue
        gone = tuple(e.id for e in old if e.id != event.id)
        fields = _event_fields(old[0], event)
        if _taken_back(old, event):
            kind = ChangeKind.RETRACTED
        elif len(old) > 1:
            kind = ChangeKind.MERGED
        elif len(heirs[old[0].id]) > 1:
            kind = ChangeKind.SPLIT
        else:
            kind = ChangeKind.CHANGED
        if kind is not ChangeKind.CHANGED or fields:
            yield Change(kind, "event", event.id, title(event), fields, gone, fresh)
    for event in before.events:
        if event.id not in heirs:
            yield Change(ChangeKind.GONE, "event", event.id, title(event), _event_fields(event, None))


def _taken_back(old: Sequence[Event], event: Event) -> bool:
    """Whether the event, or a figure that counted in it before, was taken back since."""
    if event.verification.rung is Rung.RETRACTED and old[0].verification.rung is not Rung.RETRACTED:
        return True
    counted = {u.claim for e in old for t in e.tolls for u in t.used}
    return any(out.claim in counted for out in event.taken_back)


def _tolls(before: Reconciled, after: Reconciled) -> Iterable[Change]:
    old, new = _by_subject(before.tolls), _by_subject(after.tolls)
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        fields = _changes((("toll", _toll(was), _toll(now)), ("how sure", _rung(was), _rung(now))))
        if not fields:
            continue
        known = {u.claim for u in was.used} | {x.claim for x in was.left_out} if was else set()
        fresh = tuple(u.claim for u in now.used if u.claim not in known) if now else ()
        kind = ChangeKind.NEW if was is None else ChangeKind.GONE if now is None else ChangeKind.CHANGED
        yield Change(kind, "toll", name, name, fields, (), fresh)


def _places(before: Reconciled, after: Reconciled) -> Iterable[Change]:
    old, new = _latest(before.control), _latest(after.control)
    for place in sorted(old.keys() | new.keys()):
        was, now = old.get(place), new.get(place)
        fields = _changes(
            (
                ("holders", _holders(was), _holders(now)),
                ("since", was.start.isoformat() if was else "", now.start.isoformat() if now else ""),
                ("until", _end(was), _end(now)),
                ("flags", _flags(was), _flags(now)),
                ("how sure", _rung(was), _rung(now)),
            )
        )
        if not fields:
            continue
        known = set(was.evidence) if was else set()
        fresh = tuple(k for k in now.evidence if k not in known) if now else ()
        kind = ChangeKind.NEW if was is None else ChangeKind.GONE if now is None else ChangeKind.CHANGED
        span = now or was
        yield Change(kind, "place", place, _place(span.place) if span else place, fields, (), fresh)


def title(event: Event) -> str:
    """An event in a few words."""
    where = f", {_place(event.place)}" if event.place else ""
    return event.type.replace("-", " ") + where + (f", {event.when.short()}" if event.when else "")


def _event_fields(was: Event | None, now: Event | None) -> tuple[FieldChange, ...]:
    def words(event: Event | None) -> tuple[str, ...]:
        if event is None:
            return ("",) * 6
        tolls = ", ".join(f"{t.effect} {t}" for t in event.tolls if t.group is None)
        who = ", ".join(dict.fromkeys(p.name for p in event.parties))
        when = event.when.short() if event.when else ""
        return (event.type, when, _place(event.place), who, tolls, _rung(event))

    names = ("type", "when", "place", "parties", "tolls", "how sure")
    return _changes(tuple(zip(names, words(was), words(now), strict=True)))


def _changes(given: Iterable[tuple[str, str, str]]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, before, after) for name, before, after in given if before != after)


def _members(event: Event) -> tuple[ClaimKey, ...]:
    return (*event.claims, *event.copies)


def _unique(events: Iterable[Event]) -> list[Event]:
    return list({event.id: event for event in events}.values())


def _by_subject(tolls: Iterable[Toll]) -> dict[str, Toll]:
    """Running tolls by what they count: place, first day, kind of people."""
    return {
        " ".join(
            filter(
                None,
                (
                    t.effect,
                    str(t.victim_class) if t.victim_class != "unspecified" else "",
                    t.victims_side,
                    t.group,
                    _place(t.place),
                    f"since {t.when.start}" if t.when else "",
                ),
            )
        ): t
        for t in tolls
    }


def _latest(spans: Iterable[ControlSpan]) -> dict[str, ControlSpan]:
    found: dict[str, ControlSpan] = {}
    for span in spans:
        key = span.place.place or _place(span.place).casefold()
        if key not in found or found[key].start <= span.start:
            found[key] = span
    return found


def _holders(span: ControlSpan | None) -> str:
    if span is None:
        return ""
    held = ", ".join(h.name for h in span.holders)
    present = ", ".join(h.name for h in span.presence)
    return "; ".join(part for part in (held or "unknown", f"present: {present}" if present else "") if part)


def _flags(span: ControlSpan | None) -> str:
    if span is None:
        return ""
    return ", ".join(name for name, on in (("contested", span.contested), ("besieged", span.besieged)) if on)


def _end(span: ControlSpan | None) -> str:
    return span.end.isoformat() if span is not None and span.end is not None else ""


def _toll(toll: Toll | None) -> str:
    return "" if toll is None else str(toll)


def _rung(thing: Event | Toll | ControlSpan | None) -> str:
    if thing is None:
        return ""
    graded: Verification = thing.verification
    return graded.rung


def _place(place: PlaceResolution | None) -> str:
    return (place.name or place.mention) if place else ""
