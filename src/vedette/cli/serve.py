"""`vedette serve`: the monitor in a browser, and its API."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import Db

if TYPE_CHECKING:
    from fastapi import FastAPI

    from vedette.pipeline.shown import Shown

#: Where the server listens unless told otherwise.
PORT = 8472


def serve(
    *,
    db: Db = None,
    host: Annotated[str, typer.Option(help="Address to listen on; one of this machine alone.")] = ("127.0.0.1"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
) -> None:
    """Open the monitor in a browser: map, events, tolls, control, changes, and the API under /api/v1.

    Read-only, for this machine only, without a network. Stop it with Ctrl-C.
    """
    from vedette.access.binding import check
    from vedette.cli.screen import err
    from vedette.errors import BadSetting, MissingPart
    from vedette.model.viewer import Viewer
    from vedette.pipeline.shown import open_shown
    from vedette.settings import Settings

    try:
        import uvicorn
    except ImportError as error:
        raise MissingPart("the server is not installed: pip install 'vedette[serve]'") from error
    from vedette.cli.options import sqlite_file

    check(host)
    settings = Settings.load({"db": db})
    url = settings.db
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise BadSetting(f"there is no ledger {file}; make one with: vedette ingest INPUT... --db {url}")
    app = application(open_shown(url, Viewer(settings.viewer)))
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    at = socket.getsockname()
    err().print(f"Vedette is open at http://{at[0]}:{at[1]}/  (Ctrl-C ends it)")
    server.run(sockets=[socket])


def application(ledger: "Shown") -> "FastAPI":
    """API and pages over one ledger."""
    from vedette.api.app import create_app
    from vedette.web.app import attach

    app = create_app(ledger)
    attach(app)
    return app
