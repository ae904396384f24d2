"""The map page, and the picture that it draws: points, control, the time line, the list beside it, in one answer."""

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from vedette.model.control import ControlSpan
from vedette.picture.asking import Asked, Wanted, once, pictures_of
from vedette.picture.filters import Box, Filter
from vedette.picture.geojson import collection, gathered, point
from vedette.picture.picture import Picture
from vedette.picture.pictures import Pictures
from vedette.reference.conflicts import Side
from vedette.web import words
from vedette.web.rendering import fragment, page

router = APIRouter(include_in_schema=False)

#: Events in the list beside the map.
_LISTED = 40
_DAY = dt.timedelta(days=1)
#: Degrees within which two points are one: the map's are rounded to a hundred-thousandth.
_NEAR = 0.00002
#: The public clock moves by hours where the reports cover no more days than these.
_FINE_DAYS = 14


@router.get("/", response_class=HTMLResponse)
def themap(request: Request, pictures: Annotated[Pictures, Depends(pictures_of)]) -> Response:
    """The map; what it draws comes from `/map/picture`."""
    now = pictures.at()
    return page(request, "map.html", now, clock=_clock(now), span=_span(now))


@router.get("/map/picture")
def drawn(
    request: Request, picture: Asked, wanted: Wanted, zoom: Annotated[float, Query(ge=0, le=24)] = 5.0
) -> Response:
    """What the map shows at a moment, for a period, with filters."""
    return once(request, picture, lambda: _drawn(request, picture, wanted, zoom))


def _drawn(request: Request, picture: Picture, wanted: Filter, zoom: float) -> dict[str, Any]:
    columns = picture.columns
    inside = columns.select(wanted)
    anywhen = Filter(**{**_fields(wanted), "since": None, "until": None, "box": None})
    points = gathered(columns, inside, zoom)
    day = day_of(picture, wanted)
    spans = held_on(picture, day)
    sides, here = sides_of(picture), sides_in(picture)
    listed = [columns.cards[row] for row in inside[:_LISTED]]
    return {
        "events": collection(points),
        "control": collection(_control(s, day) for s in spans if _drawable(s, wanted.box)),
        "complete": not any(p["properties"].get("cluster") for p in points),
        "count": len(inside),
        "unlocated": int((~columns.located[inside]).sum()),
        "days": columns.per_day(inside if anywhen == wanted else columns.select(anywhen)),
        "sides": [{"code": code, "name": words.side(code), "index": i} for i, code in enumerate(sides) if code in here],
        "day": day.isoformat(),
        "bounds": picture.bounds,
        "list": fragment(request, "parts/list.html", {"cards": listed, "count": len(inside), "spans": spans}),
    }


@router.get("/map/at", response_class=HTMLResponse)
def at_point(
    request: Request,
    picture: Asked,
    wanted: Wanted,
    lon: Annotated[float, Query(ge=-180, le=180)],
    lat: Annotated[float, Query(ge=-90, le=90)],
) -> Response:
    """The events and the control at one point of the map, as part of a page."""
    here = list(picture.select(replace(wanted, box=Box(lon - _NEAR, lat - _NEAR, lon + _NEAR, lat + _NEAR))))
    here.sort(key=lambda c: (-c.weight, c.order))
    day = day_of(picture, wanted)
    spans = [s for s in held_on(picture, day) if _is_at(s, lon, lat)]
    name = here[0].place_name if here else spans[0].place.name if spans else "this point"
    context = {"cards": here, "spans": spans, "name": name, "day": day}
    return HTMLResponse(fragment(request, "parts/point.html", context))


def day_of(picture: Picture, wanted: Filter) -> dt.date:
    """The day whose control is shown: the last of the period, else of the moment, else of the newest evidence."""
    last = max((s.last_evidence for s in picture.control), default=dt.date(2000, 1, 1))
    if wanted.until is not None:
        return min(wanted.until - _DAY, max(last, picture.span[1] if picture.span else last))
    return min(picture.scope.as_of.date(), last) if picture.scope.as_of else last


def held_on(picture: Picture, day: dt.date) -> list[ControlSpan]:
    """The spans that cover a day and have not faded by then."""
    found = [s for s in picture.control if s.covers(day) and day <= s.fades]
    return sorted(found, key=lambda s: (s.last_evidence, s.place.name or s.place.mention), reverse=True)


def sides_of(picture: Picture) -> list[str]:
    """All sides in alphabetical order, those of a user's own tables last: a colour goes by the place in it, so that it
    is nobody's own and stays the same whatever the moment."""
    known = sorted(side.value for side in Side)
    return known + sorted(sides_in(picture) - set(known))


def sides_in(picture: Picture) -> frozenset[str]:
    """The sides that hold something, or are somewhere."""
    return frozenset(h.side for s in picture.control for h in (*s.holders, *s.presence, *s.besiegers) if h.side)


def _control(span: ControlSpan, day: dt.date) -> dict[str, Any]:
    """A span as the map draws it; what else is known of it comes when somebody asks (`/map/at`)."""
    life = max(1, (span.fades - span.last_evidence).days)
    age = max(0, (day - span.last_evidence).days)
    return point(
        span.place.longitude,
        span.place.latitude,
        {
            "place": span.place.place,
            "name": span.place.name or span.place.mention,
            "start": span.start.isoformat(),
            "sides": sorted({h.side or "" for h in (*span.holders, *span.presence)}),
            "holds": bool(span.holders),
            "contested": span.contested,
            "besieged": span.besieged,
            "age": round(min(1.0, age / life), 2),
        },
    )


def _drawable(span: ControlSpan, box: Box | None) -> bool:
    place = span.place
    if place.latitude is None or place.longitude is None or place.precision in ("country", "unresolved"):
        return False
    return box is None or box.holds(place.latitude, place.longitude)


def _is_at(span: ControlSpan, lon: float, lat: float) -> bool:
    p = span.place
    return (
        p.longitude is not None
        and p.latitude is not None
        and abs(p.longitude - lon) < _NEAR
        and abs(p.latitude - lat) < _NEAR
    )


def _fields(wanted: Filter) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in Filter.__slots__}


def _clock(now: Picture) -> dict[str, Any] | None:
    """The public clock's slider: first and last moment, and its step in hours."""
    if now.published is None:
        return None
    first = now.published[0].replace(minute=0, second=0, microsecond=0)
    last = now.published[1].replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    fine = (last - first).days <= _FINE_DAYS
    if not fine:
        first, last = (t.replace(hour=0) for t in (first, last))
        last += _DAY
    step = 1 if fine else 24
    return {
        "first": first.isoformat().replace("+00:00", "Z"),
        "step": step,
        "steps": int((last - first).total_seconds() // 3600 // step),
    }


def _span(now: Picture) -> dict[str, str] | None:
    if now.span is None:
        return None
    return {"first": now.span[0].isoformat(), "last": now.span[1].isoformat()}
