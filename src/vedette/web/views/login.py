"""Logging in and out."""

import secrets
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedette.access.door import LONGEST, Door, Refused, csrf_of
from vedette.access.guard import GUEST, session_cookie
from vedette.access.visiting import Anyone, address_of, door_of
from vedette.web.rendering import page

router = APIRouter(include_in_schema=False)

Doors = Annotated[Door, Depends(door_of)]


@router.get("/login", response_class=HTMLResponse)
def asked(
    request: Request, visitor: Anyone, door: Doors, next_: Annotated[str, Query(alias="next", max_length=2000)] = "/"
) -> Response:
    """The page that asks for name and password."""
    if visitor.account is not None:
        return RedirectResponse(own(next_), status_code=303)
    return _form(request, door, own(next_), visitor.csrf)


@router.post("/login", response_class=HTMLResponse)
def log_in(
    request: Request,
    door: Doors,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=2000)],
    next_: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Begin a session of its own; one that was there before ends."""
    try:
        session = door.log_in(name, password, address_of(request), before=request.state.session)
    except Refused as error:
        words = f"Too many tries. Wait {-(-error.wait // 60)} minutes." if error.wait else "Wrong name or password."
        answer = _form(request, door, own(next_), request.state.visitor.csrf, words, name[:40])
        answer.status_code = 429 if error.wait else 401
        if error.wait:
            answer.headers["Retry-After"] = str(error.wait)
        return answer
    answer = RedirectResponse(own(next_), status_code=303)
    scheme = request.url.scheme
    answer.set_cookie(
        session_cookie(scheme),
        session,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=scheme == "https",
    )
    answer.delete_cookie(GUEST)
    return answer


@router.post("/logout")
def log_out(request: Request, visitor: Anyone, door: Doors) -> Response:
    """End the session, here and at the server."""
    if request.state.session and visitor.account is not None:
        door.log_out(request.state.session, visitor.name, address_of(request))
    answer = RedirectResponse("/", status_code=303)
    scheme = request.url.scheme
    answer.delete_cookie(session_cookie(scheme), httponly=True, samesite="lax", secure=scheme == "https")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def own(address: str) -> str:
    """An address on this server; the map for any other."""
    parts = urlsplit(address.replace("\\", "/"))
    inside = address.startswith("/") and not parts.scheme and not parts.netloc and address.isprintable()
    return address if inside and not address.startswith(("//", "/\\")) else "/"


def _form(request: Request, door: Door, next_: str, csrf: str, wrong: str = "", name: str = "") -> Response:
    guest = "" if csrf else secrets.token_urlsafe(24)
    context: dict[str, Any] = {"next": next_, "csrf": csrf or csrf_of(guest), "wrong": wrong, "typed": name}
    answer = page(request, "login.html", closed=door.store is None, **context)
    answer.headers["Cache-Control"] = "no-store"
    if guest:
        answer.set_cookie(GUEST, guest, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer
