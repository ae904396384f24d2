"""Claims in the ledger -> events, tolls and control. Light: what runs after an analyst's decision loads no parser.

Derived rows are a pure function of the entries: they can be dropped and rebuilt at any time, with the same result.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vedette.ledger.base import NOW, DerivedKind, DerivedRow, Ledger, Readable, Scope
from vedette.model.codec import canonical, dumps, from_json, loads
from vedette.model.control import ControlSpan
from vedette.model.event import Event, Forwarding
from vedette.model.ids import ClaimKey, ConflictId, digest
from vedette.model.resolved import PlaceResolution
from vedette.model.times import When
from vedette.model.toll import Toll
from vedette.model.viewer import Viewer
from vedette.pipeline.outlet_ties import tables_of
from vedette.pipeline.rulings import hidden_documents, rulings, with_states
from vedette.pipeline.shown import Shown
from vedette.reconciliation.base import Reconciled
from vedette.reconciliation.reconcile import reconcile


def derive(ledger: Readable, scope: Scope = NOW) -> Reconciled:
    """What follows from the claims in a scope, from the decisions on them and the outlets' ties known then. Its days
    cut what is shown, not what is weighed."""
    cut = Scope(as_of=scope.as_of, as_recorded=scope.as_recorded)
    documents = {document.id: document for document in ledger.documents(cut)}
    claims = list(ledger.claims(cut))
    decided = tuple(ledger.decisions(cut))
    hidden = hidden_documents(decided)
    claims = [c for c in claims if c.claim.document not in hidden]
    ruled = rulings(decided, (c.claim.key for c in claims))
    found = reconcile(
        (c for c in claims if c.claim.key not in ruled.rejected),
        documents,
        tables=tables_of(ledger, cut),
        constraints=ruled.constraints,
        judgements=ruled.judgements,
    )
    unused = tuple(sorted({**dict(found.unplaced), **ruled.rejected}.items()))
    return within(replace(found, events=with_states(found.events, ruled.states), unplaced=unused), scope)


def rederive(ledger: Ledger) -> Reconciled:
    """Rebuild the derived tables from the entries, in one transaction, and give what they now hold."""
    derived = derive(ledger)
    ledger.replace_derived(
        {
            DerivedKind.EVENT: [_event_row(event) for event in derived.events],
            DerivedKind.TOLL: _distinct(_toll_row(toll) for toll in derived.tolls),
            DerivedKind.CONTROL: _distinct(_control_row(span) for span in derived.control),
            DerivedKind.FORWARDING: _distinct(_forwarding_row(f) for f in derived.forwardings),
            DerivedKind.UNPLACED: [_unplaced_row(key, reason) for key, reason in derived.unplaced],
        }
    )
    return derived


def current(ledger: Readable, scope: Scope = NOW, *, viewer: Viewer = Viewer.PUBLIC) -> Reconciled:
    """What the derived tables hold, or, for a moment in the past, what followed then, as far as the viewer may see it.

    A ledger that is `Shown` already knows its viewer.
    """
    shown = ledger if isinstance(ledger, Shown) else Shown(ledger, viewer)
    return shown.reconciled(everything(shown.raw, scope))


def everything(ledger: Readable, scope: Scope = NOW) -> Reconciled:
    """The same with all that is protected: for stages, never for products."""
    if scope.as_of is not None or scope.as_recorded is not None:
        return derive(ledger, scope)
    bodies = {kind: [loads(row.body) for row in ledger.derived(kind)] for kind in DerivedKind}
    stored = Reconciled(
        events=tuple(from_json(Event, body) for body in bodies[DerivedKind.EVENT]),
        tolls=tuple(from_json(Toll, body) for body in bodies[DerivedKind.TOLL]),
        control=tuple(from_json(ControlSpan, body) for body in bodies[DerivedKind.CONTROL]),
        forwardings=tuple(from_json(Forwarding, body) for body in bodies[DerivedKind.FORWARDING]),
        unplaced=tuple((ClaimKey(body["claim"]), body["reason"]) for body in bodies[DerivedKind.UNPLACED]),
    )
    return within(stored, scope)


def within(derived: Reconciled, scope: Scope) -> Reconciled:
    """The part that touches the days of the scope; what has no time is in no period."""
    if scope.since is None and scope.until is None:
        return derived
    return Reconciled(
        events=tuple(e for e in derived.events if _touches(e.when, scope)),
        tolls=tuple(t for t in derived.tolls if _touches(t.when, scope)),
        control=tuple(s for s in derived.control if _between(s.start, s.end, scope)),
        forwardings=derived.forwardings,
        unplaced=derived.unplaced,
    )


def _touches(when: When | None, scope: Scope) -> bool:
    return when is not None and _between(when.start, when.end, scope)


def _between(start: dt.date, end: dt.date | None, scope: Scope) -> bool:
    begins_before = scope.until is None or start < scope.until
    return begins_before and (scope.since is None or end is None or end > scope.since)


def _event_row(event: Event) -> DerivedRow:
    return DerivedRow(
        DerivedKind.EVENT,
        event.id,
        canonical(event),
        label=event.type,
        valid_from=event.when.start if event.when else None,
        valid_to=event.when.end if event.when else None,
        place=_place(event.place),
        conflict=_conflict(event.conflicts),
    )


def _toll_row(toll: Toll) -> DerivedRow:
    body = canonical(toll)
    return DerivedRow(
        DerivedKind.TOLL,
        digest("toll", body),
        body,
        label=toll.effect,
        valid_from=toll.when.start if toll.when else None,
        valid_to=toll.when.end if toll.when else None,
        place=_place(toll.place),
        conflict=_conflict(toll.conflicts),
    )


def _control_row(span: ControlSpan) -> DerivedRow:
    body = canonical(span)
    return DerivedRow(
        DerivedKind.CONTROL,
        digest("control", body),
        body,
        label=", ".join(holder.name for holder in span.holders) or None,
        valid_from=span.start,
        valid_to=span.end,
        place=_place(span.place),
        conflict=_conflict(span.conflicts),
    )


def _forwarding_row(forwarding: Forwarding) -> DerivedRow:
    return DerivedRow(DerivedKind.FORWARDING, forwarding.old, canonical(forwarding))


def _unplaced_row(key: ClaimKey, reason: str) -> DerivedRow:
    return DerivedRow(DerivedKind.UNPLACED, key, dumps({"claim": key, "reason": reason}), label=reason)


def _place(place: PlaceResolution | None) -> str | None:
    return (place.place or place.name or place.mention) if place else None


def _conflict(conflicts: tuple[ConflictId, ...]) -> str | None:
    return conflicts[0] if conflicts else None


def _distinct(rows: Iterable[DerivedRow]) -> Iterator[DerivedRow]:
    """Each id once."""
    seen: set[str] = set()
    for row in rows:
        if row.id not in seen:
            seen.add(row.id)
            yield row
