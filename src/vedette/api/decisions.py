"""Routes of the desk: what waits, the versions that a decision names, and deciding. For analysts."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from vedette.access.deciding import Desks, submit
from vedette.access.visiting import Analyst, Anyone
from vedette.api import shapes
from vedette.api.schemas import Body, EventShape
from vedette.model.codec import dumps, to_json
from vedette.model.decision import DecisionKind, SubjectKind
from vedette.picture.asking import Asked, Limit, Shown, answer
from vedette.picture.queue import Question, queue
from vedette.pipeline.review.desk import Proposal, versions

router = APIRouter(tags=["desk"])

Id = Annotated[str, Field(min_length=1, max_length=200)]


class DecisionBody(BaseModel):
    """One decision. Who makes it and when is known to the server; a field that is none of these is refused."""

    model_config = ConfigDict(extra="forbid")

    kind: DecisionKind
    about: SubjectKind
    subjects: list[Id] = Field(min_length=1, max_length=500, description="Claim keys, event ids, ...: in full.")
    reason: str = Field(min_length=1, max_length=2000)
    versions: dict[str, str] = Field(description="For each subject its version when it was read (GET /versions).")
    field: str | None = Field(default=None, max_length=200, description="The corrected field, or the regraded axis.")
    value: Any = Field(default=None, description="Its new value.")
    supersedes: Id | None = Field(default=None, description="The decision that this one replaces or reverts.")
    adjudicates: list[Id] = Field(default=[], max_length=50, description="The decisions that it settles between.")
    comment: str | None = Field(default=None, max_length=2000)


class DecidedShape(BaseModel):
    """What was decided; `derived` is false where the events follow later."""

    decision: Body
    derived: bool


class VersionsShape(BaseModel):
    """The version of each subject; empty for one that is not there."""

    versions: dict[str, str]


class WaitingShape(BaseModel):
    """An event that waits for a person, with what is asked; the stake orders, it measures nothing."""

    event: EventShape
    questions: list[Question]
    stake: float


class QueueShape(BaseModel):
    """What waits, the highest stake first, and how much there is in all."""

    items: list[WaitingShape]
    count: int


class MeShape(BaseModel):
    """Who asks."""

    name: str | None
    role: str | None
    sees: Literal["public", "analyst", "keeper"]


@router.get("/me", response_model=MeShape)
def me(request: Request, visitor: Anyone) -> Response:
    """As whom the server knows you."""
    account = visitor.account
    known = {"name": account.name if account else None, "role": account.role.value if account else None}
    return answer(request, {**known, "sees": visitor.viewer.value})


@router.get("/queue", response_model=QueueShape)
def waiting(request: Request, picture: Asked, pictures: Shown, _: Analyst, limit: Limit = 100) -> Response:
    """What waits for a person, by how much of the picture hangs on it."""
    found = queue(picture.happened, pictures.ledger.decisions())
    items = [{**asdict(w), "event": shapes.event(w.card)} for w in found[:limit]]
    for item in items:
        del item["card"]
    return answer(request, {"items": items, "count": len(found)})


@router.get("/versions", response_model=VersionsShape)
def read_versions(
    request: Request,
    pictures: Shown,
    _: Analyst,
    about: SubjectKind,
    subject: Annotated[list[Id], Query(min_length=1, max_length=200, description="May be repeated.")],
) -> Response:
    """The versions to be named in a decision: ask for them when you read, not when you decide."""
    return answer(request, {"versions": versions(pictures.ledger, about, subject)})


@router.post("/decisions", status_code=201, response_model=DecidedShape)
def decide(body: DecisionBody, pictures: Shown, visitor: Analyst, desk: Desks) -> Response:
    """Decide. Nothing is recorded where a subject is another by now than the version that you name (409), where your
    role may not (403), or where it means nothing (422)."""
    given = body.model_fields_set
    proposal = Proposal(
        kind=body.kind,
        about=body.about,
        subjects=tuple(body.subjects),
        reason=body.reason,
        field=body.field,
        value=dumps(body.value) if "value" in given else None,
        supersedes=body.supersedes,
        adjudicates=tuple(body.adjudicates),
        comment=body.comment,
    )
    outcome = submit(desk, visitor, pictures.ledger, [proposal], body.versions)
    (made,) = outcome.decisions
    data = {"decision": {**to_json(made), "id": made.id}, "derived": outcome.derived}
    return JSONResponse(data, status_code=201, headers={"Cache-Control": "no-store"})
