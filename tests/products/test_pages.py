"""The pages: each opens, keeps its moment, runs nothing that was fetched, and tells the browser so."""

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests import servers
from tests.payloads import PAYLOADS
from vedette.access.headers import HEADERS

PLACES = (
    "/",
    "/events",
    "/tolls",
    "/tolls?effect=injured",
    "/control",
    "/changes",
    "/signals?days=3650",
    "/sources",
    "/search",
    "/search?q=qarat",
)


@pytest.fixture(scope="module")
def web() -> Iterator[TestClient]:
    with TestClient(servers.app()) as client:
        yield client


def paths(web: TestClient) -> list[str]:
    """Every page that can be reached by links from the menu."""
    seen: list[str] = []
    waiting = list(PLACES)
    while waiting:
        path = waiting.pop(0)
        if path in seen or len(seen) > 400:
            continue
        seen.append(path)
        answer = web.get(path)
        assert answer.status_code == 200, path
        if "html" in answer.headers["content-type"]:
            links = re.findall(r'(?:href|hx-get)="(/[^"#]*)', answer.text)
            waiting += [link.replace("&amp;", "&") for link in links if not link.startswith("/api/v1")]
    return seen


def test_every_link_leads_somewhere(web: TestClient) -> None:
    found = paths(web)
    for kind in ("/events/", "/documents/", "/places/", "/sources/", "/actors/", "/static/"):
        assert any(path.startswith(kind) for path in found) or kind in ("/places/", "/actors/"), kind


@pytest.mark.parametrize("path", [*PLACES, "/nowhere", "/api/v1/events", "/static/css/base.css", "/map/picture"])
def test_every_answer_tells_the_browser_to_run_nothing_strange(web: TestClient, path: str) -> None:
    headers = web.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]


class Found(HTMLParser):
    """Scripts, inline styles and handlers in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.foreign: list[str] = []
        self._in: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in = tag if tag in ("script", "style") else None
        if tag in ("iframe", "object", "embed", "style", "base") or (tag == "script" and not given.get("src")):
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name == "srcdoc":
                self.bad.append(f"{tag} {name}")
            if name in ("src", "href", "action", "formaction", "xlink:href", "hx-get"):
                address = (value or "").strip().lower()
                if tag != "a" and not address.startswith(("/", "#")):
                    self.foreign.append(address)
                if re.match(r"[a-z][a-z0-9+.\-]*:", address) and not address.startswith(("http:", "https:")):
                    self.bad.append(address)


def checked(text: str) -> Found:
    found = Found()
    found.feed(text)
    return found


def test_no_page_holds_a_script_or_style_of_its_own_or_asks_another_host(web: TestClient) -> None:
    for path in paths(web):
        if not path.startswith("/static/"):
            found = checked(web.get(path).text)
            assert (found.bad, found.foreign) == ([], []), path


def hostile() -> list[dict[str, Any]]:
    """Reports whose every string is an attempt."""
    reports = []
    for number, attempt in enumerate(PAYLOADS):
        words = attempt.strip()
        reports.append(
            {
                "id": words,
                "outlet": words,
                "title": words,
                "published": dt.datetime(2031, 5, 3, 8, number % 60, tzinfo=dt.UTC),
                "text": f"Read {words} killed {number + 2} people. And {words} again.",
                "claim": [
                    {"kind": "toll", "in": f"{words} killed {number + 2} people", "point": number + 2, "place": words,
                     "when": dt.date(2031, 5, 2), "who": words, "by": words}
                ],
            }
        )  # fmt: skip
    return reports


def test_the_corpus_is_large_and_varied() -> None:
    assert len(set(PAYLOADS)) >= 200


def test_hostile_reports_stay_words_on_every_page() -> None:
    with TestClient(servers.app(hostile())) as web:
        documents = web.get("/api/v1/documents?limit=1000").json()["items"]
        events = web.get("/api/v1/events?limit=1000").json()["items"]
        assert len(documents) == len({attempt.strip() for attempt in PAYLOADS})
        addresses = [f"/documents/{d['id']}" for d in documents] + [f"/events/{e['id']}" for e in events[:60]]
        addresses += [f"/events/{e['id']}/card" for e in events[:60]] + [*PLACES, "/changes?before=2031-05-03T08:05Z"]
        for path in addresses:
            found = checked(web.get(path).text)
            assert (found.bad, found.foreign) == ([], []), path
        assert "<img" not in web.get("/map/picture").json()["list"]


@pytest.mark.parametrize("attempt", PAYLOADS[::7])
def test_hostile_addresses_stay_words(web: TestClient, attempt: str) -> None:
    for path, name in (
        ("/search", "q"),
        ("/events", "party"),
        ("/events", "place"),
        ("/changes", "before"),
        ("/", "as_of"),
    ):
        answer = web.get(path, params={name: attempt[:200]})
        assert answer.status_code in (200, 422)
        assert checked(answer.text).bad == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fsettings.py",
        "/static//etc/passwd",
        "/static/vendor/../../words.py",
        "/tiles/0/0/1",
        "/tiles/7/0/0",
        "/tiles/-1/0/0",
        "/tiles/0/0/..%2f",
        "/documents/..%2f..",
    ],
)
def test_no_path_leads_out(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text


def test_a_page_of_the_past_says_so_and_keeps_it_in_its_links(web: TestClient) -> None:
    text = web.get("/events?as_of=2031-05-03").text
    assert "As of 3 May 2031" in text
    links = re.findall(r'href="(/events/[^"]+)"', text)
    assert links
    assert all("as_of=2031-05-03" in link for link in links)
    assert "4 killed" in text
    assert "6 killed" not in text


def test_the_document_marks_the_words_of_each_claim(web: TestClient) -> None:
    document = web.get("/api/v1/documents").json()["items"][0]["id"]
    text = web.get(f"/documents/{document}").text
    assert "<mark" in text
    assert "killed 4 people</mark>" in text


def test_the_map_gets_points_control_and_days(web: TestClient) -> None:
    drawn = web.get("/map/picture").json()
    assert drawn["days"] == {"first": "2031-05-02", "counts": [1]}
    assert [drawn["control"][name] for name in ("side", "flags", "age")] == [["opposition"], ["000"], [0.0]]
    lon, lat = drawn["control"]["at"][0]
    assert "Marsin" in web.get(f"/map/at?lon={lon}&lat={lat}").text
    assert drawn["complete"] is True
    assert drawn["sides"] == [{"code": "opposition", "name": "Opposition side", "index": 4}]
    then = web.get("/map/picture?as_of=2031-05-02").json()
    assert then["count"] == 0


def test_a_tile_is_served_and_the_world_has_an_end(web: TestClient) -> None:
    tile = web.get("/tiles/4/9/6")
    assert tile.status_code == 200
    assert tile.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert len(tile.content) > 100


def test_the_first_view_is_light(web: TestClient) -> None:
    """Compressed, scripts, fonts and the picture together stay under a megabyte, tiles aside."""
    seen, waiting, weight = set(), ["/", "/map/picture"], 0
    scripts = ("maplibre-gl/maplibre-gl.mjs", "maplibre-gl/maplibre-gl-worker.mjs")
    fonts = ("inter/inter-latin", "source-serif-4/source-serif-4-latin")
    waiting += [f"/static/vendor/{name}" for name in scripts]
    waiting += [f"/static/vendor/{name}-wght-normal.woff2" for name in fonts]
    waiting += [f"/static/js/{name}.js" for name in ("mapbase", "colour")] + ["/static/shapes.svg"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        with web.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
            weight += len(b"".join(answer.iter_raw()))
        if path == "/":
            waiting += re.findall(r'(?:src|href)="(/static/[^"]+)"', web.get(path).text)
    assert 300_000 < weight < 1_000_000


def test_a_figure_that_was_taken_back_stays_on_the_page_of_its_event() -> None:
    retraction = {
        "id": "third",
        "outlet": "Lantern Radio",
        "published": dt.datetime(2031, 5, 6, 8, tzinfo=dt.UTC),
        "text": "The Ridge Observatory withdraws the figure of 6 dead in Qarat.",
        "claim": [
            {"kind": "toll", "in": "6 dead", "point": 6, "cause": "shelling", "place": "Qarat",
             "when": dt.date(2031, 5, 2), "who": "Ridge Observatory", "caveats": [{"kind": "retracted"}]},
        ],
    }  # fmt: skip
    with TestClient(servers.app([*servers.REPORTS, retraction])) as client:
        found = client.get("/api/v1/events").json()["items"]
        pages = [client.get(f"/events/{e['id']}").text for e in found]
    assert any("<dt>Taken back</dt><dd>6 killed" in page for page in pages)


def test_an_event_says_what_was_left_out_and_a_source_how_soon_it_had_it(web: TestClient) -> None:
    event = next(e["id"] for e in web.get("/api/v1/events").json()["items"] if e["type"] == "shelling")
    left = web.get(f"/events/{event}").text.split('id="left-h"')[1].split("</section>")[0]
    assert "1 figure gave nothing to a toll" in left
    outlets = [s["id"] for s in web.get("/api/v1/sources").json()["items"] if s["kind"] == "outlet"]
    told = [web.get(f"/sources/{id_}").text.split("How soon it has it")[1].split("</section>")[0] for id_ in outlets]
    assert any("with the first report of their event" in words for words in told)


def test_an_actor_has_its_sides_by_year() -> None:
    claim = {"kind": "event", "type": "shelling", "in": "Shells fell on Qarat", "when": dt.date(2031, 5, 2),
             "place": "Qarat", "actor": "Ridge Brigade/opposition"}  # fmt: skip
    report = {"id": "r", "outlet": "Meridian Wire", "text": "Shells fell on Qarat.", "claim": [claim],
              "published": dt.datetime(2031, 5, 3, tzinfo=dt.UTC)}  # fmt: skip
    with TestClient(servers.app([report])) as web:
        page = web.get("/actors/ridge-brigade").text
    assert "Alignments over time" in page
    assert re.search(r"Opposition side\s*<span class=\"note\">2031: 1</span>", page)
