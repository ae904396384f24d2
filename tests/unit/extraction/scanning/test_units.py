"""Where sentences end."""

import pytest

from vedette.extraction.scanning.units import LONGEST, filed_from, paragraphs, units
from vedette.model.provenance import Span


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in units(text)]


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert sentences("Shells fell. Nobody was hurt.") == ["Shells fell.", "Nobody was hurt."]


@pytest.mark.parametrize("end", ["!", "?", "…", ".”", '."', ".)"])
def test_other_marks_end_a_sentence_too(end: str) -> None:
    assert len(sentences(f"Shells fell{end} Nobody was hurt.")) == 2


def test_a_quotation_mark_may_open_the_next_sentence() -> None:
    assert sentences("He left. “We stay,” she said.") == ["He left.", "“We stay,” she said."]


@pytest.mark.parametrize("short", ["Gen. Aro", "Mr. Aro", "St. Aro", "No. 5", "J. Aro", "U.S. Army", "Lt. Col. Aro"])
def test_an_abbreviation_ends_no_sentence(short: str) -> None:
    assert sentences(f"They met {short} in the north.") == [f"They met {short} in the north."]


def test_a_time_of_day_ends_no_sentence() -> None:
    assert len(sentences("It began at 4 a.m. Damascus time.")) == 1


def test_a_decimal_point_ends_no_sentence() -> None:
    assert len(sentences("Some 2.5 million fled. They went north.")) == 2


def test_a_number_of_a_list_ends_no_sentence() -> None:
    assert sentences("They agreed: 1. Withdraw at once.") == ["They agreed: 1. Withdraw at once."]


def test_a_year_at_the_end_ends_a_sentence() -> None:
    assert len(sentences("It fell in 2016. The army returned.")) == 2


def test_a_small_letter_goes_on() -> None:
    assert len(sentences("He came from approx. the north... and left.")) == 1


def test_an_empty_line_ends_a_sentence_without_a_stop() -> None:
    assert sentences("Shelling kills two\n \nRockets fell on Kafrun") == [
        "Shelling kills two",
        "Rockets fell on Kafrun",
    ]


def test_a_line_break_inside_a_paragraph_goes_on() -> None:
    assert len(sentences("Rockets fell\non Kafrun.")) == 1


def test_a_text_of_blanks_has_no_sentence() -> None:
    assert units(" \n\n \t") == ()
    assert units("") == ()
    assert list(paragraphs("\n\n \n")) == []


def test_units_are_trimmed_and_exact() -> None:
    text = "  Rockets fell.   Two died. \n\n Third. "
    assert [(u.start, u.end) for u in units(text)] == [(2, 15), (18, 27), (31, 37)]


def test_a_long_sentence_is_cut_at_a_space() -> None:
    text = "word " * 600
    found = units(text)
    assert len(found) > 1
    assert all(u.end - u.start <= LONGEST for u in found)
    assert " ".join(u.of(text) for u in found) == text.strip()


def test_a_long_word_is_cut_where_it_must() -> None:
    found = units("x" * (2 * LONGEST + 1))
    assert [(u.start, u.end) for u in found] == [(0, LONGEST), (LONGEST, 2 * LONGEST), (2 * LONGEST, 2 * LONGEST + 1)]


@pytest.mark.parametrize(
    "filed",
    [
        "PORT SUDAN, March 21 2025 (Nilewire) - ",
        "BANGKOK (Siamwire), Aug. 3, 2024 - ",
        "KABUL (AGENCY) — ",
        "Goma, 3 March (Agency) - ",
        "SAN MIGUEL, 21 NOV 89 -- [REPORT] ",
        "GAZA/CAIRO - ",
        "DAMASCUS, (WIRE) – ",
    ],
)
def test_a_dateline_is_part_of_no_sentence(filed: str) -> None:
    assert sentences(f"{filed}The army shelled the town.") == ["The army shelled the town."]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. - led coalition jets hit the town.",
        "Aleppo - the second city - was hit.",
        "Rebels Shell Deir Hafer, Three Killed - Reports",
        "M23 - the rebels - left the town.",
    ],
)
def test_a_dash_makes_no_dateline(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("PORT SUDAN, March 21 2025 (Nilewire) - The army", "PORT SUDAN"),
        ("A title\n\nGAZA/CAIRO - The army shelled", "GAZA"),
        ("The army shelled the town.", None),
    ],
)
def test_a_dateline_names_where_a_report_was_filed(text: str, place: str | None) -> None:
    span = filed_from(text)
    assert (span.of(text) if span else None) == place


def heads(text: str, title: str) -> list[str]:
    start = text.index(title)
    return [span.of(text) for span in units(text, Span(start, start + len(title)))]


def test_a_headline_without_a_stop_is_a_sentence_and_the_printed_date_is_in_none() -> None:
    text = "Friday 5 Jul 2013 Ten dead in Ardan MERIDIAN Sunday 7 Jul 2013 Shells fell on Ardan."
    assert heads(text, "Ten dead in Ardan") == ["Ten dead in Ardan", "Shells fell on Ardan."]


def test_a_headline_keeps_its_stop() -> None:
    assert heads("Ten dead in Ardan . Shells fell.", "Ten dead in Ardan") == ["Ten dead in Ardan .", "Shells fell."]


def test_a_headline_of_two_sentences_is_two() -> None:
    assert heads("Ten dead. Army denies\n\nShells fell.", "Ten dead. Army denies") == [
        "Ten dead.",
        "Army denies",
        "Shells fell.",
    ]


def test_a_word_that_only_opens_sentences_opens_one_without_a_stop() -> None:
    text = "Shells fell on Ardan Meanwhile two people were hurt in Velm."
    assert sentences(text) == ["Shells fell on Ardan", "Meanwhile two people were hurt in Velm."]


def test_a_standfirst_repeated_without_a_stop_is_two_sentences() -> None:
    words = "Nine civilians including three children were killed when shells fell on a market"
    assert sentences(f"{words} {words} in Ardan.") == [words, f"{words} in Ardan."]


def test_a_pictures_credit_ends_before_the_report_goes_on() -> None:
    text = "Rebels in Kesra. (Meridian Photo) Strikes hit the town. (File photo) it read"
    assert sentences(text) == ["Rebels in Kesra.", "(Meridian Photo)", "Strikes hit the town.", "(File photo) it read"]


def test_a_heading_without_a_stop_ends_where_a_sentence_opens() -> None:
    text = "Ten killed in rocket attacks on Velm The death toll from attacks rose to ten."
    assert sentences(text) == ["Ten killed in rocket attacks on Velm", "The death toll from attacks rose to ten."]


def test_a_capital_behind_words_that_govern_it_ends_nothing() -> None:
    for text in ("The watchdog said The number of dead rose.", "He spoke in The Hague about the attacks."):
        assert sentences(text) == [text]
