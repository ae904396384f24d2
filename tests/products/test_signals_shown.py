"""Signals on the API and the pages: never without their rule and its back-test, and only of what was known."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests import servers

SIGNALS = "/api/v1/signals"


def toll(day: int, dead: int, who: str) -> dict[str, Any]:
    return {
        "id": f"r{day}",
        "outlet": f"{who} Wire",
        "title": f"Report of {day} May",
        "published": dt.datetime(2031, 5, day, 8, tzinfo=dt.UTC),
        "text": f"Shells killed {dead} people in Qarat, the {who} Observatory said.",
        "claim": [
            {"kind": "event", "in": "Shells", "type": "shelling", "place": "Qarat", "when": dt.date(2031, 5, 2),
             "who": f"{who} Observatory"},
            {"kind": "toll", "in": f"killed {dead} people", "point": dead, "cause": "shelling", "place": "Qarat",
             "when": dt.date(2031, 5, 2), "who": f"{who} Observatory"},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[TestClient]:
    reports = [toll(3, 4, "Ridge"), toll(6, 14, "Harbour")]
    with TestClient(servers.app(reports)) as client:
        yield client


def test_a_signal_comes_with_its_rule_its_claims_and_how_good_the_rule_is(server: TestClient) -> None:
    told = server.get(SIGNALS).json()
    (signal,) = [s for s in told["items"] if s["rule"] == "toll-disputed"]
    assert "more than a factor of 2" in signal["states"]
    assert "can be judged" in signal["verdict"]
    assert signal["claims"]
    assert all(server.get(f"/api/v1/claims/{key}").status_code == 200 for key in signal["claims"])
    rules = {r["name"]: r for r in told["rules"]}
    assert len(rules) == 9, "every rule is named, those that could not be asked too"
    assert rules["deaths-high"]["why"].startswith("needs more than 365 days")
    assert rules["toll-disputed"]["test"]["fired"] == 1


def test_a_signal_is_not_there_before_it_was_public(server: TestClient) -> None:
    assert server.get(SIGNALS, params={"as_of": "2031-05-04"}).json()["items"] == []
    assert server.get(SIGNALS, params={"as_of": "2031-05-01"}).json() == {
        "items": [], "next": None, "last": None, "rules": []
    }  # fmt: skip
    assert "Nothing stands out" in server.get("/signals?as_of=2031-05-04").text
    assert "nothing to look at yet" in server.get("/signals?as_of=2031-05-01").text


def test_rules_days_and_pages_can_be_asked_for(server: TestClient) -> None:
    only = server.get(SIGNALS, params={"rule": ["front-moved"]}).json()
    assert [r["name"] for r in only["rules"]] == ["front-moved"]
    assert not only["items"]
    assert server.get(SIGNALS, params={"days": 0}).status_code == 422
    first = server.get(SIGNALS, params={"limit": 1}).json()
    every = server.get(SIGNALS).json()["items"]
    assert first["items"] == every[:1]
    assert (first["next"] is None) == (len(every) == 1)


def test_the_page_shows_words_rule_verdict_and_a_link_to_the_claim(server: TestClient) -> None:
    text = server.get("/signals").text
    assert "toll-disputed" in text
    assert "too few to say how good the rule is" in text
    assert "Fires when two origins give figures of one toll" in text
    (event,) = (s["subject"].removeprefix("event ") for s in server.get(SIGNALS).json()["items"])
    assert f'<a href="/events/{event}">Shelling, Qarat</a>' in text, "an event is named by what and where it is"
    assert "/documents/" in text
    assert 'href="/signals' in server.get("/events").text, "it is in the menu"


def test_it_is_worked_out_once_for_each_state_of_the_ledger(
    server: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.get(SIGNALS)

    def never(*_: object) -> None:
        raise AssertionError("asked again")

    monkeypatch.setattr("vedette.picture.picture.standing_out", never)
    assert server.get(SIGNALS, params={"days": 90}).status_code == 200
