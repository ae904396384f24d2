"""The index of what may meet, on SQL: see `vedette.ledger.base.Ledger.retie`. It is a function of a derivation: written
behind it, in the same transaction, and dropped without harm."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, text, update

from vedette.ledger.base import DerivedKind, Group, Sought, Tied
from vedette.ledger.bulk import put
from vedette.ledger.tables import GROUP_ROWS, PLACES, TIED, TIES_STATE
from vedette.model.ids import ClaimKey, DocumentId

T = TypeVar("T")

#: Values named in one query, and rows written in one.
_ASKED, _CHUNK = 400, 2_000


def touched(connection: Connection, since: int) -> frozenset[DocumentId] | None:
    """The documents of which anything was recorded after an entry; None where something was erased."""
    after = {"since": since}
    if connection.execute(text("SELECT 1 FROM redactions WHERE number > :since LIMIT 1"), after).first() is not None:
        return None
    query = (
        "SELECT document FROM documents WHERE number > :since UNION "
        "SELECT document FROM readings WHERE number > :since "
        "UNION SELECT c.document FROM resolutions r JOIN claims c ON c.number = r.claim_number WHERE r.number > :since"
    )
    return frozenset(connection.execute(text(query), after).scalars())


def tied(connection: Connection, sought: Sought) -> tuple[Tied, ...]:
    """See `Ledger.tied`."""
    found: dict[ClaimKey, Tied] = {}
    met = TIED.join(PLACES, PLACES.c.number == TIED.c.number)
    for column, values, table in (
        (TIED.c.key, sought.keys, TIED),
        (PLACES.c.place, sought.places, met),
        (TIED.c.document, sought.documents, TIED),
        (TIED.c.grp, sought.groups, TIED),
    ):
        query = select(TIED.c.key, TIED.c.document, TIED.c.grp, TIED.c.original).select_from(table).distinct()
        for some in _parts(sorted(values), _ASKED):
            for row in connection.execute(query.where(column.in_(some))):
                found[row.key] = Tied(row.key, row.document, row.grp, row.original)
    return tuple(found[key] for key in sorted(found))


def rows_tied(connection: Connection, groups: Collection[int]) -> Mapping[int, frozenset[tuple[DerivedKind, str]]]:
    """See `Ledger.rows_tied`."""
    found: dict[int, set[tuple[DerivedKind, str]]] = defaultdict(set)
    for some in _parts(sorted(groups), _ASKED):
        for row in connection.execute(select(GROUP_ROWS).where(GROUP_ROWS.c.grp.in_(some))):
            found[row.grp].add((DerivedKind(row.kind), row.id))
    return {group: frozenset(rows) for group, rows in found.items()}


def state(connection: Connection) -> str:
    """See `Ledger.ties_state`."""
    return connection.execute(select(TIES_STATE.c.body)).scalar() or ""


def drop(connection: Connection) -> None:
    """Empty the index."""
    for table in (TIED, PLACES, GROUP_ROWS, TIES_STATE):
        connection.execute(delete(table))


def retie(connection: Connection, gone: Collection[int] | None, groups: Iterable[Group], body: str) -> None:
    """See `Ledger.retie`."""
    known = connection.execute(select(TIES_STATE.c.next_claim, TIES_STATE.c.next_group)).first()
    numbers: dict[ClaimKey, int] = {}
    if gone is None or known is None:
        drop(connection)
        number, group = 1, 1
    else:
        number, group = known
        for some in _parts(sorted(gone), _ASKED):
            old = connection.execute(select(TIED.c.key, TIED.c.number).where(TIED.c.grp.in_(some)))
            numbers |= {row.key: row.number for row in old}
            connection.execute(delete(GROUP_ROWS).where(GROUP_ROWS.c.grp.in_(some)))
    writer = _Writer(connection)
    for one in groups:
        for claim in one.claims:
            kept = None if claim.key in one.fresh else numbers.pop(claim.key, None)
            told = {"key": claim.key, "document": claim.document, "grp": group, "original": claim.original}
            if kept is None:
                writer.put(TIED, {**told, "number": number})
                for place in sorted(claim.places):
                    writer.put(PLACES, {"place": place, "number": number})
                number += 1
            else:
                writer.move(kept, group, claim.original)
        for kind, id_ in sorted(one.rows):
            writer.put(GROUP_ROWS, {"grp": group, "kind": kind.value, "id": id_})
        group += 1
    for left in _parts(sorted(numbers.values()), _ASKED):
        connection.execute(delete(TIED).where(TIED.c.number.in_(left)))
    writer.flush()
    connection.execute(delete(TIES_STATE))
    connection.execute(insert(TIES_STATE), {"row": 1, "next_claim": number, "next_group": group, "body": body})


class _Writer:
    """Rows that wait until there are enough of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[Table, list[Mapping[str, Any]]] = {TIED: [], PLACES: [], GROUP_ROWS: []}
        self._moved: list[Mapping[str, Any]] = []

    def put(self, table: Table, row: Mapping[str, Any]) -> None:
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _CHUNK:
            put(self._connection, table, waiting)
            waiting.clear()

    def move(self, number: int, group: int, original: ClaimKey | None) -> None:
        self._moved.append({"old": number, "now": group, "copied": original})

    def flush(self) -> None:
        for table, waiting in self._waiting.items():
            put(self._connection, table, waiting)
        if self._moved:
            where: ColumnElement[bool] = TIED.c.number == bindparam("old")
            to: dict[str, Any] = {"grp": bindparam("now"), "original": bindparam("copied")}
            self._connection.execute(update(TIED).where(where).values(to), self._moved)


def _parts(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (values[start : start + size] for start in range(0, len(values), size))
