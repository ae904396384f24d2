"""Tables of places from elsewhere: dumps of GeoNames and p-code tables of OCHA, read row by row.

A GeoNames dump (`allCountries.txt` or a country's file) has nineteen columns parted by tabs and no header. A p-code
table (a COD-AB gazetteer or a list of populated places, saved as CSV) names its columns after levels (`admin2Name_en`,
`admin2Pcode`, or `ADM2_EN`, `ADM2_PCODE`); its rows need a point, for a name alone places nothing.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vedette.errors import BadRecord
from vedette.model.ids import PlaceId
from vedette.reference.place import PlaceKind

_K = PlaceKind
#: What GeoNames' feature codes are here (https://www.geonames.org/export/codes.html); others are passed over. Seats and
#: all other populated places but quarters go by their people.
_FEATURES = {
    "ADM1": _K.PROVINCE, "ADM2": _K.DISTRICT, "ADM3": _K.DISTRICT, "ADM4": _K.DISTRICT, "PPLX": _K.QUARTER,
    "AIRB": _K.BASE, "AIRP": _K.AIRPORT, "AIRF": _K.AIRPORT, "INSM": _K.BASE, "MILB": _K.BASE, "FT": _K.BASE,
    "CMPRF": _K.CAMP, "CMP": _K.CAMP, "DAM": _K.DAM, "BDG": _K.BRIDGE, "PRT": _K.PORT, "HBR": _K.PORT,
    "HSP": _K.FACILITY, "PRN": _K.FACILITY, "PS": _K.FACILITY, "OILF": _K.FACILITY, "OILR": _K.FACILITY,
    "CSTM": _K.CROSSING, "PSTB": _K.CROSSING, "RGN": _K.REGION, "VAL": _K.REGION, "HLL": _K.HILL, "MT": _K.HILL,
    "ISL": _K.ISLAND, "LK": _K.WATER, "RSV": _K.WATER,
}  # fmt: skip
_COLUMNS = 19
_LARGE, _MIDDLE = 100_000, 5_000
#: Levels of p-codes: the first is a province, the next are districts; what has its own name column is a settlement.
_LEVEL = re.compile(r"adm(?:in)?(?P<level>[0-4])_?(?P<what>name|pcode|[a-z]{2})(?:_?(?P<tongue>[a-z]{2}))?", re.I)
_LATITUDES = ("center_lat", "latitude", "lat", "y_coord", "latitude_y", "y", "point_y")
_LONGITUDES = ("center_lon", "longitude", "lon", "long", "x_coord", "longitude_x", "x", "point_x")
_SETTLEMENTS = ("name_en", "featurename_en", "pplp_name", "ppl_name", "locname_en", "location_name")
_SETTLEMENT_CODES = ("pcode", "pplp_pcode", "ppl_pcode", "locpcode", "location_pcode", "featurepcode")


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be added. `admin1` is GeoNames' code of the first-level division, None where the table has another."""

    id: PlaceId
    name: str
    kind: PlaceKind
    country: str
    admin1: str | None
    population: int
    latitude: float
    longitude: float
    aliases: tuple[str, ...] = ()


def read_places(lines: Iterable[str], *, origin: str) -> Iterator[NewPlace]:
    """The places of a table of either kind, told by its first line; `origin` is what errors call it.

    Raises BadRecord, with the line, for a table that is neither, and for a row that is not what its format promises.
    """
    rest = iter(lines)
    first = next(rest, "").lstrip("\ufeff")
    if first.count("\t") == _COLUMNS - 1 and first.split("\t", 1)[0].isdecimal():
        yield from _geonames(_chained(first, rest), origin)
    elif _levels(columns := next(csv.reader([first]), [])):
        yield from _pcodes(csv.reader(rest), columns, origin)
    else:
        raise BadRecord(
            f"{origin} is neither a GeoNames dump (19 columns parted by tabs, no header) nor a p-code table "
            "(CSV with columns such as admin2Name_en and admin2Pcode)"
        )


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _geonames(lines: Iterable[str], origin: str) -> Iterator[NewPlace]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != _COLUMNS:
            raise BadRecord(f"{origin}, line {number}: {len(cells)} columns; a GeoNames dump has {_COLUMNS}")
        where = f"{origin}, line {number}"
        population = int(cells[14]) if cells[14].isdecimal() else 0
        kind = _kind(cells[6], cells[7], population)
        if kind is None or not cells[1]:
            continue
        aliases = (cells[2], *cells[3].split(","))
        latitude, longitude = _point(cells[4], cells[5], where)
        yield NewPlace(
            PlaceId(f"gn:{cells[0]}"), cells[1], kind, cells[8].upper(), cells[10] or None, population, latitude,
            longitude, tuple(a for a in dict.fromkeys(aliases) if a and a != cells[1]),
        )  # fmt: skip


def _kind(feature: str, code: str, population: int) -> PlaceKind | None:
    if code in _FEATURES:
        return _FEATURES[code]
    if feature != "P" or code in {"PPLH", "PPLQ", "PPLW"}:  # given up, destroyed
        return None
    return _K.CITY if population >= _LARGE else _K.TOWN if population >= _MIDDLE else _K.VILLAGE


def _levels(columns: Sequence[str]) -> dict[int, tuple[int, tuple[int, ...]]]:
    """For each level of the table, the column of its code and those of its names, English first."""
    codes: dict[int, int] = {}
    names: dict[int, list[tuple[bool, int]]] = {}
    for i, column in enumerate(columns):
        found = _LEVEL.fullmatch(column.strip())
        if found is None:
            continue
        level, what = int(found["level"]), found["what"].lower()
        if what == "pcode":
            codes[level] = i
        else:
            tongue = (found["tongue"] or what).lower()
            names.setdefault(level, []).append((tongue not in {"en", "name"}, i))
    return {level: (codes[level], tuple(i for _, i in sorted(names[level]))) for level in codes if level in names}


def _pcodes(rows: Iterable[list[str]], columns: list[str], origin: str) -> Iterator[NewPlace]:
    """The finest named unit of each row, with what lies above it as the country."""
    levels = _levels(columns)
    lower = [c.strip().lower() for c in columns]
    latitude, longitude = _column(lower, _LATITUDES), _column(lower, _LONGITUDES)
    if latitude is None or longitude is None:
        raise BadRecord(f"{origin} has no columns with a point ({_LATITUDES[0]} and {_LONGITUDES[0]}, say)")
    own_name, own_code = _column(lower, _SETTLEMENTS), _column(lower, _SETTLEMENT_CODES)
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        where = f"{origin}, line {number}"
        if len(row) != len(columns):
            raise BadRecord(f"{where}: {len(row)} cells for {len(columns)} columns")
        cells = [cell.strip() for cell in row]
        if not (cells[latitude] and cells[longitude]):
            continue
        if own_name is not None and own_code is not None and cells[own_code]:
            code, names, kind = cells[own_code], [cells[own_name]], _K.VILLAGE
        else:
            level = max((n for n, (at, _) in levels.items() if cells[at]), default=0)
            if level == 0:
                continue
            at, named = levels[level]
            code, names = cells[at], [cells[i] for i in named if cells[i]]
            kind = _K.PROVINCE if level == 1 else _K.DISTRICT
        if not (code[:2].isalpha() and names and names[0]):
            raise BadRecord(f"{where}: a p-code begins with its country's letters, and needs a name: {code!r}")
        point = _point(cells[latitude], cells[longitude], where)
        yield NewPlace(
            PlaceId(f"pcode:{code}"), names[0], kind, _country(cells, levels, code), None, 0, *point, tuple(names[1:])
        )


def _country(cells: list[str], levels: dict[int, tuple[int, tuple[int, ...]]], code: str) -> str:
    """The ISO code of two letters that p-codes begin with; some countries' own begin otherwise, level 0 then tells."""
    top = cells[levels[0][0]] if 0 in levels else ""
    return (top if len(top) == 2 and top.isalpha() else code[:2]).upper()


def _column(columns: Sequence[str], names: Iterable[str]) -> int | None:
    return next((columns.index(name) for name in names if name in columns), None)


def _point(latitude: str, longitude: str, where: str) -> tuple[float, float]:
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError as error:
        raise BadRecord(f"{where}: {latitude!r}, {longitude!r} is no point") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadRecord(f"{where}: {lat}, {lon} lies nowhere on earth")
    return lat, lon
