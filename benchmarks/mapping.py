"""From Vedette's claims to the annotation format of the war-report benchmarks; the one place where names are mapped.

asserted -> reported (also hypothetical, which the format lacks); "up to 40" [0, 40] -> low null, high 40; a plain zero
stays 0-0;
casualties, bodies found and dead-or-missing, which the format lacks, -> injured, killed, missing.
"""

from typing import Any

from vedette.model.claim import (
    Claim,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    Scope,
    TollContent,
)
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Field, Status
from vedette.model.quantity import Quantity
from vedette.model.resolved import ResolvedClaim, Role
from vedette.reference.event_types import event_types

EFFECTS = {Effect.CASUALTIES: "injured", Effect.BODIES_FOUND: "killed", Effect.DEAD_OR_MISSING: "missing"}
#: The format owes no event for what is announced, threatened, supposed or denied: planned captures are control items,
#: and a denial is the report's caveat.
UNREAL = frozenset((Status.HYPOTHETICAL, Status.PLANNED, Status.THREATENED, Status.DENIED))
STATUSES = {Status.ASSERTED: "reported", Status.HYPOTHETICAL: "reported"}


def bounds(quantity: Quantity) -> tuple[int | None, int | None]:
    """Low and high as the format writes them."""
    if quantity.low == 0 and quantity.high:
        return None, quantity.high
    return quantity.low, quantity.high


def status(claim: Claim) -> str:
    """The status word of the format."""
    worst = claim.status if claim.status is not Status.ASSERTED else claim.status_of(Field.PERPETRATOR)
    return STATUSES.get(worst, worst.value)


def place(where: PlaceMention | None) -> str | None:
    """The name the format wants: the narrowest proper name as printed."""
    return where.name if where else None


def claimant(claim: Claim) -> str | None:
    """The origin's fullest name, with the body it speaks for."""
    link = claim.attribution.claimant
    if link is None:
        return None
    return f"{link.name} {link.body}" if link.body else link.name


def common(claim: Claim) -> dict[str, Any]:
    """Fields that all items share."""
    return {
        "when": claim.when.iso() if claim.when else None,
        "claimant": claimant(claim),
        "status": status(claim),
        "quote": claim.evidence.quote,
    }


GAINED = {ControlRelation.CAPTURED, ControlRelation.ENTERED}
#: Who comes in by these has taken nothing.
_STEALTHY = ("infiltrat", "arriv", "reach")


def gains(claim: Claim, content: ControlContent) -> bool:
    """Whether a control claim tells of a place taken: an event of the format."""
    taken = content.relation in GAINED and claim.status is Status.ASSERTED
    return taken and not any(word.startswith(_STEALTHY) for word in claim.evidence.quote.lower().split())


def side(claim: ResolvedClaim, role: Role) -> str | None:
    """The side of the actor in a role."""
    actor = claim.actor(role)
    return actor.side if actor else None


def holding_side(claim: ResolvedClaim) -> str | None:
    """The side that a control claim is about; of a place freed from somebody by nobody named, the state's."""
    named, loser = side(claim, Role.PARTY), side(claim, Role.FROM_PARTY)
    return named if named is not None or loser in (None, "government") else "government"


def control(claims: tuple[ResolvedClaim, ...]) -> list[dict[str, Any]]:
    """The control items of one report."""
    items = []
    for resolved in claims:
        content = resolved.claim.content
        if isinstance(content, ControlContent):
            holder = holding_side(resolved)
            if content.party is None and holder is None:
                continue
            items.append(
                {
                    "party": content.party.text if content.party else None,
                    "side": holder or "other",
                    "relation": content.relation.value,
                    "place": place(resolved.claim.where),
                    "extent": content.extent.value,
                    "from": side(resolved, Role.FROM_PARTY),
                    "background": resolved.claim.background,
                    **common(resolved.claim),
                }
            )
    return items


def events(claims: tuple[ResolvedClaim, ...]) -> list[dict[str, Any]]:
    """The event items of one report: event claims, and gains of territory from control claims."""
    items = []
    for resolved in claims:
        content, claim = resolved.claim.content, resolved.claim
        if isinstance(content, EventContent) and claim.status not in UNREAL:
            kind = event_types().acled(content.type, side=side(resolved, Role.ACTOR))
            actor, target = content.actor, content.target
        elif isinstance(content, ControlContent) and gains(claim, content):
            kind = event_types().acled(EventType.TERRITORY_GAINED, side=side(resolved, Role.PARTY))
            actor, target = content.party, content.from_party
        else:
            continue
        item = {
            "type": kind,
            "actor": actor.text if actor else None,
            "target": target.text if target else None,
            "where": place(claim.where),
            "background": claim.background,
            **common(claim),
        }
        gain = isinstance(content, ControlContent)
        if not gain or not any(_one_gain(item, other) for other in items):
            # A title or lead that says without a day what the text then tells with one.
            undated = [other for other in items if gain and other["when"] is None and _one_gain(item, other, "when")]
            items = [other for other in items if other not in undated]
            items.append(item)
    return items


def _one_gain(gain: dict[str, Any], told: dict[str, Any], but: str = "") -> bool:
    """Whether a gain of territory is told already: who entered a town and took it that day made one event."""
    return all(gain[key] == told[key] for key in ("type", "where", "background", "when") if key != but)


def tolls(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
    """The toll items of one report."""
    found = [c for c in claims if isinstance(c.content, TollContent) and c.status is not Status.HYPOTHETICAL]
    order = {c.key: i for i, c in enumerate(found)}
    items = []
    for claim in found:
        toll = claim.content
        assert isinstance(toll, TollContent)  # noqa: S101 - narrows the type
        low, high = bounds(toll.quantity)
        items.append(
            {
                "effect": EFFECTS.get(toll.effect, toll.effect.value),
                "low": low,
                "high": high,
                "approx": toll.quantity.approximate,
                "victims": toll.victims.victim_class.value,
                "group": toll.victims.group,
                "subset_of": order.get(toll.subset_of) if toll.subset_of else None,
                "scope": "cumulative" if toll.scope is Scope.CUMULATIVE else "event",
                "where": place(claim.where),
                "by": toll.by.text if toll.by else None,
                **common(claim),
            }
        )
    return items
