"""The server over a large ledger: how soon it stands, server time of every page, a browser's first picture and slider,
and many readers at once.

    python -m benchmarks.serving [--events 100000] [--db FILE | --at URL] [--only pages browser readers]

Each figure is printed beside its bar. `--db` names a ledger of `benchmarks.large_ledger`; without it one is made.
"""

import argparse
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.large_ledger import build
from vedette.client import Client

#: Bars of the server: milliseconds of a page's 95th percentile, of the first picture in a browser, of a slider's step;
#: bytes of the first view.
PAGE, PICTURE, STEP, VIEW = 150, 2500, 300, 1_000_000
#: EVENT and DOCUMENT stand for another one each time, DAY for another day, so that no answer is one that was kept.
PAGES = (
    "/",
    "/map/picture?zoom=5",
    "/map/picture?zoom=7&bbox=35,34,38,37&from=2014-01-DAY",
    "/map/picture?zoom=5&from=2014-01-01&to=2014-06-DAY",
    "/map/picture?zoom=6&from=2013-01-DAY&kind=shelling",
    "/map/picture?zoom=5&as_of=2016-03-DAY",
    "/map/at?lon=35.6&lat=33.0",
    "/events",
    "/events?kind=shelling&from=2014-01-DAY",
    "/events?as_of=2016-04-DAY",
    "/events/EVENT",
    "/events/EVENT/card",
    "/events/EVENT/history",
    "/documents/DOCUMENT",
    "/places/gn:NUMBER",
    "/tolls",
    "/control",
    "/changes",
    "/sources",
    "/sources/SOURCE",
    "/actors/ACTOR",
    "/search?q=shelling",
    "/search?q=place+NUMBER",
    "/search?q=courier+bomb",
    "/api/v1/events?limit=100",
    "/api/v1/events?kind=shelling&from=2015-01-DAY&limit=100",
    "/api/v1/events/EVENT",
    "/api/v1/documents?limit=100",
)
#: What one of many readers opens.
VISIT = ("/", "/map/picture?zoom=5.0", "/events", "/events/EVENT", "/tolls")


@contextmanager
def served(url: str) -> Iterator[tuple[str, float]]:
    """`vedette serve` over a ledger, in a process of its own: its address, and seconds until it answered."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", "from vedette.cli.main import app; app()", "serve", "--db", url, "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None  # noqa: S101 - it is a pipe
        found = re.search(r"http://[\d.]+:\d+", server.stderr.readline())
        if found is None:
            raise SystemExit("the server does not stand")
        urlopen(f"{found[0]}/", timeout=600).close()
        yield found[0], time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait(20)


def timed(root: str, path: str) -> tuple[float, int]:
    """Milliseconds of an answer, and bytes of it as they travel."""
    begun = time.perf_counter()
    with urlopen(Request(root + path, headers={"Accept-Encoding": "gzip"}), timeout=600) as answer:
        size = len(answer.read())
    return (time.perf_counter() - begun) * 1000, size


def pages(root: str, times: int, fill: Callable[[str, int], str]) -> None:
    """The time of each page, cold and then so many times."""
    print(f"{'page':62} {'cold':>7} {'median':>7} {'p95':>7}      bytes   (bar {PAGE} ms)")
    for page in PAGES:
        cold, _ = timed(root, fill(page, 0))
        found = [timed(root, fill(page, number)) for number in range(1, times + 1)]
        took = sorted(ms for ms, _ in found)
        p95 = took[max(0, -(-len(took) * 95 // 100) - 1)]
        middle = statistics.median(took)
        print(f"{page:62} {cold:7.0f} {middle:7.0f} {p95:7.0f} {found[-1][1]:10,}   {_mark(p95, PAGE)}", flush=True)


def browser(root: str, times: int) -> None:
    """Chromium's first picture of the map, in a new profile each time; both sliders; bytes of the first view."""
    from playwright.sync_api import sync_playwright

    from tools.build_screenshots import FLAGS, chromium

    first, weight = [], 0
    steps: dict[str, list[float]] = {"to": [], "clock": []}
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for number in range(times):
            context = opened.new_context(viewport={"width": 1360, "height": 860})
            page = context.new_page()
            begun = time.perf_counter()
            page.goto(root)
            page.wait_for_selector(".desk[data-ready=true]", timeout=60_000)
            page.wait_for_selector("#list[aria-busy=false]")
            first.append((time.perf_counter() - begun) * 1000)
            if number == 0:
                weight = _weight(page)
                for name, all_ in steps.items():
                    all_ += [_step(page, name, 0.3 + at / 40) for at in range(12)]
            context.close()
        opened.close()
    first.sort()
    print(f"first picture in Chromium: {first[0]:.0f} to {first[-1]:.0f} ms, median {statistics.median(first):.0f}   "
          f"{_mark(statistics.median(first), PICTURE)} (bar {PICTURE})")  # fmt: skip
    print(f"first view: {weight:,} bytes as they travel   {_mark(weight, VIEW)} (bar {VIEW:,})")
    for name, took in steps.items():
        took.sort()
        words = {"to": "when it happened", "clock": "what was public by then"}[name]
        print(f"slider, {words}: median {statistics.median(took):.0f} ms, worst {took[-1]:.0f}   "
              f"{_mark(statistics.median(took), STEP)} (bar {STEP})")  # fmt: skip


def _weight(page: Any) -> int:
    """Bytes of all that the first view fetched, bodies and heads, packed as they travelled."""
    script = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, entry) => sum + entry.transferSize, 0)"""
    return int(page.evaluate(script))


def _step(page: Any, name: str, share: float) -> float:
    """Milliseconds from a slider's move until what it asks for is on the screen."""
    script = """([name, share]) => new Promise((done) => {
        const desk = document.querySelector('.desk'), slider = document.getElementById(name), begun = performance.now();
        const look = new MutationObserver(() => {
            if (desk.dataset.busy === "true") return;
            look.disconnect();
            done(performance.now() - begun);
        });
        look.observe(desk, { attributes: true, attributeFilter: ['data-busy'] });
        slider.value = Math.round(slider.max * share);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    })"""
    return float(page.evaluate(script, [name, share]))


def crowd(root: str, readers: int, event: str) -> None:
    """So many readers at once, each of whom opens five pages one after the other."""
    took: list[float] = []
    wrong: list[str] = []

    def read(_: int) -> None:
        for path in VISIT:
            try:
                took.append(timed(root, path.replace("EVENT", event))[0])
            except OSError as error:
                wrong.append(f"{path}: {error}")

    begun = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(read, range(readers)))
    took.sort()
    print(f"{readers} readers, {len(took)} answers in {time.perf_counter() - begun:.1f} s: {len(wrong)} errors, "
          f"median {statistics.median(took):.0f} ms, p95 {took[int(len(took) * 0.95) - 1]:.0f} ms   "
          f"{_mark(len(wrong), 1)} (bar no error)")  # fmt: skip
    for line in wrong[:5]:
        print(line)


def _mark(value: float, bar: float) -> str:
    return "ok" if value < bar else "OVER"


def main() -> None:
    """Build or open the ledger, serve it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--at", help="a server that runs already")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--only", nargs="*", default=("pages", "browser", "readers"))
    given = parser.parse_args()
    if given.at:
        measured(given.at, given)
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{given.db}" if given.db else build(Path(folder) / "large.db", given.events)
        with served(url) as (root, seconds):
            print(f"the first page is there {seconds:.1f} s after the command")
            measured(root, given)
    print(f"most memory of a process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:,.0f} MB")


def measured(root: str, given: argparse.Namespace) -> None:
    """All figures of a server that stands, once it has read all documents."""
    begun = time.perf_counter()
    while b"still reading" in urlopen(f"{root}/sources", timeout=600).read():
        time.sleep(2)
    print(f"all documents are in search and sources {time.perf_counter() - begun:.0f} s later")
    client = Client(root, timeout=900)
    counts = client.status()
    print(f"{counts['events']:,} events, {counts['claims']:,} claims, {counts['documents']:,} documents")
    if "pages" in given.only:
        pages(root, given.times, _filler(client))
    if "browser" in given.only:
        browser(root, 5)
    if "readers" in given.only:
        crowd(root, given.readers, str(next(client.events(limit=1))["id"]))


def _filler(client: Client) -> Callable[[str, int], str]:
    """Puts real ids, chosen by chance, in the place of words."""
    chance = random.Random(7)
    lists = {"EVENT": client.events, "DOCUMENT": client.documents, "SOURCE": client.sources, "ACTOR": client.actors}
    words = {name: [str(item["id"]) for item in islice(ask(limit=500), 500)] for name, ask in lists.items()}
    words["NUMBER"] = [str(item["id"])[3:] for item in islice(client.places(limit=500), 500)]

    def filled(page: str, number: int) -> str:
        for name, ids in words.items():
            page = page.replace(name, chance.choice(ids))
        return page.replace("DAY", f"{number % 28 + 1:02}")

    return filled


if __name__ == "__main__":
    main()
