"""The commands of `docs/ledger.md`, run in their order; what the page says they print is looked for."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli.main import app

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"
pytestmark = pytest.mark.model
runner = CliRunner()


def blocks() -> list[tuple[str, str]]:
    return re.findall(r"```(sh|text)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def plain(text: str) -> str:
    return " ".join(text.split())


def claim_of_25(url: str) -> str:
    listed = ["tolls", "--as-of", "2024-12-01T07:30Z", "--format", "json", "--db", url]
    tolls = json.loads(runner.invoke(app, listed).stdout)
    return next(str(t["used"][0]["claim"]) for t in tolls if t.get("best") == 25 and t.get("event"))


def test_the_page_tells_what_happens(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(samples)
    told = ""
    ran = 0
    for kind, content in blocks():
        if kind == "text":
            for line in content.splitlines():
                assert plain(line) in plain(told), f"the page says {line!r}; the commands printed:\n{told}"
            continue
        told = ""
        for line in content.splitlines():
            words = shlex.split(line)
            assert words[0] == "vedette"
            key = claim_of_25("sqlite:///war.db") if "KEY" in words else ""
            result = runner.invoke(app, [key if w == "KEY" else w for w in words[1:]])
            assert result.exit_code == 0, f"{line}\n{result.output}"
            told += result.output
            ran += 1
    assert ran >= 10
    monkeypatch.setenv("VEDETTE_DB", "sqlite:///war.db")
    after = runner.invoke(app, ["tolls", "--as-of", "2024-12-01T07:30Z", "--from", "2024-12-01", "--to", "2024-12-01"])
    assert "killed 25" not in after.stdout, "the correction holds for every look, whatever moment it is at"
