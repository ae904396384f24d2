"""Lists of places: a figure for all of them is of none of them by itself."""

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.attaching.lists import over_places

HIT = "Shelling of {} killed/VBD seven people on Monday ."


def listed(words: str) -> tuple[str, str | None] | None:
    sentence = report(words).sentences[0]
    found = [over_places(sentence, p.mention) for p in sentence.places]
    told = next((m for m in found if m is not None), None)
    return (told.name, told.within) if told is not None else None


@pytest.mark.parametrize(
    ("where", "name", "within"),
    [
        ("the neighbourhoods of al-Midan and Salah al-Din in Aleppo city", "al-Midan and Salah al-Din", "Aleppo"),
        ("the towns of Douma Harasta and Saqba", "Douma, Harasta and Saqba", None),
        ("the towns of Douma , Harasta and Saqba", "Douma, Harasta and Saqba", None),
        ("the neighbourhoods of al-Midan and Kesra Velm", "al-Midan and Kesra Velm", None),
        ("Kesra Velm and al-Midan neighbourhoods", "Kesra Velm and al-Midan", None),
        ("al-Midan neighbourhood in the city and Saqba town in Aleppo province", "al-Midan and Saqba", "Aleppo"),
        ("Douma in Damascus province and Taftanaz in Idlib province", "Douma and Taftanaz", None),
        ("Douma and the Damascus Orient Hotel", "Douma and Orient Hotel", None),
    ],
)
def test_a_list_is_one_place_by_its_names(where: str, name: str, within: str | None) -> None:
    assert listed(HIT.format(where)) == (name, within)


@pytest.mark.parametrize(
    "words",
    [
        HIT.format("the town of Douma in Damascus"),
        "Two/CD men were killed/VBN in Douma , and/CC Harasta//nsubjpass>hit was//auxpass>hit hit/VBN by shells .",
        "Shells killed/VBD two in Douma and three in Harasta .",
    ],
    ids=["one in another", "another clause", "each with its figure"],
)
def test_places_that_share_no_figure_are_no_list(words: str) -> None:
    assert listed(words) is None
