"""Warlike words that tell of something else."""

import pytest

from tests.unit.extraction.speech.tagged import unit
from vedette.extraction.report import Sentence
from vedette.extraction.status.sense import is_war


def war(words: str, trigger: str, arcs: dict[str, tuple[str, str]] | None = None) -> bool:
    one = unit(words, arcs=arcs)
    return is_war(Sentence(one), [t.text for t in one.doc].index(trigger))


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("An/DT earthquake/NN killed/VBD 40/CD people/NNS", "killed"),
        ("A/DT van/NN skid/VBD into/IN a/DT ravine/NN killing/VBG 5/CD", "killing"),
        ("A/DT heart/NN attack/NN killed/VBD the/DT mayor/NN", "killed"),
        ("The/DT goalkeeper/NN survived/VBD a/DT bombardment/NN", "bombardment"),
        ("Soldiers/NNS attacked/VBD a/DT hill/NN in/IN the/DT drill/NN", "attacked"),
        ("In/IN the/DT film/NN rebels/NNS attacked/VBD a/DT palace/NN", "attacked"),
    ],
)
def test_another_world_is_no_war(words: str, trigger: str) -> None:
    assert not war(words, trigger)


def test_an_armed_party_brings_the_sentence_back_to_war() -> None:
    assert war("After/IN the/DT earthquake/NN militia/NN killed/VBD 4/CD people/NNS", "killed")


def test_figures_of_speech_are_no_war_and_their_plain_senses_are() -> None:
    of = {"of": ("barrage", "prep"), "criticism": ("of", "pobj")}
    assert not war("a/DT barrage/NN of/IN criticism/NN", "barrage", of)
    assert not war("a/DT political/JJ battle/NN", "battle", {"political": ("battle", "amod")})
    assert war("a/DT barrage/NN of/IN rockets/NNS", "barrage", {"of": ("barrage", "prep"), "rockets": ("of", "pobj")})
    assert war("a/DT long/JJ battle/NN", "battle", {"long": ("battle", "amod")})
