"""Server time of the pages over a large ledger: 100,000 events made from one, spread over years and places.

    python -m benchmarks.serving [--events 100000] [--readers 200]

Prints, for each page, the median and the 95th percentile of its server time, and how long the first picture took; then
what so many readers at once get, each of whom opens five pages one after the other.
"""

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

from starlette.testclient import TestClient

from tests.servers import listening, told
from vedette.cli.serve import application
from vedette.ledger.base import DerivedKind, DerivedRow
from vedette.ledger.opening import open_ledger
from vedette.model.codec import dumps, loads
from vedette.model.ids import digest
from vedette.pipeline.shown import open_shown

#: EVENT stands for an event; DAY for another day each time, so that no answer is one that was kept.
PAGES = (
    "/",
    "/map/picture?zoom=5",
    "/map/picture?zoom=7&bbox=35,34,38,37",
    "/map/picture?zoom=5&from=2014-01-01&to=2014-06-DAY",
    "/map/picture?zoom=6&from=2013-01-DAY&kind=shelling",
    "/events",
    "/events/EVENT",
    "/events/EVENT/card",
    "/tolls",
    "/control",
    "/places/gn:7",
    "/search?q=shelling",
    "/api/v1/events?limit=100",
    "/api/v1/events?kind=shelling&from=2015-01-01&limit=100",
    "/api/v1/events/EVENT",
)
TYPES = ("shelling", "air-strike", "armed-clash", "explosive", "attack", "other")
RUNGS = ("reported", "claimed", "corroborated", "contested")


def rows(count: int) -> Iterator[DerivedRow]:
    """Events like that of the tests' story, each with its own day, place and figure."""
    body = loads(next(iter(told().events())).body)
    chance = random.Random(7)
    first = dt.date(2012, 1, 1)
    for number in range(count):
        day = first + dt.timedelta(days=chance.randrange(4600))
        at = chance.randrange(4000)
        event = json.loads(json.dumps(body))
        event["id"] = digest("event", str(number))
        event["type"] = chance.choice(TYPES)
        event["verification"]["rung"] = chance.choice(RUNGS)
        event["when"] |= {"start": day.isoformat(), "end": (day + dt.timedelta(days=1)).isoformat()}
        event["place"] |= {
            "place": f"gn:{at}", "name": f"Place {at}", "latitude": round(33 + at % 60 / 15, 4),
            "longitude": round(35.6 + at // 60 / 10, 4),
        }  # fmt: skip
        yield DerivedRow(
            DerivedKind.EVENT, event["id"], dumps(event), event["type"], day, day + dt.timedelta(days=1), f"gn:{at}"
        )


#: What one of many readers opens.
VISIT = ("/", "/map/picture?zoom=5.0", "/events", "/events/EVENT", "/tolls")


def crowd(root: str, readers: int, event: str) -> tuple[list[float], list[str]]:
    """So many readers at once: milliseconds of every answer, and what went wrong."""
    took: list[float] = []
    wrong: list[str] = []

    def read(_: int) -> None:
        for path in VISIT:
            begun = time.perf_counter()
            request = Request(root + path.replace("EVENT", event), headers={"Accept-Encoding": "gzip"})
            try:
                with urlopen(request, timeout=60) as answer:
                    answer.read()
            except OSError as error:
                wrong.append(f"{path}: {error}")
            took.append((time.perf_counter() - begun) * 1000)

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(read, range(readers)))
    return sorted(took), wrong


def main() -> None:
    """Build the ledger, ask each page, print the times."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--readers", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/large.db"
        ledger = open_ledger(url)
        ledger.replace_derived({DerivedKind.EVENT: rows(given.events)})
        ledger.close()
        with TestClient(application(open_shown(url))) as web:
            begun = time.perf_counter()
            event = web.get("/api/v1/events?limit=1").json()["items"][0]["id"]
            print(f"first picture of {given.events:,} events: {time.perf_counter() - begun:.1f} s")
            for page in PAGES:
                took = []
                for number in range(given.times):
                    path = page.replace("EVENT", event).replace("DAY", f"{number % 28 + 1:02}")
                    begun = time.perf_counter()
                    answer = web.get(path)
                    took.append((time.perf_counter() - begun) * 1000)
                    assert answer.status_code == 200, f"{page}: {answer.status_code}"  # noqa: S101 - a benchmark's own check
                took.sort()
                p95 = took[int(len(took) * 0.95) - 1]
                print(f"{page:60} {statistics.median(took):7.0f} ms  p95 {p95:7.0f} ms  {len(answer.content):9,} bytes")
        with listening(application(open_shown(url))) as root:
            urlopen(f"{root}/events", timeout=120).close()
            begun = time.perf_counter()
            took, wrong = crowd(root, given.readers, event)
            spent = time.perf_counter() - begun
            p95 = took[int(len(took) * 0.95) - 1]
            print(f"{given.readers} readers, {len(took)} answers in {spent:.1f} s: {len(wrong)} errors, "
                  f"median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms")  # fmt: skip
            for line in wrong[:5]:
                print(line)


if __name__ == "__main__":
    main()
