"""Parts of aggregates: "45 killed across the province in two days" and the strike told of beside it that killed 12.

An aggregate is an event of its own. Another event is part of it where one report tells both close together and the one
lies within the other's place and time and counts fewer of the same people. Children "among the dead" are no event of
their own: they are a part of the toll told before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from vedette.model.claim import Effect, TollContent
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId, EventId
from vedette.reconciliation.joining.blocking import NEARBY, gap, sentence_of
from vedette.reconciliation.joining.features import days_between
from vedette.reconciliation.joining.figures import headline
from vedette.reconciliation.joining.pairs import counts_days
from vedette.reconciliation.testimony.base import Testimony, is_update
from vedette.reconciliation.testimony.kinds import fit, told_type
from vedette.reconciliation.testimony.places import Nearness, lies_in, nearness
from vedette.reconciliation.testimony.victims import counted, counted_beside, of_the_dead
from vedette.reconciliation.voices.statements import quantity_of


def with_parts(events: Sequence[Event], by_key: Mapping[ClaimKey, Testimony]) -> tuple[Event, ...]:
    """The events, each with the aggregate that it is part of: of several the one that counts fewest. An aggregate is
    part of nothing itself."""
    home = {key: event.id for event in events for key in event.claims}
    found: dict[EventId, dict[EventId, int]] = defaultdict(dict)
    for part, whole in parts_among(by_key[key] for key in sorted(home) if key in by_key):
        if home[whole.key] != home[part.key]:
            found[home[part.key]][home[whole.key]] = headline(quantity_of(whole))
    wholes = {whole for given in found.values() for whole in given}
    part_of = {
        part: min(given, key=lambda whole: (given[whole], whole)) for part, given in found.items() if part not in wholes
    }
    return tuple(replace(e, part_of=part_of[e.id]) if e.id in part_of else e for e in events)


def parts_among(testimonies: Iterable[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Every figure with each that counts its people among others."""
    tolls: dict[DocumentId, list[Testimony]] = defaultdict(list)
    for t in testimonies:
        if isinstance(t.claim.claim.content, TollContent):
            tolls[t.claim.claim.document].append(t)
    for own in tolls.values():
        yield from ((part, whole) for whole in own for part in own if is_part(part, whole))


def is_part(part: Testimony, whole: Testimony) -> bool:
    """Whether one report counts the people of the one among those of the other."""
    apart = gap(part, whole)
    mine, other = counted(part), counted(whole)
    if apart is None or apart > NEARBY or mine.effect is not other.effect or mine.part != other.part:
        return False
    if not other.whole and (mine.victim_class, mine.side) != (other.victim_class, other.side):
        return False
    if headline(quantity_of(part)) >= headline(quantity_of(whole)) or days_between(part, whole):
        return False
    if fit(told_type(part), told_type(whole)) == 0.0:
        return False
    p, q = part.claim.place, whole.claim.place
    if counts_days(whole) and not counts_days(part):
        return nearness(part, whole) in (Nearness.SAME, Nearness.INSIDE)
    return p is not None and q is not None and p.precision is not q.precision and lies_in(p, q)


def among_the_dead(happenings: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """ "Five children were among the dead": each with the last toll before it in its report that they can be some of,
    at the same place and time. They may be placed more narrowly than their whole."""
    for ranked in by_report(t for t in happenings if isinstance(t.claim.claim.content, TollContent)):
        for i, part in enumerate(ranked):
            if of_the_dead(part) and (whole := next((w for w in reversed(ranked[:i]) if _holds(w, part)), None)):
                yield part, whole


#: Characters up to which a sentence follows another: "of those killed six were locals" is said right behind the whole.
BESIDE = 3
_HURT = frozenset({Effect.KILLED, Effect.INJURED})


def counted_together(happenings: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """The dead and the injured of a sentence that counts one of each ("killed 6 people and wounded 30"): those are of
    one act, whatever day or place it gives to one of them alone."""
    for ranked in by_report(t for t in happenings if _is_hurt(t)):
        sentences: dict[tuple[DocumentId, int], list[Testimony]] = defaultdict(list)
        for t in ranked:
            sentences[sentence_of(t.claim)].append(t)
        for own in sentences.values():
            if len(own) == 2 and counted(own[0]).effect is not counted(own[1]).effect:
                yield own[0], own[1]


def harmed_together(happenings: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """The people of several kinds whom one verb counts ("two women and three guards were killed"), each with those
    counted before, where no places are told apart."""
    for ranked in by_report(t for t in happenings if _is_hurt(t)):
        for one, other in pairwise(ranked):
            p, q = one.claim.claim.evidence.span, other.claim.claim.evidence.span
            if p is None or q is None or q.start >= p.end or gap(one, other) != 0:
                continue
            mine, theirs = counted(one), counted(other)
            told_apart = nearness(one, other) is Nearness.APART or days_between(one, other)
            others = mine != theirs or counted_beside(one, other)
            if mine.effect is theirs.effect and others and not told_apart:
                yield one, other


def _is_hurt(t: Testimony) -> bool:
    content = t.claim.claim.content
    if not isinstance(content, TollContent) or content.effect not in _HURT or content.subset_of is not None:
        return False
    return content.quantity.high != 0 and not is_update(t)


def by_report(testimonies: Iterable[Testimony]) -> Iterator[list[Testimony]]:
    """What each report tells, in its order; without what has no words there."""
    reports: dict[DocumentId, list[Testimony]] = defaultdict(list)
    for t in testimonies:
        if t.claim.claim.evidence.span is not None:
            reports[t.claim.claim.document].append(t)
    for own in reports.values():
        yield sorted(own, key=lambda t: (start_of(t), t.key))


def _holds(whole: Testimony, part: Testimony) -> bool:
    mine, other = counted(part), counted(whole)
    places = (Nearness.SAME, Nearness.UNKNOWN, Nearness.INSIDE)
    return (
        mine.effect is other.effect
        and (bool(mine.part) or 0 < (gap(part, whole) or 0) <= BESIDE)
        and not other.part
        and not of_the_dead(whole)
        and headline(quantity_of(part)) <= headline(quantity_of(whole))
        and nearness(part, whole) in places
        and counts_days(part) == counts_days(whole)
        and not days_between(part, whole)
    )


def start_of(t: Testimony) -> int:
    """Where a claim begins in its report."""
    span = t.claim.claim.evidence.span
    return -1 if span is None else span.start
