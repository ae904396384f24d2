"""The pages, put on the application of the API: static files, tiles, one router a kind of page, errors as pages."""

import gzip
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from vedette.errors import VedetteError
from vedette.web import tiles
from vedette.web.floor import Floor
from vedette.web.rendering import page
from vedette.web.state import State
from vedette.web.views import (
    admin,
    blind,
    changes,
    control,
    desk,
    documents,
    events,
    login,
    places,
    search,
    signals,
    themap,
    tolls,
    voices,
)

#: Files that never change under their name; our own scripts and styles are asked for again.
_LASTING = ("vendor/",)
#: What packing makes smaller; fonts are packed already.
_PACKED = (".js", ".mjs", ".css", ".svg")


class Files(StaticFiles):
    """The packaged scripts, styles and fonts."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, packed once for all who take it so; vendored ones are pinned by hash, so a browser may keep them."""
        answer = await super().get_response(path, scope)
        taken = scope["method"] == "GET" and "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if taken and path.endswith(_PACKED) and isinstance(answer, FileResponse) and answer.stat_result is not None:
            content = await run_in_threadpool(_packed, str(answer.path), answer.stat_result.st_mtime_ns)
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            answer = Response(content, headers={**headers, "content-encoding": "gzip", "vary": "Accept-Encoding"})
        lasting = path.startswith(_LASTING)
        answer.headers["Cache-Control"] = "public, max-age=604800" if lasting else "no-cache"
        if path.endswith(".mjs"):
            answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
        return answer


@cache
def _packed(path: str, _: int) -> bytes:
    """A file's bytes, packed; anew when it has changed."""
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


def attach(app: FastAPI) -> None:
    """Add the pages to an application made by `vedette.api.app.create_app`."""
    app.state.floor = Floor()
    app.mount("/static", Files(directory=str(files("vedette.web") / "static")), name="static")
    for part in (
        themap,
        events,
        places,
        voices,
        documents,
        tolls,
        control,
        changes,
        signals,
        search,
        login,
        desk,
        blind,
        admin,
    ):
        app.include_router(part.router)
    app.include_router(tiles.router)
    _errors_as_pages(app)


def _errors_as_pages(app: FastAPI) -> None:
    handlers = dict(app.exception_handlers)

    async def shown(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/api/"):
            answer: Response = await handlers[kind_of(error)](request, error)
            return answer
        if isinstance(error, HTTPException):
            status, detail = error.status_code, str(error.detail)
            if status == 401 and request.method == "GET":
                return RedirectResponse(f"/login?next={quote(State(request).here(), safe='')}", status_code=303)
        elif isinstance(error, RequestValidationError):
            status, detail = 422, "; ".join(str(e["msg"]) for e in error.errors()[:3])
        else:
            status, detail = 503, str(error)
        title = HTTPStatus(status).phrase
        answer = page(request, "error.html", title=title, status=status, detail=detail)
        answer.status_code = status
        return answer

    def kind_of(error: Exception) -> type[Exception]:
        return next(kind for kind in kinds if isinstance(error, kind))

    kinds: tuple[type[Exception], ...] = (HTTPException, RequestValidationError, VedetteError)
    for kind in kinds:
        app.add_exception_handler(kind, shown)
