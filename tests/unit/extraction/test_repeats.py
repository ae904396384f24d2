"""What a report says twice is one claim."""

import datetime as dt
from dataclasses import replace
from typing import Any

from vedette.extraction.effects.link import Link
from vedette.extraction.figures.tolls import NOWHERE, TollDraft
from vedette.extraction.repeats import FoldedTolls, fold_tolls
from vedette.model import provenance
from vedette.model.claim import Effect, Scope, VictimClass, Victims
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, LinkKind
from vedette.model.quantity import Quantity
from vedette.model.times import DAY, Precision, day

MONDAY, TUESDAY, FRIDAY = (day(dt.date(2031, 5, d)) for d in (5, 6, 9))
OUTLET = Attribution((provenance.Link(LinkKind.OUTLET, "Meridian Wire"),))
REBELS = ActorMention("rebels", "rebels")


def draft(unit: int, low: int, place: str | None = None, **more: Any) -> TollDraft:
    values: dict[str, Any] = {
        "tokens": (1, 3),
        "number": 1,
        "link": Link(Effect.KILLED, 4, "participle after"),
        "quantity": Quantity(low, low),
        "victims": Victims(VictimClass.CIVILIAN, "villagers"),
        "scope": Scope.EVENT,
        "when": None,
        "where": PlaceMention(place, place) if place else None,
        "by": None,
        "level": 2 if place else NOWHERE,
    }
    return TollDraft(unit=unit, **{**values, **more})


def by(name: str) -> Attribution:
    return Attribution((*OUTLET.chain, provenance.Link(LinkKind.ORIGIN, name)))


def fold(*drafts: TollDraft, said: tuple[Attribution, ...] | None = None) -> FoldedTolls:
    return fold_tolls(drafts, said or (OUTLET,) * len(drafts))


def kept(*drafts: TollDraft, said: tuple[Attribution, ...] | None = None) -> list[int]:
    return list(fold(*drafts, said=said).kept)


def test_headline_and_body_are_one() -> None:
    folded = fold(draft(0, 7), draft(1, 7, "Dorva", when=MONDAY))
    assert list(folded.kept) == [1]
    assert folded.standing(0) == 1
    assert folded.standing(1) == 1


def test_a_headline_leaves_out_the_bound() -> None:
    assert kept(draft(0, 7), draft(1, 7, quantity=Quantity(7, None))) == [1]
    assert kept(draft(3, 7), draft(4, 7, quantity=Quantity(7, None))) == [0, 1]


def test_another_figure_or_effect_is_another_claim() -> None:
    wounded = draft(1, 7, link=Link(Effect.INJURED, 4, "participle after"))
    assert kept(draft(0, 7), draft(1, 8), wounded) == [0, 1, 2]


def test_the_fuller_telling_takes_what_only_the_other_names() -> None:
    folded = fold(draft(2, 7, "Dorva", by=REBELS), draft(4, 7, when=MONDAY))
    (standing,) = folded.kept.values()
    assert (standing.where and standing.where.name, standing.when, standing.by) == ("Dorva", MONDAY, REBELS)


def test_the_standing_telling_takes_the_day_of_a_poorer_one() -> None:
    folded = fold(draft(2, 7, "Dorva"), draft(4, 7, when=MONDAY), said=(by("the army"), OUTLET))
    assert [(n, d.when) for n, d in folded.kept.items()] == [(0, MONDAY)]


def test_the_narrower_place_is_taken_over() -> None:
    folded = fold(draft(0, 7, "Arven", level=4), draft(2, 7, "Dorva", level=2))
    (standing,) = folded.kept.values()
    assert standing.where is not None
    assert (standing.where.name, standing.level) == ("Dorva", 2)


def test_the_telling_with_a_claimant_stands() -> None:
    assert kept(draft(1, 7, "Dorva", when=MONDAY), draft(5, 7), said=(OUTLET, by("the army"))) == [1]


def test_what_stands_for_a_standing_one_stands_for_all() -> None:
    folded = fold(draft(0, 7), draft(1, 7, "Dorva"), draft(2, 7, "Dorva", when=MONDAY))
    assert (folded.standing(0), folded.standing(1)) == (2, 2)


def test_two_claimants_are_two_claims() -> None:
    assert kept(draft(3, 7), draft(4, 7), said=(by("the army"), by("the rebels"))) == [0, 1]


def test_other_days_are_other_claims() -> None:
    assert kept(draft(3, 7, when=MONDAY), draft(4, 7, when=FRIDAY)) == [0, 1]
    assert kept(draft(3, 7, when=MONDAY), draft(4, 7, when=TUESDAY)) == [0]


def test_other_places_are_other_claims() -> None:
    assert kept(draft(3, 7, "Dorva"), draft(4, 7, "Melik")) == [0, 1]


def test_a_place_inferred_sets_nothing_apart() -> None:
    inferred = draft(4, 7, where=PlaceMention("Melik", "Melik", inferred=True))
    assert len(kept(draft(3, 7, "Dorva"), inferred)) == 1


def test_a_large_figure_of_the_lead_comes_again_elsewhere() -> None:
    assert len(kept(draft(1, 7, "Dorva"), draft(4, 7, "Melik"))) == 1
    assert len(kept(draft(1, 4, "Dorva"), draft(4, 4, "Melik"))) == 2


def test_one_person_is_the_same_only_of_the_same_class() -> None:
    soldier = draft(4, 1, victims=Victims(VictimClass.COMBATANT, "soldier"))
    assert len(kept(draft(3, 1), soldier)) == 2
    assert len(kept(draft(3, 1), draft(4, 1))) == 1


def test_the_days_of_a_sum_beside_a_repeat_are_not_taken_over() -> None:
    week = replace(MONDAY, end=MONDAY.end + 5 * DAY, precision=Precision.INTERVAL)
    said = (by("the army"), OUTLET)
    assert [d.when for d in fold(draft(1, 7), draft(9, 7, when=week), said=said).kept.values()] == [None]
    assert [d.when for d in fold(draft(1, 7), draft(9, 7, when=MONDAY), said=said).kept.values()] == [MONDAY]


def test_in_one_sentence_a_small_figure_twice_is_two() -> None:
    assert len(kept(draft(3, 2), draft(3, 2))) == 2
    assert len(kept(draft(3, 7), draft(3, 7))) == 1


def test_one_report_gives_no_two_floors_for_one_act() -> None:
    hurt = Link(Effect.INJURED, 8, "participle after")
    dead = (draft(5, 4, quantity=Quantity(4, None)), draft(9, 10, quantity=Quantity(10, None)))
    again = (draft(5, 20, link=hurt), draft(9, 20, link=hurt))
    assert len(kept(dead[0], again[0], dead[1], again[1])) == 4


def test_in_one_sentence_a_part_is_no_repeat_of_another() -> None:
    part = draft(3, 7, link=Link(Effect.KILLED, 4, "part of a count", 0))
    assert len(kept(part, draft(3, 7))) == 2


def test_one_killed_here_and_one_killed_there_are_two() -> None:
    lent = draft(4, 1, where=PlaceMention("Melik", "Melik", inferred=True))
    assert len(kept(lent, draft(6, 1, "Dorva"))) == 2
