import pytest

from vedette.reference.place import PlaceKind
from vedette.reference.place_names import PlaceNames


@pytest.fixture(scope="module")
def names() -> PlaceNames:
    return PlaceNames.load()


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Aleppo fell", 1),
        ("aleppo fell", 1),
        ("Deir ez - Zor fell", 4),
        ("Deir Ezzor airport", 2),
        ("al - Hasakah", 3),
        ("al-Hasakah", 1),
        ("Khan Sheikhoun was hit", 2),
        ("Khmeimim airfield", 1),
        ("Robotyne", 1),
        ("El Fasher is besieged", 2),
        ("the town", 0),
        ("sake of", 0),
        ("Hope faded", 0),
        ("Sharif said", 0),
        ("as Saraqib fell", 0),
        ("Ahrar al - Sham", 0),
        ("Syrian troops", 0),
        ("north - western Syria", 0),
        ("South West of the town", 0),
    ],
)
def test_the_longest_name_at_the_start_is_found(names: PlaceNames, text: str, length: int) -> None:
    assert names.match(text.split(), 0) == length


def test_a_name_is_found_inside_a_sentence_only_where_it_begins(names: PlaceNames) -> None:
    tokens = "shells fell on Khan Sheikhoun .".split()
    assert [names.match(tokens, i) for i in range(len(tokens))] == [0, 0, 0, 2, 0, 0]


def test_sounds_count_for_capitalised_words_only(names: PlaceNames) -> None:
    assert names.match(["Saraqqeb"], 0) == 1
    assert names.match(["saraqqeb"], 0) == 0


def test_kinds_are_told_and_extra_words_spoil_them(names: PlaceNames) -> None:
    assert names.kind(["Syria"]) is PlaceKind.COUNTRY
    assert names.kind(["Eastern", "Ghouta"]) is PlaceKind.PROVINCE
    assert names.kind(["Saraqib"]) is PlaceKind.TOWN
    assert names.kind(["Syria", "said"]) is None
    assert names.kind([]) is None


def test_a_list_of_its_own_can_be_given() -> None:
    names = PlaceNames.of("T\nbig tree\n\n^\nbig\n")
    assert names.match(["Big", "Tree"], 0) == 2
    assert names.match(["Big", "house"], 0) == 0
