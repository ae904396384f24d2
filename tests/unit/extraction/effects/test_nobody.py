"""Where a report says that nobody was hurt."""

import pytest

from tests.unit.extraction.effects.written import parsed
from vedette.extraction.effects.nobody import find_nobody
from vedette.model.claim import Effect

KILLED, INJURED = Effect.KILLED, Effect.INJURED


@pytest.mark.parametrize(
    ("words", "effects"),
    [
        ("There were no casualties", [KILLED, INJURED]),
        ("It ended without any/JJ casualties", [KILLED, INJURED]),
        ("There were no reported casualties", [KILLED, INJURED]),
        ("There were no deaths", [KILLED]),
        ("There were zero injuries", [INJURED]),
        ("There were no deaths or injuries", [KILLED, INJURED]),
        ("Nobody was hurt", [INJURED]),
        ("No one/NN was killed", [KILLED]),
        ("None of them was wounded", [INJURED]),
    ],
)
def test_nobody_hurt_is_a_count_of_none(words: str, effects: list[Effect]) -> None:
    (found,) = find_nobody(parsed(words))
    assert list(found.effects) == effects


@pytest.mark.parametrize(
    "words",
    [
        "There was no word",
        "No official death toll was given",
        "The body had no visible injuries",
        "No news of deaths came/VBD",
        "Nobody came/VBD",
        "Nobody was arrested",
        "One/NN was killed",
    ],
)
def test_other_negations_count_nobody(words: str) -> None:
    assert find_nobody(parsed(words)) == ()


def test_its_words_run_from_the_negation_to_what_befell_nobody() -> None:
    doc = parsed("There were no further casualties in Kafrun")
    (found,) = find_nobody(doc)
    assert doc[found.start : found.end].text == "no further casualties"
