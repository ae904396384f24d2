"""Derived things one at a time: an event names the larger event that it is a part of, where that is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from tests.unit.exports.cases import told
from vedette.ledger.base import NOW, DerivedKind, DerivedRow, Readable, Scope
from vedette.model.claim import EventType
from vedette.model.codec import canonical
from vedette.model.ids import EventId
from vedette.pipeline.showing import stream

WHOLE = told(EventType.AIR_STRIKE, id="e-whole").event
PART = replace(told(EventType.SHELLING, id="e-part").event, part_of=EventId("e-whole"))


@dataclass
class Rows:
    """A ledger that shows some events."""

    rows: tuple[DerivedRow, ...]

    def derived(self, kind: DerivedKind, scope: Scope = NOW) -> Iterator[DerivedRow]:
        return (row for row in self.rows if row.kind is kind)

    def derived_with(self, kind: DerivedKind, ids: Iterable[str], scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        wanted = set(ids)
        return tuple(row for row in self.derived(kind, scope) if row.id in wanted)


@pytest.mark.parametrize("shown", [True, False])
def test_a_part_names_its_whole_only_where_the_whole_is_shown(shown: bool) -> None:
    events = (PART, WHOLE) if shown else (PART,)
    ledger = cast(Readable, Rows(tuple(DerivedRow(DerivedKind.EVENT, e.id, canonical(e)) for e in events)))
    part: Any = next(iter(stream.events(ledger, NOW)))
    assert (part.id, part.part_of) == ("e-part", "e-whole" if shown else None)
    body = next(iter(stream.bodies(ledger, DerivedKind.EVENT, NOW)))
    assert body.get("part_of") == ("e-whole" if shown else None)
