import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.stories import tell
from vedette.model.toll import LeaveReason, Toll, UseReason
from vedette.model.verification import Rung
from vedette.reconciliation.counting.tolls import tolls_of
from vedette.reconciliation.reconcile import weighable


def told(*figures: dict[str, Any]) -> list[Toll]:
    """Tolls of one event from figures, each in a report of its own unless `report` says otherwise."""
    reports: dict[str, dict[str, Any]] = {}
    for i, figure in enumerate(figures):
        ident = str(figure.get("report", i))
        words = str(figure.get("words", f"No {i} gives a figure of its own"))
        report = reports.setdefault(
            ident,
            {
                "id": ident,
                "outlet": figure.get("outlet", f"Outlet {ident}"),
                "published": dt.datetime(2031, 5, figure.get("day", 4), 8, tzinfo=dt.UTC),
                "text": "",
                "claim": [],
            },
        )
        report["text"] += words + ". "
        rest = {k: v for k, v in figure.items() if k not in ("report", "outlet", "day", "words")}
        report["claim"].append({"kind": "toll", "in": words, "place": "Qarat", "when": dt.date(2031, 5, 3)} | rest)
    claims, documents = tell(list(reports.values()))
    return list(tolls_of(weighable(claims, documents)))


def bounds(toll: Toll) -> tuple[int, int | None, int | None, bool]:
    return (toll.low, toll.best, toll.high, toll.open)


def test_a_floor_alone_has_no_best_and_no_high() -> None:
    (toll,) = told({"low": 16, "who": "A"})
    assert bounds(toll) == (16, None, None, True)
    assert toll.used[0].reasons == (UseReason.FLOOR, UseReason.OPEN)


def test_low_is_the_lowest_over_origins_and_high_the_highest() -> None:
    (toll,) = told({"point": 16, "who": "A"}, {"point": 19, "who": "B", "day": 5})
    assert (toll.low, toll.high) == (16, 19)
    assert toll.verification.rung is Rung.CONTESTED
    assert "A gives 16, B gives 19" in toll.verification.rule


def test_up_to_a_number_is_no_floor_of_none_where_others_give_one() -> None:
    (toll,) = told({"point": 43, "who": "A"}, {"low": 0, "high": 130, "who": "B", "day": 5})
    assert (toll.low, toll.high) == (43, 130)
    (alone,) = told({"low": 0, "high": 130, "who": "B"})
    assert (alone.low, alone.high) == (0, 130)


def test_best_is_a_stated_point_and_never_a_midpoint() -> None:
    (toll,) = told({"point": 16, "who": "A"}, {"point": 20, "who": "B", "day": 5})
    assert toll.best == 20


def test_a_later_figure_of_one_origin_supersedes() -> None:
    (toll,) = told({"point": 16, "who": "A"}, {"point": 12, "who": "A", "day": 5})
    assert bounds(toll) == (12, 12, 12, False)
    assert [x.reason for x in toll.left_out] == [LeaveReason.SUPERSEDED]


def test_dozens_said_later_take_no_number_back() -> None:
    (toll,) = told({"point": 65, "who": "A"}, {"low": 24, "approximate": True, "who": "A", "day": 5})
    assert toll.best == 65


def test_a_word_of_size_says_nothing_against_a_count_by_no_party() -> None:
    dozens = {"low": 24, "approximate": True, "who": "B"}
    (toll,) = told({"low": 60, "who": "A"}, dozens)
    assert toll.low == 60
    (toll,) = told({"low": 60, "who": "A Guard/A"}, dozens | {"who": "Outlet 1"})
    assert toll.low == 24
    (toll,) = told({"point": 5, "who": "A"}, dozens)
    assert toll.low == 5


def test_a_word_that_rounds_its_reports_own_number_is_no_rival_of_it() -> None:
    dozens = {"low": 24, "approximate": True, "words": "Dozens died", "report": "a"}
    (toll,) = told(dozens, {"point": 29, "who": "A", "report": "a", "victims": "combatant"})
    assert bounds(toll) == (29, 29, 29, False)
    assert [x.reason for x in toll.left_out] == [LeaveReason.ROUNDED]
    assert len(told(dozens, {"point": 5, "who": "A", "report": "a", "victims": "combatant"})) == 2
    assert len(told(dozens, {"point": 29, "who": "A", "report": "b", "victims": "combatant"})) == 2


def test_later_is_when_the_origin_spoke_not_when_it_was_printed() -> None:
    (toll,) = told(
        {"point": 19, "who": "A", "day": 5}, {"point": 12, "who": "A", "spoke": dt.date(2031, 5, 3), "day": 6}
    )
    assert toll.best == 19


def test_two_figures_of_one_origin_on_one_day_give_the_higher_floor() -> None:
    (toll,) = told({"low": 16, "who": "A"}, {"low": 20, "who": "A"})
    assert toll.low == 20


def test_one_figure_from_two_independent_origins_is_corroborated() -> None:
    (toll,) = told({"point": 16, "who": "A"}, {"point": 16, "who": "B"})
    assert toll.verification.rung is Rung.CORROBORATED


def test_at_least_one_does_not_corroborate_five_hundred() -> None:
    (toll,) = told({"point": 500, "who": "A"}, {"low": 1, "who": "B"})
    assert toll.verification.rung is Rung.REPORTED
    assert (toll.low, toll.best, toll.open) == (1, 500, True)


def test_a_part_is_not_added_and_lifts_its_whole_to_its_own_low() -> None:
    whole, part = told(
        {"name": "w", "low": 10, "who": "A", "report": "r"},
        {"point": 12, "group": "women", "part_of": "w", "who": "A", "report": "r"},
    )
    assert (whole.group, part.group) == (None, "women")
    assert whole.low == 12
    assert UseReason.SUBSET in whole.used[0].reasons


def test_a_part_below_its_whole_changes_nothing() -> None:
    whole, _ = told(
        {"name": "w", "point": 30, "who": "A", "report": "r"},
        {"point": 12, "group": "children", "part_of": "w", "who": "A", "report": "r"},
    )
    assert bounds(whole) == (30, 30, 30, False)


def test_a_part_of_the_same_kind_of_people_is_left_out_as_a_part() -> None:
    (whole,) = told(
        {"name": "w", "point": 30, "who": "A", "report": "r"}, {"point": 12, "part_of": "w", "who": "A", "report": "r"}
    )
    assert bounds(whole) == (30, 30, 30, False)
    assert [x.reason for x in whole.left_out] == [LeaveReason.PART]


def test_some_of_the_dead_are_no_rival_count_of_them() -> None:
    some = {"point": 8, "who": "B", "words": "Eight of the dead are of one family"}
    (whole,) = told({"point": 25, "who": "A"}, some)
    assert bounds(whole) == (25, 25, 25, False)
    assert [x.reason for x in whole.left_out] == [LeaveReason.PART]
    assert whole.verification.rung is Rung.REPORTED
    (alone,) = told(some)
    assert alone.low == 8, "with no count of all beside it, it is the floor"


def test_disjoint_parts_of_one_account_add_up_to_a_whole() -> None:
    tolls = told(
        {"point": 8, "victims": "civilian", "who": "A", "report": "r"},
        {"point": 4, "victims": "combatant", "who": "A", "report": "r"},
    )
    whole = next(t for t in tolls if t.victim_class == "unspecified")
    assert bounds(whole) == (12, 12, 12, False)
    assert UseReason.DISJOINT in whole.used[0].reasons


def test_nothing_is_added_across_origins() -> None:
    tolls = told({"point": 8, "victims": "civilian", "who": "A"}, {"point": 4, "victims": "combatant", "who": "B"})
    assert sorted((t.victim_class, t.best) for t in tolls) == [("civilian", 8), ("combatant", 4)]


def test_an_admission_is_a_floor_for_every_account() -> None:
    (toll,) = told(
        {"point": 60, "victims": "civilian", "who": "A"},
        {"point": 89, "victims": "civilian", "by": "Army/government", "who": "Ministry/government"},
    )
    assert toll.low == 89
    assert toll.open
    assert any(UseReason.CONCESSION in u.reasons for u in toll.used)


def test_a_party_killing_its_foes_admits_nothing() -> None:
    (toll,) = told(
        {
            "point": 300,
            "victims": "combatant",
            "victims_of": "Front/opposition",
            "by": "Army/government",
            "who": "Army/government",
        }
    )
    assert toll.verification.rung is Rung.CLAIMED
    assert toll.best == 300


def test_denied_and_threatened_figures_are_left_out_with_the_reason() -> None:
    (toll,) = told(
        {"point": 9, "who": "A"},
        {"point": 50, "who": "B", "status": {"fact": "denied"}},
        {"point": 70, "who": "C", "status": {"fact": "threatened"}},
    )
    assert toll.best == 9
    assert sorted(x.reason for x in toll.left_out) == [LeaveReason.DENIED, LeaveReason.NOT_ASSERTED]


def test_a_retracted_figure_counts_no_more() -> None:
    assert told({"point": 25, "who": "A", "caveats": [{"kind": "retracted", "words": "withdraws"}]}) == []


def test_an_origin_takes_back_what_it_said_in_another_report_and_what_others_relayed_of_it() -> None:
    retraction = {"point": 25, "who": "A", "day": 5, "caveats": [{"kind": "retracted", "words": "withdraws"}]}
    relayed = {"point": 25, "who": "A", "outlet": "Ridge Radio", "day": 4}
    (toll,) = told({"point": 25, "who": "A", "day": 4}, relayed, retraction, {"point": 12, "who": "A", "day": 5})
    assert bounds(toll) == (12, 12, 12, False)
    assert {x.reason for x in toll.left_out} == {LeaveReason.RETRACTED}
    (other,) = told({"point": 25, "who": "B", "day": 4}, retraction)
    assert bounds(other) == (25, 25, 25, False), "what B said is not A's to take back"
    (before,) = told(retraction | {"day": 3}, {"point": 25, "who": "A", "day": 4})
    assert before.best == 25, "said anew after the retraction"


@pytest.mark.parametrize(("low", "best", "high"), [(5, None, 4), (5, 4, 9), (5, 10, 9)])
def test_bounds_out_of_order_are_refused(low: int, best: int | None, high: int) -> None:
    (toll,) = told({"point": 9, "who": "A"})
    with pytest.raises(ValueError, match=r"no such toll|lies outside"):
        Toll(toll.effect, toll.victim_class, low, best, high, False, toll.verification, toll.used)


def test_a_toll_that_its_report_calls_the_earlier_one_is_superseded() -> None:
    text = "The blast in Qarat killed 32 people, the Ridge Office said, updating an earlier toll of 15."
    basis = {"kind": "toll", "cause": "explosive", "place": "Qarat", "when": dt.date(2031, 5, 2), "who": "Ridge Office"}
    claims = [basis | {"in": "killed 32 people", "point": 32}, basis | {"in": "earlier toll of 15", "point": 15}]
    time = dt.datetime(2031, 5, 3, 9, tzinfo=dt.UTC)
    said, documents = tell([{"id": "a", "outlet": "Meridian Wire", "published": time, "text": text, "claim": claims}])
    before = [
        replace(c, claim=replace(c.claim, evidence=replace(c.claim.evidence, before="updating an "))) for c in said
    ]
    found = weighable([said[0], before[1]], documents)
    (toll,) = tolls_of(found)
    assert (toll.low, toll.best, toll.high) == (32, 32, 32)
    assert [x.reason for x in toll.left_out] == [LeaveReason.SUPERSEDED]
