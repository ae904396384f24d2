"""Derived rows in memory, and the index of what may meet: see `vedette.ledger.base.Ledger`."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from vedette.ledger.base import DerivedKind, DerivedRow, Group, Sought, Tied
from vedette.model.ids import ClaimKey


@dataclass(frozen=True, slots=True)
class Index:
    """The claims, the tolls and spans by group, and what the index was left with."""

    claims: Mapping[ClaimKey, Tied] = field(default_factory=dict)
    rows: Mapping[int, frozenset[tuple[DerivedKind, str]]] = field(default_factory=dict)
    state: str = ""

    def tied(self, sought: Sought) -> tuple[Tied, ...]:
        """See `Ledger.tied`."""
        places = frozenset(sought.places)
        found = [
            t
            for t in self.claims.values()
            if t.key in sought.keys
            or t.document in sought.documents
            or t.group in sought.groups
            or not places.isdisjoint(t.places)
        ]
        return tuple(sorted(found, key=lambda t: t.key))

    def rows_tied(self, groups: Collection[int]) -> Mapping[int, frozenset[tuple[DerivedKind, str]]]:
        """See `Ledger.rows_tied`."""
        return {group: self.rows[group] for group in groups if self.rows.get(group)}

    def retied(self, gone: Collection[int] | None, groups: Iterable[Group], state: str) -> "Index":
        """See `Ledger.retie`."""
        old = {t.key: t for t in self.claims.values() if gone is None or t.group in gone}
        claims = {key: t for key, t in self.claims.items() if key not in old}
        rows = {number: r for number, r in self.rows.items() if gone is not None and number not in gone}
        number = max((t.group for t in claims.values()), default=0)
        for group in groups:
            number += 1
            for claim in group.claims:
                places = claim.places if claim.key in group.fresh else old[claim.key].places
                claims[claim.key] = replace(claim, group=number, places=places)
            rows[number] = group.rows
        return Index(claims, rows, state)


def standing(rows: Iterable[DerivedRow], ids: Collection[str], since: dt.datetime) -> tuple[DerivedRow, ...]:
    """Those of these ids that did not give way before a public moment: see `Ledger.standing`."""
    return tuple(r for r in rows if r.id in ids and (r.public_to is None or r.public_to >= since))


def revised(
    before: Iterable[DerivedRow],
    given: Iterable[DerivedRow],
    known: dt.datetime,
    ids: Collection[str] | None,
    since: dt.datetime | None,
) -> tuple[tuple[DerivedRow, ...], int]:
    """The rows of one kind, open and closed, and how many were opened or closed: see `Ledger.revise_derived`."""
    wanted = {replace(row, known_from=None, known_to=None): None for row in given}
    kept: list[DerivedRow] = []
    moved = 0
    for row in before:
        bare = replace(row, known_from=None, known_to=None)
        past = since is not None and row.public_to is not None and row.public_to < since
        apart = row.known_to is not None or past or (ids is not None and row.id not in ids)
        stands = apart or bare in wanted
        if not apart:
            wanted.pop(bare, None)
        kept.append(row if stands else replace(row, known_to=known))
        moved += not stands
    return (*kept, *(replace(row, known_from=known) for row in wanted)), moved + len(wanted)
