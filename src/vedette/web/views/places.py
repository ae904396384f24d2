"""The page of a place: who held it when, and what happened there."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.responses import HTMLResponse, Response

from vedette.picture.asking import Asked
from vedette.web.bands import bands
from vedette.web.rendering import page
from vedette.web.views.themap import sides_of

router = APIRouter(include_in_schema=False)


@router.get("/places/{place}", response_class=HTMLResponse)
def place(request: Request, picture: Asked, place: Annotated[str, Path(max_length=120)]) -> Response:
    """One place, by its id in the gazetteer."""
    cards = sorted(picture.events_at(place), key=lambda c: c.order, reverse=True)
    spans = sorted((s for s in picture.control if s.place.place == place), key=lambda s: (s.start, s.last_evidence))
    if not cards and not spans:
        raise HTTPException(404, f"Nothing is on record for the place {place} as of this moment.")
    where = spans[0].place if spans else None
    event = picture.event(cards[0].id) if cards and where is None else None
    where = where or (event.place if event else None)
    keys = [key for span in spans for key in span.evidence]
    return page(
        request,
        "place.html",
        picture,
        where=where,
        cards=cards,
        spans=list(reversed(spans)),
        bands=bands(spans, sides_of(picture)),
        claims=picture.claims(keys),
    )
