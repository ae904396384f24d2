import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests import factories as f
from vedette.model.codec import canonical, from_json, loads
from vedette.model.decision import Decision, DecisionKind, SubjectKind, record_state, standing
from vedette.model.entry import Author, RecordState, RunManifest, author


def test_the_same_decision_has_the_same_id_and_any_change_another() -> None:
    decision = f.decision()
    assert decision.id == f.decision().id
    assert decision.id != replace(decision, person="ben").id
    assert from_json(Decision, loads(canonical(decision))) == decision


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"person": " "}, "a person and a reason"),
        ({"reason": ""}, "a person and a reason"),
        ({"made": dt.datetime(2016, 7, 5)}, "without a zone"),
        ({"kind": DecisionKind.MERGE}, "2 subjects or more"),
        ({"subjects": ()}, "1 subject or more"),
        ({"kind": DecisionKind.CORRECT}, "which field"),
        ({"kind": DecisionKind.REGRADE, "field": "origins"}, "which field"),
        ({"kind": DecisionKind.REVERT}, "which decision it supersedes"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        f.decision(**changes)


def test_decisions_can_be_about_more_than_claims() -> None:
    merge = f.decision(DecisionKind.MERGE, ("e1", "e2"), subject_kind=SubjectKind.EVENT)
    assert merge.subjects == ("e1", "e2")


def test_a_superseded_decision_no_longer_stands() -> None:
    first = f.decision()
    second = f.decision(DecisionKind.REJECT, supersedes=first.id)
    assert standing([first, second]) == (second,)


def test_a_revert_of_a_revert_brings_the_decision_back() -> None:
    first = f.decision()
    revert = f.decision(DecisionKind.REVERT, supersedes=first.id)
    again = f.decision(DecisionKind.REVERT, supersedes=revert.id, reason="right after all")
    assert standing([first, revert]) == ()
    assert standing([first, revert, again]) == (first,)


def test_two_people_who_disagree_both_stand() -> None:
    accept, reject = f.decision(), f.decision(DecisionKind.REJECT, person="ben")
    assert standing([accept, reject]) == (accept, reject)


def test_the_state_of_a_record_follows_the_last_standing_decision() -> None:
    review, approve = f.decision(DecisionKind.REVIEW), f.decision(DecisionKind.APPROVE)
    revert = f.decision(DecisionKind.REVERT, supersedes=approve.id)
    withdraw = f.decision(DecisionKind.WITHDRAW)
    assert record_state([]) is RecordState.MACHINE
    assert record_state([review]) is RecordState.IN_REVIEW
    assert record_state([review, approve]) is RecordState.APPROVED
    assert record_state([review, approve, revert]) is RecordState.IN_REVIEW
    assert record_state([review, approve, withdraw]) is RecordState.WITHDRAWN


@pytest.mark.parametrize(
    ("text", "expected"), [("person:ana", Author("ana")), ("rules@a@1.2", Author("rules@a", "1.2"))]
)
def test_an_author_is_read_as_written(text: str, expected: Author) -> None:
    assert author(text) == expected
    assert str(expected) == text
    assert expected.is_person is text.startswith("person:")


@pytest.mark.parametrize("text", ["ana", "person:", "@1"])
def test_what_names_no_author_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no author"):
        author(text)


def test_a_manifest_is_known_by_what_the_run_was_made_with() -> None:
    manifest = f.manifest()
    assert manifest.id == f.manifest().id
    assert manifest.id != f.manifest(version="rules-2").id
    assert manifest.id != replace(manifest, recorded_until=7).id
    assert from_json(RunManifest, loads(canonical(manifest))) == manifest
