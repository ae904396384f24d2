"""The commands that look after a ledger."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from tests import factories as f
from vedette.cli.main import app
from vedette.ledger.opening import open_ledger, open_sql
from vedette.model.failure import Failure
from vedette.pipeline.deriving.rederive import current, rederive
from vedette.pipeline.intake.retrying import note_solved, open_failures

runner = CliRunner()
ONE = f.document("one", "At least 16 people were killed in Aleppo on Tuesday.")


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/v.db"
    ledger = open_ledger(url)
    ledger.add_document(ONE, f.capture())
    ledger.add_reading(ONE.id, "rules-1", [f.claim_in(ONE, "At least 16")])
    ledger.add_failure(f.failure())
    rederive(ledger)
    ledger.close()
    return url


def vedette(url: str, *arguments: object) -> Result:
    return runner.invoke(app, [*(str(a) for a in arguments), "--db", url])


def test_verify_prints_the_head_and_holds_an_earlier_one_against_the_chain(url: str) -> None:
    ran = vedette(url, "verify")
    assert ran.exit_code == 0, ran.output
    head = ran.stdout.split()[-1]
    assert vedette(url, "verify", "--head", head).exit_code == 0
    wrong = vedette(url, "verify", "--head", "0" * 64)
    assert wrong.exit_code == 4
    assert "not the one" in wrong.output


def test_verify_names_what_was_changed_removed_or_misquoted(url: str) -> None:
    ledger = open_sql(url)
    two = f.document("two", "Nothing of the kind is said in this page.")
    ledger.add_document(two)
    ledger.add_reading(two.id, "rules-1", [f.resolved(f.claim(of=two.id))])
    with ledger.engine.begin() as connection:
        for guard in ("claims_no_update", "failures_no_delete"):
            connection.execute(text(f"DROP TRIGGER {guard}"))
        connection.execute(text("UPDATE claims SET body = REPLACE(body, 'killed', 'injured') WHERE number = 4"))
        connection.execute(text("DELETE FROM failures"))
    ledger.close()
    ran = vedette(url, "verify")
    assert ran.exit_code == 1
    for words in ("(claims) was changed", "quotes what its document does not say", "was removed", "guard"):
        assert words in ran.stderr


def test_backup_restore_and_copy(url: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    assert vedette(url, "backup", saved).exit_code == 0
    back = f"sqlite:///{tmp_path}/back.db"
    ran = vedette(back, "restore", saved)
    assert ran.exit_code == 0, ran.output
    assert vedette(back, "restore", saved).exit_code == 4, "never into a ledger that holds something"
    moved = f"sqlite:///{tmp_path}/moved.db"
    ran = runner.invoke(app, ["db", "copy", url, moved])
    assert ran.exit_code == 0, ran.output
    assert vedette(moved, "verify").stdout.split()[-1] == vedette(url, "verify").stdout.split()[-1]
    assert runner.invoke(app, ["db", "upgrade", "--db", url]).exit_code == 0
    assert runner.invoke(app, ["db", "upgrade", "--db", f"sqlite:///{tmp_path}/none.db"]).exit_code == 3


def test_redacting_erases_what_was_derived_too(url: str) -> None:
    assert "16" in vedette(url, "tolls").stdout
    ran = vedette(url, "redact", ONE.id[:10], "--person", "ana", "--reason", "somebody could be hurt")
    assert ran.exit_code == 0, ran.output
    assert "no tolls" in vedette(url, "tolls").stdout
    ledger = open_sql(url)
    with ledger.engine.connect() as connection:
        bodies = "".join(connection.execute(text("SELECT body FROM events UNION ALL SELECT body FROM tolls")).scalars())
    assert "Aleppo" not in bodies, "nor in what was shown before"
    ledger.close()
    assert vedette(url, "verify").exit_code == 0


def test_a_release_is_frozen_and_can_be_shown_again(url: str) -> None:
    assert vedette(url, "release", "2016-w27").exit_code == 0
    assert vedette(url, "release", "2016-w27").exit_code == 1, "the name is taken"
    moment = vedette(url, "release").stdout.split("--as-recorded ")[1].split()[0]
    before = vedette(url, "tolls", "--format", "json").stdout
    ledger = open_ledger(url)
    (event,) = current(ledger).events
    ledger.add_decision(f.decision(subjects=event.claims, kind=f.DecisionKind.REJECT))
    rederive(ledger)
    ledger.close()
    assert json.loads(vedette(url, "tolls", "--format", "json").stdout) == []
    assert vedette(url, "tolls", "--format", "json", "--as-recorded", moment).stdout == before
    check = vedette(url, "release", "2016-w27", "--check")
    assert check.exit_code == 0
    assert "as it was" in check.stdout
    assert "codebook 1" in check.stdout
    assert vedette(url, "release", "none", "--check").exit_code == 1


def test_a_release_of_what_nothing_was_derived_from_is_refused(url: str) -> None:
    ledger = open_ledger(url)
    ledger.add_document(f.document("two"))
    ledger.close()
    assert vedette(url, "release", "early").exit_code == 4


def test_failures_are_listed_until_they_are_solved(url: str) -> None:
    assert "bad.jsonl:3" in vedette(url, "failures").stdout
    ledger = open_ledger(url)
    read = Failure("extraction", ONE.id, "ValueError", "it was read since")
    ledger.add_failure(read)
    assert list(open_failures(ledger)) == [f.failure()]
    assert note_solved(ledger, [f.failure()], f.PUBLISHED)
    assert not note_solved(ledger, [], f.PUBLISHED)
    assert list(open_failures(ledger)) == []
    ledger.close()
    assert "no failures" in vedette(url, "failures").stdout
    assert "bad.jsonl:3" in vedette(url, "failures", "--all").stdout
    assert vedette(url, "retry").exit_code == 0


@pytest.mark.parametrize("command", ["verify", "rebuild", "retry"])
def test_a_mistyped_name_makes_no_ledger(command: str, tmp_path: Path) -> None:
    assert vedette(f"sqlite:///{tmp_path}/none.db", command).exit_code == 3
    assert not list(tmp_path.iterdir())


@pytest.mark.model
def test_what_failed_is_tried_again_and_stale_readings_get_another(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    report = tmp_path / "late.jsonl"
    report.write_text('{"text": "Four people were killed in Homs.", "published": "2024-11-30"}\n{"broken\n')
    assert vedette(url, "ingest", report).exit_code == 1
    assert vedette(url, "retry").exit_code == 1
    report.write_text('{"text": "Four people were killed in Homs.", "published": "2024-11-30"}\n')
    ran = vedette(url, "retry")
    assert ran.exit_code == 0, ran.output
    assert "1 solved, 0 left" in ran.stderr
    ledger = open_ledger(url)
    document = f.document("old", "Nine people were killed in Idlib on Tuesday.", published=f.PUBLISHED)
    ledger.add_document(document)
    ledger.add_reading(document.id, "rules-0", [])
    ledger.close()
    assert "1 reports read anew" in vedette(url, "reextract", "--stale", "--limit", 5).stderr
    assert "0 reports read anew" in vedette(url, "reextract", "--stale").stderr
    ledger = open_ledger(url)
    assert [(r.extractor == "rules-0", r.active) for r in ledger.readings(document.id)] == [
        (True, False),
        (False, True),
    ]
    ledger.close()


@pytest.mark.model
def test_sensitive_reports_are_sealed_from_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    report = tmp_path / "told-2024-11-30.txt"
    report.write_text("Outlet: Lantern Radio\n\nFour people were killed in Homs on Friday, Samir Example said.\n")
    refused = vedette(url, "ingest", report, "--sensitive")
    assert refused.exit_code == 4
    assert "VEDETTE_KEY_FILE" in refused.output
    monkeypatch.setenv("VEDETTE_KEY_FILE", str(tmp_path / "apart" / "master.key"))
    assert vedette(url, "ingest", report, "--sensitive").exit_code == 0
    assert b"Samir" not in b"".join(p.read_bytes() for p in tmp_path.glob("v.db*"))
    told = vedette(url, "events", "--format", "json").stdout + vedette(url, "tolls").stdout
    assert "killed 4" in told
    assert "Lantern" not in told
