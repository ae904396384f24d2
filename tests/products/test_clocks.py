"""Every command, page and route answers as of a moment, on each clock that what it gives has."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIRouter
from starlette.testclient import TestClient
from typer.testing import CliRunner

import vedette.api
import vedette.web
import vedette.web.views
from tests import servers
from tests.products.test_leaks import commands
from tests.stories import tell
from vedette.cli.main import app
from vedette.ledger.opening import open_ledger
from vedette.pipeline.deriving.rederive import rederive

runner = CliRunner()
#: Words of the story: something of it is said where one of them stands.
TOLD = ("Qarat", "Marsin", "Lantern Radio", "Meridian Wire", "Hill Brigades", '"low":4', '"low":6', '"low": 6')
CLOCKS = ("--as-of", "--as-recorded", "--with-rules")
#: What is derived from claims: all clocks, and either rules.
DERIVED = frozenset(
    "brief control days deliver diff events explain export feed forecast gaps record signals tolls why".split()
)
#: Claims as they were read: nothing is derived.
READ = frozenset({"sheet"})
#: Decisions and failures are of the ledger alone: they are never public, and no rules are at work.
RECORDED = frozenset({"agreement", "decisions", "failures"})
#: Commands that write, keep, look after or look up what is outside the ledger; `serve` leaves it to each request.
TIMELESS = frozenset(
    {
        *("actors", "outlets", "places", "sources", "gazetteer add", "read", "extract"),
        *("add", "decide", "import", "ingest", "redact", "reextract", "release", "retry", "watch", "reconcile"),
        *("backup", "restore", "db copy", "db upgrade", "rebuild", "doctor", "verify", "serve"),
        *("tokens add", "tokens list", "tokens remove", "users add", "users list", "users log", "users password"),
        *("users remove", "users role", "users disable", "users enable"),
    }
)


def options() -> dict[str, frozenset[str]]:
    """The options of every command, by its name."""

    def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, frozenset[str]]]:
        for name, below in getattr(command, "commands", {}).items():
            yield from walk(below, (*path, name))
        if not hasattr(command, "commands"):
            yield " ".join(path), frozenset(o for p in command.params for o in p.opts)

    return dict(walk(typer.main.get_command(app), ()))


def test_every_command_has_the_clocks_of_what_it_gives() -> None:
    found = options()
    assert found.keys() == DERIVED | READ | RECORDED | TIMELESS
    for names, clocks in ((DERIVED, CLOCKS), (READ, CLOCKS[:2]), (RECORDED, CLOCKS[1:2])):
        assert {n: sorted(set(clocks) - found[n]) for n in names if not found[n].issuperset(clocks)} == {}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A ledger of the story of the servers, and the key of a claim."""
    url = f"sqlite:///{tmp_path_factory.mktemp('day')}/v.db"
    ledger = open_ledger(url)
    claims, documents = tell(servers.REPORTS)
    for document in documents.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in claims if c.claim.document == document.id])
    rederive(ledger)
    ledger.close()
    return url, claims[0].claim.key


def said(day: tuple[str, str], arguments: list[str], folder: Path, *more: str) -> str:
    """All that a command prints and writes."""
    url, key = day
    folder.mkdir()
    (folder / "searches.toml").write_text('[[search]]\nname = "all"\n', encoding="utf-8")
    given = [a.replace("OUT", str(folder)).replace("KEY", key) for a in arguments]
    ran = runner.invoke(app, [*given, *more, "--db", url])
    assert ran.exit_code in (0, 2), ran.output
    return ran.stdout + "".join(p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.*")))


def told(text: str) -> list[str]:
    return [word for word in TOLD if word in text]


@pytest.mark.parametrize("name", [n for n, given in commands().items() if given[0] in DERIVED | READ])
def test_before_anything_was_known_there_is_nothing(day: tuple[str, str], name: str, tmp_path: Path) -> None:
    given = commands()[name]
    arguments = given[: given.index("--as-of")] if "--as-of" in given else given
    assert told(said(day, arguments, tmp_path / "now")) or given[0] in ("why", "signals", "forecast", "days", "record")
    for clock in ("--as-recorded",) if given[0] == "diff" else ("--as-of", "--as-recorded"):
        assert told(said(day, arguments, tmp_path / clock.strip("-"), clock, "2016-08-01")) == [], clock


@pytest.mark.parametrize("name", sorted(DERIVED - {"brief", "export", "explain", "deliver"}))
def test_the_rules_installed_are_those_in_force_here(day: tuple[str, str], name: str, tmp_path: Path) -> None:
    arguments = next(given for n, given in commands().items() if given[0] == name)
    current = said(day, arguments, tmp_path / "current", "--with-rules", "current").replace("/current/", "/")
    assert current == said(day, arguments, tmp_path / "then").replace("/then/", "/")


#: Routes that give nothing of what is recorded, or only how it stands now: how much there is, the state of a record on
#: which somebody works, who asks. The map draws `/map/picture`; of decisions there is the clock of the ledger alone.
OF_NO_MOMENT = frozenset(
    {
        *("/status", "/stream", "/tiles/{z}/{x}/{y}", "/", "/decisions", "/versions"),
        *("/me", "/login", "/admin", "/desk/blind", "/desk/places", "/desk/stream"),
    }
)


def routes() -> Iterator[APIRoute]:
    """Every route of the API and the pages."""
    for package in (vedette.api, vedette.web, vedette.web.views):
        for module in pkgutil.iter_modules(package.__path__):
            for value in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
                if isinstance(value, APIRouter):
                    yield from (r for r in value.routes if isinstance(r, APIRoute))


def asked(dependant: Dependant) -> frozenset[str]:
    """The names of all that a route can be asked with."""
    own = frozenset(p.alias for p in dependant.query_params)
    return own.union(*(asked(below) for below in dependant.dependencies))


def test_every_route_has_the_clocks() -> None:
    found = [(route.path, asked(route.dependant)) for route in routes() if "GET" in route.methods]
    assert len(found) > 30
    clocks = {"as_of", "as_recorded", "with_rules"}
    assert {path for path, given in found if not given >= clocks} == OF_NO_MOMENT
    assert all("as_recorded" in given for path, given in found if path == "/decisions")


LISTS = ("/api/v1/events", "/api/v1/tolls", "/api/v1/control", "/api/v1/search?q=shells", "/events", "/map/picture")


@pytest.mark.parametrize("path", LISTS)
def test_a_route_reads_each_clock(path: str) -> None:
    with TestClient(servers.app()) as client:
        link = path + ("&" if "?" in path else "?")
        now = client.get(link).text
        assert told(now)
        assert told(client.get(f"{link}with_rules=current").text) == told(now)
        for clock in ("as_of", "as_recorded"):
            assert told(client.get(f"{link}{clock}=2016-08-01").text) == [], clock
        assert client.get(f"{link}with_rules=none").status_code == 422
