"""How many of whom: what counts people, and which noun is counted."""

import pytest

from tests.unit.extraction.effects.written import parsed
from vedette.extraction.counting.counts import Count, find_counts, person_class
from vedette.model.claim import VictimClass

CIVILIAN, COMBATANT, MIXED = VictimClass.CIVILIAN, VictimClass.COMBATANT, VictimClass.MIXED


def counts(words: str) -> list[tuple[int, str | None]]:
    """Number and counted noun of every count."""
    doc = parsed(words)
    return [(c.quantity.low, doc[c.head].text if c.head is not None else None) for c in find_counts(doc)]


def only(words: str) -> Count:
    (count,) = find_counts(parsed(words))
    return count


def test_the_head_is_the_last_noun_of_the_run() -> None:
    assert counts("Shells killed/VBD 16 young government/NN soldiers") == [(16, "soldiers")]


def test_a_count_has_the_class_of_its_head() -> None:
    assert only("Shells killed/VBD three villagers").group is CIVILIAN
    assert only("Shells killed/VBD three gunmen/NNS").group is COMBATANT


def test_a_count_runs_from_its_first_modifier_to_its_head() -> None:
    doc = parsed("Shells killed/VBD at least 16 young villagers when/WRB")
    (count,) = find_counts(doc)
    assert doc[count.start : count.end].text == "at least 16 young villagers"
    assert doc[count.number].text == "16"


def test_of_the_leads_to_the_noun() -> None:
    assert counts("Shells killed/VBD dozens of the villagers") == [(24, "villagers")]


def test_of_them_looks_ahead_for_who_they_are() -> None:
    assert counts("The dead included/VBD nine of them women") == [(9, "women")]
    assert counts("Nine of them were loyalist/NN fighters") == [(9, "fighters")]
    assert counts("Nine of them were also released") == [(9, None)]


def test_brackets_inside_the_noun_phrase_are_passed_over() -> None:
    assert counts("Shells killed/VBD 12 ( twelve/NN ) villagers") == [(12, "villagers")]


def test_numbers_of_things_are_left_out() -> None:
    assert counts("The army destroyed 16 tanks and 3 houses") == []
    assert counts("It lies 15 kilometers from the town") == []


def test_an_unknown_noun_may_count_people() -> None:
    count = only("Shells killed/VBD 16 stonemasons")
    assert (count.quantity.low, count.group) == (16, None)


def test_a_bare_number_before_its_verb_counts() -> None:
    assert counts("Blast kills/VBZ 18") == [(18, None)]


def test_what_a_headline_goes_on_with_is_not_counted() -> None:
    assert counts("Blast kills/VBZ 18 Drone/NN falls/VBZ") == [(18, None)]


@pytest.mark.parametrize(
    "words",
    [
        "A 5 - year - old villager/NN spoke/VBD",
        "Ziad/NNP , 13 , suffered/VBD",
        "The girl of 9 spoke/VBD",
        "The man aged 44 spoke/VBD",
    ],
)
def test_an_age_is_no_count(words: str) -> None:
    assert not [c for c in find_counts(parsed(words)) if c.quantity.low > 1]


@pytest.mark.parametrize("words", ["On 8 March people fled", "In 2016 people fled", "By March 8 people fled"])
def test_a_date_is_no_count(words: str) -> None:
    assert counts(words) == []


def test_tokens_of_a_time_expression_count_nothing() -> None:
    doc = parsed("After 20 days 30 people fled")
    assert [c.quantity.low for c in find_counts(doc, frozenset({0, 1, 2}))] == [30]


def test_families_are_the_least_number_of_people() -> None:
    count = only("Some 300 families/NNS fled")
    assert (count.quantity.low, count.quantity.high, count.group) == (300, None, CIVILIAN)


def test_a_family_of_six_is_six_civilians() -> None:
    count = only("Shells killed/VBD a family of six")
    assert (count.quantity.low, count.group) == (6, CIVILIAN)


def test_members_of_a_family_of_six_are_counted_without_the_noun() -> None:
    assert counts("Shells killed/VBD 6 of a family of six")[0][0] == 6


def test_an_article_counts_one_person_weakly() -> None:
    count = only("Shells killed/VBD a soldier")
    assert (count.quantity.low, count.quantity.high, count.weak) == (1, 1, True)


def test_one_soldier_is_no_weak_count() -> None:
    assert not only("Shells killed/VBD one soldier").weak


@pytest.mark.parametrize("words", ["It hit a house", "He wants a villagers", "They saw/VBD a figure"])
def test_an_article_before_another_noun_counts_nobody(words: str) -> None:
    assert counts(words) == []


def test_persons_joined_are_added_up() -> None:
    count = only("Shells killed/VBD a man , a woman and a child")
    assert (count.quantity.low, count.group) == (3, CIVILIAN)


def test_a_man_and_his_wife_are_two() -> None:
    assert only("Shells killed/VBD a farmer and his wife").quantity.low == 2


def test_a_soldier_and_a_villager_are_mixed() -> None:
    assert only("Shells killed/VBD a soldier and a villager").group is MIXED


def test_persons_that_are_parts_are_not_added_up() -> None:
    assert [low for low, _ in counts("Seven dead including a farmer and a nurse")] == [7, 1, 1]


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("Aid/NN worker dies/VBZ in detention", "worker"),
        ("Update/NN : Gunman/NN killed/VBN at gate", "Gunman"),
        ("Farmer/NN , 61/CD , killed/VBN by mine", "Farmer"),
    ],
)
def test_a_headline_leaves_out_the_article_of_one_person(words: str, head: str) -> None:
    doc = parsed(words)
    first = find_counts(doc)[0]
    assert (first.quantity.low, doc[first.head or 0].text, first.weak) == (1, head, True)


def test_inside_a_sentence_no_article_is_missing() -> None:
    assert counts("They say/VBP worker dies/VBZ") == []


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("schoolchild", CIVILIAN),
        ("policemen", COMBATANT),
        ("rebels", COMBATANT),
        ("people", VictimClass.UNSPECIFIED),
        ("lorries", None),
        ("air", None),
        ("servicemen", COMBATANT),
    ],
)
def test_the_lexicon_tells_whom_a_noun_names(word: str, group: VictimClass | None) -> None:
    assert person_class(parsed(f"the {word}/NNS"), 1) is group


def test_a_place_kind_is_no_person() -> None:
    assert counts("Rebels took 14 villages") == []


def test_two_counts_in_a_row_stay_two() -> None:
    assert counts("Shells killed/VBD two women and five children") == [(2, "women"), (5, "children")]


def test_a_number_before_a_new_sentence_of_a_headline_is_left_out() -> None:
    assert counts("It was 14 About 20 people fled") == [(20, "people")]


def test_a_heap_of_words_of_bound_is_no_count_from_its_first_word() -> None:
    (count,) = find_counts(parsed("about some around nearly almost roughly close to 5 people"))
    assert count.start > 0
