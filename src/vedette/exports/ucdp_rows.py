"""UCDP's rules on one event: whether it is in, which dyad fought, and who died on which side."""

import math
from dataclasses import dataclass
from typing import Any

from vedette.exports.archive import Told
from vedette.exports.cells import joined
from vedette.exports.losses import Losses
from vedette.exports.parties import Actor, actors, is_government, opposed
from vedette.exports.people import overall, wholes
from vedette.exports.where import is_located, plain_name
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.event import Event, RecordState
from vedette.model.ids import digest
from vedette.model.provenance import Status
from vedette.model.resolved import PlaceBasis, PlacePrecision, PlaceResolution, Role
from vedette.model.times import When
from vedette.model.toll import Toll
from vedette.model.verification import Rung
from vedette.reference.actors import ActorRegistry
from vedette.reference.codebook import CODEBOOK
from vedette.reference.countries import country

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"
#: Source: GED codebook. 1 the very place, 2 within some 25 km of it, 3 a district, 4 a province, 5 a line, 6 a country.
_WHERE = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.TOWN: 1,
    PlacePrecision.AROUND: 2,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.COUNTRY: 6,
}
_LINES = ("road", "water")
_GONE = (Rung.RETRACTED, Rung.DISCOUNTED)
#: Acts that are violence against people who do not fight back, whoever else is named.
_ONE_SIDED = (EventType.ATTACK, EventType.ABDUCTION, EventType.SEXUAL_VIOLENCE, EventType.EXCESSIVE_FORCE)


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who fought whom. `a` and `b` are the ids of the sides, `gwnoa` and `gwnob` their states' numbers."""

    type: int
    a: str
    side_a: str
    b: str
    side_b: str
    gwnoa: int | None = None
    gwnob: int | None = None
    sides: tuple[str | None, str | None] = (None, None)


def row(told: Told, registry: ActorRegistry, losses: Losses) -> dict[str, Any] | None:
    """The row of an event; None, with the reason counted, where UCDP would not code it."""
    event = told.event
    reason = why_not(event)
    if reason is not None:
        losses.leave(reason)
        return None
    between = dyad(event, registry)
    if between is None:
        losses.leave("events of which one side, or both, is not known")
        return None
    return _row(told, between, registry, losses)


def why_not(event: Event) -> str | None:
    """Why UCDP would not code an event; None if it would."""
    if event.status not in (Status.ASSERTED, Status.SUSPECTED):
        return "events that are only denied, planned, threatened or hypothetical"
    if event.state is RecordState.WITHDRAWN or event.verification.rung in _GONE:
        return "events that were retracted, discounted or withdrawn"
    if event.background:
        return "events that reports only recall"
    if event.when is None or event.when.days > 366:
        return "events without a date, or dated to more than a year"
    if not is_located(event.place):
        return "events without a place"
    deaths = overall(wholes(event, Effect.KILLED))
    if deaths is None or max(deaths.low, deaths.best or 0) < 1:
        return "events without a death"
    return None


def dyad(event: Event, registry: ActorRegistry) -> Dyad | None:
    """The dyad: state-based if a government fights, one-sided if civilians are its target, else non-state."""
    doers = [a for a in actors(event, Role.ACTOR, registry) if a.is_armed]
    struck = [a for a in actors(event, Role.TARGET, registry) if a.is_armed and a.known is not None]
    ours, theirs = opposed([*doers, *struck])
    if not ours:
        return None
    if theirs and event.type not in _ONE_SIDED:
        return _between(_first(ours), _first(theirs), event, registry)
    if doers and (event.type in _ONE_SIDED or _only_civilians(event)):
        a, name, gw = _side(_first(ours), event, registry, warring=False)
        return Dyad(ONE_SIDED, a, name, "civilians", CIVILIANS, gw, None, (_first(ours).party.side, None))
    return None


def _first(side: tuple[Actor, ...]) -> Actor:
    """Who stands for a side: the state whose war it is, else the first."""
    return next((a for a in side if a.is_state and is_government(a)), side[0])


def _between(one: Actor, other: Actor, event: Event, registry: ActorRegistry) -> Dyad:
    """Governments are side A, the one on its own ground first; two groups stand in the order of their names."""
    two = [one, other]
    kind = STATE_BASED if any(a.is_state for a in two) else NON_STATE
    if kind == STATE_BASED:
        two.sort(key=lambda a: (not a.is_state, not is_government(a), a.name))
    else:
        two.sort(key=lambda a: a.name)
    (a, side_a, gwnoa), (b, side_b, gwnob) = (_side(x, event, registry) for x in two)
    return Dyad(kind, a, side_a, b, side_b, gwnoa, gwnob, (two[0].party.side, two[1].party.side))


def _side(actor: Actor, event: Event, registry: ActorRegistry, *, warring: bool = True) -> tuple[str, str, int | None]:
    """Id, name and state number of a side. A foreign state that fights for the government is its second: the
    government is the party to the dyad. Against civilians everybody stands for themselves."""
    if not actor.is_state:
        return str(actor.party.actor or actor.name), actor.name, None
    code = actor.country
    if warring and is_government(actor) and event.conflicts and event.conflicts[0] in registry.conflicts:
        code = registry.party(registry.conflicts[event.conflicts[0]].state).country or code
    land = country(code)
    if land is None:
        return str(actor.party.actor), actor.name, None
    return f"gov-{land.code}", f"Government of {land.name}", land.gwno


def _only_civilians(event: Event) -> bool:
    killed = [t for t in wholes(event, Effect.KILLED) if t.low > 0 or (t.best or 0) > 0]
    return bool(killed) and all(t.victim_class is VictimClass.CIVILIAN for t in killed)


@dataclass(frozen=True, slots=True)
class Deaths:
    """Best estimates by side, and the bounds of all."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    high: int

    @property
    def best(self) -> int:
        """The sum of the sides, as UCDP has it."""
        return self.a + self.b + self.civilians + self.unknown


def deaths(event: Event, between: Dyad) -> Deaths:
    """The dead by side. Fighters whose side no claim gives, and people of no stated class, are unknown; a figure for
    everybody holds the parts, so that only its rest is unknown."""
    killed = wholes(event, Effect.KILLED)
    total = overall(killed)
    if total is None:
        raise ValueError(f"{event.id}: nobody died")
    civilians = sum(_point(t) for t in killed if t.victim_class is VictimClass.CIVILIAN)
    fighters = [t for t in killed if t.victim_class is VictimClass.COMBATANT]
    a = sum(_point(t) for t in fighters if t.victims_side and t.victims_side == between.sides[0])
    b = sum(_point(t) for t in fighters if t.victims_side and t.victims_side == between.sides[1])
    loose = sum(_point(t) for t in fighters) - a - b
    whole = total.best if total.best is not None else total.low
    unknown = loose + max(0, whole - civilians - a - b - loose)
    best = a + b + civilians + unknown
    return Deaths(a, b, civilians, unknown, min(total.low, best), max(total.high or 0, total.low, best))


def _point(toll: Toll) -> int:
    return toll.best if toll.best is not None else toll.low


def _row(told: Told, between: Dyad, registry: ActorRegistry, losses: Losses) -> dict[str, Any]:
    event, when, place = told.event, told.event.when, told.event.place
    if when is None or place is None or place.latitude is None or place.longitude is None:
        raise ValueError(f"{event.id}: no date or no place")
    dead = deaths(event, between)
    total = overall(wholes(event, Effect.KILLED))
    if total is not None and total.open:
        losses.change("an open top ('at least') written as the highest figure stated")
    if total is not None and total.best is None:
        losses.change("no point is stated: best is the low")
    land = country(place.country)
    conflict = event.conflicts[0] if event.conflicts else ""
    known = registry.conflicts.get(event.conflicts[0]) if event.conflicts else None
    number = _number(event.id)
    dyad_id = f"{between.a}|{between.b}"
    precision = 5 if place.feature in _LINES else _WHERE[place.precision]
    precision = max(precision, 4) if place.basis is PlaceBasis.REPORT else precision
    dated = date_prec(when)
    sources = {a.outlet for a in told.accounts if a.outlet}
    return {
        "id": number,
        "relid": f"{land.alpha3 if land else 'XXX'}-{when.start.year}-{between.type}-{number}",
        "year": when.start.year,
        "active_year": "",
        "code_status": "Clear" if event.state is RecordState.APPROVED else "Check: machine-coded",
        "type_of_violence": between.type,
        "conflict_dset_id": conflict,
        "conflict_new_id": _number(conflict) if conflict else "",
        "conflict_name": known.name if known else "",
        "dyad_dset_id": dyad_id,
        "dyad_new_id": _number(dyad_id),
        "dyad_name": f"{between.side_a} - {between.side_b}",
        "side_a_dset_id": between.a,
        "side_a_new_id": _number(between.a),
        "side_a": between.side_a,
        "side_b_dset_id": between.b,
        "side_b_new_id": _number(between.b),
        "side_b": between.side_b,
        "number_of_sources": len(sources),
        "source_article": "; ".join(
            dict.fromkeys(
                f'"{a.outlet},{a.day},{(a.report.title if a.report else None) or ""}"'.replace(";", ",")
                for a in told.accounts
            )
        ),
        "source_office": joined(a.outlet for a in told.accounts),
        "source_date": joined(a.day for a in told.accounts),
        "source_headline": joined((a.report.title or "") if a.report else "" for a in told.accounts),
        "source_original": joined(a.claimant for a in told.accounts),
        "where_prec": precision,
        "where_coordinates": plain_name(place),
        "where_description": place.mention,
        "adm_1": place.admin1 or "",
        "adm_2": "",
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
        "priogrid_gid": priogrid(place),
        "country": land.name if land else "",
        "country_id": land.gwno if land and land.gwno else "",
        "region": land.ucdp_region if land else "",
        "event_clarity": 1 if dated == 1 and precision <= 3 else 2,
        "date_prec": dated,
        "date_start": when.start.isoformat(),
        "date_end": when.last.isoformat(),
        "deaths_a": dead.a,
        "deaths_b": dead.b,
        "deaths_civilians": dead.civilians,
        "deaths_unknown": dead.unknown,
        "best": dead.best,
        "high": dead.high,
        "low": dead.low,
        "gwnoa": between.gwnoa or "",
        "gwnob": between.gwnob or "",
        "vedette_id": event.id,
        "verification": event.verification.rung.value,
        "record_state": event.state.value,
        "coded_by": told.coded_by,
        "codebook": CODEBOOK,
    }


def date_prec(when: When) -> int:
    """UCDP's precision of dates: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year."""
    for days, code in ((1, 1), (6, 2), (7, 3), (31, 4)):
        if when.days <= days:
            return code
    return 5


def priogrid(place: PlaceResolution) -> int:
    """The cell of PRIO-GRID (half a degree, counted from the south-west, row by row) that holds the point."""
    if place.latitude is None or place.longitude is None:
        raise ValueError(f"{place.mention}: no point")
    north = min(359, math.floor((place.latitude + 90) * 2))
    east = min(719, math.floor((place.longitude + 180) * 2))
    return north * 720 + east + 1


def _number(text: str) -> int:
    """A whole number that stands for an id: 52 bits, which every reader of tables can hold."""
    return int(digest("number", text)[:13], 16)
