"""A foreign table into the ledger: tried first, row by row, recorded as one batch that can be undone."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from vedette.errors import BadRecord
from vedette.ledger.base import Ledger
from vedette.model.codebook import VERSION
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.entry import RunManifest, Version
from vedette.model.failure import Failure
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.boundary import guarded
from vedette.pipeline.deriving import versions
from vedette.pipeline.exchange.coded_rows import Coded, Table, coded, placed
from vedette.pipeline.exchange.import_maps import ImportMap
from vedette.pipeline.exchange.spreadsheet import Line
from vedette.pipeline.intake.extracting import batches
from vedette.resolution.base import ClaimResolver
from vedette.resolution.unresolved import unresolved

STAGE = "import"
#: Rows recorded in one transaction.
_TOGETHER = 200
_BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Read:
    """A row that can be imported: its line, its fields, and what it becomes."""

    line: int
    fields: dict[str, str]
    coded: Coded


@dataclass(frozen=True, slots=True)
class Tried:
    """What a table would bring, and what is wrong with which line. `batch` names the import."""

    batch: str
    rows: tuple[Read, ...]
    errors: tuple[tuple[int, str], ...]

    @property
    def claims(self) -> int:
        """How many claims the rows make."""
        return sum(len(row.coded.claims) for row in self.rows)


def batch_name(form: str, file: Path, by: ImportMap) -> str:
    """The name of an import: the format and a hash of file and map, so that the same again is known as the same."""
    total = hashlib.sha256(file.read_bytes() + repr((by.publisher, sorted(by.columns.items()))).encode())
    return f"{form}-{total.hexdigest()[:10]}"


def tried(lines: Iterable[Line], by: ImportMap, batch: str) -> Tried:
    """All rows read, none recorded. Ids that occur twice are errors: one would hide the other."""
    table = Table(by.publisher, f"import:{batch.split('-')[0]}", f"import@{batch}", by.types)
    rows: list[Read] = []
    errors: list[tuple[int, str]] = []
    seen: dict[DocumentId, int] = {}
    for number, row in lines:
        if not rows and not errors and (lacking := by.missing(row)):
            raise BadRecord(f"the table has no column {', '.join(lacking)}; it has {', '.join(row)}")
        fields = by.fields(row)
        try:
            made = coded(fields, table)
        except ValueError as error:
            errors.append((number, str(error)))
            continue
        if made.document.id in seen:
            errors.append((number, f"the id {fields['id']!r} stands in line {seen[made.document.id]} already"))
            continue
        seen[made.document.id] = number
        rows.append(Read(number, fields, made))
    return Tried(batch, tuple(rows), tuple(errors))


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were new or changed, and how many were there already."""

    added: int
    known: int


def record(given: Tried, ledger: Ledger, resolver: ClaimResolver, *, file: str, now: dt.datetime) -> Imported:
    """Record the rows, so many a transaction, with a manifest that names the batch; errors become failures."""
    manifest = RunManifest(
        STAGE,
        now,
        (versions.program(), Version("resolution", resolver.version)),
        (),
        (Version(_BATCH, given.batch), Version("file", file)),
    )
    added = known = 0
    for some in batches(given.rows, _TOGETHER):
        resolved = [_resolved(row, resolver) for row in some]
        with ledger.batch():
            for row, claims in zip(some, resolved, strict=True):
                document = row.coded.document
                if ledger.add_document(document, row.coded.capture):
                    ledger.add_reading(document.id, f"import@{given.batch}", claims, resolver=resolver.version)
                    added += 1
                else:
                    known += 1
            ledger.add_manifest(manifest)
    with ledger.batch():
        for line, why in given.errors:
            ledger.add_failure(Failure(STAGE, f"{file}:{line}", "BadRecord", why))
    return Imported(added, known)


def _resolved(row: Read, resolver: ClaimResolver) -> Sequence[ResolvedClaim]:
    document, claims = row.coded.document, row.coded.claims
    found = guarded(partial(resolver.resolve, document, claims), stage=STAGE, item=document.id)
    if isinstance(found, Failure):
        found = tuple(unresolved(claim) for claim in claims)
    return [placed(claim, row.fields, row.coded.point) for claim in found]


def undo(ledger: Ledger, batch: str, *, person: str, now: dt.datetime) -> Decision:
    """Withdraw all rows of an import, by one decision that can itself be reverted. Raises BadRecord for a batch of
    which the ledger holds nothing."""
    extractor = f"import@{batch}"
    found = sorted({c.claim.document for c in ledger.claims() if c.claim.extractor == extractor})
    if not found:
        known = sorted({v.version for m in ledger.manifests() for v in m.settings if v.name == _BATCH})
        raise BadRecord(f"there is no import {batch!r}; there are {', '.join(known) or 'none'}")
    decision = Decision(
        kind=DecisionKind.WITHDRAW,
        subject_kind=SubjectKind.DOCUMENT,
        subjects=tuple(found),
        person=person,
        made=now,
        reason=f"the import {batch} is undone",
        codebook=VERSION,
    )
    ledger.add_decision(decision)
    return decision
