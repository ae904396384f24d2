"""The whole road on the project's own dispatches, with the real parser: files to ledger to lists and brief."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vedette.cli.main import app
from vedette.ledger.base import NOW, DerivedKind, Ledger
from vedette.ledger.opening import open_ledger
from vedette.pipeline.deriving.rederive import derive, rederive, refresh

pytestmark = pytest.mark.model
runner = CliRunner()


def vedette(*arguments: object) -> Result:
    return runner.invoke(app, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def url(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('day') / 'vedette.db'}"
    result = vedette("ingest", samples, "--outlets", samples / "outlets.csv", "--db", url)
    assert result.exit_code == 0, result.output
    return url


def test_a_second_run_writes_nothing(url: str, samples: Path) -> None:
    ledger = open_ledger(url)
    before = ledger.counts()
    result = vedette("ingest", samples, "--db", url)
    assert result.exit_code == 0
    assert "0 reports added" in result.stderr
    assert ledger.counts() == before
    ledger.close()


def test_two_processes_read_and_derive_what_one_does(
    url: str, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared: list[tuple[int, int]] = []

    def seen(ledger: Ledger, *, workers: int = 1) -> bool:
        shared.append((workers, threading.active_count()))
        return refresh(ledger, workers=workers)

    monkeypatch.setattr("vedette.pipeline.deriving.rederive.refresh", seen)
    before = threading.active_count()
    two = f"sqlite:///{tmp_path / 'two.db'}"
    assert vedette("ingest", samples, "--outlets", samples / "outlets.csv", "--db", two, "--workers", 2).exit_code == 0
    assert shared == [(2, before)]  # no thread of the readers is left: what follows can be shared out
    found = []
    for ledger in map(open_ledger, (url, two)):
        found.append([[replace(row, known_from=None) for row in ledger.derived(kind, NOW)] for kind in DerivedKind])
        ledger.close()
    assert found[0] == found[1]


def test_every_dispatch_is_there_with_outlet_date_and_headline(url: str) -> None:
    ledger = open_ledger(url)
    documents = list(ledger.documents())
    ledger.close()
    assert len(documents) >= 30
    assert all(d.outlet and d.published and d.headline and d.language == "en" for d in documents)


def test_derived_rows_are_rebuilt_to_the_same(url: str) -> None:
    ledger = open_ledger(url)
    assert derive(ledger) == rederive(ledger) == rederive(ledger)
    ledger.close()


def test_what_only_a_state_agency_says_itself_is_claimed_not_reported(url: str) -> None:
    ledger = open_ledger(url)
    outlets = {d.id: d.outlet for d in ledger.documents()}
    claims = {c.claim.key: c.claim for c in ledger.claims()}
    events = rederive(ledger).events
    ledger.close()
    own = [
        e
        for e in events
        if e.verification.asserting
        and all(
            outlets[claims[k].document] == "Barada State Dispatch" and claims[k].attribution.claimant is None
            for k in e.verification.asserting
        )
        and not e.verification.answering
    ]
    assert own
    assert {e.verification.rung.value for e in own} <= {"claimed", "contested", "conceded"}


def test_every_claim_quotes_its_document(url: str) -> None:
    ledger = open_ledger(url)
    texts = {d.id: d.text for d in ledger.documents()}
    claims = [r.claim for r in ledger.claims()]
    ledger.close()
    assert claims
    assert all(
        c.evidence.span is not None and c.evidence.span.of(texts[c.document]) == c.evidence.quote for c in claims
    )


@pytest.mark.parametrize("command", ["events", "tolls", "control"])
def test_lists_come_as_table_csv_and_json(url: str, command: str) -> None:
    table, sheet, data = (vedette(command, "--db", url, "--format", f).stdout for f in ("table", "csv", "json"))
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == len(json.loads(data)) > 0
    assert max(map(len, table.splitlines())) <= 80


def test_a_list_as_of_a_day_knows_nothing_later(url: str) -> None:
    def events(*options: str) -> list[object]:
        return list(json.loads(vedette("events", "--db", url, "--format", "json", *options).stdout))

    assert events("--as-of", "2024-11-26") == []
    assert 0 < len(events("--as-of", "2024-11-28")) < len(events())
    assert events("--as-recorded", "2020-01-01") == []


def test_a_brief_is_written_and_its_paths_are_printed(url: str, tmp_path: Path) -> None:
    result = vedette("brief", "--db", url, "--out", tmp_path / "brief")
    assert result.exit_code == 0, result.output
    paths = [Path(line) for line in result.stdout.splitlines()]
    assert {p.suffix for p in paths} >= {".md", ".html"}
    assert all(p.stat().st_size > 500 for p in paths)


def test_extract_writes_a_line_a_report_and_only_when_complete(samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    (tmp_path / "broken.jsonl").write_text('{"text": "Four people were killed.", "id": "1"}\n{"broken\n')
    result = vedette("extract", samples / "txt", tmp_path / "broken.jsonl", "--out", out)
    assert result.exit_code == 1
    assert "broken.jsonl:2" in result.stderr
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(lines) == len(list((samples / "txt").iterdir())) + 1
    assert all(set(line) == {"document", "claims"} for line in lines)
    assert not list(tmp_path.glob("*.part"))


def test_reading_shows_the_toll_under_its_sentence(tmp_path: Path) -> None:
    report = tmp_path / "harbour-2024-11-30.txt"
    report.write_text("At least 16 people were killed in an air strike on Homs on Friday, the mayor said.\n")
    shown = vedette("read", report)
    assert shown.exit_code == 0
    assert re.search(r"killed: 16 or more", shown.stdout)
    assert "2024-11-29" in shown.stdout
    data = json.loads(vedette("read", report, "--json").stdout)
    assert data["document"]["published"].startswith("2024-11-30")
    assert any(c["kind"] == "toll" for c in data["claims"])


BAD = {
    "empty.txt": b"",
    "line.jsonl": b'{"id": "1", "text": "'
    + b"x" * 50_000_000
    + b'"}\n{"id": "2", "text": "Two people were killed."}\n',
    "binary.txt": bytes(range(256)) * 1000,
    "page.html": b"<html><body><script>1</script></body></html>",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_line_and_exit_code_1(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    result = vedette("read", tmp_path / name)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith("failed")]
    assert len(lines) == 1
    assert name in lines[0]
    assert "unforeseen" not in lines[0]


def test_a_killed_run_is_finished_by_the_next(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    rows = (
        {"id": str(n), "text": f"{n} people were killed in Homs.", "published": "2024-11-30"} for n in range(1, 401)
    )
    many.write_text("".join(json.dumps(row) + "\n" for row in rows))
    file = tmp_path / "v.db"
    url = f"sqlite:///{file}"
    command = [sys.executable, "-c", "from vedette.cli.main import app; app()", "ingest", str(many), "--db", url]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    ledger = None
    for _ in range(600):
        time.sleep(0.05)
        if file.exists() and file.stat().st_size:
            ledger = ledger or open_ledger(url)
            if ledger.counts().documents or process.poll() is not None:
                break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert ledger is not None
    committed = ledger.counts().documents
    assert committed > 0
    done = vedette("ingest", many, "--db", url)
    assert done.exit_code == 0
    assert f"{400 - committed} reports added" in done.stderr
    assert ledger.counts().documents == ledger.counts().readings == 400
    ledger.close()


def test_what_extract_writes_is_valid_against_the_published_schema(samples: Path, tmp_path: Path) -> None:
    import jsonschema

    schema = json.loads((samples.parent / "docs" / "claim.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    out = tmp_path / "claims.jsonl"
    vedette("extract", samples, "--out", out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert sum(len(line["claims"]) for line in lines) > 50
    assert [error.message for line in lines for error in validator.iter_errors(line)] == []


@pytest.mark.bench
def test_an_archive_ingested_today_answers_as_of_its_own_time(bench: Path, tmp_path: Path) -> None:
    """What was public in 2016 is known as of 2016, and this ledger had recorded nothing then."""
    reports = tmp_path / "some.jsonl"
    lines = (bench / "fa_kes" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    early = [line for line in lines if '"2016-0' in line][:25]
    late = [line for line in lines if '"2017-' in line][:25]
    reports.write_text("\n".join([*early, *late]) + "\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path}/v.db"
    assert vedette("ingest", reports, "--db", url).exit_code in (0, 1)

    def rows(command: str, *options: str) -> list[object]:
        return list(json.loads(vedette(command, "--db", url, "--format", "json", *options).stdout))

    for command in ("events", "tolls"):
        then = rows(command, "--as-of", "2016-08-01")
        assert 0 < len(then) < len(rows(command))
        assert rows(command, "--as-recorded", "2016-08-01") == []
        assert rows(command, "--as-recorded", "2016-08-01", "--as-of", "2016-08-01") == []
