"""Derived things as rows of the ledger."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from vedette.ledger.base import DerivedKind, DerivedRow
from vedette.model.codec import canonical, dumps
from vedette.model.control import ControlSpan
from vedette.model.event import Event, Forwarding
from vedette.model.ids import ClaimKey, ConflictId, digest
from vedette.model.resolved import PlaceResolution
from vedette.model.toll import Toll
from vedette.reconciliation.testimony.base import Reconciled

T = TypeVar("T")


def rows_of(derived: Reconciled) -> dict[DerivedKind, list[DerivedRow]]:
    """All rows of what was derived, by kind."""
    return {
        DerivedKind.EVENT: [event_row(event) for event in derived.events],
        DerivedKind.TOLL: list(_distinct(_toll_row(toll) for toll in derived.tolls)),
        DerivedKind.CONTROL: list(_distinct(control_row(span) for span in derived.control)),
        DerivedKind.FORWARDING: list(_distinct(_forwarding_row(f) for f in derived.forwardings)),
        DerivedKind.UNPLACED: [_unplaced_row(key, reason) for key, reason in derived.unplaced],
    }


def ordered(derived: Reconciled) -> Reconciled:
    """The same in the order in which a ledger gives it back: by first day, unknown first, then id; each thing once."""

    def by_row(things: Iterable[T], row_of: Callable[[T], DerivedRow]) -> tuple[T, ...]:
        return placed((row.valid_from, row.id, t) for t in things if (row := row_of(t)))

    def placed(things: Iterable[tuple[dt.date | None, str, T]]) -> tuple[T, ...]:
        found = {(day.isoformat() if day else "", id_): t for day, id_, t in things}
        return tuple(found[key] for key in sorted(found))

    return Reconciled(
        events=placed((e.when.start if e.when else None, e.id, e) for e in derived.events),
        tolls=by_row(derived.tolls, _toll_row),
        control=by_row(derived.control, control_row),
        forwardings=placed((None, f.old, f) for f in derived.forwardings),
        unplaced=tuple(sorted(derived.unplaced)),
    )


def event_row(event: Event) -> DerivedRow:
    """An event as a row."""
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


def control_row(span: ControlSpan) -> DerivedRow:
    """A span as a row."""
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
