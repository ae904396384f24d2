"""Analysts' decisions as reconciliation asks for them."""

import datetime as dt
from typing import Any

from tests import factories as f
from tests.stories import tell
from vedette.ledger.memory import MemoryLedger
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.verification import Judgement, Rung
from vedette.pipeline.deriving.rederive import current, rederive
from vedette.pipeline.deriving.rulings import rulings
from vedette.reconciliation.events import id_from
from vedette.reconciliation.joining.clustering import pair

A, B, C = (ClaimKey(x * 64) for x in "abc")


def said(*decisions: Decision) -> Any:
    return rulings(decisions, (A, B, C))


def test_a_merge_of_events_is_one_of_their_first_claims() -> None:
    merge = f.decision(DecisionKind.MERGE, (id_from(A), id_from(B)), subject_kind=SubjectKind.EVENT)
    assert said(merge).constraints.must == {pair(A, B)}


def test_a_later_split_overrides_a_merge_and_a_revert_both() -> None:
    merge = f.decision(DecisionKind.MERGE, (A, B))
    split = f.decision(DecisionKind.SPLIT, (A, B, C), reason="two markets")
    found = said(merge, split).constraints
    assert (found.must, found.cannot) == (set(), {pair(A, B), pair(A, C), pair(B, C)})
    revert = f.decision(DecisionKind.REVERT, (A, B), supersedes=split.id, reason="one market")
    assert said(merge, split, revert).constraints.must == {pair(A, B)}


def test_what_is_rejected_carries_who_and_why_until_it_is_accepted() -> None:
    reject = f.decision(DecisionKind.REJECT, (A,), reason="a film")
    assert said(reject).rejected == {A: "ana rejected it: a film"}
    assert said(reject, f.decision(DecisionKind.ACCEPT, (A,))).rejected == {}


def test_only_the_judgement_is_regraded_and_only_to_a_value_that_it_has() -> None:
    good = f.decision(DecisionKind.REGRADE, (A,), field="judgement", value='"confirmed"')
    bad = f.decision(DecisionKind.REGRADE, (A,), field="judgement", value='"likely"')
    assert said(good, bad).judgements == {A: Judgement.CONFIRMED}
    assert said(good, bad).unmatched == (bad,)


def test_a_decision_whose_claim_is_gone_waits_for_review() -> None:
    lost = f.decision(DecisionKind.REJECT, ("gone",))
    assert said(lost).unmatched == (lost,)


def market() -> MemoryLedger:
    claims, documents = tell(
        [
            {
                "id": name,
                "outlet": outlet,
                "published": dt.datetime(2031, 5, 3, hour, tzinfo=dt.UTC),
                "text": text,
                "claim": [
                    {
                        "kind": "toll",
                        "in": text.rstrip("."),
                        "point": 4,
                        "cause": "shelling",
                        "place": "Qarat",
                        "when": dt.date(2031, 5, 2),
                    }
                ],
            }
            for name, outlet, hour, text in (
                ("a", "Meridian Wire", 8, "Shells killed 4 people in Qarat."),
                ("b", "Ridge Radio", 9, "Four people died under shellfire in Qarat."),
            )
        ]
    )
    ledger = MemoryLedger()
    for document in documents.values():
        ledger.add_document(document)
        own = [c for c in claims if c.claim.document == document.id]
        ledger.add_reading(document.id, own[0].claim.extractor, own)
    return ledger


def decide(ledger: MemoryLedger, kind: DecisionKind, *subjects: str, **more: Any) -> tuple[Event, ...]:
    ledger.add_decision(f.decision(kind, subjects, **more))
    return rederive(ledger).events


def test_decisions_change_what_is_derived_and_reverting_them_brings_it_back() -> None:
    ledger = market()
    (event,) = rederive(ledger).events
    first, second = event.claims
    assert len(decide(ledger, DecisionKind.SPLIT, first, second)) == 2
    (again,) = decide(ledger, DecisionKind.MERGE, first, second, reason="one market after all")
    assert again.id == event.id
    (graded,) = decide(
        ledger,
        DecisionKind.REGRADE,
        event.id,
        subject_kind=SubjectKind.EVENT,
        field="judgement",
        value='"discounted"',
    )
    assert graded.verification.rung is Rung.DISCOUNTED
    (approved,) = decide(ledger, DecisionKind.APPROVE, event.id, subject_kind=SubjectKind.EVENT)
    assert approved.state == "approved"


def test_a_rejected_claim_weighs_nothing_and_is_listed_with_the_reason() -> None:
    ledger = market()
    (event,) = rederive(ledger).events
    (left,) = decide(ledger, DecisionKind.REJECT, event.claims[0], reason="a drill")
    assert left.claims == event.claims[1:]
    assert current(ledger).unplaced == ((event.claims[0], "ana rejected it: a drill"),)


def test_an_id_that_an_event_bore_before_it_was_joined_leads_to_it() -> None:
    ledger = market()
    (event,) = rederive(ledger).events
    (forwarding,) = current(ledger).forwardings
    assert forwarding.old == id_from(event.claims[1])
    assert forwarding.new == (event.id,)
