"""A claim whose names are known: which actor, which place, which conflict, each with the reason."""

from dataclasses import dataclass
from enum import StrEnum

from vedette.model.claim import Claim
from vedette.model.ids import ActorId, ConflictId, PlaceId


class Role(StrEnum):
    """The part an actor plays in a claim."""

    ACTOR = "actor"
    TARGET = "target"
    BY = "by"
    PARTY = "party"
    FROM_PARTY = "from-party"
    VICTIMS = "victims"
    CLAIMANT = "claimant"
    A = "a"
    B = "b"
    WHO = "who"
    TELLER = "teller"


@dataclass(frozen=True, slots=True)
class ActorResolution:
    """Who a mention is. `actor` is None only where nothing is named; an unknown name gets a provisional id.

    `side` is the party's alignment in the conflict at the time ("government", "opposition", "jihadist", "other" and
    whatever the conflict's table adds). `reason` is readable by an analyst.
    """

    role: Role
    mention: str
    actor: ActorId | None
    name: str
    side: str | None = None
    provisional: bool = False
    reason: str = ""


class PlacePrecision(StrEnum):
    """How exactly a place is known, finest first."""

    EXACT = "exact"
    TOWN = "town"
    AROUND = "around"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    UNRESOLVED = "unresolved"


class PlaceBasis(StrEnum):
    """Why we think so: the claim's own sentence, one beside it or words that point back ("in the town"), or nothing but
    what the report told of elsewhere."""

    STATED = "stated"
    INFERRED = "inferred"
    REPORT = "report"


#: How readers are told of a place of basis `REPORT`.
OF_THE_REPORT = "place not given (the report tells of {})"


@dataclass(frozen=True, slots=True)
class PlaceResolution:
    """Where a mention is: a gazetteer id with its point, a point with a radius, or unresolved, the candidates kept.

    Of several places that are told as one, `place` is None and `name` all their names; the point is that of what holds
    them.
    """

    mention: str
    precision: PlacePrecision
    place: PlaceId | None = None
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    candidates: tuple[PlaceId, ...] = ()
    reason: str = ""
    basis: PlaceBasis = PlaceBasis.STATED

    def short(self) -> str:
        """The name, or the words of the text, for readers; what only its report told of as that."""
        name = self.name or self.mention
        return OF_THE_REPORT.format(name) if self.basis is PlaceBasis.REPORT else name


@dataclass(frozen=True, slots=True)
class ResolvedClaim:
    """A claim with its actors, place and conflicts. One role occurs at most once, but for tellers: one for each link
    that its attribution has beside the chain, in that order."""

    claim: Claim
    actors: tuple[ActorResolution, ...] = ()
    place: PlaceResolution | None = None
    conflicts: tuple[ConflictId, ...] = ()

    def actor(self, role: Role) -> ActorResolution | None:
        """The actor in a role, if the claim has one."""
        return next((a for a in self.actors if a.role is role), None)
