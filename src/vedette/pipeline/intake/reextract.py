"""Reports that the ledger holds, read anew by a newer version: another reading each, the old ones stay readable."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from vedette.ledger.base import Ledger
from vedette.model.document import Document
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.boundary import guarded
from vedette.pipeline.intake.extracting import BATCH, batches, read_batch
from vedette.pipeline.intake.ingest import STAGE, Crew
from vedette.resolution.unresolved import unresolved


@dataclass(frozen=True, slots=True)
class Reread:
    """How many reports were read anew, with how many claims, and what could not be read."""

    documents: int
    claims: int
    failures: tuple[Failure, ...]


def stale(ledger: Ledger, version: str) -> Iterator[Document]:
    """The reports whose current text this version has not read, by publication."""
    return (d for d in list(ledger.documents()) if ledger.needs_reading(d.id, version))


def reextract(
    documents: Iterable[Document],
    ledger: Ledger,
    crew: Crew,
    *,
    manifest: RunManifest,
    most: int | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Reread:
    """Read these, at most so many, a batch a transaction: stopped at any time, the next run goes on from there."""
    done, claims = 0, 0
    failures: list[Failure] = []
    for batch in batches(islice(documents, most), BATCH):
        read: list[tuple[Document, tuple[ResolvedClaim, ...]]] = []
        missed: list[Failure] = []
        for document, item in zip(batch, read_batch(batch, crew.reader), strict=True):
            if isinstance(item, Failure):
                missed.append(item)
                continue
            resolve = partial(crew.resolver.resolve, document, item.claims)
            resolved = guarded(resolve, stage=STAGE, item=document.id)
            if isinstance(resolved, Failure):
                missed.append(resolved)
                resolved = tuple(unresolved(claim) for claim in item.claims)
            read.append((document, resolved))
        with ledger.batch():
            for document, resolved in read:
                if ledger.add_reading(document.id, crew.reader.version, resolved, resolver=crew.resolver.version):
                    done, claims = done + 1, claims + len(resolved)
            for failure in missed:
                ledger.add_failure(failure)
            if read:
                ledger.add_manifest(manifest)
        failures += missed
        tell(len(batch))
    return Reread(done, claims, tuple(failures))
