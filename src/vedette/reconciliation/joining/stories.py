"""Which reports tell one story: whole reports put together by the names they run, before any claim is looked at.

Of use where a report is about one incident and its figures change from day to day: a local shooting, a crash. Weights
are data (`data/story_weights.toml`), fitted by `python -m tools.fit_stories`. Order plays no part.
"""

import datetime as dt
import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from types import MappingProxyType

from vedette.model.ids import DocumentId
from vedette.reconciliation.joining.traits import Traits

#: Probability from which two reports may be one story, and the mean over all pairs of two groups from which they are.
FROM, MEAN = 0.3, 0.2
#: Reports that share but single names are compared when published so many days apart at most, and share so many.
DAYS, NAMES = 14, 2
#: Days within which two reports are news of one day.
FRESH = 3


def shared_pairs(a: Traits, b: Traits) -> float:
    """Full names in common, on a logarithmic scale."""
    return math.log1p(len(a.pairs & b.pairs))


def pairs_share(a: Traits, b: Traits) -> float:
    """Share of the full names of the report with fewer."""
    return _share(a.pairs, b.pairs)


def shared_names(a: Traits, b: Traits) -> float:
    """Names in common, on a logarithmic scale."""
    return math.log1p(len(a.names & b.names))


def names_share(a: Traits, b: Traits) -> float:
    """Share of the names of the report with fewer."""
    return _share(a.names, b.names)


def shared_ages(a: Traits, b: Traits) -> float:
    """Ages in common, on a logarithmic scale."""
    return math.log1p(len(a.ages & b.ages))


def days_apart(a: Traits, b: Traits) -> float:
    """Days between the publications, on a logarithmic scale; as if a month where one is unknown."""
    return math.log1p(_days(a, b))


def fresh(a: Traits, b: Traits) -> float:
    """1 where both were published within `FRESH` days."""
    return float(_days(a, b) <= FRESH)


def title_share(a: Traits, b: Traits) -> float:
    """Share of the words of the shorter title."""
    return _share(a.title, b.title)


def words_share(a: Traits, b: Traits) -> float:
    """Share of the words of the shorter lead."""
    return _share(a.words, b.words)


def same_figures(a: Traits, b: Traits) -> float:
    """How many of killed and injured both give alike, less those they give otherwise."""
    both = a.figures.keys() & b.figures.keys()
    return float(sum(1 if a.figures[k] == b.figures[k] else -1 for k in both))


FEATURES: Mapping[str, Callable[[Traits, Traits], float]] = MappingProxyType(
    {
        f.__name__.replace("_", " "): f
        for f in (
            shared_pairs,
            pairs_share,
            shared_names,
            names_share,
            shared_ages,
            days_apart,
            fresh,
            title_share,
            words_share,
            same_figures,
        )
    }
)


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The fitted weights by feature; "base" is the constant."""
    text = (files("vedette.reconciliation") / "data" / "story_weights.toml").read_text(encoding="utf-8")
    return MappingProxyType({str(k): float(v) for k, v in tomllib.loads(text).items()})


def likeness(a: Traits, b: Traits) -> float:
    """The probability that two reports tell one story. Symmetric."""
    weighed = weights()
    logit = weighed["base"] + sum(weighed[name] * f(a, b) for name, f in FEATURES.items())
    return 1 / (1 + math.exp(-logit))


def candidates(traits: Iterable[Traits]) -> list[tuple[Traits, Traits]]:
    """The pairs worth comparing: those with a full name in common, or several names in texts of about one time."""
    by_pair: dict[str, list[Traits]] = defaultdict(list)
    by_name: dict[tuple[str, int], list[Traits]] = defaultdict(list)
    for t in sorted(traits, key=lambda t: t.document):
        for pair in t.pairs:
            by_pair[pair].append(t)
        for name, window in ((n, w) for n in t.names for w in _windows(t.published)):
            by_name[(name, window)].append(t)
    found: dict[tuple[DocumentId, DocumentId], tuple[Traits, Traits]] = {}
    for group in by_pair.values():
        found.update({(a.document, b.document): (a, b) for a, b in combinations(group, 2)})
    shared: dict[tuple[DocumentId, DocumentId], tuple[Traits, Traits]] = {}
    for group in by_name.values():
        shared.update({(a.document, b.document): (a, b) for a, b in combinations(group, 2)})
    found.update({key: (a, b) for key, (a, b) in shared.items() if len(a.names & b.names) >= NAMES})
    return [found[key] for key in sorted(found)]


def stories(traits: Iterable[Traits]) -> tuple[tuple[DocumentId, ...], ...]:
    """The reports by story, members and stories sorted. Groups are joined from the likeliest pair down as long as the
    mean over all pairs between them, those never compared counted as nought, reaches `MEAN`."""
    given = {t.document: t for t in traits}
    scored = [(likeness(a, b), a.document, b.document) for a, b in candidates(given.values())]
    home = {key: key for key in given}
    members: dict[DocumentId, list[DocumentId]] = {key: [key] for key in given}
    between: dict[DocumentId, dict[DocumentId, float]] = defaultdict(dict)
    for value, a, b in scored:
        between[a][b] = between[b][a] = value
    for value, a, b in sorted(scored, key=lambda s: (-s[0], s[1:])):
        if value < FROM:
            break
        p, q = sorted((home[a], home[b]))
        if p == q or between[p].get(q, 0.0) < MEAN * len(members[p]) * len(members[q]):
            continue
        for key in members[q]:
            home[key] = p
        members[p] += members.pop(q)
        between[p].pop(q, None)
        for r, value_q in between.pop(q, {}).items():
            if r != p:
                between[p][r] = between[r][p] = between[p].get(r, 0.0) + value_q
                between[r].pop(q, None)
    return tuple(sorted(tuple(sorted(m)) for m in members.values()))


def told_most(figures: Sequence[Mapping[str, int]], name: str) -> int | None:
    """The figure that most reports of one story give, the higher of two given as often; a report that counts the other
    effect alone says nought of this one. None where no report counts anybody."""
    given = [f.get(name, 0) for f in figures if f]
    return max(given, key=lambda n: (given.count(n), n), default=None)


def _windows(day: dt.date | None) -> Iterator[int]:
    """Two overlapping windows: reports at most `DAYS` apart share one."""
    if day is not None:
        yield day.toordinal() // DAYS
        yield day.toordinal() // DAYS + 1


def _days(a: Traits, b: Traits) -> int:
    if a.published is None or b.published is None:
        return 30
    return abs((a.published - b.published).days)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    least = min(len(a), len(b))
    return len(a & b) / least if least else 0.0
