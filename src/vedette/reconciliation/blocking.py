"""Blocking: which pairs of claims are worth scoring. By place and day, or by standing side by side in one report.

Keys are functions of one claim alone, so that a new claim is compared with a handful of others and no count over the
corpus plays a part.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from vedette.model.claim import EventContent, Scope, TollContent
from vedette.model.ids import ClaimKey
from vedette.reconciliation.base import Testimony
from vedette.reconciliation.kinds import RARE, told_type
from vedette.reconciliation.places import keys_of, name_of
from vedette.reconciliation.wording import name_keys

#: Longer intervals ("in July") say too little to be compared day by day; they meet only claims of the same interval.
LONG_DAYS = 10
#: An update speaks of an event of the days before.
UPDATE_DAYS = 7
#: A figure from this size on is a block of its own, with the days on which others may date it.
TELLING_FIGURE, FIGURE_DAYS = 5, 5
#: Figures from this size on meet whatever place of a province or conflict they are given for.
LARGE_FIGURE = 20
#: Claims of one report further apart than this many characters are not taken to speak of one thing without a place.
NEARBY = 400


def is_happening(t: Testimony) -> bool:
    """Whether a claim can belong to an event: it says that something happened, or how many in one event."""
    content = t.claim.claim.content
    if isinstance(content, TollContent):
        return content.scope is not Scope.CUMULATIVE
    return isinstance(content, EventContent)


def is_update(t: Testimony) -> bool:
    """Whether a claim updates the toll of an earlier event."""
    content = t.claim.claim.content
    return isinstance(content, TollContent) and content.scope is Scope.UPDATE


def keys_for(t: Testimony) -> Iterator[tuple[str, str]]:
    """The blocks of one claim: its places by the days it may be of, and its figure by the days around."""
    when = t.when
    if when is None:
        return
    content = t.claim.claim.content
    if isinstance(content, TollContent) and content.quantity.low >= TELLING_FIGURE and when.days <= LONG_DAYS:
        for i in range(-FIGURE_DAYS, when.days):
            yield (f"{content.effect}:{content.quantity.low}", (when.start + dt.timedelta(days=i)).isoformat())
    for region in _regions(t):
        yield from ((region, (when.start + dt.timedelta(days=i)).isoformat()) for i in range(-FIGURE_DAYS, when.days))
    for place in (*keys_of(t.claim), *(f"word:{name}" for name in sorted(names_in(t)))):
        if when.days > LONG_DAYS:
            yield (place, f"{when.start}/{when.end}")
            continue
        # Its days and the day after: two claims a day apart share one, two days apart none.
        for i in range(-UPDATE_DAYS if is_update(t) else 0, when.days + 1):
            yield (place, (when.start + dt.timedelta(days=i)).isoformat())


def _regions(t: Testimony) -> Iterator[str]:
    """Blocks of large and of rare events, which may be placed by the village, the town or the province."""
    content, place = t.claim.claim.content, t.claim.place
    if t.when is None or t.when.days > LONG_DAYS:
        return
    around = [] if place is None or place.admin1 is None else [f"{place.country}/{place.admin1}"]
    if (kind := told_type(t)) in RARE:
        yield from (f"{kind}:{region}" for region in around)
    if isinstance(content, TollContent) and content.quantity.low >= LARGE_FIGURE:
        yield from (f"{content.effect}:{region}" for region in (*around, *t.claim.conflicts))


@lru_cache(maxsize=65_536)
def names_in(t: Testimony) -> frozenset[str]:
    """The names by which another account may place it: those of its sentence and of its place."""
    return t.wording.names | name_keys(name_of(t.claim).title())


def candidates(
    testimonies: Iterable[Testimony], *, about: Collection[ClaimKey] | None = None
) -> list[tuple[Testimony, Testimony]]:
    """The pairs that share a block, each once, in the order of their keys; `about`: only those with one of these."""
    blocks: dict[tuple[str, str], list[Testimony]] = defaultdict(list)
    documents: dict[str, list[Testimony]] = defaultdict(list)
    for t in testimonies:
        for key in keys_for(t):
            blocks[key].append(t)
        documents[t.claim.claim.document].append(t)
    pairs: dict[tuple[ClaimKey, ClaimKey], tuple[Testimony, Testimony]] = {}
    for members in blocks.values():
        # Sorted once, so that the first of a pair is the one with the smaller key.
        ranked = sorted(((t.key, t) for t in members), key=lambda m: m[0])
        if about is not None:
            ranked = _about(ranked, about)
        for (p, a), (q, b) in combinations(ranked, 2):
            if p != q and (about is None or p in about or q in about):
                pairs[(p, q)] = (a, b)
    for members in documents.values():
        for a, b in combinations(sorted(members, key=lambda t: t.key), 2):
            asked = about is None or a.key in about or b.key in about
            if asked and (apart := gap(a, b)) is not None and apart <= NEARBY and a.key != b.key:
                pairs[(a.key, b.key)] = (a, b)
    return [pairs[k] for k in sorted(pairs)]


def _about(ranked: list[tuple[ClaimKey, Testimony]], about: Collection[ClaimKey]) -> list[tuple[ClaimKey, Testimony]]:
    """A block, unless nobody in it is asked about."""
    return ranked if any(key in about for key, _ in ranked) else []


def gap(a: Testimony, b: Testimony) -> int | None:
    """Characters between the sentences of two claims of one report; 0 in one sentence, None in different reports."""
    if a.claim.claim.document != b.claim.claim.document:
        return None
    one, other = a.claim.claim.evidence, b.claim.claim.evidence
    p, q = one.sentence or one.span, other.sentence or other.span
    if p is None or q is None:
        return None
    return max(0, max(p.start, q.start) - min(p.end, q.end))
