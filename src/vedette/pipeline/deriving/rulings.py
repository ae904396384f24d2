"""What analysts decided, in the form that reconciliation asks: which claims are one event, which are not, which are not
to be used, and what was confirmed or discounted.

Decisions hang on claim keys and event ids. An event's id follows from its earliest claim, so that a decision on an
event is one on that claim, whatever the event is called today.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from types import MappingProxyType

from vedette.model.codec import dumps
from vedette.model.decision import Decision, DecisionKind, SubjectKind, record_state, standing
from vedette.model.entry import RecordState
from vedette.model.event import Event
from vedette.model.event import RecordState as EventState
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.verification import Answer, Axes, Interest, Judgement
from vedette.pipeline.deriving.regrading import PERPETRATOR, Regrade, axes_with
from vedette.reconciliation.events import id_from
from vedette.reconciliation.joining.clustering import NO_CONSTRAINTS, Constraints, Pair, pair

#: The axis of a regrading that reconciliation takes: the one that people set. The others follow from the claims.
JUDGEMENT = "judgement"
_JUDGEMENTS: dict[str | None, Judgement] = {dumps(j.value): j for j in Judgement}
_STATES = (DecisionKind.REVIEW, DecisionKind.APPROVE, DecisionKind.WITHDRAW)


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions in force. `rejected` gives the reason; `unmatched` are decisions with a subject that no claim has,
    or a value that means nothing: they wait for review."""

    constraints: Constraints = NO_CONSTRAINTS
    rejected: Mapping[ClaimKey, str] = field(default_factory=lambda: MappingProxyType({}))
    judgements: Mapping[ClaimKey, Judgement] = field(default_factory=lambda: MappingProxyType({}))
    states: Mapping[ClaimKey, RecordState] = field(default_factory=lambda: MappingProxyType({}))
    regrades: Mapping[ClaimKey, tuple[Regrade, ...]] = field(default_factory=lambda: MappingProxyType({}))
    unmatched: tuple[Decision, ...] = ()


def rulings(decisions: Iterable[Decision], keys: Iterable[ClaimKey]) -> Rulings:
    """The rulings over claims with these keys. Of decisions that contradict each other the later one counts; a merge
    and a split of one pair are such. What is decided of actors, places and fields is in `corrections`."""
    return ruled(ruling(decisions), keys)


def ruling(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions in force on claims and events."""
    return tuple(d for d in standing(decisions) if d.subject_kind in (SubjectKind.CLAIM, SubjectKind.EVENT))


def ruled(given: Iterable[Decision], keys: Iterable[ClaimKey]) -> Rulings:
    """The same of decisions in force."""
    given = tuple(given)
    if not given:
        return Rulings()
    by_name: dict[str, ClaimKey] = {}
    for key in keys:
        by_name[key] = by_name[id_from(key)] = key
    together: dict[Pair, bool] = {}
    rejected: dict[ClaimKey, str] = {}
    judged: dict[ClaimKey, Judgement] = {}
    moved: dict[ClaimKey, list[Decision]] = defaultdict(list)
    regrades: dict[ClaimKey, tuple[Regrade, ...]] = {}
    unmatched: list[Decision] = []
    for decision in given:
        subjects = [by_name[s] for s in decision.subjects if s in by_name]
        if len(subjects) < len(decision.subjects):
            unmatched.append(decision)
        match decision.kind:
            case DecisionKind.MERGE:
                together |= {pair(a, b): True for a, b in pairwise(subjects)}
            case DecisionKind.SPLIT:
                together |= {pair(a, b): False for a, b in combinations(subjects, 2)}
            case DecisionKind.REJECT:
                rejected |= dict.fromkeys(subjects, f"{decision.person} rejected it: {decision.reason}")
            case DecisionKind.HIDE if decision.subject_kind is SubjectKind.CLAIM:
                rejected |= dict.fromkeys(subjects, f"{decision.person} hid it: {decision.reason}")
            case DecisionKind.ACCEPT if decision.field is None:
                for key in subjects:
                    rejected.pop(key, None)
            case DecisionKind.REGRADE if decision.field == JUDGEMENT:
                value = decision.value
                if value in _JUDGEMENTS:
                    judged |= dict.fromkeys(subjects, _JUDGEMENTS[value])
                elif decision not in unmatched:
                    unmatched.append(decision)
            case DecisionKind.REGRADE:
                if is_regrade(decision):
                    regrade = Regrade(decision.field or "", decision.value or "", decision.person, decision.reason)
                    regrades |= {key: (*regrades.get(key, ()), regrade) for key in subjects[:1]}
                elif decision not in unmatched:
                    unmatched.append(decision)
            case kind if kind in _STATES:
                for key in subjects:
                    moved[key].append(decision)
    return Rulings(
        Constraints(
            frozenset(p for p, one in together.items() if one), frozenset(p for p, one in together.items() if not one)
        ),
        rejected,
        judged,
        {key: record_state(own) for key, own in moved.items()},
        regrades,
        tuple(unmatched),
    )


def is_regrade(decision: Decision) -> bool:
    """Whether a regrading names an axis and a value that it can have."""
    axis = (decision.field or "").removeprefix(PERPETRATOR)
    try:
        axes_with(Axes(0, Interest.NONE, Answer.UNANSWERED), axis, decision.value or "null")
    except ValueError:
        return False
    return True


def hidden_documents(decisions: Iterable[Decision]) -> frozenset[DocumentId]:
    """The documents that are hidden whole, or withdrawn: nothing is derived from them."""
    given = [d for d in standing(decisions) if d.subject_kind is SubjectKind.DOCUMENT]
    hidden = {s for d in given if d.kind is DecisionKind.HIDE and d.field is None for s in d.subjects}
    moved: dict[str, DecisionKind] = {s: d.kind for d in given if d.kind in _STATES for s in d.subjects}
    withdrawn = {s for s, kind in moved.items() if kind is DecisionKind.WITHDRAW}
    return frozenset(DocumentId(s) for s in hidden | withdrawn)


def with_states(events: Iterable[Event], states: Mapping[ClaimKey, RecordState]) -> tuple[Event, ...]:
    """The events with how far people have taken them."""
    if not states:
        return tuple(events)
    found = ((e, next((states[k] for k in e.claims if k in states), None)) for e in events)
    return tuple(e if state is None else replace(e, state=EventState(state.value)) for e, state in found)
