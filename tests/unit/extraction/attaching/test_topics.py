"""Acts that a sentence only speaks of take no day from what is done about them."""

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.attaching.topics import of_the_talk

COURT = (
    "The//det>court court//nsubj>{verb} {verb}/VBD on//prep>{verb} Monday//pobj>on {men}//dobj>{verb} "
    "{held}//acl>{men} in//prep>{held} the//det>massacre massacre/NN/pobj>in ."
)


def talked(words: str, act: str = "massacre") -> bool:
    told = report("Nothing/NN more/JJR was known/VBN .", words).sentences[1]
    token = next(t.i for t in told.unit.doc if t.text == act)
    return of_the_talk(told.unit.doc, told.times[0], token)


@pytest.mark.parametrize(("held", "expected"), [("implicated/VBN", True), ("involving/VBG", False)])
def test_those_held_for_an_act_are_dealt_with_later(held: str, expected: bool) -> None:
    word = held.partition("/")[0]
    words = COURT.replace("{held}//", f"{held}/").replace("{held}", word).format(verb="heard", men="men")
    assert talked(words) is expected


def test_a_charge_comes_after_the_act() -> None:
    words = (
        "Two//nummod>men men//nsubjpass>implicated were//auxpass>implicated implicated/VBN on//prep>implicated "
        "Monday//pobj>on in//prep>implicated the//det>massacre massacre/NN/pobj>in ."
    )
    assert talked(words)


def test_an_act_is_looked_into_after_it() -> None:
    words = (
        "The//det>massacre massacre/NN/nsubjpass>investigated was//auxpass>investigated investigated/VBN "
        "on//prep>investigated Monday//pobj>on ."
    )
    assert talked(words)


def test_what_an_act_did_it_did_on_its_day() -> None:
    words = (
        "The//det>massacre massacre/NN/nsubj>shook shook/VBD the//det>town town/NN/dobj>shook on//prep>shook "
        "Monday//pobj>on ."
    )
    assert not talked(words)


def test_a_day_of_its_own_dates_an_act() -> None:
    words = (
        "The//det>court court//nsubj>investigated investigated/VBD the//det>massacre massacre/NN/dobj>investigated "
        "on//prep>massacre Monday//pobj>on ."
    )
    assert not talked(words)
