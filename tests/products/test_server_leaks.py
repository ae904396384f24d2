"""Nothing that is protected comes out of the server, by any route, at any moment asked about."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.products.test_leaks import SECRET, story  # noqa: F401 - a fixture
from vedette.cli.serve import application
from vedette.ledger.opening import open_ledger
from vedette.model.decision import Decision
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.showing.shown import open_shown

LISTS = ("events", "events.geojson", "documents", "tolls", "control", "control.geojson", "actors", "places", "sources",
         "signals?days=36500", "decisions", "status")  # fmt: skip
PAGES = ("/", "/events", "/tolls", "/control", "/changes?before=2031-05-01", "/sources", "/search?q=killed",
         "/signals?days=36500", "/search?q=marsin", "/map/picture", "/tolls/series")  # fmt: skip


@pytest.mark.parametrize("how", ["embargo", "hidden", "withdrawn", "a claim hidden"])
def test_no_route_leaks(story: tuple[str, dict[str, tuple[Decision, ...]]], how: str) -> None:  # noqa: F811
    url, decisions = story
    ledger = open_ledger(url)
    events = [row.id for row in ledger.events()]
    keys = [c.claim.key for c in ledger.claims()]
    documents = [d.id for d in ledger.documents()]
    for decision in decisions[how]:
        ledger.add_decision(decision)
    rederive(ledger)
    ledger.close()
    with TestClient(application(open_shown(url))) as web:
        asked = [f"/api/v1/{name}" for name in LISTS] + list(PAGES)
        asked += [f"{root}{e}{more}" for e in events for root, more in _events()]
        asked += [f"/api/v1/claims/{key}" for key in keys]
        asked += [f"{root}{d}{more}" for d in documents for root, more in _documents()]
        asked += [f"/api/v1/changes?before=2031-05-01&as_of={day}" for day in ("2031-05-04", "2031-05-06")]
        for path in asked:
            for then in ("", "as_of=2031-05-10", "as_of=2040-01-01"):
                if then and "as_of" in path:
                    continue
                told = web.get(path + (("&" if "?" in path else "?") + then if then else ""))
                text = _without_question(told, path)
                assert [s for s in SECRET if s in text] == [], f"{path} {then}"


def _events() -> list[tuple[str, str]]:
    return [
        ("/events/", ""),
        ("/events/", "/card"),
        ("/events/", "/history"),
        ("/api/v1/events/", ""),
        ("/api/v1/events/", "/claims"),
    ]


def _documents() -> list[tuple[str, str]]:
    return [("/documents/", ""), ("/api/v1/documents/", ""), ("/api/v1/documents/", "/claims")]


def _without_question(answer: Any, path: str) -> str:
    """The answer without the words that were asked for, which come back in the page's own field."""
    text: str = answer.text.casefold()
    if "q=" in path:
        word = path.partition("q=")[2]
        for echo in (f'value="{word}"', f"q={word}"):
            text = text.replace(echo, "")
    return text
