"""What every route of the API and the pages understands: the moment (`as_of`, `as_recorded`), the period, filters of
events, pages of results."""

import base64
import binascii
import datetime as dt
import gzip
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Query, Request
from starlette.responses import Response

from vedette.ledger.base import Scope
from vedette.model.claim import EventType
from vedette.model.encoding import dumps
from vedette.model.event import RecordState
from vedette.model.verification import Rung
from vedette.picture.answers import Written
from vedette.picture.filters import Box, Filter
from vedette.picture.picture import Picture
from vedette.picture.pictures import Gallery, Pictures
from vedette.pipeline.deriving.rederive import Rules

T = TypeVar("T")

_DAY = r"\d{4}-\d{2}-\d{2}"
_MOMENT = rf"^{_DAY}(T\d{{2}}:\d{{2}}(:\d{{2}})?(Z|[+-]\d{{2}}:\d{{2}})?)?$"
MOST = 1000
#: Bytes from which on packing saves more than it costs.
_WORTH_PACKING = 1000

AsOf = Annotated[
    str | None,
    Query(pattern=_MOMENT, description="Only what was public by then. A day counts to its end; times are UTC."),
]
AsRecorded = Annotated[
    str | None, Query(pattern=_MOMENT, description="Only what this ledger had recorded by then; as for as_of.")
]
WithRules = Annotated[Rules, Query(description="Read by the rules in force when it was derived, or by those of now.")]
From = Annotated[dt.date | None, Query(alias="from", description="First day of the period.")]
To = Annotated[dt.date | None, Query(alias="to", description="Last day of the period, included.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Results on a page.")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before.")]


def moment(words: str | None, name: str) -> dt.datetime | None:
    """A moment from a query; a day counts to its end. Raises a 422 for what is no date."""
    if not words:
        return None
    try:
        time = dt.datetime.fromisoformat(words)
        time = time if time.tzinfo else time.replace(tzinfo=dt.UTC)
        time = time.astimezone(dt.UTC)
        return time + dt.timedelta(days=1, microseconds=-1) if len(words) == len("2024-11-30") else time
    except (ValueError, OverflowError) as error:
        raise HTTPException(422, f"{name}: {words!r} is no moment; write 2024-11-30 or 2024-11-30T18:00Z") from error


def scope_of(as_of: AsOf = None, as_recorded: AsRecorded = None) -> Scope:
    """The cut through the clocks that a request asks for."""
    return Scope(as_of=moment(as_of, "as_of"), as_recorded=moment(as_recorded, "as_recorded"))


def pictures_of(request: Request) -> Pictures:
    """The pictures as whoever asks may see them."""
    gallery: Gallery = request.app.state.gallery
    return gallery.of(getattr(request.state, "viewer", None))


Shown = Annotated[Pictures, Depends(pictures_of)]


def picture_of(
    pictures: Annotated[Pictures, Depends(pictures_of)],
    scope: Annotated[Scope, Depends(scope_of)],
    with_rules: WithRules = Rules.THEN,
) -> Picture:
    """The picture at the moment asked for."""
    return pictures.at(scope, with_rules)


Asked = Annotated[Picture, Depends(picture_of)]


def period_of(since: From = None, until: To = None) -> tuple[dt.date | None, dt.date | None]:
    """Days `since` <= d < `until`. Raises a 422 for an empty period."""
    if since is not None and until is not None and until < since:
        raise HTTPException(422, f"to: {until} is before {since}")
    try:
        return since, until + dt.timedelta(days=1) if until else None
    except OverflowError as error:
        raise HTTPException(422, f"to: {until} is too late a day") from error


Days = Annotated[tuple[dt.date | None, dt.date | None], Depends(period_of)]


def box_of(
    bbox: Annotated[str | None, Query(max_length=120, description="west,south,east,north in degrees.")] = None,
) -> Box | None:
    """A box from a query. Raises a 422 for anything but four numbers in range."""
    if not bbox:
        return None
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError as error:
        raise HTTPException(422, "bbox: write west,south,east,north in degrees") from error
    inside = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    if not inside:  # NaN is not inside either
        raise HTTPException(422, "bbox: longitudes lie in -180..180, latitudes in -90..90, south is not above north")
    return Box(west, south, east, north)


def which_of(
    kind: Annotated[list[EventType] | None, Query(description="Kinds of event; may be repeated.")] = None,
    rung: Annotated[list[Rung] | None, Query(description="Rungs of verification; may be repeated.")] = None,
    state: Annotated[list[RecordState] | None, Query(description="How far people have taken the record.")] = None,
    *,
    recalled: Annotated[bool, Query(description="Also events that reports only recall.")] = False,
    expected: Annotated[bool, Query(description="Also what is planned, threatened or hypothetical.")] = False,
) -> Filter:
    """The part of the filter that is about the event itself."""
    return Filter(
        types=frozenset(k.value for k in kind or ()),
        rungs=frozenset(r.value for r in rung or ()),
        states=frozenset(s.value for s in state or ()),
        recalled=recalled,
        expected=expected,
    )


Text = Annotated[str | None, Query(max_length=200)]


def filter_of(
    days: Days,
    box: Annotated[Box | None, Depends(box_of)],
    which: Annotated[Filter, Depends(which_of)],
    party: Annotated[str | None, Query(max_length=200, description="An actor's id or name, or a side.")] = None,
    place: Annotated[str | None, Query(max_length=200, description="A place's id or name.")] = None,
    conflict: Annotated[str | None, Query(max_length=200, description="A conflict's id.")] = None,
) -> Filter:
    """The filter of events that a request asks for."""
    return Filter(
        since=days[0],
        until=days[1],
        box=box,
        types=which.types,
        rungs=which.rungs,
        states=which.states,
        party=party or None,
        place=place or None,
        conflict=conflict or None,
        recalled=which.recalled,
        expected=which.expected,
    )


Wanted = Annotated[Filter, Depends(filter_of)]


def page(
    items: Sequence[T], key: Callable[[T], Sequence[str]], *, limit: int, cursor: str | None
) -> tuple[list[T], str | None]:
    """A page of items sorted by `key`, and the cursor of the next. A cursor names the last item seen, so that what is
    added or taken away in between moves nobody. Raises a 422 for a cursor that is none of ours."""
    begin = 0
    if cursor is not None:
        after = _read(cursor)
        low, high = 0, len(items)
        while low < high:
            middle = (low + high) // 2
            if list(key(items[middle])) <= after:
                low = middle + 1
            else:
                high = middle
        begin = low
    shown = list(items[begin : begin + limit])
    more = begin + limit < len(items)
    return shown, _written(key(shown[-1])) if more and shown else None


def _written(key: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def _read(cursor: str) -> list[str]:
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise HTTPException(422, "cursor: give `next` of the page before") from error
    if not isinstance(key, list) or not all(isinstance(part, str) for part in key):
        raise HTTPException(422, "cursor: give `next` of the page before")
    return key


def answer(request: Request, data: Any, *, media_type: str = "application/json") -> Response:
    """Data as JSON with an ETag of its bytes; 304 without a body where the reader has them already."""
    return told(request, written(data), media_type=media_type)


def written(data: Any) -> Written:
    """Data as the bytes of an answer."""
    body = dumps(data).encode()
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= _WORTH_PACKING else None
    return Written(f'"{hashlib.sha256(body).hexdigest()[:32]}"', body, packed)


def once(request: Request, picture: Picture, make: Callable[[], Any]) -> Response:
    """The answer to a question that many ask: worked out, written and packed once for each picture and address."""
    key = f"{request.url.path}?{request.url.query}"
    found = picture.answers.get(key)
    if found is None:
        found = written(make())
        picture.answers.put(key, found)
    return told(request, found)


def told(request: Request, what: Written, *, media_type: str = "application/json") -> Response:
    """Written data as a response, packed for those who take it so."""
    headers = {"ETag": what.tag, "Cache-Control": "no-cache", "Vary": "Authorization, Cookie, Accept-Encoding"}
    given = (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(","))
    if what.tag in given:
        return Response(status_code=304, headers=headers)
    if what.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(what.packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(what.body, media_type=media_type, headers=headers)
