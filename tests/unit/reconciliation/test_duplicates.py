"""Possible duplicates: what may be one happening told twice, and what is not."""

import datetime as dt
from dataclasses import replace
from itertools import permutations

import pytest

from tests.unit.exports.cases import FIFTH, aleppo, days, killed
from tests.unit.exports.cases import told as case
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, EventId, PlaceId
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.model.times import DAY, Basis, day
from vedette.model.toll import Toll, Used, UseReason
from vedette.reconciliation.days import summed
from vedette.reconciliation.duplicates import may_be_one, possible_duplicates, told_again

STRIKE, SHELLING, BLAST = EventType.AIR_STRIKE, EventType.SHELLING, EventType.EXPLOSIVE
NOWHERE = PlaceResolution("Qarat", PlacePrecision.UNRESOLVED, name="Qarat", country="SY")
HOMS = replace(
    aleppo(), place=PlaceId("homs"), name="Homs", mention="Homs", admin1="Homs", latitude=34.7, longitude=36.7
)


def event(kind: EventType, *tolls: Toll, id: str = "b", **more: object) -> Event:
    return case(kind, *tolls, id=id, **more).event  # type: ignore[arg-type]


ONE = event(STRIKE, killed(12, 12), id="a")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (event(SHELLING, killed(12)), True),
        (event(EventType.OTHER, killed(12, 12)), True),
        (event(STRIKE, killed(12, 12), place=aleppo(PlacePrecision.PROVINCE)), True),
        (event(STRIKE, killed(12, 12), place=NOWHERE), True),
        (event(STRIKE, killed(12, 12), place=None), True),
        (event(STRIKE, killed(12, 12), when=day(FIFTH + 2 * DAY, basis=Basis.PUBLISHED)), True),
        (event(BLAST, killed(12, 12)), False),
        (event(STRIKE, killed(12, 12), place=HOMS), False),
        (event(STRIKE, killed(12, 12), when=day(FIFTH + DAY)), False),
        (event(STRIKE, killed(12, 12), when=day(FIFTH - DAY, basis=Basis.PUBLISHED)), False),
        (event(STRIKE, killed(12, 12), when=days(FIFTH - 5 * DAY, 9)), False),
        (event(STRIKE, killed(12, 12), when=None), False),
        (event(STRIKE, killed(13, 13)), False),
        (event(STRIKE, killed(12, 12, effect=Effect.INJURED)), True),
        (event(SHELLING, killed(12, 12, effect=Effect.INJURED)), False),
        (event(SHELLING, killed(12, 12, group="child")), False),
        (event(STRIKE, killed(12, 12), part_of=EventId("a")), False),
        (event(STRIKE), True),
        (event(STRIKE, place=HOMS), False),
        (event(STRIKE, place=aleppo(PlacePrecision.AROUND)), False),
        (event(STRIKE, when=day(FIFTH, basis=Basis.PUBLISHED)), False),
        (event(SHELLING), False),
    ],
)
def test_one_place_one_time_one_figure(other: Event, one: bool) -> None:
    assert may_be_one(ONE, other) is one
    assert may_be_one(other, ONE) is one, "whichever is asked first"


def test_small_figures_need_a_place_and_two_of_them_do_without() -> None:
    few, hurt = killed(4, 4), killed(7, 7, effect=Effect.INJURED)
    assert may_be_one(event(STRIKE, few, id="a"), event(STRIKE, few))
    assert not may_be_one(event(STRIKE, few, id="a"), event(STRIKE, few, place=None))
    assert may_be_one(event(STRIKE, few, hurt, id="a"), event(STRIKE, few, hurt, place=None))
    assert not may_be_one(event(STRIKE, killed(1, 1), id="a"), event(SHELLING, killed(1, 1)))


@pytest.mark.parametrize(
    ("kind", "feature", "one"),
    [
        (STRIKE, "town", True),
        (SHELLING, "village", True),
        (STRIKE, "city", False),
        (STRIKE, None, False),
        (EventType.ATTACK, "town", False),
        (BLAST, "town", False),
    ],
)
def test_a_small_place_seldom_sees_two_such_acts_a_day_whatever_the_figures(
    kind: EventType, feature: str | None, one: bool
) -> None:
    place = replace(aleppo(), feature=feature)
    mine, other = event(STRIKE, killed(30, 30), id="a", place=place), event(kind, killed(43, 43), place=place)
    assert may_be_one(mine, other) is one
    again = possible_duplicates([mine, other])
    assert again == ({"a": "b"} if one else {}), "the larger figure is the better told"


def test_words_of_size_and_other_people_tell_nothing() -> None:
    dozens = killed(24, effect=Effect.INJURED)
    assert not may_be_one(event(STRIKE, dozens, id="a"), event(SHELLING, dozens))
    assert may_be_one(event(STRIKE, dozens, id="a"), event(SHELLING, killed(24, 24, effect=Effect.INJURED)))
    army = killed(9, 9, of=VictimClass.COMBATANT, side="government")
    assert not may_be_one(event(STRIKE, army, id="a"), event(SHELLING, replace(army, victims_side="opposition")))


def test_parts_that_add_up_are_a_floor() -> None:
    more = event(STRIKE, killed(51))
    assert not may_be_one(event(STRIKE, killed(42, 42), id="a"), more)
    added = Used(ClaimKey("k"), (UseReason.FLOOR, UseReason.DISJOINT))
    assert may_be_one(event(STRIKE, replace(killed(42, 42), used=(added,)), id="a"), more)


def test_the_dead_of_both_must_go_together() -> None:
    hurt = killed(30, 30, effect=Effect.INJURED)
    assert not may_be_one(event(STRIKE, killed(5, 5), hurt, id="a"), event(STRIKE, killed(8, 8), hurt))
    assert may_be_one(event(STRIKE, killed(5), hurt, id="a"), event(STRIKE, killed(8, 8), hurt))


def test_the_better_told_is_the_one_and_the_order_plays_no_part() -> None:
    late = event(STRIKE, killed(12), id="0", when=day(FIFTH + DAY, basis=Basis.PUBLISHED))
    wide = event(SHELLING, killed(12), id="1", place=aleppo(PlacePrecision.PROVINCE))
    for order in permutations((late, wide, ONE)):
        again = possible_duplicates(order)
        assert again == {"0": "a", "1": "a"}
        assert [e.id for e in told_again(order, again)[ONE.id]] == ["1", "0"]


def test_a_duplicate_lowers_the_low_of_a_sum_and_not_its_high() -> None:
    twice = [ONE, event(SHELLING, killed(12, 12)), event(STRIKE, killed(3, 3), id="c", when=day(dt.date(2016, 7, 5)))]
    found = summed(twice, Effect.KILLED, possible_duplicates(twice))
    assert (found.low, found.high) == (15, 27)
