"""Routes of what was read and what follows from it: documents, claims, tolls, control."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from starlette.responses import Response

from vedette.api import shapes
from vedette.api.schemas import Body, Collection, DocumentShape, GeoJson, Page
from vedette.model.claim import Effect
from vedette.model.codec import canonical, to_json
from vedette.model.control import ControlSpan
from vedette.model.ids import digest
from vedette.model.toll import Toll
from vedette.picture.asking import Asked, Cursor, Days, Limit, Text, answer, page
from vedette.picture.geojson import collection, control_feature
from vedette.picture.voices import Report

router = APIRouter()

Key = Annotated[str, Path(max_length=80)]


@router.get("/documents", tags=["documents"], response_model=Page[DocumentShape])
def documents(
    request: Request, picture: Asked, outlet: Text = None, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """Documents without their texts, by publication; `outlet` by name."""
    found = [r for r in picture.reports.values() if not outlet or r.outlet == outlet]  # in this order already
    shown, more = page(found, _order, limit=limit, cursor=cursor)
    return answer(request, {"items": [shapes.report(item) for item in shown], "next": more})


@router.get("/documents/{document}", tags=["documents"], response_model=Body)
def document(request: Request, picture: Asked, document: Key) -> Response:
    """A document with its text; spans in claims count its characters."""
    found = picture.document(document)
    if found is None:
        raise HTTPException(404, f"no document {document!r} as of this moment")
    return answer(request, to_json(found))


@router.get("/documents/{document}/claims", tags=["documents"], response_model=Page[Body])
def claims_of_document(request: Request, picture: Asked, document: Key) -> Response:
    """The claims of a document, in their order in the text."""
    if picture.document(document) is None:
        raise HTTPException(404, f"no document {document!r} as of this moment")
    return answer(request, {"items": [shapes.claim(c) for c in picture.claims_of(document)], "next": None})


@router.get("/claims/{key}", tags=["claims"], response_model=Body)
def claim(request: Request, picture: Asked, key: Key) -> Response:
    """A claim by its key, with what its names were resolved to."""
    found = picture.claim(key)
    if found is None:
        raise HTTPException(404, f"no claim {key!r} as of this moment")
    return answer(request, shapes.claim(found))


@router.get("/tolls", tags=["tolls"], response_model=Page[Body])
def tolls(
    request: Request,
    picture: Asked,
    days: Days,
    effect: Annotated[list[Effect] | None, Query()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Running totals as stated, each with its derivation, the flags of its series and the events of its window beside
    it; the tolls of single events stand in the events. The two must not be added."""
    kept = [t for t in picture.tolls if _in_days(t, days) and (not effect or t.effect in effect)]
    found = sorted(((t, _toll_order(t)) for t in kept), key=lambda pair: pair[1])
    shown, more = page(found, lambda pair: pair[1], limit=limit, cursor=cursor)
    return answer(request, {"items": [shapes.toll(item, picture.checks.get(item)) for item, _ in shown], "next": more})


@router.get("/control", tags=["control"], response_model=Page[Body])
def control(
    request: Request, picture: Asked, days: Days, place: Text = None, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """Who is said to hold which place from when to when; what nobody claims is not here."""
    found = [(s, _span_order(s)) for s in picture.control if _holds_in(s, days) and _at(s, place)]
    found.sort(key=lambda pair: pair[1])
    shown, more = page(found, lambda pair: pair[1], limit=limit, cursor=cursor)
    return answer(request, {"items": [to_json(item) for item, _ in shown], "next": more})


@router.get("/control.geojson", tags=["control"], response_model=Collection, response_class=GeoJson)
def control_geojson(request: Request, picture: Asked, days: Days) -> Response:
    """The same as GeoJSON, a point each."""
    found = sorted((s for s in picture.control if _holds_in(s, days)), key=_span_order)
    return answer(request, collection(control_feature(s) for s in found), media_type=GeoJson.media_type)


def _order(item: Report) -> tuple[str, str]:
    return (item.published.isoformat() if item.published else "", item.id)


def _toll_order(toll: Toll) -> tuple[str, str]:
    return (toll.when.start.isoformat() if toll.when else "", digest("toll", canonical(toll)))


def _span_order(span: ControlSpan) -> tuple[str, str, str]:
    return (span.start.isoformat(), span.place.place or span.place.mention, digest("control", canonical(span)))


def _at(span: ControlSpan, place: str | None) -> bool:
    return not place or place in (span.place.place, span.place.name, span.place.mention)


def _in_days(toll: Toll, days: Days) -> bool:
    since, until = days
    if since is None and until is None:
        return True
    when = toll.when
    return when is not None and (until is None or when.start < until) and (since is None or when.end > since)


def _holds_in(span: ControlSpan, days: Days) -> bool:
    since, until = days
    return (until is None or span.start < until) and (since is None or span.end is None or span.end > since)
