"""How good a distribution was once the number is known: smaller is better in all three.

The scores and bins are those of the VIEWS prediction challenge of 2023/24 (Hegre et al.): CRPS, the ignorance (log)
score over bins of counts, the interval score of the 90 per cent interval.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Upper ends of the bins of the log score, the last open.
BINS = (0, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
#: Share outside of the interval.
OUTSIDE = 0.1


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over `count` forecasts; `log` in bits."""

    crps: float
    log: float
    mis: float
    count: int


def crps(values: Sequence[int], came: int) -> float:
    """The continuous ranked probability score of equally likely values in order."""
    n = len(values)
    spread = sum((2 * i - n + 1) * v for i, v in enumerate(values))
    return sum(abs(v - came) for v in values) / n - spread / (n * n)


def log_score(values: Sequence[int], came: int) -> float:
    """The surprise in bits at the bin that came, one value added to each bin so that none is impossible."""
    wanted = _bin(came)
    hits = sum(_bin(v) == wanted for v in values)
    return -math.log2((hits + 1) / (len(values) + len(BINS) + 1))


def interval(values: Sequence[int], share: float = 1 - OUTSIDE) -> tuple[int, int]:
    """The interval that holds a share of the values, as many left out on either side."""
    out = (1 - share) / 2
    n = len(values)
    left = math.floor(round(out * n, 9))
    return values[min(n - 1, left)], values[max(0, n - 1 - left)]


def interval_score(values: Sequence[int], came: int) -> float:
    """The width of the 90 per cent interval, and twenty times the distance of what came from it."""
    low, high = interval(values)
    return high - low + 2 / OUTSIDE * (max(0, low - came) + max(0, came - high))


def scored(pairs: Iterable[tuple[Sequence[int], int]]) -> Scores:
    """The mean scores of forecasts with what came. Raises ValueError for none."""
    given = list(pairs)
    if not given:
        raise ValueError("nothing to score: no forecast has come due")
    n = len(given)
    return Scores(
        sum(crps(v, y) for v, y in given) / n,
        sum(log_score(v, y) for v, y in given) / n,
        sum(interval_score(v, y) for v, y in given) / n,
        n,
    )


def _bin(number: int) -> int:
    return next((i for i, top in enumerate(BINS) if number <= top), len(BINS))
