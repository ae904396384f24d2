"""Without a source, everything is as if it had never spoken."""

import datetime as dt
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.stories import tell
from vedette.cli.main import app
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.pipeline.deriving.rederive import current, derive, rederive

TIME = dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC)
TOLL = {"kind": "toll", "cause": "air-strike", "place": "Qarat", "when": dt.date(2031, 5, 2)}
REPORTS: list[dict[str, Any]] = [
    {"id": "a", "outlet": "Meridian Wire", "published": TIME, "text": "A raid killed 40 people in Qarat.",
     "claim": [TOLL | {"in": "raid killed 40 people", "point": 40, "who": "Ridge Observatory"}]},
    {"id": "b", "outlet": "Harbour Post", "published": TIME, "text": "In Qarat 40 people died when jets came.",
     "claim": [TOLL | {"in": "40 people died", "point": 40, "who": "Ridge Observatory"}]},
    {"id": "c", "outlet": "Harbour Post", "published": TIME, "text": "In Qarat doctors counted 44 people killed.",
     "claim": [TOLL | {"in": "44 people killed", "point": 44, "who": "Medics"}]},
]  # fmt: skip


def filled(ledger: Any, reports: list[dict[str, Any]]) -> Any:
    claims, documents = tell(reports)
    for document in documents.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in claims if c.claim.document == document.id])
    rederive(ledger)
    return ledger


@pytest.mark.parametrize(
    ("source", "left"),
    [("harbour post", ["a"]), ("The Ridge Observatory", ["c"]), ("Medics", ["a", "b"]), ("Nobody", ["a", "b", "c"])],
)
def test_removing_a_source_removes_exactly_its_influence(source: str, left: list[str]) -> None:
    ledger = filled(MemoryLedger(), REPORTS)
    smaller = filled(MemoryLedger(), [r for r in REPORTS if r["id"] in left])
    assert current(ledger, without=[source]) == derive(smaller)


def test_the_listings_can_leave_a_source_out(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'day.db'}"
    filled(open_ledger(url), REPORTS).close()
    listed = CliRunner().invoke(app, ["tolls", "--db", url, "--format", "csv", "--without", "Ridge Observatory"])
    assert listed.exit_code == 0
    assert "44" in listed.stdout
    assert "40" not in listed.stdout


def test_a_toll_explains_what_it_was_taken_from(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'day.db'}"
    filled(open_ledger(url), REPORTS).close()
    told = CliRunner().invoke(app, ["tolls", "--db", url, "--explain"], env={"COLUMNS": "300"})
    assert told.exit_code == 0
    assert 'Medics, "44 people killed"' in " ".join(told.stdout.split())
    assert "counts:" in told.stdout
