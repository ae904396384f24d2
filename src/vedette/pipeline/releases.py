"""A published state, frozen: what was shown at a moment, under a name, with the versions that made it."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from vedette.errors import BadRecord, LedgerError
from vedette.ledger.base import DerivedKind, Ledger, Readable, Scope
from vedette.model.codebook import VERSION
from vedette.model.codec import canonical
from vedette.model.decision import standing
from vedette.model.entry import RunManifest, Version
from vedette.pipeline.deriving import versions
from vedette.pipeline.deriving.rederive import known_at, up_to_date

COMMAND = "release"
_NAME, _KNOWN, _DIGEST = "name", "known", "derived"


@dataclass(frozen=True, slots=True)
class Release:
    """A named state: the moment of the recorded clock at which it stood, the hash of what was derived then, and what
    it was made with."""

    name: str
    known: dt.datetime
    digest: str
    made_with: tuple[Version, ...]


def release(ledger: Ledger, name: str) -> Release:
    """Freeze the present state under a name. Raises BadRecord for a name that is taken, LedgerError where what is
    derived is not up to date."""
    if any(r.name == name for r in releases(ledger)):
        raise BadRecord(f"there is a release {name!r} already: give this one another name")
    head = ledger.head()
    if head.recorded is None or not up_to_date(ledger, head):
        raise LedgerError("something was recorded that nothing was derived from yet: run vedette ingest, then release")
    known = head.recorded
    decided = "\n".join(canonical(d) for d in standing(ledger.decisions()))
    readers = dict.fromkeys(v for m in ledger.manifests() if m.command == "ingest" for v in m.stages)
    settings = (
        Version(_NAME, name),
        Version(_KNOWN, known.isoformat()),
        Version(_DIGEST, digest_at(ledger, known)),
        Version("codebook", VERSION),
        Version("decisions", hashlib.sha256(decided.encode()).hexdigest()[:16]),
    )
    stages = (*dict.fromkeys((versions.program(), *readers, versions.rules())),)
    made = RunManifest(COMMAND, known, stages, (versions.tables(),), settings, head.number)
    ledger.add_manifest(made)
    return _release(made)


def releases(ledger: Readable) -> tuple[Release, ...]:
    """All releases, in the order made."""
    return tuple(_release(m) for m in ledger.manifests() if m.command == COMMAND)


def digest_at(ledger: Readable, known: dt.datetime) -> str:
    """The hash of all that was derived and stood at a moment."""
    total = hashlib.sha256()
    for kind in DerivedKind:
        for row in ledger.derived(kind, Scope(as_recorded=known)):
            total.update(f"{kind}\n{row.id}\n{row.body}\n".encode())
    return total.hexdigest()


def _release(manifest: RunManifest) -> Release:
    settings = {v.name: v.version for v in manifest.settings}
    kept = tuple(v for v in manifest.settings if v.name in ("codebook", "decisions"))
    return Release(settings[_NAME], known_at(manifest), settings[_DIGEST], (*manifest.stages, *manifest.data, *kept))
