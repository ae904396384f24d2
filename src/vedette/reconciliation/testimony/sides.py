"""Sides of a conflict: who has an interest in it, and who shares one. No side is named here but those that are none."""

from functools import lru_cache

from vedette.model.claim import (
    ControlContent,
    ControlRelation,
    EventContent,
    TollContent,
    VictimClass,
)
from vedette.model.resolved import ActorResolution, ResolvedClaim, Role
from vedette.model.verification import Interest
from vedette.reconciliation.testimony.base import Origin, Testimony
from vedette.reconciliation.testimony.naming import fold

#: Values of `side` that are no side: whoever has one of these is no party to the fighting.
NO_SIDE = frozenset(
    {"", "none", "neutral", "civilians", "civilian", "media", "monitor", "international", "humanitarian"}
)

#: Of these, whoever neither holds ground nor lays siege, whatever a sentence seems to say.
UNARMED_SIDES = frozenset({"media", "monitor", "humanitarian"})

#: "other" gathers unlike parties (any foreign state): it has an interest, but two of them do not share one.
MIXED_SIDE = frozenset({"other"})

#: Words of a target whom nobody admits to have hit without harm to his own case.
UNARMED_PEOPLE = frozenset(
    """civilian civilians resident residents villager villagers worshippers mourners passengers patients pupils students
    children women families refugees journalists medics doctors rescuers protesters demonstrators prisoners
    hostages""".split()
)
UNARMED = UNARMED_PEOPLE | frozenset(
    """hospital hospitals clinic school schools university mosque church market bakery home homes houses bus ambulance
    wedding funeral camp shelter aid""".split()
)

_ADMITTING = ("admi", "acknowledg", "conced", "confess", "regret", "apolog", "own")
_DOERS = (Role.ACTOR, Role.BY)
_LOSING = frozenset({ControlRelation.LOST, ControlRelation.WITHDREW})


def takes_part(side: str | None) -> bool:
    """Whether a side is one that fights, or is tied to one that does."""
    return side is not None and side not in NO_SIDE


def same_side(a: str | None, b: str | None) -> bool:
    """Whether two sides are one interest."""
    return a == b and takes_part(a) and a not in MIXED_SIDE


def is_party(origin: Origin, actor: ActorResolution | None) -> bool:
    """Whether the origin is that actor or stands on its side."""
    if actor is None or actor.side in NO_SIDE:
        return False
    return (origin.actor is not None and origin.actor == actor.actor) or same_side(origin.side, actor.side)


def accused_in(claim: ResolvedClaim) -> tuple[ActorResolution, ...]:
    """Whoever the claim says did it."""
    return tuple(a for a in claim.actors if a.role in _DOERS and a.actor is not None)


def against_own(testimony: Testimony) -> bool:
    """Whether the origin states what harms its own interest.

    Three cases: it killed or hurt people who are no combatants of the other side; fighters of its own were lost; it
    lost or left a place. Does not see an admission that is worded as a denial of something worse.
    """
    origin, claim = testimony.origin, testimony.claim
    content = claim.claim.content
    if isinstance(content, ControlContent):
        loser = claim.actor(Role.PARTY) if content.relation in _LOSING else claim.actor(Role.FROM_PARTY)
        gainer = None if content.relation in _LOSING else claim.actor(Role.PARTY)
        return is_party(origin, loser) and not is_party(origin, gainer)
    if isinstance(content, TollContent):
        combatants = content.victims.victim_class is VictimClass.COMBATANT
        if combatants:
            return is_party(origin, claim.actor(Role.VICTIMS))
        if content.victims.victim_class is VictimClass.UNSPECIFIED and not _admits(claim):
            return False  # whom a party says that it killed were its foes, unless it owns up to something
        return any(is_party(origin, a) for a in accused_in(claim))
    if isinstance(content, EventContent):
        harmed = claim.actor(Role.TARGET)
        unarmed = harmed is not None and not takes_part(harmed.side) and bool(UNARMED & set(fold(harmed.name).split()))
        return unarmed and any(is_party(origin, a) for a in accused_in(claim))
    return False


def _admits(claim: ResolvedClaim) -> bool:
    """Whether the words by which it is said own up to it: "admitted", "acknowledged", "apologised for"."""
    claimant = claim.claim.attribution.claimant
    words = fold(claimant.words or "").split() if claimant is not None else []
    return any(word.startswith(_ADMITTING) for word in words)


@lru_cache(maxsize=65_536)
def interest_of(testimony: Testimony) -> Interest:
    """The interest of the origin in what it states: against its own, a party itself, tied to one, or none."""
    if against_own(testimony):
        return Interest.AGAINST_OWN
    origin = testimony.origin
    parties = [a for a in testimony.claim.actors if a.role not in (Role.CLAIMANT, Role.TELLER)]
    if origin.actor is not None and any(a.actor == origin.actor for a in parties):
        return Interest.PARTY
    return Interest.ALLIED if takes_part(origin.side) else Interest.NONE
