import datetime as dt

import pytest

from tests.factories import claim, document, event, evidence, resolved
from tests.stories import tell
from vedette.model.ids import DocumentId
from vedette.model.provenance import Field, FieldStatus, Status
from vedette.model.verification import Answer, Axes, Interest, Judgement, Rung
from vedette.reconciliation.joining.clustering import Constraints
from vedette.reconciliation.reconcile import reconcile, weighable
from vedette.reconciliation.voices.verification import rung_of, verify


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


def disputed(words: str, *, act: str = "denies") -> tuple[str, ...]:
    """What is disputed of a raid in Qarat that its accused answers in these words."""
    report = {
        "id": "a",
        "outlet": "Meridian Wire",
        "published": dt.datetime(2031, 5, 4, tzinfo=dt.UTC),
        "text": f"Army jets struck Qarat on Saturday, the Ridge Observatory said. {words} It rained.",
        "claim": [
            {
                "kind": "event", "in": "Army jets struck Qarat", "type": "air-strike", "actor": "army/government",
                "place": "Qarat", "when": dt.date(2031, 5, 3), "who": "Ridge Observatory",
            },
            {"kind": "statement", "act": act, "in": words, "what": words, "speaker": "army/government"},
        ],
    }  # fmt: skip
    (event_,) = reconcile(*tell([report])).events
    return event_.dispute


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("The army denied any involvement.", ("perpetrator",)),
        ("The army denied carrying out the raid.", ("perpetrator",)),
        ("The army denied that there was a raid.", ("existence", "perpetrator")),
        ("The army dismisses the reporting of the Observatory as biased.", ()),
    ],
)
def test_who_denies_his_part_disputes_who_did_it_and_not_that_it_was_done(words: str, what: tuple[str, ...]) -> None:
    assert disputed(words) == what


@pytest.mark.parametrize(("other", "what"), [(20, ("toll",)), (18, ())])
def test_floors_a_tenth_apart_are_two_counts(other: int, what: tuple[str, ...]) -> None:
    text = "At least 17 people died in Qarat, rescuers said."
    more = f"At least {other} people were killed in Qarat, the Ridge Observatory found."
    shared = {"kind": "toll", "cause": "shelling", "place": "Qarat", "when": dt.date(2031, 5, 3)}
    first = shared | {"in": "At least 17 people died", "low": 17, "who": "rescuers"}
    second = shared | {"in": f"At least {other} people were killed", "low": other, "who": "Ridge Observatory"}
    reports = [{"id": "a", "text": text, "claim": [first]}, {"id": "b", "text": more, "claim": [second]}]
    claims, documents = tell(reports)
    one = (min(c.claim.key for c in claims), max(c.claim.key for c in claims))
    (event_,) = reconcile(claims, documents, constraints=Constraints(must=frozenset({one}))).events
    assert event_.dispute == what
