"""Which sentences are parsed: those that can tell of force or harm, and all of a document of war."""

import pytest

from vedette.extraction.scanning.scan import wanted
from vedette.extraction.scanning.units import units

PEACE = [
    "The council met on Tuesday.",
    "Its members spoke of the new library.",
    "The mayor thanked the builders.",
    "Tickets cost four pounds of cheese, he joked.",
    "A film will be shown in May.",
    "The choir sang twice.",
]


def read(*sentences: str) -> tuple[int, ...]:
    text = " ".join(sentences)
    return wanted(text, units(text))


def test_a_document_of_peace_is_not_parsed() -> None:
    assert read(*(s for s in PEACE if "pounds" not in s)) == ()


@pytest.mark.parametrize(
    "telling",
    [
        "An air strike hit the old mill.",
        "Three men were injured on the bridge.",
        "A woman died in the fire.",
        "Police arrested a driver.",
        "He was gunned down at noon.",
        "Rockets fell on the square.",
        "Nobody was killed.",
        "Soldiers stood at the gate.",
    ],
)
def test_a_sentence_that_can_tell_is_parsed_with_the_first(telling: str) -> None:
    assert read(*PEACE[:3], telling, *PEACE[4:]) == (0, 3)


@pytest.mark.parametrize(
    "idle", ["He lost his wallet in 2014.", "Her life began in two rooms.", "The diet was strict."]
)
def test_everyday_words_and_words_that_begin_alike_tell_nothing(idle: str) -> None:
    assert read(*PEACE[:3], idle, *PEACE[4:]) == ()


def test_a_word_of_harm_needs_a_number_or_a_person() -> None:
    assert read(*PEACE[:3], "The deal is dead.", *PEACE[4:]) == ()


def test_a_document_of_war_is_parsed_whole() -> None:
    war = ["Rebels entered the town.", "The army withdrew.", *PEACE]
    assert read(*war) == tuple(range(len(war)))


def test_a_short_document_is_parsed_whole() -> None:
    assert read("Harbour changes hands.") == (0,)


def test_the_choice_does_not_depend_on_case() -> None:
    telling = "THREE MEN WERE INJURED ON THE BRIDGE."
    assert read(*PEACE[:3], telling, *PEACE[4:]) == (0, 3)
