"""Why two events are one, or are not."""

import datetime as dt
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tests import factories as f
from tests.stories import tell
from vedette.cli.main import app
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.decision import DecisionKind
from vedette.pipeline.deriving.rederive import current, rederive
from vedette.pipeline.deriving.why import compared, reasons

DAY = dt.date(2031, 5, 2)


def report(name: str, text: str, **claim: Any) -> dict[str, Any]:
    time = dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC)
    body = {"kind": "toll", "cause": "air-strike", "place": "Qarat", "when": DAY, "in": text} | claim
    return {"id": name, "outlet": f"{name} Post", "published": time, "text": f"{text}.", "claim": [body]}


REPORTS = [
    report("Meridian", "A raid killed 40 people in Qarat", point=40),
    report("Harbour", "In Qarat 40 people died when jets came", point=40),
    report("Ridge", "Raids killed 3 people in Marsin", point=3, place="Marsin"),
]
CLAIMS, DOCUMENTS = tell(REPORTS)
FIRST, SECOND, ELSEWHERE = (c.claim.key for c in CLAIMS)


def filled(ledger: Any) -> Any:
    for document in DOCUMENTS.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in CLAIMS if c.claim.document == document.id])
    rederive(ledger)
    return ledger


def test_events_of_other_places_are_not_worth_comparing() -> None:
    ledger = filled(MemoryLedger())
    events = current(ledger).events
    assert [set(e.claims) for e in events] in ([{FIRST, SECOND}, {ELSEWHERE}], [{ELSEWHERE}, {FIRST, SECOND}])
    assert "no claim of the one was worth comparing" in " ".join(reasons(compared(ledger, *events)))


def test_an_analysts_split_is_named_first_and_the_scores_behind_it() -> None:
    ledger = filled(MemoryLedger())
    ledger.add_decision(f.decision(DecisionKind.SPLIT, (FIRST, SECOND)))
    rederive(ledger)
    mine = next(e for e in current(ledger).events if FIRST in e.claims)
    other = next(e for e in current(ledger).events if SECOND in e.claims)
    assert mine.id != other.id
    told = list(reasons(compared(ledger, mine, other)))
    assert told[0].startswith("an analyst ruled that they are two")
    assert any("same figure" in line for line in told)


def test_the_command_answers_for_one_event_and_for_two(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'day.db'}"
    ledger = filled(open_ledger(url))
    events = {frozenset(e.claims): e.id for e in current(ledger).events}
    ledger.close()
    one, other = events[frozenset({FIRST, SECOND})], events[frozenset({ELSEWHERE})]
    runner = CliRunner()
    same = runner.invoke(app, ["why", one[:12], one[:12], "--db", url])
    assert same.exit_code == 0
    assert same.stdout.startswith("One event")
    assert "same figure" in same.stdout
    assert runner.invoke(app, ["why", one, other, "--db", url]).stdout.startswith("Two events")
    assert runner.invoke(app, ["why", one, "ffffffffff", "--db", url]).exit_code == 2
