"""The control span: who holds a place from when to when, on which claims, and until when that is worth believing."""

import datetime as dt
from dataclasses import dataclass

from vedette.model.claim import Extent
from vedette.model.ids import ActorId, ClaimKey, ConflictId
from vedette.model.resolved import PlaceResolution
from vedette.model.verification import Verification


@dataclass(frozen=True, slots=True)
class Holder:
    """A party with the place, or with a presence in it, and the claims that say so."""

    actor: ActorId | None
    name: str
    side: str | None
    claims: tuple[ClaimKey, ...]
    extent: Extent = Extent.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class ControlSpan:
    """A place from `start` up to, not including, `end` (None: no end known).

    No holders and no presence means *unknown*: a party lost the place and nobody is said to have taken it.
    `since_known` is false where the start is only the day of the first claim ("holds"), not of a change.
    `last_evidence` is the day of the newest claim; after `fades` the span is no longer to be shown as current.
    """

    place: PlaceResolution
    start: dt.date
    end: dt.date | None
    holders: tuple[Holder, ...]
    presence: tuple[Holder, ...]
    contested: bool
    besieged: bool
    besiegers: tuple[Holder, ...]
    evidence: tuple[ClaimKey, ...]
    last_evidence: dt.date
    fades: dt.date
    verification: Verification
    since_known: bool = True
    copies: tuple[ClaimKey, ...] = ()
    conflicts: tuple[ConflictId, ...] = ()

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a span of no days: {self.start} to {self.end} (the end is exclusive)")

    def covers(self, day: dt.date) -> bool:
        """Whether the day lies in the span."""
        return self.start <= day and (self.end is None or day < self.end)
