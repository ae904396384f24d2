"""Events are rated against what readers held right of them."""

import datetime as dt
from typing import Any

import pytest

from tests.factories import claim, document, event, place, resolved, toll
from tools.rate_events import faults, rated
from vedette.model.times import day
from vedette.reconciliation.reconcile import reconcile

DAY = day(dt.date(2031, 5, 3))
RIGHT = {"doc": "a", "at": [10], "kind": ["air-strike"], "place": ["Aleppo"], "from": "2031-05-03", "to": "2031-05-03"}


def told() -> Any:
    report = document()
    act = resolved(claim(event(), of=report.id, when=DAY), place=place())
    dead = resolved(claim(toll(16), of=report.id, when=DAY), place=place())
    return reconcile([act, dead], {report.id: report}).events[0]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"kind": ["shelling"]}, ["kind"]),
        ({"place": ["Homs"]}, ["place"]),
        ({"from": "2031-05-04", "to": "2031-05-05"}, ["day"]),
        ({"killed": [16, 16]}, []),
        ({"killed": [20, 30]}, ["figure"]),
        ({"killed": None}, ["figure"]),
    ],
)
def test_what_is_not_as_readers_held_it_is_named(change: dict[str, Any], found: list[str]) -> None:
    assert faults(told(), RIGHT | change) == found


def test_a_row_is_right_wrong_gone_or_lost() -> None:
    near = {"a": [(12, told())]}
    assert rated(RIGHT, near) == ("right", [])
    assert rated(RIGHT | {"place": ["Homs"]}, near) == ("wrong", ["place"])
    assert rated(RIGHT | {"at": [90]}, near) == ("lost", [])
    assert rated({"doc": "a", "at": [90], "none": True}, near) == ("gone", [])
    assert rated({"doc": "a", "at": [10], "none": True}, near) == ("wrong", ["none"])
    assert rated({"doc": "a", "at": [10], "none": True, "of": ["shelling"]}, near) == ("gone", [])
