"""What the features of a noun phrase hold, and what they must not."""

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.roles.candidates import candidates
from vedette.extraction.roles.features import Seen, features


def seen(text: str, head: str) -> list[str]:
    told = report(text)
    (sentence,) = told.sentences
    doc = sentence.unit.doc
    (candidate,) = [c for c in candidates(doc) if doc[c.head].text == head]
    return features(Seen(told), sentence, candidate)


def test_what_governs_a_noun_is_seen() -> None:
    found = seen("The blast/NN/nsubj>burned burned/VBD/ROOT a school/NN/dobj>burned .", "school")
    assert {"kind:site", "rel:obj", "obj:burn", "site|obj:burn"} <= set(found)


def test_modifiers_and_numbers_are_seen() -> None:
    found = seen(
        "Two/CD/nummod>men masked/JJ/amod>men men/NNS/nsubj>fired fired/VBD/ROOT rockets/NNS/dobj>fired .", "men"
    )
    assert {"number", "mod:masked", "plural", "rel:subj"} <= set(found)


@pytest.mark.parametrize("word", ["militants", "rebels", "soldiers", "insurgents"])
def test_who_is_armed_is_one_word_whatever_the_report_calls_them(word: str) -> None:
    text = "The {0}/NNS/nsubj>attacked attacked/VBD/ROOT a school/NN/dobj>attacked ."
    assert seen(text.format(word), word) == seen(text.format("fighters"), "fighters")


@pytest.mark.parametrize("word", ["slaughtered", "butchered"])
def test_to_kill_is_one_word(word: str) -> None:
    told = seen(f"The men/NNS/nsubj>{word} {word}/VBD/ROOT villagers/NNS/dobj>{word} .", "men")
    assert "subj:=kill" in told
    assert f"subj:{word.removesuffix('ed')}" not in told


def test_no_feature_holds_a_name() -> None:
    found = seen("The Torva/NNP/compound>Front Front/NNP/nsubj>burned burned/VBD/ROOT a bus/NN/dobj>burned .", "Front")
    assert not any("torva" in f.lower() or "front" in f.lower() for f in found)
