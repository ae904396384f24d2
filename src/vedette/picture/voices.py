"""Who says what: for each outlet and each named claimant the claims it made or handed on, and how soon it had them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vedette.model.ids import ClaimKey, digest
from vedette.model.resolved import ResolvedClaim, Role

if TYPE_CHECKING:
    from vedette.picture.picture import Report


@dataclass(slots=True)
class Voice:
    """An outlet or a claimant. `own` are claims that it is the origin of, `relayed` those it hands on from others."""

    id: str
    name: str
    kind: str
    own: list[ClaimKey] = field(default_factory=list)
    relayed: list[ClaimKey] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    first: dt.datetime | None = None
    last: dt.datetime | None = None


@dataclass(slots=True)
class Actor:
    """An actor that claims speak of: the parts it plays, and the side it was found on, with the claims."""

    id: str
    name: str
    roles: dict[str, list[ClaimKey]] = field(default_factory=dict)
    sides: dict[str, int] = field(default_factory=dict)
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """Outlets and claimants by id, actors by id."""

    outlets: Mapping[str, Voice]
    claimants: Mapping[str, Voice]
    actors: Mapping[str, Actor]


def outlet_id(name: str | None) -> str:
    """The id of an outlet's page."""
    return digest("outlet", " ".join((name or "").casefold().split()))


def voices_of(claims: Iterable[ResolvedClaim], reports: "Mapping[str, Report]") -> Voices:
    """Gather in one pass over the claims."""
    outlets: dict[str, Voice] = {}
    claimants: dict[str, Voice] = {}
    actors: dict[str, Actor] = {}
    for resolved in claims:
        claim = resolved.claim
        report = reports.get(claim.document)
        name = report.outlet if report else None
        outlet = outlets.setdefault(outlet_id(name), Voice(outlet_id(name), name or "outlet unknown", "outlet"))
        claimant = claim.attribution.claimant
        (outlet.own if claimant is None else outlet.relayed).append(claim.key)
        _count(outlet, claim.document, report)
        who = resolved.actor(Role.CLAIMANT)
        if claimant is not None and who is not None and who.actor and not claimant.anonymous and not who.provisional:
            voice = claimants.setdefault(who.actor, Voice(who.actor, who.name, "claimant"))
            voice.own.append(claim.key)
            _count(voice, claim.document, report)
        for part in resolved.actors:
            # A provisional claimant may be a private person: such a name stays in the text where it was printed.
            if part.actor is None or part.provisional:
                continue
            actor = actors.setdefault(part.actor, Actor(part.actor, part.name))
            actor.roles.setdefault(part.role, []).append(claim.key)
            if part.side:
                actor.sides[part.side] = actor.sides.get(part.side, 0) + 1
    return Voices(outlets, claimants, actors)


def _count(voice: Voice, document: str, report: "Report | None") -> None:
    voice.documents.add(document)
    if report is not None and report.published is not None:
        voice.first = min(voice.first or report.published, report.published)
        voice.last = max(voice.last or report.published, report.published)
