"""A ledger in memory: for tests, for work without a database, and as the plain statement of what the others must do."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from vedette.errors import LedgerError
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
from vedette.ledger.clocks import utc_now
from vedette.ledger.memory_derived import Index, revised, standing
from vedette.model.claim import Claim
from vedette.model.codec import to_json
from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.encoding import JsonObject
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import CaptureId, ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim

K = TypeVar("K")
_TICK = dt.timedelta(microseconds=1)
_COUNTED = {"events": DerivedKind.EVENT, "tolls": DerivedKind.TOLL, "control": DerivedKind.CONTROL}


@dataclass(frozen=True, slots=True)
class _Revision:
    document: Document
    number: int
    public: dt.datetime
    recorded: dt.datetime


@dataclass(frozen=True, slots=True)
class _Read:
    document: DocumentId
    revision: int
    order: int
    extractor: str
    claims: tuple[tuple[dt.datetime, ResolvedClaim], ...]
    public: dt.datetime
    recorded: dt.datetime


@dataclass(slots=True)
class _Store:
    captures: dict[CaptureId, Capture] = field(default_factory=dict)
    revisions: dict[DocumentId, tuple[_Revision, ...]] = field(default_factory=dict)
    readings: dict[DocumentId, tuple[_Read, ...]] = field(default_factory=dict)
    failures: dict[tuple[str, ...], tuple[Failure, dt.datetime]] = field(default_factory=dict)
    decisions: dict[Decision, dt.datetime] = field(default_factory=dict)
    manifests: dict[RunManifest, dt.datetime] = field(default_factory=dict)
    derived: dict[DerivedKind, tuple[DerivedRow, ...]] = field(default_factory=dict)
    sensitive: dict[DocumentId, None] = field(default_factory=dict)
    redacted: dict[DocumentId, tuple[str, str]] = field(default_factory=dict)
    heads: dict[Head, None] = field(default_factory=dict)
    index: dict[int, Index] = field(default_factory=lambda: {0: Index()})

    def copy(self) -> "_Store":
        return _Store(*(dict(getattr(self, name)) for name in self.__slots__))


class MemoryLedger:
    """See `vedette.ledger.base.Ledger`. Lasts as long as it is held; for one thread."""

    def __init__(self, *, clock: Callable[[], dt.datetime] = utc_now) -> None:
        """An empty ledger."""
        self._clock = clock
        self._store = _Store()
        self._last: dt.datetime | None = None
        self._time: dt.datetime | None = None

    @contextmanager
    def batch(self) -> Iterator[None]:
        """See `Ledger.batch`."""
        with self._recording():
            yield

    def add_document(self, document: Document, capture: Capture | None = None, *, sensitive: bool = False) -> bool:
        """See `Ledger.add_document`."""
        if sensitive and capture is None:
            raise LedgerError(f"{document.id} is sensitive and has no capture: add the bytes it came from")
        with self._recording() as now:
            known = self._store.revisions.get(document.id, ())
            if any(replace(r.document, capture=None) == replace(document, capture=None) for r in known):
                return False
            if capture is not None:
                self._store.captures.setdefault(capture.id, capture)
                document = replace(document, capture=capture.id)
            revision = _Revision(document, len(known) + 1, document.published or now, now)
            self._store.revisions[document.id] = (*known, revision)
            if sensitive:
                self._store.sensitive[document.id] = None
            return self._count(1)

    def add_reading(
        self, document: DocumentId, extractor: str, claims: Sequence[ResolvedClaim], *, resolver: str = ""
    ) -> bool:
        """See `Ledger.add_reading`."""
        with self._recording() as now:
            known = self._store.revisions.get(document)
            if not known:
                raise LedgerError(f"a reading of {document}, which is not in the ledger: add the document first")
            strange = next((c.claim.document for c in claims if c.claim.document != document), None)
            if strange is not None:
                raise LedgerError(f"a reading of {document} holds a claim of {strange}")
            revision, before = known[-1], self._store.readings.get(document, ())
            if any(r.revision == revision.number and r.extractor == extractor for r in before):
                return False
            since: dict[str, dt.datetime] = {}
            for public, resolved in (pair for reading in before for pair in reading.claims):
                since[resolved.claim.key] = min(public, since.get(resolved.claim.key, public))
            dated = tuple((min(revision.public, since.get(c.claim.key, revision.public)), c) for c in claims)
            reading = _Read(document, revision.number, len(before), extractor, dated, revision.public, now)
            self._store.readings[document] = (*before, reading)
            return self._count(1 + 2 * len(claims))

    def add_failure(self, failure: Failure) -> bool:
        """See `Ledger.add_failure`."""
        with self._recording() as now:
            mark = (failure.stage, failure.item, failure.kind, failure.reason)
            if mark in self._store.failures:
                return False
            self._store.failures[mark] = (failure, now)
            return self._count(1)

    def add_decision(self, decision: Decision) -> bool:
        """See `Ledger.add_decision`."""
        return self._put(self._store.decisions, decision)

    def add_manifest(self, manifest: RunManifest) -> bool:
        """See `Ledger.add_manifest`."""
        return self._put(self._store.manifests, manifest)

    def document(self, document: DocumentId, scope: Scope = NOW) -> Document | None:
        """See `Ledger.document`."""
        return next((d for d in self.documents(scope) if d.id == document), None)

    def documents_with(self, ids: Iterable[DocumentId], scope: Scope = NOW) -> tuple[Document, ...]:
        """See `Ledger.documents_with`."""
        wanted = set(ids)
        return tuple(sorted((d for d in self.documents(scope) if d.id in wanted), key=lambda d: d.id))

    def documents(self, scope: Scope = NOW) -> Iterator[Document]:
        """See `Ledger.documents`."""
        current = [
            seen[-1]
            for known in self._store.revisions.values()
            if known[0].document.id not in self._store.redacted
            and (seen := [r for r in known if _seen(scope, r.public, r.recorded)])
        ]
        for revision in sorted(current, key=lambda r: (r.public, r.document.id)):
            day = revision.public.astimezone(dt.UTC).date()
            if (scope.since is None or day >= scope.since) and (scope.until is None or day < scope.until):
                yield revision.document

    def capture(self, capture: CaptureId) -> Capture | None:
        """See `Ledger.capture`."""
        return self._store.captures.get(capture)

    def readings(self, document: DocumentId, scope: Scope = NOW) -> tuple[Reading, ...]:
        """See `Ledger.readings`."""
        known = [r for r in self._store.readings.get(document, ()) if _seen(scope, r.public, r.recorded)]
        active = _active(known)
        return tuple(Reading(document, r.revision, r.extractor, len(r.claims), r.recorded, r is active) for r in known)

    def needs_reading(self, document: DocumentId, extractor: str) -> bool:
        """See `Ledger.needs_reading`."""
        known = self._store.revisions.get(document, ())
        read = self._store.readings.get(document, ())
        return bool(known) and not any(r.revision == known[-1].number and r.extractor == extractor for r in read)

    def claims(self, scope: Scope = NOW) -> Iterator[ResolvedClaim]:
        """See `Ledger.claims`."""
        found = [pair for document in self._store.readings for pair in self._active_claims(document, scope)]
        for _, resolved in sorted(found, key=lambda pair: (pair[0], pair[1].claim.key)):
            yield resolved

    def claims_of(self, document: DocumentId, scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """See `Ledger.claims_of`."""
        return tuple(resolved for _, resolved in self._active_claims(document, scope))

    def claims_with(self, keys: Iterable[ClaimKey], scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """See `Ledger.claims_with`."""
        wanted = set(keys)
        return tuple(sorted((c for c in self.claims(scope) if c.claim.key in wanted), key=lambda c: c.claim.key))

    def claims_json(
        self,
        scope: Scope = NOW,
        *,
        keys: Iterable[ClaimKey] | None = None,
        documents: Iterable[DocumentId] | None = None,
        bare: bool = False,
    ) -> Iterator[JsonObject]:
        """See `Ledger.claims_json`."""
        found: Iterable[ResolvedClaim] = self.claims(scope) if keys is None else self.claims_with(keys, scope)
        if documents is not None:
            found = (c for document in sorted(set(documents)) for c in self.claims_of(document, scope))
        return ({"claim": to_json(c.claim)} if bare else to_json(c) for c in found)

    def extractors(self, documents: Iterable[DocumentId], scope: Scope = NOW) -> Mapping[DocumentId, str]:
        """See `Ledger.extractors`."""
        found = (r for document in sorted(set(documents)) for r in self.readings(document, scope))
        return {r.document: r.extractor for r in found if r.active}

    def public_documents(
        self, scope: Scope = NOW, only: Collection[DocumentId] | None = None
    ) -> Iterator[Public[Document]]:
        """See `Ledger.public_documents`."""
        for document in sorted(self._store.revisions.keys() - self._store.redacted.keys()):
            if only is not None and document not in only:
                continue
            known = [r for r in self._store.revisions[document] if _recorded(scope, r.recorded)]
            for at, revision in enumerate(known):
                until = min((r.public for r in known[at + 1 :]), default=None)
                if until is None or until > revision.public:
                    yield Public(revision.document, revision.public, until)

    def public_claims(
        self, scope: Scope = NOW, only: Collection[DocumentId] | None = None
    ) -> Iterator[Public[ResolvedClaim]]:
        """See `Ledger.public_claims`."""
        for document in sorted(self._store.readings):
            if only is not None and document not in only:
                continue
            known = [r for r in self._store.readings[document] if _recorded(scope, r.recorded)]
            for reading in known:
                later = (r.public for r in known if (r.revision, r.order) > (reading.revision, reading.order))
                until = min(later, default=None)
                if until is None or until > reading.public:
                    yield from (Public(c, reading.public, until) for _, c in reading.claims)

    def sensitive(self) -> frozenset[DocumentId]:
        """See `Ledger.sensitive`."""
        return frozenset(self._store.sensitive)

    def locked(self) -> bool:
        """See `Ledger.locked`."""
        return False

    def head(self, scope: Scope = NOW) -> Head:
        """See `Ledger.head`."""
        known = (h for h in self._store.heads if h.recorded is not None and _recorded(scope, h.recorded))
        return max(known, key=lambda h: h.number, default=Head())

    def failures(self, scope: Scope = NOW) -> Iterator[Failure]:
        """See `Ledger.failures`."""
        return (f for f, recorded in list(self._store.failures.values()) if _recorded(scope, recorded))

    def decisions(self, scope: Scope = NOW) -> Iterator[Decision]:
        """See `Ledger.decisions`."""
        return (d for d, recorded in list(self._store.decisions.items()) if _recorded(scope, recorded))

    def manifests(self, scope: Scope = NOW, *, newest_first: bool = False) -> Iterator[RunManifest]:
        """See `Ledger.manifests`."""
        found = [m for m, at in self._store.manifests.items() if _recorded(scope, at)]
        return iter(found[::-1] if newest_first else found)

    def counts(self) -> Counts:
        """See `Ledger.counts`."""
        store, readings = self._store, [r for known in self._store.readings.values() for r in known]
        claims = sum(len(r.claims) for r in readings)
        return Counts(
            captures=len(store.captures),
            documents=len(store.revisions),
            revisions=sum(map(len, store.revisions.values())),
            readings=len(readings),
            claims=claims,
            active_claims=sum(1 for _ in self.claims()),
            resolutions=claims,
            decisions=len(store.decisions),
            manifests=len(store.manifests),
            failures=len(store.failures),
            **{name: sum(1 for _ in self.derived(kind)) for name, kind in _COUNTED.items()},
        )

    def replace_derived(self, rows: Mapping[DerivedKind, Iterable[DerivedRow]]) -> None:
        """See `Ledger.replace_derived`."""
        with self._recording():
            for kind, given in rows.items():
                kept = tuple(given)
                strange = next((r for r in kept if r.kind is not kind), None)
                if strange is not None:
                    raise ValueError(f"{strange.id}: a row of kind {strange.kind} among those of kind {kind}")
                self._store.derived[kind] = kept
            self._store.index[0] = Index()

    def revise_derived(
        self,
        rows: Mapping[DerivedKind, Iterable[DerivedRow]],
        known: dt.datetime,
        *,
        among: Mapping[DerivedKind, Collection[str]] | None = None,
        since: dt.datetime | None = None,
    ) -> int:
        """See `Ledger.revise_derived`."""
        moved = 0
        with self._recording():
            for kind, given in rows.items():
                before, ids = self._store.derived.get(kind, ()), None if among is None else among.get(kind, ())
                self._store.derived[kind], some = revised(before, given, known, ids, since)
                moved += some
        return moved

    def tied(self, sought: Sought) -> tuple[Tied, ...]:
        """See `Ledger.tied`."""
        return self._store.index[0].tied(sought)

    def standing(self, kind: DerivedKind, ids: Collection[str], since: dt.datetime) -> tuple[DerivedRow, ...]:
        """See `Ledger.standing`."""
        return standing(self.versions(kind), frozenset(ids), since)

    def rows_tied(self, groups: Collection[int]) -> Mapping[int, frozenset[tuple[DerivedKind, str]]]:
        """See `Ledger.rows_tied`."""
        return self._store.index[0].rows_tied(groups)

    def ties_state(self) -> str:
        """See `Ledger.ties_state`."""
        return self._store.index[0].state

    def retie(self, gone: Collection[int] | None, groups: Iterable[Group], state: str) -> None:
        """See `Ledger.retie`."""
        with self._recording():
            self._store.index[0] = self._store.index[0].retied(gone, groups, state)

    def derived_digest(self) -> str:
        """See `Ledger.derived_digest`."""
        rows = [row for kind in DerivedKind for row in self._store.derived.get(kind, ())]
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def derived(self, kind: DerivedKind, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """See `Ledger.derived`."""
        rows = [r for r in self._store.derived.get(kind, ()) if _shown(r, scope)]
        yield from sorted(rows, key=lambda r: (r.valid_from or dt.date.min, r.id))

    def derived_with(self, kind: DerivedKind, ids: Iterable[str], scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """See `Ledger.derived_with`."""
        wanted = frozenset(ids)
        return tuple(sorted((row for row in self.derived(kind, scope) if row.id in wanted), key=lambda row: row.id))

    def versions(self, kind: DerivedKind) -> Iterator[DerivedRow]:
        """See `Ledger.versions`."""
        return (row for row in self._store.derived.get(kind, ()) if row.known_to is None)

    def headings(self, ids: Iterable[DocumentId] | None = None, scope: Scope = NOW) -> Iterator[tuple[Document, int]]:
        """See `Ledger.headings`."""
        wanted = None if ids is None else frozenset(ids)
        for document in (d for d in self.documents(scope) if wanted is None or d.id in wanted):
            yield replace(document, text=""), len(document.text.encode("utf-8", "surrogatepass"))

    def touched(self, since: int) -> frozenset[DocumentId] | None:
        """See `Ledger.touched`."""
        if self._store.redacted:
            return None
        seen = max((h.recorded for h in self._store.heads if h.number <= since and h.recorded), default=None)
        told = [(r.document.id, r.recorded) for known in self._store.revisions.values() for r in known]
        told += [(r.document, r.recorded) for known in self._store.readings.values() for r in known]
        return frozenset(document for document, recorded in told if seen is None or recorded > seen)

    def mark(self) -> str:
        """See `Ledger.mark`."""
        return str(self._last)

    def derived_page(self, kind: DerivedKind, page: Page, scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """See `Ledger.derived_page`."""
        rows = [r for r in self.derived(kind, scope) if page.place is None or r.place == page.place]
        if page.after is not None:
            last = (page.after.valid_from or dt.date.min, page.after.id)
            rows = [r for r in rows if (r.valid_from or dt.date.min, r.id) > last]
        return tuple(rows[: page.limit])

    def events(self, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """See `Ledger.events`."""
        return self.derived(DerivedKind.EVENT, scope)

    def faults(self) -> Iterator[str]:
        """See `Ledger.faults`: memory has no guards that could be got round."""
        return iter(())

    def chain(self, head: str = "") -> str:
        """See `Ledger.chain`: a hash over all heads."""
        hashes = [hashlib.sha256(repr(h).encode()).hexdigest() for h in self._store.heads]
        if head and head not in hashes:
            raise LedgerError(f"no batch has the hash {head}: the chain is not the one that it was taken from")
        return hashes[-1] if hashes else ""

    def redact(self, document: DocumentId, *, person: str, reason: str) -> int:
        """See `Ledger.redact`."""
        if not person.strip() or not reason.strip():
            raise LedgerError("a redaction needs a person and a reason")
        with self._recording():
            known = self._store.revisions.get(document)
            if known is None:
                raise LedgerError(f"there is no document {document}")
            if document in self._store.redacted:
                return 0
            for revision in known:
                if revision.document.capture is not None:
                    self._store.captures.pop(revision.document.capture, None)
            erased = len(known) + sum(len(r.claims) for r in self._store.readings.pop(document, ()))
            self._store.redacted[document] = (person, reason)
            self._count(1)
            return erased

    def close(self) -> None:
        """See `Ledger.close`."""

    @contextmanager
    def _recording(self) -> Iterator[dt.datetime]:
        if self._time is not None:
            yield self._time
            return
        before = self._store.copy()
        now = self._clock()
        self._time = now if self._last is None else max(now, self._last + _TICK)
        try:
            yield self._time
        except BaseException:
            self._store = before
            raise
        else:
            self._last = self._time
        finally:
            self._time = None

    def _put(self, where: dict[K, dt.datetime], item: K) -> bool:
        with self._recording() as now:
            if item in where:
                return False
            where[item] = now
            return self._count(1)

    def _count(self, entries: int) -> bool:
        """So many entries more; said in the form of an addition that was made."""
        self._store.heads[Head(self.head().number + entries, self._time)] = None
        return True

    def _active_claims(self, document: DocumentId, scope: Scope) -> list[tuple[dt.datetime, ResolvedClaim]]:
        known = [r for r in self._store.readings.get(document, ()) if _seen(scope, r.public, r.recorded)]
        active = _active(known)
        if active is None:
            return []
        return [
            (public, resolved)
            for public, resolved in active.claims
            if (scope.as_of is None or public <= scope.as_of) and _touches(resolved.claim, scope)
        ]


def _active(known: Sequence[_Read]) -> _Read | None:
    return max(known, key=lambda r: (r.revision, r.order), default=None)


def _recorded(scope: Scope, recorded: dt.datetime) -> bool:
    return scope.as_recorded is None or recorded <= scope.as_recorded


def _seen(scope: Scope, public: dt.datetime, recorded: dt.datetime) -> bool:
    return _recorded(scope, recorded) and (scope.as_of is None or public <= scope.as_of)


def _touches(claim: Claim, scope: Scope) -> bool:
    if scope.since is None and scope.until is None:
        return True
    if claim.when is None:
        return False
    after = scope.since is None or claim.when.end > scope.since
    return after and (scope.until is None or claim.when.start < scope.until)


def _shown(row: DerivedRow, scope: Scope) -> bool:
    for asked, start, end in (
        (scope.as_of, row.public_from, row.public_to),
        (scope.as_recorded, row.known_from, row.known_to),
    ):
        if asked is None and end is not None:
            return False
        if asked is not None and ((start is not None and start > asked) or (end is not None and end <= asked)):
            return False
    if (scope.since is not None or scope.until is not None) and row.valid_from is None:
        return False
    start_day, last = row.valid_from or dt.date.min, row.valid_to or dt.date.max
    return (scope.since is None or last > scope.since) and (scope.until is None or start_day < scope.until)
