"""What belongs to the page and not to the report."""

import pytest

from vedette.documents.furniture import without_furniture


@pytest.mark.parametrize("line", ["Source link", "Read Also", "READ MORE:", "Share on Facebook", "© 2024 Harbour Wire"])
def test_furniture_at_the_end_goes(line: str) -> None:
    assert without_furniture(f"Two died.\n\n{line}") == "Two died."


def test_several_lines_of_it_go() -> None:
    assert without_furniture("Two died.\n\nShare\n\nTags\n\nFacebook | Twitter") == "Two died."


def test_the_same_words_inside_a_report_stay() -> None:
    text = "Two died.\n\nShare\n\nMore were injured."
    assert without_furniture(text) == text


def test_a_text_of_nothing_else_is_left_alone() -> None:
    assert without_furniture("Advertisement") == "Advertisement"


def test_a_caption_printed_twice_is_kept_once_whatever_its_quotes() -> None:
    text = "Two died.\n\nA view of the city’s market.\n\nA view of the city's market."
    assert without_furniture(text) == "Two died.\n\nA view of the city’s market."


def test_a_sentence_said_again_later_stays() -> None:
    text = "Two died.\n\nThe army denied it.\n\nTwo died."
    assert without_furniture(text) == text
