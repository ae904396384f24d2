"""Resolved claims to events, tolls and control: the stage itself. The rules stand in the modules beside this one.

A pure function of the set of claims, the documents they stand in, the tables and the analysts' constraints: any order
gives the same result, and a copy changes nothing but the copies named.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType

from vedette.model.claim import ControlContent, EventContent, EventType, Scope, TollContent
from vedette.model.control import ControlSpan
from vedette.model.document import Document
from vedette.model.event import Event, Forwarding
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.model.times import Basis
from vedette.model.toll import Toll
from vedette.model.verification import Judgement
from vedette.reconciliation.control import spans_of
from vedette.reconciliation.counting.tolls import tolls_of
from vedette.reconciliation.events import event_of, id_from, settled_place, settled_time
from vedette.reconciliation.joining.answers import answered, is_denial
from vedette.reconciliation.joining.blocking import candidates, is_happening, sentence_of
from vedette.reconciliation.joining.clustering import NO_CONSTRAINTS, Constraints, Pair, chains, cluster, joining, pair
from vedette.reconciliation.joining.incidents import counted_again, going_on, hurt_besides
from vedette.reconciliation.joining.pairs import Score, score
from vedette.reconciliation.joining.parts import among_the_dead, counted_together, harmed_together, with_parts
from vedette.reconciliation.joining.retold import retold
from vedette.reconciliation.testimony.base import NO_TABLES, OriginKind, Reconciled, Tables, Testimony
from vedette.reconciliation.testimony.places import spot_key
from vedette.reconciliation.testimony.victims import counted
from vedette.reconciliation.voices.copies import copies_among
from vedette.reconciliation.voices.origins import as_testimony, origin_of, tellers_of
from vedette.reconciliation.voices.statements import is_retraction, takes_back

#: Pairs are compared all with all in chains of so many claims at most.
CHAIN = 200
NO_JUDGEMENTS: Mapping[ClaimKey, Judgement] = MappingProxyType({})

#: What ties a claim without a setting of its own to what its report told before: less than what two claims have in
#: common where they are surely one, so that it comes after that.
GOES_ON = 0.85
#: What ties the dead and the injured that one sentence counts: less than a part and its whole.
TOGETHER = 1.5
#: What ties the figure of a lead to the same below it.
AGAIN = 1.0
#: Days after a figure in which its origin's retraction of that very figure is taken for one of it.
RETRACTED_WITHIN = 14

#: Scores every pair of claims that is worth scoring. The work of this stage: a cluster may share it out.
Scorer = Callable[[Sequence[Testimony]], Mapping[Pair, Score]]
#: Scores a pair, as `score` does.
Weigher = Callable[[Testimony, Testimony], Score]
#: Makes an event of a cluster, as `event_of` does.
EventMaker = Callable[..., Event]
#: Makes the spans of places, as `spans_of` does.
SpanMaker = Callable[[Iterable[Testimony]], tuple[tuple[ControlSpan, ...], tuple[tuple[ClaimKey, str], ...]]]


@dataclass(frozen=True, slots=True)
class Makers:
    """What makes the parts of a result: the score of a pair, the event of a cluster, the spans of places. Who asks for
    the same ones again and again may remember them."""

    weigh: Weigher = score
    told: EventMaker = event_of
    held: SpanMaker = spans_of


MAKERS = Makers()


def scores_of(happenings: Sequence[Testimony]) -> dict[Pair, Score]:
    """The score of each pair that shares a block. Of a part of the claims it gives a part of the same scores."""
    return {pair(a.key, b.key): score(a, b) for a, b in candidates(happenings)}


def reconcile(
    claims: Iterable[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    *,
    tables: Tables = NO_TABLES,
    constraints: Constraints = NO_CONSTRAINTS,
    judgements: Mapping[ClaimKey, Judgement] = NO_JUDGEMENTS,
    scorer: Scorer = scores_of,
) -> Reconciled:
    """All events, tolls over windows and control spans that follow from the claims.

    An analyst's judgement of a claim is one of the event that the claim is in.

    Claims of documents that are not in `documents` are used without text and publication: copies among them are not
    seen. A claim given twice counts once.
    """
    said = weighable(claims, documents, tables=tables)
    return settled(said, constraints=constraints, judgements=judgements, scorer=scorer)


def settled(
    said: Sequence[Testimony],
    *,
    constraints: Constraints = NO_CONSTRAINTS,
    judgements: Mapping[ClaimKey, Judgement] = NO_JUDGEMENTS,
    scorer: Scorer = scores_of,
    makers: Makers = MAKERS,
) -> Reconciled:
    """What follows from testimonies in their order. Of those that `ties` ties to no others it gives what they give
    beside all others: the whole is the sum of such parts."""
    originals = [t for t in said if t.copy_of is None]
    copies: dict[ClaimKey, list[Testimony]] = defaultdict(list)
    for t in said:
        if t.copy_of is not None:
            copies[t.copy_of].append(t)
    happenings = [t for t in originals if is_happening(t)]
    told_as_one = together(happenings)
    scores = completed({**scorer(happenings), **told_as_one}, happenings, weigh=makers.weigh)
    bound = with_acts(retractions(happenings), told_as_one) - constraints.cannot
    clusters = cluster((t.key for t in happenings), scores, constraints=constraints, bound=bound)
    events = events_of(originals, scores, copies, clusters=clusters, judgements=judgements, told=makers.told)
    spans, unplaced = makers.held(t for t in said if isinstance(t.claim.claim.content, ControlContent))
    return Reconciled(
        events=events,
        tolls=running_tolls(said),
        control=spans,
        forwardings=forwardings_of(events),
        unplaced=unplaced,
    )


def forwardings_of(events: Iterable[Event]) -> tuple[Forwarding, ...]:
    """For every id that one of the claims may have given to an event before others joined it: the event it is in now.

    An event bears the id of its earliest claim, so that what an earlier or smaller ledger called it follows from its
    other claims, whatever came in between: forwardings need no history and are rebuilt like everything derived.
    """
    events = tuple(events)
    live = {event.id for event in events}
    found = {
        old: Forwarding(old, (event.id,))
        for event in events
        for key in (*event.claims, *event.copies)
        if (old := id_from(key)) not in live
    }
    return tuple(found[old] for old in sorted(found))


def weighable(
    claims: Iterable[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    *,
    tables: Tables = NO_TABLES,
    only: Collection[ClaimKey] | None = None,
) -> tuple[Testimony, ...]:
    """Each claim once, with its origin, its times and the claim it copies; by publication, then key. `only`: of these
    alone, as they are among the others."""
    single: dict[ClaimKey, ResolvedClaim] = {}
    for claim in claims:
        known = single.get(claim.claim.key)
        if known is None or (known != claim and repr(claim) < repr(known)):
            single[claim.claim.key] = claim
    unique = [single[k] for k in sorted(single)]
    copies = copies_among(unique, documents)
    cites: dict[DocumentId, set[str]] = defaultdict(set)
    origins = [origin_of(claim, documents.get(claim.claim.document), tables) for claim in unique]
    for claim, origin in zip(unique, origins, strict=True):
        if origin.kind is OriginKind.NAMED:
            cites[claim.claim.document].add(origin.key)
    cited = {claim.claim.document: frozenset(cites[claim.claim.document]) for claim in unique}
    beside = told_in(unique)
    # Whether a deed is told more fully elsewhere is seen among all that its report tells.
    tells_deeds = only is not None and any(
        claim.claim.key in only and isinstance(claim.claim.content, EventContent | TollContent) for claim in unique
    )
    said = [
        as_testimony(
            claim,
            documents,
            origin=origin,
            copy_of=copies.get(claim.claim.key),
            cites=cited[claim.claim.document],
            beside=beside.get(sentence_of(claim)),
        )
        for claim, origin in zip(unique, origins, strict=True)
        if only is None or tells_deeds or claim.claim.key in only
    ]
    said = [
        replace(t, tellers=tellers_of(t.claim, documents.get(t.claim.claim.document), tables))
        if t.claim.claim.attribution.beside
        else t
        for t in said
    ]
    again = retold(said, documents)
    said = [replace(t, retold=True) if t.key in again else t for t in said if only is None or t.key in only]
    return tuple(sorted(said, key=lambda t: t.order))


def completed(
    scores: Mapping[Pair, Score], happenings: Sequence[Testimony], *, weigh: Weigher = score
) -> dict[Pair, Score]:
    """The scores with those of pairs that share no block, where pairs that join would make them one event: what speaks
    against it counts too. Chains of more than `CHAIN` claims are left as they are."""
    by_key = {t.key: t for t in happenings}
    found = dict(scores)
    for members in chains(joining(scores)):
        if 2 < len(members) <= CHAIN:
            for p in combinations(members, 2):
                if p not in found:
                    found[p] = weigh(by_key[p[0]], by_key[p[1]])
    return found


def told_in(claims: Iterable[ResolvedClaim]) -> dict[tuple[DocumentId, int], EventType]:
    """The type of event that a sentence tells, by report and where it begins: of sentences that tell one alone."""
    types: dict[tuple[DocumentId, int], set[EventType]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim.claim.content, EventContent):
            types[sentence_of(claim)].add(claim.claim.content.type)
    return {where: next(iter(kinds)) for where, kinds in types.items() if len(kinds) == 1}


def together(happenings: Sequence[Testimony]) -> dict[Pair, Score]:
    """A part belongs to the event of its whole, whatever place and time its own sentence gives."""
    keys = {t.key for t in happenings}
    found: dict[Pair, Score] = {}
    for t in happenings:
        content = t.claim.claim.content
        if isinstance(content, TollContent) and content.subset_of in keys and content.subset_of != t.key:
            found[pair(t.key, content.subset_of)] = Score(2.0, ("a part and its whole",))
    for part, whole in among_the_dead(happenings):
        value = 2.0 if counted(part).part else GOES_ON
        found.setdefault(pair(part.key, whole.key), Score(value, ("some of those counted before",)))
    for one, other in counted_together(happenings):
        found.setdefault(pair(one.key, other.key), Score(TOGETHER, ("dead and injured of one sentence",)))
    for one, other in harmed_together(happenings):
        found.setdefault(pair(one.key, other.key), Score(TOGETHER, ("harmed by one act of one sentence",)))
    for one, other in counted_again(happenings):
        found.setdefault(pair(one.key, other.key), Score(AGAIN, ("counted again below",)))
    for hurt, dead in hurt_besides(happenings):
        found.setdefault(pair(hurt.key, dead.key), Score(GOES_ON, ("hurt beside those who died",)))
    for t, before in going_on(happenings):
        found.setdefault(pair(t.key, before.key), Score(GOES_ON, ("goes on with what its report told before",)))
    return found


def retractions(happenings: Sequence[Testimony]) -> frozenset[Pair]:
    """A retraction of a figure belongs to the event that the same origin told by it before, whatever place its own
    sentence gives: elsewhere it would leave the figure standing."""
    figures = [t for t in happenings if isinstance(t.claim.claim.content, TollContent)]
    found: set[Pair] = set()
    for back in filter(is_retraction, figures):
        earlier = [
            t
            for t in figures
            if not is_retraction(t) and takes_back(back, t) and (back.spoke - t.spoke).days <= RETRACTED_WITHIN
        ]
        if earlier:
            last = max(earlier, key=lambda t: t.order)
            found.add(pair(back.key, last.key))
    return frozenset(found)


def with_acts(bound: frozenset[Pair], told_as_one: Mapping[Pair, Score]) -> frozenset[Pair]:
    """The pairs with what their reports tell of the same incident: a retraction is of the event that the figure was
    in, with all that was told of it."""
    keys = {key for p in bound for key in p}
    return bound | {p for p in told_as_one if not keys.isdisjoint(p)}


def events_of(
    originals: Sequence[Testimony],
    scores: Mapping[Pair, Score],
    copies: Mapping[ClaimKey, Sequence[Testimony]],
    *,
    clusters: Sequence[Sequence[ClaimKey]],
    judgements: Mapping[ClaimKey, Judgement] = NO_JUDGEMENTS,
    told: EventMaker = event_of,
) -> tuple[Event, ...]:
    """The events of all clusters, by time, then id; what is denied in so many words answers them."""
    happenings = [t for t in originals if is_happening(t)]
    by_key = {t.key: t for t in happenings}
    cluster_of = {key: members[0] for members in clusters for key in members}
    answers = answered((t for t in originals if is_denial(t)), happenings, cluster_of)
    inside: dict[ClaimKey, dict[Pair, Score]] = defaultdict(dict)
    for (a, b), s in scores.items():
        if s.value >= s.least and cluster_of[a] == cluster_of[b]:
            inside[cluster_of[a]][(a, b)] = s
    events = [
        told(
            [by_key[k] for k in members],
            copies=[c for k in members for c in copies.get(k, ())],
            denials=answers.get(members[0], ()),
            scores=inside[members[0]],
            judgement=next((judgements[k] for k in members if k in judgements), Judgement.NONE),
        )
        for members in clusters
    ]
    events = list(with_parts(events, by_key))
    return tuple(sorted(events, key=lambda e: (e.when is None, e.when.start.isoformat() if e.when else "", e.id)))


def is_total(t: Testimony) -> bool:
    """Whether a claim counts people over several events."""
    content = t.claim.claim.content
    return isinstance(content, TollContent) and content.scope is Scope.CUMULATIVE


def running_tolls(said: Iterable[Testimony]) -> tuple[Toll, ...]:
    """Tolls that reports give over several events ("327 killed since Wednesday"), by place, start of the window and
    kind of people; a later total of one origin from the same start supersedes its earlier one.

    A total whose start is not stated is of its day of publication: totals of different days then stand apart.
    """
    totals = {t.key: t for t in said if is_total(t)}
    groups: dict[tuple[str, str, bool], list[Testimony]] = defaultdict(list)
    for t in totals.values():
        groups[window_of(totals.get(t.copy_of, t) if t.copy_of is not None else t)].append(t)
    tolls: list[Toll] = []
    for _, members in sorted(groups.items()):
        own = [t for t in members if t.copy_of is None]
        when = max(
            (t.when for t in own if t.when is not None), key=lambda w: (w.end, w.start), default=settled_time(own)
        )
        conflicts = tuple(sorted({c for t in own for c in t.claim.conflicts}))
        tolls += [replace(x, when=when, place=settled_place(own), conflicts=conflicts) for x in tolls_of(members)]
    return tuple(tolls)


def window_of(t: Testimony) -> tuple[str, str, bool]:
    """Totals of one window are one toll: the place, and the start where it is stated, else the day it was said."""
    where = spot_key(t.claim) or "conflict:" + ",".join(t.claim.conflicts)
    if t.when is not None and t.when.basis is not Basis.PUBLISHED:
        return (where, t.when.start.isoformat(), True)
    return (where, t.spoke.isoformat(), False)
