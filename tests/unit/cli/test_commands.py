"""Commands that need no model: usage, exit codes, listings of an empty and of a small ledger."""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli import main
from vedette.cli.doctor import findings
from vedette.cli.listing import scope, when_read, when_words
from vedette.errors import FixSetup, LedgerError, ModelMismatch, SkipItem
from vedette.ledger.opening import open_ledger
from vedette.model.times import Basis, day

runner = CliRunner()


def test_help_is_quick_and_loads_no_parser() -> None:
    code = (
        "import sys, time; t = time.process_time(); from vedette.cli import main; import typer.main; "
        "typer.main.get_command(main.app); "
        "heavy = ('spacy', 'sqlalchemy', 'trafilatura', 'numpy'); "
        "print(time.process_time() - t, [m for m in heavy if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    seconds, loaded = out.split(" ", 1)
    assert loaded.strip() == "[]"
    assert float(seconds) < 0.5


@pytest.mark.parametrize("command", ["read", "extract", "ingest", "events", "tolls", "control", "brief", "doctor"])
def test_every_command_explains_itself(command: str) -> None:
    result = runner.invoke(main.app, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.stdout.split()) > 30


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "no-such-file.txt"],
        ["extract", "no-such-file.txt", "--out", "x.jsonl"],
        ["read", "-", "--published", "soon"],
        ["read", "-", "--input-format", "word"],
        ["read", "-", "--map", "text"],
        ["events", "--as-of", "soon"],
        ["events", "--from", "2024-12-02", "--to", "2024-12-01"],
        ["nothing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    result = runner.invoke(main.app, arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("error", "code"),
    [(SkipItem("x"), 1), (FixSetup("x"), 3), (ModelMismatch("x"), 3), (LedgerError("x"), 4)],
    ids=lambda value: type(value).__name__,
)
def test_errors_become_one_line_and_an_exit_code(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from vedette.pipeline.deriving import rederive

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(rederive, "current", fail)
    url = f"sqlite:///{tmp_path / 'v.db'}"
    open_ledger(url).close()
    result = runner.invoke(main.app, ["events", "--db", url])
    assert result.exit_code == code
    assert "vedette: x" in result.stderr
    assert result.stdout == ""


def test_listing_makes_no_ledger_of_a_mistyped_name(tmp_path: Path) -> None:
    file = tmp_path / "typo.db"
    result = runner.invoke(main.app, ["tolls", "--db", f"sqlite:///{file}"])
    assert result.exit_code == 3
    assert "vedette ingest" in result.stderr
    assert not file.exists()


@pytest.mark.parametrize("command", ["events", "tolls", "control"])
def test_an_empty_ledger_lists_nothing_in_every_format(command: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'v.db'}"
    open_ledger(url).close()
    told = {f: runner.invoke(main.app, [command, "--db", url, "--format", f]).stdout for f in ("table", "csv", "json")}
    assert told["table"].startswith("no ")
    assert json.loads(told["json"]) == []
    assert len(list(csv.reader(io.StringIO(told["csv"])))) == 1


def test_a_day_as_of_counts_to_its_end() -> None:
    day, moment = scope("2016-08-01", None, None, None).as_of, scope("2016-08-01T10:00Z", None, None, None).as_of
    assert day is not None
    assert moment is not None
    assert (day.hour, day.date().isoformat(), moment.hour) == (23, "2016-08-01", 10)


def test_the_last_day_of_a_period_is_in_it() -> None:
    cut = scope(None, None, "2016-08-01", "2016-08-01")
    assert cut.since is not None
    assert cut.until is not None
    assert (cut.until - cut.since).days == 1


def test_an_unknown_time_is_a_question_mark() -> None:
    assert when_words(None) == "?"


def test_of_what_no_report_dates_the_table_says_by_when_it_was_known() -> None:
    told = day(dt.date(2016, 8, 1), basis=Basis.PUBLISHED)
    assert when_read(told) == "by 1 Aug 2016"
    assert when_read(replace(told, basis=Basis.STATED)) == "1 Aug 2016"


def test_doctor_says_what_to_do_about_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "v.db").write_text("this is no database, whatever its name says" * 50)
    found = {f.name: f for f in findings(f"sqlite:///{tmp_path / 'v.db'}")}
    assert not found["ledger"].ok
    assert found["ledger"].advice
    assert found["temporary folder"].ok


def test_doctor_reports_a_model_that_is_not_as_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    from vedette.extraction.parsing import language_model

    files = language_model.ModelFiles("en_core_web_sm", Path("/nowhere"), ("config.cfg",))
    monkeypatch.setattr(language_model, "locate", lambda: files)
    (model,) = (f for f in findings(None) if f.name == "language model")
    assert not model.ok
    assert "config.cfg" in model.found
    assert "reinstall" in model.advice
