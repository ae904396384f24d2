"""Identifiers: hashes of what identifies a thing, so that the same content gets the same id everywhere.

Distinct kinds of id are distinct types, so that a type checker refuses a claim's key where a document's id is meant.
"""

import hashlib
from typing import NewType

CaptureId = NewType("CaptureId", str)
DocumentId = NewType("DocumentId", str)
ClaimKey = NewType("ClaimKey", str)
ClaimId = NewType("ClaimId", str)
ActorId = NewType("ActorId", str)
PlaceId = NewType("PlaceId", str)
ConflictId = NewType("ConflictId", str)
EventId = NewType("EventId", str)
DecisionId = NewType("DecisionId", str)
ManifestId = NewType("ManifestId", str)

#: Hex digits kept of a SHA-256: 80 bits, so among a thousand million ids a collision has a chance of about 4 in 10
#: million.
LENGTH = 20


def digest(*parts: str) -> str:
    """The first `LENGTH` hex digits of the SHA-256 of the parts, kept apart by a character that no text contains."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
