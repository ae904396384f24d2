"""One event for one act."""

import datetime as dt
from dataclasses import replace
from typing import Any

from vedette.extraction.acts.events import EventDraft
from vedette.extraction.acts.merging import merge_events
from vedette.extraction.acts.triggers import Trigger
from vedette.model.claim import Effect, EventType
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.times import day

MONDAY, TUESDAY = day(dt.date(2031, 5, 5)), day(dt.date(2031, 5, 6))


def draft(kind: EventType, place: str | None, unit: int = 2, **more: Any) -> EventDraft:
    where = PlaceMention(place, place) if place else None
    values: dict[str, Any] = {"actor": None, "target": None, "when": None, "anaphoric": False, "level": 1, "own": True}
    return EventDraft(unit=unit, trigger=Trigger(0, 1, kind, False, "x"), type=kind, where=where, **{**values, **more})


def test_the_same_act_told_twice_is_one() -> None:
    merged = merge_events([draft(EventType.SHELLING, "Dorva"), draft(EventType.SHELLING, "Dorva", 4, when=MONDAY)])
    assert [(d.type, d.when) for d in merged] == [(EventType.SHELLING, MONDAY)]


def test_other_places_and_other_days_stay_apart() -> None:
    drafts = [
        draft(EventType.SHELLING, "Dorva", when=MONDAY),
        draft(EventType.SHELLING, "Melik", when=MONDAY),
        draft(EventType.SHELLING, "Dorva", when=TUESDAY),
    ]
    assert len(merge_events(drafts)) == 3


def test_a_title_takes_the_narrower_place_of_the_body() -> None:
    drafts = [
        draft(EventType.AIR_STRIKE, "Arven", 0, level=2, title=True),
        draft(EventType.AIR_STRIKE, "Dorva", 2, level=1),
    ]
    (merged,) = merge_events(drafts)
    assert merged.where is not None
    assert merged.where.name == "Dorva"


def test_an_attack_without_a_weapon_is_the_strike_told_of() -> None:
    drafts = [
        draft(EventType.AIR_STRIKE, "Dorva"),
        draft(EventType.ATTACK, None, 3, weak=True, anaphoric=True, own=False),
    ]
    assert [d.type for d in merge_events(drafts)] == [EventType.AIR_STRIKE]


def test_a_weak_type_told_first_gives_way() -> None:
    drafts = [draft(EventType.ATTACK, "Dorva", 0, weak=True), draft(EventType.SHELLING, "Dorva", 2)]
    assert [d.type for d in merge_events(drafts)] == [EventType.SHELLING]


def test_a_car_bomb_whose_driver_died_is_a_suicide_bombing() -> None:
    drafts = [draft(EventType.EXPLOSIVE, "Dorva"), draft(EventType.SUICIDE_BOMBING, "Dorva", 3)]
    assert [d.type for d in merge_events(drafts)] == [EventType.SUICIDE_BOMBING]


def test_strikes_go_on_by_the_actor_last_named() -> None:
    actor = ActorMention("the air force", "the air force")
    drafts = [draft(EventType.AIR_STRIKE, "Dorva", actor=actor), draft(EventType.AIR_STRIKE, "Melik", 3)]
    assert [d.actor for d in merge_events(drafts)] == [actor, actor]


def test_the_fuller_word_for_an_actor_stands() -> None:
    short, full = ActorMention("rebel", "rebel"), ActorMention("rebels of the north", "rebels of the north")
    drafts = [draft(EventType.SHELLING, "Dorva", actor=short), draft(EventType.SHELLING, "Dorva", 3, actor=full)]
    assert merge_events(drafts)[0].actor == full


def by(words: str) -> ActorMention:
    return ActorMention(words, words)


def test_strikes_by_a_state_and_by_irregulars_are_two() -> None:
    drafts = [
        draft(EventType.SHELLING, "Dorva", actor=by("insurgents")),
        draft(EventType.SHELLING, "Dorva", 4, actor=by("the army")),
        draft(EventType.SHELLING, "Dorva", 5, actor=by("pro-government militants")),
    ]
    assert len(merge_events(drafts)) == 2


def test_an_attack_and_the_counter_attack_are_two() -> None:
    drafts = [draft(EventType.ARMED_CLASH, "Dorva"), draft(EventType.ARMED_CLASH, "Dorva", 3, counter=True)]
    assert len(merge_events(drafts)) == 2


def test_an_act_at_a_place_of_its_own_is_not_the_one_whose_dead_were_counted_before() -> None:
    """ "Barrel bombs killed three in the city. A clinic in Melik in the north of Dorva was hit by an air strike.\""""
    told = draft(EventType.AIR_STRIKE, "Dorva", 2, level=2, own=False, figures=frozenset({(Effect.KILLED, 3)}))
    other = draft(EventType.AIR_STRIKE, "Melik", 3, level=1, around=frozenset({"dorva"}))
    assert [d.where.name for d in merge_events([told, other]) if d.where] == ["Dorva", "Melik"]
    (one,) = merge_events([draft(EventType.AIR_STRIKE, "Dorva", 2, level=2, own=False), other])
    assert one.where is not None
    assert one.where.name == "Melik"


def test_what_goes_on_from_year_to_year_gives_an_act_neither_type_nor_doer() -> None:
    blast = draft(EventType.EXPLOSIVE, "Dorva", 1, when=MONDAY, weak=True)
    habit = draft(EventType.SHELLING, "Dorva", 4, lasting=True, actor=ActorMention("rebels", "rebels"))
    merged = merge_events([blast, habit])
    assert [(d.type, d.actor) for d in merged if not d.lasting] == [(EventType.EXPLOSIVE, None)]


def test_a_wider_place_told_after_a_narrow_one_is_elsewhere() -> None:
    clash, province = EventType.ARMED_CLASH, draft(EventType.ARMED_CLASH, "Kesra", unit=3, level=2)
    assert len(merge_events([draft(clash, "Velm"), province])) == 2
    assert len(merge_events([draft(clash, "Velm", around=frozenset(("kesra",))), province])) == 1


def test_places_in_two_provinces_are_two_though_the_lead_tells_of_one() -> None:
    lead = draft(EventType.AIR_STRIKE, "Velm", unit=1, title=True, around=frozenset(("kesra",)))
    body = draft(EventType.AIR_STRIKE, "Zubdiya", unit=3, level=0, around=frozenset(("ardan",)))
    assert {d.where.name for d in merge_events([lead, body]) if d.where} == {"Velm", "Zubdiya"}


def test_what_comes_much_later_at_its_own_place_is_not_where_an_act_was_that_had_none() -> None:
    first = draft(EventType.AIR_STRIKE, None, own=False, level=9)
    assert len(merge_events([first, draft(EventType.AIR_STRIKE, "Velm", unit=4)])) == 1
    assert len(merge_events([first, draft(EventType.AIR_STRIKE, "Velm", unit=9)])) == 2


def test_a_lead_that_calls_a_province_what_the_title_names_is_believed() -> None:
    title = draft(EventType.EXPLOSIVE, "Kesra", unit=0, title=True)
    lead = draft(EventType.EXPLOSIVE, "Kesra", unit=1, title=True, level=2)
    lead = replace(lead, where=PlaceMention("Kesra province", "Kesra", kind="province"))
    (one,) = merge_events([title, lead])
    assert one.where is not None
    assert one.where.kind == "province"
