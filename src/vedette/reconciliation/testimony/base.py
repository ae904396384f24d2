"""What reconciliation works on and gives back: testimonies in (a claim with its origin), events, tolls and control
out."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from vedette.model.claim import EventType, Scope, TollContent
from vedette.model.control import ControlSpan
from vedette.model.event import Event, Forwarding
from vedette.model.ids import ActorId, ClaimKey, ConflictId
from vedette.model.resolved import ResolvedClaim
from vedette.model.times import Basis, When
from vedette.model.toll import Toll
from vedette.reconciliation.testimony.wording import NO_WORDS, Wording


class OriginKind(StrEnum):
    """How an origin is known: by name, only as an unnamed voice in one outlet, or as the outlet itself."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said it first. `key` identifies it over documents; `owner` is who
    owns an outlet, or the body a party is part of, where a table says so."""

    key: str
    name: str
    kind: OriginKind
    actor: ActorId | None = None
    side: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class OutletTie:
    """What the outlet table knows: whose it is, and which party it speaks for, if any.

    `sides` are that party's sides by conflict; `side` is for claims whose conflict is not known. `name` is the outlet's
    full name: several spellings are one outlet.
    """

    owner: str | None = None
    actor: ActorId | None = None
    side: str | None = None
    name: str | None = None
    sides: Mapping[ConflictId, str] = field(default_factory=lambda: MappingProxyType({}))

    def side_in(self, conflicts: Iterable[ConflictId]) -> str | None:
        """The side in the first of these conflicts in which it has one; the one for unknown conflicts where there are
        none."""
        named = tuple(conflicts)
        return next((self.sides[c] for c in named if c in self.sides), None if named and self.sides else self.side)


#: After all that has a time.
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Testimony:
    """A claim ready to be weighed: its origin, when that spoke, when it was published, and where it stands in the text.

    `when` is the claim's own interval, or the day of publication if it has none and recalls nothing. `copy_of` is the
    claim in an earlier document of which this one is a word-for-word copy. `cites` are the named origins of its
    document. `wording` are the words of its sentence without those that name parties and claimants. `beside` is the
    type of event that its own sentence tells, where the claim does not say. `retold`: its report tells it more fully
    elsewhere. `tellers` are others who tell of the same act in its document. `order` is by publication, then key;
    unknown publication last: everything that needs an order uses this one.

    Two are equal only where they are one: testimonies are looked up millions of times.
    """

    claim: ResolvedClaim
    origin: Origin
    published: dt.datetime | None
    spoke: dt.date
    when: When | None
    copy_of: ClaimKey | None = None
    cites: frozenset[str] = frozenset()
    wording: Wording = NO_WORDS
    beside: EventType | None = None
    retold: bool = False
    tellers: tuple[Origin, ...] = ()
    key: ClaimKey = field(init=False, repr=False)
    order: tuple[dt.datetime, ClaimKey] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.claim.claim.key)
        object.__setattr__(self, "order", (self.published or _LAST, self.key))


@dataclass(frozen=True, slots=True)
class Tables:
    """Frozen reference tables, handed in by the pipeline: ties of outlets, by the outlet's name folded by `fold`, and
    the body at the top of what each party is part of: a ministry and an army are hands of one state."""

    outlets: Mapping[str, OutletTie] = field(default_factory=lambda: MappingProxyType({}))
    bodies: Mapping[ActorId, str] = field(default_factory=lambda: MappingProxyType({}))


NO_TABLES = Tables()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """All that follows from the claims: events with their tolls, tolls over windows, who holds what.

    `unplaced` are claims that no product could take, with the reason: nothing is dropped without a word.
    """

    events: tuple[Event, ...]
    tolls: tuple[Toll, ...]
    control: tuple[ControlSpan, ...]
    forwardings: tuple[Forwarding, ...] = ()
    unplaced: tuple[tuple[ClaimKey, str], ...] = ()


def is_update(t: Testimony) -> bool:
    """Whether a claim updates the toll of an earlier event."""
    content = t.claim.claim.content
    return isinstance(content, TollContent) and content.scope is Scope.UPDATE


def is_dated(t: Testimony) -> bool:
    """Whether its report states its day: it is not inferred, nor that of publication."""
    return t.when is not None and t.when.basis is Basis.STATED
