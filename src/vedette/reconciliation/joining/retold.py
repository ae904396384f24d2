"""What a report tells again: its title's news, which the text below tells in full, and an act told without a figure
where the report counts the people of an act of that kind, there and then.

Where such a claim joins the fuller one it is one more testimony of it. Where it does not (a title gives rounded figures
and wide places, a second sentence another name for the ground) it is no happening besides.
"""

from collections.abc import Iterable, Mapping

from vedette.model.claim import Effect, EventContent, TollContent
from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Status
from vedette.reconciliation.joining.blocking import gap, is_happening
from vedette.reconciliation.joining.features import days_between
from vedette.reconciliation.joining.parts import by_report, start_of
from vedette.reconciliation.testimony.base import Testimony, is_dated
from vedette.reconciliation.testimony.kinds import VIOLENT, amid, fit, told_type
from vedette.reconciliation.testimony.places import Nearness, nearness

#: Characters from the top within which a text's own words tell its news, whatever day or place they leave out.
LEAD = 500
#: How well the types must go together: one may be unsaid; the same or one family; the same or a plain "attack".
ANY, ALIKE, SAME = 0.3, 0.35, 0.5
_HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.CASUALTIES})
_THERE = frozenset({Nearness.SAME, Nearness.NEAR, Nearness.INSIDE, Nearness.NAMESAKE})


def retold(said: Iterable[Testimony], documents: Mapping[DocumentId, Document]) -> frozenset[ClaimKey]:
    """The claims that their own report tells more fully elsewhere. A report of a title alone has none."""
    found: set[ClaimKey] = set()
    for told in by_report(said):
        own = [t for t in told if is_happening(t)]
        if not own:
            continue
        totals = [t for t in told if _harmed(t) and not is_happening(t)]
        document = documents.get(own[0].claim.claim.document)
        top = document.headline.end if document is not None and document.headline is not None else 0
        below = [t for t in own if start_of(t) >= top and _is_told(t, top)]
        counts = [t for t in below if _harmed(t)]
        for t in own:
            fuller = any(_same_news(t, h) for h in below) if start_of(t) < top else _is_counted(t, counts)
            if fuller or _is_totalled(t, totals):
                found.add(t.key)
    return frozenset(found)


def _is_told(t: Testimony, top: int) -> bool:
    """Whether a text tells it, and does not speak of it only."""
    claim = t.claim.claim
    if claim.background or claim.status is not Status.ASSERTED or t.when is None:
        return False
    own = claim.where is not None and not claim.where.inferred
    return start_of(t) < top + LEAD or (own and is_dated(t))


def _same_news(title: Testimony, told: Testimony) -> bool:
    mine, other = title.claim.claim.content, told.claim.claim.content
    if isinstance(mine, TollContent) and isinstance(other, TollContent) and mine.effect is not other.effect:
        return False
    return fit(told_type(title), told_type(told)) >= ANY


def _is_counted(act: Testimony, counts: Iterable[Testimony]) -> bool:
    """Whether a report counts whom such an act harmed: in its own sentence, or elsewhere on its day and at its place or
    around it. Of several places that a sentence lists, the one at which it counts stands for all."""
    kind = told_type(act)
    if not isinstance(act.claim.claim.content, EventContent) or kind not in VIOLENT:
        return False
    of_it = [t for t in counts if not days_between(act, t) and fit(kind, amid(t)) >= ALIKE]
    if any(gap(act, t) == 0 for t in counts):
        return any(gap(act, t) == 0 and fit(kind, amid(t)) >= SAME for t in of_it)
    return not act.wording.apart and any(nearness(act, t) in _THERE for t in of_it)


def _is_totalled(act: Testimony, totals: Iterable[Testimony]) -> bool:
    """Whether acts of several days, or of none that their report states, are those whose dead their own sentence sums
    up ("such attacks of the past 48 hours killed 10", "another 40 have been killed in raids"): the sum is a running
    total, the acts no event without a toll besides."""
    if not isinstance(act.claim.claim.content, EventContent) or act.when is None:
        return False
    beside = [t for t in totals if gap(act, t) == 0]
    if not is_dated(act):
        return bool(beside)
    return act.when.days > 1 and any(t.claim.claim.when in (None, act.claim.claim.when) for t in beside)


def _harmed(t: Testimony) -> bool:
    content = t.claim.claim.content
    return isinstance(content, TollContent) and content.effect in _HARM and content.quantity.high != 0
