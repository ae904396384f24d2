"""Clean characters and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.text.normalising import clean_line, clean_text


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(st.text())
def test_clean_text_can_be_stored_and_shown(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert all(c == "\n" or c.isprintable() or not c.isascii() for c in clean)


def test_an_override_that_turns_text_around_is_taken_out() -> None:
    assert clean_text("killed \u202e31\u202c in Homs") == "killed 31 in Homs"


def test_an_escape_sequence_cannot_reach_a_terminal() -> None:
    assert "\x1b" not in clean_text("\x1b[2Jsixteen killed")


def test_mojibake_survives() -> None:
    assert clean_text("Syria\u00ef\u00bf\u00bd_s Aleppo") == "Syria\u00ef\u00bf\u00bd_s Aleppo"


def test_composed_and_decomposed_letters_become_the_same() -> None:
    assert clean_text("Alepe\u0301") == clean_text("Alep\u00e9")


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert clean_text("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_paragraphs_stay_apart_whatever_the_line_ends(newline: str) -> None:
    assert clean_text(f"One.{newline}{newline}{newline}  {newline}Two.") == "One.\n\nTwo."


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = "Shells fell on the northern quarter of the town for a second day on\nMonday and hit the market."
    assert clean_text(wrapped) == wrapped.replace("\n", " ")


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    text = "Shelling in the north\nShells fell on the northern quarter of the town for a second day on Monday."
    assert clean_text(text) == text.replace("\n", "\n\n")


def test_a_title_is_one_line() -> None:
    assert clean_line("  Two\n\n killed\u00a0in Homs ") == "Two killed in Homs"


WIRE = """\
    Shells fell on the northern quarter of the town for a second day on
Monday and hit the market, where people were buying bread for the week.
The mayor said that nine people had died. He spoke from the hospital in
the south.

    A nurse said that the wounded were being
carried in blankets, since there was no fuel for the ambulances of the
town.
"""


def test_a_paragraph_of_wrapped_lines_is_one_even_where_a_sentence_ends_with_its_line() -> None:
    one, two = clean_text(WIRE).split("\n\n")
    assert one.startswith("Shells fell")
    assert "week. The mayor" in one
    assert one.endswith("in the south.")
    assert two.startswith("A nurse said")
    assert two.endswith("of the town.")


def test_a_title_longer_than_the_column_does_not_keep_lines_apart() -> None:
    title = "Nine people die " * 12
    assert len(clean_text(f"{title}\n\n{WIRE}").split("\n\n")) == 3


def test_a_list_keeps_its_lines() -> None:
    listed = "Killed in the town this week:\n- two nurses\n- a driver\n- seven who were buying bread"
    assert clean_text(listed).count("\n\n") == 3
