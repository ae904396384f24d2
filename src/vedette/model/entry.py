"""The entry: one thing recorded, once, by a stage or a person, never changed.

Three clocks run beside each other: *valid* (when it was so: a claim's `When`), *public* (the earliest publication of
the statement among its captures) and *recorded* (set by the ledger, never by anyone else).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.ids import ManifestId, digest


class EntryKind(StrEnum):
    """What the ledger holds."""

    CAPTURE = "capture"
    DOCUMENT = "document"
    READING = "reading"
    CLAIM = "claim"
    RESOLUTION = "resolution"
    DECISION = "decision"
    MANIFEST = "manifest"
    FAILURE = "failure"
    REDACTION = "redaction"


class RecordState(StrEnum):
    """How far people have taken a record; apart from how sure it is."""

    MACHINE = "machine"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Author:
    """Who made an entry: a stage with its version, or a person (no version): "extraction@1.2" or "person:ana"."""

    name: str
    version: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether a person made it."""
        return self.version is None

    def __str__(self) -> str:
        return f"person:{self.name}" if self.version is None else f"{self.name}@{self.version}"


def author(text: str) -> Author:
    """The author that `str` wrote. Raises ValueError for any other text."""
    if text.startswith("person:") and len(text) > 7:
        return Author(text[7:])
    name, at, version = text.rpartition("@")
    if not at or not name:
        raise ValueError(f"no author: {text!r}; write person:NAME or STAGE@VERSION")
    return Author(name, version)


@dataclass(frozen=True, slots=True)
class Entry:
    """The head that every recorded thing has. `number` counts entries over the whole ledger; `subject` is the id of the
    thing; `supersedes` the number of the entry that this one replaces; `hash` covers head and body."""

    number: int
    kind: EntryKind
    subject: str
    recorded: dt.datetime
    author: Author
    batch: int
    hash: str
    supersedes: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A part of the machine or its data, and which: a version, a hash or a setting's value."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class RunManifest:
    """What a run was made with: enough to replay it. `stages` are versions, `data` hashes of rules and tables,
    `settings` those that can change a result. `recorded_until` is the last entry that the run could see."""

    command: str
    started: dt.datetime
    stages: tuple[Version, ...] = ()
    data: tuple[Version, ...] = ()
    settings: tuple[Version, ...] = ()
    recorded_until: int | None = None

    @property
    def id(self) -> ManifestId:
        """The hash of what the run was made with and when it began."""
        parts = [f"{kind}:{v.name}={v.version}" for kind in ("stages", "data", "settings") for v in getattr(self, kind)]
        return ManifestId(digest("manifest", self.command, self.started.isoformat(), str(self.recorded_until), *parts))
