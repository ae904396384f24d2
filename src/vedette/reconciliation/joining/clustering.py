"""Clustering: pairs to events. A function of one connected component of candidates, so that the order in which claims
came plays no part and a new claim touches only its own component."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vedette.model.ids import ClaimKey
from vedette.reconciliation.joining.pairs import UNPLACED, Score

#: Mean score over the pairs between two clusters from which they are one. Set with the thresholds of `pairs` on
#: `benchmarks.links`, after the weights were fitted.
MEAN = 0.1
#: Share of vetoed pairs between two clusters up to which they may still be one; a place that is not given parts only
#: the two claims.
DOUBT = 0.05

Pair = tuple[ClaimKey, ClaimKey]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Analysts' decisions: pairs that are one, pairs that are not. Keys of a pair are sorted."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()


NO_CONSTRAINTS = Constraints()


def pair(a: ClaimKey, b: ClaimKey) -> Pair:
    """A pair as a key, whichever comes first."""
    return (a, b) if a < b else (b, a)


def cluster(
    keys: Iterable[ClaimKey],
    scores: Mapping[Pair, Score],
    *,
    constraints: Constraints = NO_CONSTRAINTS,
    bound: Collection[Pair] = (),
) -> tuple[tuple[ClaimKey, ...], ...]:
    """The partition of the keys, members and clusters sorted.

    Pairs are joined from the best score down, ties by key, as long as the pairs scored between the two clusters reach
    `MEAN` on average: one bridge between two well told events does not make them one. Two clusters are joined only if
    no pair between them is vetoed or forbidden: a chain of neighbouring days does not become one event. What is
    `bound` comes first and overrides both. Must-links come last: an analyst makes two events one as they stand, with
    all their claims.
    """
    keys = tuple(keys)
    if bound or constraints.must:
        return tuple(sorted(_greedy(keys, scores, constraints=constraints, bound=bound)))
    # Clusters never reach beyond what joins hold together, and where nothing speaks against a join all of it is one.
    found = list(chains(joining(scores)))
    chain = {key: i for i, members in enumerate(found) for key in members}
    unsure = {chain.get(key) for pair in constraints.cannot for key in pair}
    unsure |= {chain.get(a) for (a, b), s in scores.items() if s.value <= MEAN and chain.get(a) == chain.get(b)}
    clusters: list[tuple[ClaimKey, ...]] = [(key,) for key in keys if key not in chain]
    clusters += [tuple(members) for i, members in enumerate(found) if i not in unsure]
    if unsure - {None}:
        inner: dict[int, dict[Pair, Score]] = {i: {} for i in unsure if i is not None}
        for p, s in scores.items():
            i = chain.get(p[0])
            if i in inner and chain.get(p[1]) == i:
                inner[i][p] = s
        for i, of in inner.items():
            clusters += _greedy(found[i], of, constraints=constraints)
    return tuple(sorted(clusters))


def _greedy(
    keys: Iterable[ClaimKey],
    scores: Mapping[Pair, Score],
    *,
    constraints: Constraints,
    bound: Collection[Pair] = (),
) -> list[tuple[ClaimKey, ...]]:
    # The smallest key of a cluster is its root.
    root: dict[ClaimKey, ClaimKey] = {k: k for k in keys}
    members: dict[ClaimKey, list[ClaimKey]] = {k: [k] for k in root}
    foes: dict[ClaimKey, set[ClaimKey]] = defaultdict(set)
    for a, b in set(constraints.cannot) - set(constraints.must):
        foes[a].add(b)
        foes[b].add(a)
    # Between two clusters, by their roots: the sum of the scores, how many pairs there are and how many are vetoed.
    between: dict[ClaimKey, dict[ClaimKey, tuple[float, int, int]]] = {k: {} for k in root}
    for (a, b), s in scores.items():
        between[a][b] = between[b][a] = (s.value, 1, int(s.veto is not None and s.veto != UNPLACED))

    def join(a: ClaimKey, b: ClaimKey, *, forced: bool) -> None:
        p, q = root[a], root[b]
        if p == q:
            return
        if q < p:
            p, q = q, p
        total, count, vetoed = between[p].get(q, (0.0, 0, 0))
        unfit = total < MEAN * count or vetoed > DOUBT * count
        if not forced and (unfit or not foes[p].isdisjoint(members[q])):
            return
        root.update(dict.fromkeys(members[q], p))
        members[p] += members.pop(q)
        foes[p] |= foes.pop(q, set())
        between[p].pop(q, None)
        for r, other in between.pop(q, {}).items():
            if r != p:
                mine = between[p].get(r, (0.0, 0, 0))
                between[p][r] = between[r][p] = (mine[0] + other[0], mine[1] + other[1], mine[2] + other[2])
                between[r].pop(q, None)

    def force(pairs: Iterable[Pair]) -> None:
        for a, b in sorted(pairs):
            if a in root and b in root:
                join(a, b, forced=True)

    force(bound)
    for a, b in _best_first(scores):
        if root[a] != root[b]:
            join(a, b, forced=False)
    force(constraints.must)
    return [tuple(sorted(m)) for m in members.values()]


def joining(scores: Mapping[Pair, Score]) -> list[Pair]:
    """The pairs that join, as `Score.joins` says: asked here of millions without a call for each."""
    return [p for p, s in scores.items() if s.value >= s.least]


def _best_first(scores: Mapping[Pair, Score]) -> list[Pair]:
    """The pairs that join from the best score down, ties by key."""
    found = sorted(joining(scores))  # most come in that order
    found.sort(key=lambda p: -scores[p].value)
    return found


def spanning(keys: Iterable[ClaimKey], scores: Mapping[Pair, Score]) -> list[Pair]:
    """Of the pairs that join two of these claims the fewest and best that hold together all that all of them do: the
    weakest is as strong as it can be. In the order of their keys."""
    home = {key: [key] for key in keys}
    left = len(home) - 1
    found: list[Pair] = []
    for a, b in _best_first(scores):
        if left == 0:
            break
        one, other = home.get(a), home.get(b)
        if one is None or other is None or one is other:
            continue
        if len(one) < len(other):
            one, other = other, one
        one += other
        home |= dict.fromkeys(other, one)
        found.append((a, b))
        left -= 1
    return sorted(found)


def chains(pairs: Iterable[Pair]) -> Iterator[list[ClaimKey]]:
    """The claims that a chain of these pairs holds together, by key; chain by chain, by the smallest key."""
    beside: dict[ClaimKey, list[ClaimKey]] = defaultdict(list)
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    seen: set[ClaimKey] = set()
    for first in sorted(beside):
        if first not in seen:
            seen.add(first)
            found = [first]
            for key in found:
                if len(seen) == len(beside):
                    break  # none is left; most claims are beside many
                new = [k for k in beside[key] if k not in seen]
                seen.update(new)
                found += dict.fromkeys(new)
            yield sorted(found)
