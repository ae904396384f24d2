"""From counts and their effects to tolls: who, how many, in all or at once."""

import datetime as dt

import pytest

from tests.unit.extraction.effects.written import report
from vedette.extraction.attaching.setting import follow_incidents
from vedette.extraction.effects.linking import link_counts
from vedette.extraction.figures.tolls import NOWHERE, TollDraft, counts_of, draft_tolls
from vedette.model.claim import Effect, Scope, VictimClass
from vedette.model.quantity import Quantity

CIVILIAN, COMBATANT, MIXED, UNSPECIFIED = (
    VictimClass.CIVILIAN,
    VictimClass.COMBATANT,
    VictimClass.MIXED,
    VictimClass.UNSPECIFIED,
)
PAST = "Nothing/NN more/JJR was known/VBN ."


def drafts(*sentences: str) -> tuple[TollDraft, ...]:
    told = report(*sentences)
    triggers = [
        [link.trigger for links in link_counts(s.unit.doc, counts_of(s)).values() for link in links]
        for s in told.sentences
    ]
    return draft_tolls(told, follow_incidents(told, triggers))


def victims(*sentences: str) -> list[tuple[int, VictimClass]]:
    return [(d.quantity.low, d.victims.victim_class) for d in drafts(*sentences)]


def only(*sentences: str) -> TollDraft:
    (draft,) = drafts(*sentences)
    return draft


def test_a_toll_holds_what_its_sentence_says() -> None:
    draft = only("On Monday at least 16 young villagers were killed in Kafrun .")
    assert (draft.effect, draft.quantity) == (Effect.KILLED, Quantity(16, None, False, "at least 16"))
    assert (draft.victims.victim_class, draft.victims.group) == (CIVILIAN, "young villagers")
    assert draft.where is not None
    assert draft.where.name == "Kafrun"
    assert draft.when is not None
    assert draft.when.start == dt.date(2024, 3, 4)
    assert draft.scope is Scope.EVENT


def test_the_quote_runs_from_the_count_to_its_effect() -> None:
    assert only("On Monday at least 16 villagers were killed .").quote() == (2, 8)
    assert only("The shells killed/VBD 16 villagers .").quote() == (2, 5)


def test_numbers_of_a_date_count_nobody() -> None:
    assert [d.quantity.low for d in drafts("On 4 March 2024 shells killed/VBD 16 villagers .")] == [16]


def test_without_a_place_a_toll_lies_nowhere() -> None:
    draft = only("Two villagers were killed .")
    assert (draft.where, draft.level) == (None, NOWHERE)


def test_an_inferred_place_is_less_sure_than_its_own() -> None:
    first, second = drafts("Two villagers were killed in Kafrun .", "Then/RB five soldiers died .")
    assert first.level < second.level
    assert second.where is not None
    assert second.where.inferred


def test_a_lead_without_a_day_takes_the_day_that_follows() -> None:
    lead, _ = drafts("Two villagers were killed .", "The shells killed/VBD two men on Monday .")
    assert lead.when is not None
    assert lead.when.start == dt.date(2024, 3, 4)


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("three soldiers", COMBATANT),
        ("three villagers", CIVILIAN),
        ("three people", UNSPECIFIED),
        ("three members of a militia force", COMBATANT),
        ("three members of the council", UNSPECIFIED),
        ("twelve people including civilians and fighters", MIXED),
        ("twelve people including civilians", UNSPECIFIED),
        ("twelve people including 3 civilians and 9 fighters", UNSPECIFIED),
        ("twelve displaced/JJ people", CIVILIAN),
        ("twelve rebel/NN villagers", CIVILIAN),
        ("six fighters others", COMBATANT),
    ],
)
def test_a_count_has_the_class_of_its_words(words: str, group: VictimClass) -> None:
    assert victims(f"Shells killed/VBD {words}")[0][1] is group


def test_others_are_who_the_count_before_them_is() -> None:
    assert victims("Two villagers were killed and three others were wounded .") == [(2, CIVILIAN), (3, CIVILIAN)]


def test_a_bare_number_is_who_the_count_before_it_is() -> None:
    assert victims("18 villagers killed and dozens wounded .") == [(18, CIVILIAN), (24, CIVILIAN)]


def test_a_bare_number_is_who_the_next_count_is() -> None:
    assert victims("Shells killed/VBD two and five villagers .")[0] == (2, CIVILIAN)


def test_others_go_on_from_the_sentence_before() -> None:
    assert victims("Two villagers were killed .", "Seven others were wounded .") == [(2, CIVILIAN), (7, CIVILIAN)]


def test_a_bare_number_does_not_go_on_from_the_sentence_before() -> None:
    assert victims("Two villagers were killed .", "Seven were wounded .")[1] == (7, UNSPECIFIED)


def test_others_far_down_are_nobody_known() -> None:
    assert victims("Two villagers were killed .", *[PAST] * 3, "Seven others were wounded .")[1] == (7, UNSPECIFIED)


def test_a_part_gives_its_class_to_nobody() -> None:
    found = victims("Nine people were killed , including three soldiers , and five others were wounded .")
    assert (5, COMBATANT) not in found


def test_nobody_hurt_is_a_toll_of_none() -> None:
    assert [(d.effect, d.quantity.high) for d in drafts("There were no casualties .")] == [
        (Effect.KILLED, 0),
        (Effect.INJURED, 0),
    ]


def test_a_figure_resumed_has_the_effect_told_before() -> None:
    found = drafts("Two villagers were wounded .", "The army put/VBD the number at 63 .")
    assert (found[1].effect, found[1].link.rule) == (Effect.INJURED, "figure resumed")


def test_nothing_is_resumed_from_far_above() -> None:
    assert len(drafts("Two villagers were wounded .", *[PAST] * 3, "The army put/VBD the number at 63 .")) == 1


def test_a_part_points_to_its_whole_in_the_report() -> None:
    found = drafts("Five soldiers died .", "Nine villagers were killed , including three children .")
    assert [d.part_of for d in found] == [None, None, 1]


@pytest.mark.parametrize(
    "words",
    [
        "Some 300 villagers were killed since January .",
        "Some 300 villagers were killed in February .",
        "The//det>war war//nsubj>killed has//aux>killed killed 300//nummod>villagers villagers//dobj>killed",
    ],
)
def test_what_ran_for_long_is_a_total(words: str) -> None:
    assert only(PAST, words).scope is Scope.CUMULATIVE


def test_what_a_war_has_cost_runs_from_the_day_it_began() -> None:
    total = only(
        "The offensive began on Monday .",
        (
            "The//det>offensive offensive//nsubj>killed has//aux>killed killed 300//nummod>villagers "
            "villagers//dobj>killed"
        ),
    )
    assert total.when is not None
    assert (total.when.start, total.when.days) == (dt.date(2024, 3, 4), 5)


def test_the_author_told_before_goes_on_with_the_attack() -> None:
    strike = (
        "Rebels//nsubj>killed killed/VBD four//nummod>villagers villagers//dobj>killed in//prep>killed Kafrun//pobj>in"
    )
    later = "Three//nummod>others others//nsubjpass>wounded were//auxpass>wounded wounded .//punct>wounded"
    authors = [d.by.text if d.by else None for d in drafts(PAST, PAST, PAST, strike, later)]
    assert authors == ["Rebels", "Rebels"]


def test_another_attack_has_not_the_author_told_before() -> None:
    strike = (
        "Rebels//nsubj>killed killed/VBD four//nummod>villagers villagers//dobj>killed in//prep>killed Kafrun//pobj>in"
    )
    later = (
        "Three//nummod>others others//nsubjpass>wounded were//auxpass>wounded wounded in//prep>wounded "
        "a//det>blast blast//pobj>in"
    )
    war = (
        "Three//nummod>others others//nsubjpass>wounded were//auxpass>wounded wounded in//prep>wounded "
        "the//det>war war//pobj>in"
    )
    for words in (later, war):
        assert drafts(PAST, PAST, PAST, strike, words)[1].by is None


def test_more_people_than_one_event_kills_are_what_a_war_has_cost() -> None:
    found = only("The/DT shelling/NN killed/VBD 60,000/CD people/NNS ./.")
    assert found.scope is Scope.CUMULATIVE
    assert only("The/DT shelling/NN killed/VBD 60/CD people/NNS ./.").scope is Scope.EVENT
