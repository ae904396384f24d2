"""What people decide about claims, events, actors and places: entries of their own that outlive every re-run.

A decision hangs on keys that a better reading of the same words does not change. It is never edited: another decision
that `supersedes` it reverts or replaces it, and the first stays readable.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from vedette.model.codec import canonical
from vedette.model.entry import RecordState
from vedette.model.ids import DecisionId, digest


class DecisionKind(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    REGRADE = "regrade"
    SAME = "same"
    DIFFERENT = "different"
    REVIEW = "review"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    HIDE = "hide"
    BLUR = "blur"
    EMBARGO = "embargo"
    REVERT = "revert"


class SubjectKind(StrEnum):
    """What a decision can be about."""

    CLAIM = "claim"
    EVENT = "event"
    ACTOR = "actor"
    PLACE = "place"
    DOCUMENT = "document"
    CONTROL = "control"
    TOLL = "toll"
    SOURCE = "source"


#: The kinds that say which field, or how far: they need a value.
VALUED = frozenset({DecisionKind.BLUR, DecisionKind.EMBARGO})
#: The kinds that protect somebody. What they say is kept from those whom they keep things from.
PROTECTIVE = frozenset({DecisionKind.HIDE, DecisionKind.BLUR, DecisionKind.EMBARGO})
#: The kinds that need two subjects or more.
PAIRED = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.SAME, DecisionKind.DIFFERENT})


@dataclass(frozen=True, slots=True)
class Decision:
    """One person, at one time, for a stated reason: `kind` is done to `subjects` (claim keys, event or actor ids).

    `field` is the path of the corrected field ("content.quantity") or the regraded axis, and `value` its new value as
    canonical JSON. A blur's value is a radius in kilometres, an embargo's the time until which it holds; a document is
    hidden whole, or with `field` "source" only who it comes from; a source is named by the name that reports give it.
    `supersedes` is the decision that this one replaces or reverts; `adjudicates` those between which it decides.
    `codebook` is the version of the codebook that the person worked by. Raises ValueError for a decision without a
    person, a reason, a zone or enough subjects.
    """

    kind: DecisionKind
    subject_kind: SubjectKind
    subjects: tuple[str, ...]
    person: str
    made: dt.datetime
    reason: str
    field: str | None = None
    value: str | None = None
    supersedes: DecisionId | None = None
    adjudicates: tuple[DecisionId, ...] = ()
    codebook: str | None = None
    comment: str | None = None

    def __post_init__(self) -> None:
        if not self.person.strip() or not self.reason.strip():
            raise ValueError(f"a decision to {self.kind} needs a person and a reason")
        if self.made.tzinfo is None:
            raise ValueError(f"a decision at a time without a zone: {self.made.isoformat()}")
        least = 2 if self.kind in PAIRED else 1
        if len(self.subjects) < least:
            raise ValueError(f"a decision to {self.kind} needs {least} subject{'s' if least > 1 else ''} or more")
        if self.kind in (DecisionKind.CORRECT, DecisionKind.REGRADE) and (self.field is None or self.value is None):
            raise ValueError(f"a decision to {self.kind} says which field, and its new value as JSON")
        if self.kind in VALUED and self.value is None:
            raise ValueError(f"a decision to {self.kind} says how far, as JSON")
        if self.kind is DecisionKind.REVERT and self.supersedes is None:
            raise ValueError("a decision to revert says which decision it supersedes")

    @property
    def id(self) -> DecisionId:
        """The hash of all that it says: the same decision twice is one."""
        return DecisionId(digest("decision", canonical(self)))


_STATE_OF = {
    DecisionKind.REVIEW: RecordState.IN_REVIEW,
    DecisionKind.APPROVE: RecordState.APPROVED,
    DecisionKind.WITHDRAW: RecordState.WITHDRAWN,
}


#: From each state of a record, what may be decided of it: what was withdrawn goes out again only through review.
NEXT: Mapping[RecordState, frozenset[DecisionKind]] = MappingProxyType(
    {
        RecordState.MACHINE: frozenset({DecisionKind.REVIEW, DecisionKind.APPROVE, DecisionKind.WITHDRAW}),
        RecordState.IN_REVIEW: frozenset({DecisionKind.APPROVE, DecisionKind.WITHDRAW}),
        RecordState.APPROVED: frozenset({DecisionKind.REVIEW, DecisionKind.WITHDRAW}),
        RecordState.WITHDRAWN: frozenset({DecisionKind.REVIEW}),
    }
)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one supersedes or adjudicates, reverts themselves left out, in the order given."""
    given = tuple(decisions)
    replaced: set[DecisionId] = set()
    for decision in reversed(given):  # a revert that is itself reverted replaces nothing
        if decision.id not in replaced:
            replaced |= {d for d in (decision.supersedes, *decision.adjudicates) if d is not None}
    return tuple(d for d in given if d.id not in replaced and d.kind is not DecisionKind.REVERT)


def record_state(decisions: Iterable[Decision]) -> RecordState:
    """The state of a record from the decisions about it, oldest first."""
    states = [_STATE_OF[d.kind] for d in standing(decisions) if d.kind in _STATE_OF]
    return states[-1] if states else RecordState.MACHINE


@dataclass(frozen=True, slots=True)
class Dispute:
    """People who say different things of one matter: `subjects` and `topic` (a field, an axis, "verdict", "one event",
    "one name"), with the last decision of each. It stays open until a decision adjudicates between them."""

    subjects: tuple[str, ...]
    topic: str
    decisions: tuple[Decision, ...]


#: Kinds of decision that answer one question about the same subjects.
_ANSWERS = {
    DecisionKind.MERGE: "one event",
    DecisionKind.SPLIT: "one event",
    DecisionKind.SAME: "one name",
    DecisionKind.DIFFERENT: "one name",
}


def disputes(decisions: Iterable[Decision]) -> tuple[Dispute, ...]:
    """The matters on which people who have not been adjudicated between disagree, in the order they came up."""
    said: dict[tuple[tuple[str, ...], str], dict[str, Decision]] = {}
    for decision in standing(decisions):
        for subjects, topic in matters(decision):
            said.setdefault((subjects, topic), {})[decision.person] = decision
    found = []
    for (subjects, topic), by_person in said.items():
        if len({answer(d) for d in by_person.values()}) > 1:
            found.append(Dispute(subjects, topic, tuple(by_person.values())))
    return tuple(found)


def matters(decision: Decision) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a decision answers: subjects and topic; nothing where it leaves no room to disagree."""
    match decision.kind:
        case DecisionKind.ACCEPT | DecisionKind.REJECT | DecisionKind.CORRECT | DecisionKind.REGRADE:
            return tuple(((subject,), decision.field or "verdict") for subject in decision.subjects)
        case kind if kind in _ANSWERS:
            return ((tuple(sorted(decision.subjects)), _ANSWERS[kind]),)
    return ()


def answer(decision: Decision) -> str:
    """What it answers: the value given to a field, or what is decided."""
    return decision.kind.value if decision.field is None or decision.value is None else decision.value
