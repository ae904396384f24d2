"""What waits for a person, by how much of the picture hangs on the answer.

The stake of a question is about how many deaths the picture would gain or lose, on the logarithm that orders lists, so
that hundreds in doubt come before one, and a village without a place before neither. It orders; it measures nothing.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.decision import Decision, DecisionKind, SubjectKind, standing
from vedette.picture.cards import Card, Figure
from vedette.reports.selection import DOUBTFUL

#: A pair that joined below this likeness might as well have stayed apart (pairs join from 0.5 on).
UNSURE = 0.62
#: From so many dead on a record that rests on one origin, or on parties' word, is worth a look.
MANY = 5
_PLACELESS = frozenset({"unresolved", "country"})
_LETHAL = ("killed", "dead-or-missing")


class Question(StrEnum):
    """What is asked of a person."""

    DISPUTE = "sources disagree"
    THIN = "many dead, thin ground"
    MERGE = "perhaps two events"
    PLACE = "place not found"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event with the questions that it puts, the gravest first."""

    card: Card
    questions: tuple[Question, ...]
    stake: float


def queue(cards: Iterable[Card], decisions: Iterable[Decision]) -> list[Waiting]:
    """What waits, the highest stake first. What people accepted, approved or withdrew does not, nor does a join that
    one of them made or confirmed."""
    accepted, joined = _answered(decisions)
    found = []
    for card in cards:
        if card.state in ("approved", "withdrawn") or card.id in accepted or card.background:
            continue
        asked = {q: s for q, s in _stakes(card).items() if q is not Question.MERGE or card.id not in joined}
        if asked:
            order = sorted(asked, key=lambda q: (-asked[q], q))
            found.append(Waiting(card, tuple(order), round(sum(asked.values()), 3)))
    return sorted(found, key=lambda w: (-w.stake, w.card.id))


def _answered(decisions: Iterable[Decision]) -> tuple[frozenset[str], frozenset[str]]:
    accepted: set[str] = set()
    joined: set[str] = set()
    for decision in standing(decisions):
        if decision.subject_kind is not SubjectKind.EVENT:
            continue
        if decision.kind is DecisionKind.ACCEPT and decision.field is None:
            accepted |= set(decision.subjects)
        elif decision.kind is DecisionKind.MERGE:
            joined |= set(decision.subjects)
    return frozenset(accepted), frozenset(joined)


def _stakes(card: Card) -> dict[Question, float]:
    dead = [f for f in card.figures if f.effect in _LETHAL and f.group is None]
    low = max((f.low for f in dead), default=0)
    found: dict[Question, float] = {}
    if card.dispute or card.rung == "contested":
        # What is open: all of it where it may not have happened, else how far the figures lie apart.
        spread = low if "existence" in card.dispute else max((_spread(f) for f in dead), default=0)
        found[Question.DISPUTE] = 2.0 + 2 * math.log2(1 + spread)
    if low >= MANY and (card.origins <= 1 or card.rung in DOUBTFUL):
        found[Question.THIN] = 1.5 * math.log2(1 + low)
    if card.weakest is not None and card.weakest < UNSURE:
        found[Question.MERGE] = 1.0 + 0.5 * math.log2(1 + low) + 5 * (UNSURE - card.weakest)
    if card.precision in _PLACELESS and card.place_name:
        found[Question.PLACE] = 1.0 + 0.75 * math.log2(1 + low)
    return found


def _spread(figure: Figure) -> int:
    return (figure.high if figure.high is not None else figure.low) - figure.low
