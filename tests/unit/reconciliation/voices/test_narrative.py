"""Bounds and sourcing of narratives of our own."""

import datetime as dt
from typing import Any

import pytest

from tests.stories import tell
from vedette.model.claim import Effect
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.voices.narrative import Sourcing, bounds, sourcing

KILLED = frozenset({Effect.KILLED})


def low_and_high(text: str, *claims: dict[str, Any]) -> tuple[int, int | None] | None:
    made, documents = tell(
        [
            {
                "id": "n",
                "text": text,
                "published": dt.datetime(2031, 5, 3, tzinfo=dt.UTC),
                "claim": [{"kind": "toll"} | c for c in claims],
            }
        ]
    )
    found = bounds(weighable(made, documents), KILLED)
    return None if found is None else (found[0].low, found[1].high)


def test_the_opening_gives_the_low_and_the_highest_account_the_high() -> None:
    text = "At least 12 people were killed in Qarat. Medics counted 9 dead. A neighbour spoke of 15 dead."
    first = {"in": "At least 12 people were killed", "low": 12}
    assert low_and_high(text, first, {"in": "9 dead", "point": 9}, {"in": "15 dead", "point": 15}) == (12, 15)


def test_people_of_the_opening_sentence_are_counted_together_where_no_whole_is_given() -> None:
    text = "A strike killed 3 women and 4 boys in Qarat. Later a report spoke of 5 boys."
    women = {"in": "3 women", "point": 3, "victims": "civilian", "group": "women"}
    boys = {"in": "4 boys", "point": 4, "victims": "civilian", "group": "boys"}
    more = {"in": "5 boys", "point": 5, "victims": "civilian", "group": "boys"}
    assert low_and_high(text, women, boys, more) == (7, 7)


def test_an_age_is_no_figure() -> None:
    text = "2 people were killed in Qarat. Osric Vane (36) was killed with his wife."
    assert low_and_high(text, {"in": "2 people", "point": 2}, {"in": "36) was killed", "point": 36}) == (2, 2)


def test_a_ceiling_alone_is_no_low() -> None:
    text = "Up to 9 people were killed in Qarat. A local office counted 6 dead."
    assert low_and_high(text, {"in": "Up to 9 people", "low": 0, "high": 9}, {"in": "6 dead", "point": 6}) == (6, 9)


def test_who_counts_nobody_has_no_bounds() -> None:
    assert low_and_high("A house in Qarat was hit.") is None


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("A declared air strike hit the depot; only one source gave a figure.", Sourcing.DECLARED),
        ("The army acknowledged carrying out the raid.", Sourcing.DECLARED),
        ("None of the sources identified the perpetrator of the attack.", Sourcing.CONTESTED),
        ("The air force denied the allegations.", Sourcing.CONTESTED),
        ("Only one source laid the strike to the army.", Sourcing.SINGLE),
        ("Several outlets told of the strike and laid it to the army.", Sourcing.SEVERAL),
    ],
)
def test_how_a_narrative_says_that_it_is_sourced(text: str, so: Sourcing) -> None:
    assert sourcing(text) is so
