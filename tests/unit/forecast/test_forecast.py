"""Distributions of deaths to come: the plain ones, their scores, the model, and which of them is shown."""

import datetime as dt
import random
from pathlib import Path

import pytest

from tests.unit.tallies.test_series import FIRST, happened, printed
from vedette.errors import SourceFailed
from vedette.forecast import forest
from vedette.forecast.baselines import BASELINES, VALUES, conflictology, last, negative_binomial, resampled, zero
from vedette.forecast.rolling import Scored, choose, forecast, pooled, score
from vedette.forecast.scores import Scores, crps, interval, interval_score, log_score, scored
from vedette.forecast.table import Months, from_tallies, from_ucdp, shifted
from vedette.tallies.series import Tallies

START = dt.date(2030, 1, 1)


def waves(length: int = 40, areas: int = 6) -> Months:
    """Areas in which bad months follow bad months."""
    chance = random.Random(3)
    counts = {}
    for number in range(areas):
        level, own = 5.0, []
        for _ in range(length):
            level = min(200.0, max(0.2, level * chance.choice((0.6, 0.8, 1.0, 1.3, 1.6))))
            own.append(int(level * chance.random() * 2))
        counts[f"XX/{number}"] = tuple(own)
    return Months(START, counts)


def test_the_plain_forecasts() -> None:
    assert set(zero([3, 4])) == {0}
    assert sum(last([0, 0, 9])) / VALUES == pytest.approx(9, abs=0.3)
    assert set(last([5, 0])) == {0}
    assert sorted(set(conflictology([99, *range(12)]))) == list(range(12))
    values = negative_binomial([0, 0, 30, 0, 2, 50, 0, 0, 1, 8, 0, 9])
    assert sum(values) / VALUES == pytest.approx(100 / 12, rel=0.15)
    assert values[0] == 0
    assert all(len(f([1, 2, 3])) == VALUES and list(f([1, 2, 3])) == sorted(f([1, 2, 3])) for f in BASELINES.values())


def test_a_sample_has_its_quantiles_by_weight() -> None:
    assert resampled([5, 1], [3.0, 1.0]).count(1) == VALUES // 4
    with pytest.raises(ValueError, match="no sample"):
        resampled([])


def test_a_pool_gives_each_the_same_weight() -> None:
    assert pooled(zero([1]), (8,) * VALUES).count(8) == VALUES // 2


def test_crps_of_a_point_is_its_distance_and_of_a_spread_less() -> None:
    assert crps((4,) * 10, 7) == pytest.approx(3)
    assert crps((0, 0, 10, 10), 5) == pytest.approx(5 - 2.5)
    assert crps(tuple(range(100)), 50) < crps((0,) * 100, 50)


def test_the_log_score_is_in_bits_and_never_endless() -> None:
    assert log_score((0,) * 200, 0) == pytest.approx(0.07, abs=0.01)
    assert 7 < log_score((0,) * 200, 2000) < 8


def test_the_interval_score_is_the_width_and_twenty_times_what_it_misses() -> None:
    values = tuple(range(1, 101))
    assert interval(values) == (6, 95)
    assert interval_score(values, 50) == 89
    assert interval_score(values, 97) == pytest.approx(89 + 40)
    with pytest.raises(ValueError, match="nothing to score"):
        scored([])


def test_months_of_a_ledger_are_whole_months_of_divisions() -> None:
    told = [happened(3, dead=2), happened(40, dead=5), happened(70, dead=9), happened(41, dead=1, areas=("XX",))]
    months = from_tallies(Tallies(told, {}, printed(Wire=range(0, 75))))
    assert months == Months(FIRST, {"XX/North": (2, 5)})
    assert months.month(2) == dt.date(2030, 3, 1)
    assert shifted(dt.date(2030, 11, 1), 3) == dt.date(2031, 2, 1)


def test_months_of_a_table_of_ucdp(tmp_path: Path) -> None:
    table = tmp_path / "ged.csv"
    table.write_text(
        "id,date_end,best,country,adm_1\n1,2030-01-31 00:00:00.000,4,Exland,North\n2,2030-03-02,6,Exland,North\n"
        "3,2030-02-01,1,Exland,\n",
        encoding="utf-8",
    )
    assert from_ucdp(table) == Months(START, {"Exland": (0, 1, 0), "Exland/North": (4, 0, 6)})
    table.write_text("id,best\n1,4\n", encoding="utf-8")
    with pytest.raises(SourceFailed, match="no column 'date_end'"):
        from_ucdp(table)
    table.write_text("date_end,best,country,adm_1\n2030-01-31,four,Exland,\n", encoding="utf-8")
    with pytest.raises(SourceFailed, match="line 2"):
        from_ucdp(table)


def test_the_forest_learns_that_bad_months_follow_bad_months_and_is_the_same_each_time() -> None:
    pytest.importorskip("sklearn")
    counts = {**waves().counts, "XX/calm": (0,) * 40, "XX/war": (150,) * 40}
    found = forest.forecasts(counts, 1)
    assert sum(found["XX/war"]) > 20 * max(1, sum(found["XX/calm"]))
    assert found == forest.forecasts(counts, 1)


def test_scores_are_by_rolling_origin_and_see_nothing_of_what_comes() -> None:
    whole = waves(40, 3)
    found, _ = score(whole, origins=3)
    assert {s.horizon for s in found} == {1, 2, 3}
    assert all(s.scores.count == 3 * 3 for s in found)
    changed = Months(START, {a: (*c[:-1], c[-1] + 500) for a, c in whole.counts.items()})
    a, b = (forecast(Months(START, {k: v[:-1] for k, v in m.counts.items()}), choose(found)) for m in (whole, changed))
    assert a == b


def test_a_short_record_is_not_scored() -> None:
    assert score(waves(25, 2))[0] != ()
    assert score(waves(24, 2))[0] == ()
    assert choose(()) == ()


def test_a_model_that_does_not_beat_its_baseline_says_so_and_the_baseline_is_shown() -> None:
    def given(**crps_of: float) -> list[Scored]:
        return [Scored(m.replace("_", " "), 1, Scores(c, 1, 1, 9)) for m, c in crps_of.items()]

    (worse,) = choose(given(zero=3.0, negative_binomial=2.0, forest=2.0))
    assert worse.method == "negative binomial"
    assert "does not beat its baseline: CRPS 2.00 against CRPS 2.00" in worse.why
    (better,) = choose(given(zero=3.0, forest=1.5))
    assert better.method == "forest"
    (alone,) = choose(given(zero=3.0))
    assert (alone.method, alone.why.startswith("the model could not be made")) == ("zero", True)
