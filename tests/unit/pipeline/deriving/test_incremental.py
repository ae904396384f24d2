"""From which moment on a change is derived."""

from itertools import islice
from typing import NoReturn

import pytest

from benchmarks.made_reports import reports
from benchmarks.reconcile import record
from tests import factories as f
from tests.properties.test_public_clock import clock
from vedette.ledger.base import DerivedKind
from vedette.ledger.memory import MemoryLedger
from vedette.model.decision import DecisionKind
from vedette.pipeline.deriving.history import Sweep
from vedette.pipeline.deriving.rebuild import rebuild
from vedette.pipeline.deriving.rederive import refresh


def no(*_: object) -> NoReturn:
    """What must not be called."""
    raise AssertionError


@pytest.fixture
def ledger() -> MemoryLedger:
    """A ledger that is up to date with a day of reports."""
    found = MemoryLedger(clock=clock())
    record(found, islice(reports(), 60))
    refresh(found)
    return found


def test_a_late_report_is_derived_from_its_own_moment_on(ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {r for r in ledger.versions(DerivedKind.EVENT) if r.public_to is not None}
    monkeypatch.setattr(Sweep, "run", no)
    record(ledger, islice(reports(), 60, 70))
    refresh(ledger)
    monkeypatch.undo()
    assert before
    assert before <= set(ledger.versions(DerivedKind.EVENT))
    assert rebuild(ledger).same


def test_a_decision_is_known_at_every_moment(ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sweep, "run_from", no)
    ledger.add_decision(f.decision(DecisionKind.REJECT, (next(iter(ledger.claims())).claim.key,)))
    refresh(ledger)
    monkeypatch.undo()
    assert rebuild(ledger).same
