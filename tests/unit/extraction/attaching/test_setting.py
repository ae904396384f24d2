"""Where a claim lies, and the incident that a report carries on."""

from collections.abc import Sequence

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.attaching.ahead import told_narrower
from vedette.extraction.attaching.attachment import main_place, own_place
from vedette.extraction.attaching.setting import (
    Incident,
    Settings,
    follow_incidents,
    place_of,
    time_of,
)
from vedette.extraction.report import Report
from vedette.model.mention import PlaceMention

HIT = (
    "Rockets//nsubj>hit hit/VBD a//det>market market//dobj>hit in//prep>hit {place}//pobj>in on//prep>hit "
    "{day}//pobj>on .//punct>hit"
)
DEAD = "Two//nummod>villagers villagers//nsubjpass>killed were//auxpass>killed killed .//punct>killed"
DEAD_IN = (
    "Two//nummod>villagers villagers//nsubjpass>killed were//auxpass>killed killed in//prep>killed {place}//pobj>in "
    ".//punct>killed"
)
PAST = "Nothing/NN more/JJR was known/VBN ."


def tokens(told: Report, *words: str) -> list[list[int]]:
    """By sentence the tokens that are one of these words."""
    return [[t.i for t in s.unit.doc if t.text in words] for s in told.sentences]


def incidents(told: Report, *words: str) -> Sequence[Incident]:
    return follow_incidents(told, tokens(told, *words)).before


def settings(told: Report, *counted: int) -> Settings:
    """What carries on in a report whose acts are its blasts and dead; `counted` sentences tell of tolls."""
    acts = tokens(told, "blast", "killed")
    return follow_incidents(told, acts, [s.unit.index in counted for s in told.sentences])


def names(found: Sequence[Incident]) -> list[str | None]:
    return [i.place.name if i.place else None for i in found]


def own(words: str, trigger: str = "killed") -> str | None:
    told = report(PAST, PAST, PAST, words)
    sentence = told.sentences[3]
    found = own_place(sentence, next(t.i for t in sentence.unit.doc if t.text == trigger))
    return found.name if found else None


@pytest.mark.parametrize(
    "words",
    [
        "Two villagers were killed by fighters of the branch in Idlib , today",
        "Two villagers were killed in a village bordering Turkey , today",
    ],
    ids=["a party's home", "a neighbour"],
)
def test_where_a_party_is_at_home_or_another_country_begins_is_not_where(words: str) -> None:
    assert own(words) is None


def test_an_incident_carries_its_place_and_day_on() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), DEAD, DEAD)
    last = incidents(told, "hit", "killed")[2]
    assert last.place is not None
    assert (last.place.name, last.when.start.isoformat() if last.when else None) == ("Kafrun", "2024-03-04")


def test_another_place_begins_another_incident() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), HIT.format(place="Idlib", day="Tuesday"), DEAD)
    assert names(incidents(told, "hit", "killed")) == ["Kafrun", "Kafrun", "Idlib"]


def test_a_sentence_that_tells_of_nothing_changes_nothing() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), "They/PRP met/VBD in Idlib .", DEAD)
    assert names(incidents(told, "hit", "killed"))[2] == "Kafrun"


def test_history_changes_nothing() -> None:
    history = (
        HIT.replace("on//prep", "during//prep").replace("pobj>on", "pobj>during").format(place="Idlib", day="2016")
    )
    told = report(HIT.format(place="Kafrun", day="Monday"), history, DEAD)
    assert names(incidents(told, "hit", "killed"))[2] == "Kafrun"


def test_a_country_does_not_move_the_incident() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), DEAD_IN.format(place="Syria"), DEAD)
    assert names(incidents(told, "hit", "killed"))[2] == "Kafrun"


def test_a_report_without_places_has_no_place() -> None:
    assert names(incidents(report(DEAD, DEAD), "killed")) == [None, None]


def test_a_sentence_without_a_place_takes_the_incidents() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), DEAD)
    where = place_of(told.sentences[1], 3, incidents(told, "hit")[1])
    assert where is not None
    assert (where.name, where.inferred) == ("Kafrun", True)


def test_its_own_place_is_not_inferred() -> None:
    told = report(DEAD_IN.format(place="Idlib"))
    where = place_of(told.sentences[0], 3, Incident(PlaceMention("Kafrun", "Kafrun"), 1))
    assert where is not None
    assert (where.name, where.inferred) == ("Idlib", False)


def test_nothing_names_no_place() -> None:
    assert place_of(report(DEAD).sentences[0], 3, Incident()) is None


def test_a_sum_of_the_war_has_no_place_of_an_incident() -> None:
    told = report("Since the war began/VBD 300 villagers were killed .")
    trigger = tokens(told, "killed")[0][0]
    assert place_of(told.sentences[0], trigger, Incident(PlaceMention("Kafrun", "Kafrun"), 1)) is None


def test_the_attack_in_a_country_is_the_incidents() -> None:
    incident = Incident(PlaceMention("Kafrun", "Kafrun"), 1)
    anaphoric = report("The//det>attack attack/NN killed/VBD two villagers in Syria .").sentences[0]
    other = report("Shells killed/VBD two villagers in Syria .").sentences[0]
    for sentence, name in ((anaphoric, "Kafrun"), (other, "Syria")):
        where = place_of(sentence, 2, incident)
        assert where is not None
        assert where.name == name


@pytest.mark.parametrize(
    "words",
    [
        (
            "A//det>source source//nsubj>said in//prep>source Damascus//pobj>in said three//nummod>soldiers "
            "soldiers//nsubjpass>killed were//auxpass>killed killed//ccomp>said"
        ),
        (
            "Rebels//nsubj>killed positioned//acl>Rebels in//prep>positioned Homs//pobj>in killed/VBD "
            "six//nummod>villagers villagers//dobj>killed"
        ),
        (
            "Four//nummod>villagers villagers//nsubj>tried tried/VBD to//aux>cross cross/VB/xcomp>tried "
            "the//det>river Melik//compound>river river//dobj>cross and//cc>tried were//auxpass>killed "
            "killed//conj>tried"
        ),
        (
            "Four//nummod>men men//nsubjpass>brought were//auxpass>brought brought/VBN to/IN/prep>brought "
            "hospital//pobj>to in//prep>brought Homs//pobj>in killed//acl>men"
        ),
    ],
    ids=["the speaker's", "a party's", "a line crossed", "a destination"],
)
def test_a_place_of_something_else_is_not_where_it_happened(words: str) -> None:
    told = report(PAST, PAST, PAST, words)
    assert told.sentences[3].places
    assert own(words) is None


def test_the_neighbourhood_is_the_speakers() -> None:
    words = (
        "Activists//nsubj>said in//prep>Activists Alwaer//compound>district district//pobj>in said "
        "rockets//nsubj>killed "
        "killed/VBD/ccomp>said two//nummod>villagers villagers//dobj>killed inside/IN/prep>killed "
        "the//det>neighbourhood neighbourhood//pobj>inside"
    )
    told = report(PAST, PAST, PAST, words)
    sentence = told.sentences[3]
    where = place_of(sentence, 6, Incident())
    assert where is not None
    assert (where.name, where.inferred) == ("Alwaer", True)


def test_the_narrowest_of_a_chain_is_the_place() -> None:
    assert own("Two villagers were killed in Kafrun , north of Aleppo , today") == "Kafrun"


def test_a_wider_owner_stands_before_the_narrower() -> None:
    assert own("Two villagers were killed in Syria 's Kafrun district today") == "Kafrun"


def test_a_chain_says_what_the_place_lies_in() -> None:
    told = report(PAST, PAST, PAST, "Two villagers were killed in Kafrun , in Aleppo , today")
    found = own_place(told.sentences[3], 3)
    assert found is not None
    assert (found.name, found.mention.within) == ("Kafrun", "Aleppo")


def test_the_wider_place_named_again_does_not_move_the_incident() -> None:
    told = report(
        ("Two villagers were killed in Kafrun district , in Homs , today"), DEAD_IN.format(place="Homs"), DEAD
    )
    assert names(incidents(told, "killed"))[2] == "Kafrun"


def test_the_nearer_of_two_places_is_meant() -> None:
    words = (
        "Two//nummod>villagers villagers//nsubjpass>killed were//auxpass>killed killed in//prep>killed "
        "Kafrun//pobj>4 "
        "while//mark>fled others//nsubj>fled fled//advcl>killed from//prep>fled Idlib//pobj>from"
    )
    assert own(words) == "Kafrun"
    assert own(words, "fled") == "Idlib"


def test_a_lead_takes_the_narrower_place_that_follows() -> None:
    told = report(
        DEAD_IN.format(place="Aleppo"),
        (
            "The//det>blast blast//nsubj>hit hit/VBD the//det>quarter Zubdiya//compound>quarter "
            "quarter//dobj>hit .//punct>hit"
        ),
    )
    where = told_narrower(told, settings(told), 0, 1)
    assert where is not None
    assert (where.name, where.inferred) == ("Zubdiya", True)


def test_the_toll_of_a_part_narrows_no_whole() -> None:
    told = report(
        DEAD_IN.format(place="Aleppo"),
        "The//det>toll toll//nsubj>reached in//prep>toll Zubdiya//compound>quarter quarter//pobj>in reached/VBD three",
    )
    assert told_narrower(told, settings(told), 0, 1) is not None
    assert told_narrower(told, settings(told, 1), 0, 1) is None


def test_after_the_lead_nothing_is_narrowed() -> None:
    told = report(
        PAST,
        PAST,
        PAST,
        DEAD_IN.format(place="Aleppo"),
        "The//det>blast blast//nsubj>hit hit/VBD Zubdiya//compound>quarter quarter//dobj>hit",
    )
    assert told_narrower(told, settings(told), 3, 1) is None


def test_another_blast_narrows_nothing() -> None:
    told = report(
        DEAD_IN.format(place="Aleppo"),
        "Another/DT/det>blast blast//nsubj>hit hit/VBD Zubdiya//compound>quarter quarter//dobj>hit",
    )
    assert told_narrower(told, settings(told), 0, 1) is None


def test_the_place_of_a_sentence_is_its_narrowest() -> None:
    sentence = report(PAST, PAST, PAST, "They went/VBD from Aleppo to the district of Karm .").sentences[3]
    found = main_place(sentence)
    assert found is not None
    assert found.name == "Karm"


def test_a_sentence_without_a_day_takes_the_incidents() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), DEAD)
    when = time_of(told, told.sentences[1], 3, incidents(told, "hit")[1])
    assert when is not None
    assert when.start.isoformat() == "2024-03-04"


def test_a_day_fades() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), *[PAST] * 5, DEAD)
    assert time_of(told, told.sentences[6], 3, incidents(told, "hit")[6]) is None


def test_a_sum_of_the_war_has_no_day_of_an_incident() -> None:
    told = report(HIT.format(place="Kafrun", day="Monday"), "The war killed/VBD 300 villagers .")
    assert time_of(told, told.sentences[1], 2, incidents(told, "hit")[1]) is None
