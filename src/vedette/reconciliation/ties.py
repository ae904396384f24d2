"""Ties: which claims may touch one another's events, tolls and places, whichever of them are known.

What follows from the claims is a sum over groups of claims that are tied to no others. A tie stands between any two
that could meet in some set of known claims, so that one more claim, or one less, changes its own group and nothing
else. That is what a look back along the public clock is made of: a few small groups a report, not the whole ledger.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vedette.model.claim import ControlContent
from vedette.model.ids import ClaimKey
from vedette.reconciliation.joining.answers import is_denial, within_reach
from vedette.reconciliation.joining.blocking import is_happening, keys_for
from vedette.reconciliation.joining.clustering import Pair
from vedette.reconciliation.joining.pairs import Score
from vedette.reconciliation.joining.parts import parts_among
from vedette.reconciliation.joining.scoring import PairScores, packed
from vedette.reconciliation.reconcile import Scorer, is_total, scores_of, together, window_of
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.places import spot_key


@dataclass(slots=True)
class Ties:
    """`beside` are the claims that a claim is tied to, `rings` the groups within which all are tied, `members` who is
    in a ring; `scores` are of every pair worth scoring, but for those that `sure` has: told as one by their report."""

    beside: dict[ClaimKey, list[ClaimKey]] = field(default_factory=lambda: defaultdict(list))
    rings: dict[ClaimKey, list[Hashable]] = field(default_factory=lambda: defaultdict(list))
    members: dict[Hashable, list[ClaimKey]] = field(default_factory=lambda: defaultdict(list))
    scores: PairScores = field(default_factory=PairScores)
    sure: dict[ClaimKey, dict[ClaimKey, Score]] = field(default_factory=lambda: defaultdict(dict))

    def tie(self, a: ClaimKey, b: ClaimKey) -> None:
        """Tie two claims."""
        self.beside[a].append(b)
        self.beside[b].append(a)

    def join(self, ring: Hashable, key: ClaimKey) -> None:
        """Tie a claim to all of a ring."""
        self.rings[key].append(ring)
        self.members[ring].append(key)

    def near(self, key: ClaimKey) -> Iterator[ClaimKey]:
        """The claims that a claim is tied to."""
        yield from self.beside.get(key, ())
        for ring in self.rings.get(key, ()):
            yield from self.members[ring]

    def groups(self, starts: Iterable[ClaimKey], known: Collection[ClaimKey]) -> Iterator[list[ClaimKey]]:
        """The groups of known claims that hold one of `starts`, or a claim that was tied to one of them."""
        seen: set[ClaimKey] = set()
        for start in starts:
            if start in known:
                around: Iterable[ClaimKey] = (start,)
            else:  # gone: those that it held together may fall apart
                around = list(self.near(start))
            for first in around:
                if first in known and first not in seen:
                    yield self._group(first, known, seen)

    def _group(self, first: ClaimKey, known: Collection[ClaimKey], seen: set[ClaimKey]) -> list[ClaimKey]:
        seen.add(first)
        found, rings = [first], set[Hashable]()
        for key in found:
            near = list(self.beside.get(key, ()))
            for ring in self.rings.get(key, ()):
                if ring not in rings:
                    rings.add(ring)
                    near += self.members[ring]
            for other in near:
                if other in known and other not in seen:
                    seen.add(other)
                    found.append(other)
        return found

    def scorer(self) -> Scorer:
        """Scores looked up. For claims whose testimony is the same at every time."""

        def look_up(happenings: Sequence[Testimony]) -> Mapping[Pair, Score]:
            given = {t.key for t in happenings}
            sure = {(a, b): s for a in given for b, s in self.sure.get(a, {}).items() if b in given}
            return self.scores.among(given) | sure

        return look_up


def ties_of(
    testimonies: Sequence[Testimony],
    *,
    changing: Collection[ClaimKey] = frozenset(),
    copies: Collection[ClaimKey] = frozenset(),
    scorer: Scorer = scores_of,
) -> Ties:
    """The ties among testimonies, some of which may never be known together.

    `changing` are claims that are told in several ways at several times: they are tied to all that share a block with
    any of them, and not scored. `copies` are claims that at every time are copies of one that is known: they play no
    part but by their original, to whose ring they must be joined.
    """
    ties = Ties()
    happenings = [t for t in testimonies if is_happening(t) and t.key not in copies]
    lasting = [t for t in happenings if t.key not in changing]
    ties.scores, sure = packed(scorer(lasting)), together(happenings)
    for (a, b), score in ties.scores.items():
        if score.value >= score.least and (a, b) not in sure:
            ties.tie(a, b)
    for (a, b), score in sure.items():
        ties.sure[a][b] = score
        if score.joins:
            ties.tie(a, b)
    for part, whole in parts_among(happenings):
        ties.tie(part.key, whole.key)
    for denial, t in within_reach((t for t in testimonies if is_denial(t)), happenings):
        ties.tie(denial.key, t.key)
    for t in testimonies:
        if is_total(t):
            ties.join(("window", *window_of(t)), t.key)
        elif isinstance(t.claim.claim.content, ControlContent) and (spot := spot_key(t.claim)) is not None:
            ties.join(("spot", spot), t.key)
        if t.key in changing:
            ties.join(("document", t.claim.claim.document), t.key)
    _tie_blocks(ties, happenings, changing)
    return ties


def _tie_blocks(ties: Ties, happenings: Sequence[Testimony], changing: Collection[ClaimKey]) -> None:
    told_anew = [t for t in happenings if t.key in changing]
    blocks = {block for t in told_anew for block in keys_for(t)}
    documents = {t.claim.claim.document for t in told_anew}
    for t in happenings if blocks else ():
        for block in set(keys_for(t)) & blocks:
            ties.join(("block", *block), t.key)
        if t.claim.claim.document in documents and t.key not in changing:
            ties.join(("document", t.claim.claim.document), t.key)
