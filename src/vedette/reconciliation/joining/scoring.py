"""Scores of very many pairs in little room: numbers in rows, and each score that several pairs have held but once.

A ledger of a million claims has some thirteen million pairs that are worth scoring. As a mapping of pairs to scores
they would need more memory than all claims.
"""

from array import array
from bisect import bisect_left
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from vedette.model.ids import ClaimKey
from vedette.reconciliation.joining.blocking import Blocks
from vedette.reconciliation.joining.clustering import Pair
from vedette.reconciliation.joining.pairs import Score, score

#: A score as plain values: these travel much faster between processes.
Bare = tuple[float, tuple[str, ...], str | None, float]


@dataclass(frozen=True, slots=True)
class Part:
    """The scores of the pairs whose first is one of some consecutive claims: how many each has, the numbers of the
    second ones, and of their scores the places in `told`."""

    counts: "array[int]"
    others: "array[int]"
    marks: "array[int]"
    told: tuple[Bare, ...]


def part_of(blocks: Blocks, firsts: Iterable[int]) -> Part:
    """The scores of all pairs worth scoring that begin with one of these claims."""
    counts, others, marks = array("I"), array("I"), array("I")
    told: dict[Bare, int] = {}
    for i in firsts:
        mine, after = blocks.said[i], blocks.after(i)
        counts.append(len(after))
        others.extend(after)
        for j in after:
            s = score(mine, blocks.said[j])
            marks.append(told.setdefault((s.value, s.reasons, s.veto, s.least), len(told)))
    return Part(counts, others, marks, tuple(told))


class PairScores(Mapping[Pair, Score]):
    """The scores by pair, in the order of their keys."""

    def __init__(self, keys: Sequence[ClaimKey] = (), parts: Iterable[Part] = ()) -> None:
        """`keys` of the claims in order; the parts follow one another and begin with the first claim."""
        self._keys = keys
        self._number = {key: i for i, key in enumerate(keys)}
        counts, self._others, self._marks = array("I"), array("I"), array("I")
        known: dict[Bare, int] = {}
        for part in parts:
            place = [known.setdefault(bare, len(known)) for bare in part.told]
            counts.extend(part.counts)
            self._others.extend(part.others)
            self._marks.extend([place[mark] for mark in part.marks])
        self._starts = array("Q", accumulate(counts, initial=0))
        self._scores = [Score(*bare) for bare in known]

    def among(self, keys: Iterable[ClaimKey]) -> dict[Pair, Score]:
        """Those of two of these claims, in the order of their keys."""
        asked = {self._number[key] for key in keys if key in self._number}
        starts, others, marks = self._starts, self._others, self._marks
        return {
            (self._keys[i], self._keys[others[at]]): self._scores[marks[at]]
            for i in sorted(asked)
            for at in range(starts[i], starts[i + 1])
            if others[at] in asked
        }

    def items(self) -> ItemsView[Pair, Score]:
        """All of them; much faster than one by one."""
        return _Items(self)

    def __getitem__(self, pair: Pair) -> Score:
        i, j = map(self._number.get, pair)
        if i is not None and j is not None:
            at = bisect_left(self._others, j, self._starts[i], self._starts[i + 1])
            if at < self._starts[i + 1] and self._others[at] == j:
                return self._scores[self._marks[at]]
        raise KeyError(pair)

    def __iter__(self) -> Iterator[Pair]:
        return (pair for pair, _ in self.items())

    def __len__(self) -> int:
        return len(self._others)

    def each(self) -> Iterator[tuple[Pair, Score]]:
        """As `items` gives them."""
        for i, key in enumerate(self._keys):
            for at in range(self._starts[i], self._starts[i + 1]):
                yield (key, self._keys[self._others[at]]), self._scores[self._marks[at]]


class _Items(ItemsView[Pair, Score]):
    """The pairs with their scores."""

    def __init__(self, scores: PairScores) -> None:
        super().__init__(scores)
        self._of = scores

    def __iter__(self) -> Iterator[tuple[Pair, Score]]:
        return self._of.each()


def pair_scores(blocks: Blocks, parts: Iterable[Part]) -> PairScores:
    """The scores of all pairs of some claims, from all parts in their order."""
    return PairScores([t.key for t in blocks.said], parts)


def packed(scores: Mapping[Pair, Score]) -> PairScores:
    """Scores, however they are kept, in little room."""
    if isinstance(scores, PairScores):
        return scores
    keys = sorted({key for pair in scores for key in pair})
    number = {key: i for i, key in enumerate(keys)}
    counts, others, marks = array("I", [0]) * len(keys), array("I"), array("I")
    told: dict[Bare, int] = {}
    for a, b in sorted(scores):
        s = scores[(a, b)]
        counts[number[a]] += 1
        others.append(number[b])
        marks.append(told.setdefault((s.value, s.reasons, s.veto, s.least), len(told)))
    return PairScores(keys, [Part(counts, others, marks, tuple(told))])
