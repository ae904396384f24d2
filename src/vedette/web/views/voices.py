"""Pages of who speaks and who acts: sources with their record, actors with what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.responses import HTMLResponse, Response

from vedette.picture.asking import Asked
from vedette.picture.picture import Picture
from vedette.reference.actors import ActorRegistry, BondKind, Party
from vedette.reference.outlets import OutletRegistry
from vedette.web.rendering import page

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Path(max_length=120)]
#: Claims shown on a page.
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Record:
    """How claims fared: the rung of the event that each became part of."""

    rungs: tuple[tuple[str, int], ...]
    total: int
    apart: int


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, picture: Asked) -> Response:
    """Outlets and named claimants, those with most claims first."""
    order = lambda v: (-(len(v.own) + len(v.relayed)), v.name)  # noqa: E731 - a key, used twice
    outlets = sorted(picture.voices.outlets.values(), key=order)
    claimants = sorted(picture.voices.claimants.values(), key=order)
    return page(request, "sources.html", picture, outlets=outlets, claimants=claimants)


@router.get("/sources/{source}", response_class=HTMLResponse)
def source(request: Request, picture: Asked, source: Name) -> Response:
    """One outlet or claimant: its record, and whose it is."""
    voice = picture.voices.outlets.get(source) or picture.voices.claimants.get(source)
    if voice is None:
        raise HTTPException(404, f"There is no source {source} as of this moment.")
    outlet = OutletRegistry.load().lookup(voice.name)
    reports = sorted(
        (picture.reports[d] for d in voice.documents if d in picture.reports),
        key=lambda r: r.published.isoformat() if r.published else "",
        reverse=True,
    )
    own = record(voice.own, picture)
    relayed = record(voice.relayed, picture)
    context: dict[str, Any] = {"voice": voice, "outlet": outlet, "reports": reports, "own": own, "relayed": relayed}
    context["lag"] = picture.lag(voice)
    return page(request, "source.html", picture, party=_party(outlet.tied_to if outlet else None), **context)


@router.get("/actors/{actor}", response_class=HTMLResponse)
def actor(request: Request, picture: Asked, actor: Name) -> Response:
    """One actor: its ties, the sides it was found on, what it is said to have done and what it says."""
    found = picture.voices.actors.get(actor)
    if found is None:
        raise HTTPException(404, f"There is no actor {actor} as of this moment.")
    voice = picture.voices.claimants.get(actor)
    cards = picture.with_actor(actor)
    spans = [s for s in picture.control if any(h.actor == actor for h in (*s.holders, *s.presence))]
    spans.sort(key=lambda s: (s.start, s.last_evidence), reverse=True)
    party = _party(actor)
    context: dict[str, Any] = {
        "actor": found,
        "voice": voice,
        "cards": tuple(cards[:_SHOWN]),
        "count": len(cards),
        "spans": spans[:_SHOWN],
    }
    context |= {"held": len(spans), "alignments": picture.alignments(actor)}
    fared = record(voice.own, picture) if voice else None
    return page(request, "actor.html", picture, party=party, bonds=_bonds(party), fared=fared, **context)


def record(keys: Sequence[str], picture: Picture) -> Record:
    """How claims fared."""
    rungs, apart = picture.fared(keys)
    return Record(rungs, len(keys), apart)


def _party(actor: str | None) -> Party | None:
    registry = ActorRegistry.load()
    return registry.party(actor) if actor and actor in registry else None  # type: ignore[arg-type, operator]


def _bonds(party: Party | None) -> list[tuple[str, str, str]]:
    """What an actor is part of, allied to or backed by, with the years."""
    registry = ActorRegistry.load()
    found = []
    for bond in party.bonds if party else ():
        name = registry.party(bond.other).name if bond.other in registry else bond.other
        kind = {BondKind.PART_OF: "part of", BondKind.ALLIED_TO: "allied to"}.get(bond.kind, "backed by")
        years = [str(d.year) if d else "" for d in (bond.period.since, bond.period.until)]
        found.append((kind, name, " to ".join(years) if any(years) else ""))
    return found
