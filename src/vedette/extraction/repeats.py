"""What a report says twice is one claim: headline and lead, lead and body, told again with more detail.

The fullest telling stands; what only the other names (a narrower place, the day, the author) is taken over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.extraction.attaching.dating import LENT
from vedette.extraction.figures.tolls import TollDraft
from vedette.model.claim import Effect, VictimClass
from vedette.model.provenance import Attribution
from vedette.model.quantity import Quantity

#: A figure this large that comes twice in one sentence, or again after the lead, is the same figure.
SURE_REPEAT = 5
#: The last sentence of a report's lead.
LEAD = 2


@dataclass(frozen=True, slots=True)
class FoldedTolls:
    """The drafts that stand, by their index, and for each dropped index the one that stands for it."""

    kept: dict[int, TollDraft]
    stands_for: dict[int, int]

    def standing(self, index: int) -> int:
        """The index that stands for one."""
        return self.stands_for.get(index, index)


def fold_tolls(drafts: Sequence[TollDraft], said: Sequence[Attribution], *, headed: bool = True) -> FoldedTolls:
    """Fold repeats of a report's tolls; `said` are their attributions, `headed` where the first unit is a headline."""
    kept: dict[int, TollDraft] = {}
    stands_for: dict[int, int] = {}
    for n, draft in enumerate(drafts):
        twin = next((m for m in kept if _is_told_again(drafts, m, n, said, headed=headed)), None)
        if twin is None:
            kept[n] = draft
        elif _richness(draft, said[n], headed=headed) > _richness(kept[twin], said[twin], headed=headed):
            kept[n] = _filled(draft, kept.pop(twin))
            stands_for = {k: n if v == twin else v for k, v in stands_for.items()} | {twin: n}
        else:
            kept[twin] = _filled(kept[twin], draft)
            stands_for[n] = twin
    return FoldedTolls(dict(sorted(kept.items())), stands_for)


def _is_told_again(drafts: Sequence[TollDraft], m: int, n: int, said: Sequence[Attribution], *, headed: bool) -> bool:
    same = _same(drafts[m], drafts[n], (said[m], said[n]), headed=headed)
    return same and not (drafts[m].unit > LEAD and _of_other_acts(drafts, m, n))


#: The effects that one act most often has, and that reports count side by side.
_SIDE_BY_SIDE = {Effect.KILLED: Effect.INJURED, Effect.INJURED: Effect.KILLED}


def _of_other_acts(drafts: Sequence[TollDraft], m: int, n: int) -> bool:
    """Whether two like figures stand beside figures that no one act can have: "20 were hurt" by a blast that killed
    four is not "ten were killed and another 20 hurt" further on."""
    beside = _SIDE_BY_SIDE.get(drafts[n].effect)
    mine, other = _beside(drafts, m, beside, back=1), _beside(drafts, n, beside, back=0)
    return bool(mine and other) and not any(_meet(a, b) for a in mine for b in other)


def _beside(drafts: Sequence[TollDraft], n: int, effect: Effect | None, *, back: int) -> list[Quantity]:
    """The figures of another effect in a figure's sentence, or up to so many before."""
    unit = drafts[n].unit
    return [d.quantity for d in drafts if d.effect is effect and unit - back <= d.unit <= unit and d.person is None]


def _meet(a: Quantity, b: Quantity) -> bool:
    if a.high is None and b.high is None:  # one report hardly gives two floors for one act
        return a.low == b.low
    return (b.high is None or a.low <= b.high) and (a.high is None or b.low <= a.high)


def _filled(draft: TollDraft, other: TollDraft) -> TollDraft:
    """A draft with what only its repeat names. Of its days no more than a sentence lends another: those of a week are a
    sum's that stands beside it."""
    day = other.when if other.when is not None and other.when.days <= LENT else None
    narrower = other.where is not None and (draft.where is None or other.level < draft.level)
    return replace(
        draft,
        where=other.where if narrower else draft.where,
        level=other.level if narrower else draft.level,
        when=draft.when or day,
        by=draft.by or other.by,
    )


def _same(a: TollDraft, b: TollDraft, said: tuple[Attribution, Attribution], *, headed: bool) -> bool:
    """Whether a later figure of a report repeats an earlier one. A headline leaves out bounds, place and claimant."""
    if a.person is not None and b.person is not None:
        return a.effect is b.effect and _same_person(a.person, b.person)
    headline = headed and a.unit == 0
    if b.further and not a.further and not headline:
        return False
    if a.person is not None or b.person is not None:
        one = a.quantity.high == b.quantity.high == 1 and a.effect is b.effect
        return one and a.unit != b.unit and (headline or b.unit - a.unit == 1)
    if a.effect is not b.effect or not _same_number(a.quantity, b.quantity, loosely=headline):
        return False
    if a.unit == b.unit:
        same_people = a.victims.victim_class is b.victims.victim_class
        return a.quantity.low >= SURE_REPEAT and same_people and a.link.part_of is None
    by_a, by_b = said[0].claimant, said[1].claimant
    if by_a is not None and by_b is not None and by_a.name.lower() != by_b.name.lower() and not headline:
        return False
    if a.when is not None and b.when is not None and not a.when.overlaps(b.when, slack=1):
        return False
    few = a.quantity.low <= 1 and a.quantity.high == a.quantity.low
    classes = {a.victims.victim_class, b.victims.victim_class} - {VictimClass.UNSPECIFIED}
    if few and not headline and len(classes) > 1:
        return False
    one_of_each = few and not headline and a.unit > LEAD  # a woman here and a woman there
    apart = (
        a.where is not None
        and b.where is not None
        and not ((a.where.inferred and not one_of_each) or b.where.inferred)
        and a.where.name.lower() != b.where.name.lower()
        and not (a.where.name in b.where.listed or b.where.name in a.where.listed)
    )
    return not apart or headline or (a.unit <= LEAD and a.quantity.low >= SURE_REPEAT)


def _same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's in one report: all words of the shorter are in the longer."""
    one, other = set(a.lower().split()), set(b.lower().split())
    return one <= other or other <= one


def _same_number(a: Quantity, b: Quantity, *, loosely: bool) -> bool:
    if (a.low, a.high) == (b.low, b.high):
        return True
    return loosely and a.low == b.low and a.low > 1


def _richness(draft: TollDraft, said: Attribution, *, headed: bool) -> tuple[int, ...]:
    bounded = draft.quantity.low != draft.quantity.high
    return (
        not headed or draft.unit > 0,
        said.claimant is not None,
        bounded,
        draft.when is not None,
        -draft.level,
        draft.unit == 1,
        -draft.unit,
    )
