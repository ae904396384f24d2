"""Acts that a report only speaks of are no events beside the one that it tells."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import actor, claim, document, event, evidence, place, resolved, toll
from vedette.model.claim import Claim, Effect, EventType
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, Role
from vedette.model.times import Basis, Precision, When, day
from vedette.reconciliation.reconcile import reconcile

DAY = dt.date(2016, 7, 5)
HERE = PlaceMention("in Aleppo", "Aleppo")


def spoken(at: int = 900, when: When | None = None, **more: Any) -> Claim:
    where = PlaceMention("there", "Aleppo", inferred=True)
    values: dict[str, Any] = {"when": when, "where": where, "evidence": evidence("strike", at), **more}
    return claim(event(), **values)


def background(*claims: Claim) -> list[bool]:
    doc = document()
    return [e.background for e in reconcile([resolved(c) for c in claims], {doc.id: doc}).events]


def test_a_strike_without_day_or_place_of_its_own_is_talk() -> None:
    assert background(spoken()) == [True]
    assert background(spoken(when=day(DAY, basis=Basis.INFERRED))) == [True]


def test_a_strike_on_no_day_is_talk_wherever_it_is_said_to_be() -> None:
    assert background(spoken(where=HERE)) == [True]
    assert background(spoken(when=day(DAY, basis=Basis.INFERRED), where=HERE)) == [True]


def test_nor_is_one_of_weeks_or_one_that_is_pointed_back_to_an_event_of_its_own() -> None:
    weeks = When(DAY, DAY + dt.timedelta(days=20), Precision.INTERVAL, Basis.STATED)
    assert background(spoken(when=weeks, where=HERE)) == [True]
    again = evidence("strike", 900, before="who condemned the suspected ")
    assert background(spoken(when=day(DAY), where=HERE, evidence=again)) == [True]


def test_a_figure_without_a_setting_is_no_event_by_itself() -> None:
    def figure(at: int, **more: Any) -> Claim:
        where = PlaceMention("there", "Aleppo", inferred=True)
        return claim(toll(), evidence=evidence("16 dead", at), **{"when": None, "where": where, **more})

    assert background(figure(900)) == [True]
    assert background(figure(20)) == [False]
    assert background(figure(900, where=HERE)) == [False]


@pytest.mark.parametrize(
    ("before", "words", "alone"),
    [
        ("", "one of the wounded", True),
        ("", "identified one of those slain", True),
        ("", "The dead included five boys", True),
        ("Among the dead ", "were four nurses", True),
        ("", "he was one of two people killed", True),
        ("", "four nurses were killed", False),
    ],
)
def test_some_of_those_whom_a_report_counts_elsewhere_are_no_event(before: str, words: str, *, alone: bool) -> None:
    where = evidence(words, 300, before=before)
    assert background(claim(toll(5, 5), evidence=where, when=day(DAY), where=HERE)) == [alone]


@pytest.mark.parametrize(
    ("before", "talk"),
    [
        ("the end of the freeze on the ", True),
        ("who took part in a large ", True),
        ("who crossed the border trying to ", True),
        ("nothing was heard during this week's ", True),
        ("planes carried out a ", False),
        ("rebels managed to ", False),
    ],
)
def test_an_act_that_is_named_beside_another_is_talk_below_the_title(before: str, *, talk: bool) -> None:
    again = evidence("strike", 900, before=before)
    assert background(spoken(when=day(DAY), where=HERE, evidence=again)) == [talk]
    assert background(spoken(20, when=day(DAY), where=HERE, evidence=replace(again, span=Span(20, 26)))) == [False]


def test_a_few_and_who_is_shut_in_are_no_event_by_themselves() -> None:
    few = replace(toll(), quantity=Quantity(3, None, approximate=True))
    shut_in = replace(toll(), effect=Effect.BESIEGED)
    for content, talk in ((few, True), (shut_in, True), (toll(), False)):
        assert background(claim(content, evidence=evidence("those", 900), when=day(DAY), where=HERE)) == [talk]


def test_nobody_hurt_is_no_event_by_itself() -> None:
    nobody = claim(toll(0, 0), evidence=evidence("no deaths", 900))
    assert background(nobody) == [True]
    assert background(nobody, claim(event(), evidence=evidence("strike", 900))) == [False]


@pytest.mark.parametrize(
    "told",
    [
        spoken(at=20),
        spoken(when=day(DAY), where=HERE),
    ],
    ids=["in the lead", "with a place and a day"],
)
def test_what_is_told_with_words_of_its_own_is_an_event(told: Claim) -> None:
    assert background(told) == [False]


def words(told: str, kind: EventType = EventType.ATTACK, when: When | None = None) -> list[bool]:
    """Whether an act in the lead of a report is background, by the sentence that tells it."""
    said = replace(evidence(told, 20), sentence=Span(0, len(told)))
    content = replace(event(), type=kind)
    doc = replace(document(), text=told)
    found = claim(content, evidence=said, when=when, where=HERE)
    return [e.background for e in reconcile([resolved(found)], {doc.id: doc}).events]


def test_an_act_that_is_condemned_on_no_day_is_talk() -> None:
    assert words("The council condemned the massacre in Aleppo.") == [True]
    assert words("Troops carried out a massacre in Aleppo.") == [False]
    assert words("The council condemned the massacre in Aleppo.", when=day(DAY)) == [False]


def test_a_deed_recalled_by_what_it_cost_is_talk() -> None:
    assert words("Envoys met after the attack in Aleppo that killed ten.") == [True]
    assert words("Envoys met after the attack in Aleppo that killed ten.", when=day(DAY)) == [False]
    assert words("The envoys discussed the raid in Aleppo.") == [True]


def test_the_caption_of_a_photograph_tells_no_event() -> None:
    assert words("A man walks past a house hit by a raid in Aleppo.", when=day(DAY)) == [True]
    assert words("Smoke rises after a raid in Aleppo.", when=day(DAY)) == [True]
    assert words("A rocket hit a house in Aleppo.", when=day(DAY)) == [False]


def test_what_is_pointed_back_to_below_the_title_is_talk() -> None:
    again = evidence("attack", 200, before="The ")
    assert background(claim(event(), evidence=again, when=day(DAY), where=HERE)) == [True]
    assert background(claim(event(), evidence=evidence("attack", 20, before="The "), when=day(DAY), where=HERE)) == [
        False
    ]


def test_when_a_deed_came_is_said_of_one_told_before() -> None:
    text = "Nothing else. " * 15 + "Monday's bombings came as fighters pressed on with their assault on Aleppo."
    doc = replace(document(), text=text)
    said = replace(evidence("bombings", text.index("bombings")), sentence=Span(text.index("Monday"), len(text)))
    found = resolved(claim(event(), evidence=said, when=day(DAY), where=HERE))
    assert [e.background for e in reconcile([found], {doc.id: doc}).events] == [True]


def test_operations_across_a_country_are_no_act_by_themselves() -> None:
    text = "Troops went on with their operations across the country."
    doc = replace(document(), text=text)
    said = replace(evidence("operations", text.index("operations")), sentence=Span(0, len(text)))
    land = PlaceResolution("the country", PlacePrecision.COUNTRY, None, "Syria", country="SY", reason="of its war")
    for where, talk in ((land, True), (place(), False)):
        found = resolved(claim(event(), evidence=said, when=day(DAY), where=HERE), place=where)
        assert [e.background for e in reconcile([found], {doc.id: doc}).events] == [talk]


def test_operations_in_several_areas_are_not_set_where_the_report_is() -> None:
    text = "Troops went on with their operations in several areas."
    doc = replace(document(), text=text)
    said = replace(evidence("operations", text.index("operations")), sentence=Span(0, len(text)))
    for where, talk in ((replace(HERE, inferred=True), True), (HERE, False)):
        found = resolved(claim(event(), evidence=said, when=day(DAY), where=where), place=place())
        assert [e.background for e in reconcile([found], {doc.id: doc}).events] == [talk]


def test_a_truce_that_is_over_is_no_agreement() -> None:
    assert words("A ceasefire in Aleppo has collapsed.", EventType.AGREEMENT, day(DAY)) == [True]
    assert words("Brokered ceasefire ends in Aleppo.", EventType.AGREEMENT, day(DAY)) == [True]
    assert words("A ceasefire in Aleppo was agreed.", EventType.AGREEMENT, day(DAY)) == [False]


def test_what_lies_ahead_of_its_report_has_not_happened() -> None:
    assert background(claim(event(), evidence=evidence("strike", 20), when=day(dt.date(2031, 1, 1)))) == [True]


def test_hundreds_in_a_word_are_a_sum_and_no_event_by_themselves() -> None:
    many = replace(toll(), quantity=Quantity(200, None, approximate=True))
    assert background(claim(many, evidence=evidence("hundreds", 20), when=day(DAY), where=HERE)) == [True]


def test_who_dies_while_a_truce_is_named_dies_in_none() -> None:
    """A truce in the sentence of a figure says nothing of what killed."""
    doc = replace(document(), text="Shells killed 16 as the truce began.")
    whole = Span(0, len(doc.text))
    said = [
        claim(content, evidence=replace(evidence(words, 7), sentence=whole), when=day(DAY), where=HERE)
        for content, words in ((toll(), "killed 16"), (replace(event(), type=EventType.AGREEMENT), "truce"))
    ]
    events = reconcile([resolved(c) for c in said], {doc.id: doc}).events
    assert [e.type for e in events if e.tolls] == [EventType.OTHER]


def test_who_dies_with_a_vehicle_that_was_destroyed_dies_in_no_destruction() -> None:
    said = [
        claim(toll(), evidence=evidence("16 dead", 20)),
        claim(replace(event(), type=EventType.PROPERTY_DESTRUCTION), evidence=evidence("destroyed a truck", 40)),
    ]
    doc = document()
    events = reconcile([resolved(c) for c in said], {doc.id: doc}).events
    assert EventType.PROPERTY_DESTRUCTION not in {e.type for e in events if e.tolls}


def test_who_only_tells_of_a_deed_neither_did_nor_suffered_it() -> None:
    def parties(*actors: ActorResolution) -> list[str]:
        doc = document()
        (found,) = reconcile([resolved(claim(event()), actors=actors)], {doc.id: doc}).events
        return [p.name for p in found.parties]

    teller, army = actor(), actor(Role.ACTOR, "Army", "government")
    assert parties(teller, army, actor(Role.TARGET)) == ["Army"]
    assert parties(teller, replace(army, name="whose planes", actor=None)) == []
    assert parties(teller, replace(army, name="major", actor=None)) == []
    said = actor(Role.CLAIMANT, "Army", "government")
    assert parties(said, army) == ["Army"]  # who takes part in the war may tell of his own deeds
