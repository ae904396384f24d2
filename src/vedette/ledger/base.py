"""The contract of the ledger: what is recorded, what can be asked, and as of when.

Entries (captures, documents, readings, claims, resolutions, decisions, manifests, failures) are only ever added.
Derived rows (events, tolls, control) are a function of the entries; they are replaced, as a whole or group by group,
and can be dropped and rebuilt.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.encoding import JsonObject
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import CaptureId, ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """A cut through the three clocks; None leaves a clock alone.

    `as_of`: what was public by then. `as_recorded`: what this ledger had recorded by then. Both are inclusive. `since`,
    `until`: what touches the days `since` <= d < `until`; a claim without a time is in no such period. Raises
    ValueError for a time without a zone or an empty period.
    """

    as_of: dt.datetime | None = None
    as_recorded: dt.datetime | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        for name, time in (("as_of", self.as_of), ("as_recorded", self.as_recorded)):
            if time is not None and time.tzinfo is None:
                raise ValueError(f"{name} is a time without a zone: {time.isoformat()}")
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError(f"a period of no days: {self.since} to {self.until} (the end is exclusive)")


#: All that is known, now.
NOW = Scope()


class DerivedKind(StrEnum):
    """What is derived from the entries. `FORWARDING` remembers ids no longer used, `PAIR` why two met or not,
    `UNPLACED` claims that no product could take, with the reason."""

    EVENT = "event"
    TOLL = "toll"
    CONTROL = "control"
    PAIR = "pair"
    FORWARDING = "forwarding"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One derived thing: `body` is its canonical JSON, the rest is what lists filter and sort by.

    Days `valid_from` <= d < `valid_to`; `valid_to` None is open (still so). `public_from` <= t < `public_to` is the
    public clock of this version of the thing, `known_from` <= t < `known_to` the recorded one; None on either side is
    open, so that a row with none of them set is always shown.
    """

    kind: DerivedKind
    id: str
    body: str
    label: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    place: str | None = None
    conflict: str | None = None
    public_from: dt.datetime | None = None
    public_to: dt.datetime | None = None
    known_from: dt.datetime | None = None
    known_to: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: at most `limit` rows after the row `after`, of one place where `place` names it (by the id
    or name that the row bears)."""

    limit: int = 50
    after: DerivedRow | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One version's reading of one revision of a document; `active` for the one that is shown now."""

    document: DocumentId
    revision: int
    extractor: str
    claims: int
    recorded: dt.datetime
    active: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a ledger: its number, counted over all entries (0 for none), and when it was recorded."""

    number: int = 0
    recorded: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Public(Generic[T]):
    """A document or claim, and when it was the current one of its document on the public clock: `since` <= t < `until`,
    or to this day where there is no `until`."""

    value: T
    since: dt.datetime
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Tied:
    """A claim in the index of what may meet: in which group, and which claim of the same words it copies at every
    time. `places` say where it is found; they are written, never read."""

    key: ClaimKey
    document: DocumentId
    group: int = 0
    original: ClaimKey | None = None
    places: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """Claims of the index: with one of these keys, found at one of these places, of one of these documents, or in one
    of these groups."""

    keys: Collection[ClaimKey] = ()
    places: Collection[int] = ()
    documents: Collection[DocumentId] = ()
    groups: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that are tied, and the ids of derived rows of theirs that can't be told from a key: tolls and control.
    `fresh` claims are new to the index, or found elsewhere than before; of the others the places stay."""

    claims: tuple[Tied, ...]
    fresh: frozenset[ClaimKey] = frozenset()
    rows: frozenset[tuple[DerivedKind, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the ledger holds. `claims` and `resolutions` count all readings, `active_claims` the active ones;
    `events`, `tolls` and `control` are what is derived now."""

    captures: int = 0
    documents: int = 0
    revisions: int = 0
    readings: int = 0
    claims: int = 0
    active_claims: int = 0
    resolutions: int = 0
    decisions: int = 0
    manifests: int = 0
    failures: int = 0
    events: int = 0
    tolls: int = 0
    control: int = 0


class Readable(Protocol):
    """The side of a ledger that is asked."""

    def document(self, document: DocumentId, scope: Scope = NOW) -> Document | None:
        """The current revision of a document."""

    def documents_with(self, ids: Iterable[DocumentId], scope: Scope = NOW) -> tuple[Document, ...]:
        """The current revisions of these documents, by id; those that are not there are left out."""

    def documents(self, scope: Scope = NOW) -> Iterator[Document]:
        """The current revision of each document, by publication (recording, where that is unknown), then id."""

    def capture(self, capture: CaptureId) -> Capture | None:
        """The bytes as they came."""

    def readings(self, document: DocumentId, scope: Scope = NOW) -> tuple[Reading, ...]:
        """Every reading of a document, oldest first."""

    def claims(self, scope: Scope = NOW) -> Iterator[ResolvedClaim]:
        """The claims of the active readings, lazily, by publication, then key."""

    def claims_of(self, document: DocumentId, scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """The claims of the active reading of one document, in their order in the text."""

    def claims_with(self, keys: Iterable[ClaimKey], scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """The claims of the active readings that have one of these keys, by key."""

    def claims_json(
        self,
        scope: Scope = NOW,
        *,
        keys: Iterable[ClaimKey] | None = None,
        documents: Iterable[DocumentId] | None = None,
        bare: bool = False,
    ) -> Iterator[JsonObject]:
        """The claims of `claims` as `to_json` writes them, for those who only hand them on: nothing is built of them.

        With `keys` those that have one of them, by key; with `documents` those of these reports, by report, in their
        order in the text. `bare` leaves out what their names were resolved to.
        """

    def extractors(self, documents: Iterable[DocumentId], scope: Scope = NOW) -> Mapping[DocumentId, str]:
        """Which version's reading is the active one of each of these documents; those never read are left out."""

    def sensitive(self) -> frozenset[DocumentId]:
        """The documents whose source is to be protected."""

    def locked(self) -> bool:
        """Whether it holds sealed entries and was opened without the key that reads them."""

    def head(self, scope: Scope = NOW) -> Head:
        """The last entry: its number, and when it was recorded. Whatever is added moves it. Of the scope's clocks only
        the recorded one counts."""

    def failures(self, scope: Scope = NOW) -> Iterator[Failure]:
        """What could not be done, oldest first."""

    def decisions(self, scope: Scope = NOW) -> Iterator[Decision]:
        """What people decided, in the order recorded. Reverted ones too: see `vedette.model.decision.standing`."""

    def manifests(self, scope: Scope = NOW, *, newest_first: bool = False) -> Iterator[RunManifest]:
        """The manifests of the runs, in the order recorded, or the other way round: who seeks the last of its kind
        reads no more than it takes."""

    def counts(self) -> Counts:
        """How much there is of everything."""

    def derived(self, kind: DerivedKind, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """Derived rows by first day (unknown first), then id."""

    def derived_with(self, kind: DerivedKind, ids: Iterable[str], scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """The derived rows that have one of these ids, by id."""

    def versions(self, kind: DerivedKind) -> Iterator[DerivedRow]:
        """The derived rows that hold now, in every version on the public clock, in no order."""

    def headings(self, ids: Iterable[DocumentId] | None = None, scope: Scope = NOW) -> Iterator[tuple[Document, int]]:
        """The current revisions without their texts, of these documents or of all, each with the bytes of its text, in
        no order. For lists: no text is fetched or unpacked."""

    def touched(self, since: int) -> frozenset[DocumentId] | None:
        """The documents of which anything was recorded after entry `since`: revisions, readings, resolutions. None
        where it can't be told, since something was erased."""

    def mark(self) -> str:
        """A mark that changes with whatever is recorded or derived, here or by another process: while it stays, so
        does every answer. It may change without need."""

    def derived_page(self, kind: DerivedKind, page: Page, scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """A part of `derived`, in its order, at the cost of that part."""

    def events(self, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """The events: `derived` of that kind."""

    def close(self) -> None:
        """Let go of files and connections."""


class Ledger(Readable, Protocol):
    """Where everything is recorded. Every implementation passes `tests/contracts/test_ledger.py`.

    Each `add_...` is a transaction of its own unless a `batch` is open. All raise LedgerError where the store refuses.
    """

    def batch(self) -> AbstractContextManager[None]:
        """One transaction for what is added inside, all of it or, after an exception or a kill, nothing.

        A batch in a batch joins it. Keep batches short: other writers wait.
        """

    def add_document(self, document: Document, capture: Capture | None = None, *, sensitive: bool = False) -> bool:
        """Record a document; False if this very text and description is there already.

        Another text or description under the same id is a revision, and the current one from then on. `sensitive`: its
        source is to be protected; it needs a capture. A document once sensitive stays so.
        """

    def add_reading(
        self, document: DocumentId, extractor: str, claims: Sequence[ResolvedClaim], *, resolver: str = ""
    ) -> bool:
        """Record what one version read in the current revision of a document; False if that is there already.

        The newest reading is the active one. No claims is a reading too. LedgerError if the document is not there.
        """

    def add_failure(self, failure: Failure) -> bool:
        """Record what could not be done; False if that is there already."""

    def add_decision(self, decision: Decision) -> bool:
        """Record a decision; False if that is there already."""

    def add_manifest(self, manifest: RunManifest) -> bool:
        """Record what a run was made with; False if that is there already."""

    def needs_reading(self, document: DocumentId, extractor: str) -> bool:
        """Whether this version has not read the current revision of a document yet."""

    def public_documents(
        self, scope: Scope = NOW, only: Collection[DocumentId] | None = None
    ) -> Iterator[Public[Document]]:
        """Every revision that was ever the current one on the public clock, by document, then revision; of all
        documents, or `only` of these. Of the scope only what was recorded counts."""

    def public_claims(
        self, scope: Scope = NOW, only: Collection[DocumentId] | None = None
    ) -> Iterator[Public[ResolvedClaim]]:
        """Every claim of a reading that was ever the active one on the public clock, by document, then as recorded; of
        all documents, or `only` of these. Of the scope only what was recorded counts."""

    def replace_derived(self, rows: Mapping[DerivedKind, Iterable[DerivedRow]]) -> None:
        """Put these rows in place of all rows of the kinds named, in one transaction: readers see old or new. The index
        of what may meet is emptied."""

    def revise_derived(
        self,
        rows: Mapping[DerivedKind, Iterable[DerivedRow]],
        known: dt.datetime,
        *,
        among: Mapping[DerivedKind, Collection[str]] | None = None,
        since: dt.datetime | None = None,
    ) -> int:
        """Let these rows be what is derived from `known` on; how many rows were opened or closed. `among`: only in
        place of those of each kind that have one of these ids; all others stand, and so do those that gave way on the
        public clock before `since`.

        Rows that stood and are among them stand on. Those that are not are closed, `known` being the first moment at
        which they no longer hold; nothing is removed, so that a look back finds them. One transaction.
        """

    def tied(self, sought: Sought) -> tuple[Tied, ...]:
        """The claims of the index that are sought, by key."""

    def standing(self, kind: DerivedKind, ids: Collection[str], since: dt.datetime) -> tuple[DerivedRow, ...]:
        """The derived rows of these ids that hold now, in the versions that did not give way on the public clock before
        a moment."""

    def rows_tied(self, groups: Collection[int]) -> Mapping[int, frozenset[tuple[DerivedKind, str]]]:
        """The tolls and spans of these groups, by kind and id, by the group; groups that have none are left out."""

    def ties_state(self) -> str:
        """What the index was left with; empty where there is none."""

    def retie(self, gone: Collection[int] | None, groups: Iterable[Group], state: str) -> None:
        """Put these groups in place of those that are `gone`, or, for None, of all; the ledger numbers them. A claim
        that was in one that is gone and is in none of these is in none. One transaction."""

    def derived_digest(self) -> str:
        """One hash over all derived rows, closed ones too, in the order in which they were put."""

    def faults(self) -> Iterator[str]:
        """Everything that is not as it was recorded, one line each, naming the entry; nothing for a sound ledger."""

    def chain(self, head: str = "") -> str:
        """The hash of the last batch, to be kept elsewhere. LedgerError where `head`, kept earlier, is in no batch."""

    def redact(self, document: DocumentId, *, person: str, reason: str) -> int:
        """Erase what a document says: bytes, text, key, the words of its claims. A tombstone stays, with who and why.

        How many entries and blobs were erased; 0 if they were before. LedgerError for a document that is not there.
        What was derived from it is to be derived anew.
        """
