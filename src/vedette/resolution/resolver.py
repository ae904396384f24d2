"""The resolver that ships with Vedette: conflicts from the whole document, then each claim's actors and place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.ids import ConflictId
from vedette.model.mention import ActorMention
from vedette.model.resolved import PlaceResolution, ResolvedClaim, Role
from vedette.reference.actors import ActorRegistry
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.actors import ActorContext, resolve_actor
from vedette.resolution.conflict_context import detect_conflicts
from vedette.resolution.mentions import content_mentions
from vedette.resolution.place_context import PlaceContext, read_context
from vedette.resolution.places import resolve_place


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves a document's claims together: what one names is context for the others."""

    registry: ActorRegistry
    gazetteer: Gazetteer
    version: str = "vedette-resolution/1"

    def resolve(self, document: Document, claims: Sequence[Claim]) -> tuple[ResolvedClaim, ...]:
        """As many as claims, in their order."""
        if not claims:
            return ()
        date = document.published.date() if document.published else None
        conflicts = detect_conflicts(document.text, self.registry, date=date)
        where = self._place_context(document, claims, conflicts)
        places = {c.where: resolve_place(c.where, where) for c in claims if c.where is not None}
        names = frozenset(p.name.lower() for p in places.values() if p.name)
        context = ActorContext(self.registry, conflicts, date, names)
        return tuple(self._claim(c, context, places.get(c.where) if c.where else None) for c in claims)

    def _claim(self, claim: Claim, context: ActorContext, place: PlaceResolution | None) -> ResolvedClaim:
        actors = tuple(
            resolve_actor(mention.text, mention.name, context, role=role) for role, mention in mentions(claim)
        )
        return ResolvedClaim(claim, actors, place, context.conflicts[:1])

    def _place_context(
        self, document: Document, claims: Sequence[Claim], conflicts: Sequence[ConflictId]
    ) -> PlaceContext:
        countries = {c for conflict in conflicts[:1] for c in self.registry.conflicts[conflict].countries}
        return read_context([c.where for c in claims if c.where], self.gazetteer, conflict_countries=countries)


def mentions(claim: Claim) -> Iterator[tuple[Role, ActorMention]]:
    """The actors a claim names, by the part they play."""
    yield from content_mentions(claim)
    origin = claim.attribution.claimant
    if origin is not None:
        yield Role.CLAIMANT, ActorMention(origin.name, origin.body or origin.name, origin.span)


@cache
def load_resolver(own_places: Path | None = None) -> Resolver:
    """The resolver over the registry and gazetteer that ship with Vedette, with a user's gazetteer beside it."""
    return Resolver(ActorRegistry.load(), Gazetteer.open(own=own_places))
