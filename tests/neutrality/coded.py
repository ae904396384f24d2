"""What is coded of a claim: everything the neutrality tests compare, and nothing of the words it was said in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.model.claim import (
    ControlContent,
    ControlRelation,
    EventContent,
    EventType,
    OutlookContent,
    StanceContent,
    StatementContent,
    TollContent,
)
from vedette.model.quantity import Quantity
from vedette.model.resolved import ResolvedClaim, Role
from vedette.reconciliation.testimony.naming import fold
from vedette.reconciliation.testimony.victims import WHOLE_WORDS
from vedette.reference.event_types import event_types

#: What hangs on the actor, in ACLED's words: who gains a place. Computed from the side, never from words.
_GAINS = (ControlRelation.CAPTURED,)


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """A part in a claim, and who plays it."""

    role: str
    actor: str
    side: str


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """One claim as codes."""

    kind: str
    codes: tuple[str, ...]
    acled: str
    bounds: str
    status: tuple[str, ...]
    when: str
    where: str
    said: tuple[str, ...]
    who: tuple[Who, ...]

    def __str__(self) -> str:
        who = ", ".join(f"{w.role}={w.actor}/{w.side}" for w in self.who)
        parts = (*self.codes, self.acled, self.bounds, *self.status, self.when, self.where, *self.said, who)
        return f"{self.kind}: " + " | ".join(p for p in parts if p)


def coded(claims: Sequence[ResolvedClaim]) -> tuple[Coded, ...]:
    """The claims of a text as codes, in an order of their own."""
    return tuple(sorted(_coded(c) for c in claims))


def _coded(resolved: ResolvedClaim) -> Coded:
    claim = resolved.claim
    codes, acled, bounds = _content(resolved)
    when, where, place = claim.when, claim.where, resolved.place
    return Coded(
        kind=claim.kind.value,
        codes=codes,
        acled=acled,
        bounds=bounds,
        status=(
            *sorted(f"{s.field.value} {s.status.value}" for s in claim.statuses),
            *(("background",) if claim.background else ()),
            *sorted(c.kind.value for c in claim.caveats),
        ),
        when="" if when is None else f"{when.iso()} {when.precision} {when.basis} {when.part or ''}".strip(),
        where=""
        if where is None or place is None
        else f"{where.name} {where.relation} {where.distance_km or ''} {where.bearing or ''} {place.place}",
        said=tuple(f"{link.kind.value}{' anonymous' if link.anonymous else ''}" for link in claim.attribution.chain),
        who=tuple(sorted(Who(a.role.value, str(a.actor), a.side or "none") for a in resolved.actors)),
    )


def _content(resolved: ResolvedClaim) -> tuple[tuple[str, ...], str, str]:
    """Codes without a side, the code that hangs on one, bounds."""
    types = event_types()
    match resolved.claim.content:
        case EventContent(type=kind):
            return (kind.value, str(types.plover(kind))), _acled(resolved, kind, Role.ACTOR), ""
        case TollContent() as toll:
            group, part = _group(toll.victims.group), "part" if toll.subset_of else ""
            codes = (toll.effect, toll.victims.victim_class, group, toll.scope, toll.cause or "", part)
            return tuple(str(c) for c in codes), "", _bounds(toll.quantity)
        case ControlContent(relation=relation, extent=extent, count=count):
            acled = _acled(resolved, EventType.TERRITORY_GAINED, Role.PARTY) if relation in _GAINS else ""
            return (relation.value, extent.value), acled, _bounds(count) if count else ""
        case StanceContent(relation=relation):
            return (relation.value,), "", ""
        case StatementContent(act=act, signal=signal, partners=partners):
            return (act.value, signal.value if signal else "", f"{len(partners)} partners"), "", ""
        case OutlookContent(condition=condition):
            return ("conditional" if condition else "plain",), "", ""


def _group(words: str | None) -> str:
    """A group narrower than its class, as tolls tell groups apart: "children", not "fighters" or "terrorists"."""
    group = fold(words or "")
    return "" if set(group.split()) & WHOLE_WORDS else group


def _acled(resolved: ResolvedClaim, kind: EventType, role: Role) -> str:
    actor = resolved.actor(role)
    return event_types().acled(kind, side=actor.side if actor else None)


def _bounds(quantity: Quantity) -> str:
    top = "open" if quantity.high is None else quantity.high
    return f"[{quantity.low}, {top}]{' about' if quantity.approximate else ''}"


def without_names(claim: Coded) -> Coded:
    """The same with the parts that are played, but not by whom: "terrorists" and "rebels" need not be one party."""
    return replace(claim, who=tuple(Who(w.role, "", "") for w in claim.who))


def swapped(claim: Coded, *, actors: Mapping[str, str], sides: Mapping[str, str], gains: Mapping[str, str]) -> Coded:
    """The claim with its parties swapped: actors and sides by the tables, and ACLED's name for a gain with them."""
    who = tuple(sorted(Who(w.role, actors[w.actor], sides[w.side]) if w.actor in actors else w for w in claim.who))
    gain = claim.acled in gains and any(w.actor in actors for w in claim.who)
    return replace(claim, who=who, acled=gains[claim.acled] if gain else claim.acled)
