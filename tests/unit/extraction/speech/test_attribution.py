"""Acts of speech in a sentence: who, and what the act covers."""

import pytest

from tests.unit.extraction.speech.tagged import unit
from vedette.extraction.speech.attribution import Said, find_said, innermost


def _covered(words: str, said: Said) -> str:
    doc = unit(words).doc
    return " ".join(doc[a:b].text for a, b in said.content)


def test_a_speaker_at_the_end_covers_what_came_before() -> None:
    words = "nine/CD people/NNS were/VBD killed/VBN in/IN Azaz/NNP local/JJ sources/NNS said/VBD on/IN Monday/NNP ./."
    (said,) = find_said(unit(words))
    assert said.source is not None
    assert said.source.words == "local sources"
    assert _covered(words, said) == "nine people were killed in Azaz"


def test_a_speaker_at_the_head_covers_what_follows() -> None:
    words = "the/DT ministry/NN said/VBD on/IN Monday/NNP that/IN nine/CD people/NNS were/VBD killed/VBN ./."
    (said,) = find_said(unit(words))
    assert _covered(words, said) == "nine people were killed."


def test_of_two_speakers_at_the_end_the_first_is_the_origin() -> None:
    words = (
        "nine/CD people/NNS were/VBD killed/VBN a/DT source/NN in/IN the/DT province/NN said/VBD on/IN Monday/NNP "
        "SANA/NNP reported/VBD ./."
    )
    acts = innermost(find_said(unit(words)), 3)
    assert [a.source.words for a in acts if a.source] == ["SANA", "source in the province"]


def test_two_speakers_either_side_of_a_semicolon_keep_apart() -> None:
    words = "the/DT army/NN said/VBD it/PRP left/VBD ;/: the/DT officials/NNS said/VBD nobody/NN died/VBD ./."
    first, second = find_said(unit(words))
    assert _covered(words, first) == "it left"
    assert _covered(words, second) == "nobody died."


def test_whom_it_was_told_is_the_relay_and_not_what_was_told() -> None:
    words = "he/PRP told/VBD dpa/NN that/IN nine/CD people/NNS died/VBD ./."
    (said,) = find_said(unit(words))
    assert said.relay is not None
    assert said.relay.words == "dpa"
    assert _covered(words, said) == "nine people died."


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Toll/NN in/IN Azaz/NNP rises/VBZ to/IN 76/CD :/: monitor/NN", "monitor"),
        ("Orlova/NNP :/: all/DT bridges/NNS were/VBD destroyed/VBN", "Orlova"),
        ("Kostin/NNP village/NN is/VBZ free/JJ —/: defence/NN ministry/NN", "defence ministry"),
    ],
    ids=["colon at the end", "colon at the head", "dash"],
)
def test_headlines_name_speakers_without_a_verb(words: str, speaker: str) -> None:
    acts = find_said(unit(words))
    assert [a.source.words for a in acts if a.source] == [speaker]


def test_according_to_covers_what_came_before() -> None:
    words = "nine/CD people/NNS were/VBD killed/VBN ,/, according/VBG to/IN the/DT monitor/NN ./."
    (said,) = find_said(unit(words))
    assert said.source is not None
    assert said.source.words == "monitor"
    assert said.covers(3)


def test_adding_goes_on_with_the_speaker_before() -> None:
    words = "six/CD died/VBD ,/, the/DT mayor/NN said/VBD ,/, adding/VBG that/IN ten/CD fled/VBD ./."
    acts = innermost(find_said(unit(words)), 9)
    assert {a.source.words for a in acts if a.source} == {"mayor"}


@pytest.mark.parametrize(
    "words",
    [
        "the/DT strike/NN claiming/VBG the/DT lives/NNS of/IN six/CD people/NNS ./.",
        "the/DT reported/VBN strike/NN killed/VBD six/CD people/NNS ./.",
        "evidence/NN says/VBZ little/JJ ./.",
    ],
    ids=["claiming lives", "a participle", "evidence is no speaker"],
)
def test_words_of_speech_without_a_speaker_are_no_act(words: str) -> None:
    assert find_said(unit(words)) == ()
