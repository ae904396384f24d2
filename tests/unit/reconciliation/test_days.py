"""Conflict days, on invented reports."""

import datetime as dt
from typing import Any

from tests.stories import tell
from vedette.reconciliation.days import ConflictDay, between, conflict_days
from vedette.reconciliation.reconcile import reconcile

DAY = dt.date(2031, 5, 2)


def made(number: int, text: str, *claims: dict[str, Any], outlet: str = "Meridian Wire") -> dict[str, Any]:
    time = dt.datetime.combine(DAY + dt.timedelta(days=number), dt.time(9), dt.UTC)
    return {
        "id": f"{outlet}{number}{text[:9]}",
        "outlet": outlet,
        "published": time,
        "text": text,
        "claim": list(claims),
    }


def raid(number: int, place: str, dead: int, **more: Any) -> dict[str, Any]:
    claim = {
        "kind": "toll",
        "in": f"killed {dead} people",
        "point": dead,
        "cause": "air-strike",
        "place": place,
        "when": DAY + dt.timedelta(days=number),
        **more,
    }
    return made(number, f"A raid on {place} killed {dead} people.", claim)


def days_of(*reports: dict[str, Any]) -> tuple[ConflictDay, ...]:
    return conflict_days(reconcile(*tell(list(reports))))


def test_a_day_sums_its_events_and_no_other_days() -> None:
    first, second = days_of(raid(0, "Qarat", 12), raid(0, "Marsin", 3), raid(1, "Qarat", 5))
    assert (first.day, len(first.events), first.killed.low, first.killed.high) == (DAY, 2, 15, 15)
    assert (second.killed.low, first.injured.low) == (5, 0)


def test_a_floor_leaves_the_top_of_the_day_open() -> None:
    claim = {"kind": "toll", "in": "killed at least 4", "low": 4, "cause": "shelling", "place": "Marsin", "when": DAY}
    (day,) = days_of(raid(0, "Qarat", 12), made(0, "Shells killed at least 4 in Marsin.", claim))
    assert (day.killed.low, day.killed.high, str(day.killed)) == (16, None, "16 or more")


def test_a_party_is_new_on_the_first_day_it_acts_and_an_unknown_name_never() -> None:
    first, second = days_of(
        raid(0, "Qarat", 12, by="Hill Brigades/opposition"), raid(1, "Marsin", 5, by="Hill Brigades/opposition")
    )
    assert (first.new, second.new) == (("Hill Brigades",), ())


def test_planned_and_recalled_events_stand_on_no_day() -> None:
    assert days_of(raid(0, "Qarat", 12, status={"fact": "planned"}), raid(0, "Marsin", 3, background=True)) == ()


def test_a_place_that_changes_hands_is_told_on_its_day() -> None:
    claim = {"kind": "control", "in": "took Qarat", "relation": "captured", "party": "Hill Brigades/opposition",
             "place": "Qarat", "when": DAY}  # fmt: skip
    (day,) = days_of(made(0, "The Hill Brigades took Qarat.", claim))
    assert (day.changes, day.events) == (("Qarat",), ())


def test_the_period_is_half_open() -> None:
    found = days_of(raid(0, "Qarat", 12), raid(1, "Qarat", 5))
    assert [d.day for d in between(found, DAY, DAY + dt.timedelta(days=1))] == [DAY]
