"""Routes of events: the list, one with its claims, and as GeoJSON."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.responses import Response

from vedette.api import shapes
from vedette.api.schemas import Body, Collection, EventShape, GeoJson, Page
from vedette.model.codec import to_json
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.picture.asking import Asked, Cursor, Limit, Wanted, answer, page
from vedette.picture.geojson import collection, event_feature

router = APIRouter(tags=["events"])

EventName = Annotated[str, Path(max_length=80, description="An event's id.")]


@router.get("/events", response_model=Page[EventShape])
def events(request: Request, picture: Asked, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Events in short, by first day, unknown days first."""
    found = picture.select(wanted)
    shown, more = page(found, lambda card: card.order, limit=limit, cursor=cursor)
    return answer(request, {"items": [shapes.event(card) for card in shown], "next": more})


@router.get("/events.geojson", response_model=Collection, response_class=GeoJson)
def events_geojson(request: Request, picture: Asked, wanted: Wanted, limit: Limit = 1000) -> Response:
    """The weightiest events as GeoJSON; `geometry` is null where no point is known."""
    columns = picture.columns
    found = [columns.cards[row] for row in columns.select(wanted)[:limit]]
    return answer(request, collection(event_feature(c) for c in found), media_type=GeoJson.media_type)


@router.get("/events/{event}", response_model=Body)
def event(request: Request, picture: Asked, event: EventName) -> Response:
    """An event in full: parties, tolls with their derivation, the pairs that joined its claims. An id no longer used
    is answered with `moved` to the events that its claims are in now."""
    found = picture.event(event)
    if found is None:
        moved = picture.forwarded.get(event, ())
        if moved:
            return answer(request, {"id": event, "moved": list(moved)})
        raise HTTPException(404, f"no event {event!r} as of this moment")
    return answer(request, to_json(found))


@router.get("/events/{event}/claims", response_model=Page[Body])
def claims_of_event(request: Request, picture: Asked, event: EventName) -> Response:
    """The claims of an event, copies included, by publication."""
    found = picture.event(event)
    if found is None:
        raise HTTPException(404, f"no event {event!r} as of this moment")
    known = picture.claims(keys_of(found))
    return answer(request, {"items": [shapes.claim(known[k]) for k in keys_of(found) if k in known], "next": None})


def keys_of(event: Event) -> tuple[ClaimKey, ...]:
    """Its claims, then the copies."""
    return (*event.claims, *event.copies)
