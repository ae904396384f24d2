"""The page of signals: what stands out, and how far each rule is to be trusted here."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from vedette.picture.asking import Asked
from vedette.picture.changes import subject as heading
from vedette.picture.picture import Picture
from vedette.signals.rules import RECENT
from vedette.web.rendering import page

router = APIRouter(include_in_schema=False)

#: Periods offered, in days.
_PERIODS = (30, 90, 365)
#: Signals on a page, and claims shown of each.
_SHOWN, _CLAIMS = 120, 3


@router.get("/signals", response_class=HTMLResponse)
def signals(
    request: Request,
    picture: Asked,
    days: Annotated[int, Query(ge=1, le=36500)] = RECENT,
) -> Response:
    """The signals of the last days before the newest report, and the back-test of every rule."""
    out = picture.standing_out
    found = out.recent(days) if out else []
    shown = found[:_SHOWN]
    claims = picture.claims([key for one in shown for key in one.signal.claims[:_CLAIMS]])
    return page(
        request,
        "signals.html",
        picture,
        out=out,
        shown=[(one, *_about(one.signal.subject, picture)) for one in shown],
        count=len(found),
        claims=claims,
        days=days,
        periods=_PERIODS,
        most=_CLAIMS,
    )


def _about(subject: str, picture: Picture) -> tuple[str, str | None]:
    """What a signal is about in words, and the page of it: an event by what and where it is, an area by its name and
    its country's code."""
    event = subject.removeprefix("event ")
    if event != subject and (card := picture.card(event)) is not None:
        return heading(card), f"/events/{event}"
    country, _, area = subject.partition("/")
    return (f"{area}, {country}" if area and len(country) == len("SY") else subject), None
