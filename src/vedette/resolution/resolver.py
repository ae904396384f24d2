"""The resolver that ships with Vedette: conflicts from the whole document, then each claim's actors and place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.ids import ConflictId
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.resolved import PlaceBasis, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.reference.actors import ActorRegistry
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.actors import ActorContext, resolve_actor
from vedette.resolution.basis import basis_of
from vedette.resolution.conflict_context import detect_conflicts
from vedette.resolution.mentions import content_mentions
from vedette.resolution.place_context import read_context
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
        places = self._places(claims, conflicts, document.text)
        if not conflicts:
            # A report that names no country or party may name a village, whose country is at war.
            told = sorted(country for p in places.values() if (country := self._country(p)))
            conflicts = detect_conflicts(document.text, self.registry, countries=told, date=date)
            places = self._places(claims, conflicts, document.text) if conflicts else places
        names = frozenset(p.name.lower() for p in places.values() if p.name)
        context = ActorContext(self.registry, conflicts, date, names)
        return tuple(
            self._claim(c, context, _on_its_ground(places[c.where], c, document.text) if c.where else None)
            for c in claims
        )

    def _claim(self, claim: Claim, context: ActorContext, place: PlaceResolution | None) -> ResolvedClaim:
        actors = tuple(
            resolve_actor(mention.text, mention.name, context, role=role) for role, mention in mentions(claim)
        )
        return ResolvedClaim(claim, actors, place, context.conflicts[:1])

    def _country(self, place: PlaceResolution) -> str | None:
        """The country of a place, or the one that all its candidates lie in."""
        if place.country is not None:
            return place.country
        found = {p.country for c in place.candidates if (p := self.gazetteer.place(c)) is not None}
        return next(iter(found)) if len(found) == 1 else None

    def _places(
        self, claims: Sequence[Claim], conflicts: Sequence[ConflictId], text: str
    ) -> dict[PlaceMention, PlaceResolution]:
        countries = {c for conflict in conflicts[:1] for c in self.registry.conflicts[conflict].countries}
        mentions = [c.where for c in claims if c.where is not None]
        context = read_context(mentions, self.gazetteer, conflict_countries=countries, text=text)
        return {mention: resolve_place(mention, context) for mention in mentions}


def _on_its_ground(place: PlaceResolution, claim: Claim, text: str) -> PlaceResolution:
    basis = basis_of(claim, text)
    if basis is PlaceBasis.REPORT and place.precision is PlacePrecision.COUNTRY:
        basis = PlaceBasis.INFERRED  # who goes on to another town seldom goes on to another country
    return place if basis is place.basis else replace(place, basis=basis)


def mentions(claim: Claim) -> Iterator[tuple[Role, ActorMention]]:
    """The actors a claim names, by the part they play."""
    yield from content_mentions(claim)
    origin = claim.attribution.claimant
    if origin is not None:
        yield Role.CLAIMANT, ActorMention(origin.name, origin.body or origin.name, origin.span)
    for link in claim.attribution.beside:
        yield Role.TELLER, ActorMention(link.name, link.body or link.name, link.span)


@cache
def load_resolver(own_places: Path | None = None) -> Resolver:
    """The resolver over the registry and gazetteer that ship with Vedette, with a user's gazetteer beside it."""
    return Resolver(ActorRegistry.load(), Gazetteer.open(own=own_places))
