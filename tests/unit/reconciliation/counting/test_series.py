"""Each check of a running total sees its fault in an invented series, and none in a sound one."""

import datetime as dt
from dataclasses import replace

import pytest

from vedette.model.toll import Fault
from vedette.reconciliation.counting.series import Point, counters
from vedette.reconciliation.counting.series_checks import exchanged, flags_of

RISES = (41, 57, 38, 49, 62, 35, 44, 58, 39, 47, 53, 36, 61, 42, 55, 37, 48, 59, 43, 51)
FIRST = dt.date(2031, 5, 1)


def sound(*, start: int = 4_013, periods: bool = True) -> list[Point]:
    """A count that rises daily, each report with its own figure."""
    points, total = [], start
    for i, rise in enumerate(RISES):
        total += rise
        points.append(Point(FIRST + dt.timedelta(days=i), total, rise if periods else None, source="Ministry"))
    return points


def faults(points: list[Point]) -> dict[int, str]:
    """The faults found, by the number of days since the first."""
    return {(f.day - FIRST).days: f.fault.value for f in flags_of(points)}


@pytest.mark.parametrize("periods", [True, False])
def test_a_sound_series_has_no_flag(periods: bool) -> None:
    assert faults(sound(periods=periods)) == {}


def test_a_count_begun_anew_is_no_correction() -> None:
    before = sound()[:12]
    after = [replace(p, total=p.total - 4_500) for p in sound()[12:]]
    assert faults([*before, *after]) == {12: Fault.RESET}


def test_a_total_corrected_downwards_is_falling() -> None:
    points = [p if i < 12 else replace(p, total=p.total - 120, added=None) for i, p in enumerate(sound())]
    assert faults(points) == {12: Fault.FALLING}


def test_a_long_silence_is_a_gap() -> None:
    points = [p for i, p in enumerate(sound(periods=False)) if not 10 <= i < 16]
    assert faults(points) == {16: Fault.GAP}


def test_digits_exchanged_in_the_figure_of_the_day() -> None:
    points = sound()
    points[9] = replace(points[9], added=74)
    assert faults(points) == {9: Fault.TRANSPOSED}


def test_digits_exchanged_in_a_total() -> None:
    points = sound(periods=False)
    assert points[10].total == 4_536
    points[10] = replace(points[10], total=5_436)
    assert faults(points) == {10: Fault.TRANSPOSED}


def test_a_round_total_among_exact_ones() -> None:
    points = sound()
    points[9] = replace(points[9], total=4_500)
    assert faults(points)[9] == Fault.ROUNDED


def test_a_round_total_that_the_figures_bear_out_is_sound() -> None:
    points = sound(start=4_017)
    assert points[9].total % 100 == 87
    shifted = [replace(p, total=p.total + 13) for p in points]
    assert faults(shifted) == {}


def test_the_last_total_printed_again() -> None:
    points = sound()
    points[9] = replace(points[9], total=points[8].total)
    assert faults(points)[9] == Fault.DUPLICATE


def test_a_late_addition_in_bulk() -> None:
    points = [p if i < 9 else replace(p, total=p.total + 720) for i, p in enumerate(sound())]
    assert faults(points) == {9: Fault.JUMP}


def test_a_bloody_day_is_no_jump() -> None:
    points = [
        p if i < 9 else replace(p, total=p.total + 720, added=p.added + 720 if i == 9 and p.added else p.added)
        for i, p in enumerate(sound())
    ]
    assert faults(points) == {}


def test_what_is_marked_as_worked_out_is_flagged_and_plays_no_other_part() -> None:
    points = [replace(p, total=9_999, added=None, worked_out=True) if i == 9 else p for i, p in enumerate(sound())]
    assert faults(points) == {9: Fault.EXTRAPOLATED}


def test_a_total_carried_on_for_days_was_not_counted() -> None:
    points = sound(periods=False)
    carried = [p if not 9 <= i < 12 else replace(p, total=points[8].total) for i, p in enumerate(points)]
    assert faults(carried) == {9: Fault.EXTRAPOLATED, 10: Fault.EXTRAPOLATED, 11: Fault.EXTRAPOLATED}


def test_sources_that_take_turns_are_one_counter_and_rivals_two() -> None:
    ministry, rival = sound()[::2], [replace(p, source="Office") for p in sound()[1::2]]
    assert len(counters([*ministry, *rival])) == 1
    other = [replace(p, total=p.total + 9, source="Agency") for p in ministry]
    assert [len(c) for c in counters([*ministry, *other])] == [10, 10]


@pytest.mark.parametrize(
    ("a", "b", "so"),
    [(4_237, 4_327, True), (384, 348, True), (348, 384, True), (348, 348, False), (39, 390, False), (184, 481, False)],
)
def test_two_neighbouring_digits_exchanged(a: int, b: int, so: bool) -> None:
    assert exchanged(a, b) is so
