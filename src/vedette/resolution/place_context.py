"""What a document says about where it is: votes for countries and provinces from all its places, outlet and conflicts.

A name is never resolved alone. "Salem" in a report that also names Ta'izz and Sana'a is not the one in Oregon.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from vedette.model.ids import PlaceId
from vedette.model.mention import PlaceMention
from vedette.reference.demonyms import demonym_country
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import AREAS, Candidate, Match, Place, PlaceKind
from vedette.reference.place_words import read_place_words
from vedette.resolution.seats import called_provinces

#: Weights of what speaks for a country, relative to one town that can't be mistaken. A named country says most; an
#: outlet's home says least, for outlets report from abroad. Set by hand on our own test cases (November 2026).
COUNTRY_NAMED = 2.5
PROVINCE_NAMED = 1.5
CONFLICT = 2.0
OUTLET = 0.5
#: The least share of the votes for a country's other spellings to be sought.
LIKELY = 0.1
#: What is left of a vote for a country that nothing else in the document speaks of, once something does for others.
STRANGER = 0.25
#: How much more populous the largest bearer of a name must be to count as meant, before anything else is known.
DOMINANCE = 8.0

#: A town of so many people has quarters that are told by their names alone.
CITY = 100_000


@dataclass(frozen=True, slots=True)
class Votes:
    """What speaks for countries (ISO codes) and provinces (country, name), in weights that only compare."""

    countries: Mapping[str, float] = field(default_factory=dict)
    provinces: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """The gazetteer and what is known of a document before one of its places is resolved.

    `votes` are the whole document's, `by_name` what each name added to them: a name does not vote on itself.
    `anchors` are places of the document that can't be mistaken, for nearness; `support` are points that candidates
    give each other (`vedette.resolution.coherence`), for texts that say nothing else of where they are. `of_provinces`
    are names by which the document means a province, and nowhere its seat; `cities` the cities that it names without
    doubt, each with the character where that is; `spelt` has, for each name that the document spells in several ways,
    all of them.
    """

    gazetteer: Gazetteer
    votes: Votes = Votes()
    by_name: Mapping[str, Votes] = field(default_factory=dict)
    anchors: tuple[Place, ...] = ()
    support: Mapping[PlaceId, float] = field(default_factory=dict)
    of_provinces: frozenset[str] = frozenset()
    cities: tuple[tuple[int, Place], ...] = ()
    spelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def likely(self) -> tuple[str, ...]:
        """Countries with at least a tenth of the votes, likeliest first."""
        shares = _shares(self.votes.countries, {})
        return tuple(c for c, share in sorted(shares.items(), key=lambda i: (-i[1], i[0])) if share >= LIKELY)

    def without(self, name: str) -> Votes:
        """Shares of the votes that all other names, the outlet and the conflicts give; empty if there are none."""
        names = self.spelt.get(name, (name,))  # nor do other spellings of it
        own = _sum(self.by_name.get(n, Votes()) for n in names) if len(names) > 1 else self.by_name.get(name, Votes())
        return Votes(
            _shares(self.votes.countries, own.countries),
            _shares(self.votes.provinces, own.provinces),
        )


Key = TypeVar("Key", str, tuple[str, str])


def _shares(votes: Mapping[Key, float], own: Mapping[Key, float]) -> dict[Key, float]:
    left = {key: weight - own.get(key, 0.0) for key, weight in votes.items()}
    left = {key: weight for key, weight in left.items() if weight > 1e-9}
    total = sum(left.values())
    return {key: weight / total for key, weight in sorted(left.items())}


def read_context(
    mentions: Iterable[PlaceMention],
    gazetteer: Gazetteer,
    *,
    conflict_countries: Iterable[str] = (),
    outlet_country: str | None = None,
    named_countries: Iterable[str] = (),
    text: str = "",
) -> PlaceContext:
    """The context of one document. `named_countries` are ISO codes told by other words ("Syrian", "Kyiv's troops");
    `text` is read for which names it calls a province's.

    A name counts once, however often it is printed: the order and number of repeats change nothing.
    """
    mentions = tuple(mentions)
    names = sorted({name for m in mentions for name in (m.name, m.within, m.other) if name and len(name) < 150})
    found_of = {name: _as_named(name, gazetteer) for name in names}
    base: dict[str, float] = defaultdict(float)
    for code in sorted(set(conflict_countries)):
        base[code] += CONFLICT
    for code in sorted(set(named_countries)):
        base[code] += COUNTRY_NAMED / 2
    if outlet_country:
        base[outlet_country] += OUTLET
    by_name = {name: votes for name, found in found_of.items() if (votes := _country_vote(name, found)) is not None}
    sure = _sum([Votes(base), *by_name.values()])
    known = {c for c, weight in sure.countries.items() if weight >= COUNTRY_NAMED / 2}
    if known:
        missing = [n for n, found in found_of.items() if not any(c.place.country in known for c in found)]
        found_of |= {name: _as_named(name, gazetteer, countries=known) for name in missing}
    anchors: dict[str, Place] = {}
    for name, found in found_of.items():
        if name not in by_name:
            by_name[name] = _town_vote(found, known)
        spot = _unmistakable(found, known)
        if spot is not None and spot.kind not in AREAS:
            anchors[spot.id] = spot
    total = _sum([Votes(base), *by_name.values()])
    by_name |= {name: _settled(found, total) for name, found in found_of.items() if _contested(found)}
    total = _sum([Votes(base), *by_name.values()])
    spots = tuple(anchors[i] for i in sorted(anchors))
    cities = {
        (m.span.start, spot)
        for m in mentions
        if m.span is not None and (spot := _unmistakable(found_of.get(m.name, ()), known)) is not None
        if spot.kind is PlaceKind.CITY or spot.population >= CITY
    }
    return PlaceContext(
        gazetteer,
        total,
        by_name,
        spots,
        of_provinces=_of_provinces(mentions) | _called_provinces(mentions, text),
        cities=tuple(sorted(cities, key=lambda c: (c[0], c[1].id))),
        spelt=_spelt(found_of),
    )


def _spelt(found_of: Mapping[str, tuple[Candidate, ...]]) -> dict[str, tuple[str, ...]]:
    """The names of a document that may mean the very same places, by each of them: "al-Velmia", "Al-Velmiya"."""
    same: dict[frozenset[PlaceId], list[str]] = defaultdict(list)
    for name, found in found_of.items():
        if found and all(c.match is Match.SPELLING for c in found):
            same[frozenset(c.place.id for c in found)].append(name)
    return {name: tuple(names) for names in same.values() if len(names) > 1 for name in names}


#: Kinds of place by which a text says that it means a town.
_TOWNS = frozenset({"town", "district", "site"})


def _of_provinces(mentions: Iterable[PlaceMention]) -> frozenset[str]:
    kinds: dict[str, set[str | None]] = defaultdict(set)
    for mention in mentions:
        kinds[mention.name].add(mention.kind)
    return frozenset(name for name, said in kinds.items() if "province" in said and said.isdisjoint(_TOWNS))


def _called_provinces(mentions: Iterable[PlaceMention], text: str) -> frozenset[str]:
    towns = {m.name for m in mentions if m.kind in _TOWNS}
    return called_provinces(text, {m.name for m in mentions} - towns) if text else frozenset()


def _sum(parts: Iterable[Votes]) -> Votes:
    countries: dict[str, float] = defaultdict(float)
    provinces: dict[tuple[str, str], float] = defaultdict(float)
    for part in parts:
        for code, weight in part.countries.items():
            countries[code] += weight
        for key, weight in part.provinces.items():
            provinces[key] += weight
    return Votes(dict(countries), dict(provinces))


def _as_named(name: str, gazetteer: Gazetteer, *, countries: Iterable[str] = ()) -> tuple[Candidate, ...]:
    for words in read_place_words(name):
        found = gazetteer.lookup(words.name, countries=countries)
        if found:
            return found
    return ()


def _country_vote(name: str, found: tuple[Candidate, ...]) -> Votes | None:
    """The vote of a country's or a people's name; None if it is neither, or may be a province elsewhere ("Georgia")."""
    people = demonym_country(name)
    if people is not None:
        return Votes({people: COUNTRY_NAMED / 2})
    country = next((c.place for c in found if c.place.kind is PlaceKind.COUNTRY), None)
    if country is None or _contested(found):
        return None
    return Votes({country.country: COUNTRY_NAMED})


def _town_vote(found: tuple[Candidate, ...], known: set[str]) -> Votes:
    """The vote of any other name, shared among its bearers by the square root of how many live there."""
    places = [c.place for c in found]
    if not places or any(p.kind is PlaceKind.COUNTRY or not p.country for p in places):
        return Votes()
    home = [p for p in places if p.country in known]
    doubt = STRANGER if known and not home else 1.0
    places = home or places
    weight = {p.id: max(p.population, 500) ** 0.5 for p in places}
    total = sum(weight.values())
    countries: dict[str, float] = defaultdict(float)
    provinces: dict[tuple[str, str], float] = defaultdict(float)
    for place in places:
        share = weight[place.id] / total * doubt
        countries[place.country] += share * (PROVINCE_NAMED if place.kind is PlaceKind.PROVINCE else 1.0)
        if place.admin1:
            provinces[(place.country, place.admin1)] += share * (2.0 if place.kind is PlaceKind.PROVINCE else 1.0)
    return Votes(dict(countries), dict(provinces))


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


def _contested(found: tuple[Candidate, ...]) -> bool:
    """Whether a name is a country's and also a province's of another country."""
    countries = {c.place.country for c in found if c.place.kind is PlaceKind.COUNTRY}
    return bool(countries) and any(
        c.place.kind is PlaceKind.PROVINCE and c.place.country not in countries for c in found
    )


def _settled(found: tuple[Candidate, ...], total: Votes) -> Votes:
    """The vote of a name that is a country and another's province: for whichever the other names speak."""
    country = next(c.place for c in found if c.place.kind is PlaceKind.COUNTRY)
    province = next(c.place for c in found if c.place.kind is PlaceKind.PROVINCE and c.place.country != country.country)
    if total.countries.get(country.country, 0.0) >= total.countries.get(province.country, 0.0):
        return Votes({country.country: COUNTRY_NAMED})
    return Votes({province.country: PROVINCE_NAMED}, {(province.country, province.name): 2.0})
