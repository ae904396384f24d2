"""Routes of the ledger itself: status, decisions, changes between two moments, search, and a stream that tells when
there is something new."""

import asyncio
import json
from collections.abc import AsyncIterator
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from vedette.api import shapes
from vedette.api.schemas import Body, ChangeShape, HitShape, Page, StatusShape
from vedette.ledger.base import Scope
from vedette.model.codec import to_json
from vedette.picture.asking import Asked, AsOf, Cursor, Limit, Shown, answer, moment, page, scope_of
from vedette.picture.changes import changes, subject

router = APIRouter(tags=["ledger"])

#: Seconds between two looks at the ledger, and between two signs of life on an idle stream.
_LOOK, _SIGN = 1.0, 15.0

Cut = Annotated[Scope, Depends(scope_of)]


@router.get("/status", response_model=StatusShape)
def status(request: Request, pictures: Shown) -> Response:
    """How much the ledger holds; `head` changes with whatever is recorded or derived."""
    counts = pictures.ledger.counts()
    data = {
        "version": version("vedette"),
        "head": pictures.ledger.mark(),
        "documents": counts.documents,
        "claims": counts.active_claims,
        "events": counts.events,
        "tolls": counts.tolls,
        "control": counts.control,
        "decisions": counts.decisions,
        "failures": counts.failures,
    }
    return answer(request, data)


@router.get("/decisions", response_model=Page[Body])
def decisions(request: Request, pictures: Shown, cut: Cut, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """What people decided, by time, reverted ones too."""
    found = sorted(pictures.ledger.decisions(cut), key=lambda d: (d.made.isoformat(), d.id))
    shown, more = page(found, lambda d: (d.made.isoformat(), d.id), limit=limit, cursor=cursor)
    return answer(request, {"items": [{**to_json(d), "id": d.id} for d in shown], "next": more})


@router.get("/changes", response_model=Page[ChangeShape])
def changed(
    request: Request,
    pictures: Shown,
    after: Asked,
    before: Annotated[AsOf, Query(description="The earlier moment, as for as_of.")],
    limit: Limit = 100,
) -> Response:
    """What is different between what was public by `before` and what was by `as_of` (now without it), the weightiest
    first."""
    earlier = moment(before, "before")
    if earlier is None:
        raise HTTPException(422, "before: name the earlier moment")
    found = changes(pictures.at(Scope(as_of=earlier, as_recorded=after.scope.as_recorded), after.rules), after)
    return answer(request, {"items": [shapes.change(item) for item in found[:limit]], "next": None})


@router.get("/search", response_model=Page[HitShape])
def search(
    request: Request,
    picture: Asked,
    q: Annotated[str, Query(max_length=200, description="Words; all must occur, the last may be a beginning.")],
    limit: Limit = 50,
) -> Response:
    """Documents and events that hold all the words. Names of private persons are in no index."""
    items = []
    for hit in picture.find(q, most=limit):
        card = picture.card(hit.id) if hit.kind == "event" else None
        title = subject(card) if card else picture.reports[hit.id].title if hit.id in picture.reports else ""
        items.append({"kind": hit.kind, "id": hit.id, "title": title})
    return answer(request, {"items": items, "next": None})


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={
        200: {"description": "Events `head`, each with the ledger's new mark.", "content": {"text/event-stream": {}}}
    },
)
async def stream(request: Request, pictures: Shown, *, once: bool = False) -> StreamingResponse:
    """Server-sent events: `head` at once and whenever the ledger has changed. `once` ends after the first."""

    async def told() -> AsyncIterator[str]:
        last, idle = "", 0.0
        while not await request.is_disconnected():
            head = await run_in_threadpool(pictures.ledger.mark)
            if head != last:
                last, idle = head, 0.0
                yield f"event: head\ndata: {json.dumps({'head': head})}\n\n"
                if once:
                    return
            elif idle >= _SIGN:
                idle = 0.0
                yield ": still here\n\n"
            await asyncio.sleep(_LOOK)
            idle += _LOOK

    return StreamingResponse(told(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
