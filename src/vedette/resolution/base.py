"""The contract of resolution: claims in, the same claims with their actors, places and conflicts out."""

from collections.abc import Sequence
from typing import Protocol

from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.resolved import ResolvedClaim


class ClaimResolver(Protocol):
    """Says who and where. `version` names rules and tables together and is written beside every resolution."""

    @property
    def version(self) -> str:
        """Names rules and tables together."""

    def resolve(self, document: Document, claims: Sequence[Claim]) -> tuple[ResolvedClaim, ...]:
        """As many as claims, in their order. All of a document's claims together, for they are each other's context."""
