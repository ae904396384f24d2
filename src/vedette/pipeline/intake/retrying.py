"""Failures that may have passed: what was wrong is tried again, and what works now is noted as solved."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from vedette.ledger.base import Ledger, Readable
from vedette.ledger.rows import failure_row
from vedette.model.document import Document
from vedette.model.entry import RunManifest, Version
from vedette.model.failure import Failure
from vedette.model.ids import DocumentId
from vedette.pipeline.deriving import versions
from vedette.pipeline.intake.reading import is_note

COMMAND = "retry"
_SOLVED = "solved"


def failure_id(failure: Failure) -> str:
    """The id under which a failure is recorded."""
    return str(failure_row(failure)["failure"])


def open_failures(ledger: Readable) -> Iterator[Failure]:
    """The failures that nobody has solved yet, oldest first; notes are no failures. A report that could not be read has
    been solved when a reading of it stands."""
    solved = {v.version for m in ledger.manifests() if m.command == COMMAND for v in m.settings if v.name == _SOLVED}
    for failure in ledger.failures():
        if is_note(failure) or failure_id(failure) in solved:
            continue
        if not any(reading.active for reading in ledger.readings(DocumentId(failure.item))):
            yield failure


def inputs_of(failures: Iterable[Failure]) -> tuple[str, ...]:
    """The files that failures are about and that are there to be read again, each once."""
    found = (re.sub(r"(:\d+)+$", "", failure.item) for failure in failures)
    return tuple(dict.fromkeys(item for item in found if Path(item).is_file()))


def documents_of(ledger: Readable, failures: Iterable[Failure]) -> tuple[Document, ...]:
    """The reports in the ledger that failures are about."""
    found = (ledger.document(DocumentId(failure.item)) for failure in failures)
    return tuple(document for document in found if document is not None)


def note_solved(ledger: Ledger, solved: Iterable[Failure], now: dt.datetime) -> bool:
    """Record which failures no longer are; False where there are none."""
    settings = tuple(Version(_SOLVED, failure_id(f)) for f in solved)
    if not settings:
        return False
    return ledger.add_manifest(RunManifest(COMMAND, now, (versions.program(),), (), settings))
