"""Records of claimants: how often what each said was later borne out, admitted by those it harms, or contradicted.

Only outlets and bodies of the registry have a row of their own: whoever else is named may be a private person, and they
stand together in one row, as unnamed sources do in another. A record says how a claimant's words fared here, not
whether it tells the truth.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.event import Event
from vedette.model.ids import ActorId, ClaimKey
from vedette.model.verification import Interest
from vedette.reconciliation.testimony.base import OriginKind, Testimony
from vedette.reconciliation.testimony.sides import interest_of
from vedette.reconciliation.voices.independence import Relation, compare
from vedette.reconciliation.voices.statements import is_retraction

OTHERS, UNNAMED = "others, by name", "sources that are not named"


class Fate(StrEnum):
    """What became of what a claimant said of one event; the first that holds."""

    RETRACTED = "retracted by itself"
    CONCEDED = "conceded later by a party against its own interest"
    CONTRADICTED = "contradicted"
    CORROBORATED = "corroborated later by an independent origin"
    ALONE = "neither borne out nor contradicted"


@dataclass(frozen=True, slots=True)
class Record:
    """A claimant's record: of how many events it told, and what became of its word, each event once."""

    name: str
    events: int
    fates: Mapping[Fate, int]

    def share(self, fate: Fate) -> float:
        """The share of the events that met a fate."""
        return self.fates.get(fate, 0) / self.events if self.events else 0.0


def records_of(events: Iterable[Event], said: Iterable[Testimony], registered: Iterable[ActorId]) -> tuple[Record, ...]:
    """The records of all claimants, those who told of most events first."""
    by_key = {t.key: t for t in said}
    known = frozenset(registered)
    fates: dict[str, dict[Fate, int]] = defaultdict(lambda: defaultdict(int))
    for event in events:
        told: dict[str, list[Testimony]] = defaultdict(list)
        for key in event.verification.asserting:
            if (t := by_key.get(key)) is not None:
                told[t.origin.key].append(t)
        answering = [t for key in answers_to(event) if (t := by_key.get(key)) is not None]
        for _, own in sorted(told.items()):
            first = min(own, key=lambda t: t.order)
            rest = [t for ts in told.values() for t in ts if t.origin.key != first.origin.key]
            fates[shown_name(first, known)][fate_of(own, rest, answering)] += 1
    rows = [Record(name, sum(found.values()), dict(sorted(found.items()))) for name, found in fates.items()]
    return tuple(sorted(rows, key=lambda r: (-r.events, r.name)))


def answers_to(event: Event) -> tuple[ClaimKey, ...]:
    """The claims that answer what an event's accounts say: that it happened, or who did it."""
    doer = event.perpetrator.answering if event.perpetrator is not None else ()
    return (*event.verification.answering, *(k for k in doer if k not in event.verification.answering))


def fate_of(own: Sequence[Testimony], rest: Sequence[Testimony], answering: Sequence[Testimony]) -> Fate:
    """What became of one claimant's word on one event, by the others' later words and by any denial."""
    first = min(own, key=lambda t: t.order)
    if any(is_retraction(t) for t in own):
        return Fate.RETRACTED
    later = [t for t in rest if t.order > first.order]
    if any(interest_of(t) is Interest.AGAINST_OWN for t in later):
        return Fate.CONCEDED
    if any(t.origin.key != first.origin.key for t in answering):
        return Fate.CONTRADICTED
    if any(compare(first, t).relation is Relation.INDEPENDENT for t in later):
        return Fate.CORROBORATED
    return Fate.ALONE


def shown_name(t: Testimony, registered: frozenset[ActorId]) -> str:
    """The name under which a testimony counts."""
    if t.origin.kind is OriginKind.ANONYMOUS:
        return UNNAMED
    if t.origin.kind is OriginKind.OUTLET or t.origin.actor in registered:
        return t.origin.name
    return OTHERS
