"""Making decisions: what they are about is looked up, what can't be is refused, what waits for somebody is listed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vedette.errors import BadRecord
from vedette.ledger.base import DerivedKind, Ledger, Readable
from vedette.model.codec import from_json, loads, to_json
from vedette.model.decision import (
    NEXT,
    Decision,
    DecisionKind,
    Dispute,
    SubjectKind,
    disputes,
    record_state,
    standing,
)
from vedette.model.event import Forwarding
from vedette.model.ids import ClaimKey, PlaceId
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.pipeline.deriving.corrections import corrected, with_field
from vedette.pipeline.deriving.rulings import is_regrade, rulings
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.places import as_resolution

#: Fewer characters of a key or id than these might mean many.
LEAST = 6
#: The least radius of a place that is set by hand.
LEAST_KM = 2.0
_MOVES = frozenset({DecisionKind.REVIEW, DecisionKind.APPROVE, DecisionKind.WITHDRAW})
_NAMED = frozenset({SubjectKind.ACTOR, SubjectKind.PLACE, SubjectKind.SOURCE})


def subjects_of(
    ledger: Readable, given: Iterable[str], about: SubjectKind | None
) -> tuple[SubjectKind, tuple[str, ...]]:
    """The full keys or ids that these begin, and what they are of. Raises BadRecord where there is none, or several."""
    names = tuple(given)
    if about in _NAMED:
        return about, names
    known: dict[SubjectKind, list[str]] = {
        SubjectKind.EVENT: [row.id for row in ledger.derived(DerivedKind.EVENT)]
        + [from_json(Forwarding, loads(row.body)).old for row in ledger.derived(DerivedKind.FORWARDING)],
        SubjectKind.CLAIM: [c.claim.key for c in ledger.claims()],
        SubjectKind.DOCUMENT: [d.id for d in ledger.documents()],
        SubjectKind.TOLL: [row.id for row in ledger.derived(DerivedKind.TOLL)],
        SubjectKind.CONTROL: [row.id for row in ledger.derived(DerivedKind.CONTROL)],
    }
    kinds = tuple(known) if about is None else (about,)
    found: list[tuple[SubjectKind, str]] = []
    for name in names:
        if len(name) < LEAST:
            raise BadRecord(f"{name!r}: give at least {LEAST} characters of a key or id")
        hits = sorted({(kind, full) for kind in kinds for full in known[kind] if full.startswith(name)})
        if len(hits) != 1:
            raise BadRecord(f"{name!r} begins {len(hits) or 'no'} key or id of {', '.join(kinds)}")
        found.append(hits[0])
    if len({kind for kind, _ in found}) > 1:
        raise BadRecord("the subjects of one decision are of one kind: claims, events, ...")
    return found[0][0], tuple(name for _, name in found)


def decide(ledger: Ledger, decision: Decision) -> bool:
    """Record one decision; False if it is there already. Raises BadRecord for one that means nothing here: a state
    that can't follow the present one, an axis or field that can't have the value, a decision that nobody made."""
    given = tuple(ledger.decisions())
    ids = {d.id for d in given}
    for named in (decision.supersedes, *decision.adjudicates):
        if named is not None and named not in ids:
            raise BadRecord(f"there is no decision {named}; list them with: vedette decisions")
    if decision.kind in _MOVES:
        for subject in decision.subjects:
            state = record_state(d for d in given if subject in d.subjects)
            if decision.kind not in NEXT[state]:
                able = ", ".join(sorted(NEXT[state]))
                raise BadRecord(f"{subject[:16]} is {state}: from there it can only go by {able}")
    if decision.kind is DecisionKind.REGRADE and not is_regrade(decision):
        raise BadRecord(f"{decision.field!r} can't be set to {decision.value}: see the codebook's four axes")
    if decision.kind is DecisionKind.CORRECT and decision.subject_kind is SubjectKind.CLAIM:
        for claim in ledger.claims_with(ClaimKey(s) for s in decision.subjects):
            try:
                with_field(claim, decision.field or "", loads(decision.value or "null"))
            except ValueError as error:
                raise BadRecord(f"{claim.claim.key[:16]} can't be corrected so: {error}") from error
    return ledger.add_decision(decision)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: decisions whose claim is gone or that mean nothing any more, and disputes."""

    unmatched: tuple[Decision, ...]
    disputes: tuple[Dispute, ...]


def waiting(ledger: Readable) -> Waiting:
    """All of it, in the order recorded. Nothing that was decided is ever lost: it stands here until it fits again."""
    decided = tuple(ledger.decisions())
    claims = list(ledger.claims())
    lost = [*rulings(decided, (c.claim.key for c in claims)).unmatched, *corrected(claims, decided).unmatched]
    marked = {d.id for d in lost}
    return Waiting(tuple(d for d in standing(decided) if d.id in marked), disputes(decided))


def place_json(identifier: str) -> Mapping[str, Any]:
    """A place of the gazetteer as a correction holds it. Raises ValueError for an id that it does not know."""
    with Gazetteer.open() as gazetteer:
        place = gazetteer.place(PlaceId(identifier))
    if place is None:
        raise ValueError(f"the gazetteer has no place {identifier!r}; find its id with: vedette places NAME")
    return to_json(as_resolution(place, place.name, "set by an analyst"))


def around_json(name: str, latitude: float, longitude: float, radius_km: float) -> Mapping[str, Any]:
    """A point that an analyst set on the map, as a correction holds it: to a hundredth of a degree, and never closer
    than `LEAST_KM`, so that nobody is found by it. Raises ValueError for a place without name or off the map."""
    if not name.strip() or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("a place set by hand needs a name, and a point on the map")
    return to_json(
        PlaceResolution(
            mention=name.strip(),
            precision=PlacePrecision.AROUND,
            name=name.strip(),
            latitude=round(latitude, 2),
            longitude=round(longitude, 2),
            radius_km=round(min(500.0, max(LEAST_KM, radius_km)), 1),
            reason="set by an analyst on the map",
        )
    )


def utc(time: dt.datetime) -> dt.datetime:
    """The time in UTC, to the second: as decisions are written."""
    return time.astimezone(dt.UTC).replace(microsecond=0)
