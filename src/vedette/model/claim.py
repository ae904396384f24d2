"""The claim: one thing, said once, in one document, with who said it, how surely, and in which words.

Everything Vedette publishes unfolds into claims. The common head is the same for all six kinds; what is said is in
`content`, one frozen type a kind.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from vedette.model.ids import ClaimId, ClaimKey, DocumentId, digest
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Caveat, Evidence, Field, FieldStatus, Status, status_of
from vedette.model.quantity import Quantity
from vedette.model.times import When


class ClaimKind(StrEnum):
    """The six things a claim can be about."""

    EVENT = "event"
    TOLL = "toll"
    CONTROL = "control"
    STANCE = "stance"
    STATEMENT = "statement"
    OUTLOOK = "outlook"


class EventType(StrEnum):
    """What happened, in terms that name no side. ACLED and PLOVER codes follow from these by table and parties."""

    ARMED_CLASH = "armed-clash"
    TERRITORY_GAINED = "territory-gained"
    TERRITORY_TRANSFERRED = "territory-transferred"
    CHEMICAL_ATTACK = "chemical-attack"
    AIR_STRIKE = "air-strike"
    SUICIDE_BOMBING = "suicide-bombing"
    SHELLING = "shelling"
    EXPLOSIVE = "explosive"
    GRENADE = "grenade"
    ATTACK = "attack"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual-violence"
    ARRESTS = "arrests"
    AGREEMENT = "agreement"
    PROPERTY_DESTRUCTION = "property-destruction"
    WEAPONS_DISRUPTED = "weapons-disrupted"
    GROUP_CHANGE = "group-change"
    BASE_ESTABLISHED = "base-established"
    PEACEFUL_PROTEST = "peaceful-protest"
    PROTEST_WITH_INTERVENTION = "protest-with-intervention"
    EXCESSIVE_FORCE = "excessive-force"
    VIOLENT_DEMONSTRATION = "violent-demonstration"
    MOB_VIOLENCE = "mob-violence"
    OTHER = "other"


class Effect(StrEnum):
    """What befell the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    DISPLACED = "displaced"
    CAPTURED = "captured"
    MISSING = "missing"
    DEAD_OR_MISSING = "dead-or-missing"
    BODIES_FOUND = "bodies-found"
    EVACUATED = "evacuated"
    BESIEGED = "besieged"


class VictimClass(StrEnum):
    """Who the people counted are, as the text says."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    MIXED = "mixed"
    UNSPECIFIED = "unspecified"


class Scope(StrEnum):
    """One event, a total over several, or an update of an earlier figure."""

    EVENT = "event"
    CUMULATIVE = "cumulative"
    UPDATE = "update"


class ControlRelation(StrEnum):
    """What a party does, or has, with a place."""

    CAPTURED = "captured"
    ENTERED = "entered"
    HOLDS = "holds"
    LOST = "lost"
    WITHDREW = "withdrew"
    BESIEGES = "besieges"
    SURROUNDS = "surrounds"
    CONTESTS = "contests"


class Extent(StrEnum):
    """How much of the place is meant."""

    ALL = "all"
    MOST = "most"
    PART = "part"
    OUTSKIRTS = "outskirts"
    UNSPECIFIED = "unspecified"


class StanceRelation(StrEnum):
    """A standing relation between two actors, or an actor and a place."""

    ALLIED_TO = "allied to"
    BACKED_BY = "backed by"
    PART_OF = "part of"
    LEADS = "leads"
    LOYAL_TO = "loyal to"
    STATIONED_AT = "stationed at"
    OPPOSED_TO = "opposed to"
    SPLIT_FROM = "split from"
    MEDIATES = "mediates"


class SpeechAct(StrEnum):
    """What somebody does by saying it."""

    MEETS = "meets"
    AGREES = "agrees"
    DEMANDS = "demands"
    ACCUSES = "accuses"
    DENIES = "denies"
    THREATENS = "threatens"
    VOWS = "vows"
    COMMENTS = "comments"
    ASSESSES = "assesses"


class Signal(StrEnum):
    """Words by which a report itself marks a change."""

    ESCALATION = "escalation"
    DE_ESCALATION = "de-escalation"
    TURNING_POINT = "turning point"
    LARGEST_SINCE = "largest since"
    FIRST_SINCE = "first since"


class PartRole(StrEnum):
    """The part that somebody or something played in an incident."""

    PERPETRATOR = "perpetrator"
    ORGANISATION = "organisation"
    VICTIM = "victim"
    OBJECT = "object"
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True)
class Part:
    """Who or what played a part in an incident, as the report names it in that sentence or one near by.

    `status` is how surely it is told. Persons are no actors here: no index is made of them.
    """

    role: PartRole
    mention: ActorMention
    status: Status = Status.ASSERTED


@dataclass(frozen=True, slots=True)
class EventContent:
    """Something happened: what, by whom, to whom or what.

    `actor` and `target` are the sides that the act's own words give; `parts` is all that the report names around it,
    each once: who did it, the body behind it, the named victims, the things hit, the weapons.
    """

    type: EventType
    actor: ActorMention | None = None
    target: ActorMention | None = None
    weapon: str | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Victims:
    """Who is counted: the class, the words, a group narrower than the class ("children"), and for one person known to
    the public the office or calling ("presidential candidate")."""

    victim_class: VictimClass = VictimClass.UNSPECIFIED
    words: str = ""
    group: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class TollContent:
    """A number of people: what befell them, how many, who they are, of which whole they are part, and by whose hand.

    `cause` is the type of event where somebody coded it with the figure. `subset_of` is the key of the claim in the
    same document of which these are a part, `act` that of the claim there which tells the event that they came to harm
    in; `amid` is the type of the act in whose telling the figure stands, be it that event or another of its kind.
    """

    effect: Effect
    quantity: Quantity
    victims: Victims = Victims()
    scope: Scope = Scope.EVENT
    by: ActorMention | None = None
    cause: EventType | None = None
    subset_of: ClaimKey | None = None
    act: ClaimKey | None = None
    amid: EventType | None = None


@dataclass(frozen=True, slots=True)
class ControlContent:
    """Who holds, took, lost, left, besieges or fights for the claim's place. `count` is of places ("11 villages")."""

    relation: ControlRelation
    party: ActorMention | None = None
    extent: Extent = Extent.UNSPECIFIED
    from_party: ActorMention | None = None
    count: Quantity | None = None


@dataclass(frozen=True, slots=True)
class StanceContent:
    """`a` stands in `relation` to `b`, `since` when if the text says."""

    a: ActorMention
    relation: StanceRelation
    b: ActorMention
    since: When | None = None


@dataclass(frozen=True, slots=True)
class StatementContent:
    """What somebody said or did by saying; `partners` are those talked with. A `signal` marks words of change."""

    act: SpeechAct
    what: str
    who: ActorMention | None = None
    partners: tuple[ActorMention, ...] = ()
    signal: Signal | None = None
    since: When | None = None


@dataclass(frozen=True, slots=True)
class OutlookContent:
    """A forecast, with the condition it hangs on, if any. `who` is the forecaster, if named."""

    outcome: str
    condition: str | None = None
    who: ActorMention | None = None


Content = EventContent | TollContent | ControlContent | StanceContent | StatementContent | OutlookContent

KIND_OF: dict[type, ClaimKind] = {
    EventContent: ClaimKind.EVENT,
    TollContent: ClaimKind.TOLL,
    ControlContent: ClaimKind.CONTROL,
    StanceContent: ClaimKind.STANCE,
    StatementContent: ClaimKind.STATEMENT,
    OutlookContent: ClaimKind.OUTLOOK,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said once in one document.

    `key` stays the same over versions of the extractor, so that decisions can hang on it; the id of a claim
    (`claim_id`) also covers content and version. `background` marks recalled history. `reasons` name the rules that
    made it, in the order in which they fired.
    """

    document: DocumentId
    content: Content
    attribution: Attribution
    evidence: Evidence
    extractor: str
    statuses: tuple[FieldStatus, ...] = ()
    background: bool = False
    when: When | None = None
    where: PlaceMention | None = None
    caveats: tuple[Caveat, ...] = ()
    reasons: tuple[str, ...] = ()
    key: ClaimKey = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", claim_key(self.document, self.kind, self.evidence))

    @property
    def kind(self) -> ClaimKind:
        """Which of the six it is."""
        return KIND_OF[type(self.content)]

    @property
    def status(self) -> Status:
        """The status of the fact itself."""
        return status_of(self.statuses)

    def status_of(self, name: Field) -> Status:
        """The status of one field."""
        return status_of(self.statuses, name)

    def with_content(self, content: Content) -> "Claim":
        """The same claim with other content of the same kind."""
        return replace(self, content=content)


def claim_key(document: DocumentId, kind: ClaimKind, evidence: Evidence) -> ClaimKey:
    """Document, kind, quote and what stands around it: nothing that a better reading of the same words would change."""
    parts = (evidence.before, evidence.quote, evidence.anchor, evidence.after)
    return ClaimKey(digest("claim", document, kind, *(" ".join(p.split()) for p in parts)))


def claim_id(claim: Claim, canonical: str) -> ClaimId:
    """Key, content and extractor version; `canonical` is the claim as canonical JSON (`vedette.model.codec`)."""
    return ClaimId(digest("claim-id", claim.key, canonical, claim.extractor))
