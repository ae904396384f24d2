"""Provisional actors of many documents that are one under several spellings: joined before events are put together.

An actor that no registry knows is one of its own in every spelling. `vedette.resolution.names` says which spellings are
one name, and why; the reason stays with each claim's actor. Analysts' decisions come first: what they told apart is not
joined here, and what they joined is already one (`corrections`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vedette.model.decision import Decision
from vedette.model.ids import ActorId
from vedette.model.resolved import ActorResolution, ResolvedClaim
from vedette.resolution.names import ActorName, SameName, merge_names


@dataclass(frozen=True, slots=True)
class Names:
    """Which provisional actors are one (`one`, by the id that is given up), and what each actor is called."""

    one: Mapping[ActorId, SameName]
    called: Mapping[ActorId, str]

    def of(self, claim: ResolvedClaim) -> ResolvedClaim:
        """The claim with its actors under the ids and names that stand for them."""
        return _renamed(claim, self.one, self.called) if self.one else claim


#: How often each provisional actor is told under each of its spellings.
Spellings = dict[ActorId, Counter[str]]


def names_in(claims: Iterable[ResolvedClaim], decisions: Iterable[Decision]) -> Names:
    """The names of the provisional actors of these claims, in any order; of those that are one the spelling in most
    claims stands."""
    return names_of(spellings(claims), decisions)


def names_of(spelt: Mapping[ActorId, Counter[str]], decisions: Iterable[Decision]) -> Names:
    """The same of spellings that are counted already."""
    told = {actor: (min(said, key=lambda n: (-said[n], n)), said.total()) for actor, said in sorted(spelt.items())}
    merged = merge_names((ActorName(actor, name, count) for actor, (name, count) in told.items()), decisions)
    return Names({m.merged: m for m in merged if not m.decided}, {actor: name for actor, (name, _) in told.items()})


def spellings(claims: Iterable[ResolvedClaim]) -> Spellings:
    """How often the provisional actors of these claims are told under each spelling."""
    names: Spellings = {}
    for claim in claims:
        for actor in claim.actors:
            if actor.provisional and actor.actor is not None:
                names.setdefault(actor.actor, Counter())[actor.name] += 1
    return names


def _renamed(claim: ResolvedClaim, one: Mapping[ActorId, SameName], named: Mapping[ActorId, str]) -> ResolvedClaim:
    if not any(a.actor in one for a in claim.actors):
        return claim
    return replace(claim, actors=tuple(_actor(a, one, named) for a in claim.actors))


def _actor(actor: ActorResolution, one: Mapping[ActorId, SameName], named: Mapping[ActorId, str]) -> ActorResolution:
    merge = one.get(actor.actor) if actor.actor is not None else None
    if merge is None or not actor.provisional:
        return actor
    return replace(actor, actor=merge.kept, name=named.get(merge.kept, actor.name), reason=merge.reason)
