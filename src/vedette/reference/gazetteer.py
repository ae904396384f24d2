"""Look up a place by name: the read-only gazetteer that ships with Vedette.

It proposes; `vedette.resolution.places` decides. A name is sought as spelt, then with and without the Arabic article,
then, inside the countries asked for only, by its consonants: "Khan Sheikhoun" finds Khān Shaykhūn, and "Robotyne" never
finds Bushtyno.
"""

import math
import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from vedette.errors import FixSetup, MissingPart
from vedette.model.ids import PlaceId
from vedette.reference.place import AREAS, DEFAULT_RADIUS_KM, SETTLEMENTS, Candidate, Match, Place, PlaceKind
from vedette.reference.place_geometry import distance_km
from vedette.text.similarity import name_similarity
from vedette.text.transliteration import ARTICLES, normal_key, skeleton

SCHEMA_VERSION = 2
#: The least likeness of a spelling that is believed. Measured on 17 names GeoNames lacks (November 2026): their nearest
#: neighbours in the same country score 55 to 83 and are all wrong; spellings of one name score 91 and more.
LEAST_LIKENESS = 90.0
#: Asked of a spelling where a well-known place elsewhere has the very name: "Hebron" is not Haivoron.
SAME_SOUND = 96.0
WELL_KNOWN = 50_000
#: Spellings this much less alike than the likest are left out.
SPREAD = 4.0
#: More rows than this of one name are not read; the most populous come first.
MOST_CANDIDATES = 60
CACHED_NAMES = 20_000
#: A settlement of a user's table so near a namesake is that one.
SAME_KM = 5.0

#: An article written as part of its word: "Alwaer", "Bab Alnairab".
_GLUED = re.compile(r"\bal(?=[a-z]{4})")
_COLUMNS = "p.n, p.ident, p.name, p.kind, p.country, p.admin1, p.population, p.capital, p.lat, p.lon, p.radius"
_ORDER = f"ORDER BY p.population DESC, p.n LIMIT {MOST_CANDIDATES}"
_BY_NAME = f"SELECT {_COLUMNS}, name.main FROM name JOIN place p USING (n) WHERE name.key = ? {_ORDER}"
_BY_SKELETON = f"SELECT {_COLUMNS} FROM skeleton s JOIN place p USING (n) WHERE s.key = ? AND s.country = ? {_ORDER}"
#: The condition of the index of countries and provinces; SQLite uses it where a query repeats it word for word.
_AREA = "p.kind IN ('country', 'province')"


class Gazetteer:
    """Places by name and by id. Opening costs a few milliseconds and next to no memory; close it or use `with`.

    Safe to share between threads (SQLite serialises); each process opens its own.
    """

    def __init__(self, connection: sqlite3.Connection, own: "Gazetteer | None" = None) -> None:
        """Use an open connection; `Gazetteer.open` is the usual way in. Raises FixSetup on another schema."""
        self._db = connection
        self._own = own
        self._divisions = lru_cache(maxsize=None)(self._read_divisions)
        if own is not None:
            own._divisions = self._divisions
        self._idents: dict[str, int] | None = None
        self._lookup = lru_cache(maxsize=CACHED_NAMES)(self._search)
        row = self._db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        if row is None or int(row[0]) != SCHEMA_VERSION:
            raise FixSetup(
                f"the gazetteer has schema {row and row[0]}, this Vedette reads {SCHEMA_VERSION}; rebuild it"
            )

    @staticmethod
    def open(path: Path | None = None, *, own: Path | None = None) -> "Gazetteer":
        """Open the gazetteer that ships with Vedette, or another file. Raises MissingPart where there is none.

        `own` is a user's file (`vedette gazetteer add`), whose places stand beside these; it need not be there.
        """
        if path is None:
            path = Path(str(resources.files("vedette.reference") / "data" / "gazetteer.sqlite"))
        if not path.is_file():
            raise MissingPart(f"no gazetteer at {path}; reinstall vedette or run tools/build_gazetteer.py")
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        beside = None
        if own is not None and own.is_file():
            readable = f"{own.resolve().as_uri()}?mode=ro"
            beside = Gazetteer(sqlite3.connect(readable, uri=True, check_same_thread=False))
        return Gazetteer(sqlite3.connect(uri, uri=True, check_same_thread=False), beside)

    def __enter__(self) -> "Gazetteer":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Give the files back."""
        self._db.close()
        if self._own is not None:
            self._own.close()

    def lookup(self, name: str, *, countries: Iterable[str] = ()) -> tuple[Candidate, ...]:
        """What a name may mean: as spelt anywhere in the world, by another spelling in `countries` (ISO codes) only.

        The surest kind of match first, then the most populous. Empty if nothing is close enough.
        """
        key = normal_key(name)
        return self._lookup(key, tuple(sorted(set(countries)))) if key else ()

    def place(self, identifier: PlaceId) -> Place | None:
        """The place with an id, or None."""
        n = self._numbers().get(identifier)
        scheme, _, rest = identifier.partition(":")
        if n is None and scheme == "gn" and rest.isdecimal():
            n = int(rest)
        row = None if n is None else self._db.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.n = ?", (n,)).fetchone()
        if row is None:
            return self._own.place(identifier) if self._own is not None else None
        return self._place(row)

    def near(self, latitude: float, longitude: float, km: float) -> tuple[Place, ...]:
        """The settlements within so many kilometres of a point, the nearest first. Some milliseconds: all are read."""
        high = km / 110.0
        wide = high / max(0.05, math.cos(math.radians(latitude)))
        kinds = ", ".join(f"'{kind.value}'" for kind in sorted(SETTLEMENTS))
        inside = "p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
        query = f"SELECT {_COLUMNS} FROM place p WHERE {inside} AND p.kind IN ({kinds})"
        box = (latitude - high, latitude + high, longitude - wide, longitude + wide)
        found = [self._place(row) for row in self._db.execute(query, box)]
        found += self._own.near(latitude, longitude, km) if self._own is not None else ()
        far = {p.id: distance_km((latitude, longitude), (p.latitude, p.longitude)) for p in found}
        return tuple(sorted((p for p in found if far[p.id] <= km), key=lambda p: (far[p.id], p.id)))

    def _numbers(self) -> dict[str, int]:
        """The rows of places with an id of their own, read once: there is no index on it."""
        if self._idents is None:
            rows = self._db.execute("SELECT ident, n FROM place WHERE ident IS NOT NULL").fetchall()
            self._idents = dict(rows)
        return self._idents

    def country(self, code: str) -> Place | None:
        """The country with an ISO 3166-1 alpha-2 code, or None."""
        return next(self._areas(code, PlaceKind.COUNTRY), None)

    def provinces(self, code: str) -> tuple[Place, ...]:
        """The first-level divisions of a country, by name."""
        return tuple(sorted(self._areas(code, PlaceKind.PROVINCE), key=lambda p: p.name))

    def _areas(self, code: str, kind: PlaceKind) -> Iterator[Place]:
        query = f"SELECT {_COLUMNS} FROM place p WHERE p.country = ? AND p.kind = ? AND {_AREA}"
        return map(self._place, self._db.execute(query, (code, kind.value)).fetchall())

    def _search(self, key: str, countries: tuple[str, ...]) -> tuple[Candidate, ...]:
        found: dict[PlaceId, Candidate] = {}
        self._collect(found, key, None)
        if not self._satisfied(found, countries):
            for variant in _article_variants(key):
                self._collect(found, variant, Match.ARTICLE)
        if not self._satisfied(found, countries) and key.isascii():
            self._collect_spellings(found, key, countries)
            if not self._satisfied(found, countries) and key != (unglued := _GLUED.sub("", key)):
                self._collect_spellings(found, unglued, countries)
        if self._own is not None:
            for candidate in self._own.lookup(key, countries=countries):
                if not any(_one_place(candidate, known) for known in found.values()):
                    found[candidate.place.id] = candidate
        order = list(Match)
        return tuple(
            sorted(found.values(), key=lambda c: (order.index(c.match), -c.score, -c.place.population, c.place.id))
        )

    def _satisfied(self, found: dict[PlaceId, Candidate], countries: tuple[str, ...]) -> bool:
        """Whether something finer than a province is found where it is sought: its town may be spelt another way."""
        finer = [c.place for c in found.values() if c.place.kind is not PlaceKind.PROVINCE]
        return any(p.country in countries for p in finer) if countries else bool(finer)

    def _collect(self, found: dict[PlaceId, Candidate], key: str, match: Match | None) -> None:
        for row in self._db.execute(_BY_NAME, (key,)).fetchall():
            place = self._place(row[:11])
            kind = match or (Match.NAME if row[11] else Match.ALIAS)
            found.setdefault(place.id, Candidate(place, kind, key, 100.0))

    def _collect_spellings(self, found: dict[PlaceId, Candidate], key: str, countries: tuple[str, ...]) -> None:
        """Add places spelt otherwise; only those nearly as like as the likest, and a name at home elsewhere counts."""
        bones = skeleton(key)
        if len(bones) < 2:
            return
        least = SAME_SOUND if _well_known(found.values()) else LEAST_LIKENESS
        alike: list[Candidate] = []
        for country in countries:
            for row in self._db.execute(_BY_SKELETON, (bones, country)).fetchall():
                place = self._place(row)
                spellings = self._db.execute("SELECT key FROM spelling WHERE n = ?", (row[0],)).fetchall()
                score, alias = max((name_similarity(key, s), s) for (s,) in spellings)
                if score >= least:
                    alike.append(Candidate(place, Match.SPELLING, alias, score))
        best = max((c.score for c in alike), default=0.0)
        for candidate in alike:
            if candidate.score >= best - SPREAD:
                found.setdefault(candidate.place.id, candidate)

    def _place(self, row: tuple) -> Place:  # type: ignore[type-arg]
        n, ident, name, kind, country, admin1, population, capital, latitude, longitude, radius = row
        place_kind = PlaceKind(kind)
        return Place(
            id=PlaceId(ident or f"gn:{n}"),
            name=name,
            kind=place_kind,
            country=country,
            admin1=self._province_name(country, admin1) if admin1 else None,
            population=population,
            latitude=latitude,
            longitude=longitude,
            radius_km=DEFAULT_RADIUS_KM[place_kind] if radius is None else radius,
            capital=bool(capital),
        )

    def _province_name(self, country: str, code: str) -> str | None:
        return self._divisions(country).get(code)

    def _read_divisions(self, country: str) -> dict[str, str]:
        """Names of a country's first-level divisions by GeoNames code."""
        query = f"SELECT p.admin1, p.name FROM place p WHERE p.country = ? AND p.kind = 'province' AND {_AREA}"
        return dict(self._db.execute(query, (country,)).fetchall())


def _one_place(new: Candidate, known: Candidate) -> bool:
    """Whether a place of a user's table is one that Vedette has already: the same id, or a namesake beside it."""
    a, b = new.place, known.place
    if a.id == b.id:
        return True
    if a.country != b.country or (a.kind in SETTLEMENTS) != (b.kind in SETTLEMENTS):
        return False
    if a.kind is PlaceKind.PROVINCE or b.kind is PlaceKind.PROVINCE:
        return a.kind is b.kind
    return a.kind not in AREAS and distance_km((a.latitude, a.longitude), (b.latitude, b.longitude)) <= SAME_KM


def _well_known(found: Iterable[Candidate]) -> bool:
    return any(c.place.population >= WELL_KNOWN and c.match is not Match.SPELLING for c in found)


def _article_variants(key: str) -> Iterator[str]:
    words = key.split()
    if words[0] in ARTICLES and len(words) > 1:
        rest = " ".join(words[1:])
        yield rest
        yield from (f"{article} {rest}" for article in ("al", "el") if article != words[0])
        return
    yield from (f"{article} {key}" for article in ("al", "el", "ar", "as", "ash", "at", "az", "ad", "an"))
