"""Blind coding: a sample of claims that several coders read each for themselves, and how far they agree."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedette.access.deciding import Desks, submit
from vedette.access.visiting import Adjudicator, Analyst
from vedette.errors import BadRecord
from vedette.model.decision import SubjectKind
from vedette.model.ids import ClaimKey
from vedette.picture.asking import Asked, Shown
from vedette.picture.pictures import Pictures
from vedette.pipeline.review.agreement import agreement
from vedette.pipeline.review.coding import sample
from vedette.pipeline.review.desk import versions
from vedette.web import acts, words
from vedette.web.rendering import page
from vedette.web.views.desk import Form, fields_of
from vedette.web.views.events import tell

router = APIRouter(prefix="/desk", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which sample: so many claims, drawn by these words."""

    n: int
    seed: str


def drawn_of(
    n: Annotated[int, Query(ge=1, le=500)] = 20, seed: Annotated[str, Query(min_length=1, max_length=60)] = "1"
) -> Drawn:
    """The sample that an address names."""
    return Drawn(n, seed)


Sample = Annotated[Drawn, Depends(drawn_of)]


@router.get("/blind", response_class=HTMLResponse)
def blind(request: Request, pictures: Shown, visitor: Analyst, drawn: Sample) -> Response:
    """The next claim of a sample that this coder has not coded: its words, nothing that anybody read in them."""
    return _asked(request, pictures, visitor.name, drawn)


@router.post("/blind", response_class=HTMLResponse)
def code(request: Request, form: Form, pictures: Shown, visitor: Analyst, desk: Desks, drawn: Sample) -> Response:
    """Record what a coder reads in a claim. What others coded meanwhile is nothing to wait for: it is blind."""
    key = ClaimKey(str(form.get("claim", "")))
    claims = pictures.at().claims([key])
    if key not in claims:
        raise HTTPException(404, "There is no such claim.")
    try:
        made = acts.coded(form, claims, "coded blind", blind=True)
        if not made:
            raise BadRecord("fill in what the words say, at least one field")
        told = [replace(p, comment=words.BLIND) for p in made]
        submit(desk, visitor, pictures.ledger, told, versions(pictures.ledger, SubjectKind.CLAIM, [key]))
    except (BadRecord, HTTPException) as error:
        wrong = str(error.detail) if isinstance(error, HTTPException) else str(error)
        answer = _asked(request, pictures, visitor.name, drawn, wrong)
        answer.status_code = 422
        return answer
    return RedirectResponse(f"/desk/blind?n={drawn.n}&seed={quote(drawn.seed)}", status_code=303)


@router.get("/agreement", response_class=HTMLResponse)
def agreed(request: Request, picture: Asked, pictures: Shown, _: Adjudicator) -> Response:
    """How far coders agree, field by field."""
    return page(request, "agreement.html", picture, found=agreement(pictures.ledger.decisions()))


def _asked(request: Request, pictures: Pictures, person: str, drawn: Drawn, wrong: str = "") -> Response:
    picture = pictures.at()
    chosen = sample(picture.all_claims, drawn.n, drawn.seed)
    mine = {s for d in pictures.ledger.decisions() if d.person == person for s in d.subjects}
    left = [c for c in chosen if c.claim.key not in mine]
    (told,) = tell(left[:1], picture) or (None,)
    fields = fields_of(told.resolved.claim.kind, {}) if told else []
    context = {"told": told, "fields": fields, "left": len(left), "n": len(chosen), "seed": drawn.seed, "wrong": wrong}
    return page(request, "blind.html", picture, **context)
