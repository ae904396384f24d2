"""Verification in the scales of others."""

from vedette.model.verification import Answer, Axes, Interest, Rung, Verification
from vedette.reconciliation.voices.grades import grades_of


def grades(rung: Rung, interest: Interest = Interest.NONE, origins: int = 2) -> tuple[str, str, str]:
    found = grades_of(Verification(rung, "a rule", Axes(origins, interest, Answer.UNANSWERED)))
    return found.admiralty, found.airwars, found.isw


def test_two_independent_origins_are_fair_and_assessed() -> None:
    assert grades(Rung.CORROBORATED) == ("C1", "Fair", "assessed")


def test_a_party_alone_is_weak_and_claimed() -> None:
    assert grades(Rung.CLAIMED, Interest.PARTY, 1) == ("D3", "Weak", "claimed")


def test_an_admission_confirms() -> None:
    assert grades(Rung.CONCEDED, Interest.AGAINST_OWN, 1) == ("B1", "Confirmed", "assessed")


def test_every_rung_and_interest_has_its_grades() -> None:
    for rung in Rung:
        for interest in Interest:
            assert len(grades(rung, interest)[0]) == 2
    assert grades(Rung.REPORTED, origins=0)[0] == "F2"
