"""The page of changes: what is different between two moments of the public clock."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from vedette.ledger.base import Scope
from vedette.picture.asking import Asked, AsOf, moment, pictures_of
from vedette.picture.changes import ChangeKind, changes
from vedette.picture.picture import Picture
from vedette.picture.pictures import Pictures
from vedette.web.rendering import page

router = APIRouter(include_in_schema=False)

_SHOWN = 120


@router.get("/changes", response_class=HTMLResponse)
def changed(
    request: Request,
    pictures: Annotated[Pictures, Depends(pictures_of)],
    picture: Asked,
    before: AsOf = None,
) -> Response:
    """Changes since `before`; the day before the newest report where none is given. The browser remembers when it was
    here last and offers that."""
    earlier = moment(before, "before") or _day_before(picture)
    if earlier is None:
        return page(request, "changes.html", picture, groups=[], before=None, days=[], count=0)
    found = changes(pictures.at(Scope(as_of=earlier, as_recorded=picture.scope.as_recorded), picture.rules), picture)
    groups = [(kind, [c for c in found if c.kind is kind][:_SHOWN]) for kind in ChangeKind]
    days = sorted({r.published.date() for r in picture.reports.values() if r.published}, reverse=True)[:14]
    return page(request, "changes.html", picture, groups=groups, before=earlier, days=days, count=len(found))


def _day_before(picture: Picture) -> dt.datetime | None:
    newest = max((r.published for r in picture.reports.values() if r.published), default=None)
    if newest is None:
        return None
    return newest.replace(hour=0, minute=0, second=0, microsecond=0) - dt.timedelta(microseconds=1)
