"""Derived things one at a time, as the ledger holds them: for exports of any size."""

from collections.abc import Iterator

from vedette.ledger.base import DerivedKind, Readable, Scope
from vedette.model.codec import from_json, loads
from vedette.model.control import ControlSpan
from vedette.model.encoding import JsonObject
from vedette.model.event import Event
from vedette.model.toll import Toll


def events(ledger: Readable, scope: Scope) -> Iterator[Event]:
    """The events, by first day (unknown first), then id."""
    return (from_json(Event, loads(row.body)) for row in ledger.derived(DerivedKind.EVENT, scope))


def bodies(ledger: Readable, kind: DerivedKind, scope: Scope) -> Iterator[JsonObject]:
    """The same as the ledger holds them, for those who only hand them on."""
    return (loads(row.body) for row in ledger.derived(kind, scope))


def tolls(ledger: Readable, scope: Scope) -> Iterator[Toll]:
    """The tolls over windows."""
    return (from_json(Toll, loads(row.body)) for row in ledger.derived(DerivedKind.TOLL, scope))


def control(ledger: Readable, scope: Scope) -> Iterator[ControlSpan]:
    """Who is said to hold what."""
    return (from_json(ControlSpan, loads(row.body)) for row in ledger.derived(DerivedKind.CONTROL, scope))
