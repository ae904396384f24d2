"""Where a claim comes from: the words it stands on, who said it through whom, and how sure they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.times import When


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` <= i < `end` of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span of no characters: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words of the span in its document's text."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end


class EvidenceKind(StrEnum):
    """What a claim can stand on."""

    TEXT = "text"
    REGION = "region"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say it: `quote` as printed at `span`, inside `sentence`; `anchor` is the word that sets this claim
    apart from others of the same sentence (the number, the place, the verb), `before` and `after` its surroundings.

    For a region of a picture `locator` names picture and region; for an analyst's note, the note; `span` is then None.
    `translation` gives a quote in another language in English, as a person wrote it. Raises ValueError where there is
    nothing to stand on.
    """

    quote: str
    span: Span | None = None
    sentence: Span | None = None
    anchor: str = ""
    before: str = ""
    after: str = ""
    kind: EvidenceKind = EvidenceKind.TEXT
    locator: str | None = None
    translation: str | None = None

    def __post_init__(self) -> None:
        if not self.quote.strip():
            raise ValueError("a claim without evidence: the quote is empty")
        if self.kind is EvidenceKind.TEXT and self.span is None:
            raise ValueError(f"text evidence without its place in the text: {self.quote!r}")
        if self.kind is not EvidenceKind.TEXT and not self.locator:
            raise ValueError(f"evidence of kind {self.kind} without a locator: {self.quote!r}")


class LinkKind(StrEnum):
    """The part somebody plays in handing a statement on."""

    OUTLET = "outlet"
    RELAY = "relay"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Link:
    """One hand a statement passed through: the fullest name the document gives, and the cue ("told", "citing").

    `role` keeps an apposition ("head of the Russian mission"), `body` the body a person speaks for; `spoke` is when
    this hand spoke, where the text says so. `anonymous` marks a source that is not named ("a military source").
    """

    kind: LinkKind
    name: str
    words: str | None = None
    span: Span | None = None
    role: str | None = None
    body: str | None = None
    spoke: When | None = None
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """The chain from the outlet to whoever said it first. The last link is the origin.

    A chain of the outlet alone means that the outlet states it itself: then there is no claimant. `beside` are others
    who tell of the same act by the same document, whose claim it is not.
    """

    chain: tuple[Link, ...]
    beside: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        if not self.chain:
            raise ValueError("an attribution of no links: the outlet is the least there is")

    @property
    def origin(self) -> Link:
        """Whoever said it first, as far as the document tells."""
        return self.chain[-1]

    @property
    def claimant(self) -> Link | None:
        """The origin, unless the outlet states it itself."""
        return None if self.origin.kind is LinkKind.OUTLET else self.origin


class Status(StrEnum):
    """How a field of a claim is put forward. See the codebook for an example of each."""

    ASSERTED = "asserted"
    SUSPECTED = "suspected"
    DENIED = "denied"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"


class Field(StrEnum):
    """The fields of a claim that can have a status of their own."""

    FACT = "fact"
    PERPETRATOR = "perpetrator"
    FIGURE = "figure"
    VICTIMS = "victims"
    PLACE = "place"
    TIME = "time"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class FieldStatus:
    """The status of one field and the words that show it (the hedge); no words for a plain assertion."""

    field: Field
    status: Status
    words: str | None = None
    span: Span | None = None


def status_of(statuses: Iterable[FieldStatus], field: Field = Field.FACT) -> Status:
    """The status of a field: its own, or asserted when nothing is said of it."""
    return next((s.status for s in statuses if s.field is field), Status.ASSERTED)


class CaveatKind(StrEnum):
    """What a report says against its own claim."""

    NOT_VERIFIED = "not verified"
    DENIED = "denied"
    CONFLICTING = "conflicting figures"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Caveat:
    """A reservation that the document itself ties to the claim, with its words."""

    kind: CaveatKind
    words: str
    span: Span | None = None
    by: str | None = None
