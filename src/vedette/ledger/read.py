"""Asking: the queries behind the read side, cut by the three clocks.

Each query is text with named values, so that what the database does is what is written here. A condition on a clock is
said twice where the newest of several is wanted: once of the row, once of those that would replace it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from orjson import loads  # half the time of the standard library's; a large export reads a million bodies
from sqlalchemy import Connection, text

from vedette.ledger.base import Counts, Head, Reading, Scope
from vedette.ledger.clocks import micros, moment
from vedette.ledger.rows import Resolution, read_capture, read_document
from vedette.ledger.sealing import SEALED, plain_body, vault_of
from vedette.model.claim import Claim
from vedette.model.codec import dumps, from_json, to_json
from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.encoding import JsonObject
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import CaptureId, ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.model.schema import read_body, schema_version

T = TypeVar("T")

#: Rows fetched at a time while streaming.
_CHUNK = 500
#: Keys asked for in one query.
_KEYS = 400
_CLAIM_VERSION, _RESOLUTION_VERSION = schema_version(Claim), schema_version(Resolution)

#: A reading `n` of the same document that comes after the reading `g`.
LATER = "n.document = g.document AND (n.revision > g.revision OR (n.revision = g.revision AND n.number > g.number))"
_LATER_READING = "EXISTS (SELECT 1 FROM readings n WHERE " + LATER + "{later})"


def values_of(scope: Scope) -> dict[str, Any]:
    """The clocks of a scope as values of a query."""
    values: dict[str, Any] = {}
    if scope.as_of is not None:
        values["as_of"] = micros(scope.as_of)
    if scope.as_recorded is not None:
        values["as_recorded"] = micros(scope.as_recorded)
    return values


def clocks(scope: Scope, alias: str, *, public: bool = True) -> str:
    """The condition that a row was recorded, and public, by then."""
    parts = []
    if public and scope.as_of is not None:
        parts.append(f" AND {alias}.public_at <= :as_of")
    if scope.as_recorded is not None:
        parts.append(f" AND {alias}.recorded_at <= :as_recorded")
    return "".join(parts)


def days_within(scope: Scope, alias: str, values: dict[str, Any], *, open_end: bool = False) -> str:
    """The condition that a row touches the days of a scope; its values are added to `values`."""
    parts = []
    if scope.since is not None:
        values["since"] = scope.since.isoformat()
        still = f" OR ({alias}.valid_to IS NULL AND {alias}.valid_from IS NOT NULL)" if open_end else ""
        parts.append(f" AND ({alias}.valid_to > :since{still})")
    if scope.until is not None:
        values["until"] = scope.until.isoformat()
        parts.append(f" AND {alias}.valid_from < :until")
    return "".join(parts)


def stream(connection: Connection, query: str, values: Mapping[str, Any]) -> Iterator[Any]:
    """The rows of a query, some at a time."""
    result = connection.execute(text(query), values, execution_options={"yield_per": _CHUNK})
    try:
        yield from result
    finally:  # left early: a server's cursor must not outlive its transaction
        result.close()


# --- documents ---------------------------------------------------------------------------------------------------


def documents(connection: Connection, scope: Scope, document: DocumentId | None = None) -> Iterator[Document]:
    """The current revisions, of one document or of all; those whose text was erased are left out."""
    if document is None:
        return _documents(connection, scope, "", {})
    return _documents(connection, scope, " AND d.document = :document", {"document": document})


def documents_with(connection: Connection, scope: Scope, ids: Iterable[DocumentId]) -> tuple[Document, ...]:
    """The current revisions of these documents, by id."""
    found: list[Document] = []
    for which, named in one_of(connection, "d.document", ids):
        found += _documents(connection, scope, which, named)
    return tuple(sorted(found, key=lambda d: d.id))


def _documents(connection: Connection, scope: Scope, which: str, named: Mapping[str, Any]) -> Iterator[Document]:
    values = {**values_of(scope), **named}
    where = clocks(scope, "d") + which
    later = clocks(scope, "n")
    for name, day, compare in (("since", scope.since, ">="), ("until", scope.until, "<")):
        if day is not None:
            values[name] = micros(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))
            where += f" AND d.public_at {compare} :{name}"
    query = (
        "SELECT d.document, d.body, d.schema_version, d.capture, b.encoding, b.data FROM documents d "
        "JOIN blobs b ON b.blob = d.blob WHERE d.body IS NOT NULL AND b.data IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM documents n WHERE n.document = d.document AND n.revision > d.revision{later}){where} "
        "ORDER BY d.public_at, d.document"
    )
    for row in stream(connection, query, values):
        if (plain := opened(connection, dict(row._mapping), row.document)) is not None:
            yield read_document(plain)


def headings(
    connection: Connection, scope: Scope, ids: Iterable[DocumentId] | None = None
) -> Iterator[tuple[Document, int]]:
    """The current revisions without their texts, with the bytes of these; those whose text was erased are left out."""
    values, where = values_of(scope), clocks(scope, "d")
    query = (
        "SELECT d.document, d.body, d.schema_version, d.capture, b.encoding, b.size FROM documents d "
        "JOIN blobs b ON b.blob = d.blob WHERE d.body IS NOT NULL AND b.data IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM documents n WHERE n.document = d.document AND n.revision > d.revision{clocks(scope, 'n')})"
    )
    for which, named in one_of(connection, "d.document", ids):
        for row in stream(connection, query + where + which, {**values, **named}):
            body = plain_body(connection, row.body)
            if body is not None:
                yield replace(read_body(Document, body, row.schema_version), capture=row.capture), row.size


def capture(connection: Connection, capture_id: CaptureId) -> Capture | None:
    """One capture with its bytes."""
    query = (
        "SELECT c.body, c.schema_version, b.encoding, b.data FROM captures c JOIN blobs b ON b.blob = c.blob "
        "WHERE c.capture = :capture AND c.body IS NOT NULL AND b.data IS NOT NULL"
    )
    row = connection.execute(text(query), {"capture": capture_id}).first()
    if row is None:
        return None
    plain = opened(connection, dict(row._mapping), _sealed_for(row.body))
    return None if plain is None else read_capture(plain)


def _sealed_for(body: str) -> str:
    """The document whose key seals a body; empty for an open one."""
    return str(loads(body)["document"]) if body.startswith(SEALED) else ""


def opened(connection: Connection, row: Mapping[str, Any], document: str) -> Mapping[str, Any] | None:
    """A row joined with its blob, unsealed; None where it can't be read here."""
    if row["encoding"] != "sealed":
        return row
    vault = vault_of(connection)
    body = plain_body(connection, row["body"])
    data = None if vault is None else vault.open_blob(connection, document, row["data"])
    return None if body is None or data is None else {**row, "body": body, "encoding": "plain", "data": data}


def readings(connection: Connection, document: DocumentId, scope: Scope) -> tuple[Reading, ...]:
    """All readings of a document, oldest first; the active one is of the highest revision, then the newest."""
    query = (
        "SELECT g.number, g.revision, g.extractor, g.claims, g.recorded_at FROM readings g "
        f"WHERE g.document = :document{clocks(scope, 'g')} ORDER BY g.number"
    )
    found = list(connection.execute(text(query), {**values_of(scope), "document": document}))
    active = max(((row.revision, row.number) for row in found), default=None)
    return tuple(
        Reading(document, r.revision, r.extractor, r.claims, moment(r.recorded_at), (r.revision, r.number) == active)
        for r in found
    )


def extractors(connection: Connection, documents: Iterable[DocumentId], scope: Scope) -> dict[DocumentId, str]:
    """Which version's reading is the active one of each document."""
    later = _LATER_READING.format(later=clocks(scope, "n"))
    found: dict[DocumentId, str] = {}
    for which, named in one_of(connection, "g.document", documents):
        query = f"SELECT g.document, g.extractor FROM readings g WHERE NOT {later}{clocks(scope, 'g')}{which}"
        found.update(map(tuple, connection.execute(text(query), {**values_of(scope), **named})))
    return dict(sorted(found.items()))


def needs_reading(connection: Connection, document: DocumentId, extractor: str) -> bool:
    """Whether the current revision is there and not read by this version."""
    query = (
        "SELECT d.number FROM documents d WHERE d.document = :document AND NOT EXISTS "
        "(SELECT 1 FROM documents n WHERE n.document = d.document AND n.revision > d.revision) AND NOT EXISTS "
        "(SELECT 1 FROM readings g WHERE g.document_number = d.number AND g.extractor = :extractor)"
    )
    return connection.execute(text(query), {"document": document, "extractor": extractor}).first() is not None


# --- claims ------------------------------------------------------------------------------------------------------


def claims(connection: Connection, scope: Scope, document: DocumentId | None = None) -> Iterator[ResolvedClaim]:
    """The claims of the active readings with their newest resolution; erased ones are left out."""
    if document is None:
        return _claims(connection, scope, "", {}, "c.public_at, c.key, c.number")
    return _claims(connection, scope, " AND c.document = :document", {"document": document}, "c.number")


def claims_with(connection: Connection, scope: Scope, keys: Iterable[ClaimKey]) -> tuple[ResolvedClaim, ...]:
    """The claims with one of these keys, by key."""
    found: list[ResolvedClaim] = []
    for which, named in one_of(connection, "c.key", keys):
        found += _claims(connection, scope, which, named, "c.key, c.number")
    return tuple(found)


def claims_json(
    connection: Connection,
    scope: Scope,
    *,
    keys: Iterable[ClaimKey] | None = None,
    documents: Iterable[DocumentId] | None = None,
    bare: bool = False,
) -> Iterator[JsonObject]:
    """The same as JSON data, without a claim being built."""
    every: Iterable[tuple[str, Mapping[str, str]]] = [("", {})]
    order = "c.public_at, c.key, c.number"
    if keys is not None:
        every, order = one_of(connection, "c.key", keys), "c.key, c.number"
    elif documents is not None:
        every, order = one_of(connection, "c.document", documents), "c.document, c.number"
    for which, named in every:
        for row in _claim_rows(connection, scope, which, named, order, bare=bare):
            if (found := _claim_json(connection, row)) is not None:
                yield found


def one_of(connection: Connection, column: str, values: Iterable[str] | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Conditions that a column holds one of these values, a number of them at a time in their order, each with its
    bound values; for None one that is always so."""
    if values is None:
        yield "", {}
        return
    wanted = sorted(set(values))
    if connection.dialect.name == "sqlite":  # one bound value: four hundred take three times as long as their answer
        if wanted:
            yield f" AND {column} IN (SELECT value FROM json_each(:some))", {"some": dumps(wanted)}
        return
    for start in range(0, len(wanted), _KEYS):
        some = {f"one{i}": value for i, value in enumerate(wanted[start : start + _KEYS])}
        yield f" AND {column} IN ({', '.join(f':{name}' for name in some)})", some


def _claims(
    connection: Connection, scope: Scope, which: str, named: Mapping[str, Any], order: str
) -> Iterator[ResolvedClaim]:
    for row in _claim_rows(connection, scope, which, named, order):
        if (claim := current_claim(connection, row)) is not None:
            yield claim


def _claim_rows(
    connection: Connection,
    scope: Scope,
    which: str,
    named: Mapping[str, Any],
    order: str,
    *,
    bare: bool = False,
) -> Iterator[Sequence[Any]]:
    values = {**values_of(scope), **named}
    where = clocks(scope, "c") + days_within(scope, "c", values) + which
    later = _LATER_READING.format(later=clocks(scope, "n"))
    rest, joined = ("NULL, NULL", _READ) if bare else ("r.body, r.schema_version", with_resolution(scope))
    query = (
        f"SELECT c.body, c.schema_version, {rest} {joined} "
        f"WHERE c.body IS NOT NULL{where}{clocks(scope, 'g')} AND NOT {later} ORDER BY {order}"
    )
    return stream(connection, query, values)


#: Claims with their reading.
_READ = "FROM claims c JOIN readings g ON g.number = c.reading"


def with_resolution(scope: Scope) -> str:
    """Claims with their reading and their newest resolution."""
    resolved, newer = clocks(scope, "r", public=False), clocks(scope, "m", public=False)
    return (
        f"{_READ} LEFT JOIN resolutions r ON r.claim_number = c.number{resolved} AND NOT EXISTS "
        f"(SELECT 1 FROM resolutions m WHERE m.claim_number = c.number AND m.number > r.number{newer})"
    )


def current_claim(connection: Connection, row: Sequence[Any]) -> ResolvedClaim | None:
    """A claim with its resolution, from the bodies and versions of both; None where it can't be read here."""
    sealed, version, sealed_rest, rest_version = row
    body = plain_body(connection, sealed)
    rest = None if sealed_rest is None else plain_body(connection, sealed_rest)
    if body is None:
        return None
    claim = _value(Claim, body, version)
    if rest is None:
        return ResolvedClaim(claim)
    # Reports name the same few parties and places again and again; what is sealed is not kept in memory.
    found = _resolution(rest, rest_version) if rest is sealed_rest else _value(Resolution, rest, rest_version)
    return found.of(claim)


@lru_cache(maxsize=16_384)
def _resolution(body: str, version: int) -> Resolution:
    """What a claim's names were resolved to, read once for all claims of which it is the same."""
    return _value(Resolution, body, version)


def _value(cls: type[T], body: str, version: int) -> T:
    """A stored body as a value. Raises ValueError for a newer version or a broken body."""
    if version == schema_version(cls):
        try:
            return from_json(cls, loads(body))
        except ValueError:  # half a surrogate pair or a number of twenty digits: for the standard library, or none
            pass
    return read_body(cls, body, version)


def _claim_json(connection: Connection, row: Sequence[Any]) -> JsonObject | None:
    sealed, version, sealed_rest, rest_version = row
    if version != _CLAIM_VERSION or rest_version not in (None, _RESOLUTION_VERSION):
        claim = current_claim(connection, row)
        return None if claim is None else to_json(claim)
    body = plain_body(connection, sealed)
    rest = None if sealed_rest is None else plain_body(connection, sealed_rest)
    if body is None:
        return None
    return {"claim": loads(body)} | ({} if rest is None else loads(rest))


def active_claims(connection: Connection) -> int:
    """How many claims the active readings hold."""
    query = f"SELECT COALESCE(SUM(g.claims), 0) FROM readings g WHERE NOT {_LATER_READING.format(later='')}"
    return int(connection.execute(text(query)).scalar_one())


# --- the rest ----------------------------------------------------------------------------------------------------


def failures(connection: Connection, scope: Scope) -> Iterator[Failure]:
    """In the order recorded."""
    for body, version in _bodies(connection, "failures", scope):
        yield read_body(Failure, body, version)


def decisions(connection: Connection, scope: Scope) -> Iterator[Decision]:
    """In the order recorded."""
    for body, version in _bodies(connection, "decisions", scope):
        yield read_body(Decision, body, version)


def manifests(connection: Connection, scope: Scope, *, newest_first: bool = False) -> Iterator[RunManifest]:
    """In the order recorded, or the other way round."""
    for body, version in _bodies(connection, "manifests", scope, order="e.number DESC" if newest_first else "e.number"):
        yield read_body(RunManifest, body, version)


def _bodies(connection: Connection, table: str, scope: Scope, *, order: str = "e.number") -> Iterator[tuple[str, int]]:
    where = clocks(scope, "e", public=False)
    query = f"SELECT e.body, e.schema_version FROM {table} e WHERE e.body IS NOT NULL{where} ORDER BY {order}"
    yield from stream(connection, query, values_of(scope))


def head(connection: Connection, scope: Scope) -> Head:
    """The last entry."""
    where = clocks(scope, "b", public=False)
    query = f"SELECT b.last_number, b.recorded_at FROM batches b WHERE 1 = 1{where} ORDER BY b.batch DESC LIMIT 1"
    row = connection.execute(text(query), {k: v for k, v in values_of(scope).items() if k == "as_recorded"}).first()
    return Head() if row is None else Head(row.last_number, moment(row.recorded_at))


def mark(connection: Connection) -> str:
    """The last batch and, where the database counts it, how often derived rows were replaced."""
    last = str(head(connection, Scope()).number)
    if connection.dialect.name != "postgresql":
        return last
    turnover = "SELECT COALESCE(SUM(n_tup_ins + n_tup_del), 0) FROM pg_stat_user_tables WHERE relname IN "
    turnover += "('events', 'tolls', 'control', 'forwardings', 'unplaced')"
    return f"{last}-{connection.execute(text(turnover)).scalar_one()}"


def counts(connection: Connection) -> Counts:
    """How much there is of everything."""
    tables = ("captures", "readings", "claims", "resolutions", "decisions", "manifests", "failures")
    found = {name: int(connection.execute(text(f"SELECT COUNT(*) FROM {name}")).scalar_one()) for name in tables}
    for name in ("events", "tolls", "control"):
        now = text(f"SELECT COUNT(*) FROM {name} WHERE known_to IS NULL AND public_to IS NULL")
        found[name] = int(connection.execute(now).scalar_one())
    both = text("SELECT COUNT(*), COUNT(DISTINCT document) FROM documents")
    revisions, distinct = connection.execute(both).one()
    return Counts(documents=distinct, revisions=revisions, active_claims=active_claims(connection), **found)
