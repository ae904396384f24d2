"""What the gazetteer knows of a place, and the kinds of place it tells apart."""

from dataclasses import dataclass
from enum import StrEnum

from vedette.model.ids import PlaceId


class PlaceKind(StrEnum):
    """Kinds of place, as far as reports of wars need them. Stored by value; the order is free."""

    COUNTRY = "country"
    PROVINCE = "province"
    REGION = "region"
    DISTRICT = "district"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    QUARTER = "quarter"
    CAMP = "camp"
    BASE = "base"
    AIRPORT = "airport"
    CROSSING = "crossing"
    DAM = "dam"
    BRIDGE = "bridge"
    ROAD = "road"
    PORT = "port"
    FACILITY = "facility"
    HILL = "hill"
    WATER = "water"
    ISLAND = "island"


#: Places with people and a centre: what "X" alone means before it means the province of the same name.
SETTLEMENTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
#: Areas that hold other places.
AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.DISTRICT})

#: How far from its point a place of a kind reaches, in km, where the gazetteer gives no radius of its own.
DEFAULT_RADIUS_KM: dict[PlaceKind, float] = {
    PlaceKind.COUNTRY: 300.0,
    PlaceKind.PROVINCE: 60.0,
    PlaceKind.REGION: 60.0,
    PlaceKind.DISTRICT: 20.0,
    PlaceKind.CITY: 8.0,
    PlaceKind.TOWN: 3.0,
    PlaceKind.VILLAGE: 2.0,
    PlaceKind.QUARTER: 1.5,
    PlaceKind.CAMP: 2.0,
    PlaceKind.BASE: 3.0,
    PlaceKind.AIRPORT: 3.0,
    PlaceKind.CROSSING: 1.5,
    PlaceKind.DAM: 2.0,
    PlaceKind.BRIDGE: 1.0,
    PlaceKind.ROAD: 5.0,
    PlaceKind.PORT: 2.0,
    PlaceKind.FACILITY: 1.0,
    PlaceKind.HILL: 2.0,
    PlaceKind.WATER: 20.0,
    PlaceKind.ISLAND: 10.0,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the gazetteer. `id` is "gn:" and the GeoNames number, "vd:" and our own, or "icao:" and the code.

    `country` is ISO 3166-1 alpha-2 as GeoNames gives it (which takes a side where borders are disputed: see the docs);
    `admin1` the first-level division's name, None for countries and wider regions. `radius_km` is how far it reaches.
    """

    id: PlaceId
    name: str
    kind: PlaceKind
    country: str
    admin1: str | None
    population: int
    latitude: float
    longitude: float
    radius_km: float
    capital: bool = False


class Match(StrEnum):
    """How a name found its place, surest first."""

    NAME = "name"
    ALIAS = "alias"
    ARTICLE = "article"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: how it matched, the gazetteer's spelling that did, and their likeness (0-100)."""

    place: Place
    match: Match
    alias: str
    score: float
