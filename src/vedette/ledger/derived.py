"""Derived rows: replaced as a whole, because they are nothing but a function of the entries."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from vedette.ledger.base import DerivedKind, DerivedRow
from vedette.ledger.clocks import maybe_micros
from vedette.ledger.tables import CONTROL, EVENTS, FORWARDINGS, PAIRS, TOLLS, UNPLACED

TABLE_OF: dict[DerivedKind, Table] = {
    DerivedKind.EVENT: EVENTS,
    DerivedKind.TOLL: TOLLS,
    DerivedKind.CONTROL: CONTROL,
    DerivedKind.PAIR: PAIRS,
    DerivedKind.FORWARDING: FORWARDINGS,
    DerivedKind.UNPLACED: UNPLACED,
}

_CHUNK = 2_000


def replace_rows(connection: Connection, given: Mapping[DerivedKind, Iterable[DerivedRow]]) -> None:
    """Put rows in place of all of the kinds named. Raises ValueError for a row among those of another kind."""
    for kind, rows in given.items():
        table = TABLE_OF[kind]
        connection.execute(delete(table))
        numbered = enumerate(rows, start=1)
        while chunk := [_columns(number, row, kind) for number, row in islice(numbered, _CHUNK)]:
            connection.execute(insert(table), chunk)


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
