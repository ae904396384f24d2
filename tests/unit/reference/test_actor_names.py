import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.reference.actor_names import ActorNames, capitals_needed, keys, pieces, singular

NAMES = ActorNames.load()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ahrar al-Sham", ("ahrar", "sham")),
        ("Jabhat an-Nusra", ("jabhat", "nusra")),
        ("Assad's", ("assad",)),
        ("the rebels’ camp", ("the", "rebels", "camp")),
        ("U.S.-led", ("us", "led")),
        ("US-backed", ("us", "backed")),
        ("al", ("al",)),
        ("  ", ()),
        ("Félix Tshisekedi", ("felix", "tshisekedi")),
    ],
)
def test_pieces(text: str, parts: tuple[str, ...]) -> None:
    assert pieces(text) == parts


@pytest.mark.parametrize(
    ("word", "one"),
    [("rebels", "rebel"), ("mercenaries", "mercenary"), ("Abbas".lower(), "abba"), ("press", "press"), ("is", "is")],
)
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


@given(st.text())
def test_pieces_of_pieces_are_the_same(text: str) -> None:
    once = pieces(text)
    assert pieces(" ".join(once)) == once


@given(st.text(min_size=1))
def test_surest_key_comes_first(text: str) -> None:
    parts = pieces(text)
    assert next(iter(keys(parts))) == " ".join(parts)


@pytest.mark.parametrize(
    ("name", "count"), [("IS", 2), ("USA", 2), ("ISIL", 1), ("Hamas", 1), ("Arakan Army", 0), ("حماس", 0)]
)
def test_capitals_that_a_name_needs(name: str, count: int) -> None:
    assert capitals_needed(name) == count


@pytest.mark.parametrize(
    ("tokens", "start", "length"),
    [
        (["fighters", "of", "Ahrar", "al", "-", "Sham", "fled"], 2, 4),
        (["Ahrar", "al-Sham", "'s", "men"], 0, 2),
        (["the", "Syrian", "Observatory", "for", "Human", "Rights", "said"], 1, 5),
        (["It", "is", "here"], 1, 0),
        (["where", "IS", "fought"], 1, 1),
        (["the", "us", "and"], 1, 0),
        (["Hezbollahs", "men"], 0, 1),
        (["M23", "rebels"], 0, 2),
        (["residents", "fled"], 0, 0),
        (["-", "Sham"], 0, 0),
        ([], 0, 0),
    ],
)
def test_longest_name_is_matched(tokens: list[str], start: int, length: int) -> None:
    assert NAMES.match(tokens, start) == length


def test_countries_are_matched_only_when_asked() -> None:
    assert NAMES.match(["Russia", "said"], 0) == 0
    assert NAMES.match(["Russia", "said"], 0, states=True) == 1


@given(st.lists(st.text(max_size=12), max_size=8), st.integers(0, 9))
def test_a_match_never_leaves_the_text(tokens: list[str], start: int) -> None:
    assert 0 <= NAMES.match(tokens, start) <= max(len(tokens) - start, 0)
