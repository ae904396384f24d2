"""One visit to a source: what is new there, and what to remember for the next visit.

A visit that ends early, or leaves a page for the next time, keeps the old validators: asked with those, the server
sends the list again, so nothing is missed. What was brought twice has the same ids twice and is one document.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from vedette.errors import BadRecord, EmptyDocument, FetchFailed, FetchRefused, SkipItem
from vedette.model.failure import Failure
from vedette.net.base import Fetched, Validators
from vedette.net.client import Client
from vedette.sources.base import HTML, PDF, STAGE, TEXT, Found, Limits, capture, failure, note, record_capture
from vedette.sources.exports import json_items
from vedette.sources.feeds import feed_records
from vedette.sources.inputs import captures, walk
from vedette.sources.links import Link, gdelt_articles, gdelt_file, gdelt_updates, sitemap
from vedette.sources.register import SourceSpec

#: How often a page that fails is tried, one visit apart, before it is given up.
TRIES = 3
#: Sitemaps of an index that are looked into, the newest.
MAPS = 5
#: A file that changed less than so many seconds ago may still be being written.
_SETTLING = 2.0
_DONE = "done"
_KINDS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "application/pdf": PDF}


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a source from the visit before. `seen` are pages (with how often they failed, or that they are
    done) or files (with their stamp)."""

    validators: Validators = field(default_factory=Validators)
    sha256: str = ""
    seen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a visit brought, and what the list that named it says of it."""

    found: Found
    link: Link | None = None


class Visit:
    """Iterate it once for what it brings; then `memory` is what to remember. Raises SkipItem where the source itself
    can't be read."""

    def __init__(
        self, spec: SourceSpec, client: Client, memory: Memory, *, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self.memory = memory
        self.unchanged = False
        self._spec = spec
        self._client = client
        self._stopping = stopping
        self._before = memory

    def __iter__(self) -> Iterator[Brought]:
        yield from self._folder() if self._spec.kind == "folder" else self._address()

    def _address(self) -> Iterator[Brought]:
        spec = self._spec
        answer = self._client.fetch(spec.url, validators=self._before.validators, robots=spec.robots)
        sha256 = hashlib.sha256(answer.content).hexdigest()
        if answer.unchanged or sha256 == self._before.sha256:
            self.unchanged = True
            return
        news = Memory(answer.validators, sha256, self._before.seen)
        if spec.kind == "page":
            yield Brought(page_capture(answer))
            self.memory = news
            return
        if (spec.kind == "feed" and not spec.follow) or spec.kind == "reliefweb":
            yield from map(Brought, _first(entries(answer, spec.url), spec.most))
            self.memory = news
            return
        links = list(_first(iter(self._links(answer)), spec.most))
        seen = {link.url: known for link in links if (known := self._before.seen.get(link.url))}
        whole = True
        for link in links:
            known = seen.get(link.url, "")
            if known == _DONE or (known.isdigit() and int(known) >= TRIES):
                continue
            if self._stopping():
                whole = False
                break
            item = self._page(link)
            seen[link.url] = _DONE
            if isinstance(item, Failure) and item.kind == FetchFailed.__name__:
                seen[link.url] = str(int(known or 0) + 1)
                whole &= seen[link.url] == str(TRIES)
            yield Brought(item, link)
        self.memory = Memory(*((news.validators, news.sha256) if whole else (Validators(), "")), seen)

    def _links(self, answer: Fetched) -> list[Link]:
        spec = self._spec
        match spec.kind:
            case "sitemap":
                found = sitemap(answer.content)
                newest = sorted(found.maps, key=lambda m: m.published or "", reverse=True)[:MAPS]
                more = (sitemap(self._client.fetch(m.url, robots=spec.robots).content).pages for m in newest)
                return [*found.pages, *(link for pages in more for link in pages)]
            case "gdelt":
                files = [url for url in gdelt_updates(answer.content) if ".export." in url.lower()]
                fetched = (self._client.fetch(url, robots=spec.robots).content for url in files[:1])
                return [link for content in fetched for link in gdelt_file(content, limits=Limits())]
            case "gdelt-doc":
                try:
                    return list(gdelt_articles(json.loads(answer.content)))
                except (ValueError, RecursionError) as error:
                    raise BadRecord(f"no sound JSON ({error})") from error
        records = _entry_records(answer)
        return [Link(r["url"], r.get("title"), r.get("published"), r.get("outlet")) for r in records if r.get("url")]

    def _page(self, link: Link) -> Found:
        try:
            return page_capture(self._client.fetch(link.url, robots=self._spec.robots))
        except SkipItem as error:
            return failure(link.url, error)

    def _folder(self) -> Iterator[Brought]:
        before = self._before.seen
        seen: dict[str, str] = {}
        for item in walk([self._spec.path]):
            if isinstance(item, Failure):
                if item.kind == "SourceFailed":
                    raise FetchFailed(item.reason)
                yield Brought(item)
            elif isinstance(item, str):
                stamp = _stamp(item)
                if self._stopping() or stamp is None:
                    seen |= {item: before[item]} if item in before else {}
                    continue
                if before.get(item) != stamp:
                    yield from map(Brought, captures(item))
                seen[item] = stamp
        self.unchanged = seen == dict(before)
        self.memory = Memory(seen=seen)


def entries(answer: Fetched, url: str) -> Iterator[Found]:
    """The entries of a fetched feed or API as captures of records.

    An entry that names a page of another site keeps the feed's address in its identity: no feed can pass for another's
    site. Entries that share an id and differ are told apart by address, then by words; the id is worth nothing then.
    """
    if answer.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        yield from json_items(answer.content, name=url)
        return
    records = list(feed_records(answer.content))
    distinct = {tuple(sorted(record.items())): record for record in records}
    ids: dict[str, int] = {}
    places: dict[str, int] = {}
    for record in distinct.values():
        ids[record.get("id", "")] = ids.get(record.get("id", ""), 0) + 1
        places[record.get("url", "")] = places.get(record.get("url", ""), 0) + 1
    shared = sorted(name for name, count in ids.items() if name and count > 1)
    if shared:
        yield note(url, f"{len(shared)} ids stand on several entries each and are passed over")
    for number, record in enumerate(distinct.values(), 1):
        kept = dict(record)
        if ids.get(record.get("id", ""), 0) > 1:
            kept.pop("id", None)
            if places.get(record.get("url", ""), 0) > 1:
                kept.pop("url", None)
        if "url" in kept and _site(kept["url"]) != _site(url):
            kept["id"] = f"{url} {kept.get('id', '')}".strip()
        yield record_capture(f"{url}:entry {number}", kept)


def page_capture(answer: Fetched) -> Found:
    """A fetched page as a capture under the address that it came from. Raises SkipItem for what is no report."""
    kind = answer.media_type or "text/html"
    if kind not in _KINDS:
        raise FetchRefused(f"answered with {kind[:60]}, which is no report")
    if not answer.content.strip():
        raise EmptyDocument("the page is empty")
    media_type = _KINDS[kind]
    if answer.charset and media_type != PDF:
        media_type += f";charset={answer.charset}"
    return capture(answer.url, media_type, answer.content)


def source_failure(spec: SourceSpec, error: SkipItem) -> Failure:
    """That a source could not be read, under its address."""
    return Failure(STAGE, spec.place, type(error).__name__, str(error))


def _entry_records(answer: Fetched) -> Iterator[dict[str, str]]:
    if answer.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        yield from feed_records(answer.content)
        return
    for item in json_items(answer.content, name=answer.url):
        if not isinstance(item, Failure):
            yield {key: str(value) for key, value in json.loads(item.content).items()}


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _first(items: Iterator[Found] | Iterator[Link], most: int) -> Iterator[Any]:
    for count, item in enumerate(items):
        if count >= most:
            return
        yield item


def _stamp(path: str) -> str | None:
    """What changes when a file does; None for one that is gone or still being written."""
    try:
        about = os.stat(Path(path))
    except OSError:
        return None
    if time.time() - about.st_mtime < _SETTLING:
        return None
    return f"{about.st_mtime_ns}:{about.st_size}"
