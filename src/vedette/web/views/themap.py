"""The map page, and the picture that it draws: points, control, the time line, the list beside it, in one answer."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from vedette.model.control import ControlSpan
from vedette.picture.asking import Asked, Wanted, once, pictures_of
from vedette.picture.columns import Numbers, mercator
from vedette.picture.filters import Box, Filter
from vedette.picture.geojson import DEEPEST, SINGLY, TILE, collection, gathered
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
#: Pixels between the signs of held places, where there are too many to draw each.
_APART = 18
#: The public clock moves by hours where the reports cover no more days than these.
_FINE_DAYS = 14


@router.get("/", response_class=HTMLResponse)
def themap(request: Request, pictures: Annotated[Pictures, Depends(pictures_of)]) -> Response:
    """The map; what it draws comes from `/map/picture`."""
    now = pictures.at()
    return page(request, "map.html", now, clock=_clock(now), span=_span(now), bounds=now.bounds)


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
    spans = [s for s in held_on(picture, day) if _drawable(s, wanted.box)]
    held = spread(spans, zoom)
    sides, here = sides_of(picture), sides_in(picture)
    listed = [columns.cards[row] for row in inside[:_LISTED]]
    whole = wanted.box is None and len(held) == len(spans)
    return {
        "events": collection(points),
        "control": _control(held, day),
        "complete": whole and not any(p["properties"].get("cluster") for p in points),
        "count": len(inside),
        "unlocated": int((~columns.located[inside]).sum()),
        "days": _days(picture, inside if anywhen == wanted else columns.select(anywhen)),
        "sides": [{"code": code, "name": words.side(code), "index": i} for i, code in enumerate(sides) if code in here],
        "day": day.isoformat(),
        "list": fragment(request, "parts/list.html", {"cards": listed, "count": len(inside)}),
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


def spread(spans: Sequence[ControlSpan], zoom: float, *, most: int = SINGLY) -> Sequence[ControlSpan]:
    """Spans that can be told apart on the screen: where there are more than `most`, of those that share a small cell
    of it the first, which has the newest evidence. A closer look shows the others."""
    if len(spans) <= most:
        return spans
    x, y = mercator(
        np.array([s.place.longitude for s in spans], dtype=float),
        np.array([s.place.latitude for s in spans], dtype=float),
    )
    across = TILE / _APART * 2 ** max(0, min(DEEPEST, math.floor(zoom)))
    cells = np.column_stack(((x * across).astype(np.int64), (y * across).astype(np.int64)))
    _, first = np.unique(cells, axis=0, return_index=True)
    return [spans[row] for row in np.sort(first).tolist()]


def _control(spans: Sequence[ControlSpan], day: dt.date) -> dict[str, list[Any]]:
    """Spans as the map draws them, in columns: points, the side, whether it is only there, whether the place is
    contested and besieged, and the age of the evidence as a share of its life. What else is known comes when somebody
    asks (`/map/at`)."""
    found: dict[str, list[Any]] = {"at": [], "side": [], "flags": [], "age": []}
    for span in spans:
        life = max(1, (span.fades - span.last_evidence).days)
        sides = sorted({h.side or "" for h in (*span.holders, *span.presence)})
        found["at"].append([round(span.place.longitude or 0.0, 5), round(span.place.latitude or 0.0, 5)])
        found["side"].append(sides[0] if sides else "")
        found["flags"].append(f"{not span.holders:d}{span.contested:d}{span.besieged:d}")
        found["age"].append(round(min(1.0, max(0, (day - span.last_evidence).days) / life), 2))
    return found


def _days(picture: Picture, rows: Numbers) -> dict[str, Any]:
    """How many events begin on each day of the time line, from its first."""
    if picture.span is None:
        return {"first": None, "counts": []}
    first, last = picture.span
    return {"first": first.isoformat(), "counts": picture.columns.per_day(rows, first, last)}


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
