"""The page of control: who is said to hold what, and the flags and age of each."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from vedette.picture.asking import Asked, Wanted
from vedette.web.rendering import page
from vedette.web.views.themap import day_of, held_on, sides_in, sides_of

router = APIRouter(include_in_schema=False)

#: Spans in a list at most; the API has them all.
_SHOWN, _ENDED = 200, 60


@router.get("/control", response_class=HTMLResponse)
def control(request: Request, picture: Asked, wanted: Wanted) -> Response:
    """The spans in force on the last day of the period, those that changed last first, then what has faded."""
    day = day_of(picture, wanted)
    held = sorted(held_on(picture, day), key=lambda s: (s.start, s.last_evidence), reverse=True)
    faded = [s for s in picture.control if s.covers(day) and s.fades < day]
    ended = [s for s in picture.control if s.end is not None and s.end <= day]
    ended.sort(key=lambda s: (s.end, s.start), reverse=True)
    context = {"day": day, "sides": sides_of(picture), "here": sides_in(picture)}
    more = {"count": len(held), "faded_count": len(faded)}
    lists = {"held": held[:_SHOWN], "faded": faded[:_ENDED], "ended": ended[:_ENDED]}
    return page(request, "control.html", picture, **lists, **more, **context)
