"""The ledger on SQLite or PostgreSQL: batches, reads and derived rows behind the one contract."""

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from vedette.ledger import public, read, read_derived, sealing, ties
from vedette.ledger.append import Append
from vedette.ledger.base import (
    NOW,
    Counts,
    DerivedKind,
    DerivedRow,
    Group,
    Head,
    Page,
    Public,
    Reading,
    Scope,
    Sought,
    Tied,
)
from vedette.ledger.connect import in_our_words, writing
from vedette.ledger.derived import derived_digest, replace_rows, revise_rows
from vedette.ledger.redaction import redact, scrub
from vedette.ledger.verify import chain_head, faults
from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.encoding import JsonObject
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import CaptureId, ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim

T = TypeVar("T")
Ask = Callable[[Connection], Iterator[T]]


class SqlLedger:
    """See `vedette.ledger.base.Ledger`. May be shared by threads: each has its own batch and connections."""

    def __init__(self, engine: Engine, url: URL, *, clock: Callable[[], dt.datetime], author: str) -> None:
        """Use `vedette.ledger.opening.open_ledger`, which also sees to the schema."""
        self.engine = engine
        self._url = url
        self._clock = clock
        self._author = author
        self._open = threading.local()

    # --- adding ---

    @contextmanager
    def batch(self) -> Iterator[None]:
        """See `Ledger.batch`."""
        with self._appending():
            yield

    def add_document(self, document: Document, capture: Capture | None = None, *, sensitive: bool = False) -> bool:
        """See `Ledger.add_document`."""
        with self._appending() as batch:
            return batch.add_document(document, capture, sensitive=sensitive)

    def add_reading(
        self, document: DocumentId, extractor: str, claims: Sequence[ResolvedClaim], *, resolver: str = ""
    ) -> bool:
        """See `Ledger.add_reading`."""
        with self._appending() as batch:
            return batch.add_reading(document, extractor, claims, resolver=resolver)

    def add_failure(self, failure: Failure) -> bool:
        """See `Ledger.add_failure`."""
        with self._appending() as batch:
            return batch.add_failure(failure)

    def add_decision(self, decision: Decision) -> bool:
        """See `Ledger.add_decision`."""
        with self._appending() as batch:
            return batch.add_decision(decision)

    def add_manifest(self, manifest: RunManifest) -> bool:
        """See `Ledger.add_manifest`."""
        with self._appending() as batch:
            return batch.add_manifest(manifest)

    def replace_derived(self, rows: Mapping[DerivedKind, Iterable[DerivedRow]]) -> None:
        """See `Ledger.replace_derived`."""
        with self._appending() as batch:
            batch.flush()
            replace_rows(batch.connection, rows)
            ties.drop(batch.connection)

    def revise_derived(
        self,
        rows: Mapping[DerivedKind, Iterable[DerivedRow]],
        known: dt.datetime,
        *,
        among: Mapping[DerivedKind, Collection[str]] | None = None,
        since: dt.datetime | None = None,
    ) -> int:
        """See `Ledger.revise_derived`."""
        with self._appending() as batch:
            batch.flush()
            return revise_rows(batch.connection, rows, known, among, since)

    def retie(self, gone: Collection[int] | None, groups: Iterable[Group], state: str) -> None:
        """See `Ledger.retie`."""
        with self._appending() as batch:
            batch.flush()
            ties.retie(batch.connection, gone, groups, state)

    def tied(self, sought: Sought) -> tuple[Tied, ...]:
        """See `Ledger.tied`."""
        return self._one(lambda c: ties.tied(c, sought))

    def standing(self, kind: DerivedKind, ids: Collection[str], since: dt.datetime) -> tuple[DerivedRow, ...]:
        """See `Ledger.standing`."""
        return self._one(lambda c: read_derived.standing(c, kind, ids, since))

    def rows_tied(self, groups: Collection[int]) -> Mapping[int, frozenset[tuple[DerivedKind, str]]]:
        """See `Ledger.rows_tied`."""
        return self._one(lambda c: ties.rows_tied(c, groups))

    def ties_state(self) -> str:
        """See `Ledger.ties_state`."""
        return self._one(ties.state)

    def derived_digest(self) -> str:
        """See `Ledger.derived_digest`."""
        return self._one(derived_digest)

    # --- asking ---

    def document(self, document: DocumentId, scope: Scope = NOW) -> Document | None:
        """See `Ledger.document`."""
        return self._one(lambda c: next(iter(tuple(read.documents(c, scope, document))), None))

    def documents_with(self, ids: Iterable[DocumentId], scope: Scope = NOW) -> tuple[Document, ...]:
        """See `Ledger.documents_with`."""
        return self._one(lambda c: read.documents_with(c, scope, ids))

    def documents(self, scope: Scope = NOW) -> Iterator[Document]:
        """See `Ledger.documents`."""
        return self._many(lambda c: read.documents(c, scope))

    def capture(self, capture: CaptureId) -> Capture | None:
        """See `Ledger.capture`."""
        return self._one(lambda c: read.capture(c, capture))

    def readings(self, document: DocumentId, scope: Scope = NOW) -> tuple[Reading, ...]:
        """See `Ledger.readings`."""
        return self._one(lambda c: read.readings(c, document, scope))

    def needs_reading(self, document: DocumentId, extractor: str) -> bool:
        """See `Ledger.needs_reading`."""
        return self._one(lambda c: read.needs_reading(c, document, extractor))

    def claims(self, scope: Scope = NOW) -> Iterator[ResolvedClaim]:
        """See `Ledger.claims`."""
        return self._many(lambda c: read.claims(c, scope))

    def claims_of(self, document: DocumentId, scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """See `Ledger.claims_of`."""
        return self._one(lambda c: tuple(read.claims(c, scope, document)))

    def claims_with(self, keys: Iterable[ClaimKey], scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """See `Ledger.claims_with`."""
        return self._one(lambda c: read.claims_with(c, scope, keys))

    def claims_json(
        self,
        scope: Scope = NOW,
        *,
        keys: Iterable[ClaimKey] | None = None,
        documents: Iterable[DocumentId] | None = None,
        bare: bool = False,
    ) -> Iterator[JsonObject]:
        """See `Ledger.claims_json`."""
        return self._many(lambda c: read.claims_json(c, scope, keys=keys, documents=documents, bare=bare))

    def extractors(self, documents: Iterable[DocumentId], scope: Scope = NOW) -> Mapping[DocumentId, str]:
        """See `Ledger.extractors`."""
        return self._one(lambda c: read.extractors(c, documents, scope))

    def public_documents(
        self, scope: Scope = NOW, only: Collection[DocumentId] | None = None
    ) -> Iterator[Public[Document]]:
        """See `Ledger.public_documents`."""
        return self._many(lambda c: public.public_documents(c, scope, only))

    def public_claims(
        self, scope: Scope = NOW, only: Collection[DocumentId] | None = None
    ) -> Iterator[Public[ResolvedClaim]]:
        """See `Ledger.public_claims`."""
        return self._many(lambda c: public.public_claims(c, scope, only))

    def sensitive(self) -> frozenset[DocumentId]:
        """See `Ledger.sensitive`."""
        return self._one(sealing.sensitive)

    def locked(self) -> bool:
        """See `Ledger.locked`."""
        return self._one(sealing.locked)

    def head(self, scope: Scope = NOW) -> Head:
        """See `Ledger.head`."""
        return self._one(lambda c: read.head(c, scope))

    def failures(self, scope: Scope = NOW) -> Iterator[Failure]:
        """See `Ledger.failures`."""
        return self._many(lambda c: read.failures(c, scope))

    def decisions(self, scope: Scope = NOW) -> Iterator[Decision]:
        """See `Ledger.decisions`."""
        return self._many(lambda c: read.decisions(c, scope))

    def manifests(self, scope: Scope = NOW, *, newest_first: bool = False) -> Iterator[RunManifest]:
        """See `Ledger.manifests`."""
        return self._many(lambda c: read.manifests(c, scope, newest_first=newest_first))

    def counts(self) -> Counts:
        """See `Ledger.counts`."""
        return self._one(read.counts)

    def derived(self, kind: DerivedKind, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """See `Ledger.derived`."""
        return self._many(lambda c: read_derived.derived(c, kind, scope))

    def derived_with(self, kind: DerivedKind, ids: Iterable[str], scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """See `Ledger.derived_with`."""
        return self._one(lambda c: read_derived.derived_with(c, kind, scope, ids))

    def versions(self, kind: DerivedKind) -> Iterator[DerivedRow]:
        """See `Ledger.versions`."""
        return self._many(lambda c: read_derived.versions(c, kind))

    def headings(self, ids: Iterable[DocumentId] | None = None, scope: Scope = NOW) -> Iterator[tuple[Document, int]]:
        """See `Ledger.headings`."""
        return self._many(lambda c: read.headings(c, scope, ids))

    def touched(self, since: int) -> frozenset[DocumentId] | None:
        """See `Ledger.touched`."""
        return self._one(lambda c: ties.touched(c, since))

    def mark(self) -> str:
        """See `Ledger.mark`. Derived rows are replaced without a batch: SQLite's files tell of that."""
        found = self._one(read.mark)
        if self.engine.dialect.name == "sqlite":
            files = (Path(f"{self._url.database}{end}") for end in ("", "-wal"))
            known = (file.stat() for file in files if file.is_file())
            found = "-".join((found, *(f"{stat.st_size:x}.{stat.st_mtime_ns:x}" for stat in known)))
        return found

    def derived_page(self, kind: DerivedKind, page: Page, scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """See `Ledger.derived_page`."""
        return self._one(lambda c: read_derived.derived_page(c, kind, page, scope))

    def events(self, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """See `Ledger.events`."""
        return self.derived(DerivedKind.EVENT, scope)

    def close(self) -> None:
        """See `Ledger.close`."""
        self.engine.dispose()

    # --- keeping ---

    def faults(self) -> Iterator[str]:
        """See `Ledger.faults`."""
        with self.snapshot() as connection:
            yield from faults(connection)

    def chain(self, head: str = "") -> str:
        """See `Ledger.chain`."""
        with self.snapshot() as connection:
            return chain_head(connection, head)

    def redact(self, document: DocumentId, *, person: str, reason: str) -> int:
        """See `Ledger.redact`."""
        with self._appending() as batch:
            erased = redact(batch, document, person=person, reason=reason)
        if getattr(self._open, "batch", None) is None:
            with in_our_words(self._url):
                scrub(self.engine)
        return erased

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger, whatever is written meanwhile."""
        options = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with in_our_words(self._url), self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A transaction that holds the write lock and adds no batch of its own: for copies."""
        with in_our_words(self._url), writing(self.engine) as connection:
            yield connection

    # --- connections ---

    @contextmanager
    def _appending(self) -> Iterator[Append]:
        running: Append | None = getattr(self._open, "batch", None)
        if running is not None:
            yield running
            return
        with in_our_words(self._url), writing(self.engine) as connection:
            self._open.batch = Append(connection, self._clock, self._author)
            try:
                yield self._open.batch
                self._open.batch.finish()
            finally:
                self._open.batch = None

    @contextmanager
    def _asking(self) -> Iterator[tuple[Connection, bool]]:
        running: Append | None = getattr(self._open, "batch", None)
        with in_our_words(self._url):
            if running is not None:  # a batch sees what it added
                running.flush()
                yield running.connection, True
            else:
                with self.engine.connect() as connection:
                    yield connection, False

    def _one(self, ask: Callable[[Connection], T]) -> T:
        with self._asking() as (connection, _):
            return ask(connection)

    def _many(self, ask: Ask[T]) -> Iterator[T]:
        with self._asking() as (connection, shared):
            if shared:  # the batch may write while the answer is read: take it whole
                yield from list(ask(connection))
            else:
                yield from ask(connection)
