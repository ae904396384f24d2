"""The headline in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.documents.headline import find_headline, site_stripped, with_headline


def test_a_headline_that_the_text_lacks_becomes_its_first_paragraph() -> None:
    text, span, title = with_headline("Two people were killed in Homs.", "Shells hit market")
    assert text == "Shells hit market\n\nTwo people were killed in Homs."
    assert span is not None
    assert span.of(text) == title == "Shells hit market"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells hit market in Homs. Two died.", "Shells hit market in Homs"),
        ("SHELLS HIT MARKET IN HOMS Two died.", "SHELLS HIT MARKET IN HOMS"),
        ("Wed 05 Apr 2017 Shells hit market, in Homs. Two died.", "Shells hit market, in Homs"),
        ("“Shells” hit market in Homs\n\nTwo died.", "Shells” hit market in Homs"),
    ],
    ids=["as printed", "upper case", "after a date", "other marks"],
)
def test_a_headline_that_the_text_opens_with_is_found_in_it(text: str, found: str) -> None:
    same, span, _ = with_headline(text, "Shells hit market in Homs")
    assert same == text
    assert span is not None
    assert span.of(text) == found


def test_a_short_title_inside_the_first_sentence_is_not_taken_for_the_headline() -> None:
    text, span, _ = with_headline("Fighting around Homs went on.", "Homs")
    assert text.startswith("Homs\n\n")
    assert span is not None


def test_a_title_cut_short_by_the_archive_is_found() -> None:
    assert find_headline("Shells hit market in Homs and kill two people", "Shells hit market in Homs...") is not None


def test_no_title_leaves_the_text_alone() -> None:
    assert with_headline("Two died.", None) == ("Two died.", None, None)


@pytest.mark.parametrize(
    ("title", "outlet", "stripped"),
    [
        ("Two dead in Homs | Harbour Wire", None, "Two dead in Homs"),
        ("Two dead in Homs - Harbour Wire", "harbourwire", "Two dead in Homs"),
        ("Two dead in Homs - monitor", "Harbour Wire", "Two dead in Homs - monitor"),
        ("Deir ez-Zor shelled", "Harbour Wire", "Deir ez-Zor shelled"),
    ],
)
def test_only_the_sites_name_is_taken_off_a_title(title: str, outlet: str | None, stripped: str) -> None:
    assert site_stripped(title, outlet) == stripped


@given(st.text(max_size=80), st.text(max_size=200))
def test_the_span_lies_in_the_text_whatever_the_letters(title: str, text: str) -> None:
    full, span, _ = with_headline(text or "x", title)
    assert span is None or span.of(full).strip()
