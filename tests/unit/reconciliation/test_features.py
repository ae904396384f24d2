"""What two claims have in common, feature by feature, on invented reports."""

import datetime as dt
from typing import Any

import pytest

from tests.stories import tell
from vedette.reconciliation import base
from vedette.reconciliation.features import ACROSS, WITHIN
from vedette.reconciliation.pairs import features_of, score, veto_of, weights
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.wording import wording

DAY = dt.date(2031, 5, 2)
TOLL = {"kind": "toll", "cause": "air-strike", "place": "Tell Osra", "when": DAY}


def two(first: dict[str, Any], second: dict[str, Any], *texts: str) -> tuple[base.Testimony, base.Testimony]:
    """Two claims in two reports, or in the sentences of one where one text is given."""
    time = dt.datetime(2031, 5, 3, 9, tzinfo=dt.UTC)
    if len(texts) == 1:
        made = [{"id": "a", "outlet": "Meridian Wire", "published": time, "text": texts[0], "claim": [first, second]}]
    else:
        made = [
            {"id": name, "outlet": outlet, "published": time, "text": text, "claim": [claim]}
            for name, outlet, text, claim in zip(
                "ab", ("Meridian Wire", "Harbour Post"), texts, (first, second), strict=True
            )
        ]
    said, documents = tell(made)
    a, b = sorted(weighable(said, documents), key=lambda t: (t.order, t.claim.claim.evidence.quote != first["in"]))
    return (a, b) if a.claim.claim.evidence.quote == first["in"] else (b, a)


def across(first: dict[str, Any], second: dict[str, Any]) -> tuple[base.Testimony, base.Testimony]:
    return two(TOLL | first, TOLL | second, f"Jets hit it, {first['in']}.", f"Planes came, {second['in']}.")


def test_the_same_figure_tells_more_the_more_people_it_counts() -> None:
    few = features_of(*across({"in": "3 died", "point": 3}, {"in": "3 were killed", "point": 3}))
    many = features_of(*across({"in": "73 died", "point": 73}, {"in": "73 were killed", "point": 73}))
    assert 0 < few["same figure"] < many["same figure"] <= 1


def test_a_floor_and_a_higher_figure_can_both_be_true() -> None:
    found = features_of(*across({"in": "at least 16 died", "low": 16}, {"in": "19 were killed", "point": 19}))
    assert (found["both true"], found["same figure"], found["figures apart"]) == (1, 0, 0)


def test_features_are_symmetric_and_bounded() -> None:
    a, b = across({"in": "12 died", "point": 12}, {"in": "40 were killed", "point": 40})
    assert features_of(a, b) == features_of(b, a)
    assert all(-1 <= value <= 1 for value in features_of(a, b).values())
    assert score(a, b) == score(b, a)


def test_others_are_people_apart() -> None:
    text = "Jets killed 12 people in Tell Osra. Another 6 died in Tell Osra at dusk."
    a, b = two(TOLL | {"in": "killed 12 people", "point": 12}, TOLL | {"in": "Another 6 died", "point": 6}, text)
    assert veto_of(a, b) == "one origin gives the two different figures"


def test_a_rival_count_in_one_report_is_of_the_same_people() -> None:
    text = "Jets killed 12 people in Tell Osra. The Ridge Front put the toll at 20."
    second = TOLL | {"in": "put the toll at 20", "point": 20, "who": "Ridge Front/opposition"}
    a, b = two(TOLL | {"in": "killed 12 people", "point": 12}, second, text)
    found = features_of(a, b)
    assert veto_of(a, b) is None
    assert found["rival figures"] == 1
    assert found["recount"] > 0.9


@pytest.mark.parametrize("table", weights())
def test_the_fitted_weights_are_of_known_features(table: Any) -> None:
    assert set(table.of) <= set(ACROSS) or set(table.of) <= set(WITHIN)


def test_spellings_of_one_name_meet_in_the_words_of_two_sentences() -> None:
    one, other = wording("Jets hit Tokhar, 14 May 2031, killing 73."), wording("The raid on Tukhar killed 73")
    assert one.names & other.names
    assert one.numbers == other.numbers == {"73"}


def test_words_of_reporting_and_names_of_peoples_tell_nothing() -> None:
    assert not wording("Local sources said on Monday that Syrian officials were there").names
