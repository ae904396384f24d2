"""What goes on with an incident of its report: a figure or an act told without a place or day of its own.

A report sets a scene once and then tells on: "Shells hit the market in Velm. Nine people died. Dozens were hurt, the
medics said." What has no setting of its own has that of what stands before it, and is no happening beside it.
"""

from collections.abc import Iterator, Sequence

from vedette.model.claim import Effect, EventContent, TollContent
from vedette.model.provenance import Status
from vedette.reconciliation.joining.blocking import gap
from vedette.reconciliation.joining.features import COUNTS, NEXT, days_between, others, shared_words
from vedette.reconciliation.joining.figures import alike, compatible, headline
from vedette.reconciliation.joining.pairs import ONE_COUNT, UNSTATED_DAYS, counts_days, over_days, veto_of
from vedette.reconciliation.joining.parts import by_report, start_of
from vedette.reconciliation.testimony.base import Testimony, is_dated, is_update
from vedette.reconciliation.testimony.kinds import VIOLENT, amid, fit, told_type
from vedette.reconciliation.testimony.places import WIDE, Nearness, nearness
from vedette.reconciliation.testimony.victims import counted, of_the_dead
from vedette.reconciliation.voices.narrative import vague
from vedette.reconciliation.voices.statements import quantity_of

#: Characters back to what something can go on with.
REACH = 500
#: How well the types must go together: the same, one family, or one unsaid.
TYPES = 0.3
#: The same for an act: the same type, or "attack".
SAME_TYPE = 0.5
#: Characters between the sentences of two origins' counts of one incident: one sentence may stand between them.
RIVALS = 200
#: Characters within which a headline begins, and that may stand between it and its lead.
HEADLINE, DATELINE = 60, 60
#: Characters from the top in which a report sums up what it tells. Fewer people than `FEW` are counted alike by chance,
#: than `MANY` where the places are not the same.
LEAD, FEW, MANY = 500, 3, 8
#: How many times its least a word of size may stand for: "dozens" for 96, "several" for 12.
MEANT = 4
#: Share of their words from which two sentences that follow one another are a crosshead and its text.
WORDED = 0.6
#: What befalls people in an act of violence; who was displaced or shut in may be so by a war.
_HARM = frozenset(
    {Effect.KILLED, Effect.INJURED, Effect.CASUALTIES, Effect.MISSING, Effect.DEAD_OR_MISSING, Effect.BODIES_FOUND}
)


def going_on(happenings: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Each testimony without a setting of its own, with the nearest before it in its report that it goes on with; and
    each act that no figure stands beside, with the nearest figure that can be of it."""
    for ranked in by_report(happenings):
        for i, t in enumerate(ranked):
            before = next((h for h in reversed(ranked[:i]) if goes_on(t, h)), None) if is_unset(t) else None
            if before is not None:
                yield t, before
            elif isinstance(t.claim.claim.content, EventContent):
                tolls = [h for h in ranked if isinstance(h.claim.claim.content, TollContent)]
                costs = [h for h in tolls if is_told_again(t, h)]
                if costs and not any(gap(t, h) == 0 for h in tolls):
                    yield t, min(costs, key=lambda h: (gap(t, h) or 0, start_of(h), h.key))


def counted_again(happenings: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Each figure of a title or lead with the next that its report gives for it: the same count of what can be the same
    people, there or in a place of that place. "At least 27 killed in the province", and below, "jets killed 27 in the
    town". So too each figure with the next of that harm, where that follows soon and counts as many: a crosshead and
    its text, a sentence and its source's account of it."""
    for ranked in by_report(t for t in happenings if isinstance(t.claim.claim.content, TollContent)):
        for i, t in enumerate(ranked):
            lead = start_of(t) < LEAD
            again = next((x for x in ranked[i + 1 :] if _is_the_same(t, x)), None) if lead else None
            if again is None and lead:
                again = _detailed(t, ranked[i + 1 :])
            if again is not None or (again := _repeated(t, ranked, i)) is not None:
                yield t, again


def _detailed(lead: Testimony, below: Sequence[Testimony]) -> Testimony | None:
    """The next figure of a lead's harm, where it counts as many and tells more narrowly where they were."""
    harm = lead.claim.claim.content
    for x in below:
        content = x.claim.claim.content
        both = isinstance(harm, TollContent) and isinstance(content, TollContent) and content.effect is harm.effect
        if both and gap(lead, x):
            return x if _is_in_detail(lead, x) else None
    return None


def _is_in_detail(lead: Testimony, detail: Testimony) -> bool:
    if headline(quantity_of(lead)) < FEW or days_between(lead, detail) or not _may_be_the_same(lead, detail):
        return False
    kind = amid(detail)
    alike_told = kind is not None and fit(amid(lead), kind) >= SAME_TYPE
    return alike_told and nearness(lead, detail) in (Nearness.SAME, Nearness.INSIDE)


def _repeated(told: Testimony, ranked: Sequence[Testimony], i: int) -> Testimony | None:
    """The next figure of that harm that another sentence gives, where it is soon told and counts as many."""
    harm = told.claim.claim.content
    for again in ranked[i + 1 :]:
        apart, other = gap(told, again), again.claim.claim.content
        if apart is None or apart > RIVALS:
            return None
        if apart and isinstance(harm, TollContent) and isinstance(other, TollContent) and harm.effect is other.effect:
            return again if _is_repeated(told, again, ranked) else None
    return None


def _is_repeated(told: Testimony, again: Testimony, ranked: Sequence[Testimony]) -> bool:
    if not _may_be_the_same(told, again):
        return False
    place, count = nearness(told, again), headline(quantity_of(told))
    if days_between(told, again) and (is_dated(told) == is_dated(again) or count < FEW):
        return False  # a day that the one only has from around it gives way to that which the other states
    if days_between(told, again) > UNSTATED_DAYS or place is Nearness.APART:
        return False
    if _are_twins(told, again, ranked):
        return True
    if again.wording.apart and place is not Nearness.SAME:
        return False
    if count >= FEW:
        return True
    narrowed = told.claim.place is not None and told.claim.place.precision in WIDE
    there = place is Nearness.SAME or place is Nearness.NAMESAKE or (place is Nearness.INSIDE and narrowed)
    return (there and fit(amid(told), amid(again)) >= SAME_TYPE) or shared_words(told, again) >= WORDED


def _are_twins(told: Testimony, again: Testimony, ranked: Sequence[Testimony]) -> bool:
    """Whether the sentences of two figures give two harms alike: "2 killed and 13 injured"."""
    beside = [t for t in ranked if gap(told, t) == 0 and t is not told]
    return any(
        alike(t, x) and headline(quantity_of(t)) == headline(quantity_of(x)) and gap(again, x) == 0
        for t in beside
        for x in ranked
    )


def _is_the_same(told: Testimony, again: Testimony) -> bool:
    if headline(quantity_of(told)) < FEW or days_between(told, again) or not _may_be_the_same(told, again):
        return False
    if again.wording.apart:
        return False
    place = nearness(told, again)
    return place is Nearness.SAME or (place is not Nearness.APART and headline(quantity_of(told)) >= MANY)


def _may_be_the_same(told: Testimony, again: Testimony) -> bool:
    """Whether two figures of a report count as many of people who may be the same, whatever their places and days."""
    mine, other = told.claim.claim, again.claim.claim
    if not _may_be_one_kind(told, again) or gap(told, again) == 0 or mine.background != other.background:
        return False
    if not _counts_alike(told, again):
        return False
    if Status.DENIED in (mine.status, other.status) or of_the_dead(told) or of_the_dead(again):
        return False
    if counts_days(told) != counts_days(again) or others(told, again):
        return False
    return not again.wording.turned and fit(amid(told), amid(again)) >= TYPES


def _may_be_one_kind(told: Testimony, again: Testimony) -> bool:
    """Whether two figures can be of the same people: fighters of a side that the one leaves unsaid may be of any."""
    if alike(told, again):
        return True
    p, q = counted(told), counted(again)
    unsaid = p.victim_class is q.victim_class and not (p.part or q.part) and not (p.side and q.side)
    return p.effect is q.effect and unsaid


def _counts_alike(told: Testimony, again: Testimony) -> bool:
    """Whether one report gives one number, or first a word of size that the number fits: "several", "nearly 40"."""
    p, q = quantity_of(told), quantity_of(again)
    if q.approximate:
        return False
    if not p.approximate:
        return headline(p) == headline(q)
    near = headline(q) <= MEANT * headline(p) if vague(p) else headline(q) >= ONE_COUNT * headline(p)
    return near and start_of(told) < LEAD and compatible(p, q)


def is_told_again(act: Testimony, toll: Testimony) -> bool:
    """Whether an act is the one that cost what a figure of its report counts: the same place and day, or a headline's
    act, whose lead tells more narrowly where it was."""
    mine, other = act.claim.claim, toll.claim.claim
    apart = gap(act, toll)
    if not apart or mine.background != other.background:
        return False
    if Status.DENIED in (mine.status, other.status) or act.wording.apart or toll.wording.apart:
        return False
    if over_days(act) and not counts_days(toll):
        return False
    headed = start_of(act) < HEADLINE and apart <= DATELINE
    undated = headed and mine.when is None  # what a headline tells, its lead dates
    if not all(map(_is_violence, (act, toll))) or is_update(toll) or (days_between(act, toll) and not undated):
        return False
    places = (Nearness.SAME, Nearness.INSIDE, Nearness.UNKNOWN) if headed else (Nearness.SAME,)
    if nearness(act, toll) not in places or veto_of(act, toll) is not None:
        return False
    kind = amid(toll)
    return kind is not None and fit(told_type(act), kind) >= SAME_TYPE


#: What befell those who did not die of it.
_LIVED = frozenset({Effect.INJURED, Effect.CASUALTIES, Effect.MISSING})


def hurt_besides(happenings: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Those hurt or missing whom a sentence without dead of its own counts, with the dead of an act that its report
    told before them, there and then: "Raids on the town killed 24. The raids wounded at least 90", "Another 50 were
    hurt"."""
    for ranked in by_report(happenings):
        for i, t in enumerate(ranked):
            harm = t.claim.claim.content
            if not isinstance(harm, TollContent) or harm.effect not in _LIVED:
                continue
            if t.wording.anew or (t.wording.turned and not t.wording.again):
                continue
            beside = [h for h in ranked if gap(t, h) == 0 and isinstance(h.claim.claim.content, TollContent)]
            if is_dated(t) or is_update(t) or any(_died(h) for h in beside):
                continue
            dead = next((h for h in reversed(ranked[:i]) if _costs_too(h, t, ranked)), None)
            if dead is not None:
                yield t, dead


def _died(t: Testimony) -> bool:
    content = t.claim.claim.content
    return isinstance(content, TollContent) and content.effect is Effect.KILLED and content.quantity.high != 0


def _costs_too(dead: Testimony, hurt: Testimony, ranked: Sequence[Testimony]) -> bool:
    apart = gap(dead, hurt)
    mine, other = dead.claim.claim, hurt.claim.claim
    if not apart or not _died(dead) or mine.background != other.background or of_the_dead(dead):
        return False
    if apart > RIVALS:
        return False
    if Status.DENIED in (mine.status, other.status) or (dead.wording.apart and is_unset(dead)):
        return False
    if nearness(dead, hurt) is not Nearness.SAME or days_between(dead, hurt) or veto_of(dead, hurt) is not None:
        return False
    if fit(amid(dead), amid(hurt)) < TYPES or counts_days(dead) != counts_days(hurt):
        return False
    return not any(gap(dead, h) == 0 and counted(h).effect in _LIVED for h in ranked if _is_counted(h))


def _is_counted(t: Testimony) -> bool:
    return isinstance(t.claim.claim.content, TollContent)


def is_unset(t: Testimony) -> bool:
    """Whether neither its place nor its day are told by its own words."""
    claim = t.claim.claim
    return (claim.where is None or claim.where.inferred) and not is_dated(t)


def goes_on(t: Testimony, before: Testimony) -> bool:
    """Whether what has no setting of its own can be told of an incident that its report told before."""
    apart = gap(t, before)
    mine, other = t.claim.claim, before.claim.claim
    if apart is None or apart > REACH or mine.background != other.background or is_update(t):
        return False
    if Status.DENIED in (mine.status, other.status) or not all(map(_is_violence, (t, before))):
        return False
    if t.wording.apart and (t.wording.turned or apart > NEXT or not _is_unsaid_or_same(t, before)):
        return False  # "dozens were also hurt" goes on with the sentence before
    if before.wording.apart and is_unset(before):  # "also hit other villages": what follows may be of the first ones
        return False
    if not _can_be_there(t, before, apart):
        return False
    if days_between(t, before) or veto_of(t, before) is not None:
        return False
    counts = isinstance(mine.content, TollContent)
    if fit(told_type(t), told_type(before)) < (TYPES if counts else SAME_TYPE):
        return False
    return _counts_agree(t, before)


def _is_unsaid_or_same(t: Testimony, before: Testimony) -> bool:
    kind = told_type(t)
    return kind is None or fit(kind, told_type(before)) >= SAME_TYPE


def _can_be_there(t: Testimony, before: Testimony, apart: int) -> bool:
    """Whether what has no place of its own can be where its report told of before. The count of another origin soon
    after one is of what that counted, whichever place was named last: "56 were killed in the village, the monitor said.
    The agency put the toll at 85"."""
    place = nearness(t, before)
    if place is Nearness.SAME:
        return True
    if is_rival_count(t, before) and apart <= RIVALS:
        return place is not Nearness.APART
    return place is Nearness.UNKNOWN and apart <= NEXT


def is_rival_count(a: Testimony, b: Testimony) -> bool:
    """Whether two origins count the same kind of people, all of them."""
    some = of_the_dead(a) or of_the_dead(b)
    return a.origin.key != b.origin.key and alike(a, b) and not some


def _is_violence(t: Testimony) -> bool:
    """Whether a claim tells of an act of violence, or of people who came to harm in one."""
    content = t.claim.claim.content
    if isinstance(content, TollContent):
        return content.effect in _HARM and content.quantity.high != 0
    return told_type(t) in VIOLENT


def _counts_agree(t: Testimony, before: Testimony) -> bool:
    """Whether two figures can be counts of one incident: of other people or effects, near each other, or, right after
    one another by two origins, such as can both be true."""
    both = isinstance(t.claim.claim.content, TollContent) and isinstance(before.claim.claim.content, TollContent)
    if not both or not alike(t, before) or of_the_dead(t):
        return True
    if of_the_dead(before):  # nobody counts some of the dead anew
        return False
    p, q = headline(quantity_of(t)), headline(quantity_of(before))
    if min(p, q) >= COUNTS * max(p, q):
        return True
    beside = (gap(t, before) or 0) <= NEXT and is_rival_count(t, before)
    return beside and compatible(quantity_of(t), quantity_of(before))
