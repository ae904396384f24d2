"""Who may decide what, and the one road from a request of the API or a page to the desk."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from vedette.access.door import Visitor
from vedette.errors import BadRecord
from vedette.model.account import Role
from vedette.model.decision import Decision, DecisionKind
from vedette.pipeline.review.desk import Desk, Outcome, Proposal
from vedette.pipeline.showing.shown import Shown

#: What takes a second pair of eyes: the record as a whole, and settling what others said.
_SENIOR = frozenset({DecisionKind.APPROVE, DecisionKind.WITHDRAW})


def desk_of(request: Request) -> Desk:
    """The desk; 403 where the server only reads."""
    found: Desk | None = request.app.state.desk
    if found is None:
        raise HTTPException(403, "This server only reads: there are no accounts.")
    return found


Desks = Annotated[Desk, Depends(desk_of)]


def needed(proposal: Proposal, person: str, decided: Mapping[str, Decision]) -> Role:
    """The role that a decision takes: one's own can be taken back by its maker, another's by an adjudicator."""
    before = decided.get(proposal.supersedes or "")
    if proposal.kind in _SENIOR or proposal.adjudicates or (before is not None and before.person != person):
        return Role.ADJUDICATOR
    return Role.ANALYST


def submit(
    desk: Desk, visitor: Visitor, shown: Shown, proposals: Sequence[Proposal], seen: Mapping[str, str]
) -> Outcome:
    """Decide, as the visitor. Raises a 403 for what its role may not, a 422 for what can't be decided, and
    `vedette.pipeline.review.desk.Moved` where somebody was quicker."""
    decided = {d.id: d for d in shown.decisions()}
    for proposal in proposals:
        role = needed(proposal, visitor.name, {str(k): d for k, d in decided.items()})
        if not visitor.may(role):
            raise HTTPException(403, f"To {proposal.kind} this is for an {role}.")
    try:
        now = desk.now()
        return desk.decide([p.by(visitor.name, now) for p in proposals], seen, shown=shown)
    except BadRecord as error:
        raise HTTPException(422, str(error)) from error
