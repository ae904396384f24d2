"""What goes on with an incident of its report is no happening beside it."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import actor, claim, document, event, evidence, place, resolved, toll
from vedette.model.claim import Claim, Effect, EventType, TollContent, VictimClass, Victims
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import PlacePrecision
from vedette.model.times import Basis, Precision, When, day
from vedette.reconciliation.reconcile import reconcile

TUESDAY = day(dt.date(2016, 7, 5))
TOLD_OF = day(dt.date(2016, 7, 5), basis=Basis.INFERRED)
HERE = PlaceMention("in Aleppo", "Aleppo")
THERE = PlaceMention("in Aleppo", "Aleppo", inferred=True)


def told(content: Any, words: str, at: int, sentence: Span | None = None, **more: Any) -> Claim:
    """A claim in a sentence of its own, or in one given."""
    where = sentence or Span(at, at + len(words))
    return claim(content, evidence=evidence(words, at, sentence=where), **{"when": TUESDAY, "where": HERE, **more})


def events(*claims: Claim, text: str = "." * 3000, **more: Any) -> int:
    doc = document(text=text)
    return len(reconcile([resolved(c, **more) for c in claims], {doc.id: doc}).events)


def unset(words: str, at: int, low: int = 16, **more: Any) -> Claim:
    return told(toll(low, low, **more.pop("of", {})), words, at, when=TOLD_OF, where=THERE, **more)


STRIKE = told(event(), "Jets struck Aleppo on Tuesday", 500)


def test_a_figure_without_a_setting_is_of_the_act_before_it() -> None:
    assert events(STRIKE, unset("16 people died", 640)) == 1


def test_one_with_a_setting_of_its_own_is_not() -> None:
    apart = told(toll(), "16 people died in Homs", 640, where=PlaceMention("in Homs", "Homs"))
    doc, homs = document(text="." * 3000), replace(place("Homs", "geonames:169577"), latitude=34.7, longitude=36.7)
    assert len(reconcile([resolved(STRIKE), resolved(apart, place=homs)], {doc.id: doc}).events) == 2


@pytest.mark.parametrize("at", [1200, 2500])
def test_nor_is_what_stands_far_off(at: int) -> None:
    assert events(STRIKE, unset("16 people died", at)) == 2


@pytest.mark.parametrize("words", ["Another 16 people died", "Elsewhere 16 people died", "16 others died"])
def test_nor_what_its_sentence_sets_apart(words: str) -> None:
    text = "." * 640 + words + "." * 500
    assert events(STRIKE, unset(words, 640), text=text) == 2


def test_two_origins_counts_of_one_incident_are_near_each_other() -> None:
    def counted(low: int) -> int:
        whole, other = told(toll(20, 20), "20 died", 500), unset(f"{low} died", 640, low)
        doc = document(text="." * 3000)
        said = [resolved(whole), resolved(other, actors=(actor(name="Example Agency"),))]
        return len(reconcile(said, {doc.id: doc}).events)

    assert (counted(16), counted(3)) == (1, 2)


def test_who_fled_the_war_did_not_flee_one_strike() -> None:
    assert events(STRIKE, unset("16 people fled", 640, of={"effect": Effect.DISPLACED})) == 2


LEAD = Span(40, 120)
COST = [told(toll(), "16 people died", 40, LEAD), told(event(), "strikes", 70, LEAD)]


def test_a_headline_and_its_lead_tell_one_event() -> None:
    headline = told(event(), "Strikes kill 16", 0, when=None, where=PlaceMention("in Syria", "Syria"))
    doc = document(text="." * 3000)
    syria = replace(place("Syria", "geonames:163843"), precision=PlacePrecision.COUNTRY)
    found = reconcile([resolved(headline, place=syria), *map(resolved, COST)], {doc.id: doc})
    assert len(found.events) == 1


def test_an_act_told_again_is_that_which_cost_the_figure() -> None:
    again = told(event(), "Tuesday's strikes", 1900, where=THERE)
    other = told(replace(event(), type=EventType.ARRESTS), "Tuesday's arrests", 1900, where=THERE)
    assert (events(*COST), events(*COST, again), events(*COST, other)) == (1, 1, 2)


def test_an_act_with_a_figure_beside_it_cost_that_one() -> None:
    sentence = Span(1900, 1990)
    more = [told(toll(3, 3), "three died", 1900, sentence), told(event(), "strikes", 1930, sentence)]
    assert events(*COST, *more) == 2


VILLAGE = PlaceMention("in Velm", "Velm")


def rivals(second: Claim, *, who: str = "Example Agency") -> int:
    first = told(toll(56, None), "56 were killed in Velm", 500, where=VILLAGE)
    doc, velm = document(text="." * 3000), replace(place("Velm", "geonames:1"), place=None)
    said = [resolved(first, place=velm), resolved(second, actors=(actor(name=who),))]
    return len(reconcile(said, {doc.id: doc}).events)


def test_the_next_origins_count_is_of_the_same_incident_whichever_place_was_named_last() -> None:
    assert rivals(unset("the toll at 85", 524, 85)) == 1
    assert rivals(unset("the toll at 85", 900, 85)) == 2, "far off it may be of another"
    assert rivals(unset("the toll at 85", 524, 85), who="Example Observatory") == 2, "one origin does not count anew"
    assert rivals(unset("the toll at 9", 524, 9)) == 2, "nor can 9 be all of 56"


def test_the_dead_and_the_injured_of_one_sentence_are_of_one_act() -> None:
    here = Span(500, 560)
    dead = told(toll(6, 6), "killing six people", 500, here)
    hurt = told(toll(30, 30, Effect.INJURED), "wounding 30 others", 530, here, when=None, where=None)
    assert events(dead, hurt) == 1
    more = told(toll(9, 9, Effect.INJURED), "nine in Sahil", 545, here, when=None, where=PlaceMention("Sahil", "Sahil"))
    doc = document(text="." * 3000)
    where = PlaceMention("in Sahil", "Sahil")
    elsewhere = [resolved(dead), resolved(replace(hurt, where=where), place=None), resolved(more, place=None)]
    assert len(reconcile(elsewhere, {doc.id: doc}).events) > 1


def test_the_figure_of_a_lead_that_its_report_counts_again_is_of_one_event() -> None:
    lead = told(toll(27, None, group="people"), "27 people were killed in strikes", 60, where=PlaceMention("N", "N"))
    body = told(toll(27, 27), "jets killed 27 people in the town", 1900)
    doc = document(text="." * 3000)

    def found(low: int, **more: Any) -> int:
        again = replace(body, content=toll(low, low), **more)
        return len(reconcile([resolved(lead, place=None), resolved(again)], {doc.id: doc}).events)

    assert found(27) == 1
    assert found(14) == 2
    assert found(27, when=day(dt.date(2016, 6, 20))) == 2


def test_an_act_of_many_days_is_not_the_one_that_cost_what_was_counted_on_a_day() -> None:
    week = When(dt.date(2016, 6, 29), dt.date(2016, 7, 6), Precision.INTERVAL, Basis.STATED)
    over = told(event(), "had reduced raids on Aleppo over the week", 900, when=week)
    dead = told(toll(26, 26), "26 people were killed in Aleppo", 60)
    assert events(dead, over) == 2


def repeated(first: int, again: Claim, *, effect: Effect = Effect.KILLED, more: tuple[Claim, ...] = ()) -> int:
    """Events where a crosshead's figure, at a place on no map, is followed by another one."""
    doc, velm = document(text="." * 3000), replace(place("Velm", "geonames:1"), place=None)
    head = told(toll(first, first, effect), "people came to harm in Velm", 1500, Span(1500, 1540), where=VILLAGE)
    said = [resolved(head, place=velm), resolved(again), *map(resolved, more)]
    return len(reconcile(said, {doc.id: doc}).events)


def test_a_crosshead_and_the_text_below_it_count_the_same_people() -> None:
    text = Span(1542, 1640)
    again = told(toll(9, 9), "nine were killed", 1600, text)
    assert repeated(9, again) == 1
    assert repeated(8, again) == 2, "another number is of others"
    assert repeated(9, replace(again, when=day(dt.date(2016, 7, 9)))) == 2, "of another day"
    assert repeated(9, told(toll(9, 9), "nine others were killed", 1600, text)) == 2, "others"
    assert repeated(9, told(toll(9, 9), "nine were killed", 1900)) == 2, "far off"


def test_few_are_counted_alike_by_chance_unless_the_injured_are_too() -> None:
    text = Span(1542, 1640)
    two = told(toll(2, 2), "two were killed", 1560, text)
    assert repeated(2, two) == 2
    head = told(toll(13, 13, Effect.INJURED), "13 hurt", 1520, Span(1500, 1540))
    hurt = told(toll(13, 13, Effect.INJURED), "13 others injured", 1600, text)
    assert repeated(2, two, more=(head, hurt)) == 1


def test_a_leads_word_of_size_is_of_the_number_that_follows_it() -> None:
    def found(low: int, at: int = 60) -> int:
        size = replace(toll(24, None), quantity=Quantity(24, None, True, "dozens"))
        dozens = told(size, "dozens died", at, when=TOLD_OF)
        number = told(toll(low, None), "so many died", at + 40, when=TOLD_OF)
        return events(dozens, number)

    assert (found(60), found(400)) == (1, 2)


def test_women_and_guards_whom_one_verb_counts_died_in_one_act() -> None:
    here, doc = Span(500, 560), document(text="." * 3000)
    sahil = PlaceMention("in Sahil", "Sahil")
    women = told(toll(2, 2, group="women"), "two women and three guards were killed", 500, here, where=VILLAGE)
    guards = told(toll(3, 3, group="guards"), "three guards were killed", 514, here, where=sahil)
    assert len(reconcile([resolved(women, place=None), resolved(guards, place=None)], {doc.id: doc}).events) == 1


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("two men of the militia and three men of the guard were killed", [5]),
        ("two men were killed in the blast in Aleppo along with three men", [5]),
        ("two of the men and later three men were killed", [2, 3]),
        ("two men, including some say three men", [2, 3]),
    ],
)
def test_people_of_one_kind_whom_one_verb_counts_side_by_side_add_up(words: str, killed: list[int]) -> None:
    here, doc = Span(500, 500 + len(words)), document(text="." * 3000)
    two, three = (
        replace(c, evidence=replace(evidence(words, 500, sentence=here), anchor=anchor))
        for c, anchor in ((told(toll(2, 2), words, 500, here), "two"), (told(toll(3, 3), words, 500, here), "three"))
    )
    found = reconcile([resolved(two), resolved(three)], {doc.id: doc}).events
    assert sorted(t.low for e in found for t in e.tolls) == killed


def test_some_of_those_killed_are_of_the_sentence_before() -> None:
    whole = told(toll(25, 25), "killed 25 people", 500, Span(480, 520), where=VILLAGE)
    some = told(toll(6, 6), "killed six", 531, Span(522, 560), where=None)
    of_them = replace(some, evidence=replace(some.evidence, before="Of those "))
    doc = document(text="." * 3000)

    def found(second: Claim) -> int:
        return len(reconcile([resolved(whole, place=None), resolved(second, place=None)], {doc.id: doc}).events)

    assert (found(of_them), found(some)) == (1, 2)


def test_dozens_who_were_also_hurt_were_so_in_what_the_sentence_before_tells() -> None:
    dead = told(toll(22, 22), "22 people were killed in Aleppo", 500, Span(480, 540))

    def found(words: str) -> int:
        text = "." * 542 + words + "." * 300
        hurt = told(toll(24, None, Effect.INJURED), words, 542, when=TOLD_OF, where=THERE)
        return events(dead, hurt, text=text)

    assert (found("Dozens were also wounded"), found("Elsewhere dozens were wounded")) == (1, 2)


def test_a_leads_figure_is_the_next_one_told_where_that_names_the_town() -> None:
    province = replace(place("Kesra", "made-up:1"), precision=PlacePrecision.PROVINCE, admin1="Kesra")
    town = replace(place("Velm", "made-up:2"), admin1="Kesra")
    doc = document(text="." * 3000)
    five = replace(toll(5, 5), amid=EventType.SHELLING)

    def found(again: TollContent, at: int = 60) -> int:
        lead, detail = told(five, "5 people died", at), told(again, "so many died in Velm", at + 300)
        said = [resolved(lead, place=province), resolved(detail, place=town)]
        return len(reconcile(said, {doc.id: doc}).events)

    other = replace(five, quantity=Quantity(4, 4))
    assert (found(five), found(five, 900), found(other)) == (1, 2, 2)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The raids that also hit the suburbs wounded at least 90 people in Aleppo", 1),
        ("Another 50 people were wounded in Aleppo", 1),
        ("Elsewhere in Aleppo another raid wounded 50 people", 2),
        ("A second raid wounded others in Aleppo", 2),
    ],
)
def test_those_hurt_in_the_raids_that_killed_others_were_hurt_in_one_act(words: str, found: int) -> None:
    text = "." * 500 + "Raids on Aleppo killed 24 people. " + words + "." * 300
    dead = told(toll(24, 24), "killed 24 people", 516, Span(500, 533))
    hurt = told(toll(50, 50, Effect.INJURED), words, 534, when=TOLD_OF)
    assert events(dead, hurt, text=text) == found


def test_a_part_told_with_the_others_is_a_whole() -> None:
    words = "Jets killed nine children and 14 others in Aleppo on Tuesday"
    here = Span(500, 500 + len(words))
    children = told(toll(9, 9, group="children"), "killed nine children", 505, here)
    others = replace(toll(14, 14), victims=Victims(VictimClass.CIVILIAN, "14 others"))
    rest = told(others, "killed nine children and 14 others", 505, here)
    doc = document(text="." * 3000)
    (found,) = reconcile([resolved(children), resolved(rest)], {doc.id: doc}).events
    assert sorted(t.low for t in found.tolls) == [9, 23]
