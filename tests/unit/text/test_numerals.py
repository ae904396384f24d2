import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.text.numerals import TENS, UNITS, match_number, parse_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("16", 16),
        ("0", 0),
        ("23000", 23_000),
        ("1,200", 1_200),
        ("1,234,567", 1_234_567),
        ("8 000", 8_000),
        ("8\u00a0000", 8_000),
        ("1 200 000", 1_200_000),
        ("1.2 million", 1_200_000),
        ("2 1/2 million", 2_500_000),
        ("3 dozen", 36),
        ("20 thousand", 20_000),
        ("seven", 7),
        ("twenty one", 21),
        ("twenty - six", 26),
        ("twenty-six", 26),
        ("a hundred", 100),
        ("one hundred", 100),
        ("a hundred and five", 105),
        ("three hundred and twenty - seven", 327),
        ("three hundred twenty seven", 327),
        ("two thousand", 2_000),
        ("two thousand five hundred", 2_500),
        ("four hundred thousand", 400_000),
        ("two million three hundred thousand and nine", 2_300_009),
        ("a million", 1_000_000),
        ("one and a half million", 1_500_000),
        ("two dozen", 24),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("three quarters of a million", 750_000),
        ("two - thirds of a million", 666_666),
        ("half - million", 500_000),
        ("a half million", 500_000),
        ("a", None),
        ("an", None),
        ("hundred", None),
        ("dozen", None),
        ("dozens", None),
        ("several hundred", None),
        ("third", None),
        ("2.5", None),
        ("1.200", None),
        ("1,20", None),
        ("12,", None),
        ("two thirds", None),
        ("one - third", None),
        ("3.5.2016", None),
        ("²", None),
        ("half", None),
    ],
)
def test_a_number_is_read_from_its_tokens(words: str, value: int | None) -> None:
    assert parse_number(words.split(" ")) == value


@pytest.mark.parametrize(
    ("tokens", "start", "expected"),
    [
        ("killed 16 people", 1, (16, 1)),
        ("some two hundred and one soldiers", 1, (201, 4)),
        ("one hundred and many more", 0, (100, 2)),
        ("twenty - year - old", 0, (20, 1)),
        ("july 5 300 people", 1, (5, 1)),
        ("20 - 30 people", 0, (20, 1)),
        ("two and three", 0, (2, 1)),
        ("five six", 0, (5, 1)),
        ("16", 1, None),
    ],
)
def test_a_number_ends_where_its_words_end(tokens: str, start: int, expected: tuple[int, int] | None) -> None:
    assert match_number(tokens.split(" "), start) == expected


@given(st.integers(0, 10**9 - 1))
def test_figures_with_grouping_marks_read_back(value: int) -> None:
    assert parse_number([f"{value:,}"]) == value


@given(st.integers(1, 999_999))
def test_a_number_written_in_words_reads_back(value: int) -> None:
    assert parse_number(_spell(value).split(" ")) == value


@given(st.lists(st.text(max_size=6), max_size=6), st.integers(0, 6))
def test_any_tokens_are_taken_without_an_error(tokens: list[str], start: int) -> None:
    found = match_number(tokens, start)
    assert found is None or (found[0] >= 0 and 0 < found[1] <= len(tokens) - start)


def _spell(value: int) -> str:
    if value >= 1000:
        rest = value % 1000
        return f"{_spell(value // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{_spell(rest)}" if rest else "")
    if value >= 100:
        rest = value % 100
        return f"{_spell(value // 100)} hundred" + (f" and {_spell(rest)}" if rest else "")
    units = {number: word for word, number in UNITS.items()}
    if value < 20:
        return units[value]
    tens = {number: word for word, number in TENS.items() if word != "fourty"}
    return tens[value // 10 * 10] + (f" - {units[value % 10]}" if value % 10 else "")
