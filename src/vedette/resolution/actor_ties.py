"""Compounds that tie two names: "Iran-backed militias", "pro-Assad fighters", "Islamic State-linked rebels"."""

from collections.abc import Sequence

from vedette.reference.actor_names import pieces, singular
from vedette.reference.actors import BondKind, Party, PartyType
from vedette.reference.conflicts import Side
from vedette.resolution.actor_rules import (
    ActorContext,
    Found,
    best_named,
    generic_words,
    side_in,
    side_words,
)
from vedette.resolution.actor_words import BACKED, LINKED, SIDE_WORDS

#: Types of parties that "X-backed fighters" can mean.
ARMED = frozenset({PartyType.COLLECTIVE, PartyType.REBEL_GROUP, PartyType.MILITIA, PartyType.COMMUNAL_MILITIA})


def tied_words(words: str, context: ActorContext) -> Found | None:
    """ "X-backed fighters", "pro-X forces", "anti-X rebels": by whom they are backed, or against whom they stand."""
    parts = pieces(words)
    if not parts:
        return None
    if "anti" in parts[:-1]:
        return _opponents(parts[parts.index("anti") + 1 :], context)
    if "pro" in parts[:-1]:
        backer, _ = _actor_at_head(parts[parts.index("pro") + 1 :], context)
        return _backed(backer, words, context)
    joint = next((i for i, p in enumerate(parts) if p in BACKED and i), None)
    if joint is None or joint + 1 >= len(parts):
        return None
    backer, _ = _actor_at_head(parts[:joint], context)
    if backer is not None and backer.type is not PartyType.STATE and parts[joint] in LINKED:
        return _linked(backer, words, context)
    rest = " ".join(parts[joint + 1 :])
    inner = generic_words(rest, context) or side_words(rest, context)
    if inner is None or inner.side is Side.GOVERNMENT:
        return _backed(backer, words, context, leads=parts[joint] == "led") or (inner if backer is None else None)
    return inner


def _linked(group: Party, words: str, context: ActorContext) -> Found | None:
    """The one branch of a group in this war ("Islamic State-linked rebels"); else whoever stands for its side."""
    for conflict in context.conflicts:
        branches = [
            p
            for p in context.registry.parties
            if p.type in ARMED
            and group.id in p.bound(BondKind.PART_OF, context.date)
            and p.period.holds(context.date)
            and any(a.conflict == conflict for a in p.alignments)
        ]
        side = side_in(group.id, conflict, context)
        default = side and context.registry.conflicts[conflict].default(side, context.date)
        collective = default and context.registry.party(default).type is PartyType.COLLECTIVE
        if len(branches) == 1 and not collective:
            reason = f"{words!r}: the branch of {group.name} in this war"
            return Found(branches[0].id, reason, side_in(branches[0].id, conflict, context))
        if branches and default:
            return Found(default, f"{words!r}: tied to {group.name}", side)
    return Found(group.id, f"{words!r}: tied to {group.name}")


def _actor_at_head(parts: Sequence[str], context: ActorContext) -> tuple[Party | None, int]:
    for length in range(min(4, len(parts)), 0, -1):
        found = context.registry.lookup(" ".join(parts[:length]).upper())
        best = best_named(found, context)
        if best is not None:
            return best.party, length
    return None, 0


def _backed(backer: Party | None, words: str, context: ActorContext, *, leads: bool = False) -> Found | None:
    if backer is None:
        return None
    # What a state leads is on its side; what it backs may have a side of its own.
    for conflict in () if leads else context.conflicts:
        wards = [
            party
            for party in context.registry.parties
            if backer.id in party.bound(BondKind.BACKED_BY, context.date)
            and party.period.holds(context.date)
            and party.type in ARMED
            and any(a.conflict == conflict for a in party.alignments)
        ]
        # A collective is made for just such words; failing one, the first in the conflict's file is the best known.
        for ward in sorted(wards, key=lambda p: p.type is not PartyType.COLLECTIVE)[:1]:
            return Found(ward.id, f"{words!r}: backed by {backer.name}", side_in(ward.id, conflict, context))
    for conflict in context.conflicts:
        side = context.registry.side(backer.id, conflict, context.date)
        default = side and context.registry.conflicts[conflict].default(side, context.date)
        if side is not None and default:
            return Found(default, f"{words!r}: on the side of {backer.name}", side)
    return None


def _opponents(parts: Sequence[str], context: ActorContext) -> Found | None:
    target, _ = _actor_at_head(parts, context)
    for conflict in context.conflicts:
        war = context.registry.conflicts[conflict]
        side = (
            context.registry.side(target.id, conflict, context.date) if target else SIDE_WORDS.get(singular(parts[0]))
        )
        default = war.default(Side.OPPOSITION, context.date)
        if side is Side.GOVERNMENT and default:
            return Found(default, f"against {' '.join(parts[:1])} in {war.name}", Side.OPPOSITION)
    return None
