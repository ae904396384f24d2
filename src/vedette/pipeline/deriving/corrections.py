"""Fields of claims that analysts set otherwise, and names that they say are one or are not.

A correction hangs on the claim's key and names a field by its path in the claim's published JSON ("content.quantity",
"when", "place", "actors"). A claim keeps its key whatever is corrected, so that the next reading finds it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from vedette.model.codec import from_json, loads, to_json
from vedette.model.decision import Decision, DecisionKind, SubjectKind, standing
from vedette.model.ids import ActorId, ClaimKey, PlaceId, digest
from vedette.model.resolved import ActorResolution, ResolvedClaim
from vedette.pipeline.showing.masking import with_key

#: Fields that stand beside the claim, not in it.
_BESIDE = frozenset({"place", "actors", "conflicts"})
#: What can't be corrected: what the claim is known by, and where it stands.
FIXED = frozenset({"document", "evidence", "extractor", "key", "id", "kind"})


@dataclass(frozen=True, slots=True)
class Corrected:
    """The claims as corrected, and the decisions that could not be applied: they wait for review."""

    claims: list[ResolvedClaim]
    unmatched: tuple[Decision, ...] = ()


def corrected(claims: Iterable[ResolvedClaim], decisions: Iterable[Decision]) -> Corrected:
    """The claims with all corrections and unions of names applied; of two corrections of one field the later counts."""
    given = [d for d in standing(decisions) if d.kind in _KINDS or sets_field(d)]
    found = list(claims)
    if not given:
        return Corrected(found)
    by_key: dict[ClaimKey, list[int]] = {}
    for at, resolved in enumerate(found):
        by_key.setdefault(resolved.claim.key, []).append(at)
    unmatched: list[Decision] = []
    for decision in filter(sets_field, given):
        for subject in decision.subjects:
            places = by_key.get(ClaimKey(subject), []) if decision.subject_kind is SubjectKind.CLAIM else []
            try:
                for at in places:
                    found[at] = with_field(found[at], decision.field or "", loads(decision.value or "null"))
            except ValueError:
                places = []
            if not places and decision not in unmatched:
                unmatched.append(decision)
    names = same_names(given)
    return Corrected([_renamed(c, names) for c in found] if names else found, tuple(unmatched))


_KINDS = (DecisionKind.SAME, DecisionKind.DIFFERENT)


def sets_field(decision: Decision) -> bool:
    """Whether it gives a field a value: a correction does, and so does accepting a field as it was read."""
    return decision.field is not None and decision.kind in (DecisionKind.CORRECT, DecisionKind.ACCEPT)


def with_field(resolved: ResolvedClaim, path: str, value: Any) -> ResolvedClaim:
    """The claim with one field set; null takes it away. Raises ValueError for a field or value that can't be."""
    steps = path.split(".")
    if not path or steps[0] in FIXED:
        raise ValueError(f"{path!r} can't be corrected: a claim is known by it")
    data = to_json(resolved)
    at: Any = data if steps[0] in _BESIDE else data["claim"]
    for step in steps[:-1]:
        at = at.setdefault(step, {}) if isinstance(at, dict) else None
        if not isinstance(at, dict):
            raise ValueError(f"{path!r} is no field of this claim")
    if value is None:
        at.pop(steps[-1], None)
    else:
        at[steps[-1]] = value
    for derived in ("key", "id"):
        data["claim"].pop(derived, None)
    changed = from_json(ResolvedClaim, data)
    return replace(changed, claim=with_key(changed.claim, resolved.claim.key))


@dataclass(frozen=True, slots=True)
class Names:
    """Ids that stand for another (`actors`, `places`), and mentions that are not who they were taken for (`apart`:
    the mention in lower case and the id)."""

    actors: Mapping[str, str]
    places: Mapping[str, str]
    apart: frozenset[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.actors or self.places or self.apart)


def same_names(decisions: Iterable[Decision]) -> Names:
    """Which ids are one. The first named of a union stands for all; a later "different" of a pair undoes it."""
    one: dict[SubjectKind, dict[tuple[str, str], bool]] = {SubjectKind.ACTOR: {}, SubjectKind.PLACE: {}}
    apart: set[tuple[str, str]] = set()
    for decision in decisions:
        known = one.get(decision.subject_kind)
        if known is None or decision.kind not in (DecisionKind.SAME, DecisionKind.DIFFERENT):
            continue
        for a, b in combinations(decision.subjects, 2):
            known.pop((b, a), None)
            known[(a, b)] = decision.kind is DecisionKind.SAME
            mark = {(a.casefold(), b), (b.casefold(), a)}
            apart = apart - mark if decision.kind is DecisionKind.SAME else apart | mark
    return Names(_heads(one[SubjectKind.ACTOR]), _heads(one[SubjectKind.PLACE]), frozenset(apart))


def _heads(pairs: Mapping[tuple[str, str], bool]) -> dict[str, str]:
    head: dict[str, str] = {}

    def root(name: str) -> str:
        while name in head:
            name = head[name]
        return name

    for (a, b), one in pairs.items():
        if one and root(a) != root(b):
            head[root(b)] = root(a)
    return {name: root(name) for name in head}


def _renamed(resolved: ResolvedClaim, names: Names) -> ResolvedClaim:
    actors = tuple(_actor(a, names) for a in resolved.actors)
    place = resolved.place
    if place is not None and place.place is not None and place.place in names.places:
        place = replace(place, place=PlaceId(names.places[place.place]), reason="an analyst says that they are one")
    if actors == resolved.actors and place == resolved.place:
        return resolved
    return replace(resolved, actors=actors, place=place)


def _actor(actor: ActorResolution, names: Names) -> ActorResolution:
    if actor.actor is None:
        return actor
    if (actor.mention.casefold(), actor.actor) in names.apart:
        own = ActorId(f"provisional:{digest('provisional', actor.mention.casefold())}")
        why = f"an analyst says that this is not {actor.name}"
        return replace(actor, actor=own, name=actor.mention, side=None, provisional=True, reason=why)
    if actor.actor in names.actors:
        return replace(actor, actor=ActorId(names.actors[actor.actor]), reason="an analyst says that they are one")
    return actor
