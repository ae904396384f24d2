"""Inputs into a ledger."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.pipeline.readers import CountingReader
from vedette.ledger.base import Ledger
from vedette.ledger.opening import open_ledger
from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.failure import Failure
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.rederive import current, derive, rederive
from vedette.pipeline.intake.ingest import Crew, Tally, Watchers, ingest
from vedette.pipeline.intake.reading import ReadOptions
from vedette.resolution.unresolved import Unresolved

OPTIONS = ReadOptions(now=dt.datetime(2024, 12, 2, tzinfo=dt.UTC))
CREW = Crew(CountingReader(), Unresolved())


@pytest.fixture(params=["memory://", "sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(request.param if request.param != "sqlite" else f"sqlite:///{tmp_path / 'v.db'}")
    yield opened
    opened.close()


def write(path: Path, *texts: str) -> Path:
    lines = (json.dumps({"id": str(n), "text": t, "published": "2024-11-30"}) for n, t in enumerate(texts))
    path.write_text("\n".join(lines) + "\n")
    return path


def run(path: Path, ledger: Ledger, crew: Crew = CREW) -> Tally:
    return ingest([path], ledger, crew=crew, options=OPTIONS)


def test_reports_and_failures_are_all_there_afterwards(tmp_path: Path, ledger: Ledger) -> None:
    path = write(tmp_path / "r.jsonl", "4 people were killed in Homs.", "Nothing happened in Homs.")
    path.write_text(path.read_text() + "{broken\n")
    done = run(path, ledger)
    assert (done.added, done.known, done.claims, done.failures) == (2, 0, 1, 1)
    counts = ledger.counts()
    assert (counts.documents, counts.active_claims, counts.failures) == (2, 1, 1)
    assert [c.claim.evidence.quote for c in ledger.claims()] == ["4 people were killed"]


def test_ingesting_twice_changes_nothing(tmp_path: Path, ledger: Ledger) -> None:
    path = write(tmp_path / "r.jsonl", "4 people were killed in Homs.", "5 people were killed in Hama.")
    run(path, ledger)
    before = ledger.counts()
    done = run(path, ledger)
    assert (done.added, done.known) == (0, 2)
    assert ledger.counts() == before


def test_a_changed_report_is_read_again_as_a_revision(tmp_path: Path, ledger: Ledger) -> None:
    run(write(tmp_path / "r.jsonl", "4 people were killed in Homs."), ledger)
    done = run(write(tmp_path / "r.jsonl", "5 people were killed in Homs."), ledger)
    assert done.added == 1
    assert ledger.counts().documents == 1
    assert [c.claim.evidence.anchor for c in ledger.claims()] == ["5"]


def test_a_newer_reader_reads_what_is_there_again(tmp_path: Path, ledger: Ledger) -> None:
    path = write(tmp_path / "r.jsonl", "4 people were killed in Homs.")
    run(path, ledger)
    run(path, ledger, Crew(CountingReader("counting/2"), Unresolved()))
    assert [c.claim.extractor for c in ledger.claims()] == ["counting/2"]
    assert ledger.counts().revisions == 1


def test_a_report_that_cannot_be_read_is_kept_with_its_failure(tmp_path: Path, ledger: Ledger) -> None:
    done = run(write(tmp_path / "r.jsonl", "BREAK", "4 people were killed in Homs."), ledger)
    assert (done.added, done.failures) == (2, 1)
    assert ledger.counts().documents == 2
    assert [f.stage for f in ledger.failures()] == ["extraction"]


def test_a_report_whose_names_cannot_be_resolved_keeps_its_claims(tmp_path: Path, ledger: Ledger) -> None:
    @dataclass(frozen=True)
    class Broken:
        version: str = "broken/1"

        def resolve(self, document: Document, claims: Sequence[Claim]) -> tuple[ResolvedClaim, ...]:
            raise LookupError(document.text)

    done = run(write(tmp_path / "r.jsonl", "4 people were killed."), ledger, Crew(CountingReader(), Broken()))
    assert (done.claims, done.failures) == (1, 1)
    assert len(list(ledger.claims())) == 1


def test_a_killed_run_loses_no_committed_report_and_doubles_none(tmp_path: Path, ledger: Ledger) -> None:
    path = write(tmp_path / "r.jsonl", *(f"{n} people were killed in Homs." for n in range(1, 101)))

    class Killed(BaseException):
        pass

    def stop(tally: Tally) -> None:
        raise Killed

    with pytest.raises(Killed):
        ingest([path], ledger, crew=CREW, options=OPTIONS, watchers=Watchers(tally=stop))
    committed = ledger.counts().documents
    assert 0 < committed < 100
    done = run(path, ledger)
    assert (done.added, done.known) == (100 - committed, committed)
    assert ledger.counts().active_claims == 100


def test_watchers_are_told_of_every_failure_and_batch(tmp_path: Path, ledger: Ledger) -> None:
    failures: list[Failure] = []
    tallies: list[Tally] = []
    path = write(tmp_path / "r.jsonl", *["4 people were killed."] * 40, "")
    ingest([path], ledger, crew=CREW, options=OPTIONS, watchers=Watchers(tallies.append, failures.append))
    assert [f.kind for f in failures] == ["EmptyDocument"]
    assert [t.added for t in tallies] == [32, 40]


def test_derived_rows_can_be_rebuilt_and_are_what_is_derived_anew(tmp_path: Path, ledger: Ledger) -> None:
    run(write(tmp_path / "r.jsonl", "4 people were killed in Homs.", "5 people were killed in Hama."), ledger)
    first = rederive(ledger)
    assert first.events
    assert current(ledger).events == first.events
    assert derive(ledger) == rederive(ledger) == first


def test_two_texts_under_one_id_settle_and_stay_settled(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "r.jsonl"
    texts = ("4 people were killed in Homs.", "5 people were killed in Homs.", "4 people were killed in Homs.")
    path.write_text("".join(json.dumps({"id": "1", "text": t, "published": "2024-11-30"}) + "\n" for t in texts))
    run(path, ledger)
    before = ledger.counts()
    assert [c.claim.evidence.anchor for c in ledger.claims()] == ["5"]
    done = run(path, ledger)
    assert (done.added, done.known, done.claims) == (0, 3, 0)
    assert ledger.counts() == before


def test_a_newer_reader_gives_no_old_texts_claims_to_a_new_revision(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "r.jsonl"
    texts = ("4 people were killed in Homs.", "5 people were killed in Homs.")
    path.write_text("".join(json.dumps({"id": "1", "text": t, "published": "2024-11-30"}) + "\n" for t in texts))
    run(path, ledger)
    run(path, ledger, Crew(CountingReader("counting/2"), Unresolved()))
    assert [(c.claim.extractor, c.claim.evidence.anchor) for c in ledger.claims()] == [("counting/2", "5")]
