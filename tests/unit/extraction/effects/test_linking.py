"""What befell the people counted: every pattern and relation by its name."""

import pytest

from tests.unit.extraction.effects.written import parsed
from vedette.extraction.counting.counts import find_counts
from vedette.extraction.effects.linking import link_counts, resumes
from vedette.model.claim import Effect

KILLED, INJURED, CASUALTIES, CAPTURED = Effect.KILLED, Effect.INJURED, Effect.CASUALTIES, Effect.CAPTURED
DISPLACED, EVACUATED, BESIEGED, MISSING = Effect.DISPLACED, Effect.EVACUATED, Effect.BESIEGED, Effect.MISSING


def linked(words: str) -> list[tuple[int, Effect, str]]:
    """Number, effect and rule of every count that something befell."""
    doc = parsed(words)
    counts = find_counts(doc)
    return [
        (counts[n].quantity.low, link.effect, link.rule) for n, ls in link_counts(doc, counts).items() for link in ls
    ]


def triggers(words: str) -> list[str]:
    doc = parsed(words)
    return [doc[link.trigger].text for ls in link_counts(doc, find_counts(doc)).values() for link in ls]


def parts(words: str) -> dict[int, int | None]:
    """For each number the number of which it is a part."""
    doc = parsed(words)
    counts = find_counts(doc)
    return {
        counts[n].quantity.low: counts[ls[0].part_of].quantity.low if ls[0].part_of is not None else None
        for n, ls in link_counts(doc, counts).items()
    }


@pytest.mark.parametrize(
    ("words", "effect", "rule"),
    [
        ("Shells killed/VBD 16 villagers", KILLED, "verb before"),
        ("Shells wounding 16 villagers", INJURED, "verb before"),
        ("Fighting displaced/VBD some 300 villagers", DISPLACED, "verb before"),
        ("The army arrested/VBD another 20 villagers", CAPTURED, "verb before"),
        ("Boats evacuated/VBD the 40 villagers", EVACUATED, "verb before"),
        ("The army lost 25 soldiers", KILLED, "verb before"),
        ("16 villagers were killed", KILLED, "participle after"),
        ("16 villagers have also been wounded", INJURED, "participle after"),
        ("16 villagers remain/VBP trapped", BESIEGED, "participle after"),
        ("16 villagers dead in Kafrun", KILLED, "dead or alive"),
        ("16 villagers are still missing/JJ", MISSING, "dead or alive"),
        ("16 villagers who fled", DISPLACED, "verb after"),
        ("16 villagers died", KILLED, "verb after"),
        ("16 villagers were shot dead", KILLED, "phrase after"),
        ("16 villagers were taken hostage", CAPTURED, "phrase after"),
        ("16 villagers lost their lives", KILLED, "phrase after"),
        ("16 villagers crossed/VBD the border", DISPLACED, "phrase after"),
        ("16 villagers are in captivity", CAPTURED, "phrase after"),
        ("16 villagers suffered/VBD bad burns", INJURED, "suffered injuries"),
        ("Rebels shot dead four officers", KILLED, "phrase before"),
        ("Rebels gunned down/RP four officers", KILLED, "phrase before"),
        ("Rebels took hostage four officers", CAPTURED, "phrase before"),
        ("The blast left 12 soldiers dead", KILLED, "left dead"),
        ("The blast left 12 soldiers badly wounded", INJURED, "left dead"),
        ("The shelling claimed/VBD 15 lives", KILLED, "lives claimed"),
        ("The shelling claimed/VBD the lives of 15 villagers", KILLED, "of a noun"),
        ("The killing/NN of 20 villagers", KILLED, "of a noun"),
        ("The arrest of at least 20 villagers", CAPTURED, "of a noun"),
        ("The death toll rose to 40", KILLED, "toll"),
        ("The injury toll rose to 40", INJURED, "toll"),
        ("Deaths rose to 40", KILLED, "toll"),
        ("The number of wounded climbed/VBD to 30", INJURED, "number of dead"),
        ("Rebels captured/VBD 20 soldiers", CAPTURED, "people taken"),
        ("Gunmen/NNS took 12 people hostage", CAPTURED, "people taken"),
        ("Gunmen/NNS are holding 13 hostages", CAPTURED, "people taken"),
        ("Two of the dead", KILLED, "of the dead"),
        ("Five of the victims", KILLED, "of the dead"),
        ("40 deaths", KILLED, "counted itself"),
        ("12 injuries", INJURED, "counted itself"),
        ("30 casualties", CASUALTIES, "counted itself"),
        ("300 refugees", DISPLACED, "counted itself"),
        ("Five wounded soldiers", INJURED, "adjective"),
        ("Among the dead were two nurses", KILLED, "among the dead"),
        ("Two nurses were among the dead", KILLED, "among the dead"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value),
)
def test_a_pattern_ties_a_count_to_its_effect(words: str, effect: Effect, rule: str) -> None:
    assert [(e, r) for _, e, r in linked(words)] == [(effect, rule)]


@pytest.mark.parametrize(
    ("words", "effect", "rule"),
    [
        (
            (
                "16//nummod>villagers villagers//nsubjpass>killed of//prep>villagers Kafrun//pobj>of "
                "in//prep>villagers the//det>north north//pobj>in beyond/IN/prep>villagers it//pobj>beyond "
                "were//auxpass>killed killed"
            ),
            KILLED,
            "parsed subject",
        ),
        (
            ("16//nummod>villagers villagers//nsubj>died of//prep>villagers that/DT/det>part part//pobj>of died"),
            KILLED,
            "parsed subject",
        ),
        (
            (
                "16//nummod>villagers villagers//nsubj>injured of//prep>villagers Kafrun//pobj>of , "
                "near//prep>villagers Dorva//pobj>near injured/VBN/ROOT>11 when/WRB/advmod>fell it//nsubj>fell "
                "in//prep>injured fire//pobj>in fell//advcl>injured"
            ),
            INJURED,
            "parsed subject",
        ),
        (
            (
                "Rebels//nsubj>killed killed/VBD , local/JJ/amod>men men//nsubj>said said , 16//nummod>soldiers "
                "soldiers//dobj>killed"
            ),
            KILLED,
            "parsed object",
        ),
        (
            (
                "Rebels//nsubj>seized seized/VBD , local/JJ/amod>men men//nsubj>said said , 16//nummod>soldiers "
                "soldiers//dobj>seized"
            ),
            CAPTURED,
            "people taken",
        ),
        (
            (
                "16//nummod>villagers villagers//nsubj>sustained , men//nsubj>said said , sustained/VBD "
                "deep/JJ/amod>wounds wounds//dobj>sustained"
            ),
            INJURED,
            "suffered injuries",
        ),
        (
            (
                "16//nummod>villagers villagers//nsubj>are , men//nsubj>said said , are among//prep>are "
                "those//pobj>among since//prep>those Monday//pobj>since reported//acl>those killed//acl>reported"
            ),
            KILLED,
            "among the dead",
        ),
        (
            (
                "16//nummod>villagers villagers , all//appos>villagers of//prep>all them//pobj>of "
                "farmers//appos>all , killed//acl>villagers there"
            ),
            KILLED,
            "participle of it",
        ),
        (
            ("Deaths in//prep>3 Kafrun//pobj>in of//prep>Deaths 16//nummod>villagers villagers//pobj>of"),
            KILLED,
            "of a noun",
        ),
        (
            (
                "The//det>toll toll//nsubj>stood stood/VBD yesterday//npadvmod>stood evening//npadvmod>stood , "
                "he//nsubj>said said , at//prep>stood 16//pobj>at"
            ),
            KILLED,
            "toll",
        ),
        (
            (
                "The//det>number number//nsubj>passed of//prep>number displaced//pobj>of passed/VBD , "
                "he//nsubj>said said , 300//dobj>passed"
            ),
            DISPLACED,
            "toll",
        ),
        (
            (
                "The//det>number number//nsubj>passed of//prep>number injured//pobj>of passed/VBD , "
                "he//nsubj>said said , 300//dobj>passed"
            ),
            INJURED,
            "toll",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else str(value),
)
def test_a_relation_ties_a_count_that_stands_apart(words: str, effect: Effect, rule: str) -> None:
    assert (effect, rule) in [(e, r) for _, e, r in linked(words)]


def test_the_trigger_is_the_word_that_says_it() -> None:
    assert triggers("The blast left 12 soldiers dead") == ["dead"]
    assert triggers("The death toll rose to 40") == ["toll"]
    assert triggers("Gunmen/NNS took 12 people hostage") == ["took"]


@pytest.mark.parametrize(
    "words",
    [
        "20 villagers returned/VBD",
        "The army sent/VBD 300 soldiers",
        "Two bombers killed/VBD the villagers",
        "Gunmen/NNS took 12 people home",
        "Rebels free/VBP 12 people hostage",
        "The army captured/VBD 14 tanks",
        "The army lost a soldier",
        "Rebels round/VBP 30 villagers",
        "The shells left 12 soldiers standing",
        "14 prisoners",
    ],
)
def test_where_nothing_befell_them_there_is_no_toll(words: str) -> None:
    assert linked(words) == []


def test_who_kills_is_not_killed() -> None:
    assert linked("Two bombers killed/VBD 12 people") == [(12, KILLED, "verb before")]
    assert linked("Two bombers have killed the villagers") == []


def test_a_headline_of_two_passives_has_both() -> None:
    assert linked("Three people killed/VBN five injured in Kafrun") == [
        (3, KILLED, "participle after"),
        (5, INJURED, "participle after"),
    ]


def test_killed_or_wounded_is_casualties() -> None:
    assert linked("30 people were killed or wounded") == [(30, CASUALTIES, "killed or wounded")]
    assert linked("Shells killed/VBD or wounded/VBD 30 people") == [(30, CASUALTIES, "killed or wounded")]


def test_killed_or_captured_is_no_casualties() -> None:
    assert linked("Rebels killed/VBD or arrested/VBD 30 people") == [(30, CAPTURED, "verb before")]


def test_dead_and_injured_are_two_figures() -> None:
    assert [(n, e) for n, e, _ in linked("Dozens were dead and injured")] == [(24, KILLED), (24, INJURED)]


def test_a_participle_parted_from_the_next_count_is_no_active_verb() -> None:
    assert (9, KILLED, "participle after") in linked("The nine villagers killed included/VBD three nurses")


def test_an_injured_after_the_next_count_is_its_own() -> None:
    assert [(n, e) for n, e, _ in linked("Ten killed and 20 injured")] == [(10, KILLED), (20, INJURED)]


def test_neighbours_share_a_verb_before() -> None:
    assert linked("Shells killed/VBD two soldiers and five villagers") == [
        (2, KILLED, "verb before"),
        (5, KILLED, "shared verb"),
    ]


def test_neighbours_share_a_verb_after() -> None:
    assert linked("Two soldiers and five villagers were killed") == [
        (5, KILLED, "participle after"),
        (2, KILLED, "shared verb"),
    ]


def test_an_article_of_a_person_shares_the_verb() -> None:
    assert [(n, r) for n, _, r in linked("Shells killed/VBD two soldiers plus a villager")] == [
        (2, "verb before"),
        (1, "shared verb"),
    ]


def test_a_count_of_things_shares_no_verb() -> None:
    assert [n for n, _, _ in linked("Shells killed/VBD two soldiers and 30 goats")] == [2]


@pytest.mark.parametrize(
    "words",
    [
        "Nine villagers were killed , including three children",
        "Nine villagers were killed , three of them children",
        "Nine villagers were killed , among them three nurses",
        "Nine villagers were killed , three of whom were nurses",
        "The nine villagers killed included/VBD three nurses",
    ],
)
def test_a_part_points_to_its_whole(words: str) -> None:
    assert parts(words) == {9: None, 3: 9}


def test_a_second_part_points_to_the_same_whole() -> None:
    assert parts("Nine villagers were killed , including three children and two nurses") == {9: None, 3: 9, 2: 9}


def test_a_part_is_no_larger_than_its_whole() -> None:
    assert parts("Nine villagers were killed , including 30 children") == {9: None}


def test_a_part_with_an_effect_of_its_own_has_no_whole_of_another() -> None:
    assert parts("Nine villagers were killed , including three who were wounded")[3] is None


@pytest.mark.parametrize(
    "words", ["The army put/VBD the number at 63", "The initial count had been five", "The tally/NN was 14"]
)
def test_a_figure_is_resumed(words: str) -> None:
    doc = parsed(words)
    assert resumes(doc, find_counts(doc), 0) is not None


def test_of_them_resumes_a_figure() -> None:
    doc = parsed("Nine of them were loyalist/NN fighters")
    found = resumes(doc, find_counts(doc), 0)
    assert found is not None
    assert doc[found].text == "fighters"


@pytest.mark.parametrize(
    "words",
    ["The army sent/VBD the number 63", "They saw/VBD 63", "The number of tanks that day in May was as few as 9"],
)
def test_another_figure_resumes_nothing(words: str) -> None:
    doc = parsed(words)
    assert [resumes(doc, find_counts(doc), n) for n in range(len(find_counts(doc)))] in ([None], [])


def test_a_participle_apart_from_the_count_says_its_fate_with_the_words_behind_it() -> None:
    words = (
        "Five/CD/nummod>people people/NNS/nsubjpass>burned , including/VBG/prep>people three/CD/nummod>children "
        "children/NNS/pobj>including , were/VBD/auxpass>burned burned/VBN/ROOT to/IN/prep>burned death/NN/pobj>to ."
    )
    assert (5, KILLED, "parsed subject") in linked(words)


def test_what_became_of_the_wounded_counts_not_what_they_were() -> None:
    words = "Two/CD/nsubj>died of/IN/prep>Two the wounded/NNS/pobj>of died/VBD/ROOT on the way ."
    assert linked(words) == [(2, KILLED, "parsed subject")]
