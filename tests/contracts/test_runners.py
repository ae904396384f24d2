"""One process, several, or a cluster: the same reports give the same claims, ids included, in the same order."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.pipeline.readers import CountingReader
from vedette.errors import StopStage
from vedette.ledger.base import DerivedKind, Ledger
from vedette.ledger.opening import open_ledger
from vedette.model.claim import Claim
from vedette.model.codec import canonical
from vedette.model.document import Document
from vedette.model.failure import Failure
from vedette.pipeline import parts
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.intake.extracting import Read
from vedette.pipeline.intake.ingest import Crew, ingest
from vedette.pipeline.intake.reading import ReadOptions
from vedette.pipeline.intake.shards import TABLES, Shard, finished, read_shard, results, shards_of
from vedette.pipeline.intake.workers import Workers, claims_in
from vedette.resolution.unresolved import Unresolved

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ReadOptions(now=dt.datetime(2024, 12, 2, tzinfo=dt.UTC))


def counting() -> Crew:
    return Crew(CountingReader(), Unresolved())


class DyingReader(CountingReader):
    """Dies in a reading process as one that the system kills does."""

    def read(self, document: Document) -> tuple[Claim, ...]:
        if "DIE" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(document)


def dying() -> Crew:
    return Crew(DyingReader(), Unresolved())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two hundred reports: some broken, some that break the reader, some told twice, some revised further on."""
    lines = []
    for n in range(200):
        text = f"{n + 2} people were killed in Homs." if n % 7 else "BREAK"
        lines.append(
            json.dumps({"id": str(n % 150), "text": text, "published": "2024-11-30", "outlet": f"Wire {n % 3}"})
        )
        if n % 40 == 0:
            lines.append("{broken")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "r.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "page.html").write_text("<p>no report</p>")
    return folder


def told(item: Read | Failure) -> str:
    if isinstance(item, Failure):
        return canonical(item)
    return canonical(item.document) + "".join(canonical(claim) for claim in item.claims)


def everything(ledger: Ledger) -> dict[str, list[str]]:
    """All that a ledger holds, but for when it was recorded."""
    derived = [f"{row.id} {row.body}" for kind in DerivedKind for row in ledger.derived(kind)]
    return {
        "documents": [canonical(document) for document in ledger.documents()],
        "claims": [canonical(claim) for claim in ledger.claims()],
        "failures": sorted(canonical(failure) for failure in ledger.failures()),
        "derived": derived,
    }


def ingested(path: Path, url: str, crew: Crew) -> dict[str, list[str]]:
    ledger = open_ledger(url)
    done = ingest([path], ledger, crew=crew, options=OPTIONS)
    again = ingest([path], ledger, crew=crew, options=OPTIONS)
    assert (again.added, done.added > 0) == (0, True)
    rederive(ledger)
    held = everything(ledger)
    ledger.close()
    return held


@pytest.mark.parametrize("count", [2, 3])
def test_several_processes_extract_what_one_does(reports: Path, count: int) -> None:
    alone = [told(item) for item in claims_in([str(reports)], OPTIONS, counting())]
    with Workers(count, counting) as hands:
        together = [told(item) for item in claims_in([str(reports)], OPTIONS, replace(hands.crew, hands=hands))]
    assert together == alone
    assert len(alone) > 200


def test_several_processes_fill_a_ledger_as_one_does(reports: Path, tmp_path: Path) -> None:
    alone = ingested(reports, f"sqlite:///{tmp_path / 'a.db'}", counting())
    with Workers(2, counting) as hands:
        together = ingested(reports, f"sqlite:///{tmp_path / 'b.db'}", replace(hands.crew, hands=hands))
    assert together == alone
    assert alone["claims"]
    assert alone["failures"]


def test_a_process_that_dies_stops_the_run_and_what_was_committed_stays(tmp_path: Path) -> None:
    texts = [f"{n + 2} people were killed in Homs." for n in range(300)]
    texts[290] = "DIE"
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    ledger = open_ledger(f"sqlite:///{tmp_path / 'v.db'}")
    with Workers(2, dying) as hands, pytest.raises(StopStage, match="a reading process died"):
        ingest([path], ledger, crew=replace(hands.crew, hands=hands), options=OPTIONS)
    held = ledger.counts().documents
    assert 0 < held < 300
    path.write_text(path.read_text().replace("DIE", "Quiet now."))
    ingest([path], ledger, crew=counting(), options=OPTIONS)
    assert ledger.counts().documents == 300
    ledger.close()


@pytest.mark.model
def test_the_samples_read_by_two_processes_are_the_samples_read_by_one(samples: Path, tmp_path: Path) -> None:
    alone = ingested(samples, f"sqlite:///{tmp_path / 'a.db'}", parts.crew())
    with Workers(2, parts.crew) as hands:
        together = ingested(samples, f"sqlite:///{tmp_path / 'b.db'}", replace(hands.crew, hands=hands))
    assert together == alone


@pytest.fixture
def sharded(tmp_path: Path) -> Path:
    """Twelve shards of thirty reports each, one of them broken."""
    folder = tmp_path / "in"
    folder.mkdir()
    for shard in range(12):
        lines = (
            json.dumps(
                {"id": f"{shard}-{n}", "text": f"{n % 9 + 2} people were killed in Homs.", "published": "2024-11-30"}
            )
            for n in range(30)
        )
        (folder / f"{shard:02}.jsonl").write_text("\n".join(lines) + ("\n{broken\n" if shard == 3 else "\n"))
    return tmp_path


def by_serial(folder: Path) -> dict[str, list[str]]:
    """What one process makes of the shards."""
    items = list(claims_in([str(folder / "in")], OPTIONS, counting()))
    read = [item for item in items if isinstance(item, Read)]
    return {
        "documents": [canonical(item.document) for item in read],
        "claims": [canonical(claim) for item in read for claim in item.claims],
        "failures": [item.reason for item in items if isinstance(item, Failure)],
    }


def on_cluster(folder: Path, what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.cluster", str(folder), what]
    env = os.environ | {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout.strip().splitlines()[-1])
    assert isinstance(found, dict)
    return found


def as_serial(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    return {
        "documents": [row["document"] for row in rows["documents"]],
        "claims": [row["claim"] for row in rows["claims"]],
        "failures": [row["reason"] for row in rows["failures"]],
    }


def test_a_shard_is_read_once_and_again_only_when_it_or_the_reader_changes(sharded: Path) -> None:
    out = str(sharded / "out")
    shards = [shard for shard in shards_of([str(sharded / "in")]) if isinstance(shard, Shard)]
    done = [read_shard(shard, out, CountingReader(), options=OPTIONS) for shard in shards]
    assert as_serial({table: list(results(out, done, table)) for table in TABLES}) == by_serial(sharded)
    assert finished(shards[0], out, "counting/1") == done[0]
    assert finished(shards[0], out, "counting/2") is None
    (sharded / "in" / "00.jsonl").write_text('{"text": "4 people were killed in Homs."}\n')
    changed = next(iter(shards_of([str(sharded / "in")])))
    assert isinstance(changed, Shard)
    assert finished(changed, out, "counting/1") is None
    before = (sharded / "out" / "claims" / f"{shards[1].id}.parquet").read_bytes()
    read_shard(shards[1], out, CountingReader(), options=OPTIONS)
    assert (sharded / "out" / "claims" / f"{shards[1].id}.parquet").read_bytes() == before


def test_shards_elsewhere_are_found_and_written_through_fsspec(sharded: Path) -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    files.put(str(sharded / "in") + "/", "/crawl/", recursive=True)
    (first, *rest) = shards_of(["memory:///crawl/*.jsonl"])
    assert isinstance(first, Shard)
    assert len(rest) == 11
    done = read_shard(first, "memory:///out", CountingReader(), options=OPTIONS)
    assert done.documents == 30
    assert finished(first, "memory:///out", "counting/1") == done
    assert len(list(results("memory:///out", [done], "claims"))) == 30
    files.rm("/", recursive=True)


@pytest.mark.ray
def test_a_cluster_reads_what_one_process_reads(sharded: Path) -> None:
    assert as_serial(on_cluster(sharded, "extract")["rows"]) == by_serial(sharded)


@pytest.mark.ray
def test_a_worker_killed_half_way_changes_nothing_and_a_second_run_reads_nothing(sharded: Path) -> None:
    found = on_cluster(sharded, "kill")
    assert found["killed"]
    assert as_serial(found["rows"]) == by_serial(sharded)
    manifests = sharded / "out" / "manifest"
    stamps = {path.name: path.stat().st_mtime_ns for path in manifests.iterdir()}
    again = on_cluster(sharded, "extract")
    assert again["rows"] == found["rows"]
    assert {path.name: path.stat().st_mtime_ns for path in manifests.iterdir()} == stamps


@pytest.mark.ray
def test_a_cluster_reconciles_what_one_process_reconciles(sharded: Path) -> None:
    found = on_cluster(sharded, "reconcile")
    assert found["cluster"] == found["alone"]
    assert found["alone"]
