"""Derived things one at a time, as the ledger holds them: for exports of any size."""

from collections.abc import Iterator
from itertools import islice

from orjson import loads

from vedette.ledger.base import DerivedKind, Readable, Scope
from vedette.model.codec import from_json
from vedette.model.control import ControlSpan
from vedette.model.encoding import JsonObject
from vedette.model.event import Event
from vedette.model.toll import Toll

#: Rows looked at together.
_TOGETHER = 500


def events(ledger: Readable, scope: Scope) -> Iterator[Event]:
    """The events, by first day (unknown first), then id."""
    return (from_json(Event, body) for body in bodies(ledger, DerivedKind.EVENT, scope))


def bodies(ledger: Readable, kind: DerivedKind, scope: Scope) -> Iterator[JsonObject]:
    """The same as the ledger holds them, for those who only hand them on. A larger event that the ledger does not show
    is not named by its parts either."""
    known = Scope(as_of=scope.as_of, as_recorded=scope.as_recorded)
    rows = iter(ledger.derived(kind, scope))
    while some := [loads(row.body) for row in islice(rows, _TOGETHER)]:
        wholes = {body["part_of"] for body in some if body.get("part_of")}
        shown = {row.id for row in ledger.derived_with(kind, wholes, known)} if wholes else frozenset[str]()
        for body in some:
            whole = body.get("part_of")
            yield body if whole is None or whole in shown else {k: v for k, v in body.items() if k != "part_of"}


def tolls(ledger: Readable, scope: Scope) -> Iterator[Toll]:
    """The tolls over windows."""
    return (from_json(Toll, loads(row.body)) for row in ledger.derived(DerivedKind.TOLL, scope))


def control(ledger: Readable, scope: Scope) -> Iterator[ControlSpan]:
    """Who is said to hold what."""
    return (from_json(ControlSpan, loads(row.body)) for row in ledger.derived(DerivedKind.CONTROL, scope))
