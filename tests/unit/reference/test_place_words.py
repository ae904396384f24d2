import pytest

from vedette.reference.place import PlaceKind
from vedette.reference.place_words import bearing_degrees, read_place_words, split_possessive


@pytest.mark.parametrize(
    ("text", "name", "part", "rural"),
    [
        ("the southern countryside of Idlib province", "Idlib", "southern", True),
        ("Khmeimim airfield", "Khmeimim", None, False),
        ("northern Syria", "Syria", "northern", False),
        ("north-western Syria", "Syria", "north-western", False),
        ("city of Aleppo", "Aleppo", None, False),
        ("Aleppo", "Aleppo", None, False),
        ("eastern suburbs of Aleppo", "Aleppo", "eastern", True),
        ("the eastern part of Ukraine", "Ukraine", "eastern", False),
        ("Ukraine's east", "Ukraine", "east", False),
        ("the Donetsk direction", "Donetsk", None, True),
    ],
)
def test_the_name_is_freed_of_its_words(text: str, name: str, part: str | None, rural: bool) -> None:
    last = read_place_words(text)[-1]
    assert (last.name, last.part, last.rural) == (name, part, rural)


def test_the_fullest_reading_comes_first() -> None:
    assert [w.name for w in read_place_words("Eastern Ghouta")] == ["Eastern Ghouta", "Ghouta"]


def test_nouns_say_the_kind() -> None:
    assert PlaceKind.BASE in read_place_words("Shayrat air base")[-1].kinds
    assert read_place_words("Idlib governorate")[-1].kinds == {PlaceKind.PROVINCE}


@pytest.mark.parametrize(
    ("words", "degrees"),
    [("north", 0), ("north-western", 315), ("southeast", 135), ("SSE", 157.5), ("central", None), (None, None)],
)
def test_compass_words_are_degrees(words: str | None, degrees: float | None) -> None:
    assert bearing_degrees(words) == degrees


def test_a_possessive_is_a_whole_and_a_part() -> None:
    assert split_possessive("Aleppo's Salah al-Din district") == ("Aleppo", "Salah al-Din district")
    assert split_possessive("Aleppo") is None
