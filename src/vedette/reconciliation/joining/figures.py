"""Figures of two claims laid side by side: whether they count the same people, and whether both can be true."""

from functools import lru_cache

from vedette.model.claim import TollContent
from vedette.model.quantity import Quantity
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.victims import counted
from vedette.reconciliation.voices.statements import quantity_of


@lru_cache(maxsize=4_096)
def alike(a: Testimony, b: Testimony) -> bool:
    """Whether the figures of two claims can be compared: tolls of one effect, of people who may be the same."""
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or mine.effect is not other.effect:
        return False
    return not kinds_differ(a, b) and not may_be_part(a, b)


def kinds_differ(a: Testimony, b: Testimony) -> bool:
    """Whether two tolls count different people; people of unsaid class may be anybody."""
    p, q = counted(a), counted(b)
    return p.part != q.part or (not p.whole and not q.whole and p != q)


def may_be_part(a: Testimony, b: Testimony) -> bool:
    """Whether one counts everybody and the other fewer people of one class: "12 killed" and "8 civilians killed"."""
    p, q = counted(a), counted(b)
    if p.whole == q.whole:
        return False
    whole, part = (a, b) if p.whole else (b, a)
    return headline(quantity_of(part)) < headline(quantity_of(whole))


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether some number satisfies both. An approximate figure is stretched by a tenth either way."""
    (p, q), (r, s) = bounds(a), bounds(b)
    return (s is None or p <= s) and (q is None or r <= q)


def bounds(q: Quantity) -> tuple[int, int | None]:
    """The interval, stretched by a tenth where the figure is approximate: "around 300" goes with 310."""
    if not q.approximate:
        return q.low, q.high
    return q.low - q.low // 10, None if q.high is None else q.high + q.high // 10


def headline(q: Quantity) -> int:
    """The one number a reader takes away: the point, the floor, or the ceiling of "up to"."""
    return q.low if q.low or q.high is None else q.high
