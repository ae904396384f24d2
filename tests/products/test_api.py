"""The API: what it answers at which moment, in which shape, and what it says to nonsense."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests import servers

V1 = "/api/v1"


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(servers.app()) as client:
        yield client


def strike(api: TestClient, **asked: str) -> dict[str, object]:
    found = api.get(f"{V1}/events", params={"place": "Qarat", **asked}).json()["items"]
    assert len(found) == 1
    return found[0]  # type: ignore[no-any-return]


def test_the_index_names_the_lists(api: TestClient) -> None:
    paths = api.get(V1).json()["paths"]
    assert {
        f"{V1}/{name}" for name in ("events", "documents", "tolls", "control", "actors", "places", "sources")
    } <= set(paths)


def test_a_toll_is_what_was_public_by_the_moment(api: TestClient) -> None:
    lows = {as_of: strike(api, as_of=as_of)["tolls"] for as_of in ("2031-05-03", "2031-05-05")}
    assert [t["low"] for t in lows["2031-05-03"]] == [4]  # type: ignore[attr-defined]
    assert [t["low"] for t in lows["2031-05-05"]] == [6]  # type: ignore[attr-defined]


def test_before_the_first_report_nothing_is_known(api: TestClient) -> None:
    assert api.get(f"{V1}/events", params={"as_of": "2031-05-03T07:59Z"}).json()["items"] == []


def test_a_day_counts_to_its_end_and_an_hour_to_itself(api: TestClient) -> None:
    assert strike(api, as_of="2031-05-05T07:00Z")["claims"] < strike(api, as_of="2031-05-05")["claims"]  # type: ignore[operator]


def test_an_event_unfolds_into_claims_and_their_documents(api: TestClient) -> None:
    event = strike(api)["id"]
    body = api.get(f"{V1}/events/{event}").json()
    claims = api.get(f"{V1}/events/{event}/claims").json()["items"]
    assert {c["claim"]["key"] for c in claims} == set(body["claims"])
    one = claims[0]["claim"]
    text = api.get(f"{V1}/documents/{one['document']}").json()["text"]
    start, end = one["evidence"]["span"]
    assert text[start:end] == one["evidence"]["quote"]
    assert api.get(f"{V1}/claims/{one['key']}").json()["claim"]["key"] == one["key"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "shelling"}, 1),
        ({"kind": "air-strike"}, 0),
        ({"kind": ["air-strike", "shelling"]}, 1),
        ({"from": "2031-05-02", "to": "2031-05-02"}, 1),
        ({"from": "2031-05-03"}, 0),
        ({"to": "2031-05-01"}, 0),
        ({"bbox": "37,36,37.5,36.5"}, 1),
        ({"bbox": "-10,36,10,36.5"}, 0),
        ({"place": "Qarat"}, 1),
        ({"party": "nobody"}, 0),
        ({"rung": "retracted"}, 0),
        ({"state": "machine"}, 1),
    ],
)
def test_events_are_filtered(api: TestClient, asked: dict[str, str], found: int) -> None:
    assert len(api.get(f"{V1}/events", params=asked).json()["items"]) == found


def test_pages_hold_everything_once_and_in_order(api: TestClient) -> None:
    whole = api.get(f"{V1}/documents").json()["items"]
    cursor, seen = None, []
    while True:
        page = api.get(f"{V1}/documents", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == whole
    assert len(seen) == 2


def test_an_answer_that_did_not_change_is_not_sent_again(api: TestClient) -> None:
    first = api.get(f"{V1}/events")
    again = api.get(f"{V1}/events", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_geojson_has_a_point_an_event_or_none(api: TestClient) -> None:
    answer = api.get(f"{V1}/events.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [37.15, 36.2]}
    held = api.get(f"{V1}/control.geojson").json()["features"]
    assert [f["properties"]["holders"][0]["name"] for f in held] == ["Hill Brigades"]


def test_changes_name_the_toll_that_rose(api: TestClient) -> None:
    found = api.get(f"{V1}/changes", params={"before": "2031-05-04"}).json()["items"]
    risen = [(c["before"], c["after"]) for c in found if c["kind"] == "toll changed"]
    assert risen == [("4 killed", "6 killed")]


def test_search_finds_words_of_texts_and_of_events(api: TestClient) -> None:
    found = api.get(f"{V1}/search", params={"q": "shells kil"}).json()["items"]
    assert {hit["kind"] for hit in found} == {"document"}
    assert {hit["kind"] for hit in api.get(f"{V1}/search", params={"q": "shelling qarat"}).json()["items"]} == {"event"}


@pytest.mark.parametrize("words", ['"', "a OR", "(", "NEAR(", "*", "'; DROP TABLE found; --", "\x00", "🜁", "- -"])
def test_search_takes_any_words_for_words(api: TestClient, words: str) -> None:
    assert api.get(f"{V1}/search", params={"q": words}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events?as_of=2024-13-40", 422),
        ("/events?as_of=yesterday", 422),
        ("/events?bbox=1,2,3", 422),
        ("/events?bbox=nan,0,nan,0", 422),
        ("/events?from=2031-05-03&to=2031-05-01", 422),
        ("/events?to=9999-12-31", 422),
        ("/events?limit=0", 422),
        ("/events?kind=war", 422),
        ("/events?cursor=AAAA", 422),
        ("/events/none", 404),
        ("/events/%2e%2e%2fetc", 404),
        ("/claims/none", 404),
        ("/documents/none", 404),
        ("/documents/none/claims", 404),
        ("/nothing", 404),
        ("/changes?before=", 422),
    ],
)
def test_every_error_has_the_one_shape(api: TestClient, path: str, status: int) -> None:
    answer = api.get(V1 + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["instance"].startswith(V1)


def test_what_is_not_there_to_be_written_is_refused(api: TestClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert api.request(method, f"{V1}/events").status_code == 403


def test_the_stream_tells_the_mark_of_the_ledger(api: TestClient) -> None:
    text = api.get(f"{V1}/stream", params={"once": "true"}).text
    assert text.startswith("event: head\ndata: ")


def test_other_sites_may_not_read_it(api: TestClient) -> None:
    answer = api.get(f"{V1}/events", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers
