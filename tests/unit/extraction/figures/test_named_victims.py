"""Named persons who were killed, hurt or taken, and the office the public knows them by."""

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.effects.linking import link_counts
from vedette.extraction.figures.named_victims import NamedVictim, find_named_victims
from vedette.extraction.figures.tolls import counts_of
from vedette.model.claim import Effect, VictimClass


def victims(text: str) -> tuple[NamedVictim, ...]:
    (sentence,) = report(text).sentences
    counts = counts_of(sentence)
    links = link_counts(sentence.unit.doc, counts)
    return find_named_victims(sentence, {counts[n]: links[n][0] for n in links})


def only(text: str) -> NamedVictim:
    (victim,) = victims(text)
    return victim


def test_a_person_with_an_office_is_harmed_by_a_verb() -> None:
    found = only("Gunmen killed/VBD/ROOT Mayor/NNP/compound>Ruiz Pablo/NNP/compound>Ruiz Ruiz/NNP/dobj>killed .")
    assert (found.name, found.office, found.group) == ("Pablo Ruiz", "mayor", VictimClass.CIVILIAN)
    assert found.link.effect is Effect.KILLED


def test_a_killing_may_be_told_by_a_noun() -> None:
    found = only("They mourned/VBD the murder of/IN/prep>murder Pablo/NNP/compound>Ruiz Ruiz/NNP/pobj>of .")
    assert (found.name, found.office, found.link.rule) == ("Pablo Ruiz", None, "named, of a noun")


def test_the_office_may_stand_in_an_apposition() -> None:
    text = "The governor/NN/nsubjpass>killed , Pablo/NNP/compound>Ruiz Ruiz/NNP/appos>governor , was killed/VBN/ROOT ."
    assert (only(text).name, only(text).office) == ("Pablo Ruiz", "governor")


@pytest.mark.parametrize(
    "text",
    [
        "An attempted/JJ/amod>murder murder of/IN/prep>murder Pablo/NNP/compound>Ruiz Ruiz/NNP/pobj>of failed/VBD .",
        "Gunmen killed/VBD/ROOT Ruiz/NNP/dobj>killed .",
        "Gunmen killed/VBD/ROOT two judges/NNS/dobj>killed , Pablo/NNP/compound>Ruiz Ruiz/NNP/appos>judges .",
        "The Front killed/VBD/ROOT the River/NNP/compound>Army Army/NNP/dobj>killed .",
    ],
    ids=["only tried", "one word without an office", "counted already", "a body"],
)
def test_others_are_no_named_victims(text: str) -> None:
    assert victims(text) == ()


def test_somebody_may_be_told_by_whose_or_by_the_place() -> None:
    (guard,) = victims("They killed/VBD/ROOT his/PRP$/poss>bodyguard bodyguard/NN/dobj>killed .")
    (mayor,) = victims("They killed/VBD/ROOT the mayor/NN/dobj>killed of/IN/prep>mayor Velm/NNP/pobj>of .")
    assert (guard.name, guard.office) == ("his bodyguard", None)
    assert (mayor.name, mayor.office) == ("mayor of Velm", "mayor")


def test_a_name_keeps_its_particles_and_leaves_court_and_title() -> None:
    found = only(
        "They killed/VBD/ROOT court/NN/compound>Judge Judge/NNP/compound>Cruz Maria/NNP/compound>Cruz "
        "de/NNP/compound>Cruz Cruz/NNP/dobj>killed ."
    )
    assert found.name == "Maria de Cruz"


def test_who_is_shot_is_a_victim_only_where_it_says_dead() -> None:
    named = "Pablo/NNP/compound>Ruiz Ruiz/NNP/nsubjpass>shot was shot/VBN/ROOT"
    assert victims(f"{named} .") == ()
    assert only(f"{named} dead .").link.effect is Effect.KILLED


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ten/CD/nummod>people people/NNS/nsubjpass>killed were killed/VBN/ROOT including/VBG/prep>killed "
            "Pablo/NNP/compound>Ruiz Ruiz/NNP/pobj>including and Ana/NNP/compound>Diaz Diaz/NNP/conj>Ruiz .",
            ["Pablo Ruiz", "Ana Diaz"],
        ),
        (
            "The victims/NNS/nsubjpass>identified were identified/VBN/ROOT as/IN/prep>identified "
            "Pablo/NNP/compound>Ruiz Ruiz/NNP/pobj>as .",
            ["Pablo Ruiz"],
        ),
        (
            "They met/VBD/ROOT the murdered/VBN/amod>Ruiz Pablo/NNP/compound>Ruiz Ruiz/NNP/dobj>met .",
            ["Pablo Ruiz"],
        ),
        (
            "Pablo/NNP/compound>Ruiz Ruiz/NNP/nsubjpass>found was found/VBN/ROOT dead/JJ/oprd>found .",
            ["Pablo Ruiz"],
        ),
    ],
    ids=["including", "identified as", "murdered", "found dead"],
)
def test_lists_and_copulas_name_victims(text: str, names: list[str]) -> None:
    assert [v.name for v in victims(text)] == names
