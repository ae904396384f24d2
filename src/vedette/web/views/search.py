"""The page of search: documents and events by their words."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from vedette.picture.asking import Asked
from vedette.web.rendering import fragment, page

router = APIRouter(include_in_schema=False)


@router.get("/search", response_class=HTMLResponse)
def search(request: Request, picture: Asked, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Everything that holds all the words; only the list where the page asks for that."""
    hits = picture.find(q) if q.strip() else []
    cards = [card for hit in hits if hit.kind == "event" and (card := picture.card(hit.id)) is not None]
    reports = [picture.reports[hit.id] for hit in hits if hit.kind == "document" and hit.id in picture.reports]
    context = {"q": q, "cards": cards, "reports": reports}
    if request.headers.get("HX-Request"):
        return HTMLResponse(fragment(request, "parts/hits.html", context))
    return page(request, "search.html", picture, **context)
