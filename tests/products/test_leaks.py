"""Nothing that is protected comes out, by any product, at any moment asked about."""

import ast
import datetime as dt
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from tests import factories as f
from tests.stories import tell
from vedette.cli.main import app
from vedette.exports.base import FORMATS
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.codec import canonical, dumps
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.document import Capture
from vedette.model.ids import CaptureId
from vedette.model.viewer import Viewer
from vedette.pipeline.deriving.rederive import current, derive, rederive
from vedette.pipeline.showing.shown import Shown, open_shown

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "vedette"
runner = CliRunner()
#: Every way in which the secrets of the story could be written.
SECRET = (
    "marsin",
    "35.4,36.8",
    'longitude":36.8',
    "4177213",  # so long that no hash holds it by chance
    "4,177,213",
    "hidden lane",
    "ridge observatory",
    "ridge-observatory",
    "lantern radio",
)

REPORTS: list[dict[str, Any]] = [
    {
        "id": "open",
        "outlet": "Meridian Wire",
        "published": dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC),
        "text": "Shells killed 4 people in Qarat. The convoy passed.",
        "claim": [
            {"kind": "toll", "in": "Shells killed 4 people in Qarat", "point": 4, "cause": "shelling", "place": "Qarat",
             "when": dt.date(2031, 5, 2)},
        ],
    },
    {
        "id": "marsin-strike",
        "outlet": "Meridian Wire",
        "published": dt.datetime(2031, 5, 4, 8, tzinfo=dt.UTC),
        "title": "Thousands die in Marsin",
        "text": "A raid on Marsin killed 4177213 people in Hidden Lane. The road is open.",
        "claim": [
            {"kind": "toll", "in": "killed 4177213 people", "point": 4177213, "cause": "air-strike", "place": "Marsin",
             "when": dt.date(2031, 5, 3)},
            {"kind": "control", "in": "raid on Marsin", "relation": "captured", "party": "Hill Brigades/opposition",
             "place": "Marsin", "when": dt.date(2031, 5, 3)},
        ],
    },
    {
        "id": "lantern-radio-1",
        "outlet": "Lantern Radio",
        "published": dt.datetime(2031, 5, 5, 8, tzinfo=dt.UTC),
        "text": "Mortars wounded 9 people in Dar Imal, the Ridge Observatory said.",
        "claim": [
            {"kind": "toll", "in": "Mortars wounded 9 people in Dar Imal", "effect": "injured", "point": 9,
             "cause": "shelling", "place": "Dar Imal", "when": dt.date(2031, 5, 4), "who": "Ridge Observatory"},
        ],
    },
]  # fmt: skip


def decide(kind: DecisionKind, *subjects: str, about: SubjectKind = SubjectKind.EVENT, **more: Any) -> Decision:
    return f.decision(kind, subjects, subject_kind=about, reason="somebody could be hurt at Marsin", **more)


def protect(strike: str, toll: str, radio: str) -> dict[str, tuple[Decision, ...]]:
    source = decide(DecisionKind.HIDE, "Ridge Observatory", about=SubjectKind.SOURCE)
    hers = decide(DecisionKind.HIDE, radio, about=SubjectKind.DOCUMENT, field="source")
    until = dumps("2031-06-01T00:00:00Z")
    both = (source, hers)
    return {
        "embargo": (decide(DecisionKind.EMBARGO, strike, value=until), *both),
        "hidden": (decide(DecisionKind.HIDE, strike), *both),
        "withdrawn": (decide(DecisionKind.WITHDRAW, strike), *both),
        "a claim hidden": (decide(DecisionKind.EMBARGO, toll, about=SubjectKind.CLAIM, value=until), *both),
    }


Story = tuple[str, dict[str, tuple[Decision, ...]]]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return made(tmp_path)


def made(folder: Path) -> Story:
    url = f"sqlite:///{folder}/v.db"
    ledger = open_ledger(url)
    claims, documents = tell(REPORTS)
    for document in documents.values():
        content = document.text.encode()
        capture = Capture(CaptureId(f"capture-{document.id}"), document.locator, "text/plain", "", content)
        ledger.add_document(document, capture)
        ledger.add_reading(document.id, "story@1", [c for c in claims if c.claim.document == document.id])
    events = rederive(ledger).events
    strike = next(e for e in events if e.place and e.place.name == "Marsin")
    radio = next(d.id for d in documents.values() if d.outlet == "Lantern Radio")
    ledger.close()
    return url, protect(strike.id, strike.claims[0], radio)


#: Commands that list rows in three forms.
LISTED = ("events", "tolls", "control", "days", "record")


def commands() -> dict[str, list[str]]:
    """What each command that gives something out is run with; KEY stands for a claim's key."""
    forms = ("table", "csv", "json")
    found = {f"{name} {form}": [name, "--format", form] for name in LISTED for form in forms}
    found |= {f"{name} then": [name, "--as-of", "2031-05-10"] for name in LISTED}
    found |= {f"{name} at last": [name, "--as-of", "2040-01-01"] for name in LISTED}
    found["tolls, explained"] = ["tolls", "--explain"]
    found |= {
        f"diff {form}": ["diff", "--since", "2031-05-01", "--until", "2031-05-10", "--format", form] for form in forms
    }
    found |= {f"decisions {form}": ["decisions", "--format", form] for form in forms}
    found |= {
        "failures": ["failures", "--all"],
        "agreement": ["agreement"],
        "sheet": ["sheet", "--out", "OUT/sheet.csv"],
    }
    # A workbook and Parquet hold the table of csv, packed.
    formats = [name for name in FORMATS if name not in ("xlsx", "parquet")]
    found |= {"export": ["export", *formats, "--package", "--out", "OUT/package"]}
    found |= {"export then": ["export", *formats, "--package", "--out", "OUT/package", "--as-of", "2031-05-10"]}
    found |= {f"feed {form}": ["feed", form, "--out", "OUT/feed.txt"] for form in ("atom", "json")}
    found |= {f"signals {form}": ["signals", "--days", "9999", "--format", form] for form in forms}
    found |= {f"forecast {form}": ["forecast", "--format", form] for form in forms}
    found |= {f"gaps {form}": ["gaps", "--format", form] for form in forms}
    found |= {"forecast scored": ["forecast", "--score", "--format", "json"]}
    found |= {"signals tested": ["signals", "--backtest", "--format", "json"]}
    found["deliver"] = [
        *("deliver", "--searches", "OUT/searches.toml", "--outbox", "OUT/outbox.json", "--cap", "OUT/cap"),
    ]
    found["brief with signals"] = ["brief", "--signals", "--out", "OUT"]
    found["why, explained"] = ["why", "KEY", "KEY"]
    return {**found, "brief": ["brief", "--out", "OUT"], "explain": ["explain", "KEY"]}


#: Commands that look after the ledger: they print counts, hashes and what the caller named.
KEEPING_ONLY = frozenset(
    "add import verify backup restore db redact reextract retry release watch sources gazetteer reconcile".split()
)
#: Commands that fetch, or bring what is derived up to date; they print counts and addresses.
WATCHING = frozenset({"watch", "sources", "reconcile", "gazetteer"})
#: Commands that write, or look up what is not in the ledger: they give nothing of it out. What `serve` gives out is
#: tested in `test_server_leaks.py`.
SILENT = (
    KEEPING_ONLY
    | WATCHING
    | {"read", "extract", "ingest", "places", "actors", "outlets", "doctor", "rebuild", "decide"}
) | {"serve", "users", "tokens"}


def test_every_command_is_known_to_this_test() -> None:
    known = set(getattr(typer.main.get_command(app), "commands", ()))
    assert known == SILENT | {"why"} | {arguments[0] for arguments in commands().values()}


@pytest.fixture(scope="module", params=["embargo", "hidden", "withdrawn", "a claim hidden"])
def guarded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """A ledger with the secret protected in one way, and the keys of all its claims."""
    url, decisions = made(tmp_path_factory.mktemp("story"))
    ledger = open_ledger(url)
    for decision in decisions[request.param]:
        ledger.add_decision(decision)
    ledger.add_failure(f.failure("https://example.org/lantern-radio-1", "no text of Lantern Radio"))
    rederive(ledger)
    keys = [c.claim.key for c in ledger.claims()]
    ledger.close()
    return url, keys


def test_why_two_events_are_two_leaks_nothing(guarded: tuple[str, list[str]]) -> None:
    url, _ = guarded
    ledger = open_ledger(url)
    events = [e.id for e in derive(ledger).events]
    ledger.close()
    assert len(events) > 1
    for a, b in combinations(events, 2):
        ran = runner.invoke(app, ["why", a, b, "--db", url])
        assert ran.exit_code in (0, 2), ran.output
        assert [s for s in SECRET if s in ran.output.casefold()] == []


@pytest.mark.parametrize("product", commands())
def test_no_product_leaks(guarded: tuple[str, list[str]], product: str, tmp_path: Path) -> None:
    url, keys = guarded
    for key in keys if "explain" in product else keys[:1]:
        (tmp_path / "searches.toml").write_text('[[search]]\nname = "all"\n', encoding="utf-8")
        arguments = [a.replace("OUT", str(tmp_path)).replace("KEY", key) for a in commands()[product]]
        ran = runner.invoke(app, [*arguments, "--db", url])
        text = ran.output + "".join(p.read_text(encoding="utf-8") for p in tmp_path.rglob("*.*"))
        assert ran.exit_code in ((0, 2) if "explain" in product else (0,)), ran.output
        assert [s for s in SECRET if s in text.casefold()] == []


def everything_of(shown: Shown) -> str:
    told = [canonical(c) for c in shown.claims()] + [canonical(d) for d in shown.documents()]
    told += [canonical(x) for group in (current(shown).events, current(shown).tolls) for x in group]
    told += [canonical(x) for x in current(shown).control] + [row.body + str(row) for row in shown.events()]
    told += [canonical(d) for d in shown.decisions()]
    return "\n".join(told).casefold()


def test_a_blurred_place_is_a_cell_and_has_no_name(story: Story) -> None:
    url, decisions = story
    strike = decisions["hidden"][0].subjects[0]
    ledger = open_ledger(url)
    ledger.add_decision(decide(DecisionKind.BLUR, strike, value="40"))
    rederive(ledger)
    ledger.close()
    shown = open_shown(url)
    assert "marsin" not in everything_of(shown)
    (event,) = (e for e in current(shown).events if any(t.low == 4177213 for t in e.tolls))
    assert event.place is not None
    assert event.place.latitude is not None
    assert abs(event.place.latitude - 35.4) <= 0.4
    assert event.place.latitude != 35.4
    assert event.place.radius_km is not None
    assert event.place.radius_km > 40
    shown.close()
    exact = open_shown(url, Viewer.ANALYST)
    assert "marsin" in everything_of(exact)
    exact.close()


def test_an_embargo_lapses_by_the_clock_and_not_by_the_moment_asked_for(
    story: Story,
) -> None:
    url, decisions = story
    ledger = open_ledger(url)
    ledger.add_decision(decisions["embargo"][0])
    rederive(ledger)
    ledger.close()
    early = open_shown(url, clock=lambda: f.time("2031-05-30"))
    late = open_shown(url, clock=lambda: f.time("2031-06-01"))
    assert "4177213" not in everything_of(early)
    assert "4177213" in everything_of(late)
    early.close()
    late.close()
    now = [f.time("2031-05-30")]
    open_long = open_shown(url, clock=lambda: now[0])
    assert "4177213" not in everything_of(open_long)
    now[0] = f.time("2031-06-01")
    assert "4177213" in everything_of(open_long), "one that stays open sees it lapse"
    open_long.close()


def test_a_hidden_source_is_known_to_keepers_alone(story: Story) -> None:
    url, decisions = story
    ledger = open_ledger(url)
    for decision in decisions["hidden"][1:]:
        ledger.add_decision(decision)
    ledger.close()
    told = {viewer: everything_of(open_shown(url, viewer)) for viewer in Viewer}
    assert "ridge observatory" not in told[Viewer.PUBLIC] + told[Viewer.ANALYST]
    assert "lantern radio" not in told[Viewer.PUBLIC] + told[Viewer.ANALYST]
    assert "ridge observatory" in told[Viewer.KEEPER]
    assert "wounded 9 people" in told[Viewer.PUBLIC], "what it said stays"


def test_a_sensitive_document_shows_neither_words_nor_source() -> None:
    ledger = MemoryLedger()
    claims, documents = tell(REPORTS[2:])
    (document,) = documents.values()
    ledger.add_document(document, f.capture(document.text.encode(), document.locator), sensitive=True)
    ledger.add_reading(document.id, "story@1", claims)
    rederive(ledger)
    told = everything_of(Shown(ledger))
    assert "lantern" not in told
    assert "mortars" not in told
    assert "injured" in told, "what it counts stays"
    (shown,) = Shown(ledger).documents()
    assert len(shown.text) == len(document.text), "spans still fit"
    (capture,) = (d.capture for d in ledger.documents())
    assert capture is not None
    assert Shown(ledger).capture(capture) is None


def test_a_claim_keeps_its_key_when_its_words_are_masked(story: Story) -> None:
    url, decisions = story
    ledger = open_ledger(url)
    before = {c.claim.key for c in ledger.claims()}
    ledger.add_decision(decisions["hidden"][1])
    assert {c.claim.key for c in Shown(ledger).claims()} == before
    ledger.close()


PRODUCTS = ("api", "web", "picture", "exports", "reports", "signals", "forecast", "tallies", "delivery")
#: Commands that need the ledger itself: they write, or look after it.
KEEPING = frozenset(
    {"ingest", "doctor", "keeping", "rebuild", "decide", "verify", "backup", "database", "redact", "reextract"}
) | {"failures", "release", "restoring", "add", "importing", "watch", "reconcile"}


def product_modules() -> list[Path]:
    rooms = [path for room in PRODUCTS for path in (SOURCE / room).rglob("*.py")]
    return rooms + [path for path in (SOURCE / "cli").glob("*.py") if path.stem not in KEEPING]


@pytest.mark.parametrize("path", product_modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_products_read_through_the_guard_alone(path: Path) -> None:
    forbidden = {"open_ledger", "everything", "derive", "rederive", "MemoryLedger", "SqlLedger"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("vedette.ledger", "vedette.pipeline")):
            named = {alias.name for alias in node.names} & forbidden
            assert not named, f"{path.name} imports {named}: open the ledger with pipeline.shown.open_shown"
        if isinstance(node, ast.Attribute) and node.attr == "raw":
            raise AssertionError(f"{path.name}:{node.lineno} reaches behind the guard")
