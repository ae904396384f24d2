"""Which types of event two reports may give to one happening. A frozen table: types in no family go only with
themselves."""

import re
from functools import lru_cache

from vedette.model.claim import EventContent, EventType, TollContent
from vedette.reconciliation.testimony.base import Testimony

_T = EventType

#: Types that reports give to one and the same happening. "Attack" is the word for any of the first family.
FAMILIES: tuple[frozenset[EventType], ...] = (
    frozenset({_T.AIR_STRIKE, _T.SHELLING, _T.CHEMICAL_ATTACK}),
    frozenset({_T.EXPLOSIVE, _T.SUICIDE_BOMBING, _T.GRENADE}),
    frozenset({_T.ARMED_CLASH, _T.TERRITORY_GAINED}),
    frozenset({_T.ARMED_CLASH, _T.SHELLING}),
    frozenset({_T.TERRITORY_GAINED, _T.TERRITORY_TRANSFERRED}),
    frozenset({_T.ABDUCTION, _T.ARRESTS}),
    frozenset({_T.PEACEFUL_PROTEST, _T.PROTEST_WITH_INTERVENTION, _T.EXCESSIVE_FORCE, _T.VIOLENT_DEMONSTRATION}),
    frozenset({_T.VIOLENT_DEMONSTRATION, _T.MOB_VIOLENCE}),
)
VIOLENT = frozenset(
    {
        _T.AIR_STRIKE,
        _T.SHELLING,
        _T.CHEMICAL_ATTACK,
        _T.EXPLOSIVE,
        _T.SUICIDE_BOMBING,
        _T.GRENADE,
        _T.ATTACK,
        _T.ARMED_CLASH,
        _T.PROPERTY_DESTRUCTION,
        _T.MOB_VIOLENCE,
        _T.EXCESSIVE_FORCE,
    }
)
#: Types that a region hardly sees twice in a day.
RARE = frozenset({_T.CHEMICAL_ATTACK, _T.SUICIDE_BOMBING, _T.MOB_VIOLENCE, _T.AGREEMENT})


@lru_cache(maxsize=65_536)
def type_of(t: Testimony) -> EventType | None:
    """What happened, by a claim: an event claim's type or a toll claim's cause; None where it is not said."""
    content = t.claim.claim.content
    if isinstance(content, EventContent):
        return content.type
    return content.cause if isinstance(content, TollContent) else None


def told_type(t: Testimony) -> EventType | None:
    """The same, or the one type of event that the claim's own sentence tells, unless its people came to harm in
    another: "killed in raids after rebels launched an offensive"."""
    content = t.claim.claim.content
    said = content.amid if isinstance(content, TollContent) else None
    if said is None or t.beside is None or (said is EventType.ATTACK and fit(said, t.beside)):
        return type_of(t) or t.beside
    return type_of(t) or said


def amid(t: Testimony) -> EventType | None:
    """The same, or the type of the act that its report tells it of: too loose to compare two claims by, unless it is a
    rare one."""
    content = t.claim.claim.content
    return told_type(t) or (content.amid if isinstance(content, TollContent) else None)


#: Killing at arm's length, which reports call by its name: "attack" for them is no word for just anything.
_AT_HAND = re.compile(r"\b(?:execut|behead|decapitat|crucif|hanged|stoned|shot dead|slit)", re.IGNORECASE)
#: What is done from afar, or by a charge.
_NOT_AT_HAND = frozenset({_T.AIR_STRIKE, _T.SHELLING, _T.CHEMICAL_ATTACK, _T.EXPLOSIVE, _T.SUICIDE_BOMBING, _T.GRENADE})


@lru_cache(maxsize=65_536)
def at_hand(t: Testimony) -> bool:
    """Whether a claim's own words tell of an execution or the like."""
    kind = type_of(t)
    vague = kind is None or kind is EventType.ATTACK
    return vague and _AT_HAND.search(t.claim.claim.evidence.quote) is not None


def at_odds(a: Testimony, b: Testimony) -> bool:
    """Whether the one tells of an execution or the like, and the other of what is done from afar or by a charge."""
    return (at_hand(a) and type_of(b) in _NOT_AT_HAND) or (at_hand(b) and type_of(a) in _NOT_AT_HAND)


@lru_cache(maxsize=4_096)
def fit(a: EventType | None, b: EventType | None) -> float:
    """How well two types go together: 1 the same, 0.35 one family, 0.5 one is unsaid or a plain "attack", 0 not at
    all."""
    if a is None or b is None:
        said = a or b
        return 0.3 if said is None or said in VIOLENT or said in (_T.TERRITORY_GAINED, _T.OTHER) else 0.1
    if a is b:
        return 1.0
    if any(a in f and b in f for f in FAMILIES):
        return 0.35
    return 0.5 if _T.ATTACK in (a, b) and a in VIOLENT and b in VIOLENT else 0.0
