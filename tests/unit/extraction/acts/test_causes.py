"""Which act the people of a toll came to harm in."""

import datetime as dt
from typing import Any

from tests.unit.extraction.effects.written import report
from vedette.extraction.acts.causes import Cause, amid_of
from vedette.extraction.acts.causes import causes_of as causes_at
from vedette.extraction.acts.events import EventDraft
from vedette.extraction.acts.triggers import Trigger
from vedette.extraction.effects.link import Link
from vedette.extraction.figures.tolls import TollDraft
from vedette.extraction.report import Report
from vedette.model.claim import Effect, EventType, Scope, Victims
from vedette.model.mention import PlaceMention
from vedette.model.quantity import Quantity
from vedette.model.times import day

FILLER = "Nothing/NN more/JJR was known/VBN ."


def act(unit: int, token: int, kind: EventType = EventType.SHELLING, **more: Any) -> EventDraft:
    values: dict[str, Any] = {
        "actor": None, "target": None, "when": None, "where": PlaceMention("Dorva", "Dorva"), "anaphoric": False, **more
    }  # fmt: skip
    return EventDraft(unit, Trigger(token, token + 1, kind, False, "x"), kind, **values)


def toll(unit: int, token: int, low: int = 6, effect: Effect = Effect.KILLED, **more: Any) -> TollDraft:
    values: dict[str, Any] = {"scope": Scope.EVENT, "when": None, "where": None, "by": None, **more}
    return TollDraft(unit, (token, token + 1), token, Link(effect, token, "x"), Quantity(low, low), Victims(), **values)


def causes_of(told: Report, tolls: dict[int, TollDraft], acts: list[EventDraft]) -> dict[int, Cause]:
    return causes_at(told, tolls, acts, [a.unit for a in acts])


TOLD = report(
    FILLER, FILLER, "Shells hit Dorva .", "The/DT/det>attack attack/NN left six dead .", "Shelling killed two others ."
)


def test_the_attack_is_the_one_told_before() -> None:
    told = [act(2, 0, others=((3, 1, 2),))]
    assert causes_of(TOLD, {0: toll(3, 4)}, told) == {0: Cause(0, sure=True)}


def test_an_act_told_of_without_pointing_back_may_be_another_of_its_kind() -> None:
    told = [act(2, 0, others=((4, 0, 1),))]
    assert causes_of(TOLD, {0: toll(4, 1)}, told) == {0: Cause(0, sure=False)}


def test_a_figure_with_neither_place_nor_day_goes_on_from_the_act_before() -> None:
    assert causes_of(TOLD, {0: toll(3, 4)}, [act(2, 0)]) == {0: Cause(0, sure=True)}
    elsewhere = toll(3, 4, where=PlaceMention("Melik", "Melik"))
    assert causes_of(TOLD, {0: elsewhere}, [act(2, 0)]) == {}


def test_a_second_figure_of_one_effect_is_of_another_act() -> None:
    told = [act(2, 0, others=((3, 1, 2),))]
    found = causes_of(TOLD, {0: toll(2, 1, 9), 1: toll(3, 4)}, told)
    assert [found[n].sure for n in (0, 1)] == [True, False]


def test_totals_other_days_and_acts_that_cost_no_lives_cause_nothing() -> None:
    monday, friday = day(dt.date(2031, 5, 5)), day(dt.date(2031, 5, 9))
    assert causes_of(TOLD, {0: toll(2, 1, scope=Scope.CUMULATIVE)}, [act(2, 0)]) == {}
    assert causes_of(TOLD, {0: toll(2, 1, when=monday)}, [act(2, 0, when=friday)]) == {}
    assert causes_of(TOLD, {0: toll(2, 1)}, [act(2, 0, EventType.AGREEMENT)]) == {}


def test_a_figure_is_told_amid_the_act_of_its_own_sentence_though_that_is_no_claim() -> None:
    told = report("Six/CD people/NNS died/VBD in/IN airstrikes/NNS ./.")
    assert amid_of(told.sentences[0], toll(0, 2)) is EventType.AIR_STRIKE
    assert amid_of(told.sentences[0], toll(0, 2, effect=Effect.CAPTURED)) is None
    assert amid_of(told.sentences[0], toll(0, 2, scope=Scope.CUMULATIVE)) is None
