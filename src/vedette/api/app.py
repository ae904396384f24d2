"""The application: the API over one ledger. Pages are added to it by `vedette.web`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from starlette.concurrency import run_in_threadpool

from vedette.access.door import Door
from vedette.access.guard import Guard
from vedette.access.headers import SecureHeaders
from vedette.api import decisions, events, ledger, names, problems, records, signals
from vedette.picture.pictures import Gallery
from vedette.pipeline.review.desk import Desk
from vedette.pipeline.showing.shown import Shown

ROOT = "/api/v1"

_ABOUT = """
What a war monitor knows, as of any moment: events, tolls, control of places, the claims behind them and the documents
that hold their words. Guests may read where the server lets them; analysts decide, with a token or a session. `as_of`
cuts by what was public, `as_recorded` by what this ledger had recorded. Lists come in pages: pass `next` as `cursor`.
Answers carry an ETag. Errors are problem details (RFC 9457).
"""


def create_app(store: Shown, door: Door | None = None, desk: Desk | None = None) -> FastAPI:
    """The API over a ledger as its readers may see it; the ledger is closed with the application. Without a door nobody
    can log in, and all see what the ledger shows; without a desk nothing is decided."""
    door = door or Door(None, store.viewer)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(app.state.gallery.of().warm)
        yield
        if desk is not None:
            desk.close()
        store.close()

    app = FastAPI(
        title="Vedette",
        version=version("vedette"),
        description=_ABOUT.strip(),
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,  # their scripts come from other hosts
        redoc_url=None,
        lifespan=lifespan,
        responses=problems.RESPONSES,
        separate_input_output_schemas=False,
    )
    app.state.gallery, app.state.door, app.state.desk = Gallery(store), door, desk
    app.add_middleware(Guard, door=door)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(SecureHeaders)
    problems.install(app)
    for part in (events, records, names, signals, ledger, decisions):
        app.include_router(part.router, prefix=ROOT)

    @app.get(ROOT, tags=["ledger"], response_model=dict[str, Any])
    def index() -> dict[str, Any]:
        """Where everything is."""
        paths = sorted(path for path in app.openapi()["paths"] if "{" not in path)
        return {"openapi": f"{ROOT}/openapi.json", "paths": paths}

    return app
