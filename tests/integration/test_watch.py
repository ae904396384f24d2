"""Watching a world at fault: every good report once, every bad one with its reason, and no step out of bounds."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile import numeric
from tests.unit.pipeline.readers import CountingReader
from tests.wire_faults import REASONS, World, world_of
from vedette.ledger.opening import open_ledger
from vedette.net.base import Policy
from vedette.net.client import Client, Hands
from vedette.net.guard import Guard
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.intake.ingest import Crew
from vedette.pipeline.intake.telemetry import Telemetry
from vedette.pipeline.intake.watch_state import load_states
from vedette.pipeline.intake.watching import Plan, Watch
from vedette.resolution.unresolved import Unresolved
from vedette.sources.register import parse_register

ROOT = Path(__file__).resolve().parents[2]


def told(url: str) -> Counter[str]:
    """How often each report stands in the ledger."""
    ledger = open_ledger(url)
    try:
        return Counter(document.text for document in ledger.documents())
    finally:
        ledger.close()


def check(url: str, texts: list[str], kinds: list[str], places: list[str]) -> None:
    """Every good report exactly once, nothing else, and a reason for every source that brings none."""
    found = told(url)
    ours = Counter(next((t for t in texts if t in text), text) for text in found.elements())
    assert {text: count for text, count in ours.items() if count != 1} == {}
    assert set(texts) - set(ours) == set()
    assert set(ours) - set(texts) == set()
    ledger = open_ledger(url)
    reasons: dict[str, list[str]] = {}
    for failure in ledger.failures():
        reasons.setdefault(failure.item, []).append(failure.reason)
    ledger.close()
    for kind, place in zip(kinds, places, strict=True):
        if kind in REASONS:
            said = " | ".join(reasons.get(place, []))
            assert re.search(REASONS[kind], said), f"{kind}: {said!r}"


def test_a_world_at_fault_is_watched_without_a_gap_a_double_or_a_forbidden_step(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'v.db'}"
    with world_of(40, pace=0.5, hang=5.0) as world:
        watch_for(world, url, tmp_path / "watch.json", seconds=5)
        # A run that is stopped half-way and one that goes on from there give what one run gives.
        watch_for(world, url, tmp_path / "watch.json", seconds=60, until=frozenset(world.texts()))
        assert world.knocked == []
        check(url, world.texts(), world.kinds, [world.url(at) for at in range(len(world.kinds))])
        states = load_states(tmp_path / "watch.json")
        healthy = {kind: states[f"feed-{at}"].failures == 0 for at, kind in enumerate(world.kinds) if at < 20}
        assert not any(healthy[kind] for kind in REASONS)
        assert all(healthy[kind] for kind in ("good", "unchanged", "json", "moved", "pages"))


def watch_for(world: World, url: str, state: Path, *, seconds: float, until: frozenset[str] = frozenset()) -> None:
    """Watch in this process until all is there (or the time is over), then a little longer: doubles need a chance."""
    stopping = threading.Event()
    guard = Guard(frozenset((host, world.port) for host in world.hosts), numeric)
    policy = Policy(connect=2, read=2, total=3, interval=0, tries=2, wait=0.01, wait_most=0.05, at_once=4)
    client = Client(policy, guard=guard, hands=Hands(sleep=stopping.wait))
    ledger = open_ledger(url)
    plan = Plan(state, visitors=16, queued=16, reconcile=2, stopping=stopping)
    register = parse_register(world.register(every="1s"))
    run = Watch(register.sources, ledger, Crew(CountingReader(), Unresolved()), client=client, plan=plan)

    def stop_in_time() -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.5)
            if until and sum(told(url).values()) >= len(until):
                time.sleep(2)
                break
        stopping.set()

    stopper = threading.Thread(target=stop_in_time)
    stopper.start()
    with open(os.devnull, "w") as quiet:
        run.run(Telemetry(stream=quiet), rederive=lambda: rederive(ledger))
    stopper.join()
    client.close()
    ledger.close()


@pytest.mark.slow
@pytest.mark.model
def test_two_hundred_feeds_for_five_minutes(tmp_path: Path) -> None:
    """The command itself, in a process of its own, for five minutes, with a kill and a new start in the middle."""
    seconds = float(os.environ.get("VEDETTE_TEST_WATCH_SECONDS", "300"))
    url = f"sqlite:///{tmp_path / 'v.db'}"
    serve = [sys.executable, "-m", "tests.wire_faults", "200", "10", "90"]
    env = os.environ | {"VEDETTE_DATA_DIR": str(tmp_path), "VEDETTE_DB": url, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(serve, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as world:
        assert world.stdout is not None
        assert world.stdin is not None
        about = json.loads(world.stdout.readline())
        (tmp_path / "sources.yml").write_text(about["register"], encoding="utf-8")
        allowed = [word for host in about["hosts"] for word in ("--allow", f"{host}:{about['port']}")]
        command = [
            sys.executable,
            "-c",
            "from vedette.cli.main import app; app()",
            "watch",
            str(tmp_path / "sources.yml"),
            *allowed,
        ]
        command += ["--visitors", "64", "--reconcile", "30"]
        memory: list[float] = []
        with (tmp_path / "log.jsonl").open("w") as log:
            killed = subprocess.Popen(command, cwd=ROOT, env=env, stderr=log)
            time.sleep(min(45.0, seconds / 4))
            killed.kill()
            killed.wait()
            watching = subprocess.Popen(command, cwd=ROOT, env=env, stderr=log)
            until = time.monotonic() + seconds
            while time.monotonic() < until and watching.poll() is None:
                time.sleep(2)
                memory.append(resident(watching.pid))
            assert watching.poll() is None, (tmp_path / "log.jsonl").read_text()[-3000:]
            watching.send_signal(signal.SIGTERM)
            assert watching.wait(120) == 0
            print(f"memory: {max(memory):.0f} MB at most; drained in {time.monotonic() - until:.0f} s")
        world.stdin.close()
        end = json.loads(world.stdout.readline())
    assert end["knocked"] == 0
    check(url, end["texts"], end["kinds"], [f"http://{host}:{about['port']}/feed" for host in about["hosts"]])
    third = len(memory) // 3
    middle, last = max(memory[third : 2 * third]), max(memory[2 * third :])
    print(f"memory: {middle:.0f} MB in the middle, {last:.0f} MB at the end")
    assert last < middle * 1.05 + 10


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((float(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
