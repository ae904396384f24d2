"""Forecasts from every month of the recent past, scored by what came, and the choice that follows: the model where it
beat every plain forecast, else the best of these, and said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.errors import MissingPart
from vedette.forecast import forest
from vedette.forecast.baselines import BASELINES, Values, negative_binomial, resampled
from vedette.forecast.scores import Scores, scored
from vedette.forecast.table import Months

#: Months ahead, months that must lie behind a forecast, and how many past months are forecast from.
HORIZONS, LEAST, ORIGINS = (1, 2, 3), 24, 24


@dataclass(frozen=True, slots=True)
class Scored:
    """A method's scores for one horizon."""

    method: str
    horizon: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which method is shown for a horizon, and in words why."""

    horizon: int
    method: str
    why: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """An area's distribution of deaths `horizon` months after the last whole month."""

    area: str
    horizon: int
    method: str
    values: Values


def methods() -> tuple[str, ...]:
    """The names of all methods, the model last."""
    return (*BASELINES, forest.NAME)


def made(method: str, counts: Mapping[str, Sequence[int]], horizon: int) -> dict[str, Values]:
    """One method's distribution for each area. Raises MissingPart, ValueError as the forest does."""
    if method == forest.NAME:
        return {
            area: pooled(values, negative_binomial(counts[area]))
            for area, values in forest.forecasts(counts, horizon).items()
        }
    return {area: BASELINES[method](months) for area, months in counts.items()}


def pooled(*given: Values) -> Values:
    """The linear pool of distributions, each with the same weight: what all areas teach, and what this one does."""
    return resampled([v for values in given for v in values])


def score(months: Months, *, origins: int = ORIGINS) -> tuple[tuple[Scored, ...], str]:
    """The scores of each method and horizon over the last origins, and why the model is not among them, if it is not.
    Nothing where the record is shorter than two years and a month."""
    pairs: dict[tuple[str, int], list[tuple[Values, int]]] = {}
    missing = ""
    for horizon in HORIZONS:
        newest = months.length - horizon
        for origin in range(max(LEAST, newest - origins + 1), newest + 1):
            known = {area: own[:origin] for area, own in months.counts.items()}
            for method in methods():
                try:
                    given = made(method, known, horizon)
                except (MissingPart, ValueError) as error:
                    missing = str(error)
                    continue
                own = pairs.setdefault((method, horizon), [])
                own += [(given[area], full[origin + horizon - 1]) for area, full in months.counts.items()]
    return tuple(
        Scored(m, h, scored(p)) for (m, h), p in sorted(pairs.items(), key=lambda x: (x[0][1], x[0][0]))
    ), missing


def choose(found: Sequence[Scored]) -> tuple[Chosen, ...]:
    """For each horizon the model if its CRPS is below that of every baseline, else the best baseline."""
    chosen = []
    for horizon in sorted({s.horizon for s in found}):
        mine = {s.method: s.scores.crps for s in found if s.horizon == horizon}
        model = mine.pop(forest.NAME, None)
        best = min(mine, key=lambda m: (mine[m], m))
        words = f"CRPS {mine[best]:.2f} of the best baseline ({best})"
        if model is None:
            chosen.append(Chosen(horizon, best, f"the model could not be made; {words}"))
        elif model < mine[best]:
            chosen.append(Chosen(horizon, forest.NAME, f"CRPS {model:.2f}, below {words}"))
        else:
            chosen.append(
                Chosen(horizon, best, f"the model does not beat its baseline: CRPS {model:.2f} against {words}")
            )
    return tuple(chosen)


def forecast(months: Months, chosen: Sequence[Chosen]) -> tuple[Forecast, ...]:
    """The forecasts of each area by the chosen methods, by area and horizon."""
    found = []
    for one in chosen:
        for area, values in made(one.method, months.counts, one.horizon).items():
            found.append(Forecast(area, one.horizon, one.method, values))
    return tuple(sorted(found, key=lambda f: (f.area, f.horizon)))
