import datetime as dt

import pytest

from tests.factories import claim, document, event, evidence, resolved
from vedette.model.ids import DocumentId
from vedette.model.provenance import Field, FieldStatus, Status
from vedette.model.verification import Answer, Axes, Interest, Judgement, Rung
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.verification import rung_of, verify


@pytest.mark.parametrize(
    ("axes", "rung"),
    [
        (Axes(1, Interest.NONE, Answer.UNANSWERED), Rung.REPORTED),
        (Axes(1, Interest.PARTY, Answer.UNANSWERED), Rung.CLAIMED),
        (Axes(1, Interest.ALLIED, Answer.UNANSWERED), Rung.CLAIMED),
        (Axes(2, Interest.NONE, Answer.UNANSWERED), Rung.CORROBORATED),
        (Axes(2, Interest.PARTY, Answer.UNANSWERED), Rung.CORROBORATED),
        (Axes(5, Interest.NONE, Answer.DENIED_BY_ACCUSED), Rung.CONTESTED),
        (Axes(5, Interest.NONE, Answer.DENIED_BY_THIRD), Rung.CONTESTED),
        (Axes(1, Interest.AGAINST_OWN, Answer.UNANSWERED), Rung.CONCEDED),
        (Axes(3, Interest.AGAINST_OWN, Answer.DENIED_BY_THIRD), Rung.CONCEDED),
        (Axes(1, Interest.NONE, Answer.RETRACTED), Rung.RETRACTED),
        (Axes(1, Interest.PARTY, Answer.DENIED_BY_ACCUSED, Judgement.CONFIRMED), Rung.CONFIRMED),
        (Axes(4, Interest.NONE, Answer.UNANSWERED, Judgement.DISCOUNTED), Rung.DISCOUNTED),
    ],
    ids=lambda x: str(x) if isinstance(x, Rung) else "",
)
def test_rung_follows_from_the_axes(axes: Axes, rung: Rung) -> None:
    found, rule = rung_of(axes)
    assert found is rung
    assert rule


def test_incompatible_accounts_contest_however_many_agree() -> None:
    assert rung_of(Axes(3, Interest.NONE, Answer.UNANSWERED), incompatible="A gives 3, B gives 9")[0] is Rung.CONTESTED


def test_only_a_denial_on_record_is_contested() -> None:
    assert rung_of(Axes(0, Interest.NONE, Answer.DENIED_BY_THIRD), denied_only=True)[0] is Rung.CONTESTED


def test_nothing_said_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to verify"):
        verify([], [])


def test_what_a_report_denies_beside_what_it_tells_takes_nothing_back() -> None:
    one = document()
    later = document("two", published=dt.datetime(2016, 7, 7, tzinfo=dt.UTC))
    told = claim(event(), evidence=evidence("Jets struck the town", 0))
    denied = (FieldStatus(Field.FACT, Status.DENIED),)

    def answer(of: DocumentId) -> Answer:
        no = claim(event(), of=of, evidence=evidence("no position was hit", 40), statuses=denied)
        said = weighable([resolved(told), resolved(no)], {d.id: d for d in (one, later)})
        voices = [t for t in said if t.claim.claim.status is not Status.DENIED]
        return verify(voices, [t for t in said if t not in voices]).axes.answers

    assert (answer(one.id), answer(later.id)) == (Answer.DENIED_BY_THIRD, Answer.RETRACTED)
