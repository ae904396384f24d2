"""Blocking: which pairs of claims are worth scoring. By place and day, or by standing side by side in one report.

Keys are functions of one claim alone, so that a new claim is compared with a handful of others and no count over the
corpus plays a part.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from vedette.model.claim import EventContent, Scope, TollContent
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.testimony.base import Testimony, is_update
from vedette.reconciliation.testimony.kinds import RARE, told_type
from vedette.reconciliation.testimony.places import keys_of, name_of
from vedette.reconciliation.testimony.wording import name_keys

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
    """The names by which another account may place it: those of its sentence and of a place that is on no map."""
    place = t.claim.place
    known = place is not None and place.place is not None
    return t.wording.names if known else t.wording.names | name_keys(name_of(t.claim).title())


class Blocks:
    """Testimonies by key, one a claim (`said`), and which of them share a block or stand side by side in a report."""

    def __init__(self, testimonies: Iterable[Testimony]) -> None:
        """Of each claim the blocks are worked out once."""
        single = {t.key: t for t in testimonies}
        self.said = [single[key] for key in sorted(single)]
        blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
        reports: dict[str, list[int]] = defaultdict(list)
        self._own: list[tuple[list[int], ...]] = []
        self._report: list[list[int]] = []
        for i, t in enumerate(self.said):
            own = [blocks[key] for key in dict.fromkeys(keys_for(t))]
            self._report.append(reports[t.claim.claim.document])
            for members in (*own, self._report[i]):
                members.append(i)
            self._own.append(tuple(own))

    def beside(self, i: int) -> set[int]:
        """The numbers in `said` of those that are worth comparing with one."""
        t, near = self.said[i], self._report[i]
        found = set().union(*self._own[i])
        found.update(j for j in near if j not in found and _nearby(t, self.said[j]))
        found.discard(i)
        return found

    def after(self, i: int) -> list[int]:
        """Those of them that come after it, in order: over all claims each pair once."""
        return sorted(j for j in self.beside(i) if j > i)


def candidates(
    testimonies: Iterable[Testimony], *, about: Collection[ClaimKey] | None = None
) -> list[tuple[Testimony, Testimony]]:
    """The pairs that share a block, each once, in the order of their keys; `about`: only those with one of these."""
    blocks = Blocks(testimonies)
    said = blocks.said
    if about is None:
        return [(t, said[j]) for i, t in enumerate(said) for j in blocks.after(i)]
    asked = (i for i, t in enumerate(said) if t.key in about)
    pairs = {(i, j) if i < j else (j, i) for i in asked for j in blocks.beside(i)}
    return [(said[i], said[j]) for i, j in sorted(pairs)]


def _nearby(a: Testimony, b: Testimony) -> bool:
    apart = gap(a, b)
    return apart is not None and apart <= NEARBY


def sentence_of(claim: ResolvedClaim) -> tuple[DocumentId, int]:
    """The report of a claim and where its sentence begins; -1 where it has none."""
    span = claim.claim.evidence.sentence or claim.claim.evidence.span
    return (claim.claim.document, -1 if span is None else span.start)


def gap(a: Testimony, b: Testimony) -> int | None:
    """Characters between the sentences of two claims of one report; 0 in one sentence, None in different reports."""
    if a.claim.claim.document != b.claim.claim.document:
        return None
    one, other = a.claim.claim.evidence, b.claim.claim.evidence
    p, q = one.sentence or one.span, other.sentence or other.span
    if p is None or q is None:
        return None
    return max(0, max(p.start, q.start) - min(p.end, q.end))
