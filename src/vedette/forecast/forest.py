"""The better model: a quantile regression forest (Meinshausen 2006) over all areas together.

Each tree sorts months by what went before; the months that share a leaf with the one asked about, of whatever area,
are what its future is drawn from. What goes in can be read: the last months, means, how long ago somebody died. Half of
what is shown is drawn from the area's own negative binomial (`rolling.pooled`): a forest knows no area by its name.
"""

import math
from collections.abc import Mapping, Sequence

from vedette.errors import MissingPart
from vedette.forecast.baselines import RECENT, Values, resampled

NAME = "forest"
#: Trees, the fewest months in a leaf, and the seed. Chosen once, on nothing: the usual values of the method.
TREES, LEAF, SEED = 200, 10, 7
#: Months that must lie before one that is learned from.
BEHIND = RECENT


def features(history: Sequence[int], country: Sequence[int]) -> list[float]:
    """What is known of a month from its area's and its country's months before it."""
    some = history[-BEHIND:]
    since = next((i for i, n in enumerate(reversed(some)) if n), BEHIND)
    given = [*some[-3:], sum(some[-3:]) / 3, sum(some[-6:]) / 6, sum(some) / len(some), max(some), country[-1]]
    return [*map(math.log1p, given), float(since)]


def forecasts(counts: Mapping[str, Sequence[int]], horizon: int) -> dict[str, Values]:
    """The distribution of each area's month that comes `horizon` months after the last. Raises MissingPart without
    scikit-learn, ValueError where there are too few months to learn from."""
    try:
        import numpy as np
        from sklearn.ensemble import RandomForestRegressor
    except ImportError as error:
        raise MissingPart(f"the forest needs one more part ({error.name}): pip install 'vedette[forecast]'") from error
    totals = _by_country(counts)
    known: list[list[float]] = []
    came: list[int] = []
    for area, months in counts.items():
        whole = totals[area.split("/", 1)[0]]
        for at in range(BEHIND, len(months) - horizon + 1):
            known.append(features(months[:at], whole[:at]))
            came.append(months[at + horizon - 1])
    if len(known) < LEAF:
        raise ValueError(f"{len(known)} months to learn from are too few")
    forest = RandomForestRegressor(
        n_estimators=TREES, min_samples_leaf=LEAF, max_features=0.5, random_state=SEED, n_jobs=1
    )
    table, outcome = np.asarray(known), np.asarray(came)
    forest.fit(table, np.log1p(outcome))
    asked = np.asarray([features(m, totals[a.split("/", 1)[0]]) for a, m in counts.items()])
    leaves, mine = forest.apply(table), forest.apply(asked)
    found = {}
    for i, area in enumerate(counts):
        same = leaves == mine[i]
        weights = (same / same.sum(axis=0)).sum(axis=1)
        chosen = np.flatnonzero(weights)
        found[area] = resampled([int(outcome[j]) for j in chosen], [float(weights[j]) for j in chosen])
    return found


def _by_country(counts: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for area, months in counts.items():
        before = found.setdefault(area.split("/", 1)[0], [0] * len(months))
        for i, n in enumerate(months):
            before[i] += n
    return found
