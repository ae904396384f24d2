"""How fast reports get into a ledger: `python -m benchmarks.ingest --reports FILE... [--documents N] [--workers 1 2]`.

End to end: `vedette ingest` as users run it, in a process of its own, from a file to a ledger with its events (the
reconciliation included), once for each number of workers. Of several files one report is taken after the other. Where
they hold fewer than N, reports are told again under other ids: their texts are read anew each time, but most of them
are copies then, from which fewer events follow than from as many reports of their own. `--pages` wraps each report as a
web page in a WARC and times that instead.

Wall seconds say what a user sees on this machine, with whatever else ran on it; processor seconds (all processes
together) say what it costs. Memory is the sum of what the run's processes held for themselves and, shared pages counted
once, its peak, looked at ten times a second.
"""

import argparse
import gzip
import html
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle, islice, zip_longest
from pathlib import Path

from vedette.model.failure import Failure
from vedette.pipeline.intake.reading import read_documents


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Seconds include loading, which a run of one report measures; `*_per_second` do not."""

    workers: int
    documents: int
    claims: int
    events: int
    wall_seconds: float
    processor_seconds: float
    load_seconds: float
    load_processor_seconds: float
    peak_mb: float

    @property
    def per_second(self) -> float:
        """Reports a wall second."""
        return self.documents / max(0.001, self.wall_seconds - self.load_seconds)

    @property
    def per_processor_second(self) -> float:
        """Reports a second of one processor."""
        return self.documents / max(0.001, self.processor_seconds - self.load_processor_seconds)


def records(reports: Sequence[Path], count: int) -> Iterator[dict[str, str]]:
    """So many reports, of all files by turns, told again under other ids when there are fewer."""
    told = [[d for d in read_documents([path]) if not isinstance(d, Failure)] for path in reports]
    found = [document for turn in zip_longest(*told) for document in turn if document is not None]
    if not found:
        raise SystemExit(f"no report in {', '.join(map(str, reports))}")
    for number, document in enumerate(islice(cycle(found), count)):
        record = {"id": f"{number}", "text": document.text, "title": document.title, "outlet": document.outlet}
        if document.published:
            record["published"] = document.published.isoformat()
        yield {key: value for key, value in record.items() if value}


def page(record: dict[str, str]) -> bytes:
    """A report as a web page with the furniture that pages have."""
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in record["text"].split("\n\n"))
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(40))
    date = record.get("published", "")
    return (
        f'<html lang="en"><head><title>{html.escape(record.get("title", ""))}</title>'
        f'<meta property="article:published_time" content="{date}"></head><body><nav><ul>{menu}</ul></nav>'
        f"<article><h1>{html.escape(record.get('title', ''))}</h1>{paragraphs}</article>"
        f"<aside><ul>{menu}</ul></aside><footer>All rights reserved. Contact us.</footer></body></html>"
    ).encode()


def warc_record(number: int, body: bytes) -> bytes:
    """A page as a packed record of a WARC."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body),
        body,
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/{number}\r\n"
        f"WARC-Date: 2024-11-30T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 1)


def written(reports: Sequence[Path], count: int, folder: Path, *, pages: bool) -> Path:
    """The file to ingest."""
    path = folder / ("reports.warc.gz" if pages else "reports.jsonl")
    with path.open("wb") as out:
        for number, record in enumerate(records(reports, count)):
            out.write(warc_record(number, page(record)) if pages else json.dumps(record).encode() + b"\n")
    return path


def ingested(path: Path, folder: Path, workers: int) -> Run:
    """Run the command on a file."""
    database = folder / f"{path.stem}-{workers}.db"
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", "from vedette.cli.main import app; app()", "ingest", str(path)]
    command += ["--db", f"sqlite:///{database}", "--workers", str(workers)]
    empty = folder / "one.jsonl"
    empty.write_text('{"id": "0", "text": "The market was open on Monday, and nothing else is known of it."}\n')
    load = timed([*command[:4], str(empty), "--db", f"sqlite:///{folder / f'load-{workers}.db'}"], env)
    run = timed(command, env)
    counts = counted(f"sqlite:///{database}")
    return Run(workers, *counts, run.wall, run.processor, load.wall, load.processor, run.peak_mb)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children cost."""

    wall: float
    processor: float
    peak_mb: float


def timed(command: list[str], env: dict[str, str]) -> Cost:
    """Run a command; raises SystemExit with its words where it fails."""
    before = os.times()
    began = time.monotonic()
    peak = 0.0
    done = threading.Event()
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as running:

        def look() -> None:
            nonlocal peak
            while not done.wait(0.1):
                peak = max(peak, held_mb(running.pid))

        looking = threading.Thread(target=look)
        looking.start()
        _, said = running.communicate()
        done.set()
        looking.join()
    if running.returncode not in (0, 1):
        raise SystemExit(said[-2000:])
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.monotonic() - began, used, peak)


def held_mb(pid: int) -> float:
    """The proportional memory of a process and its children, in megabytes (Linux)."""
    total = 0.0
    for one in (pid, *children_of(pid)):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(float(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    return total


def children_of(pid: int) -> list[int]:
    """The processes below one."""
    try:
        found = [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]
    except OSError:
        return []
    return [*found, *(below for child in found for below in children_of(child))]


def counted(url: str) -> tuple[int, int, int]:
    """Documents, claims and events of a ledger."""
    from vedette.ledger.opening import open_ledger

    ledger = open_ledger(url)
    counts = ledger.counts()
    ledger.close()
    return counts.documents, counts.active_claims, counts.events


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, nargs="+", required=True, help="reports in any format that is read")
    parser.add_argument("--documents", type=int, default=2000, help="how many reports to ingest")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="numbers of processes")
    parser.add_argument("--pages", action="store_true", help="as web pages in a WARC")
    parser.add_argument("--json", action="store_true", help="one JSON object a run")
    args = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        path = written(args.reports, args.documents, Path(folder), pages=args.pages)
        for workers in args.workers:
            run = ingested(path, Path(folder), workers)
            runs.append(run)
            rates = {"per_second": run.per_second, "per_processor_second": run.per_processor_second}
            told = {name: round(value, 2) for name, value in (asdict(run) | rates).items()}
            print(json.dumps(told) if args.json else "  ".join(f"{k.replace('_', ' ')} {v:,}" for k, v in told.items()))
    if len(runs) > 1 and not args.json:
        first, last = runs[0], runs[-1]
        print(f"from {first.workers} to {last.workers} workers: {last.per_second / first.per_second:.2f} times")


if __name__ == "__main__":
    main()
