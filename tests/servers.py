"""Servers for the tests: the application over stories, and one that listens on a port of this machine."""

import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from tests.stories import tell
from vedette.cli.serve import application
from vedette.ledger.memory import MemoryLedger
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.showing.shown import Shown

#: Of every account that tests make for each role.
PASSWORD = "seven grey herons"

REPORTS: list[dict[str, Any]] = [
    {
        "id": "first",
        "outlet": "Meridian Wire",
        "title": "Shells fall on Qarat",
        "published": dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC),
        "text": "Shells killed 4 people in Qarat, the Ridge Observatory said. The Hill Brigades hold Marsin.",
        "claim": [
            {"kind": "toll", "in": "killed 4 people", "point": 4, "cause": "shelling", "place": "Qarat",
             "when": dt.date(2031, 5, 2), "who": "Ridge Observatory"},
            {"kind": "event", "in": "Shells", "type": "shelling", "place": "Qarat", "when": dt.date(2031, 5, 2),
             "who": "Ridge Observatory"},
            {"kind": "control", "in": "hold Marsin", "relation": "holds", "party": "Hill Brigades/opposition",
             "place": "Marsin", "when": dt.date(2031, 5, 2)},
        ],
    },
    {
        "id": "second",
        "outlet": "Lantern Radio",
        "title": "Toll in Qarat rises",
        "published": dt.datetime(2031, 5, 5, 8, tzinfo=dt.UTC),
        "text": "The shells on Qarat killed 6 people, the Ridge Observatory said. Since Monday 40 people died.",
        "claim": [
            {"kind": "toll", "in": "killed 6 people", "point": 6, "cause": "shelling", "place": "Qarat",
             "when": dt.date(2031, 5, 2), "who": "Ridge Observatory"},
            {"kind": "toll", "in": "40 people died", "point": 40, "scope": "cumulative", "since": dt.date(2031, 4, 28),
             "when": dt.date(2031, 5, 5), "who": "Ridge Observatory"},
        ],
    },
]  # fmt: skip


def told(reports: list[dict[str, Any]] | None = None) -> MemoryLedger:
    """A ledger of reports, derived."""
    ledger = MemoryLedger()
    claims, documents = tell(REPORTS if reports is None else reports)
    for document in documents.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in claims if c.claim.document == document.id])
    rederive(ledger)
    return ledger


def app(reports: list[dict[str, Any]] | None = None) -> FastAPI:
    """The application over reports."""
    return application(Shown(told(reports)))


@contextmanager
def listening(served: FastAPI) -> Iterator[str]:
    """An application on a free port of this machine, as its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(served, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
