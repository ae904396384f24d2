"""What a form of the desk asks for, as proposals: the decisions that `vedette decide` would make of the same."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from vedette.errors import BadRecord
from vedette.model.codec import dumps
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.picture.picture import Picture
from vedette.pipeline.review.coding import COLUMNS, Coder, decisions_of
from vedette.pipeline.review.deciding import around_json, place_json
from vedette.pipeline.review.desk import Proposal, claims_of, splitting

#: What can be done with the event on the desk: act, key, label, what it means.
ACTS = (
    ("accept", "a", "Accept", "It stands as it is told, and leaves the queue."),
    ("reject", "r", "Reject", "The claims that are ticked are not used; all of them, where none is."),
    ("split", "s", "Split", "The claims that are ticked tell of another event."),
    ("merge", "m", "Merge", "It is one event with those that are ticked below."),
    ("regrade", "g", "Regrade", "Set one of the four axes; the rung follows by its rule."),
    ("place", "l", "Place", "All its claims are about the place that you choose."),
    ("review", "v", "Review", "Somebody is working on it."),
    ("approve", "p", "Approve", "Checked: it goes out with the desk's name. For adjudicators."),
    ("withdraw", "w", "Withdraw", "It goes out no more. For adjudicators."),
)
_MOVES = frozenset({"accept", "review", "approve", "withdraw"})
#: The time on a sheet's row: the desk puts its own.
_NEVER_KEPT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
#: Words of the form that name a field of a sheet's row begin with this.
CELL = "cell-"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for: proposals, and the versions that were on the screen."""

    proposals: tuple[Proposal, ...]
    seen: Mapping[str, str]


def asked(form: FormData, picture: Picture, decided: Mapping[str, Decision]) -> Asked:
    """Read a form. Raises BadRecord for one that asks for nothing that can be done."""
    words = {name: str(value) for name, value in form.multi_items()}
    reason = words.get("reason", "").strip()
    if not reason:
        raise BadRecord("every decision has a reason: write yours, a few words will do")
    seen = {name[2:]: value for name, value in words.items() if name.startswith("v-")}
    act = words.get("act", "")
    find = _FORMS.get("move" if act in _MOVES else act)
    if find is None:
        raise BadRecord("choose what to decide")
    return Asked(find(_Form(form, words, reason, picture, decided)), seen)


@dataclass(frozen=True, slots=True)
class _Form:
    form: FormData
    words: Mapping[str, str]
    reason: str
    picture: Picture
    decided: Mapping[str, Decision]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(value) for value in self.form.getlist(name) if value))

    def event(self) -> Event:
        names = self.all("event")
        found = self.picture.event(names[0]) if names else None
        if found is None:
            raise BadRecord("this event is not there any more: its claims are part of another one")
        return found

    def decision(self, name: str) -> Decision:
        found = self.decided.get(self.words.get(name, ""))
        if found is None:
            raise BadRecord("there is no such decision")
        return found


def _move(form: _Form) -> tuple[Proposal, ...]:
    return (Proposal(DecisionKind(form.words["act"]), SubjectKind.EVENT, form.all("event"), form.reason),)


def _reject(form: _Form) -> tuple[Proposal, ...]:
    ticked = form.all("claim") or claims_of(form.event())
    return (Proposal(DecisionKind.REJECT, SubjectKind.CLAIM, ticked, form.reason),)


def _split(form: _Form) -> tuple[Proposal, ...]:
    return splitting(form.event(), form.all("claim"), form.reason)


def _merge(form: _Form) -> tuple[Proposal, ...]:
    names = form.all("event")
    if len(names) < 2:
        raise BadRecord("tick the other event, or several")
    return (Proposal(DecisionKind.MERGE, SubjectKind.EVENT, names, form.reason),)


def _regrade(form: _Form) -> tuple[Proposal, ...]:
    axis, value = form.words.get("axis", ""), form.words.get("grade", "")
    given = dumps(int(value)) if value.isascii() and value.isdigit() else dumps(value)
    event = form.event().id
    return (Proposal(DecisionKind.REGRADE, SubjectKind.EVENT, (event,), form.reason, field=axis, value=given),)


def _place(form: _Form) -> tuple[Proposal, ...]:
    try:
        if form.words.get("place"):
            value = place_json(form.words["place"])
        else:
            numbers = [float(form.words.get(name) or "nan") for name in ("latitude", "longitude", "radius")]
            value = around_json(form.words.get("place_name", ""), *numbers)
    except ValueError as error:
        raise BadRecord(f"choose a place: {error}") from error
    keys = claims_of(form.event())
    return (Proposal(DecisionKind.CORRECT, SubjectKind.CLAIM, keys, form.reason, field="place", value=dumps(value)),)


def _correct(form: _Form) -> tuple[Proposal, ...]:
    keys = form.all("claim")
    claims = form.picture.corrected(ClaimKey(k) for k in keys[:1])
    found = coded(form.form, claims, form.reason, blind=False)
    if not found:
        raise BadRecord("nothing is different from what stands: change a field, then correct")
    return found


def _revert(form: _Form) -> tuple[Proposal, ...]:
    before = form.decision("decision")
    kind = DecisionKind.REVERT
    return (Proposal(kind, before.subject_kind, before.subjects, form.reason, supersedes=before.id),)


def _settle(form: _Form) -> tuple[Proposal, ...]:
    upheld = form.decision("uphold")
    settles = form.all("settles")
    proposal = Proposal(
        upheld.kind, upheld.subject_kind, upheld.subjects, form.reason, upheld.field, upheld.value, adjudicates=settles
    )
    return (proposal,)


def coded(
    form: FormData, claims: Mapping[ClaimKey, ResolvedClaim], reason: str, *, blind: bool
) -> tuple[Proposal, ...]:
    """The proposals of a claim's fields as filled in: a sheet of one row. Raises BadRecord for a field that can't be
    as it was filled in."""
    cells = {name: str(form[CELL + name]).strip() for name in COLUMNS if CELL + name in form}
    lines = [(1, {**cells, "key": key, "reason": reason}) for key in claims]
    coder = Coder("desk", _NEVER_KEPT, reason)
    found = decisions_of(lines, claims, coder, place_of=place_json, blind=blind)
    if found.errors or not lines:
        raise BadRecord(found.errors[0][1] if found.errors else "this claim is not there any more")
    return tuple(Proposal(d.kind, d.subject_kind, d.subjects, reason, d.field, d.value) for d in found.decisions)


_FORMS: Mapping[str, Callable[[_Form], tuple[Proposal, ...]]] = {
    "move": _move,
    "reject": _reject,
    "split": _split,
    "merge": _merge,
    "regrade": _regrade,
    "place": _place,
    "correct": _correct,
    "revert": _revert,
    "settle": _settle,
}
