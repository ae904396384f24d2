"""The words of a sentence by which it turns to another happening."""

import pytest

from vedette.reconciliation.testimony.wording import is_apart, turns


@pytest.mark.parametrize(
    "sentence",
    [
        "Shells on Velm killed two people and injured 13 others",
        "Two people were killed and nine others were wounded in Velm",
    ],
)
def test_others_that_are_hurt_beside_the_dead_are_of_the_same_happening(sentence: str) -> None:
    assert is_apart(sentence)
    assert not turns(sentence)


@pytest.mark.parametrize("sentence", ["Two others were killed in Sahil", "Another shell injured 13 others in Velm"])
def test_others_that_are_killed_and_another_act_are_not(sentence: str) -> None:
    assert turns(sentence)
