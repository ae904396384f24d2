"""A world of feeds on loopback, most of them at fault in one of twenty ways, each with its own address.

`python -m tests.wire_faults FEEDS` serves it in a process of its own until its standard input ends, and prints one JSON
line at the start (addresses) and one at the end (what was published, who knocked where nobody may).
"""

import itertools
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests import hostile
from tests.hostile import answer, bomb, endless, hanging, moved, packed, status, trickling

KINDS = (
    "good", "error", "hang", "to itself", "to metadata", "to variants", "bomb", "charset", "same guids", "future",
    "unchanged", "endless", "trickle", "no feed", "empty", "entities", "flaky", "pages", "json", "moved",
)  # fmt: skip
#: The kinds that bring reports; the others bring only a reason.
BRING = frozenset({"good", "charset", "same guids", "future", "unchanged", "flaky", "pages", "json", "moved"})
#: What the reason of each of the others says.
REASONS = {
    "error": "answered 500",
    "hang": "no answer in time|too long as a whole",
    "to itself": "only public addresses",
    "to metadata": "only public addresses",
    "to variants": "only public addresses|no sound address",
    "bomb": "unpacks to|no report is",
    "endless": "no report is",
    "trickle": "too long as a whole",
    "no feed": "no RSS or Atom feed",
    "empty": "is empty",
    "entities": "entities of its own",
}
_VARIANTS = ("127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost", "127.0.0.1")
#: New items appear one a second until there are so many a feed.
ITEMS = 5


@dataclass
class World:
    port: int = 0
    forbidden: int = 0
    hosts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    knocked: list[Any] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    pace: float = 1.0
    hang: float = 30.0
    counters: dict[str, Iterator[int]] = field(default_factory=dict)

    def url(self, at: int) -> str:
        return f"http://{self.hosts[at]}:{self.port}/feed"

    def published(self) -> int:
        """How many items each feed has now."""
        return min(ITEMS, 1 + int((time.monotonic() - self.began) / self.pace))

    def texts(self) -> list[str]:
        """Every report that a reader of this world must have in the end, once."""
        found = []
        for at, kind in enumerate(self.kinds):
            if kind in BRING:
                found += [words(at, item) for item in range(ITEMS)]
        return found

    def register(self, *, every: str) -> str:
        rows = []
        for at, kind in enumerate(self.kinds):
            follow = ", follow: true" if kind == "pages" else ""
            rows.append(f"  - {{name: feed-{at}, kind: feed, url: '{self.url(at)}', every: {every}{follow}}}")
        return "version: 1\nsources:\n" + "\n".join(rows) + "\n"


def words(at: int, item: int) -> str:
    """The text of a report: no two alike, with letters beyond ASCII, long enough to tell its language."""
    return (
        f"Residents said on Saturday that {at * 100 + item + 10} people were killed in the «Café Brûlé» of quarter "
        f"{at}-{item} when a shell hit it."
    )


def feed(world: World, at: int, *, encoding: str = "utf-8", guid: str = "{item}", year: int = 2024) -> bytes:
    entries = "".join(
        f"<item><guid>{guid.format(item=item)}</guid><link>http://{world.hosts[at]}:{world.port}/page/{item}</link>"
        f"<pubDate>Sat, 30 Nov {year} 1{item}:00:00 +0000</pubDate><description>{words(at, item)}</description></item>"
        for item in range(world.published())
    )
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Wire {at}</title>{entries}'
    return (text + "</channel></rss>").encode(encoding)


def play(world: World, at: int, path: str) -> hostile.Play:
    kind = world.kinds[at]
    if path.startswith("/page/") and kind == "pages":
        item = int(path.rsplit("/", 1)[1])
        text = f"<p>{words(at, item)}</p><p>The town had been quiet since Friday, and nobody has claimed the shell.</p>"
        return answer(f"<html><body><article>{text}</article></body></html>")
    if path == "/moved" and kind == "moved":
        return answer(feed(world, at), "application/rss+xml")
    if path != "/feed":
        return status(404)
    count = next(world.counters.setdefault(f"{at}", itertools.count()))
    rss = "application/rss+xml; charset=utf-8"
    match kind:
        case "error":
            return status(500)
        case "hang":
            return hanging(world.hang)
        case "to itself":
            return moved(f"http://127.0.0.1:{world.forbidden}/")
        case "to metadata":
            return moved("http://169.254.169.254/latest/meta-data/")
        case "to variants":
            return moved(f"http://{_VARIANTS[count % len(_VARIANTS)]}:{world.forbidden}/admin")
        case "bomb":
            return bomb(60)
        case "charset":
            return answer(feed(world, at, encoding="iso-8859-1"), "application/rss+xml; charset=utf-16")
        case "same guids":
            return answer(feed(world, at, guid="always-the-same"), rss)
        case "future":
            return answer(feed(world, at, year=2094), rss)
        case "endless":
            return endless
        case "trickle":
            return trickling(seconds=world.hang)
        case "no feed":
            return answer("<html><body>Please log in.</body></html>")
        case "empty":
            return answer("", rss)
        case "entities":
            lol = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
            return answer(lol + feed(world, at).decode(), rss)
        case "flaky":
            return packed(feed(world, at)) if count % 2 else status(503)
        case "moved":
            return moved("/moved", 301)
        case "json":
            items = [{"id": str(i), "content_text": words(at, i)} for i in range(world.published())]
            body = {"version": "https://jsonfeed.org/version/1.1", "title": f"Wire {at}", "items": items}
            return answer(json.dumps(body), "application/feed+json")
    return answer(feed(world, at), rss)


def unchanged(world: World, at: int, handler: BaseHTTPRequestHandler) -> bool:
    """Whether this feed says that nothing is new."""
    tag = f'"{world.published()}"'
    if world.kinds[at] != "unchanged" or handler.path != "/feed":
        return False
    if handler.headers.get("If-None-Match") == tag:
        status(304, ETag=tag)(handler)
        return True
    answer(feed(world, at), "application/rss+xml", ETag=tag)(handler)
    return True


@contextmanager
def world_of(feeds: int, *, pace: float = 1.0, hang: float = 30.0) -> Iterator[World]:
    """Serves it; feed `at` is at 127.1.X.Y, and nobody may come to 127.0.0.1."""
    world = World(pace=pace, hang=hang)
    world.kinds = [KINDS[at % len(KINDS)] for at in range(feeds)]
    world.hosts = [f"127.1.{at // 200}.{at % 200 + 1}" for at in range(feeds)]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            at = world.hosts.index(self.connection.getsockname()[0])
            if not unchanged(world, at, self):
                play(world, at, self.path)(self)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    bomb(60)  # packing it takes a second, which is no fault of a server's
    with ExitStack() as stack:
        world.forbidden, world.knocked = stack.enter_context(hostile.forbidden_port())
        servers = []
        for host in world.hosts:
            server = Server((host, world.port), Handler)
            world.port = world.port or server.server_address[1]
            servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.5,), daemon=True).start()
        try:
            yield world
        finally:
            for server in servers:
                threading.Thread(target=server.shutdown, daemon=True).start()
            time.sleep(0.6)
            for server in servers:
                server.server_close()


def main() -> None:
    feeds, pace, hang = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    with world_of(feeds, pace=pace, hang=hang) as world:
        print(
            json.dumps({"port": world.port, "hosts": world.hosts, "register": world.register(every="10s")}), flush=True
        )
        sys.stdin.read()
        time.sleep(0.2)
        print(json.dumps({"knocked": len(world.knocked), "texts": world.texts(), "kinds": world.kinds}), flush=True)


if __name__ == "__main__":
    main()
