"""The phrase beside a verb of speech that names the speaker."""

import pytest

from tests.unit.extraction.speech.tagged import unit
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.speech.sources import phrase_after, phrase_apposed, phrase_before


def _verb(doc: Doc) -> int:
    return next(t.i for t in doc if t.lower_ in ("said", "reported", "told"))


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("bombs/NNS landed/VBD on/IN Ghouta/NNP the/DT observatory/NN reported/VBD", "observatory"),
        ("in/IN northern/JJ Syria/NNP Cedar/NNP TV/NNP channel/NN reported/VBD", "Cedar TV channel"),
        ("the/DT border/NN with/IN Turkey/NNP local/JJ sources/NNS said/VBD", "local sources"),
        ("in/IN Goma/NNP a/DT source/NN in/IN the/DT city/NN said/VBD", "source in the city"),
        ("it/PRP fell/VBD ,/, the/DT governor/NN of/IN the/DT region/NN also/RB said/VBD", "governor of the region"),
        ("he/PRP was/VBD there/RB the/DT ministry/NN on/IN Monday/NNP said/VBD", "ministry"),
        ("a/DT monitor/NN and/CC a/DT medical/JJ source/NN said/VBD", "medical source"),
        ("people/NNS died/VBD she/PRP said/VBD", "she"),
        ("Idleb/NNP province/NN SANA/NNP reported/VBD", "SANA"),
    ],
)
def test_the_phrase_before_a_cue_ends_where_english_would_begin_another(words: str, speaker: str) -> None:
    one = unit(words)
    found = phrase_before(one, _verb(one.doc))
    assert found is not None
    assert found.words.endswith(speaker)


@pytest.mark.parametrize(
    "words",
    [
        "a/DT paper/NN affiliated/VBN to/TO the/DT opposition/NN said/VBD",
        "shells/NNS fell/VBD on/IN Monday/NNP said/VBD",
        "the/DT strike/NN ,/, said/VBD",
    ],
    ids=["object of a preposition", "a weekday", "a comma"],
)
def test_what_cannot_be_the_subject_is_no_speaker(words: str) -> None:
    one = unit(words)
    assert phrase_before(one, _verb(one.doc)) is None


def test_a_pronoun_is_marked_as_one() -> None:
    one = unit("they/PRP said/VBD")
    found = phrase_before(one, 1)
    assert found is not None
    assert found.pronoun


def test_the_speaker_can_follow_the_cue() -> None:
    one = unit("it/PRP fell/VBD ,/, said/VBD the/DT mayor/NN of/IN Azaz/NNP ./.")
    found = phrase_after(one, 3)
    assert found is not None
    assert found.words == "mayor of Azaz"


def test_a_subject_with_a_verb_of_its_own_does_not_follow_the_cue_as_speaker() -> None:
    one = unit("officials/NNS said/VBD the/DT army/NN has/VBZ left/VBN")
    assert phrase_after(one, 1) is None


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("it/PRP fell/VBD ,/, the/DT mayor/NN ,/, Najib/NNP Kakar/NNP ,/, said/VBD", "mayor , Najib Kakar"),
        ("it/PRP fell/VBD ,/, Najib/NNP Kakar/NNP ,/, a/DT senior/JJ officer/NN ,/, said/VBD", "senior officer"),
    ],
    ids=["office first", "name first"],
)
def test_name_and_office_between_commas_speak(words: str, speaker: str) -> None:
    one = unit(words)
    found = phrase_apposed(one, _verb(one.doc))
    assert found is not None
    assert found.words.replace(" ,", ",").endswith(speaker.replace(" ,", ","))


def test_a_place_and_what_it_is_do_not_speak() -> None:
    one = unit("they/PRP took/VBD Velm/NNP Hills/NNP ,/, a/DT small/JJ town/NN ,/, said/VBD")
    assert phrase_apposed(one, _verb(one.doc)) is None
