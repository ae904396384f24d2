"""The event: claims that speak of one happening, put together, with what is known of it and why they are together."""

from dataclasses import dataclass
from enum import StrEnum

from vedette.model.claim import EventType
from vedette.model.ids import ActorId, ClaimKey, ConflictId, EventId
from vedette.model.provenance import Status
from vedette.model.resolved import PlaceResolution, Role
from vedette.model.times import When
from vedette.model.toll import LeftOut, Toll
from vedette.model.verification import Verification


class RecordState(StrEnum):
    """Where a record stands with the people who check it; apart from how sure it is."""

    MACHINE = "machine"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor's part in an event, and which claims give it that part. `suspected` where none asserts it outright."""

    role: Role
    actor: ActorId | None
    name: str
    side: str | None
    claims: tuple[ClaimKey, ...]
    suspected: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Why two claims are one event: the score and the features that made it."""

    a: ClaimKey
    b: ClaimKey
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as its claims tell it.

    `claims` are those that assert or deny it, by publication; `copies` the ones in copied text, which weigh nothing.
    `status` is the strongest way in which the fact is put forward: planned and hypothetical events are kept apart from
    asserted ones. `background` is set where every claim recalls history. `perpetrator` is about who did it.
    `dispute` names what is disputed: existence, perpetrator, toll. `voices` are the first claims of each who told of
    it, allies among them, one for each, be it the claim that he stands beside: how many are independent is an axis of
    `verification`. `taken_back` are the claims whose
    origin took back what they say, each with the claim that did, where another did: they stay told. `joins` are the
    strongest that hold the claims together, no more than it takes.
    """

    id: EventId
    type: EventType
    when: When | None
    place: PlaceResolution | None
    claims: tuple[ClaimKey, ...]
    verification: Verification
    parties: tuple[Party, ...] = ()
    perpetrator: Verification | None = None
    tolls: tuple[Toll, ...] = ()
    conflicts: tuple[ConflictId, ...] = ()
    copies: tuple[ClaimKey, ...] = ()
    joins: tuple[Join, ...] = ()
    status: Status = Status.ASSERTED
    background: bool = False
    dispute: tuple[str, ...] = ()
    part_of: EventId | None = None
    voices: tuple[ClaimKey, ...] = ()
    state: RecordState = RecordState.MACHINE
    taken_back: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Forwarding:
    """An event's id that is no longer used, and the events that its claims are in now: one after a merge, more after
    a split."""

    old: EventId
    new: tuple[EventId, ...]
