"""Pages of events: the list, and one with everything that is known of it and why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedette.ledger.base import Scope
from vedette.model.claim import ClaimKind
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.picture.asking import Asked, Cursor, Wanted, pictures_of
from vedette.picture.asking import page as paged
from vedette.picture.cards import Card
from vedette.picture.picture import Picture
from vedette.picture.pictures import Pictures
from vedette.reconciliation.voices.origins import origin_of
from vedette.reconciliation.voices.withdrawn import figures_taken_back
from vedette.reports import wording
from vedette.web.rendering import fragment, page
from vedette.web.state import State

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Path(max_length=80)]
_ON_A_PAGE = 60
#: Steps of an event's history at most.
_STEPS = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of an event with its words: what stands before and after them in their sentence, the document, and the
    side of whoever said it first. `corrected`: an analyst set one of its fields otherwise than it was read."""

    resolved: ResolvedClaim
    before: str
    after: str
    title: str
    outlet: str
    published: dt.datetime | None
    side: str | None
    copy: bool
    corrected: bool = False

    @property
    def key(self) -> ClaimKey:
        """The claim's key."""
        return self.resolved.claim.key


@router.get("/events", response_class=HTMLResponse)
def events(request: Request, picture: Asked, wanted: Wanted, cursor: Cursor = None) -> Response:
    """All events, the newest first."""
    found = picture.select(wanted)[::-1]
    last = len(picture.events)
    shown, more = paged(found, lambda card: (f"{last - picture.rank[card.id]:09d}",), limit=_ON_A_PAGE, cursor=cursor)
    days: list[tuple[dt.date | None, list[Card]]] = []
    for card in shown:
        if not days or days[-1][0] != card.start:
            days.append((card.start, []))
        days[-1][1].append(card)
    kinds, known = picture.kinds
    rungs = [rung.value for rung in wording.RUNGS if rung.value in known]
    context = {"days": days, "count": len(found), "next": more, "kinds": kinds, "rung_names": rungs}
    return page(request, "events.html", picture, **context)


@router.get("/events/{event}", response_class=HTMLResponse)
def event(request: Request, picture: Asked, event: Name) -> Response:
    """One event. An id no longer used leads to where its claims are now."""
    found, card = picture.event(event), picture.card(event)
    if found is None or card is None:
        moved = picture.forwarded.get(event, ())
        if len(moved) == 1:
            return RedirectResponse(State(request).link(f"/events/{moved[0]}"), status_code=302)
        detail = f"It is part of {len(moved)} other events now." if moved else "It may be known at another moment only."
        raise HTTPException(404, f"There is no event {event} as of this moment. {detail}")
    told = told_of(found, picture)
    known = {t.key: t for t in told}
    others = picture.claims(k for toll in found.tolls for k in _keys_of(toll) if k not in known)
    known |= {t.key: t for t in tell(others.values(), picture)}
    return page(
        request,
        "event.html",
        picture,
        event=found,
        card=card,
        told=told,
        known=known,
        sides=by_side(told),
        near=near(card, picture),
        whole=picture.card(found.part_of) if found.part_of else None,
        withdrawn=figures_taken_back(found, {t.key: t.resolved for t in told}),
        kinds=[(kind.value, [t for t in told if t.resolved.claim.kind is kind]) for kind in ClaimKind],
    )


@router.get("/events/{event}/card", response_class=HTMLResponse)
def short(request: Request, picture: Asked, event: Name) -> Response:
    """An event in short, as part of the map page."""
    found, card = picture.event(event), picture.card(event)
    if found is None or card is None:
        raise HTTPException(404, f"There is no event {event} as of this moment.")
    told = told_of(found, picture)
    context = {"event": found, "card": card, "told": told[:6], "more": max(0, len(told) - 6)}
    return HTMLResponse(fragment(request, "parts/card.html", context))


@router.get("/events/{event}/history", response_class=HTMLResponse)
def history(
    request: Request, pictures: Annotated[Pictures, Depends(pictures_of)], picture: Asked, event: Name
) -> Response:
    """How the picture of an event changed as reports came in, as part of its page."""
    found = picture.event(event)
    if found is None:
        raise HTTPException(404, f"There is no event {event} as of this moment.")
    steps = list(_history(found, picture, pictures))
    return HTMLResponse(fragment(request, "parts/history.html", {"steps": steps, "event": found}))


def told_of(event: Event, picture: Picture) -> list[Told]:
    """Its claims and copies as they stand, with their documents, by publication."""
    keys = (*event.claims, *event.copies)
    claims, stands = picture.claims(keys), picture.corrected(keys)
    told = list(tell((stands[k] for k in keys if k in stands), picture, copies=event.copies))
    told = [replace(t, corrected=True) if t.resolved != claims[t.key] else t for t in told]
    return sorted(told, key=lambda t: (t.published is None, t.published.isoformat() if t.published else "", t.key))


def tell(claims: Iterable[ResolvedClaim], picture: Picture, *, copies: Collection[ClaimKey] = ()) -> list[Told]:
    """Claims with their words and where they stand."""
    documents: dict[str, Document | None] = {}
    found = []
    for resolved in claims:
        name = resolved.claim.document
        if name not in documents:
            documents[name] = picture.document(name)
        document = documents[name]
        evidence = resolved.claim.evidence
        before = after = ""
        if document is not None and evidence.span is not None and evidence.sentence is not None:
            before = " ".join(document.text[evidence.sentence.start : evidence.span.start].split())
            after = " ".join(document.text[evidence.span.end : evidence.sentence.end].split())
        outlet = (document.outlet if document else None) or resolved.claim.attribution.chain[0].name
        found.append(
            Told(
                resolved,
                before,
                after,
                (document.title if document else None) or "",
                outlet or "outlet unknown",
                document.published if document else None,
                origin_of(resolved, document, picture.tables).side,
                resolved.claim.key in copies,
            )
        )
    return found


def by_side(told: list[Told]) -> list[tuple[str | None, list[Told]]]:
    """Each party's version: claims by the side of whoever says it, those of no side last."""
    sides: dict[str | None, list[Told]] = defaultdict(list)
    for one in told:
        if not one.copy:
            sides[one.side].append(one)
    return sorted(sides.items(), key=lambda pair: (pair[0] is None, pair[0] or ""))


def _keys_of(toll: Toll) -> Iterator[ClaimKey]:
    for used in toll.used:
        yield used.claim
        yield from used.parts
    for left in toll.left_out:
        yield left.claim
        if left.instead:
            yield left.instead


def near(card: Card, picture: Picture) -> list[Card]:
    """Other events at the same place about the same time: what a reader may take for the same."""
    if card.place is None or card.start is None or card.end is None:
        return []
    day = dt.timedelta(days=1)
    others = (c for c in picture.events_at(card.place) if c.id != card.id and c.start and c.end)
    close = [c for c in others if c.start - day < card.end and card.start < c.end + day and not c.background]  # type: ignore[operator]
    return sorted(close, key=lambda c: -c.weight)[:6]


def _history(event: Event, picture: Picture, pictures: Pictures) -> Iterator[Mapping[str, Any]]:
    """The event as of the end of each day on which a report on it came out, as long as something changed."""
    reports = {c.claim.document: picture.reports.get(c.claim.document) for c in picture.claims(event.claims).values()}
    days = sorted({r.published.date() for r in reports.values() if r and r.published})
    keep = days if len(days) <= _STEPS else [*days[: _STEPS - 1], days[-1]]
    before: tuple[Any, ...] = ()
    for day in keep:
        end = dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC)
        if picture.scope.as_of is not None and end > picture.scope.as_of:
            end = picture.scope.as_of
        then = pictures.at(Scope(as_of=end, as_recorded=picture.scope.as_recorded), picture.rules)
        names = then.events_of(event.claims)
        found = next((e for k in event.claims if k in names and (e := then.event(names[k]))), None)
        if found is None:
            continue
        tolls = tuple(wording.toll(t) for t in found.tolls if t.group is None)
        now = (found.verification.rung, tolls)
        if now != before:
            yield {"day": day, "rung": found.verification.rung, "rule": found.verification.rule, "tolls": tolls,
                   "claims": len(found.claims), "id": found.id}  # fmt: skip
        before = now
