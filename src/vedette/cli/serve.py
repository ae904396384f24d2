"""`vedette serve`: the monitor in a browser, and its API."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import Db

if TYPE_CHECKING:
    from fastapi import FastAPI

    from vedette.access.door import Door
    from vedette.pipeline.review.desk import Desk
    from vedette.pipeline.showing.shown import Shown

#: Where the server listens unless told otherwise.
PORT = 8472


def serve(
    *,
    db: Db = None,
    host: Annotated[str, typer.Option(help="Address to listen on; others than this machine's need accounts.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
    guests: Annotated[
        bool | None,
        typer.Option("--guests/--no-guests", help="Whether all may read, without an account. [default: on 127.0.0.1]"),
    ] = None,
) -> None:
    """Open the monitor in a browser: map, events, tolls, control, changes, and the API under /api/v1.

    For this machine only, without a network. Read-only until there are accounts (vedette users add). Stop it with
    Ctrl-C.
    """
    from vedette.cli.keeping import vault_of
    from vedette.cli.screen import err
    from vedette.errors import BadSetting, MissingPart
    from vedette.ledger.accounts import open_accounts
    from vedette.model.viewer import Viewer
    from vedette.pipeline.review.desk import Desk
    from vedette.pipeline.showing.shown import open_shown
    from vedette.settings import Settings

    try:
        import uvicorn

        from vedette.access.binding import check, is_loopback
        from vedette.access.door import Door
    except ImportError as error:
        raise MissingPart("the server is not installed: pip install 'vedette[serve]'") from error
    from vedette.cli.options import sqlite_file

    settings = Settings.load({"db": db})
    url = settings.db
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise BadSetting(f"there is no ledger {file}; make one with: vedette ingest INPUT... --db {url}")
    store = open_accounts(url)
    known = store is not None and store.any()
    check(host, accounts=known)
    viewer = Viewer(settings.viewer)
    reading = is_loopback(host) if guests is None else guests
    if not reading and not known:
        raise BadSetting("nobody could read: there are no accounts; make one with: vedette users add NAME")
    # Whoever serves the world shows it what the world may see, whatever is set for commands.
    seen = viewer if is_loopback(host) and not known else Viewer.PUBLIC
    shown = open_shown(url, seen, vault=vault_of(settings) if known else None)
    desk = Desk.over(shown) if known else None
    app = application(shown, Door(store if known else None, seen if reading else None), desk)
    app.state.gallery.of().warm()  # a large ledger takes seconds: nobody is told of an address that does not answer
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    socket.listen(config.backlog)
    at = socket.getsockname()
    err().print(f"Vedette is open at http://{at[0]}:{at[1]}/  (Ctrl-C ends it)")
    try:
        server.run(sockets=[socket])
    finally:
        if store is not None:
            store.close()


def application(ledger: "Shown", door: "Door | None" = None, desk: "Desk | None" = None) -> "FastAPI":
    """API and pages over one ledger, with the door by which accounts come in and the desk at which they decide."""
    from vedette.api.app import create_app
    from vedette.web.app import attach

    app = create_app(ledger, door, desk)
    attach(app)
    return app
