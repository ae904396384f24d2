"""The desk: what waits for a person, the event that is worked on, and what was decided lately."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from vedette.access.deciding import Desks, submit
from vedette.access.door import Visitor
from vedette.access.visiting import Analyst
from vedette.errors import BadRecord
from vedette.model.account import Role
from vedette.model.claim import ClaimKind, Effect, EventType
from vedette.model.decision import Decision, SubjectKind, disputes, standing
from vedette.model.verification import Answer, Interest, Judgement
from vedette.picture.asking import Asked, Shown
from vedette.picture.picture import Picture
from vedette.picture.pictures import Pictures
from vedette.picture.queue import Waiting, queue
from vedette.pipeline.review.coding import CODED, cells
from vedette.pipeline.review.desk import Moved, claims_of, touched_by, versions
from vedette.reference.gazetteer import Gazetteer
from vedette.web import acts, words
from vedette.web.floor import Floor
from vedette.web.rendering import fragment, page
from vedette.web.views.events import near, told_of

router = APIRouter(prefix="/desk", include_in_schema=False)

#: Events of the queue and decisions shown at once.
_LISTED, _LATELY = 40, 12
#: Kilometres around a point of the map in which places are offered, and how many.
_NEAR_KM, _OFFERED = 25.0, 8
#: Seconds between two looks at the ledger.
_LOOK, _SIGN = 1.0, 15

Event = Annotated[str | None, Query(max_length=80)]
_WAITING: "WeakKeyDictionary[Picture, tuple[int, list[Waiting]]]" = WeakKeyDictionary()


async def form_of(request: Request) -> FormData:
    """The fields of a form, of which the guard has seen the size."""
    return await request.form(max_fields=2000, max_files=0)


Form = Annotated[FormData, Depends(form_of)]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a decision was not recorded: in words, and what others decided meanwhile."""

    words: str
    since: tuple[Decision, ...] = ()
    mine: str = ""


@router.get("", response_class=HTMLResponse)
def desk(
    request: Request,
    picture: Asked,
    pictures: Shown,
    visitor: Analyst,
    event: Event = None,
    done: Annotated[str | None, Query(max_length=80)] = None,
) -> Response:
    """The desk, with one event on it: the one asked for, else the first that waits."""
    return shown(request, (picture, pictures, visitor), event, done=done)


@router.post("/decide", response_class=HTMLResponse)
def decide(request: Request, form: Form, pictures: Shown, visitor: Analyst, desk: Desks) -> Response:
    """Decide what a form of the desk says; then on to the next, or the form again with what is in its way."""
    picture = pictures.at()
    event = str(form.get("at") or form.get("event") or "") or None
    follows = _after(_waiting(picture, pictures), event)
    decided = {str(d.id): d for d in pictures.ledger.decisions()}
    try:
        asked = acts.asked(form, picture, decided)
        outcome = submit(desk, visitor, pictures.ledger, asked.proposals, asked.seen)
    except Moved as error:
        mine = f"{form.get('act')}: {form.get('reason')}"
        trouble, status = Trouble(str(error), error.since, mine), 409
    except (BadRecord, HTTPException) as error:
        status = error.status_code if isinstance(error, HTTPException) else 422
        trouble = Trouble(str(error.detail) if isinstance(error, HTTPException) else str(error))
    else:
        stays = form.get("act") in ("correct", "place", "regrade", "revert", "settle", "split")
        goes = event if stays else follows
        query = f"?event={goes}&done={outcome.decisions[-1].id}" if goes else f"?done={outcome.decisions[-1].id}"
        return RedirectResponse(f"/desk{query}", status_code=303)
    answer = shown(request, (picture, pictures, visitor), event, trouble=trouble)
    answer.status_code = status
    return answer


def shown(
    request: Request,
    asked: tuple[Picture, Pictures, Visitor],
    event: str | None,
    *,
    done: str | None = None,
    trouble: Trouble | None = None,
) -> Response:
    """The page of the desk."""
    picture, pictures, visitor = asked
    ledger = pictures.ledger
    decided = tuple(ledger.decisions())
    waiting = _waiting(picture, pictures)
    event = _moved(picture, event) or (waiting[0].card.id if waiting else None)
    # The one on the desk stands in the list, however far down it comes.
    listed = waiting[:_LISTED]
    listed += [w for w in waiting[_LISTED:] if w.card.id == event]
    work = _work(picture, pictures, event, visitor) if event else None
    lately = [d for d in decided[::-1] if not _blind(d)][:_LATELY]
    standing_now = {d.id for d in standing(decided)}
    matters = disputes(decided) if visitor.may(Role.ADJUDICATOR) else ()
    wanted = _by_kind([*lately, *(d for m in matters for d in m.decisions)])
    wanted.setdefault(SubjectKind.EVENT, set()).update(w.card.id for w in listed)
    seen: dict[str, str] = {}
    for about, subjects in wanted.items():
        seen |= versions(ledger, about, sorted(subjects))
    return page(
        request,
        "desk.html",
        picture,
        waiting=listed,
        count=len(waiting),
        at=event,
        work=work,
        lately=lately,
        standing=standing_now,
        matters=matters,
        seen=seen,
        done=next((d for d in decided if d.id == done), None),
        trouble=trouble,
        acts=acts.ACTS,
        adjudicates=visitor.may(Role.ADJUDICATOR),
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A coded field of a claim: its name in a sheet, what stands, and what can stand there (empty: anything)."""

    name: str
    value: str
    choices: tuple[str, ...]


def fields_of(kind: ClaimKind, values: dict[str, str]) -> list[Field]:
    """The fields of a claim, in the order of the sheet."""
    return [Field(name, values.get(name, ""), _CHOICES.get(name, ())) for name, _, of in CODED if kind in of]


_CHOICES: dict[str, tuple[str, ...]] = {
    "type": tuple(EventType),
    "effect": tuple(Effect),
    "victims": ("unknown", "civilian", "combatant"),
    "background": ("no", "yes"),
}


def _work(picture: Picture, pictures: Pictures, event: str, visitor: Visitor) -> dict[str, Any] | None:
    found, card = picture.event(event), picture.card(event)
    if found is None or card is None:
        return None
    ledger = pictures.ledger
    keys = claims_of(found)
    stands = picture.corrected(keys)
    others = near(card, picture)
    decided = touched_by(ledger, SubjectKind.EVENT, [event])
    return {
        "event": found,
        "card": card,
        "told": told_of(found, picture),
        "stands": stands,
        "fields": {k: fields_of(c.claim.kind, cells(c)) for k, c in stands.items()},
        "near": others,
        "decided": [d for d in decided if not (_blind(d) and d.person != visitor.name)],
        "versions": versions(ledger, SubjectKind.EVENT, [event, *(c.id for c in others)])
        | versions(ledger, SubjectKind.CLAIM, keys),
        "axes": {
            "judgement": tuple(Judgement),
            "answers": tuple(Answer),
            "interest": tuple(Interest),
            "origins": tuple(str(n) for n in range(1, 7)),
        },
    }


@router.get("/claims/{key}")
def claim(picture: Asked, _: Analyst, key: str) -> Response:
    """The event on the desk that a claim is part of."""
    if picture.claim(key) is None:
        raise HTTPException(404, "There is no such claim.")
    event = picture.events_of([key]).get(key)
    return RedirectResponse(f"/desk?event={event}" if event else "/desk", status_code=303)


@router.get("/places", response_class=HTMLResponse)
def places(
    request: Request,
    _: Analyst,
    q: Annotated[str, Query(max_length=150)] = "",
    lat: Annotated[float | None, Query(ge=-90, le=90)] = None,
    lon: Annotated[float | None, Query(ge=-180, le=180)] = None,
) -> Response:
    """Places by name or near a point of the map, to choose from, as part of the desk."""
    with Gazetteer.open() as gazetteer:
        if lat is not None and lon is not None:
            found = list(gazetteer.near(lat, lon, _NEAR_KM))
        else:
            found = [c.place for c in gazetteer.lookup(q)] if q.strip() else []
    context = {"places": found[:_OFFERED], "asked": q, "lat": lat, "lon": lon}
    return HTMLResponse(fragment(request, "parts/places.html", context))


@router.get("/stream")
async def stream(
    request: Request,
    pictures: Shown,
    visitor: Analyst,
    event: Annotated[str, Query(max_length=80)] = "",
    *,
    once: bool = False,
) -> StreamingResponse:
    """Server-sent events: `decided` for what others decide, `present` for who else is at which event."""
    floor: Floor = request.app.state.floor

    async def told() -> AsyncIterator[str]:
        mark, here = "", None
        known: set[str] | None = None
        idle = 0
        with floor.stand(visitor.name, event):
            while not await request.is_disconnected():
                now = await run_in_threadpool(pictures.ledger.mark)
                if now != mark:
                    mark = now
                    decided = await run_in_threadpool(lambda: tuple(pictures.ledger.decisions()))
                    for decision in decided if known is not None else ():
                        if decision.id not in known and decision.person != visitor.name and not _blind(decision):  # type: ignore[operator]
                            yield _event("decided", _said(decision))
                    known = {d.id for d in decided}
                others = floor.others(visitor.name)
                if others != here:
                    here = others
                    yield _event("present", [{"person": person, "event": at} for person, at in others])
                if once:
                    return
                idle += 1
                if idle % _SIGN == 0:
                    yield ": still here\n\n"
                await asyncio.sleep(_LOOK)

    return StreamingResponse(told(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _said(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "person": decision.person,
        "words": words.decided(decision),
        "reason": decision.reason,
        "subjects": list(decision.subjects),
    }


def _waiting(picture: Picture, pictures: Pictures) -> list[Waiting]:
    """The queue, worked out once for each picture and number of decisions."""
    decided = tuple(pictures.ledger.decisions())
    known = _WAITING.get(picture)
    if known is None or known[0] != len(decided):
        known = (len(decided), queue(picture.happened, decided))
        _WAITING[picture] = known
    return known[1]


def _after(waiting: Sequence[Waiting], event: str | None) -> str | None:
    """The one after this in the queue, so that work goes on from top to bottom."""
    ids = [w.card.id for w in waiting]
    if event not in ids:
        return None
    rest = ids[ids.index(event) + 1 :]
    return rest[0] if rest else None


def _moved(picture: Picture, event: str | None) -> str | None:
    """An event's id, or the one that its claims are in now."""
    if event is None or picture.card(event) is not None:
        return event
    return next(iter(picture.forwarded.get(event, ())), event)


def _by_kind(decisions: Sequence[Decision]) -> dict[SubjectKind, set[str]]:
    found: dict[SubjectKind, set[str]] = {}
    for decision in decisions:
        found.setdefault(decision.subject_kind, set()).update(decision.subjects)
    return found


def _blind(decision: Decision) -> bool:
    """Whether it is one coder's reading of a blind sample: not for the eyes of the other."""
    return decision.comment == words.BLIND
