"""Tags and links that a page prints on the lines of its text."""

import pytest

from vedette.extraction.scanning.trimmings import prose
from vedette.extraction.scanning.units import units

LONG = "Shells hit the market of Velm at noon and two people were killed there, the town's medics said on Monday. "


def kept(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in prose(text, 0, len(text)) if text[a:b].strip()]


@pytest.mark.parametrize(
    ("tags", "rest"),
    [
        ("Tags Ardan Velm Rebels Airstrikes", "At least 19 people were killed in Velm."),
        ("Tags Ardan Velm war", "Government raids on a town killed 27 people."),
        ("Tags Ardan River Front alliance shelling truce", "A shell hit Velm."),
    ],
)
def test_a_text_goes_on_behind_its_tags(tags: str, rest: str) -> None:
    assert kept(f"{LONG}{tags} {rest}") == [LONG.strip(), rest]


def test_tags_at_the_foot_end_a_text() -> None:
    assert kept(f"{LONG}Tags strike Velm Community standards Comment via") == [LONG.strip()]


def test_links_below_a_text_are_no_part_of_it() -> None:
    links = "... 85 Related Rebel Commander Killed in Kesra Tags Ardan"
    assert kept(f"{LONG}{LONG}{links}") == [f"{LONG}{LONG}".strip()]
    assert kept(f"{LONG}{LONG}Read Also") == [f"{LONG}{LONG}".strip()]


def test_a_word_in_the_text_is_no_heading() -> None:
    text = f"Views 729 Related Blast in Velm kills 12. {LONG}{LONG}"
    assert kept(text) == [text.strip()]
    assert kept(f"{LONG}Price tags and related goods burned.") == [f"{LONG}Price tags and related goods burned."]


def test_units_hold_neither_tags_nor_a_place_of_filing_without_a_dash() -> None:
    text = "Last updated at Jan 20 2015 Beirut Syrian warplanes struck a market. Tags Syria Rebels At least two died."
    assert [u.of(text) for u in units(text)] == ["Syrian warplanes struck a market.", "At least two died."]
