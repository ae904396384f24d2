"""Scoring a pair of claims: do they speak of one happening? From the two claims and frozen tables only.

A veto says that the two can't be one, whatever else agrees. Else the features of `features` are weighed: the weights
are data (`data/pair_weights.toml`), fitted by `python -m tools.fit_pairs` on reports of one day by opposed outlets; the
score is the probability that they give.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from vedette.model.claim import EventContent, TollContent
from vedette.model.provenance import Status
from vedette.model.times import Precision
from vedette.reconciliation.joining.blocking import LONG_DAYS, UPDATE_DAYS, gap
from vedette.reconciliation.joining.features import (
    ACROSS,
    AT,
    OF_FIGURES,
    WITHIN,
    Feature,
    days_between,
    rare_type,
    same_figure,
    status_of,
)
from vedette.reconciliation.joining.figures import alike, compatible, headline, may_be_part
from vedette.reconciliation.testimony.base import Testimony, is_dated, is_update
from vedette.reconciliation.testimony.kinds import at_odds, fit, type_of
from vedette.reconciliation.testimony.places import Nearness, nearness
from vedette.reconciliation.testimony.victims import counted, counted_beside, disjoint, of_the_dead
from vedette.reconciliation.voices.statements import quantity_of

#: Probability from which a pair is one happening: across two reports, and within one.
ACROSS_FROM, WITHIN_FROM = 0.64, 0.8
#: Figures of one effect further apart than this ratio are hardly of one event.
UNLIKE = 0.25
#: One origin's floors of one day for one event differ by less than a tenth.
ONE_COUNT = 0.9
#: Days from beyond which an act of several days is not one of a day.
STRETCH = 3
#: Days that a date may be off which the claim does not state itself.
UNSTATED_DAYS = 3
#: A figure so telling (see `same_figure`) that it bridges a date which the claim does not state.
SURE_FIGURE = 0.7

#: The veto of what is not known, which others of the two clusters may: it rules out the pair, and not what they are in.
UNPLACED = "a place is not given and the reports differ"

_STRETCHES = frozenset({Precision.INTERVAL, Precision.WEEK})
_NOT_YET = frozenset({Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Score:
    """A pair's score, 0 to 1, with what made it; `veto` says why the two can't be one, and then the score is 0. From
    `least`, which is above 0, the pair is one."""

    value: float
    reasons: tuple[str, ...]
    veto: str | None = None
    least: float = 0.6

    @property
    def joins(self) -> bool:
        """Whether the pair is one happening."""
        return self.value >= self.least


@dataclass(frozen=True, slots=True)
class Weights:
    """What a feature adds to the logarithm of the odds, by the feature's name, with the feature; `base` is that of
    none. `of` has, for how two places lie and whether their figures can be compared, the features that may be other
    than 0 there."""

    base: float
    of: Mapping[tuple[Nearness, bool], tuple[tuple[str, float, Feature], ...]]


@lru_cache(maxsize=1)
def weights() -> tuple[Weights, Weights]:
    """The fitted weights: of pairs across two reports, and within one. Features left out weigh nothing."""
    text = (files("vedette.reconciliation") / "data" / "pair_weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return _weights(table["across"], ACROSS), _weights(table["within"], WITHIN)


def _weights(table: Mapping[str, float], features: Mapping[str, Feature]) -> Weights:
    named = [(name, value, features[name]) for name, value in table.items() if name != "base" and value]
    of = {
        (place, figures): tuple(
            w for w in named if AT.get(w[2], place) is place and (figures or w[2] not in OF_FIGURES)
        )
        for place in Nearness
        for figures in (False, True)
    }
    return Weights(table["base"], of)


def score(a: Testimony, b: Testimony, *, explain: bool = False) -> Score:
    """How likely two claims speak of one happening, with the features that speak for and against it. Symmetric.

    Pairs that are not one have reasons only where `explain` asks for them: there are millions.
    """
    veto = veto_of(a, b)
    if veto is not None:
        return Score(0.0, (), veto)
    across, within = weights()
    near = gap(a, b) is None
    weighed, least = (across, ACROSS_FROM) if near else (within, WITHIN_FROM)
    place = nearness(a, b)
    shares = [(name, weight * feature(a, b)) for name, weight, feature in weighed.of[place, alike(a, b)]]
    value = round(1 / (1 + math.exp(-weighed.base - sum([share for _, share in shares]))), 4)
    if value < least and not explain:
        return Score(value, (), least=least)
    reasons = [_reason(name, share) for name, share in shares if share]
    return Score(value, (str(place), *reasons), least=least)


@lru_cache(maxsize=4_096)
def _reason(name: str, share: float) -> str:
    """The words for what a feature gave. Most are the same words again, and held but once."""
    return f"{name} {share:+.2f}"


def features_of(a: Testimony, b: Testimony) -> dict[str, float]:
    """The features of a pair by name."""
    return {name: f(a, b) for name, f in (ACROSS if gap(a, b) is None else WITHIN).items()}


def veto_of(a: Testimony, b: Testimony) -> str | None:
    """What rules a pair out: other places, other days, types that no one confuses, happened against planned."""
    place = nearness(a, b)
    if place is Nearness.APART:
        return "different places"
    if fit(type_of(a), type_of(b)) == 0.0 or at_odds(a, b):
        return "types of event that do not go together"
    if (status_of(a) in _NOT_YET) != (status_of(b) in _NOT_YET):
        return "one happened, the other is planned, threatened or hypothetical"
    days = days_between(a, b)
    if days and days > _reach(a, b):
        return "too many days apart"
    if long_interval(a) != long_interval(b) or (over_days(a) != over_days(b) and gap(a, b) is None):
        return "one is of a day, the other of a longer time"
    if _counts_longer(a, b):
        return "one counts over days, the other in one event"
    if _different_parts(a, b):
        return "one origin gives the two different figures"
    if _far_apart(a, b):
        return "figures too far apart to be of one event"
    if place is Nearness.UNKNOWN and gap(a, b) is None and not same_figure(a, b):
        return UNPLACED
    return None


@lru_cache(maxsize=65_536)
def long_interval(t: Testimony) -> bool:
    """Whether a claim speaks of a longer time than one event takes."""
    return t.when is not None and t.when.days > LONG_DAYS


@lru_cache(maxsize=65_536)
def over_days(t: Testimony) -> bool:
    """Whether an act went on for a stated stretch of days, as "fighting of the past four days" did."""
    act = isinstance(t.claim.claim.content, EventContent)
    return act and t.when is not None and t.when.precision is Precision.INTERVAL and t.when.days > STRETCH


@lru_cache(maxsize=65_536)
def counts_days(t: Testimony) -> bool:
    """Whether a toll is counted over a stated stretch of days: "killed in the last 24 hours", "this week"."""
    return t.when is not None and t.when.precision in _STRETCHES and t.when.days > 1


def _counts_longer(a: Testimony, b: Testimony) -> bool:
    """Whether one of two tolls counts over days and the other, of other numbers of the same harm, in one event; of
    another report those may be whoever."""
    if counts_days(a) == counts_days(b):
        return False
    mine, other = a.claim.claim.content, b.claim.claim.content
    if not isinstance(mine, TollContent) or not isinstance(other, TollContent) or mine.effect is not other.effect:
        return False
    return (gap(a, b) is None or alike(a, b)) and headline(mine.quantity) != headline(other.quantity)


def _reach(a: Testimony, b: Testimony) -> int:
    if is_update(a) or is_update(b):
        return UPDATE_DAYS
    if is_dated(a) and is_dated(b):
        return 1
    return UPDATE_DAYS if same_figure(a, b) >= SURE_FIGURE else UNSTATED_DAYS


def _far_apart(a: Testimony, b: Testimony) -> bool:
    """Figures of one effect for people who may be the same, that no later count explains."""
    if not alike(a, b) or is_update(a) or is_update(b) or gap(a, b) is not None:
        return False
    p, q = headline(quantity_of(a)), headline(quantity_of(b))
    return not compatible(quantity_of(a), quantity_of(b)) and min(p, q) < UNLIKE * max(p, q)


def _different_parts(a: Testimony, b: Testimony) -> bool:
    """Two tolls of one effect that one origin gives in one report, or on one day, with another number each, of people
    who are not apart from each other nor part of one another."""
    mine, other = a.claim.claim, b.claim.claim
    if a.origin.key != b.origin.key or (mine.document != other.document and a.spoke != b.spoke):
        return False
    if not isinstance(mine.content, TollContent) or not isinstance(other.content, TollContent):
        return False
    if mine.content.effect is not other.content.effect or is_update(a) or is_update(b):
        return False
    if mine.content.subset_of is not None or other.content.subset_of is not None:
        return False
    # A count that was raised; those of one class are among all where another report counts all.
    if mine.document != other.document and (rare_type(a, b) or may_be_part(a, b)):
        return False
    p, q = counted(a), counted(b)
    if p.part or q.part or disjoint(p, q) or of_the_dead(a) != of_the_dead(b) or counted_beside(a, b):
        return False
    one, two = mine.content.quantity, other.content.quantity
    near = min(headline(one), headline(two)) >= ONE_COUNT * max(headline(one), headline(two))
    if not compatible(one, two):
        return not near or mine.document == other.document
    return not (near or one.approximate or two.approximate)
