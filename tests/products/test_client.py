"""The Python client, against a server that listens."""

from collections.abc import Iterator

import pytest

from tests import servers
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
