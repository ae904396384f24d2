"""Asking what was ever public: every text and claim with the time for which it was the current one of its document."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from vedette.ledger.base import Public, Scope
from vedette.ledger.clocks import maybe_moment, moment
from vedette.ledger.read import LATER, clocks, current_claim, one_of, opened, stream, values_of, with_resolution
from vedette.ledger.rows import read_document
from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim


def public_documents(
    connection: Connection, scope: Scope, only: Collection[DocumentId] | None = None
) -> Iterator[Public[Document]]:
    """The revisions that were ever current on the public clock: until a later revision was public."""
    for which, named in one_of(connection, "d.document", only):
        yield from _public_documents(connection, Scope(as_recorded=scope.as_recorded), which, named)


def _public_documents(
    connection: Connection, recorded: Scope, which: str, named: Mapping[str, Any]
) -> Iterator[Public[Document]]:
    query = (
        "SELECT d.document, d.body, d.schema_version, d.capture, b.encoding, b.data, d.public_at, "
        "(SELECT MIN(n.public_at) FROM documents n WHERE n.document = d.document AND n.revision > d.revision"
        f"{clocks(recorded, 'n')}) AS until FROM documents d JOIN blobs b ON b.blob = d.blob "
        f"WHERE d.body IS NOT NULL AND b.data IS NOT NULL{clocks(recorded, 'd')}{which} "
        "ORDER BY d.document, d.revision"
    )
    for row in stream(connection, query, {**values_of(recorded), **named}):
        if row.until is not None and row.until <= row.public_at:
            continue
        if (plain := opened(connection, dict(row._mapping), row.document)) is not None:
            yield Public(read_document(plain), moment(row.public_at), maybe_moment(row.until))


def public_claims(
    connection: Connection, scope: Scope, only: Collection[DocumentId] | None = None
) -> Iterator[Public[ResolvedClaim]]:
    """The claims of readings that were ever active on the public clock: until a later reading was public."""
    for which, named in one_of(connection, "c.document", only):
        yield from _public_claims(connection, Scope(as_recorded=scope.as_recorded), which, named)


def _public_claims(
    connection: Connection, recorded: Scope, which: str, named: Mapping[str, Any]
) -> Iterator[Public[ResolvedClaim]]:
    query = (
        "SELECT c.body, c.schema_version, r.body, r.schema_version, g.public_at, "
        f"(SELECT MIN(n.public_at) FROM readings n WHERE {LATER}{clocks(recorded, 'n')}) AS until "
        f"{with_resolution(recorded)} "
        f"WHERE c.body IS NOT NULL{clocks(recorded, 'c')}{clocks(recorded, 'g')}{which} "
        "ORDER BY c.document, c.number"
    )
    for *row, since, until in stream(connection, query, {**values_of(recorded), **named}):
        if until is not None and until <= since:
            continue
        if (claim := current_claim(connection, row)) is not None:
            yield Public(claim, moment(since), maybe_moment(until))
