"""Routes of who and where: actors, places, sources."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.responses import Response

from vedette.api import shapes
from vedette.api.schemas import ActorShape, Body, Page, PlaceShape, VoiceShape
from vedette.model.codec import to_json
from vedette.picture.asking import Asked, Cursor, Limit, answer, page
from vedette.picture.picture import Picture
from vedette.picture.voices import Voice

router = APIRouter()

Name = Annotated[str, Path(max_length=120)]


@router.get("/actors", tags=["actors"], response_model=Page[ActorShape])
def actors(request: Request, picture: Asked, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Actors of the registry that claims speak of, by name. Names that the registry does not know are left out:
    some of them are private persons'."""
    found = sorted(picture.voices.actors.values(), key=lambda a: (a.name, a.id))
    shown, more = page(found, lambda a: (a.name, a.id), limit=limit, cursor=cursor)
    return answer(request, {"items": [shapes.actor(item) for item in shown], "next": more})


@router.get("/actors/{actor}", tags=["actors"], response_model=ActorShape)
def actor(request: Request, picture: Asked, actor: Name) -> Response:
    """One actor."""
    found = picture.voices.actors.get(actor)
    if found is None:
        raise HTTPException(404, f"no actor {actor!r} as of this moment")
    return answer(request, shapes.actor(found))


@router.get("/places", tags=["places"], response_model=Page[PlaceShape])
def places(request: Request, picture: Asked, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Places with events or claims of control, by name."""
    found = sorted(_places(picture).values(), key=_order)
    shown, more = page(found, _order, limit=limit, cursor=cursor)
    return answer(request, {"items": shown, "next": more})


@router.get("/places/{place}", tags=["places"], response_model=Body)
def place(request: Request, picture: Asked, place: Name) -> Response:
    """A place with its spans of control, and its events in short."""
    found = _places(picture).get(place)
    if found is None:
        raise HTTPException(404, f"no place {place!r} with anything on record as of this moment")
    spans = sorted((s for s in picture.control if s.place.place == place), key=lambda s: (s.start, s.last_evidence))
    events = [shapes.event(card) for card in picture.events_at(place)]
    return answer(request, {**found, "spans": [to_json(s) for s in spans], "items": events})


@router.get("/sources", tags=["sources"], response_model=Page[VoiceShape])
def sources(request: Request, picture: Asked, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Outlets and named claimants, by name."""
    found = sorted(_sources(picture).values(), key=lambda v: (v.name, v.id))
    shown, more = page(found, lambda v: (v.name, v.id), limit=limit, cursor=cursor)
    return answer(request, {"items": [shapes.voice(item) for item in shown], "next": more})


@router.get("/sources/{source}", tags=["sources"], response_model=VoiceShape)
def source(request: Request, picture: Asked, source: Name) -> Response:
    """One outlet or claimant."""
    found = _sources(picture).get(source)
    if found is None:
        raise HTTPException(404, f"no source {source!r} as of this moment")
    return answer(request, shapes.voice(found))


def _sources(picture: Picture) -> dict[str, Voice]:
    return {**picture.voices.claimants, **picture.voices.outlets}


def _order(item: dict[str, Any]) -> tuple[str, str]:
    return (item["name"], item["id"])


def _places(picture: Picture) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for id_ in picture.places():
        cards = picture.events_at(id_)
        c = cards[0]
        point = {"latitude": c.latitude, "longitude": c.longitude}
        known = {"id": id_, "name": c.place_name, "admin1": c.admin1, "country": c.country, **point}
        found[id_] = {**known, "events": len(cards), "control": 0}
    for span in picture.control:
        p = span.place
        if p.place is None:
            continue
        point = {"latitude": p.latitude, "longitude": p.longitude}
        known = {"id": p.place, "name": p.name or p.mention, "admin1": p.admin1, "country": p.country, **point}
        entry = found.setdefault(p.place, {**known, "events": 0, "control": 0})
        entry["control"] += 1
    return found
