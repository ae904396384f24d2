"""Whatever comes in whatever batches: what is kept up to date is what a rebuild from the entries gives, bit for bit."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from tests.properties.test_public_clock import clock, of, reports, told_again
from tests.properties.test_reconciliation import story
from vedette.ledger.base import NOW, Ledger
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.document import Document
from vedette.model.entry import RunManifest, Version
from vedette.model.ids import ActorId, ClaimKey
from vedette.model.resolved import ActorResolution, ResolvedClaim, Role
from vedette.pipeline.deriving import outlet_ties
from vedette.pipeline.deriving.rebuild import rebuild
from vedette.pipeline.deriving.rederive import derive, everything, refresh
from vedette.reconciliation.events import id_from

#: Tables of outlets that users add: none, and one by which two have one owner.
TABLES = ("", "name,owner,country\nOutlet 0,state,SY\nOutlet 1,state,SY\n")
Make = Callable[[], Ledger]


@pytest.fixture(params=["memory", "sqlite"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    count = 0

    def fresh() -> Ledger:
        nonlocal count
        count += 1
        if request.param == "memory":
            return MemoryLedger(clock=clock())
        return open_ledger(f"sqlite:///{tmp_path}/{count}.db", clock=clock())

    return fresh


def acts(data: Any, said: list[ResolvedClaim], documents: dict[Any, Document]) -> list[Callable[[Ledger], object]]:
    """What is recorded, one act after the other: reports, copies, revisions, readings anew, decisions, outlets."""
    found: list[Callable[[Ledger], object]] = []
    keys: list[ClaimKey] = [c.claim.key for c in said]
    made: list[Decision] = []

    def tell(document: Document, own: list[ResolvedClaim], extractor: str = "one") -> None:
        def act(ledger: Ledger) -> None:
            ledger.add_document(document)
            ledger.add_reading(document.id, extractor, own)

        found.append(act)

    def decide(decision: Decision) -> None:
        made.append(decision)
        found.append(lambda ledger: ledger.add_decision(decision))

    def draw_decision() -> None:
        some = data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=3, unique=True))
        kind = data.draw(st.sampled_from(("merge", "split", "reject", "event", "hide", "correct", "revert", "same")))
        if kind == "hide":
            document = data.draw(st.sampled_from(sorted(documents)))
            decide(f.decision(DecisionKind.HIDE, (document,), subject_kind=SubjectKind.DOCUMENT))
        elif kind == "correct":
            value = {"field": "content.quantity", "value": '{"low":40,"high":40}'}
            decide(f.decision(DecisionKind.CORRECT, (some[0],), **value))
        elif kind == "event":
            pair = (id_from(some[0]), id_from(some[1]))
            decide(f.decision(DecisionKind.MERGE, pair, subject_kind=SubjectKind.EVENT))
        elif kind == "same":
            actors = sorted({a.actor for c in said for a in c.actors if a.actor})
            if len(actors) > 1:
                two = tuple(data.draw(st.lists(st.sampled_from(actors), min_size=2, max_size=2, unique=True)))
                decide(f.decision(DecisionKind.SAME, two, subject_kind=SubjectKind.ACTOR))
        elif kind == "revert":
            if made:
                last = data.draw(st.sampled_from(made))
                subjects = {"subject_kind": last.subject_kind, "supersedes": last.id}
                decide(f.decision(DecisionKind.REVERT, last.subjects, **subjects))
        else:
            decide(f.decision(DecisionKind(kind), tuple(some)))

    for document in documents.values():
        own = [c for c in said if c.claim.document == document.id]
        tell(document, own)
        if data.draw(st.booleans()):
            again = told_again(document, data.draw(st.integers(0, 4)))
            tell(again, of(own, again))
        if data.draw(st.integers(0, 3)) == 0:  # a revision that says less
            revised = replace(document, outlet="Another desk")
            tell(revised, own[: data.draw(st.integers(0, len(own)))])
        elif data.draw(st.integers(0, 3)) == 0:
            tell(document, own[: data.draw(st.integers(0, len(own)))], "two")
        if len(set(keys)) > 1 and data.draw(st.booleans()):
            draw_decision()
        if data.draw(st.integers(0, 5)) == 0:
            found.append(partial(add_outlets, table=data.draw(st.sampled_from(TABLES))))
    return found


#: An actor whom no registry knows, under spellings that are one name, and another.
STRANGERS = ("", "", "Tall Ridge Brigades", "Tall Ridge Brigade", "Northern Shield")


def with_stranger(claim: ResolvedClaim, name: str) -> ResolvedClaim:
    """The claim with a doer whom no registry knows."""
    if not name:
        return claim
    actor = ActorResolution(Role.TARGET, name, ActorId(f"provisional:{name}"), name, None, provisional=True)
    return replace(claim, actors=(*(a for a in claim.actors if a.role is not Role.TARGET), actor))


def add_outlets(ledger: Ledger, *, table: str) -> None:
    """Record a user's table of outlets."""
    head = ledger.head().recorded or dt.datetime(2031, 5, 1, tzinfo=dt.UTC)
    ledger.add_manifest(RunManifest("ingest", head, settings=(Version(outlet_ties.SETTING, table),)))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports, st.data())
def test_a_ledger_kept_up_to_date_is_a_rebuilt_one(make: Make, drawn: Any, data: Any) -> None:
    holds(make(), drawn, data)


@pytest.mark.postgres
@settings(max_examples=6)
@given(reports, st.data())
def test_the_same_on_postgresql(postgres: Callable[[], str], drawn: Any, data: Any) -> None:  # noqa: F811
    holds(open_ledger(postgres(), clock=clock()), drawn, data)


def holds(ledger: Ledger, drawn: Any, data: Any) -> None:
    """Tell a ledger all, kept up to date now and then, and compare what it came to with a rebuild."""
    said, documents = story(drawn)
    said = [with_stranger(c, data.draw(st.sampled_from(STRANGERS))) for c in said]
    steps = data.draw(st.permutations(acts(data, said, documents)))
    for act in steps:
        act(ledger)
        if data.draw(st.booleans()):
            refresh(ledger)
    refresh(ledger)
    assert everything(ledger) == derive(ledger, NOW)
    assert rebuild(ledger).same
    ledger.close()
