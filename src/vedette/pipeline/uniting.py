"""Provisional actors of many documents that are one under several spellings: joined before events are put together.

An actor that no registry knows is one of its own in every spelling. `vedette.resolution.names` says which spellings are
one name, and why; the reason stays with each claim's actor. Analysts' decisions come first: what they told apart is not
joined here, and what they joined is already one (`corrections`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vedette.model.decision import Decision
from vedette.model.ids import ActorId
from vedette.model.resolved import ActorResolution, ResolvedClaim
from vedette.resolution.names import ActorName, SameName, merge_names


def united(claims: Sequence[ResolvedClaim], decisions: Iterable[Decision]) -> list[ResolvedClaim]:
    """The claims with provisional actors of one name under one id, that of the spelling in most claims."""
    one = {merge.merged: merge for merge in unions(claims, decisions) if not merge.decided}
    if not one:
        return list(claims)
    named = {a.actor: a.name for c in claims for a in c.actors if a.actor is not None}
    return [_renamed(claim, one, named) for claim in claims]


def unions(claims: Iterable[ResolvedClaim], decisions: Iterable[Decision]) -> tuple[SameName, ...]:
    """Which provisional actors of the claims are one, with the reasons."""
    counts: Counter[ActorId] = Counter()
    names: dict[ActorId, Counter[str]] = {}
    for claim in claims:
        for actor in claim.actors:
            if actor.provisional and actor.actor is not None:
                counts[actor.actor] += 1
                names.setdefault(actor.actor, Counter())[actor.name] += 1
    # Of the spellings of one id the commonest, then the first by letters: the order of claims changes nothing.
    told = {actor: min(said, key=lambda name: (-said[name], name)) for actor, said in names.items()}
    return merge_names((ActorName(actor, told[actor], counts[actor]) for actor in sorted(counts)), decisions)


def _renamed(claim: ResolvedClaim, one: dict[ActorId, SameName], named: dict[ActorId, str]) -> ResolvedClaim:
    if not any(a.actor in one for a in claim.actors):
        return claim
    return replace(claim, actors=tuple(_actor(a, one, named) for a in claim.actors))


def _actor(actor: ActorResolution, one: dict[ActorId, SameName], named: dict[ActorId, str]) -> ActorResolution:
    merge = one.get(actor.actor) if actor.actor is not None else None
    if merge is None or not actor.provisional:
        return actor
    return replace(actor, actor=merge.kept, name=named.get(merge.kept, actor.name), reason=merge.reason)
