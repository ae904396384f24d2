"""How two claims' places lie to each other, by what each is known to: id, name, or point with a radius."""

import math
from enum import StrEnum
from functools import lru_cache

from vedette.model.mention import PlaceRelation
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.naming import fold
from vedette.text.similarity import name_similarity


class Nearness(StrEnum):
    """How two places lie to each other."""

    SAME = "same place"
    NEAR = "within both uncertainties"
    INSIDE = "one lies in the other"
    NAMESAKE = "one lies in the province that has the other's name"
    DOUBTFUL = "other names, one of them on no map"
    UNKNOWN = "a place is not given"
    APART = "different places"


WIDE = frozenset({PlacePrecision.DISTRICT, PlacePrecision.PROVINCE, PlacePrecision.COUNTRY})
#: Kinds of place that see many events a day.
LARGE = frozenset({"city", "province", "region", "country"})
#: A radius for each precision where resolution gives none, km: a town and its fringes, a district, a province.
_RADIUS = {
    PlacePrecision.EXACT: 1.0,
    PlacePrecision.TOWN: 5.0,
    PlacePrecision.AROUND: 15.0,
    PlacePrecision.DISTRICT: 25.0,
    PlacePrecision.PROVINCE: 75.0,
}
_EARTH_KM = 6371.0
#: Spellings so much alike are one name, where one of the two is on no map.
SPELLING = 90.0


def name_of(claim: ResolvedClaim) -> str:
    """The folded name of a claim's place; empty without one."""
    if claim.place is not None and claim.place.name:
        return fold(claim.place.name)
    return fold(claim.claim.where.name) if claim.claim.where is not None else ""


def keys_of(claim: ResolvedClaim) -> tuple[str, ...]:
    """The keys under which a claim's place can be found: its id, its name, and its name as printed."""
    keys = set()
    if claim.place is not None and claim.place.place is not None:
        keys.add(f"id:{claim.place.place}")
    if name := name_of(claim):
        keys.add(f"name:{name}")
    if claim.claim.where is not None and (printed := fold(claim.claim.where.name)):
        keys.add(f"name:{printed}")
    return tuple(sorted(keys))


def place_of(claim: ResolvedClaim) -> PlaceResolution | None:
    """The claim's place as resolved, or as an unresolved mention; None where the claim names none."""
    if claim.place is not None:
        return claim.place
    where = claim.claim.where
    if where is None:
        return None
    return PlaceResolution(where.text, PlacePrecision.UNRESOLVED, name=where.name, reason="not resolved")


def is_list(claim: ResolvedClaim) -> bool:
    """Whether a claim's place is a list of places by its own words, and no one place of such a name."""
    return bool(_listed(claim)) and (claim.place is None or claim.place.place is None)


def _listed(claim: ResolvedClaim) -> tuple[str, ...]:
    """The folded names of a list of places; none for a place alone."""
    where = claim.claim.where
    return tuple(fold(name) for name in where.listed) if where is not None else ()


def may_be_province(claim: ResolvedClaim) -> bool:
    """Whether a claim's place is a town by a bare name that is its province's too ("in Idlib")."""
    where, place = claim.claim.where, claim.place
    if where is None or place is None or place.precision is not PlacePrecision.TOWN:
        return False
    plain = where.kind is None and where.relation is PlaceRelation.IN and fold(where.text) == fold(where.name)
    return plain and place.admin1 is not None and place.name is not None and fold(place.admin1) == fold(place.name)


def spot_key(claim: ResolvedClaim) -> str | None:
    """One key for the very ground a control claim speaks of: "the countryside around Hama" is not Hama."""
    keys = keys_of(claim)
    if not keys:
        return None
    where = claim.claim.where
    plain = where is None or where.relation in (PlaceRelation.IN, PlaceRelation.OUTSKIRTS)
    return keys[0] if plain or where is None else f"{keys[0]}|{where.relation}|{fold(where.text)}"


def distance_km(a: PlaceResolution, b: PlaceResolution) -> float | None:
    """Great-circle distance of two points; None where one has none."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def radius_km(place: PlaceResolution) -> float:
    """How far from its point a place may reach, in kilometres."""
    return place.radius_km or _RADIUS.get(place.precision, 0.0)


@lru_cache(maxsize=65_536)
def ground(t: Testimony) -> frozenset[str]:
    """The keys of a claim's place, worked out once."""
    return frozenset(keys_of(t.claim))


@lru_cache(maxsize=4_096)
def nearness(a: Testimony, b: Testimony) -> Nearness:
    """How the places of two claims lie to each other. Symmetric."""
    mine, other = ground(a), ground(b)
    if not mine or not other:
        return Nearness.UNKNOWN
    if not mine.isdisjoint(other):
        return Nearness.SAME
    p, q = a.claim.place, b.claim.place
    if _inside(a.claim, b.claim) or _inside(b.claim, a.claim):
        return Nearness.INSIDE
    known = _known(p) and _known(q)
    if not known and name_similarity(name_of(a.claim), name_of(b.claim)) >= SPELLING:
        return Nearness.SAME
    if p is None or q is None or not known:
        return Nearness.DOUBTFUL
    if p.precision in WIDE or q.precision in WIDE:
        return Nearness.APART
    apart = distance_km(p, q)
    if apart is None:
        return Nearness.DOUBTFUL
    if apart > max(radius_km(p), radius_km(q)):
        return Nearness.NAMESAKE if _namesake(p, q) or _namesake(q, p) else Nearness.APART
    quarter = PlacePrecision.EXACT in (p.precision, q.precision) and p.precision is not q.precision
    return Nearness.INSIDE if quarter else Nearness.NEAR


def inside(a: Testimony, b: Testimony) -> bool:
    """Whether the place of the first lies in that of the second, as their reports or the map have it."""
    return _inside(a.claim, b.claim)


def lies_in(inner: PlaceResolution, outer: PlaceResolution) -> bool:
    """Whether a place is another, or lies in that province or country."""
    if inner.place is not None and inner.place == outer.place:
        return True
    if inner.name and outer.name and fold(inner.name) == fold(outer.name):
        return True
    if outer.precision is PlacePrecision.COUNTRY:
        return inner.country is not None and inner.country == outer.country
    if outer.precision is PlacePrecision.PROVINCE:
        return inner.admin1 is not None and fold(inner.admin1) == fold(outer.name or "")
    return False


def _known(place: PlaceResolution | None) -> bool:
    """Whether a place is on the map."""
    return place is not None and place.place is not None


def _namesake(p: PlaceResolution, q: PlaceResolution) -> bool:
    """Whether `p` is a town named like its province, which may be meant, and `q` lies elsewhere in it."""
    named = p.admin1 is not None and p.name is not None and fold(p.admin1) == fold(p.name)
    return named and q.admin1 == p.admin1 and q.name != p.name


def _inside(a: ResolvedClaim, b: ResolvedClaim) -> bool:
    p, q = a.place, b.place
    if a.claim.where is not None and a.claim.where.within and fold(a.claim.where.within) == name_of(b):
        return True
    if a.claim.where is not None and (fold(a.claim.where.name) in (listed := _listed(b)) or name_of(a) in listed):
        return True
    if p is None or q is None or q.name is None or p.precision is q.precision:
        return False
    if q.precision is PlacePrecision.COUNTRY:
        return p.country is None or q.country is None or p.country == q.country
    if q.precision is PlacePrecision.PROVINCE and p.precision is not PlacePrecision.COUNTRY:
        # A list of places in a province has its own name.
        return p.admin1 is not None and fold(p.admin1) == fold(q.name if q.place else q.admin1 or q.name)
    return False
