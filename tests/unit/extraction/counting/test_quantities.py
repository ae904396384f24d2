"""Numbers with their bounds, as words give them."""

import pytest

from tests.unit.extraction.effects.written import parsed
from vedette.extraction.counting.counts import find_counts
from vedette.extraction.counting.quantities import bounded, modifier_at, number_at, number_range
from vedette.model.quantity import Quantity


def quantity(words: str) -> tuple[int, int | None, bool]:
    """The bounds of the one count in a sentence."""
    (count,) = find_counts(parsed(words))
    return count.quantity.low, count.quantity.high, count.quantity.approximate


@pytest.mark.parametrize("phrase", ["At least", "No fewer than", "Not less than", "A minimum of"])
def test_least_leaves_the_upper_bound_open(phrase: str) -> None:
    assert quantity(f"{phrase} 16 people were killed") == (16, None, False)


@pytest.mark.parametrize("phrase", ["More than", "Over", "Upwards of", "In excess of", "Well over"])
def test_more_than_a_number_begins_one_above_it(phrase: str) -> None:
    assert quantity(f"{phrase} 100 people were killed") == (101, None, False)


@pytest.mark.parametrize("phrase", ["Up to", "As many as", "At most", "No more than", "A maximum of"])
def test_up_to_a_number_begins_at_none(phrase: str) -> None:
    assert quantity(f"{phrase} 40 people were killed") == (0, 40, False)


@pytest.mark.parametrize("phrase", ["Fewer than", "Less than", "Under"])
def test_fewer_than_a_number_ends_one_below_it(phrase: str) -> None:
    assert quantity(f"{phrase} 40 people were killed") == (0, 39, False)


@pytest.mark.parametrize("phrase", ["Nearly", "Around", "About", "Some", "Close to", "An estimated", "Just under"])
def test_about_a_number_is_that_number_roughly(phrase: str) -> None:
    assert quantity(f"{phrase} 100 people were killed") == (100, 100, True)


@pytest.mark.parametrize(
    ("words", "low"),
    [
        ("Dozens of", 24),
        ("Scores of", 40),
        ("Several", 3),
        ("A few", 3),
        ("A handful of", 3),
        ("Hundreds of", 200),
        ("Several hundred", 300),
        ("Thousands of", 2000),
        ("Tens of thousands of", 20_000),
        ("Hundreds of thousands of", 200_000),
        ("Several dozen", 36),
    ],
)
def test_a_word_of_size_is_open_and_rough(words: str, low: int) -> None:
    assert quantity(f"{words} people were killed") == (low, None, True)


@pytest.mark.parametrize(("words", "number"), [("Two dozen", 24), ("A dozen", 12), ("Forty-two", 42), ("1,200", 1200)])
def test_a_number_in_words_or_figures_is_exact(words: str, number: int) -> None:
    assert quantity(f"{words} people were killed") == (number, number, False)


@pytest.mark.parametrize("words", ["A couple of people were killed", "Both men were killed"])
def test_a_couple_is_two(words: str) -> None:
    (count,) = find_counts(parsed(words))
    assert (count.quantity.low, count.quantity.high) == (2, 2)


@pytest.mark.parametrize("words", ["Between 20 and 30", "20 to 30", "20 - 30"])
def test_two_numbers_joined_bound_one_figure(words: str) -> None:
    assert quantity(f"{words} people were killed")[:2] == (20, 30)


@pytest.mark.parametrize(
    ("words", "bounds"), [("Two or three", (2, 3)), ("20 or 25", (20, 25)), ("20 or more", (20, None))]
)
def test_one_number_or_the_next_is_a_range(words: str, bounds: tuple[int, int]) -> None:
    assert quantity(f"{words} people were killed")[:2] == bounds


def test_the_words_of_a_range_belong_to_its_quantity() -> None:
    (count,) = find_counts(parsed("Between 20 and 30 people were killed"))
    assert count.quantity.words == "Between 20 and 30"


@pytest.mark.parametrize("words", ["Five or more people were killed", "5 plus people were killed"])
def test_or_more_leaves_the_upper_bound_open(words: str) -> None:
    assert quantity(words)[:2] == (5, None)


def test_bounds_stack() -> None:
    assert quantity("At least about 50 people were killed") == (50, None, True)


def test_a_word_of_size_keeps_its_bound_under_more_than() -> None:
    assert bounded(24, None, {"more"}, True, "more than dozens") == Quantity(24, None, True, "more than dozens")


def test_from_one_figure_to_another_is_an_update_and_no_range() -> None:
    doc = parsed("The toll rose from 32 to 37")
    words = [t.lower_ for t in doc]
    assert number_at(doc, words, 3) is None
    assert number_at(doc, words, 4) is None
    assert number_at(doc, words, 6) == (37, 37, 1, False)


def test_a_range_must_rise() -> None:
    assert number_range(["30", "to", "20"], 0, ("to",)) is None
    assert number_range(["30", "to"], 0, ("to",)) is None


def test_a_number_after_the_end_is_none() -> None:
    doc = parsed("two")
    assert number_at(doc, ["two"], 1) is None
    assert modifier_at(["two"], 1) is None


def test_part_of_a_score_or_a_name_is_no_number() -> None:
    doc = parsed("a T - 72 tank/NN")
    assert number_at(doc, [t.lower_ for t in doc], 3) is None


def test_a_number_beyond_all_people_is_none() -> None:
    doc = parsed("900000000 people")
    assert number_at(doc, ["900000000", "people"], 0) is None


def test_the_longest_words_of_bound_win() -> None:
    assert modifier_at(["well", "over", "40"], 0) == (2, "more")
    assert modifier_at(["a", "minimum", "of", "5"], 0) == (3, "least")
    assert modifier_at(["no", "more", "than", "six"], 0) == (3, "most")
    assert modifier_at(["more", "than", "six"], 0) == (2, "more")


@pytest.mark.parametrize(("words", "used"), [(["hundreds"], 1), (["several", "hundred"], 2), (["both"], 1)])
def test_a_word_of_size_at_the_end_uses_the_tokens_it_has(words: list[str], used: int) -> None:
    found = number_at(parsed(" ".join(words)), words, 0)
    assert found is not None
    assert found[2] == used
