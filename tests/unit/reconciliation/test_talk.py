"""Acts that a report only speaks of are no events beside the one that it tells."""

import datetime as dt
from typing import Any

import pytest

from tests.factories import claim, document, event, evidence, resolved, toll
from vedette.model.claim import Claim
from vedette.model.mention import PlaceMention
from vedette.model.times import Basis, When, day
from vedette.reconciliation.reconcile import reconcile

DAY = dt.date(2016, 7, 5)


def spoken(at: int = 900, when: When | None = None, **more: Any) -> Claim:
    where = PlaceMention("there", "Aleppo", inferred=True)
    return claim(event(), evidence=evidence("strike", at), **{"when": when, "where": where, **more})


def background(*claims: Claim) -> list[bool]:
    doc = document()
    return [e.background for e in reconcile([resolved(c) for c in claims], {doc.id: doc}).events]


def test_a_strike_without_day_or_place_of_its_own_is_talk() -> None:
    assert background(spoken()) == [True]
    assert background(spoken(when=day(DAY, basis=Basis.INFERRED))) == [True]


def test_a_strike_on_no_day_is_talk_wherever_it_is_said_to_be() -> None:
    assert background(spoken(where=PlaceMention("in Aleppo", "Aleppo"))) == [True]


def test_a_figure_without_a_setting_is_no_event_by_itself() -> None:
    def figure(at: int, **more: Any) -> Claim:
        where = PlaceMention("there", "Aleppo", inferred=True)
        return claim(toll(), evidence=evidence("16 dead", at), **{"when": None, "where": where, **more})

    assert background(figure(900)) == [True]
    assert background(figure(20)) == [False]
    assert background(figure(900, where=PlaceMention("in Aleppo", "Aleppo"))) == [False]


def test_nobody_hurt_is_no_event_by_itself() -> None:
    nobody = claim(toll(0, 0), evidence=evidence("no deaths", 900))
    assert background(nobody) == [True]
    assert background(nobody, claim(event(), evidence=evidence("strike", 900))) == [False]


@pytest.mark.parametrize(
    "told",
    [
        spoken(at=20),
        spoken(when=day(DAY)),
        spoken(when=day(DAY, basis=Basis.INFERRED), where=PlaceMention("in Aleppo", "Aleppo")),
    ],
    ids=["in the lead", "with a day", "with a place and the day told of"],
)
def test_what_is_told_with_words_of_its_own_is_an_event(told: Claim) -> None:
    assert background(told) == [False]
