"""The tutorial does what it says: its blocks run in their order, beside the samples; and the site loads nothing from
outside."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli.main import app

ROOT = Path(__file__).parents[2]


def lines(page: str = "tutorial") -> list[str]:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.model
def test_the_blocks_of_the_tutorial_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    said = {}
    for line in lines():
        words = shlex.split(line)
        assert words[0] == "vedette"
        ran = CliRunner().invoke(app, words[1:])
        assert ran.exit_code == 0, f"{line}\n{ran.output}"
        said[line] = ran.output
    assert (tmp_path / "brief" / "brief.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "data" / "package" / "datapackage.json").is_file()
    before, after = (next(o for line, o in said.items() if f"--as-of 2024-12-01T0{hour}" in line) for hour in (7, 9))
    assert "retracted" not in before
    assert "retracted" in after


@pytest.mark.model
def test_the_recipes_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VEDETTE_DATA_DIR", str(tmp_path / "data"))
    text = (ROOT / "docs" / "howto.md").read_text(encoding="utf-8")
    for name, content in re.findall(r'```\w+ title="([^"]+)"\n(.*?)```', text, re.DOTALL):
        Path(name).write_text(content, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text("Shells killed 3 people in Saraqib on 2 December 2024.", encoding="utf-8")
    said = {}
    monkeypatch.setenv("VEDETTE_DB", "sqlite:///war.db")  # where a page names no ledger
    feeds = [line for line in lines("delivery") if " feed " in line]  # deliveries need a network
    for line in (*lines("howto"), *lines("signals"), *lines("forecast"), *lines("exports"), *feeds):
        if "KEY" in line:
            tolls = CliRunner().invoke(app, ["tolls", "--format", "json", "--db", "sqlite:///war.db"]).output
            line = line.replace("KEY", json.loads(tolls)[0]["used"][0]["claim"])
        if "--blind --person" in line:
            _fill(Path(shlex.split(line)[3]))
        ran = CliRunner().invoke(app, shlex.split(line)[1:])
        assert ran.exit_code == 0, f"{line}\n{ran.output}"
        said[line] = ran.output
    assert any("Tell Osraine" in output for line, output in said.items() if " places " in line)
    assert any("ana" in output for line, output in said.items() if " decisions" in line)
    assert any("1.000" in output or "20" in output for line, output in said.items() if " agreement" in line)
    assert "## Chiffres clés" in (tmp_path / "brief-fr" / "brief.md").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "package" / "datapackage.json").is_file()


def _fill(sheet: Path) -> None:
    """Both coders write the same into the first column that is theirs to fill in."""
    with sheet.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    at = names.index("decision")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *([*row[:at], "accept", *row[at + 1 :]] for row in rows)])


class Assets(HTMLParser):
    """What a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("script", "img", "iframe"):
            self.loaded.append(told.get("src") or "")
        if tag == "link" and told.get("rel") in ("stylesheet", "preload", "icon", "preconnect"):
            self.loaded.append(told.get("href") or "")


def test_the_site_is_built_and_loads_nothing_from_outside(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="the extra 'docs' is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    ran = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    pages = sorted((tmp_path / "site").rglob("*.html"))
    made = {p.relative_to(tmp_path / "site").as_posix() for p in pages}
    wanted = {"index", "tutorial", "howto", "codebook", "how-sure", "ethics", "reference/commands", "reference/api"}
    assert {f"{name}.html" for name in wanted} <= made
    assert "deaths-high" in (tmp_path / "site" / "signals.html").read_text(encoding="utf-8")
    assert "vedette forecast" in (tmp_path / "site" / "reference" / "commands.html").read_text(encoding="utf-8")
    sure = (tmp_path / "site" / "how-sure.html").read_text(encoding="utf-8")
    assert "tests.evaluation.gate --only" in sure
    for page in pages:
        found = Assets()
        found.feed(page.read_text(encoding="utf-8"))
        outside = [a for a in found.loaded if a.startswith(("http:", "https:", "//"))]
        assert outside == [], page.name
