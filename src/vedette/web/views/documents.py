"""The page of a document: its text with every claim marked, and the claims beside it."""

import itertools
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.responses import HTMLResponse, Response

from vedette.model.document import Document
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.picture.asking import Asked
from vedette.picture.voices import outlet_id
from vedette.web.rendering import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims; `begins` are those whose words start here."""

    text: str
    claims: tuple[ClaimKey, ...]
    begins: tuple[ClaimKey, ...] = ()


@router.get("/documents/{document}", response_class=HTMLResponse)
def document(request: Request, picture: Asked, document: Annotated[str, Path(max_length=80)]) -> Response:
    """One document as of the picture's moment."""
    found = picture.document(document)
    if found is None:
        raise HTTPException(404, f"There is no document {document} as of this moment.")
    claims = picture.claims_of(document)
    numbers = {c.claim.key: n for n, c in enumerate(claims, start=1)}
    return page(
        request,
        "document.html",
        picture,
        document=found,
        claims=claims,
        numbers=numbers,
        paragraphs=paragraphs(found, claims),
        events=picture.events_of(numbers),
        unplaced=picture.unplaced(numbers),
        address=address(found.locator),
        outlet=outlet_id(found.outlet),
    )


def address(locator: str) -> str | None:
    """The locator as a link, if it is one that is safe to follow: http or https with a host."""
    try:
        parts = urlsplit(locator)
    except ValueError:
        return None
    return locator if parts.scheme in ("http", "https") and parts.netloc else None


def paragraphs(document: Document, claims: tuple[ResolvedClaim, ...]) -> list[list[Piece]]:
    """The text by paragraphs, each cut where a claim's words begin or end. Words of several claims may overlap."""
    spans = [
        (c.claim.evidence.span.start, c.claim.evidence.span.end, c.claim.key) for c in claims if c.claim.evidence.span
    ]
    text = document.text
    cuts = sorted(
        {0, len(text), *(s for s, _, _ in spans if s <= len(text)), *(e for _, e, _ in spans if e <= len(text))}
    )
    found: list[list[Piece]] = [[]]
    for start, end in itertools.pairwise(cuts):
        over = tuple(k for s, e, k in spans if s <= start and end <= e)
        begins = tuple(k for s, _, k in spans if s == start)
        for i, line in enumerate(text[start:end].split("\n")):
            if i:
                found.append([])
            if line:
                found[-1].append(Piece(line, over, begins))
                begins = ()
    return [pieces for pieces in found if pieces]
