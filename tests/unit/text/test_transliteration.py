import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.text.similarity import name_similarity
from vedette.text.transliteration import normal_key, skeleton, sound_key

ONE_TOWN = [
    ("Saraqib", "Saraqeb"),
    ("Khan Sheikhoun", "Khān Shaykhūn"),
    ("Deir ez-Zor", "Deir Ezzor"),
    ("Deir al-Zour", "Dayr az Zawr"),
    ("Avdiivka", "Avdeyevka"),
    ("Avdiivka", "Авдіївка"),
    ("El Fasher", "Al-Fashir"),
    ("Tall Rif‘at", "Tel Rifaat"),
    ("Al-Hasakah", "Hassakeh"),
    ("Ma‘arrat an Nu‘mān", "Maaret al-Noman"),
    ("Maghazi", "Al Mughāzī"),
]
TWO_TOWNS = [
    ("Hama", "Homs"),
    ("Zahraa", "Daraa"),
    ("Darayya", "Daraa"),
    ("Salma", "Salamiyah"),
    ("Robotyne", "Rybotyn"),
    ("Russian", "Ras al-Ayn"),
    ("Khmeimim", "Harim"),
]


@pytest.mark.parametrize(("left", "right"), ONE_TOWN)
def test_spellings_of_one_name_meet(left: str, right: str) -> None:
    assert name_similarity(left, right) >= 90
    assert skeleton(normal_key(left)) == skeleton(normal_key(right))


@pytest.mark.parametrize(("left", "right"), TWO_TOWNS)
def test_two_names_stay_apart(left: str, right: str) -> None:
    assert name_similarity(left, right) < 90


def test_arabic_keeps_its_letters_and_drops_its_marks() -> None:
    assert normal_key("حَلَب") == normal_key("حلب") == "حلب"


def test_nothing_is_like_nothing() -> None:
    assert name_similarity("", "") == 0


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    key = normal_key(name)
    assert normal_key(key) == key
    assert sound_key(key) == sound_key(normal_key(key))


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_mutual_and_bounded(left: str, right: str) -> None:
    assert name_similarity(left, right) == pytest.approx(name_similarity(right, left))
    assert 0 <= name_similarity(left, right) <= 100
