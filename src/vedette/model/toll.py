"""The toll: how many, with bounds, and which claims it was taken from and which not, and why."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.claim import Effect, VictimClass
from vedette.model.ids import ClaimKey, ConflictId, EventId
from vedette.model.resolved import PlaceResolution
from vedette.model.times import When
from vedette.model.verification import Verification


class UseReason(StrEnum):
    """What a claim gave to a toll."""

    FLOOR = "its floor is the low"
    HIGHEST = "it is the highest figure stated"
    POINT = "its point is preferred"
    OPEN = "it leaves the top open"
    CONCESSION = "an admission against its own interest is a floor"
    SUBSET = "a part lifts its whole's low"
    DISJOINT = "disjoint parts of one origin add up"
    WITHIN = "it lies within the bounds"


class LeaveReason(StrEnum):
    """Why a claim gave nothing to a toll."""

    RELAY = "a relay of a figure already known"
    SUPERSEDED = "the same origin gave a later figure"
    DENIED = "it is denied"
    NOT_ASSERTED = "it is planned, threatened or hypothetical"
    RETRACTED = "its origin took it back"
    PART = "a part of a whole that is counted"
    ROUNDED = "a word of size where its report gives the number"


class Fault(StrEnum):
    """What is odd about a report of a running total. Flagged, never repaired."""

    RESET = "reset"
    FALLING = "falling"
    TRANSPOSED = "transposed"
    ROUNDED = "rounded"
    EXTRAPOLATED = "extrapolated"
    GAP = "gap"
    DUPLICATE = "duplicate"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Flag:
    """A fault of one day's total in a series, whose total it is, and what is odd about it."""

    fault: Fault
    day: dt.date
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Used:
    """A claim that counts, and what for. `parts` are claims of parts that lifted it, or that were added up to it."""

    claim: ClaimKey
    reasons: tuple[UseReason, ...]
    parts: tuple[ClaimKey, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that does not count, why, and the claim that stands for it, if one does."""

    claim: ClaimKey
    reason: LeaveReason
    instead: ClaimKey | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many of whom suffered what, in one event (`event`) or in all over a window and place (`event` None).

    `low` <= n <= `high`; `best` is the preferred origin's point and never a midpoint; `high` None means that only
    floors were stated; `open` is set as soon as one origin says "at least". `group` is set where the toll is of a part
    ("children"), whose numbers are in its whole already; `victims_side` where it counts the fighters of one side.
    `copies` are claims in copied text: they weigh nothing.
    """

    effect: Effect
    victim_class: VictimClass
    low: int
    best: int | None
    high: int | None
    open: bool
    verification: Verification
    used: tuple[Used, ...]
    left_out: tuple[LeftOut, ...] = ()
    copies: tuple[ClaimKey, ...] = ()
    group: str | None = None
    victims_side: str | None = None
    event: EventId | None = None
    when: When | None = None
    place: PlaceResolution | None = None
    conflicts: tuple[ConflictId, ...] = ()

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"no such toll: {self.low} to {self.high}")
        if self.best is not None and not self.low <= self.best <= (self.best if self.high is None else self.high):
            raise ValueError(f"the best figure {self.best} lies outside {self.low} to {self.high}")
        if self.high is None and not self.open:
            raise ValueError("a toll without a highest figure is open")

    def __str__(self) -> str:
        """As people read it: "16 or more", "16 to 19, best 19"."""
        if self.high is None:
            return f"{self.low:,} or more"
        span = f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"
        tail = " or more" if self.open else ""
        best = f" (best {self.best:,})" if self.best is not None and self.low != self.high else ""
        return span + tail + best
