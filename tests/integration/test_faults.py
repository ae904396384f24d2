"""What crashes, full disks and crowds do to a ledger: nothing committed is lost or doubled, the error is plain.

The short forms run with all tests; the long ones are marked `slow` and run by `make soak`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, text

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.errors import LedgerError
from vedette.ledger.opening import open_ledger, open_sql

ROOT = Path(__file__).resolve().parents[2]
REPORTS = 160
TEXT = "{} people were killed in Homs. "
SCRIPT = textwrap.dedent(
    """
    import sys
    from tests.unit.pipeline.readers import SlowReader
    from vedette.ledger.opening import open_ledger
    from vedette.pipeline.intake.ingest import Crew, ingest
    from vedette.pipeline.deriving.rederive import rederive
    from vedette.resolution.unresolved import Unresolved
    ledger = open_ledger(sys.argv[2])
    print("begun", flush=True)
    ingest([sys.argv[1]], ledger, crew=Crew(SlowReader(), Unresolved()))
    rederive(ledger)
    """
)


def begin(reports: Path, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(reports), url]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def sound(url: str) -> int:
    """How many reports a ledger holds; fails where one is half there, doubled, or anything does not verify."""
    ledger = open_ledger(url)
    counts = ledger.counts()
    assert counts.documents == counts.revisions == counts.readings
    assert list(ledger.faults()) == []
    ledger.close()
    return counts.documents


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_a_run_killed_at_any_moment_loses_nothing_and_the_next_completes(tmp_path: Path, kills: int) -> None:
    reports = tmp_path / "reports.jsonl"
    rows = ({"id": str(n), "text": TEXT.format(n) * 9, "published": "2024-11-30"} for n in range(REPORTS))
    reports.write_text("".join(json.dumps(row) + "\n" for row in rows))
    started = time.monotonic()
    whole = begin(reports, f"sqlite:///{tmp_path}/whole.db")
    _, errors = whole.communicate()
    assert whole.returncode == 0, errors
    assert sound(f"sqlite:///{tmp_path}/whole.db") == REPORTS
    duration = time.monotonic() - started
    draw = random.Random(7)
    url, held, whole_runs, file = f"sqlite:///{tmp_path}/v.db", 0, 0, tmp_path / "v.db"
    for _ in range(kills):
        process = begin(reports, url)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.uniform(0, duration / 2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.communicate()
        now = sound(url)
        assert now >= held, "a committed report was lost"
        held = now
        if held == REPORTS:  # begin anew, so that every kill has something to interrupt
            for name in tmp_path.glob("v.db*"):
                name.unlink()
            held, whole_runs = 0, whole_runs + 1
    print(f"{kills} kills over {whole_runs} ledgers filled and one in hand: none lost, none doubled")
    last = begin(reports, url)
    assert last.communicate()[1] == ""
    assert sound(url) == REPORTS
    assert file.exists()


def filled(url: str, reports: int) -> None:
    ledger = open_ledger(url)
    for n in range(reports):
        document = f.document(str(n), f"Report {n}: at least 16 people were killed in Aleppo. " * 30)
        with ledger.batch():
            ledger.add_document(document)
            ledger.add_reading(document.id, "rules-1", [f.claim_in(document, "at least 16")])
    ledger.close()


def test_a_full_disk_is_named_and_costs_only_the_batch_in_hand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    filled(url, 3)
    ledger = open_sql(url)

    @event.listens_for(ledger.engine, "connect")
    def _no_room(connection: object, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    ledger.engine.dispose()
    big = f.document("big", "".join(random.Random(1).choices("abcdefgh ", k=400_000)))
    with pytest.raises(LedgerError, match="make room on the disk and run again"):
        ledger.add_document(big)
    ledger.close()
    assert sound(url) == 3


def test_a_damaged_page_is_named_with_what_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    filled(url, 40)
    ledger = open_sql(url)
    with ledger.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    ledger.close()
    data = bytearray((tmp_path / "v.db").read_bytes())
    for start in range(8 * 4096, len(data) - 4096, 3 * 4096):
        data[start : start + 200] = b"\xff" * 200
    (tmp_path / "v.db").write_bytes(data)
    with pytest.raises(LedgerError, match="restore a backup"):
        list(open_ledger(url).faults())


def test_a_clock_that_goes_back_does_not_take_the_ledger_with_it(tmp_path: Path) -> None:
    times = iter([f.time("2031-05-02"), f.time("2031-05-01"), f.time("2030-01-01")])
    ledger = open_sql(f"sqlite:///{tmp_path}/v.db", clock=lambda: next(times))
    for n in range(3):
        ledger.add_document(f.document(str(n)))
    with ledger.engine.connect() as connection:
        recorded = list(connection.execute(text("SELECT recorded_at FROM batches ORDER BY batch")).scalars())
    assert recorded == sorted(set(recorded))
    assert list(ledger.faults()) == []
    ledger.close()


def together(workers: list[Callable[[Callable[[], bool]], None]], seconds: float) -> list[BaseException]:
    """Run all at once for so long; what went wrong in any of them."""
    wrong: list[BaseException] = []
    end = time.monotonic() + seconds

    def guarded(work: Callable[[Callable[[], bool]], None]) -> None:
        try:
            work(lambda: time.monotonic() < end and not wrong)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def writing(url: str, name: str, added: list[str]) -> Callable[[Callable[[], bool]], None]:
    def work(more: Callable[[], bool]) -> None:
        ledger = open_ledger(url)
        n = 0
        while more():
            document = f.document(f"{name}-{n}")
            with ledger.batch():
                ledger.add_document(document)
                ledger.add_reading(document.id, "rules-1", [f.claim_in(document, "in Aleppo")])
            added.append(document.id)
            n += 1
        ledger.close()

    return work


def reading(url: str, asked: list[int]) -> Callable[[Callable[[], bool]], None]:
    def work(more: Callable[[], bool]) -> None:
        ledger, seen, times = open_ledger(url), 0, 0
        while more():
            counts = ledger.counts()
            assert counts.documents >= seen, "a report was gone again"
            for claim in ledger.claims():
                assert claim.claim.evidence.quote == "in Aleppo"
                break
            seen = counts.documents
            times += 1
            time.sleep(0.01)
        asked.append(times)
        ledger.close()

    return work


SHORT, LONG = 3, 305


@pytest.mark.parametrize("seconds", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)])
def test_one_writer_and_fifty_readers_on_sqlite(tmp_path: Path, seconds: int) -> None:
    url, added, asked = f"sqlite:///{tmp_path}/v.db", [], []
    open_ledger(url).close()
    assert together([writing(url, "w", added), *(reading(url, asked) for _ in range(50))], seconds) == []
    print(f"{seconds} s: {len(added):,} reports by one writer, {sum(asked):,} looks by {len(asked)} readers")
    assert added
    assert all(asked)
    assert sound(url) == len(added) == len(set(added))


@pytest.mark.postgres
@pytest.mark.parametrize("seconds", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)])
def test_eight_writers_on_postgresql(postgres: Callable[[], str], seconds: int) -> None:  # noqa: F811
    url, added = postgres(), []
    open_ledger(url).close()
    assert together([writing(url, f"w{n}", added) for n in range(8)], seconds) == []
    print(f"{seconds} s: {len(added):,} reports by 8 writers")
    assert sound(url) == len(added) == len(set(added))
