"""What two claims have in common and what sets them apart: the features by which pairs are scored.

Each feature is a function of the two claims and frozen tables, between -1 and 1, symmetric, with a name an analyst can
read. `ACROSS` are asked of claims in two reports, `WITHIN` of two claims of one report, whose author knew whether they
are one happening and showed it by where he put them.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from vedette.model.claim import Effect, EventContent, EventType, TollContent, VictimClass
from vedette.model.provenance import Status
from vedette.model.resolved import ActorResolution, PlacePrecision, Role
from vedette.model.times import Basis
from vedette.reconciliation.joining.blocking import TELLING_FIGURE, gap
from vedette.reconciliation.joining.figures import alike, compatible, headline
from vedette.reconciliation.testimony.base import Testimony, is_dated, is_update
from vedette.reconciliation.testimony.kinds import RARE, amid, fit, told_type, type_of
from vedette.reconciliation.testimony.naming import fold
from vedette.reconciliation.testimony.places import LARGE, WIDE, Nearness, inside, name_of, nearness
from vedette.reconciliation.testimony.sides import same_side
from vedette.reconciliation.testimony.victims import of_the_dead
from vedette.reconciliation.testimony.wording import name_keys
from vedette.reconciliation.voices.narrative import vague
from vedette.reconciliation.voices.statements import quantity_of

Feature = Callable[[Testimony, Testimony], float]

#: Words of a target that say nothing about which one it is.
EMPTY_WORDS = frozenset(
    """of in on at and near their its several area areas position positions people town towns city cities village
    villages quarter quarters district districts neighbourhood neighborhood residential countryside outskirts""".split()
)
#: A figure of so many people is hardly shared by two events of one day by chance.
TELLING = 100
#: From so many people on an event is a large one.
MANY = 20
#: What a large count weighs where the places have other names or one is not given, and where they are surely one.
DOUBTED = 0.5
_THERE = frozenset({Nearness.SAME, Nearness.NEAR, Nearness.INSIDE})
#: What another doer weighs, against the same one.
ANOTHER = 0.25
#: What it weighs that both give one word of size.
VAGUELY = 0.3
#: Two counts of one incident hardly differ by more than a half.
COUNTS = 0.5
#: Days within which a report may tell of an act without saying on which day it was.
TOLD_WITHIN = 2
#: How well the types of act must go together of which one is told without its day.
ALIKE = 0.5
#: Characters of text after which two claims of one report are as far apart as they can be.
FAR = 400
#: Characters between two sentences that follow one another.
NEXT = 3
#: "Another 12", "six others": people apart from those told of just before.
_OTHERS = re.compile(r"\b(?:another|further|others?|more(?! than)|separate|elsewhere|also)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:Another|A further)\b")
_MORE = re.compile(r"\b(?:another|a further|(?:an)?other) $", re.IGNORECASE)
#: "The toll", "of the dead": people told of before are counted again.
_AGAIN = re.compile(r"\btolls?\b|\b(?:of|among) (?:the|those) (?:dead|killed|victims|casualties)\b", re.IGNORECASE)


def same_place(a: Testimony, b: Testimony) -> float:
    """1 where both give one place, by id, name or a spelling of it."""
    return float(nearness(a, b) is Nearness.SAME)


def small_place(a: Testimony, b: Testimony) -> float:
    """1 where both give one place that is no large town: a village or a quarter sees few events a day."""
    if nearness(a, b) is not Nearness.SAME:
        return 0.0
    known = [t.claim.place for t in (a, b) if t.claim.place is not None]
    return float(not any(p.precision in WIDE or p.feature in LARGE for p in known))


def near_place(a: Testimony, b: Testimony) -> float:
    """1 where the places lie within both uncertainties."""
    return float(nearness(a, b) is Nearness.NEAR)


def inner_place(a: Testimony, b: Testimony) -> float:
    """1 where one place lies in the other: a town and its province."""
    return float(nearness(a, b) is Nearness.INSIDE)


def other_place(a: Testimony, b: Testimony) -> float:
    """1 where the places have different names and one of them is known by its name alone."""
    return float(nearness(a, b) is Nearness.DOUBTFUL)


def same_day(a: Testimony, b: Testimony) -> float:
    """1 where both tell of one day, 0.5 where one is but dated by its publication."""
    if a.when is None or b.when is None or days_between(a, b):
        return 0.0
    return 0.5 if Basis.PUBLISHED in (a.when.basis, b.when.basis) else 1.0


def days_apart(a: Testimony, b: Testimony) -> float:
    """Days between the two, a third each, at most 1; half of it where one is but dated by its publication, none of it
    where that is how an act is told without its day (`told_undated`)."""
    if a.when is None or b.when is None or not (apart := days_between(a, b)) or told_undated(a, b):
        return 0.0
    doubt = 0.5 if Basis.PUBLISHED in (a.when.basis, b.when.basis) else 1.0
    return min(1.0, doubt * apart / 3)


def type_fit(a: Testimony, b: Testimony) -> float:
    """How well the types of event go together; see `kinds.fit`."""
    return fit(told_type(a), told_type(b))


def rare_type(a: Testimony, b: Testimony) -> float:
    """1 where both tell of one type that a region hardly sees twice in a day: gas, a suicide bombing, ..."""
    return float(amid(a) in RARE and amid(a) is amid(b))


def same_figure(a: Testimony, b: Testimony) -> float:
    """How telling it is that both give one figure: 1 for a hundred people, less for few, and little where a word of
    size gives it ("dozens")."""
    if not alike(a, b) or headline(quantity_of(a)) != headline(quantity_of(b)):
        return 0.0
    worth = VAGUELY if vague(quantity_of(a)) and vague(quantity_of(b)) else 1.0
    return worth * min(1.0, math.log(1 + headline(quantity_of(a))) / math.log(TELLING))


def same_count(a: Testimony, b: Testimony) -> float:
    """1 where one origin gives one figure: the same count in two reports, however few it counts."""
    one = a.origin.key == b.origin.key and alike(a, b) and not days_between(a, b)
    return float(one and headline(quantity_of(a)) == headline(quantity_of(b)) and not vague(quantity_of(a)))


def update(a: Testimony, b: Testimony) -> float:
    """1 where one says to what number the toll of the other's place and day has risen: "rose to 19", and 16 before."""
    if is_update(a) == is_update(b) or days_between(a, b) or nearness(a, b) is not Nearness.SAME:
        return 0.0
    later, earlier = (a, b) if is_update(a) else (b, a)
    mine, other = later.claim.claim.content, earlier.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or mine.effect is not other.effect:
        return 0.0
    return float(headline(mine.quantity) >= headline(other.quantity))


def told_undated(a: Testimony, b: Testimony) -> float:
    """1 where one dates the count that the other, soon after that day, gives without a day: the same exact number of
    people, come to harm in the same kind of act, at one place or at one that lies in the other's, by nobody else."""
    if is_dated(a) == is_dated(b) or not alike(a, b) or nearness(a, b) not in _THERE or in_country(a, b):
        return 0.0
    dated, undated = (a, b) if is_dated(a) else (b, a)
    if dated.when is None or not 0 <= (undated.spoke - dated.when.start).days <= TOLD_WITHIN:
        return 0.0
    one, other = quantity_of(a), quantity_of(b)
    same = headline(one) == headline(other) >= TELLING_FIGURE and not vague(one) and not vague(other)
    return float(same and fit(amid(a), amid(b)) >= ALIKE and same_doer(a, b) >= 0.0)


def both_true(a: Testimony, b: Testimony) -> float:
    """How near two different figures lie that can both be true: nearly 1 for "at least 16" and 19, little for "dozens",
    which goes with any number, and 160."""
    if not alike(a, b) or headline(quantity_of(a)) == headline(quantity_of(b)):
        return 0.0
    if not compatible(quantity_of(a), quantity_of(b)) or in_country(a, b):
        return 0.0
    p, q = headline(quantity_of(a)), headline(quantity_of(b))
    return min(p, q) / max(p, q)


def figures_apart(a: Testimony, b: Testimony) -> float:
    """How far apart two figures lie that can't both be true, or of which one is a country's: 0 for nearly the same, 1
    for orders of magnitude."""
    if not alike(a, b) or is_update(a) or is_update(b):
        return 0.0
    if compatible(quantity_of(a), quantity_of(b)) and not in_country(a, b):
        return 0.0
    p, q = headline(quantity_of(a)), headline(quantity_of(b))
    return 1 - min(p, q) / max(p, q)


def both_large(a: Testimony, b: Testimony) -> float:
    """How many the smaller of two different figures counts, on the scale of `same_figure`: a place hardly sees two
    events of that size in a day, and their counts seldom agree."""
    if not alike(a, b) or days_between(a, b) or headline(quantity_of(a)) == headline(quantity_of(b)):
        return 0.0
    if in_country(a, b):
        return 0.0
    least = min(headline(quantity_of(a)), headline(quantity_of(b)))
    sure = 1.0 if nearness(a, b) in _THERE else DOUBTED
    return sure * min(1.0, math.log(1 + least) / math.log(TELLING)) if least >= MANY else 0.0


def namesake_place(a: Testimony, b: Testimony) -> float:
    """1 where the one is a town whose name is its province's too and the other lies elsewhere in that province."""
    return float(nearness(a, b) is Nearness.NAMESAKE)


def in_country(a: Testimony, b: Testimony) -> float:
    """1 where the one names but the country in which the other is."""
    if nearness(a, b) is not Nearness.INSIDE:
        return 0.0
    return float(any(t.claim.place is not None and t.claim.place.precision is PlacePrecision.COUNTRY for t in (a, b)))


def rival_figures(a: Testimony, b: Testimony) -> float:
    """1 where two origins give different figures in one report for one place and day: two counts of one event."""
    if a.origin.key == b.origin.key or same_side(a.origin.side, b.origin.side) or not alike(a, b):
        return 0.0
    if days_between(a, b) or of_the_dead(a) or of_the_dead(b):
        return 0.0
    p, q = headline(quantity_of(a)), headline(quantity_of(b))
    if p == q or (inside(a, b) and p < q) or (inside(b, a) and q < p):  # fewer at a narrower place may be some of them
        return 0.0
    return float(nearness(a, b) in (Nearness.SAME, Nearness.INSIDE, Nearness.NEAR))


def same_doer(a: Testimony, b: Testimony) -> float:
    """1 the same doer, 0.5 the same side, a little less than 0 for another; 0 where one is unsaid. Rivals name each
    other, and who is named in passing is taken for the doer, so that a difference weighs little."""
    return _likeness(_doer(a), _doer(b))


def same_target(a: Testimony, b: Testimony) -> float:
    """What was hit: 1 the same party or a word in common, -1 none; 0 where one is unsaid."""
    actors = _likeness(_target(a), _target(b))
    mine, other = a.claim.claim.content, b.claim.claim.content
    if actors > 0 or not isinstance(mine, EventContent) or not isinstance(other, EventContent):
        return max(actors, 0.0)
    if mine.target is None or other.target is None:
        return 0.0
    places = {w for t in (a, b) for w in name_of(t.claim).split()}
    p, q = (set(fold(m.text).split()) - EMPTY_WORDS - places for m in (mine.target, other.target))
    return 0.0 if not p or not q else 1.0 if p & q else -1.0


def victims_clash(a: Testimony, b: Testimony) -> float:
    """1 where one strike's dead are civilians in the one and fighters in the other sentence; clashes kill both."""
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or gap(a, b) == 0:
        return 0.0
    classes = {mine.victims.victim_class, other.victims.victim_class}
    fighting = EventType.ARMED_CLASH in (type_of(a), type_of(b))
    return float(classes == {VictimClass.CIVILIAN, VictimClass.COMBATANT} and not fighting)


def same_origin(a: Testimony, b: Testimony) -> float:
    """1 where both go back to one origin: it would hardly count one event twice in one day."""
    return float(a.origin.key == b.origin.key)


def shared_names(a: Testimony, b: Testimony) -> float:
    """Names that the two sentences share beside those of parties, claimants and the province or city around, a third
    each, at most 1."""
    return min(1.0, len((a.wording.names & b.wording.names) - _names_around(a) - _names_around(b)) / 3)


def shared_words(a: Testimony, b: Testimony) -> float:
    """Share of the words of the shorter sentence that the other has too."""
    p, q = a.wording.words | a.wording.names, b.wording.words | b.wording.names
    return len(p & q) / min(len(p), len(q)) if p and q else 0.0


def shared_numbers(a: Testimony, b: Testimony) -> float:
    """1 where the sentences share a number that is no date."""
    return float(bool(a.wording.numbers & b.wording.numbers))


def one_sentence(a: Testimony, b: Testimony) -> float:
    """1 in one sentence."""
    return float(gap(a, b) == 0)


def next_sentence(a: Testimony, b: Testimony) -> float:
    """1 where the one sentence follows the other."""
    apart = gap(a, b)
    return float(apart is not None and 0 < apart <= NEXT)


def far_apart(a: Testimony, b: Testimony) -> float:
    """How far apart they stand in the text, up to 1."""
    return min(1.0, (gap(a, b) or 0) / FAR)


def others(a: Testimony, b: Testimony) -> float:
    """1 where the later of two claims of one effect speaks of others: "six more were killed in ..."."""
    mine, other = a.claim.claim, b.claim.claim
    if not isinstance(mine.content, TollContent) or not isinstance(other.content, TollContent):
        return 0.0
    p, q = mine.evidence.span, other.evidence.span
    if mine.content.effect is not other.content.effect or p is None or q is None:
        return 0.0
    last = a if p.start > q.start else b
    later = last.claim.claim.evidence
    if mine.content.effect is Effect.INJURED and not last.wording.turned and not _OPENS.match(later.quote):
        return 0.0  # "killed 20 and wounded 50 others": others than the dead; "Another 40 were hurt" are more
    return float(_OTHERS.search(later.quote) is not None or _MORE.search(later.before) is not None)


def recount(a: Testimony, b: Testimony) -> float:
    """Near 1 where the later of two claims counts people told of just before: "put the toll at 30"."""
    p, q = a.claim.claim.evidence, b.claim.claim.evidence
    if p.span is None or q.span is None or not alike(a, b):
        return 0.0
    later, earlier = (p, q) if p.span.start > q.span.start else (q, p)
    m, n = headline(quantity_of(a)), headline(quantity_of(b))
    if m != n and ((of_the_dead(b) if earlier is q else of_the_dead(a)) or min(m, n) < COUNTS * max(m, n)):
        return 0.0
    return 1 - far_apart(a, b) if _AGAIN.search(later.quote) else 0.0


def toll_of_it(a: Testimony, b: Testimony) -> float:
    """1 where a toll with a cause, or a doer, of its own stands next to the event of that type by that doer."""
    events = [isinstance(t.claim.claim.content, EventContent) for t in (a, b)]
    near = (gap(a, b) or 0) <= NEXT and gap(a, b) is not None and not days_between(a, b)
    if not near or events[0] == events[1] or nearness(a, b) is not Nearness.SAME:
        return 0.0
    return float(type_of(a) is type_of(b) or same_doer(a, b) == 1.0)


def its_act(a: Testimony, b: Testimony) -> float:
    """1 where the report tells a toll of that very act: "an air strike killed nine"."""
    for toll, act in ((a, b), (b, a)):
        content = toll.claim.claim.content
        if isinstance(content, TollContent) and content.act == act.key:
            return 1.0
    return 0.0


def answer(a: Testimony, b: Testimony) -> float:
    """1 where the one denies what the other tells: the same type of event at the same place and time."""
    if (
        (status_of(a) is Status.DENIED) == (status_of(b) is Status.DENIED)
        or type_of(a) is not type_of(b)
        or days_between(a, b)
    ):
        return 0.0
    return float(nearness(a, b) is Nearness.SAME)


def _named(*features: Feature) -> Mapping[str, Feature]:
    return MappingProxyType({f.__name__.replace("_", " "): f for f in features})


_SETTING = (
    same_place,
    small_place,
    near_place,
    inner_place,
    in_country,
    namesake_place,
    other_place,
    same_day,
    days_apart,
    type_fit,
    rare_type,
    same_figure,
    both_large,
    both_true,
    figures_apart,
)
_PARTIES = (
    same_doer,
    same_target,
    victims_clash,
    same_origin,
)
ACROSS = _named(
    *_SETTING, same_count, *_PARTIES, shared_names, shared_words, shared_numbers, update, told_undated, answer
)
WITHIN = _named(
    *_SETTING,
    rival_figures,
    *_PARTIES,
    one_sentence,
    next_sentence,
    far_apart,
    others,
    recount,
    toll_of_it,
    its_act,
    answer,
    shared_names,
)


#: Features that are 0 but where two places lie so, and those that are 0 where two figures can't be compared (`alike`):
#: of most pairs half the features need not be asked.
AT: Mapping[Feature, Nearness] = MappingProxyType(
    {
        same_place: Nearness.SAME,
        small_place: Nearness.SAME,
        near_place: Nearness.NEAR,
        inner_place: Nearness.INSIDE,
        in_country: Nearness.INSIDE,
        namesake_place: Nearness.NAMESAKE,
        other_place: Nearness.DOUBTFUL,
        toll_of_it: Nearness.SAME,
        answer: Nearness.SAME,
        update: Nearness.SAME,
    }
)
OF_FIGURES: frozenset[Feature] = frozenset(
    {same_figure, same_count, both_large, both_true, figures_apart, rival_figures, recount, told_undated}
)


@lru_cache(maxsize=65_536)
def _names_around(t: Testimony) -> frozenset[str]:
    """The names of what is around a claim's place, which all reports from there share: its province, a large city."""
    place = t.claim.place
    if place is None:
        return frozenset()
    wide = place.name if place.precision in WIDE or place.feature in LARGE else None
    return frozenset(key for name in (place.admin1, wide) if name for key in name_keys(name.title()))


@lru_cache(maxsize=4_096)
def days_between(a: Testimony, b: Testimony) -> int:
    """Days between the two intervals; 0 where they overlap or one is not known."""
    if a.when is None or b.when is None:
        return 0
    return max(0, (max(a.when.start, b.when.start) - min(a.when.end, b.when.end)).days + 1)


@lru_cache(maxsize=65_536)
def status_of(t: Testimony) -> Status:
    """The status of what a claim says."""
    return t.claim.claim.status


@lru_cache(maxsize=65_536)
def _doer(t: Testimony) -> ActorResolution | None:
    return t.claim.actor(Role.ACTOR) or t.claim.actor(Role.BY)


@lru_cache(maxsize=65_536)
def _target(t: Testimony) -> ActorResolution | None:
    return t.claim.actor(Role.TARGET)


def _likeness(mine: ActorResolution | None, other: ActorResolution | None) -> float:
    if mine is None or other is None or mine.actor is None or other.actor is None:
        return 0.0
    return 1.0 if mine.actor == other.actor else 0.5 if same_side(mine.side, other.side) else -ANOTHER
