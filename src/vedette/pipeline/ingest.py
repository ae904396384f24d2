"""Inputs -> ledger: read, extract, resolve and record, a batch at a time.

A batch is one transaction: a killed process loses at most the batch in hand, and running it again does what is left.
What the ledger already holds, unchanged and read by this version, is neither parsed nor written again.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from vedette.extraction.base import Reader
from vedette.ledger.base import Ledger
from vedette.model.document import Document
from vedette.model.entry import RunManifest, Version
from vedette.model.failure import Failure
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.boundary import guarded
from vedette.pipeline.extracting import BATCH, Read, batches, read_batch
from vedette.pipeline.reading import ReadOptions, Taken, is_note, take
from vedette.resolution.base import ClaimResolver
from vedette.resolution.unresolved import unresolved

STAGE = "resolution"


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work of a run."""

    reader: Reader
    resolver: ClaimResolver

    def manifest(self, started: dt.datetime, version: str) -> RunManifest:
        """What a run of these was made with."""
        stages = (
            Version("vedette", version),
            Version("extraction", self.reader.version),
            Version("resolution", self.resolver.version),
        )
        return RunManifest("ingest", started, stages)


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
    stdin: BinaryIO | None = None,
) -> Tally:
    """Read all inputs into the ledger and say what was done; every failure is a row in the ledger too.

    Raises LedgerError when the store refuses; what was committed before stays.
    """
    watchers = watchers or Watchers()
    done = Tally()
    started = (options and options.now) or dt.datetime.now(dt.UTC)
    for items in batches(take(inputs, options=options, stdin=stdin), BATCH):
        prepared = [_prepared(item, crew) for item in _read(items, ledger, crew.reader)]
        if done.added == done.failures == 0 and any(p.adds for p in prepared):
            ledger.add_manifest(crew.manifest(started, _version()))
        tally = record(prepared, ledger, crew)
        for failure in (f for p in prepared for f in p.failures):
            watchers.failure(failure)
        done += tally
        watchers.tally(done)
    return done


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is to be recorded of one item. `claims` None: the document is known and read already."""

    taken: Taken | None = None
    claims: tuple[ResolvedClaim, ...] | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether there may be anything to record."""
        return self.claims is not None or bool(self.failures)


def record(prepared: Iterable[Prepared], ledger: Ledger, crew: Crew) -> Tally:
    """Record a batch in one transaction."""
    done = Tally()
    with ledger.batch():
        for item in prepared:
            for failure in item.failures:
                ledger.add_failure(failure)
            notes = sum(is_note(failure) for failure in item.failures)
            done += Tally(failures=len(item.failures) - notes, notes=notes)
            if item.taken is None:
                continue
            document = item.taken.document
            added = ledger.add_document(document, item.taken.capture)
            if item.claims is None:
                done += Tally(added=int(added), known=int(not added))
                continue
            ledger.add_reading(document.id, crew.reader.version, item.claims, resolver=crew.resolver.version)
            done += Tally(added=1, claims=len(item.claims))
    return done


def _read(
    items: list[Taken | Failure], ledger: Ledger, reader: Reader
) -> list[tuple[Taken | None, Read | Failure | None]]:
    """Each item with its reading: None where the ledger has it already."""
    wanted = [isinstance(i, Taken) and needs(ledger, i.document, reader) for i in items]
    documents = [item.document for item, want in zip(items, wanted, strict=True) if want and isinstance(item, Taken)]
    read = iter(read_batch(documents, reader))
    pairs: list[tuple[Taken | None, Read | Failure | None]] = []
    for item, want in zip(items, wanted, strict=True):
        if isinstance(item, Failure):
            pairs.append((None, item))
        else:
            pairs.append((item, next(read) if want else None))
    return pairs


def needs(ledger: Ledger, document: Document, reader: Reader) -> bool:
    """Whether a document is new, changed, or not yet read by this version."""
    return ledger.document(document.id) != document or ledger.needs_reading(document.id, reader.version)


def _prepared(pair: tuple[Taken | None, Read | Failure | None], crew: Crew) -> Prepared:
    taken, read = pair
    if isinstance(read, Failure):
        # A document that can't be read is recorded all the same, without a reading: a later version may read it.
        return Prepared(taken, None, (read,))
    if taken is None or read is None:
        return Prepared(taken)
    resolve = partial(crew.resolver.resolve, read.document, read.claims)
    resolved = guarded(resolve, stage=STAGE, item=read.document.id)
    if isinstance(resolved, Failure):
        return Prepared(taken, tuple(unresolved(claim) for claim in read.claims), (resolved,))
    return Prepared(taken, resolved)


def _version() -> str:
    from importlib.metadata import version

    return version("vedette")
