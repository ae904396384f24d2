"""The Python client, against a server that listens."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.products.test_desk import Office
from vedette.client import ApiError, Client


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with servers.listening(servers.app()) as url:
        yield Client(url)


def test_lists_go_on_over_pages(client: Client) -> None:
    assert [d["outlet"] for d in client.documents(limit=1)] == ["Meridian Wire", "Lantern Radio"]


def test_a_moment_is_passed_on(client: Client) -> None:
    (event,) = client.events(place="Qarat", as_of="2031-05-04", from_="2031-05-02", recalled=True)
    assert [t["low"] for t in event["tolls"]] == [4]
    assert {c["claim"]["document"] for c in client.claims_of(event["id"])}
    assert client.event(event["id"])["type"] == "shelling"


def test_the_same_question_twice_has_the_same_answer(client: Client) -> None:
    assert client.status() == client.status()
    assert client.status()["documents"] == 2


def test_a_refusal_carries_its_problem(client: Client) -> None:
    with pytest.raises(ApiError) as refused:
        client.document("a/b?c")
    assert refused.value.status == 404
    assert "no document" in str(refused.value) or refused.value.problem["title"] == "Not Found"


def test_a_server_that_is_not_there_is_an_error_of_ours() -> None:
    with pytest.raises(ApiError, match="can't be reached"):
        Client("http://127.0.0.1:9").status()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1", "127.0.0.1:8472"])
def test_only_servers_are_asked(url: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        Client(url)


def test_a_program_decides_upon_what_it_read() -> None:
    office = Office(servers.told())
    with servers.listening(office.app) as root:
        desk = Client(root, token=office.bearers["ana"].removeprefix("Bearer "))
        event = desk.queue()[0]["event"]["id"]
        seen = desk.versions("event", [event])
        made = desk.decide("accept", "event", [event], versions=seen, reason="both sides say so")
        assert made["decision"]["person"] == "ana"
        assert event not in [w["event"]["id"] for w in desk.queue()]
        with pytest.raises(ApiError) as error:
            desk.decide("review", "event", [event], versions=seen, reason="too late")
        assert error.value.status == 409
        assert error.value.problem["current"] == desk.versions("event", [event])
        with pytest.raises(ApiError) as error:
            Client(root).queue()
        assert error.value.status == 401
        with pytest.raises(ApiError) as error:
            Client(root, token="vdt_nothing").status()
        assert error.value.status == 401
