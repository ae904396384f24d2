"""What a document says about where it is: votes for countries and provinces from all its places, outlet and conflicts.

A name is never resolved alone. "Salem" in a report that also names Ta'izz and Sana'a is not the one in Oregon.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vedette.model.mention import PlaceMention
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import AREAS, Candidate, Match, Place, PlaceKind
from vedette.reference.place_words import read_place_words

#: Weights of what speaks for a country, relative to one town that can't be mistaken. A named country says most; an
#: outlet's home says least, for outlets report from abroad. Set by hand on our own test cases (November 2026).
COUNTRY_NAMED = 2.5
PROVINCE_NAMED = 1.5
CONFLICT = 2.0
OUTLET = 0.5
#: What is left of a vote for a country that nothing else in the document speaks of, once something does for others.
STRANGER = 0.25
#: How much more populous the largest bearer of a name must be to count as meant, before anything else is known.
DOMINANCE = 8.0


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """The gazetteer and what is known of a document before one of its places is resolved.

    `countries` and `provinces` (country, name) are shares of all votes, adding up to at most 1; `anchors` are places
    of the document that can't be mistaken, for nearness.
    """

    gazetteer: Gazetteer
    countries: Mapping[str, float] = field(default_factory=dict)
    provinces: Mapping[tuple[str, str], float] = field(default_factory=dict)
    anchors: tuple[Place, ...] = ()

    @property
    def likely(self) -> tuple[str, ...]:
        """Countries with at least a tenth of the votes, likeliest first."""
        return tuple(c for c, share in sorted(self.countries.items(), key=lambda i: (-i[1], i[0])) if share >= 0.1)


def read_context(
    mentions: Iterable[PlaceMention],
    gazetteer: Gazetteer,
    *,
    conflict_countries: Iterable[str] = (),
    outlet_country: str | None = None,
    named_countries: Iterable[str] = (),
) -> PlaceContext:
    """The context of one document. `named_countries` are ISO codes told by other words ("Syrian", "Kyiv's troops").

    A name counts once, however often it is printed: the order and number of repeats change nothing.
    """
    votes: dict[str, float] = defaultdict(float)
    provinces: dict[tuple[str, str], float] = defaultdict(float)
    for code in sorted(set(conflict_countries)):
        votes[code] += CONFLICT
    for code in sorted(set(named_countries)):
        votes[code] += COUNTRY_NAMED / 2
    if outlet_country:
        votes[outlet_country] += OUTLET
    names = sorted({name for m in mentions for name in (m.name, m.within, m.other) if name})
    found_of = {name: _as_named(name, gazetteer) for name in names}
    contested: list[tuple[Candidate, ...]] = []
    for found in found_of.values():
        country = next((c for c in found if c.place.kind is PlaceKind.COUNTRY), None)
        if country is None:
            continue
        if _has_province(found, country.place):
            contested.append(found)
        else:
            votes[country.place.country] += COUNTRY_NAMED
    known = {c for c, weight in votes.items() if weight >= COUNTRY_NAMED / 2}
    if known:
        missing = [n for n, found in found_of.items() if not any(c.place.country in known for c in found)]
        found_of |= {name: _as_named(name, gazetteer, countries=known) for name in missing}
    candidates = found_of
    anchors: dict[str, Place] = {}
    for found in candidates.values():
        _vote(found, votes, provinces, known)
        sure = _unmistakable(found, known)
        if sure is not None and sure.kind not in AREAS:
            anchors[sure.id] = sure
    for found in contested:
        _settle(found, votes, provinces)
    total, below = sum(votes.values()), sum(provinces.values())
    return PlaceContext(
        gazetteer,
        {c: weight / total for c, weight in sorted(votes.items())},
        {p: weight / below for p, weight in sorted(provinces.items())},
        tuple(anchors[i] for i in sorted(anchors)),
    )


def _as_named(name: str, gazetteer: Gazetteer, *, countries: Iterable[str] = ()) -> tuple[Candidate, ...]:
    for words in read_place_words(name):
        found = gazetteer.lookup(words.name, countries=countries)
        if found:
            return found
    return ()


def _vote(
    found: tuple[Candidate, ...], votes: dict[str, float], provinces: dict[tuple[str, str], float], known: set[str]
) -> None:
    """One name's vote, shared among its bearers by the square root of how many live there."""
    places = [c.place for c in found]
    if any(p.kind is PlaceKind.COUNTRY or not p.country for p in places):
        return
    home = [p for p in places if p.country in known]
    abroad = bool(known) and not home
    places = home or places
    weight = {p.id: (max(p.population, 500) ** 0.5) * (3 if p.kind is PlaceKind.PROVINCE else 1) for p in places}
    total = sum(weight.values())
    for place in places:
        share = weight[place.id] / total * (STRANGER if abroad else 1.0)
        votes[place.country] += share * (PROVINCE_NAMED if place.kind is PlaceKind.PROVINCE else 1.0)
        if place.admin1:
            provinces[(place.country, place.admin1)] += share * (2.0 if place.kind is PlaceKind.PROVINCE else 1.0)


def _unmistakable(found: tuple[Candidate, ...], known: set[str]) -> Place | None:
    """The one place that a name must mean: the only bearer in a known country, or one far larger than all others."""
    places = [c.place for c in found if c.match in (Match.NAME, Match.ALIAS)]
    home = [p for p in places if p.country in known and p.kind not in AREAS]
    pool = home or [p for p in places if p.kind not in AREAS]
    pool.sort(key=lambda p: -p.population)
    if not pool or (not home and pool[0].population < 100_000):
        return None
    if len(pool) == 1 or pool[0].population >= DOMINANCE * max(pool[1].population, 1):
        return pool[0]
    return None


def _has_province(found: tuple[Candidate, ...], country: Place) -> bool:
    """Whether a country's name is a province's of another ("Georgia")."""
    return any(c.place.kind is PlaceKind.PROVINCE and c.place.country != country.country for c in found)


def _settle(found: tuple[Candidate, ...], votes: dict[str, float], provinces: dict[tuple[str, str], float]) -> None:
    """Give the vote of a name that is a country and another's province to whichever the other names speak for."""
    country = next(c.place for c in found if c.place.kind is PlaceKind.COUNTRY)
    province = next(c.place for c in found if c.place.kind is PlaceKind.PROVINCE and c.place.country != country.country)
    if votes.get(country.country, 0.0) >= votes.get(province.country, 0.0):
        votes[country.country] += COUNTRY_NAMED
    else:
        votes[province.country] += PROVINCE_NAMED
        provinces[(province.country, province.name)] += 2.0
