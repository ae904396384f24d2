"""Scoring a pair of claims: do they speak of one happening? From the two claims and frozen tables only.

Each feature is a function of two testimonies with a name an analyst can read. A veto (`None`) says that the two can't
be one, whatever else agrees. The weights are set by hand on the stories under `tests/golden/stories`; they are to be
fitted on development data, which replaces this table and nothing else.
"""

from dataclasses import dataclass
from types import MappingProxyType

from vedette.model.claim import EventContent, EventType, TollContent, VictimClass
from vedette.model.provenance import Status
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, ResolvedClaim, Role
from vedette.model.times import Basis, Precision
from vedette.reconciliation.base import Testimony
from vedette.reconciliation.blocking import LONG_DAYS, UPDATE_DAYS, gap, is_update
from vedette.reconciliation.kinds import fit, type_of
from vedette.reconciliation.naming import fold
from vedette.reconciliation.places import Nearness, name_of, nearness
from vedette.reconciliation.sides import same_side
from vedette.reconciliation.statements import quantity_of
from vedette.reconciliation.victims import counted

WEIGHTS = MappingProxyType(
    {
        "place": 0.35,
        "time": 0.25,
        "type": 0.2,
        "figures": 0.2,
        "actors": 0.1,
        "target": 0.25,
        "victims": 0.3,
        "beside": 0.3,
    }
)
THRESHOLD = 0.68
#: Figures of one effect further apart than this ratio are hardly of one event.
UNLIKE = 0.25

#: Words of a target that say nothing about which one it is.
EMPTY_WORDS = frozenset(
    """of in on at and near their its several area areas position positions people town towns city cities village
    villages quarter quarters district districts neighbourhood neighborhood residential countryside outskirts""".split()
)
_PLACE = MappingProxyType({Nearness.SAME: 1.0, Nearness.NEAR: 0.7, Nearness.INSIDE: 0.4, Nearness.UNKNOWN: 0.3})
_NOT_YET = frozenset({Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Score:
    """A pair's score with what made it; `veto` says why the two can't be one, and then the score is 0."""

    value: float
    reasons: tuple[str, ...]
    veto: str | None = None

    @property
    def joins(self) -> bool:
        """Whether the pair is one happening."""
        return self.veto is None and self.value >= THRESHOLD


def score(a: Testimony, b: Testimony) -> Score:
    """How likely two claims speak of one happening, 0 to about 1.3, with reasons. Symmetric."""
    veto = veto_of(a, b)
    if veto is not None:
        return Score(0.0, (), veto)
    place = nearness(a.claim, b.claim)
    features = {
        "place": _PLACE[place],
        "time": time_feature(a, b),
        "type": fit(type_of(a), type_of(b)),
        "figures": figures_feature(a, b),
        "actors": actors_feature(a.claim, b.claim),
        "target": target_feature(a, b),
        "victims": victims_feature(a, b),
        "beside": beside_feature(a, b),
    }
    value = sum(WEIGHTS[name] * feature for name, feature in features.items())
    reasons = tuple(f"{name} {feature:+.2f}" for name, feature in features.items() if feature)
    return Score(round(value, 4), (str(place), *reasons))


def veto_of(a: Testimony, b: Testimony) -> str | None:
    """What rules a pair out: other places, other days, types that no one confuses, happened against planned."""
    if nearness(a.claim, b.claim) is Nearness.APART:
        return "different places"
    if fit(type_of(a), type_of(b)) == 0.0:
        return "types of event that do not go together"
    if (_status(a) in _NOT_YET) != (_status(b) in _NOT_YET):
        return "one happened, the other is planned, threatened or hypothetical"
    if days_between(a, b) > (UPDATE_DAYS if is_update(a) or is_update(b) else 1):
        return "too many days apart"
    if long_interval(a) != long_interval(b):
        return "one is of a day, the other of a longer time"
    if _different_parts(a, b):
        return "one report gives the two different figures"
    if _far_apart(a, b):
        return "figures too far apart to be of one event"
    if nearness(a.claim, b.claim) is Nearness.UNKNOWN and gap(a, b) is None:
        return "a place is not given and the reports differ"
    return None


def days_between(a: Testimony, b: Testimony) -> int:
    """Days between the two intervals; 0 where they overlap or one is not known."""
    if a.when is None or b.when is None:
        return 0
    return max(0, (max(a.when.start, b.when.start) - min(a.when.end, b.when.end)).days + 1)


def long_interval(t: Testimony) -> bool:
    """Whether a claim speaks of a longer time than one event takes."""
    return t.when is not None and t.when.days > LONG_DAYS


def time_feature(a: Testimony, b: Testimony) -> float:
    """1 on the same days, 0.7 where one is but the day of publication; a day apart -0.6 if both are stated or 0.3."""
    if a.when is None or b.when is None:
        return 0.2
    apart = days_between(a, b)
    if apart == 0:
        return 0.7 if Basis.PUBLISHED in (a.when.basis, b.when.basis) else 1.0
    if is_update(a) or is_update(b):
        return 0.5
    sharp = all(
        t.when is not None
        and t.when.basis is Basis.STATED
        and t.when.precision in (Precision.DAY, Precision.PART_OF_DAY)
        for t in (a, b)
    )
    return -0.6 if sharp else 0.3


def figures_feature(a: Testimony, b: Testimony) -> float:
    """Of tolls with one effect: 1 the same figure, 0.6 if both can be true, 0 a little apart, -1 far apart."""
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or mine.effect is not other.effect:
        return 0.0
    if _kinds_differ(a, b) or _may_be_part(a, b):
        return 0.0
    p, q = headline(mine.quantity), headline(other.quantity)
    if p == q:
        return 1.0
    if compatible(mine.quantity, other.quantity):
        return 0.6
    if is_update(a) or is_update(b):
        return 0.0
    ratio = min(p, q) / max(p, q)
    return 0.0 if ratio >= 0.8 else -0.5 if ratio >= 0.5 else -1.0


def actors_feature(a: ResolvedClaim, b: ResolvedClaim) -> float:
    """Whether the two name the same doer or target: 1 the same actor, 0.5 the same side, -0.3 others, 0 unsaid.

    Opposed accounts name opposed doers of one event, so that a difference weighs little.
    """
    total = 0.0
    for mine, other in ((_doer(a), _doer(b)), (a.actor(Role.TARGET), b.actor(Role.TARGET))):
        if mine is None or other is None or mine.actor is None or other.actor is None:
            continue
        total += 1.0 if mine.actor == other.actor else 0.5 if same_side(mine.side, other.side) else -0.3
    return total


def target_feature(a: Testimony, b: Testimony) -> float:
    """What was hit, by its words: 1 a word in common, -1 none; 0 unsaid, or both in one sentence."""
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, EventContent) or not isinstance(other, EventContent) or gap(a, b) == 0:
        return 0.0
    if mine.target is None or other.target is None:
        return 0.0
    places = {w for t in (a, b) for w in name_of(t.claim).split()}
    p, q = (set(fold(m.text).split()) - EMPTY_WORDS - places for m in (mine.target, other.target))
    return 0.0 if not p or not q else 1.0 if p & q else -1.0


def victims_feature(a: Testimony, b: Testimony) -> float:
    """-1 where one strike's dead are civilians in the one and fighters in the other sentence; clashes kill both."""
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or gap(a, b) == 0:
        return 0.0
    classes = {mine.victims.victim_class, other.victims.victim_class}
    if classes != {VictimClass.CIVILIAN, VictimClass.COMBATANT} or type_of(a) is EventType.ARMED_CLASH:
        return 0.0
    return -1.0


def beside_feature(a: Testimony, b: Testimony) -> float:
    """Claims of one report: 1 in the same sentence, 0.5 close by, less with distance; 0 in different reports."""
    apart = gap(a, b)
    if apart is None:
        return 0.0
    return 1.0 if apart == 0 else 0.6 if apart <= 3 else max(0.0, 0.5 - apart / 800)


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether some number satisfies both. An approximate figure is stretched by a tenth either way."""
    (p, q), (r, s) = bounds(a), bounds(b)
    return (s is None or p <= s) and (q is None or r <= q)


def bounds(q: Quantity) -> tuple[int, int | None]:
    """The interval, stretched by a tenth where the figure is approximate: "around 300" goes with 310."""
    if not q.approximate:
        return q.low, q.high
    return q.low - q.low // 10, None if q.high is None else q.high + q.high // 10


def headline(q: Quantity) -> int:
    """The one number a reader takes away: the point, the floor, or the ceiling of "up to"."""
    return q.low if q.low or q.high is None else q.high


def _doer(claim: ResolvedClaim) -> ActorResolution | None:
    return claim.actor(Role.ACTOR) or claim.actor(Role.BY)


def _status(t: Testimony) -> Status:
    return t.claim.claim.status


def _kinds_differ(a: Testimony, b: Testimony) -> bool:
    """Whether two tolls count different people; people of unsaid class may be anybody."""
    p, q = counted(a), counted(b)
    return p.part != q.part or (not p.whole and not q.whole and p != q)


def _may_be_part(a: Testimony, b: Testimony) -> bool:
    """Whether one counts everybody and the other fewer people of one class: "12 killed" and "8 civilians killed"."""
    p, q = counted(a), counted(b)
    if p.whole == q.whole:
        return False
    whole, part = (a, b) if p.whole else (b, a)
    return headline(quantity_of(part)) < headline(quantity_of(whole))


def _far_apart(a: Testimony, b: Testimony) -> bool:
    """Figures of one effect for people who may be the same, that no later count explains."""
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or mine.effect is not other.effect:
        return False
    if is_update(a) or is_update(b) or _kinds_differ(a, b) or _may_be_part(a, b) or gap(a, b) is not None:
        return False
    p, q = headline(mine.quantity), headline(other.quantity)
    return not compatible(mine.quantity, other.quantity) and min(p, q) < UNLIKE * max(p, q)


def _different_parts(a: Testimony, b: Testimony) -> bool:
    """Two tolls of one effect and kind of people that one origin gives in one report, in figures that can't both be."""
    mine, other = a.claim.claim, b.claim.claim
    if mine.document != other.document or a.origin.key != b.origin.key:
        return False
    if not isinstance(mine.content, TollContent) or not isinstance(other.content, TollContent):
        return False
    if mine.content.effect is not other.content.effect or is_update(a) or is_update(b):
        return False
    if mine.content.subset_of is not None or other.content.subset_of is not None or counted(a) != counted(b):
        return False
    return not compatible(mine.content.quantity, other.content.quantity)
