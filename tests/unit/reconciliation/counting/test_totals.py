"""Running totals beside their series and the events of their window."""

import datetime as dt
from typing import Any

from tests.stories import tell
from vedette.model.toll import Fault
from vedette.reconciliation.counting.totals import Checked, checked
from vedette.reconciliation.reconcile import reconcile
from vedette.reconciliation.testimony.base import Reconciled

FIRST = dt.date(2031, 5, 1)


def report(number: int, text: str, *claims: dict[str, Any], outlet: str = "Meridian Wire") -> dict[str, Any]:
    time = dt.datetime.combine(FIRST + dt.timedelta(days=number), dt.time(9), dt.UTC)
    return {"id": f"r{number}{outlet}", "outlet": outlet, "published": time, "text": text, "claim": list(claims)}


def total(number: int, dead: int) -> dict[str, Any]:
    """One day's word of how many have died since the first."""
    claim = {
        "kind": "toll",
        "in": f"{dead} people have been killed",
        "point": dead,
        "scope": "cumulative",
        "place": "Qarat",
        "since": FIRST,
        "when": FIRST + dt.timedelta(days=number),
        "who": "Ridge Office",
    }
    return report(number, f"The Ridge Office said {dead} people have been killed in Qarat since the first.", claim)


def strike(number: int, dead: int) -> dict[str, Any]:
    claim = {
        "kind": "toll",
        "in": f"killed {dead} people",
        "point": dead,
        "cause": "air-strike",
        "place": "Qarat",
        "when": FIRST + dt.timedelta(days=number),
    }
    return report(number, f"On day {number} a raid killed {dead} people in Qarat.", claim, outlet="Harbour Post")


def looked_over(*made: dict[str, Any]) -> tuple[Reconciled, tuple[Checked, ...]]:
    claims, documents = tell(list(made))
    found = reconcile(claims, documents)
    return found, checked(found.tolls, found.events, {c.claim.key: c for c in claims}, documents)


def test_a_falling_total_is_flagged_and_kept() -> None:
    found, (one, *_) = looked_over(*(total(n, dead) for n, dead in enumerate((310, 327, 338, 331), start=2)))
    assert [f.fault for f in one.flags] == [Fault.FALLING]
    assert one.toll in found.tolls
    assert one.toll.best == 331


def test_a_total_is_compared_with_the_events_of_its_window() -> None:
    _, (one,) = looked_over(total(4, 40), strike(1, 12), strike(3, 8))
    assert one.incidents is not None
    assert (one.incidents.events, one.incidents.low, one.incidents.high) == (2, 20, 20)
    assert one.incidents.short == (20, 20)
    assert "20 of the total are in no event told of" in str(one.incidents)


def test_events_outside_the_window_are_not_counted() -> None:
    _, (one,) = looked_over(total(2, 40), strike(1, 12), strike(6, 8))
    assert one.incidents is not None
    assert (one.incidents.events, one.incidents.low) == (1, 12)


def test_events_that_sum_to_more_than_the_total_are_shown_so() -> None:
    _, (one,) = looked_over(total(4, 15), strike(1, 12), strike(3, 8))
    assert "more than the total by 5" in str(one.incidents)


def test_a_total_without_events_is_compared_with_nothing() -> None:
    _, (one,) = looked_over(total(4, 40))
    assert one.incidents is None
    assert one.flags == ()


def test_a_strike_told_beside_the_sum_of_two_days_is_part_of_it() -> None:
    text = "In two days raids killed 45 people in Qarat. One of them killed 12 people in Qarat."
    whole = {
        "kind": "toll", "in": "killed 45 people", "point": 45, "cause": "air-strike", "place": "Qarat",
        "since": FIRST, "when": FIRST + dt.timedelta(days=1),
    }  # fmt: skip
    part = {
        "kind": "toll",
        "in": "killed 12 people",
        "point": 12,
        "cause": "air-strike",
        "place": "Qarat",
        "when": FIRST,
    }
    found, _ = looked_over(report(2, text, whole, part))
    by_dead = {e.tolls[0].low: e for e in found.events}
    assert by_dead[12].part_of == by_dead[45].id
    assert by_dead[45].part_of is None


def test_children_among_the_dead_are_of_the_event_told_before() -> None:
    text = "Raids killed 12 people in Qarat. Much later it was said that five children were among the dead in Qarat."
    basis = {"kind": "toll", "place": "Qarat", "when": FIRST}
    whole = basis | {"in": "killed 12 people", "point": 12, "cause": "air-strike"}
    part = basis | {"in": "five children were among the dead", "point": 5, "group": "children", "victims": "civilian"}
    found, _ = looked_over(report(2, text, whole, part))
    assert len(found.events) == 1
    more = part | {"point": 50, "in": "five children were among the dead"}
    apart, _ = looked_over(report(2, text, whole, more))
    assert len(apart.events) == 2
