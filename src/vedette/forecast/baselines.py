"""The plain forecasts that any other has to beat. Each gives a distribution as equally likely values, in order.

No chance plays a part: the values are quantiles, so that the same table gives the same bytes.
"""

import math
from collections.abc import Iterator, Sequence

#: Equally likely values of a distribution.
VALUES = 200
#: Months that conflictology draws on, and that the negative binomial is fitted to.
RECENT, FITTED = 12, 36

Values = tuple[int, ...]


def zero(_: Sequence[int]) -> Values:
    """Nobody will die: right for most areas in most months."""
    return (0,) * VALUES


def last(history: Sequence[int]) -> Values:
    """As in the last month, spread as counts of that mean are (Poisson)."""
    mean = float(history[-1])
    return quantiles(_poisson(mean), ceiling=_ceiling(mean, mean))


def conflictology(history: Sequence[int]) -> Values:
    """Any of the last twelve months comes again, each as likely."""
    return resampled(history[-RECENT:])


def negative_binomial(history: Sequence[int]) -> Values:
    """The negative binomial with the mean and variance of the last three years; a Poisson where these vary less."""
    some = history[-FITTED:]
    mean = sum(some) / len(some)
    variance = sum((x - mean) ** 2 for x in some) / max(1, len(some) - 1)
    if mean == 0:
        return zero(history)
    if variance <= mean:
        return quantiles(_poisson(mean), ceiling=_ceiling(mean, mean))
    size = mean * mean / (variance - mean)
    return quantiles(_negative_binomial(mean, size), ceiling=_ceiling(mean, variance))


BASELINES = {
    "zero": zero,
    "last": last,
    "conflictology": conflictology,
    "negative binomial": negative_binomial,
}


def resampled(values: Sequence[int], weights: Sequence[float] | None = None) -> Values:
    """The quantiles of a weighted sample. Raises ValueError for none."""
    if not values:
        raise ValueError("no sample: there is no distribution")
    pairs = sorted(zip(values, weights or [1.0] * len(values), strict=True))
    total = sum(w for _, w in pairs)
    found: list[int] = []
    reached = 0.0
    at = 0
    for i in range(VALUES):
        wanted = (i + 0.5) / VALUES * total
        while at < len(pairs) - 1 and reached + pairs[at][1] < wanted:
            reached += pairs[at][1]
            at += 1
        found.append(pairs[at][0])
    return tuple(found)


def quantiles(chances: Iterator[float], *, ceiling: int) -> Values:
    """The quantiles of a distribution over 0, 1, 2 ... up to a ceiling, beyond which nothing is looked at."""
    found: list[int] = []
    reached = 0.0
    for number, chance in zip(range(ceiling + 1), chances, strict=False):
        reached += chance
        while len(found) < VALUES and (len(found) + 0.5) / VALUES <= reached:
            found.append(number)
        if len(found) == VALUES:
            break
    return (*found, *([ceiling] * (VALUES - len(found))))


def _ceiling(mean: float, variance: float) -> int:
    return int(mean + 20 * math.sqrt(variance) + 20)


def _poisson(mean: float) -> Iterator[float]:
    number = 0
    while True:
        yield math.exp(number * math.log(mean) - mean - math.lgamma(number + 1)) if mean else float(number == 0)
        number += 1


def _negative_binomial(mean: float, size: float) -> Iterator[float]:
    share = size / (size + mean)
    number = 0
    while True:
        logs = math.lgamma(number + size) - math.lgamma(size) - math.lgamma(number + 1)
        yield math.exp(logs + size * math.log(share) + number * math.log1p(-share))
        number += 1
