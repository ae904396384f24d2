"""Before any route: who asks, whether they may, and whether a write comes from one of our own pages.

Plain ASGI, outside of all routes, so that none can be forgotten. A write needs a token, or a session and the word that
only our pages know (field `csrf` of a form, or header `X-CSRF-Token`); bodies are bounded.
"""

import html
import json
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vedette.access.door import Door, Visitor, same

#: The page for which nobody is asked: it asks.
LOG_IN = "/login"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: Bytes of a request's body at most.
LARGEST = 256 * 1024
GUEST = "vedette_guest"


def session_cookie(scheme: str) -> str:
    """The session cookie's name: over TLS one that the browser takes from this very host only."""
    return "__Host-vedette" if scheme == "https" else "vedette_session"


class Guard:
    """Sets `request.state.visitor` and `request.state.viewer`, or refuses."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        static = scope["type"] == "http" and scope["path"].startswith("/static/") and scope["method"] in READING
        if scope["type"] != "http" or static:  # the same for all: nobody is looked up
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = cookies_of(headers)
        session, guest = cookies.get(session_cookie(scope["scheme"])), cookies.get(GUEST)
        visitor = await run_in_threadpool(self.door.visitor, session, _bearer(headers), guest)
        if visitor is None:
            await refusal(scope, 401, "This token opens nothing: it may have ended.")(scope, receive, send)
            return
        scope.setdefault("state", {}).update(visitor=visitor, viewer=visitor.viewer, session=session)
        path = scope["path"]
        if visitor.account is None and self.door.guests is None and path != LOG_IN:
            await self._sent_to_log_in(scope)(scope, receive, send)
            return
        if scope["method"] not in READING:
            body = await _body(receive)
            refused = _wrong(scope, headers, visitor, body) or self._too_many(scope, visitor)
            if refused is not None or body is None:
                await (refused or refusal(scope, 413, "That is too much at once."))(scope, receive, send)
                return
            receive = _again(body, receive)
        await self.app(scope, receive, _private(send) if visitor.account else send)

    def _too_many(self, scope: Scope, visitor: Visitor) -> Response | None:
        if visitor.account is None:
            return None
        wait = self.door.writes.wait(visitor.name)
        if wait:
            return refusal(scope, 429, f"Too many writes: go on in {wait} seconds.", {"Retry-After": str(wait)})
        self.door.writes.count(visitor.name)
        return None

    def _sent_to_log_in(self, scope: Scope) -> Response:
        if scope["path"].startswith("/api/") or scope["method"] not in READING:
            return refusal(scope, 401, "Log in, or send a token.", {"WWW-Authenticate": "Bearer"})
        query = scope["query_string"].decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(f"/login?next={quote(wanted, safe='')}", status_code=303)


def cookies_of(headers: Headers) -> dict[str, str]:
    """The cookies of a request; none where they are no cookies."""
    found: SimpleCookie = SimpleCookie()
    try:
        found.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in found.items()}


def refusal(scope: Scope, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """A refusal: problem details (RFC 9457) for programs, a short page for people."""
    title = HTTPStatus(status).phrase
    if scope["path"].startswith("/api/"):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": scope["path"]}
        return Response(json.dumps(body), status, headers, "application/problem+json")
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
        f"<title>{html.escape(title)} · Vedette</title>"
        '<script src="/static/js/theme.js"></script><link rel="stylesheet" href="/static/css/base.css">'
        f'<main class="sheet narrow"><h1>{html.escape(title)}</h1><p class="lead">{html.escape(detail)}</p>'
        '<p class="more"><a href="/">To the map</a> · <a href="/login">Log in</a></p></main></html>'
    )
    return HTMLResponse(page, status, headers)


def _bearer(headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else None


async def _body(receive: Receive) -> bytes | None:
    found = b""
    while True:
        message = await receive()
        found += bytes(message.get("body", b""))
        if len(found) > LARGEST:
            return None
        if not message.get("more_body", False):
            return found


def _wrong(scope: Scope, headers: Headers, visitor: Visitor, body: bytes | None) -> Response | None:
    """The refusal of a write that did not come from our own pages."""
    if body is None or visitor.by_token:
        return None
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != headers.get("host", "")
    if foreign or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return refusal(scope, 403, "This came from a page of another site.")
    given = headers.get("x-csrf-token", "")
    if not given and headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        given = _field(body, "csrf")
    if not same(given, visitor.csrf):
        return refusal(scope, 403, "This page is too old, or not ours: open it again, then send.")
    return None


def _field(body: bytes, name: str) -> str:
    try:
        return parse_qs(body.decode("latin-1"), max_num_fields=2000).get(name, [""])[0]
    except ValueError:  # too many fields
        return ""


def _again(body: bytes, receive: Receive) -> Receive:
    told = False

    async def once() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def _private(send: Send) -> Send:
    """What an account is told is kept by no shared cache."""

    async def completed(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            kept = headers.get("cache-control", "no-cache")
            if not kept.startswith(("public", "private", "no-store")):
                headers["Cache-Control"] = f"private, {kept}"
        await send(message)

    return completed
