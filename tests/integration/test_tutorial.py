"""The tutorial does what it says: its blocks run in their order, beside the samples; and the site loads nothing from
outside."""

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


def lines() -> list[str]:
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
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
    pages = sorted((tmp_path / "site").glob("*.html"))
    assert {"index.html", "tutorial.html", "codebook.html"} <= {p.name for p in pages}
    for page in pages:
        found = Assets()
        found.feed(page.read_text(encoding="utf-8"))
        outside = [a for a in found.loaded if a.startswith(("http:", "https:", "//"))]
        assert outside == [], page.name
