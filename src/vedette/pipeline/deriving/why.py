"""Why two events are one, or are not: every pair of their claims as reconciliation weighed it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.ledger.base import NOW, Readable, Scope
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.pipeline.deriving.corrections import corrected
from vedette.pipeline.deriving.outlet_ties import tables_of
from vedette.pipeline.deriving.rulings import rulings
from vedette.reconciliation.joining.blocking import candidates
from vedette.reconciliation.joining.clustering import MEAN, Pair, pair
from vedette.reconciliation.joining.pairs import Score, score
from vedette.reconciliation.reconcile import weighable

#: So many pairs are shown, the likeliest first.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two events side by side. `scores` are of pairs that were compared, likeliest first; `pairs` is how many pairs
    there are; `split` and `merged` are pairs that an analyst ruled on."""

    scores: tuple[tuple[Pair, Score], ...]
    pairs: int
    split: tuple[Pair, ...] = ()
    merged: tuple[Pair, ...] = ()

    @property
    def mean(self) -> float | None:
        """The mean score of the pairs that nothing rules out; None without any."""
        open_ones = [s.value for _, s in self.scores if s.veto is None]
        return sum(open_ones) / len(open_ones) if open_ones else None

    @property
    def vetoes(self) -> tuple[tuple[str, int], ...]:
        """What rules pairs out, the commonest first."""
        counted = Counter(s.veto for _, s in self.scores if s.veto is not None)
        return tuple(sorted(counted.items(), key=lambda v: (-v[1], v[0])))


def compared(ledger: Readable, a: Event, b: Event, scope: Scope = NOW) -> Comparison:
    """How the claims of two events were weighed against each other, by the rules installed."""
    cut = Scope(as_of=scope.as_of, as_recorded=scope.as_recorded)
    decided = tuple(ledger.decisions(cut))
    wanted = {*a.claims, *b.claims}
    claims = [c for c in corrected(list(ledger.claims(cut)), decided).claims if c.claim.key in wanted]
    documents = {c.claim.document: ledger.document(c.claim.document, cut) for c in claims}
    known = {key: document for key, document in documents.items() if document is not None}
    said = weighable(claims, known, tables=tables_of(ledger, cut))
    mine, theirs = set(a.claims), set(b.claims)
    near = {pair(x.key, y.key): (x, y) for x, y in candidates(said)}
    between = {p: xy for p, xy in near.items() if _across(p, mine, theirs)}
    scored = sorted(((p, score(*xy, explain=True)) for p, xy in between.items()), key=lambda s: (-s[1].value, s[0]))
    ruled = rulings(decided, wanted).constraints
    return Comparison(
        tuple(scored),
        len(mine) * len(theirs),
        tuple(sorted(p for p in ruled.cannot if _across(p, mine, theirs))),
        tuple(sorted(p for p in ruled.must if _across(p, mine, theirs))),
    )


def reasons(found: Comparison) -> Iterator[str]:
    """The comparison as sentences, the one that settles it first."""
    if found.merged:
        yield f"an analyst ruled that they are one ({_named(found.merged[0])})"
    if found.split:
        yield f"an analyst ruled that they are two ({_named(found.split[0])})"
    if not found.scores:
        yield "no claim of the one was worth comparing with one of the other: no place and day, no figure in common"
        return
    for veto, count in found.vetoes:
        yield f"{veto}: rules out {count} of {len(found.scores)} pairs compared"
    mean = found.mean
    if mean is not None:
        likeliest = next(s for _, s in found.scores if s.veto is None)
        enough = "enough" if likeliest.joins else f"{likeliest.least:.2f} is asked"
        yield f"the likeliest pair scores {likeliest.value:.2f} ({enough})"
        yield f"the pairs that nothing rules out score {mean:.2f} on average ({MEAN:.2f} is asked)"
    for p, s in [x for x in found.scores if x[1].veto is None][:SHOWN]:
        yield f"{_named(p)}: {s.value:.2f} ({'; '.join(s.reasons)})"


def _across(p: Pair, mine: set[ClaimKey], theirs: set[ClaimKey]) -> bool:
    return (p[0] in mine and p[1] in theirs) or (p[0] in theirs and p[1] in mine)


def _named(p: Pair) -> str:
    return f"{p[0][:16]} and {p[1][:16]}"
