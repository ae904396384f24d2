"""Texts in capitals: what stays, what becomes small, what a name."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.extraction.scanning.casing import Casing, in_capitals

NOUNS = frozenset(
    "army bomb bus convoy village mayor soldier soldiers ortega police rebels guerrillas town red bay".split()
)
OTHERS = frozenset("attacked killed near wounded two said was by early visited told".split())
CLOSED = frozenset("the in of and a to at on that".split())


class Listed:
    """A list of names of a few words."""

    def __init__(self, *names: str) -> None:
        self.names = [name.split() for name in names]

    def match(self, tokens: Sequence[str], start: int) -> int:
        """The tokens that the longest name at `start` takes."""
        lower = [t.lower() for t in tokens]
        return max((len(n) for n in self.names if lower[start : start + len(n)] == n), default=0)


def ordinary(word: str) -> frozenset[str]:
    """A dictionary of a few words."""
    kinds = {"noun": NOUNS, "verb": OTHERS, "closed": CLOSED}
    return frozenset(kind for kind, words in kinds.items() if word in words)


CASING = Casing(ordinary, Listed("los rios", "kestrel bay"), Listed("red banner front", "farl"))


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("THE ARMY ATTACKED THE VILLAGE.", "The army attacked the village."),
        ("REBELS KILLED TWO IN KESTREL BAY.", "Rebels killed two in Kestrel Bay."),
        ("THE RED BANNER FRONT ATTACKED A BUS.", "The Red Banner Front attacked a bus."),
        ("FARL GUERRILLAS ATTACKED A BUS.", "FARL guerrillas attacked a bus."),
        ("THE ARMY SAID ON MONDAY THAT", "The army said on Monday that"),
        ("SOLDIERS KILLED TWO ON 5 MAY NEAR QUELVARA.", "Soldiers killed two on 5 May near Quelvara."),
        ("THE MAYOR OF SAN TOVAR WAS KILLED.", "The mayor of San Tovar was killed."),
        ("BRUNO ORTEGA, THE MAYOR, WAS KILLED.", "Bruno Ortega, the mayor, was killed."),
        ("GENERAL ORTEGA VISITED THE TOWN.", "General Ortega visited the town."),
        ("SYRIAN REBELS ATTACKED THE TOWN'S POLICE.", "Syrian rebels attacked the town's police."),
        ("AL-TOVARI SAID THE 3D CONVOY WAS ATTACKED.", "Al-Tovari said the 3d convoy was attacked."),
    ],
)
def test_names_keep_a_capital_and_ordinary_words_lose_theirs(printed: str, wanted: str) -> None:
    assert CASING.recased(printed) == wanted


def test_a_word_in_brackets_is_an_acronym_in_the_whole_text() -> None:
    text = "THE QUELVARA MOVEMENT (TORVA) ATTACKED A BUS.\n\nTORVA KILLED TWO."
    assert CASING.recased(text).endswith("TORVA killed two.")


@pytest.mark.parametrize(
    "text", ["The army attacked Quelvara.", "FARL said so in the TOWN.", "ATTACK", "", "12 345 6789"]
)
def test_text_in_both_cases_stays(text: str) -> None:
    assert CASING.recased(text) == text


def test_only_the_paragraph_in_capitals_changes() -> None:
    text = "ARMY ATTACKED TOWN IN LOS RIOS\n\nThe ARMY attacked on Monday."
    assert CASING.recased(text) == "Army attacked town in Los Rios\n\nThe ARMY attacked on Monday."


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_offsets_stay_valid(text: str) -> None:
    assert len(CASING.recased(text.upper())) == len(text.upper())


def test_a_short_cry_is_no_paragraph_in_capitals() -> None:
    assert not in_capitals("USA TODAY")
