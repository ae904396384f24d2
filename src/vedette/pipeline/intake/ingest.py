"""Inputs -> ledger: read, extract, resolve and record, a batch at a time.

A batch is one transaction: a killed process loses at most the batch in hand, and running it again does what is left.
What the ledger already holds, unchanged and read by this version, is neither parsed nor written again.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeVar

from vedette.errors import StopStage
from vedette.extraction.base import Reader
from vedette.ledger.base import Ledger
from vedette.model.document import Capture, Document
from vedette.model.entry import RunManifest, Version
from vedette.model.failure import Failure
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.boundary import guarded
from vedette.pipeline.deriving import outlet_ties
from vedette.pipeline.intake.extracting import BATCH, Read, batches, read_batch
from vedette.pipeline.intake.reading import ReadOptions, Taken, found_in, is_note, take
from vedette.resolution.base import ClaimResolver
from vedette.resolution.unresolved import unresolved

STAGE = "resolution"
#: Documents that one of several processes reads at a time; a smaller share leaves the others less to wait for at the
#: end, and costs nothing down to 16 (WarReports, sweep 8-42, 2026-11).
SHARE = 16

R = TypeVar("R")
Out = TypeVar("Out", covariant=True)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was read in one document. `claims` None: it could not be read."""

    claims: tuple[ResolvedClaim, ...] | None = None
    failures: tuple[Failure, ...] = ()


class Pending(Protocol[Out]):
    """Work that other hands do."""

    def result(self) -> Out:
        """What became of it; waits until it is done."""


class Hands(Protocol):
    """Processes that do the reading; see `vedette.pipeline.intake.workers`."""

    count: int

    def documents(self, found: Iterable[Capture | Failure], options: ReadOptions) -> Iterator[list[Taken | Failure]]:
        """Batches of documents, with failures and notes in their places."""

    def resolved(self, documents: list[Document]) -> Pending[list[Resolved]]:
        """As many readings as documents, when they are done."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work of a run: in this process, unless there are other hands."""

    reader: Reader
    resolver: ClaimResolver
    hands: Hands | None = None

    def manifest(self, started: dt.datetime, version: str, *, outlets: str | None = None) -> RunManifest:
        """What a run of these was made with; `outlets` are those that users added."""
        stages = (
            Version("vedette", version),
            Version("extraction", self.reader.version),
            Version("resolution", self.resolver.version),
        )
        settings = () if outlets is None else (Version(outlet_ties.SETTING, outlets),)
        return RunManifest("ingest", started, stages, settings=settings)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run has done so far. `added` are new or changed reports, `known` those that were there already."""

    added: int = 0
    known: int = 0
    claims: int = 0
    failures: int = 0
    notes: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.added + other.added,
            self.known + other.known,
            self.claims + other.claims,
            self.failures + other.failures,
            self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who is told: `tally` after each batch that was committed, `failure` of every failure and note as it comes."""

    tally: Callable[[Tally], None] = lambda _: None
    failure: Callable[[Failure], None] = lambda _: None


def ingest(
    inputs: Iterable[str | Path],
    ledger: Ledger,
    *,
    crew: Crew,
    options: ReadOptions | None = None,
    watchers: Watchers | None = None,
    outlets: str | None = None,
) -> Tally:
    """Read all inputs into the ledger and say what was done; every failure is a row in the ledger too.

    `outlets` is a user's table as `outlet_ties.load_outlets` gives it; it stays in force for the ledger until another
    is given, and "" takes it away.
    Raises LedgerError when the store refuses; what was committed before stays.
    """
    watchers = watchers or Watchers()
    done = Tally()
    started = (options and options.now) or dt.datetime.now(dt.UTC)
    before = outlet_ties.in_force(ledger)
    manifest = crew.manifest(started, version("vedette"), outlets=(before or None) if outlets is None else outlets)
    if outlets is not None and outlets != before:
        ledger.add_manifest(manifest)
    for prepared in _prepared(inputs, ledger, crew, options or ReadOptions(now=started)):
        done += record(prepared, ledger, crew, manifest=manifest)
        for failure in (f for p in prepared for f in p.failures):
            watchers.failure(failure)
        watchers.tally(done)
    return done


def _prepared(
    inputs: Iterable[str | Path], ledger: Ledger, crew: Crew, options: ReadOptions
) -> Iterator[list["Prepared"]]:
    """Batches that are ready to be recorded, in the order of the inputs.

    With other hands, some batches are under way at a time: each is compared with the ledger anew once it is read, since
    the batches before it were recorded meanwhile.
    """
    if crew.hands is None:
        for items in batches(take(inputs, options=options), BATCH):
            yield prepare(items, ledger, crew)
        return
    under_way: deque[_UnderWay] = deque()
    for items in crew.hands.documents(found_in(inputs, options=options), options):
        wanted = wants(items, ledger, crew.reader, standing(items, ledger))
        documents = [i.document for i, w in zip(items, wanted, strict=True) if w and isinstance(i, Taken)]
        works = [crew.hands.resolved(some) for some in batches(documents, SHARE)]
        under_way.append(_UnderWay(items, wanted, works))
        if len(under_way) > crew.hands.count:
            yield _done(under_way.popleft(), ledger)
    while under_way:
        yield _done(under_way.popleft(), ledger)


#: What is said where a reading process is gone.
DIED = "a reading process died (out of memory?); what was committed stays: run again, with fewer --workers"


def done(work: Pending[R]) -> R:
    """The result of a reading process. Raises StopStage where that is gone."""
    try:
        return work.result()
    except BrokenProcessPool as error:
        raise StopStage(DIED) from error


@dataclass(frozen=True, slots=True)
class _UnderWay:
    items: list[Taken | Failure]
    wanted: list[bool]
    works: list[Pending[list[Resolved]]]


def _done(batch: _UnderWay, ledger: Ledger) -> list["Prepared"]:
    read = iter([reading for work in batch.works for reading in done(work)])
    stand = standing(batch.items, ledger)
    return [
        Prepared(failures=(item,))
        if isinstance(item, Failure)
        else _prepared_item(item, next(read) if want else Resolved(), stand.get(item.document.id))
        for item, want in zip(batch.items, batch.wanted, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is to be recorded of one item. `claims` None: there is no reading to record. `stands` is what the ledger
    held under the document's id before."""

    taken: Taken | None = None
    claims: tuple[ResolvedClaim, ...] | None = None
    failures: tuple[Failure, ...] = ()
    stands: Document | None = None


def prepare(items: list[Taken | Failure], ledger: Ledger, crew: Crew) -> list[Prepared]:
    """Read and resolve what the ledger does not have yet; nothing is written."""
    stand = standing(items, ledger)
    wanted = wants(items, ledger, crew.reader, stand)
    documents = [i.document for i, w in zip(items, wanted, strict=True) if w and isinstance(i, Taken)]
    read = iter(read_batch(documents, crew.reader))
    prepared = []
    for item, want in zip(items, wanted, strict=True):
        if isinstance(item, Failure):
            prepared.append(Prepared(failures=(item,)))
        else:
            done = resolved(item.document, next(read), crew) if want else Resolved()
            prepared.append(_prepared_item(item, done, stand.get(item.document.id)))
    return prepared


def standing(items: Iterable[Taken | Failure], ledger: Ledger) -> dict[DocumentId, Document]:
    """What the ledger holds now under the ids of some items."""
    return {d.id: d for d in ledger.documents_with(i.document.id for i in items if isinstance(i, Taken))}


def wants(
    items: Iterable[Taken | Failure], ledger: Ledger, reader: Reader, stand: Mapping[DocumentId, Document]
) -> list[bool]:
    """For each item whether it has a document that is to be read; `stand` is what the ledger holds."""
    return [isinstance(i, Taken) and needs_reading(ledger, i.document, stand.get(i.document.id), reader) for i in items]


def needs_reading(ledger: Ledger, document: Document, known: Document | None, reader: Reader) -> bool:
    """Whether a document is new, changed, or not yet read by this version."""
    return known is None or not same(known, document) or ledger.needs_reading(document.id, reader.version)


def same(a: Document, b: Document) -> bool:
    """Whether two are one revision: all but the capture, since the same report may have come twice."""
    return replace(a, capture=None) == replace(b, capture=None)


def record(prepared: Iterable[Prepared], ledger: Ledger, crew: Crew, *, manifest: RunManifest) -> Tally:
    """Record a batch in one transaction, with the run's manifest if the batch changes anything.

    A text that the ledger knows as an older revision of its document changes nothing: the newer one stands, and a
    reading belongs to the text it was made from.
    """
    done = Tally()
    newest: dict[DocumentId, Document] = {}
    with ledger.batch():
        changed = False
        for item in prepared:
            notes = sum(is_note(failure) for failure in item.failures)
            done += Tally(failures=len(item.failures) - notes, notes=notes)
            for failure in item.failures:
                changed |= ledger.add_failure(failure)
            if item.taken is None:
                continue
            document = item.taken.document
            added = ledger.add_document(document, item.taken.capture, sensitive=item.taken.sensitive)
            if added:
                newest[document.id] = document
            stands = newest.get(document.id, item.stands)
            if item.claims is not None and stands is not None and same(stands, document):
                claims, version = item.claims, crew.resolver.version
                added |= (read := ledger.add_reading(document.id, crew.reader.version, claims, resolver=version))
                done += Tally(claims=len(claims) if read else 0)
            done += Tally(added=int(added), known=int(not added))
            changed |= added
        if changed:
            ledger.add_manifest(manifest)
    return done


def resolved(document: Document, read: Read | Failure, crew: Crew) -> Resolved:
    """The claims of a document, resolved; unresolved where that fails.

    A document that can't be read is recorded all the same, without a reading: a later version may read it.
    """
    if isinstance(read, Failure):
        return Resolved(failures=(read,))
    found = guarded(partial(crew.resolver.resolve, document, read.claims), stage=STAGE, item=document.id)
    if isinstance(found, Failure):
        return Resolved(tuple(unresolved(claim) for claim in read.claims), (found,))
    return Resolved(found)


def _prepared_item(taken: Taken, read: Resolved, stands: Document | None) -> Prepared:
    return Prepared(taken, read.claims, read.failures, stands)
