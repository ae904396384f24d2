"""Asking for derived rows: those shown in a scope, every version, a page of a list."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from vedette.ledger.base import DerivedKind, DerivedRow, Page, Scope
from vedette.ledger.clocks import maybe_moment, micros
from vedette.ledger.derived import TABLE_OF
from vedette.ledger.read import days_within, one_of, stream, values_of


def derived_with(connection: Connection, kind: DerivedKind, scope: Scope, ids: Iterable[str]) -> tuple[DerivedRow, ...]:
    """Rows of one kind with one of these ids, by id."""
    found: list[DerivedRow] = []
    for which, named in one_of(connection, "e.id", ids):
        found += _derived(connection, kind, scope, which, named)
    return tuple(sorted(found, key=lambda row: row.id))


def derived(connection: Connection, kind: DerivedKind, scope: Scope) -> Iterator[DerivedRow]:
    """Rows of one kind; without a time on a clock, those that are still open on it."""
    return _derived(connection, kind, scope, "", {})


def _derived(
    connection: Connection, kind: DerivedKind, scope: Scope, which: str, named: Mapping[str, str]
) -> Iterator[DerivedRow]:
    values: dict[str, Any] = {**values_of(scope), **named}
    where = _shown(scope, values) + which
    order = 'ORDER BY e.valid_from NULLS FIRST, e.id, e."row"'
    for row in stream(connection, f"{_ROW} FROM {TABLE_OF[kind].name} e WHERE 1 = 1{where} {order}", values):
        yield _derived_row(kind, row)


def versions(connection: Connection, kind: DerivedKind) -> Iterator[DerivedRow]:
    """Rows of one kind that hold now, in every version on the public clock."""
    for row in stream(connection, f"{_ROW} FROM {TABLE_OF[kind].name} e WHERE e.known_to IS NULL", {}):
        yield _derived_row(kind, row)


def standing(
    connection: Connection, kind: DerivedKind, ids: Collection[str], since: dt.datetime
) -> tuple[DerivedRow, ...]:
    """Rows of one kind and some ids that hold now, not in versions that gave way before a public moment."""
    found: list[DerivedRow] = []
    for which, named in one_of(connection, "e.id", ids):
        held = f"e.known_to IS NULL AND (e.public_to IS NULL OR e.public_to >= :since){which}"
        rows = stream(
            connection, f"{_ROW} FROM {TABLE_OF[kind].name} e WHERE {held}", {**named, "since": micros(since)}
        )
        found += (_derived_row(kind, row) for row in rows)
    return tuple(found)


def derived_page(connection: Connection, kind: DerivedKind, page: Page, scope: Scope) -> tuple[DerivedRow, ...]:
    """A part of the same. Rows without a day are asked for apart, so that either half is read off an index."""
    values: dict[str, Any] = {**values_of(scope), "limit": page.limit}
    where = _shown(scope, values)
    if page.place is not None:
        values["place"] = page.place
        where += " AND e.place = :place"
    after = page.after
    if after is not None:
        values |= {"id": after.id, "day": None if after.valid_from is None else after.valid_from.isoformat()}
    halves = []
    if after is None or after.valid_from is None:
        halves.append("e.valid_from IS NULL" + (" AND e.id > :id" if after is not None else ""))
    past = after is not None and after.valid_from is not None
    halves.append("(e.valid_from, e.id) > (:day, :id)" if past else "e.valid_from IS NOT NULL")
    found: list[DerivedRow] = []
    for half in halves:
        values["limit"] = page.limit - len(found)
        query = f"{_ROW} FROM {TABLE_OF[kind].name} e WHERE {half}{where} ORDER BY e.valid_from, e.id LIMIT :limit"
        used = {k: v for k, v in values.items() if f":{k}" in query}
        found += [_derived_row(kind, row) for row in connection.execute(text(query), used)]
    return tuple(found)


#: The columns of a row, in the order in which `_derived_row` takes them.
_ROW = (
    "SELECT e.id, e.body, e.label, e.valid_from, e.valid_to, e.place, e.conflict, e.public_from, e.public_to, "
    "e.known_from, e.known_to"
)


def _shown(scope: Scope, values: dict[str, Any]) -> str:
    """The condition that a row is shown in a scope."""
    where = days_within(scope, "e", values, open_end=True)
    for clock, name, asked in (("public", "as_of", scope.as_of), ("known", "as_recorded", scope.as_recorded)):
        if asked is None:
            where += f" AND e.{clock}_to IS NULL"
        else:
            where += f" AND (e.{clock}_from IS NULL OR e.{clock}_from <= :{name})"
            where += f" AND (e.{clock}_to IS NULL OR e.{clock}_to > :{name})"
    return where


def _derived_row(kind: DerivedKind, row: Any) -> DerivedRow:
    name, body, label, since, until, place, conflict, public_from, public_to, known_from, known_to = row
    return DerivedRow(
        kind=kind,
        id=name,
        body=body,
        label=label,
        valid_from=_day(since),
        valid_to=_day(until),
        place=place,
        conflict=conflict,
        public_from=maybe_moment(public_from),
        public_to=maybe_moment(public_to),
        known_from=maybe_moment(known_from),
        known_to=maybe_moment(known_to),
    )


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
