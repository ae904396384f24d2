"""By whose hand: the author that a sentence gives to what a verb or noun tells."""

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.parties.perpetrators import perpetrator


def author(words: str, trigger: str = "killed") -> str | None:
    """The author of what a word tells."""
    sentence = report("Filler/NN .", "Filler/NN .", "Filler/NN .", words).sentences[3]
    token = next(t for t in sentence.unit.doc if t.text == trigger)
    found = perpetrator(sentence, token.i)
    return found.text if found else None


ACTIVE = "The//det>army army//nsubj>killed killed/VBD four//nummod>villagers villagers//dobj>killed"
DEAD = "Four//nummod>villagers villagers//nsubjpass>killed were//auxpass>killed killed"
DIED = "Four//nummod>villagers villagers//nsubj>died died"
STRUCK = "killed/VBD four//nummod>villagers villagers//dobj>killed"


def test_the_subject_of_the_active_is_the_author() -> None:
    assert author(ACTIVE) == "army"


def test_the_agent_of_the_passive_is_the_author() -> None:
    words = f"{DEAD} by//agent>killed Russian/JJ/amod>warplanes warplanes//pobj>by"
    assert author(words) == "Russian warplanes"


def test_a_hedge_is_no_part_of_a_name() -> None:
    words = f"{DEAD} by//agent>killed apparently/RB/advmod>warplanes Russian/JJ/amod>warplanes warplanes//pobj>by"
    assert author(words) == "Russian warplanes"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"Government//compound>shelling shelling/NN/nsubj>killed {STRUCK}", "Government"),
        (f"The//det>strike Russian/JJ/amod>strike strike/NN/nsubj>killed {STRUCK}", "Russian"),
        (
            (f"An//det>strike strike//nsubj>killed by//prep>strike the//det>coalition coalition//pobj>by {STRUCK}"),
            "coalition",
        ),
        (f"Shells//nsubj>killed fired/VBN/acl>Shells by//agent>fired rebels//pobj>by {STRUCK}", "rebels"),
        (
            (f"Bombing/NN/nsubj>killed and//cc>Bombing army//compound>shelling shelling/NN/conj>Bombing {STRUCK}"),
            "army",
        ),
        (
            (f"Army//compound>shelling shelling/NN/nsubj>killed and//cc>shelling bombing/NN/conj>shelling {STRUCK}"),
            "Army",
        ),
        (
            (
                "A//det>raid raid//nsubj>killed by//prep>raid strikes//pobj>2 from/IN/prep>strikes "
                f"rebels//pobj>from {STRUCK}"
            ),
            "rebels",
        ),
    ],
)
def test_an_act_has_its_author_in_its_own_phrase(words: str, found: str) -> None:
    assert author(words) == found


def test_the_attack_somebody_claimed_is_theirs() -> None:
    words = f"{DIED} in//prep>died an//det>attack attack//pobj>in claimed//acl>attack by//agent>claimed rebels//pobj>by"
    assert author(words, "died") == "rebels"


def test_a_participle_has_the_author_of_the_verb_above() -> None:
    words = (
        "Rebels//nsubj>fired fired/VBD rockets//dobj>fired at//prep>fired Kafrun//pobj>at ,//punct>fired "
        "killing//advcl>fired three//nummod>soldiers soldiers//dobj>killing"
    )
    assert author(words, "killing") == "Rebels"


def test_the_passive_takes_its_author_from_a_clause() -> None:
    words = f"{DEAD} when/WRB/advmod>fired rebels//nsubj>fired fired/VBD/advcl>killed rockets//dobj>fired"
    assert author(words) == "rebels"


def test_another_clause_of_force_may_name_the_author() -> None:
    words = f"{DIED} as//mark>shelled troops//nsubj>shelled shelled/VBD/advcl>died the//det>town town//dobj>shelled"
    assert author(words, "died") == "troops"


def test_who_is_accused_of_an_act_is_its_author() -> None:
    words = (
        "They//nsubj>accused accused/VBD the//det>army army//dobj>accused of//prep>accused killing//pcomp>of "
        "four//nummod>villagers villagers//dobj>killing"
    )
    assert author(words, "killing") == "army"


def test_a_relative_clause_speaks_of_the_noun_before_it() -> None:
    words = "The//det>army army who//nsubj>killed killed/VBD/relcl>army four//nummod>villagers villagers//dobj>killed"
    assert author(words) == "army"


def test_an_act_carried_out_is_its_carriers() -> None:
    words = (
        "Rebels//nsubj>launched launched/VBD an//det>attack attack//dobj>launched that/WDT/nsubj>killed "
        "killed/VBD/relcl>attack four//nummod>villagers villagers//dobj>killed"
    )
    assert author(words) == "Rebels"


@pytest.mark.parametrize(
    "words",
    [
        "Three//nummod>soldiers soldiers//nsubj>died died yesterday//npadvmod>died",
        "The//det>rebels rebels//nsubj>lost lost three//nummod>fighters fighters//dobj>lost",
    ],
)
def test_whom_it_befalls_is_no_author(words: str) -> None:
    assert author(words, "died" if "died" in words else "lost") is None


@pytest.mark.parametrize(
    "words",
    [
        f"The//det>attack attack//nsubj>killed {STRUCK}",
        f"The//det>attack Monday//compound>attack attack//nsubj>killed {STRUCK}",
        f"The//det>attack Mar./NNP/compound>attack attack//nsubj>killed {STRUCK}",
        f"A//det>bombing car//compound>bombing bombing/NN/nsubj>killed {STRUCK}",
        f"It//nsubj>killed {STRUCK}",
        f"A//det>villager villager//nsubj>killed {STRUCK}",
        DEAD,
    ],
)
def test_where_no_party_is_named_there_is_no_author(words: str) -> None:
    assert author(words) is None


def test_a_town_is_no_author() -> None:
    words = (
        "Shelling/NN/nsubj>killed in//prep>Shelling the//det>town town//pobj>in of//prep>town Kafrun//pobj>of "
    ) + STRUCK
    assert author(words) is None


def test_a_town_before_an_attack_is_where_it_was() -> None:
    assert author(f"The//det>strike Aleppo//compound>strike strike/NN/nsubj>killed {STRUCK}") is None


def test_whoever_tells_of_it_did_not_do_it() -> None:
    words = (
        "The//det>army army//nsubj>said said four//nummod>villagers villagers//nsubjpass>killed were//auxpass>killed "
        "killed//ccomp>said"
    )
    assert author(words) is None
