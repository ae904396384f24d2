"""The resolver that knows no tables: every name becomes a provisional actor and every place stays unresolved.

It is what a ledger falls back on when resolution fails for a document, so that no claim is lost, and a double in tests.
"""

from collections.abc import Iterator, Sequence

from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.ids import ActorId, digest
from vedette.model.mention import ActorMention
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.resolution.mentions import content_mentions

_REASON = "no table was asked"


class Unresolved:
    """Keeps names as the text gives them."""

    version = "unresolved.1"

    def resolve(self, document: Document, claims: Sequence[Claim]) -> tuple[ResolvedClaim, ...]:
        """Provisional actors, unresolved places; `document` is not looked at."""
        return tuple(unresolved(claim) for claim in claims)


def unresolved(claim: Claim) -> ResolvedClaim:
    """One claim with its names kept as they are."""
    actors = tuple(provisional(role, mention) for role, mention in mentions(claim) if mention.name.strip())
    where = claim.where
    place = PlaceResolution(where.text, PlacePrecision.UNRESOLVED, name=where.name, reason=_REASON) if where else None
    return ResolvedClaim(claim, actors, place)


def mentions(claim: Claim) -> Iterator[tuple[Role, ActorMention]]:
    """The actors a claim names, by role, the claimant included; each role but a teller's at most once."""
    claimant = claim.attribution.claimant
    if claimant is not None:
        yield Role.CLAIMANT, ActorMention(claimant.name, claimant.name, claimant.span)
    for link in claim.attribution.beside:
        yield Role.TELLER, ActorMention(link.name, link.name, link.span)
    yield from content_mentions(claim)


def provisional(role: Role, mention: ActorMention) -> ActorResolution:
    """An actor of its own for a name no table knows: the same name, the same actor."""
    actor = ActorId("provisional:" + digest("actor", " ".join(mention.name.casefold().split())))
    return ActorResolution(role, mention.text, actor, mention.name, provisional=True, reason=_REASON)
