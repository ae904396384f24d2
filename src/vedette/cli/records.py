"""A read document as data: `{"document": {...}, "claims": [...]}`, as docs/claim.schema.json describes it."""

from collections.abc import Iterable

from vedette.model.claim import Claim
from vedette.model.codec import dumps, to_json
from vedette.model.document import Document


def record(document: Document, claims: Iterable[Claim]) -> str:
    """One line of JSON; equal input gives equal bytes."""
    return dumps({"document": to_json(document), "claims": [to_json(claim) for claim in claims]})
