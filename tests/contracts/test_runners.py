"""One process, several, or a cluster: the same reports give the same claims, ids included, in the same order."""

import datetime as dt
import json
import os
import signal
from dataclasses import replace
from pathlib import Path

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
from vedette.pipeline.extracting import Read
from vedette.pipeline.ingest import Crew, ingest
from vedette.pipeline.reading import ReadOptions
from vedette.pipeline.rederive import rederive
from vedette.pipeline.workers import Workers, claims_in
from vedette.resolution.unresolved import Unresolved

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
