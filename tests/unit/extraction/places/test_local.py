"""Towns named in passing, and names that are a street's."""

import pytest

from vedette.extraction.places.local import is_placed, is_side, is_street


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police in Ardan said", "Ardan"),
        ("A bar near Velm Falls was hit", "Velm Falls"),
        ("Kesra police are looking for", "Kesra"),
        ("Two shot as Kesra Police close bar", "Kesra"),
        ("the town of Kesra was quiet", "Kesra"),
        ("Doe , of Kesra , said", "Kesra"),
        ("KESRA -- Two men were shot", "KESRA"),
        ("The Ardan home was searched", "Ardan"),
    ],
)
def test_the_words_around_a_name_make_it_a_place(sentence: str, name: str) -> None:
    words = sentence.split()
    start = words.index(name.split()[0])
    assert is_placed(words, start, start + len(name.split()))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Mr Ardan said nothing", "Ardan"),
        ("in Ardan 's view", "Ardan"),
        ("Jane Ardan home again", "Ardan"),
        ("Ardan told the court", "Ardan"),
        ("in Ardan Velm 's house", "Ardan"),
    ],
)
def test_a_person_is_no_place(sentence: str, name: str) -> None:
    words = sentence.split()
    start = words.index(name)
    assert not is_placed(words, start, start + 1)


@pytest.mark.parametrize("after", ["Drive was closed", "Forest Dr. was closed", "and Velm streets", "Hill Park Road ."])
def test_a_street_is_no_place(after: str) -> None:
    assert is_street(["on", "Ardan", *after.split()], 2)


@pytest.mark.parametrize("after", ["was closed", "police closed the road", ", the road", "and Velm were shelled"])
def test_a_street_elsewhere_does_not_count(after: str) -> None:
    assert not is_street(["in", "Ardan", *after.split()], 2)


def test_a_side_is_no_place_of_its_own() -> None:
    assert all(map(is_side, ("South Side", "Southside", "northeast side", "Downtown", "West End")))
    assert not any(map(is_side, ("Southport", "Weston", "East Ardan", "Side")))
