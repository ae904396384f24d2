"""Derived tables over time: what was shown then, and the same bits again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from tests.stories import tell
from vedette.errors import LedgerError
from vedette.ledger.base import DerivedKind, Ledger, Readable, Scope
from vedette.ledger.opening import open_ledger
from vedette.model.codec import dumps
from vedette.model.decision import DecisionKind, SubjectKind
from vedette.model.verification import Rung
from vedette.pipeline.deriving import rederive as rederiving
from vedette.pipeline.deriving import versions
from vedette.pipeline.deriving.rebuild import rebuild
from vedette.pipeline.deriving.rederive import Rules, current, derive, everything, rederive
from vedette.pipeline.showing.differences import ChangeKind, differences
from vedette.pipeline.showing.shown import Shown

RAID = {"kind": "toll", "cause": "air-strike", "place": "Qarat", "when": dt.date(2031, 5, 2)}
REPORTS = [
    {
        "id": "a",
        "outlet": "Meridian Wire",
        "published": dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC),
        "text": "A raid killed 4 people in Qarat.",
        "claim": [{**RAID, "in": "raid killed 4 people in Qarat", "point": 4}],
    },
    {
        "id": "b",
        "outlet": "Ridge Radio",
        "published": dt.datetime(2031, 5, 4, 9, tzinfo=dt.UTC),
        "text": "The raid on Qarat left 7 people dead.",
        "claim": [{**RAID, "in": "raid on Qarat left 7 people dead", "point": 7}],
    },
]
CLAIMS, DOCUMENTS = tell(REPORTS)


class Clock:
    def __init__(self) -> None:
        self.now = f.time("2040-01-01")

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(hours=1)
        return self.now


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    url = {"memory": "memory://", "sqlite": f"sqlite:///{tmp_path}/ledger.db"}.get(request.param)
    opened = open_ledger(url or request.getfixturevalue("postgres")(), clock=Clock())
    yield opened
    opened.close()


def tell_in(ledger: Ledger, at: int) -> dt.datetime:
    """Ingest one report, derive, and say when that stood in the ledger."""
    document = list(DOCUMENTS.values())[at]
    with ledger.batch():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in CLAIMS if c.claim.document == document.id])
    rederive(ledger)
    recorded = ledger.head().recorded
    assert recorded is not None
    return recorded


def tolls(ledger: Readable, scope: Scope = Scope()) -> list[str]:  # noqa: B008 - a frozen value
    return [str(t) for e in current(ledger, scope).events for t in e.tolls]


def test_a_look_back_shows_what_was_shown_then(ledger: Ledger) -> None:
    first = tell_in(ledger, 0)
    second = tell_in(ledger, 1)
    assert tolls(ledger) == tolls(ledger, Scope(as_recorded=second)) == ["4 to 7 (best 7)"]
    assert tolls(ledger, Scope(as_recorded=first)) == ["4"]
    assert tolls(ledger, Scope(as_recorded=first - dt.timedelta(days=1))) == []
    assert tolls(ledger, Scope(as_of=f.time("2031-05-03T09:00"))) == ["4"]


def test_a_look_back_reads_by_the_rules_in_force_then(ledger: Ledger) -> None:
    first = tell_in(ledger, 0)
    ledger.revise_derived(dict.fromkeys(DerivedKind, ()), first)  # as if older rules had found nothing in it
    assert tolls(ledger, Scope(as_recorded=first)) == []
    anew = current(ledger, Scope(as_recorded=first), rules=Rules.CURRENT).events
    assert [str(t) for e in anew for t in e.tolls] == ["4"]


def test_a_look_back_reads_rows_and_both_clocks_at_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tell_in(ledger, 1)
    second = tell_in(ledger, 0)
    monkeypatch.setattr(rederiving, "derive", None)
    early, late = f.time("2031-05-03T09:00"), f.time("2031-05-05")
    assert tolls(ledger, Scope(as_of=early)) == ["4"]
    assert tolls(ledger, Scope(as_of=early, as_recorded=first)) == []
    assert tolls(ledger, Scope(as_of=late, as_recorded=first)) == ["7"]
    assert tolls(ledger, Scope(as_of=late, as_recorded=second)) == ["4 to 7 (best 7)"]


def test_rows_of_an_older_vedette_are_not_asked_what_was_public(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rederiving, "PUBLIC", versions.Version("public", "unknown"))
    first = tell_in(ledger, 0)
    ledger.replace_derived(dict.fromkeys(DerivedKind, ()))
    monkeypatch.undo()
    assert tolls(ledger) == []
    assert tolls(ledger, Scope(as_of=f.time("2031-05-03T09:00"))) == ["4"]
    assert tolls(ledger, Scope(as_of=f.time("2031-05-03T09:00"), as_recorded=first)) == ["4"]


def test_what_is_recorded_and_not_yet_derived_from_is_read_all_the_same(ledger: Ledger) -> None:
    tell_in(ledger, 0)
    document = list(DOCUMENTS.values())[1]
    ledger.add_document(document)
    ledger.add_reading(document.id, "story@1", [c for c in CLAIMS if c.claim.document == document.id])
    assert tolls(ledger, Scope(as_recorded=ledger.head().recorded)) == ["4 to 7 (best 7)"]


def test_nothing_new_writes_nothing(ledger: Ledger) -> None:
    tell_in(ledger, 0)
    before, head = ledger.derived_digest(), ledger.head()
    assert rederive(ledger) == derive(ledger)
    assert (ledger.derived_digest(), ledger.head()) == (before, head)


def test_a_rebuild_gives_the_same_bits(ledger: Ledger) -> None:
    first = tell_in(ledger, 0)
    tell_in(ledger, 1)
    (event,) = current(ledger).events
    ledger.add_decision(f.decision(DecisionKind.SPLIT, event.claims))
    rederive(ledger)
    history = [tolls(ledger), tolls(ledger, Scope(as_recorded=first))]
    done = rebuild(ledger)
    assert done.same
    assert done.derivations == 3
    assert [tolls(ledger), tolls(ledger, Scope(as_recorded=first))] == history


def test_rows_that_were_lost_come_back_by_a_rebuild(ledger: Ledger) -> None:
    tell_in(ledger, 0)
    whole = ledger.derived_digest()
    ledger.replace_derived({DerivedKind.EVENT: ()})
    assert not rebuild(ledger).same
    assert ledger.derived_digest() == whole


def test_derivations_by_other_rules_are_not_passed_off_as_rebuilt(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_in(ledger, 0)
    other = versions.Version("reconciliation", "another")
    monkeypatch.setattr(versions, "rules", lambda: other)
    with pytest.raises(LedgerError, match="1 of 1 derivations were made with other rules"):
        rebuild(ledger)
    assert rebuild(ledger, rules=Rules.CURRENT).same


def test_a_difference_names_what_changed_and_the_report_that_did(ledger: Ledger) -> None:
    tell_in(ledger, 0)
    tell_in(ledger, 1)
    before = current(ledger, Scope(as_of=f.time("2031-05-03T12:00")))
    after = current(ledger)
    (change,) = differences(before, after, ledger.claims())
    assert change.kind is ChangeKind.CHANGED
    assert [(x.field, x.before, x.after) for x in change.fields if x.field == "tolls"] == [
        ("tolls", "killed 4", "killed 4 to 7 (best 7)")
    ]
    assert change.reports == (list(DOCUMENTS)[1],)
    (new,) = differences(current(ledger, Scope(as_of=f.time("2031-05-01"))), before, ledger.claims())
    assert (new.kind, new.reports) == (ChangeKind.NEW, (next(iter(DOCUMENTS)),))
    assert differences(after, after, ledger.claims()) == ()


def test_differences_know_splits_merges_and_what_is_gone(ledger: Ledger) -> None:
    tell_in(ledger, 0)
    tell_in(ledger, 1)
    one = current(ledger)
    (event,) = one.events
    ledger.add_decision(f.decision(DecisionKind.SPLIT, event.claims))
    two = rederive(ledger)
    assert {c.kind for c in differences(one, two, ())} == {ChangeKind.SPLIT}
    assert {c.kind for c in differences(two, one, ())} == {ChangeKind.MERGED}
    ledger.add_decision(f.decision(DecisionKind.REJECT, event.claims[1:]))
    assert ChangeKind.GONE in {c.kind for c in differences(two, rederive(ledger), ())}


@pytest.mark.parametrize(
    ("axis", "value", "rung"),
    [
        ("origins", "1", Rung.REPORTED),
        ("origins", "3", Rung.CORROBORATED),
        ("interest", dumps("against its own interest"), Rung.CONCEDED),
        ("answers", dumps("denied by the accused"), Rung.CONTESTED),
        ("answers", dumps("retracted by the origin"), Rung.RETRACTED),
        ("judgement", dumps("confirmed"), Rung.CONFIRMED),
    ],
)
def test_each_axis_can_be_regraded_and_the_rung_follows(ledger: Ledger, axis: str, value: str, rung: Rung) -> None:
    tell_in(ledger, 0)
    tell_in(ledger, 1)
    (event,) = current(ledger).events
    grade = f.decision(DecisionKind.REGRADE, (event.id,), subject_kind=SubjectKind.EVENT, field=axis, value=value)
    ledger.add_decision(grade)
    (graded,) = rederive(ledger).events
    assert graded.verification.rung is rung
    ledger.add_decision(f.decision(DecisionKind.REVERT, (event.id,), supersedes=grade.id, reason="a slip"))
    assert rederive(ledger).events == (event,)


def test_a_look_back_is_worked_out_once_a_state_of_the_ledger(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_in(ledger, 0)
    calls: list[Scope] = []
    monkeypatch.setattr(rederiving, "everything", lambda *a, **k: (calls.append(a[1]), everything(*a, **k))[1])
    shown, cut = Shown(ledger), Scope(as_of=f.time("2031-05-10"))
    assert tolls(shown, cut) == tolls(shown, cut) == ["4"]
    assert len(calls) == 1
    assert current(shown, Scope(as_of=cut.as_of, since=dt.date(2031, 6, 1))).events == ()
    assert len(calls) == 1, "its days only cut what is shown"
    ledger.add_failure(f.failure())
    assert tolls(shown, cut) == ["4"]
    assert len(calls) == 2
