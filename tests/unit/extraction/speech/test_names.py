"""Names of bodies and persons."""

import pytest

from vedette.extraction.speech.names import Named, fullest_body, key, personal, role_and_body, trimmed

TEXT = "A monitor said six died. Nadia Haddad, head of the Lakes Observatory for Peace, spoke. The Observatory left."


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("the Lakes Observatory", "Lakes Observatory"),
        ("the UK-based Lakes Observatory monitoring group", "Lakes Observatory"),
        ("a war monitor", "war monitor"),
        ("opposition groups", "opposition groups"),
    ],
)
def test_articles_and_descriptions_are_no_part_of_a_name(words: str, bare: str) -> None:
    assert trimmed(words) == bare


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Observatory director Nadia Haddad", Named("Nadia Haddad", "director", "Observatory")),
        ("Nadia Haddad, head of the Lakes Observatory", Named("Nadia Haddad", "head", "Lakes Observatory")),
        ("Captain Ivo Brandt", Named("Ivo Brandt", "Captain")),
        ("activist Samir al-Khatib", Named("Samir al-Khatib", "activist")),
        ("Ivo Brandt", Named("Ivo Brandt")),
        ("governor, Ivo Brandt", Named("Ivo Brandt", "governor")),
        ("Lakes Observatory", None),
        ("hospital director", None),
        ("UNHCR", None),
    ],
)
def test_a_person_is_told_from_a_body(words: str, person: Named | None) -> None:
    assert personal(words) == person


def test_a_body_gets_its_longest_name_from_anywhere_in_the_text() -> None:
    assert fullest_body(TEXT, "Observatory") == "Lakes Observatory for Peace"


def test_a_name_without_longer_form_stays() -> None:
    assert fullest_body(TEXT, "Kivu Network") == "Kivu Network"


def test_the_body_a_person_heads_is_read_from_an_apposition() -> None:
    assert role_and_body(TEXT, "Nadia Haddad") == ("head", "Lakes Observatory for Peace")


def test_little_words_do_not_tell_names_apart() -> None:
    assert key("the Observatory for the Lakes") == ("observatory", "lakes")
