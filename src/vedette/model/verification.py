"""How sure a thing is, and why: four axes, the rung derived from them, and the rule that gave it."""

from dataclasses import dataclass
from enum import StrEnum

from vedette.model.ids import ClaimKey


class Interest(StrEnum):
    """What those who assert a thing have to gain by it: the least interested of them is shown."""

    PARTY = "party"
    ALLIED = "allied"
    NONE = "none"
    AGAINST_OWN = "against its own interest"


class Answer(StrEnum):
    """What was said against it."""

    UNANSWERED = "unanswered"
    DENIED_BY_ACCUSED = "denied by the accused"
    DENIED_BY_THIRD = "denied by a third party"
    RETRACTED = "retracted by the origin"


class Judgement(StrEnum):
    """What an analyst decided, with reasons that stand in the decision's own entry."""

    NONE = "none"
    CONFIRMED = "confirmed"
    DISCOUNTED = "discounted"


class Rung(StrEnum):
    """The one word shown. It is derived from the axes, never set."""

    RETRACTED = "retracted"
    DISCOUNTED = "discounted"
    CLAIMED = "claimed"
    REPORTED = "reported"
    CONTESTED = "contested"
    CORROBORATED = "corroborated"
    CONCEDED = "conceded"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Axes:
    """The four axes: independent origins, the interest of those who assert it, answers, an analyst's judgement."""

    origins: int
    interest: Interest
    answers: Answer
    judgement: Judgement = Judgement.NONE


@dataclass(frozen=True, slots=True)
class Verification:
    """A rung with the rule that fired and the claims on either side of it.

    `rule` is a sentence an analyst can read; `asserting` and `answering` are claims, copies left out.
    """

    rung: Rung
    rule: str
    axes: Axes
    asserting: tuple[ClaimKey, ...] = ()
    answering: tuple[ClaimKey, ...] = ()
