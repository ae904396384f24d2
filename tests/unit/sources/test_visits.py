"""What one visit brings, and what it remembers."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import filekinds as kinds
from tests.hostile import Play, Server, answer, in_turn, serving, status
from vedette.errors import FetchFailed, SkipItem
from vedette.model.document import Capture
from vedette.model.failure import Failure
from vedette.net.base import Policy
from vedette.net.client import Client
from vedette.sources.register import SourceSpec
from vedette.sources.visits import TRIES, Memory, Visit

QUICK = Policy(connect=1, read=1, total=2, interval=0, tries=1)
RSS = "application/rss+xml"


@contextmanager
def site(plays: dict[str, Play]) -> Iterator[tuple[Server, Client]]:
    with serving(plays) as server:
        client = Client(QUICK, guard=server.guard())
        yield server, client
        client.close()


def entry(text: str, link: str = "", guid: str = "") -> str:
    return f"<item><guid>{guid}</guid><link>{link}</link><description>{text}</description></item>"


def feed(*entries: str) -> Play:
    return answer(f"<rss version='2.0'><channel><title>Harbour Wire</title>{''.join(entries)}</channel></rss>", RSS)


def went(visit: Visit) -> list[Capture | Failure]:
    return [brought.found for brought in visit]


def records(items: list[Capture | Failure]) -> list[dict[str, str]]:
    return [json.loads(item.content) for item in items if isinstance(item, Capture)]


def test_an_unchanged_feed_brings_nothing_with_or_without_validators() -> None:
    with site({"/rss": feed(entry("Two died."))}) as (server, client):
        spec = SourceSpec("h", "feed", server.url("/rss"))
        first = Visit(spec, client, Memory())
        assert len(went(first)) == 1
        second = Visit(spec, client, first.memory)
        assert went(second) == []
        assert second.unchanged


def test_an_entry_that_names_another_site_cannot_pass_for_that_site() -> None:
    ours, theirs = entry("Two died.", "http://wire.test/1", "g"), entry("All is well.", "http://other.test/1", "g2")
    with site({"/rss": feed(ours, theirs)}) as (server, client):
        one, two = records(went(Visit(SourceSpec("h", "feed", server.url("/rss")), client, Memory())))
    assert one["id"] == "g"
    assert two["id"] == f"{server.url('/rss')} g2"


def test_entries_that_share_an_id_are_told_apart() -> None:
    same = [entry("Two died.", "http://wire.test/1", "x"), entry("Three died.", "http://wire.test/2", "x")]
    with site({"/rss": feed(*same, same[0])}) as (server, client):
        items = went(Visit(SourceSpec("h", "feed", server.url("/rss")), client, Memory()))
    assert [record["url"] for record in records(items)] == ["http://wire.test/1", "http://wire.test/2"]
    assert all("id" not in record for record in records(items))
    assert any(isinstance(item, Failure) and "1 ids stand on several entries" in item.reason for item in items)


def test_pages_of_a_feed_are_fetched_once_and_a_failing_one_is_tried_again_and_given_up() -> None:
    links = [entry("s", f"http://wire.test:PORT/{n}", str(n)) for n in ("good", "bad")]
    plays: dict[str, Play] = {"/good": answer(kinds.PAGE), "/bad": status(500)}
    with site(plays) as (server, client):
        plays["/rss"] = feed(*(link.replace("PORT", str(server.port)) for link in links))
        spec = SourceSpec("h", "feed", server.url("/rss"), follow=True)
        memory = Memory()
        for _ in range(TRIES + 1):
            visit = Visit(spec, client, memory)
            items = went(visit)
            memory = visit.memory
            assert not isinstance(memory.validators, str)
        assert items == []
        assert visit.unchanged
        assert server.asked.count("/good") == 1
        assert server.asked.count("/bad") == TRIES


def test_a_visit_that_is_stopped_begins_again_where_it_was() -> None:
    plays: dict[str, Play] = {"*": answer(kinds.PAGE)}
    with site(plays) as (server, client):
        plays["/map.xml"] = answer(kinds.SITEMAP.replace("https://harbour.example", server.url("")), "text/xml")
        spec = SourceSpec("h", "sitemap", server.url("/map.xml"))
        asked = iter((False, True))
        cut = Visit(spec, client, Memory(), stopping=lambda: next(asked))
        assert len(went(cut)) == 1
        rest = Visit(spec, client, cut.memory)
        (page,) = went(rest)
        assert page.locator == server.url("/2")  # type: ignore[union-attr]
        assert server.asked.count("/1") == 1


def test_a_page_is_read_again_when_it_changes() -> None:
    pages = in_turn(answer(kinds.PAGE), answer(kinds.PAGE), answer(kinds.PAGE.replace("Two", "Three")))
    with site({"/live": pages}) as (server, client):
        spec = SourceSpec("h", "page", server.url("/live"))
        memory, counts = Memory(), []
        for _ in range(3):
            visit = Visit(spec, client, memory)
            counts.append(len(went(visit)))
            memory = visit.memory
    assert counts == [1, 0, 1]


def test_gdelt_is_followed_from_its_list_to_its_pages() -> None:
    plays: dict[str, Play] = {"/1": answer(kinds.PAGE)}
    with site(plays) as (server, client):
        plays["/lastupdate.txt"] = answer(
            f"1 0f {server.url('/x.export.CSV.zip')}\n1 0f {server.url('/x.gkg.csv.zip')}"
        )
        plays["/x.export.CSV.zip"] = answer(kinds.wacz({"x.export.CSV": kinds.gdelt_events([server.url("/1")])}))
        (page,) = went(Visit(SourceSpec("g", "gdelt", server.url("/lastupdate.txt")), client, Memory()))
        articles = {"articles": [{"url": server.url("/1"), "title": "Two dead", "seendate": "20241130T100000Z"}]}
        plays["/doc"] = answer(json.dumps(articles), "application/json")
        (again,) = went(Visit(SourceSpec("g", "gdelt-doc", server.url("/doc")), client, Memory()))
    assert isinstance(page, Capture)
    assert isinstance(again, Capture)
    assert page.locator == again.locator == server.url("/1")


def test_a_picture_is_no_report() -> None:
    with (
        site({"/1": answer(b"\x89PNG", "image/png")}) as (server, client),
        pytest.raises(SkipItem, match="image/png, which is no report"),
    ):
        went(Visit(SourceSpec("h", "page", server.url("/1")), client, Memory()))


def test_a_folder_brings_new_and_changed_files_and_waits_for_those_being_written(tmp_path: Path) -> None:
    spec = SourceSpec("d", "folder", path=str(tmp_path))
    client = Client(QUICK)

    def visited(memory: Memory) -> tuple[int, Memory]:
        visit = Visit(spec, client, memory)
        return len(went(visit)), visit.memory

    old = time.time() - 60
    (tmp_path / "a.txt").write_text("Two died in Homs.")
    assert visited(Memory())[0] == 0
    os.utime(tmp_path / "a.txt", (old, old))
    count, memory = visited(Memory())
    assert count == 1
    assert visited(memory) == (0, memory)
    (tmp_path / "a.txt").write_text("Three died in Homs.")
    os.utime(tmp_path / "a.txt", (old + 1, old + 1))
    assert visited(memory)[0] == 1
    with pytest.raises(FetchFailed, match="no such file or folder"):
        went(Visit(SourceSpec("d", "folder", path=str(tmp_path / "gone")), client, Memory()))
