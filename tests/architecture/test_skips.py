"""The set-up of the tests itself: what is missing skips, what is required fails, and nobody gets out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import socket
import pytest

@pytest.mark.postgres
def test_that_needs_a_server():
    pass

def test_that_needs_data(bench):
    assert bench.is_dir()

@pytest.mark.postgres
def test_that_skips_by_itself():
    pytest.skip("the server is too old")

def test_that_needs_nothing():
    pass

def test_that_reaches_out():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_that_looks_up_a_name():
    socket.getaddrinfo("example.org", 80)

def test_that_stays_at_home():
    server = socket.create_server(("127.0.0.1", 0))
    socket.create_connection(server.getsockname()).close()
    server.close()
"""


@pytest.fixture
def outcomes(tmp_path: Path) -> "Run":
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_some.py").write_text(TESTS, encoding="utf-8")
    return Run(tmp_path)


class Run:
    """Runs the small suite with our own conftest and says how each test ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, **environ: str) -> tuple[dict[str, str], str]:
        mine = {name: value for name, value in os.environ.items() if not name.startswith("VEDETTE_")}
        mine["VEDETTE_BENCH"] = str(self.folder / "absent")
        command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(self.folder)]
        command += ["-p", "no:cacheprovider", "-v", "--no-header", str(self.folder / "tests")]
        ran = subprocess.run(command, cwd=self.folder, env=mine | environ, capture_output=True, text=True, check=False)
        lines = (line.split() for line in ran.stdout.splitlines() if "::test_" in line and "%]" in line)
        return {words[0].split("::")[1]: words[1] for words in lines}, ran.stdout + ran.stderr


def test_missing_parts_skip_and_say_so(outcomes: Run) -> None:
    ended, output = outcomes()
    assert ended["test_that_needs_a_server"] == "SKIPPED"
    assert ended["test_that_needs_data"] == "SKIPPED"
    assert ended["test_that_needs_nothing"] == "PASSED"
    assert "VEDETTE_TEST_POSTGRES names no PostgreSQL server" in output
    assert "no benchmark data at" in output


def test_a_required_part_that_is_missing_fails_and_no_other(outcomes: Run) -> None:
    ended, output = outcomes(VEDETTE_REQUIRE="postgres")
    assert ended["test_that_needs_a_server"] in {"FAILED", "ERROR"}
    assert ended["test_that_needs_data"] == "SKIPPED"
    assert "VEDETTE_REQUIRE asks for postgres" in output


def test_a_test_that_skips_itself_fails_where_its_part_is_required(outcomes: Run) -> None:
    ended, _ = outcomes(VEDETTE_REQUIRE="postgres", VEDETTE_TEST_POSTGRES="postgresql+psycopg://nowhere")
    assert ended["test_that_needs_a_server"] == "PASSED"
    assert ended["test_that_skips_by_itself"] == "FAILED"


def test_an_unknown_part_is_refused(outcomes: Run) -> None:
    ended, output = outcomes(VEDETTE_REQUIRE="postgress")
    assert ended == {}
    assert "no part postgress; there are postgres, browser, bench, model, ray" in output


def test_tests_reach_loopback_only(outcomes: Run) -> None:
    ended, output = outcomes()
    assert ended["test_that_reaches_out"] == "FAILED"
    assert ended["test_that_looks_up_a_name"] == "FAILED"
    assert ended["test_that_stays_at_home"] == "PASSED"
    assert "tests use loopback only" in output
