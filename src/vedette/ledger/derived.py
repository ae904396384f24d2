"""Derived rows: nothing but a function of the entries. Versions that no longer hold are closed, not removed; all can be
dropped and built again."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, or_, select, update

from vedette.ledger.base import DerivedKind, DerivedRow
from vedette.ledger.bulk import put
from vedette.ledger.clocks import maybe_micros, micros
from vedette.ledger.tables import CONTROL, EVENTS, FORWARDINGS, PAIRS, TOLLS, UNPLACED
from vedette.model.codec import dumps

TABLE_OF: dict[DerivedKind, Table] = {
    DerivedKind.EVENT: EVENTS,
    DerivedKind.TOLL: TOLLS,
    DerivedKind.CONTROL: CONTROL,
    DerivedKind.PAIR: PAIRS,
    DerivedKind.FORWARDING: FORWARDINGS,
    DerivedKind.UNPLACED: UNPLACED,
}

_CHUNK = 2_000
#: Ids named in one query.
_ASKED = 400


def replace_rows(connection: Connection, given: Mapping[DerivedKind, Iterable[DerivedRow]]) -> None:
    """Put rows in place of all of the kinds named. Raises ValueError for a row among those of another kind."""
    for kind, rows in given.items():
        table = TABLE_OF[kind]
        connection.execute(delete(table))
        numbered = enumerate(rows, start=1)
        while chunk := [_columns(number, row, kind) for number, row in islice(numbered, _CHUNK)]:
            put(connection, table, chunk)


def revise_rows(
    connection: Connection,
    given: Mapping[DerivedKind, Iterable[DerivedRow]],
    known: dt.datetime,
    among: Mapping[DerivedKind, Collection[str]] | None = None,
    since: dt.datetime | None = None,
) -> int:
    """Close what no longer holds, open what is new; see `Ledger.revise_derived`."""
    moved, at = 0, micros(known)
    for kind, rows in given.items():
        table = TABLE_OF[kind]
        names = [c.name for c in table.columns if c.name not in _OWN]
        standing: dict[bytes, int] = {}
        for found in _open_rows(connection, table, None if among is None else among.get(kind, ()), since):
            standing[_mark(found, names)] = found["row"]
        last: int = connection.execute(select(func.coalesce(func.max(table.c.row), 0))).scalar_one()
        fresh: list[dict[str, Any]] = []
        for row in rows:
            columns = _columns(0, row, kind)
            if not standing or standing.pop(_mark(columns, names), None) is None:
                last += 1
                fresh.append({**columns, "row": last, "known_from": at, "known_to": None})
        closing = update(table).where(table.c.row == bindparam("old")).values(known_to=at)
        ended = [{"old": number} for number in sorted(standing.values())]
        for start in range(0, len(ended), _CHUNK):
            connection.execute(closing, ended[start : start + _CHUNK])
        for start in range(0, len(fresh), _CHUNK):
            put(connection, table, fresh[start : start + _CHUNK])
        moved += len(fresh) + len(ended)
    return moved


def _open_rows(
    connection: Connection, table: Table, ids: Collection[str] | None, since: dt.datetime | None
) -> Iterator[Mapping[Any, Any]]:
    """The rows that hold, in the order put; of these ids, or all; not those that gave way before a public moment."""
    query = select(table).where(table.c.known_to.is_(None))
    if since is not None:
        query = query.where(or_(table.c.public_to.is_(None), table.c.public_to >= micros(since)))
    if ids is None:
        yield from connection.execute(query.order_by(table.c.row), execution_options={"yield_per": _CHUNK}).mappings()
        return
    wanted = sorted(ids)
    for start in range(0, len(wanted), _ASKED):
        yield from connection.execute(query.where(table.c.id.in_(wanted[start : start + _ASKED]))).mappings()


def derived_digest(connection: Connection) -> str:
    """The hash over all rows of all derived tables."""
    total = hashlib.sha256()
    for kind in DerivedKind:
        table = TABLE_OF[kind]
        total.update(f"{kind}\n".encode())
        query = select(table).order_by(table.c.row)
        for row in connection.execute(query, execution_options={"yield_per": _CHUNK}):
            total.update(dumps(list(row)).encode())
    return total.hexdigest()


#: Columns that say when a row was put and held, not what it is.
_OWN = frozenset({"row", "known_from", "known_to"})


def _mark(row: Mapping[Any, Any], names: Iterable[str]) -> bytes:
    """What two rows have in common that are one; the body, which is text already, is not written out once more."""
    told = hashlib.sha256(dumps([row[name] for name in names if name != "body"]).encode())
    told.update(row["body"].encode())
    return told.digest()


def _columns(number: int, row: DerivedRow, kind: DerivedKind) -> dict[str, Any]:
    if row.kind is not kind:
        raise ValueError(f"{row.id}: a row of kind {row.kind} among those of kind {kind}")
    return {
        "row": number,
        "id": row.id,
        "label": row.label,
        "valid_from": None if row.valid_from is None else row.valid_from.isoformat(),
        "valid_to": None if row.valid_to is None else row.valid_to.isoformat(),
        "place": row.place,
        "conflict": row.conflict,
        "public_from": maybe_micros(row.public_from),
        "public_to": maybe_micros(row.public_to),
        "known_from": maybe_micros(row.known_from),
        "known_to": maybe_micros(row.known_to),
        "schema_version": 1,
        "body": row.body,
    }
