"""Counties of the United States as the Census Bureau draws them, each at the middle of its people.

Half of `build_gazetteer.py`. News of the United States names a county where it would name a town elsewhere, and "Marion
County" with one of its towns tells which Marion County. The bureau's boundaries (public domain) come as TopoJSON in npm
`us-atlas` 3.0.1, file `counties-10m.json`. Independent cities, which are no counties, are left out: they are towns.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_gazetteer import Row

Point = tuple[float, float]

#: What a county is called in states that call it otherwise, by the first digits of the Census Bureau's code.
NOUNS = {"22": "Parish", "02": "Borough"}
#: Codes of whole-city counties: Virginia's from 51510, Baltimore, Saint Louis, Carson City, the capital.
CITIES = frozenset({"24510", "29510", "32510", "11001"})
#: States by the bureau's code, with the postal abbreviation that GeoNames uses as well.
STATES = dict(
    pair.split("=")
    for pair in (
        "01=AL 02=AK 04=AZ 05=AR 06=CA 08=CO 09=CT 10=DE 12=FL 13=GA 15=HI 16=ID 17=IL 18=IN 19=IA 20=KS 21=KY 22=LA "
        "23=ME 24=MD 25=MA 26=MI 27=MN 28=MS 29=MO 30=MT 31=NE 32=NV 33=NH 34=NJ 35=NM 36=NY 37=NC 38=ND 39=OH 40=OK "
        "41=OR 42=PA 44=RI 45=SC 46=SD 47=TN 48=TX 49=UT 50=VT 51=VA 53=WA 54=WV 55=WI 56=WY"
    ).split()
)


def counties(path: Path, settlements: Sequence["Row"]) -> Iterator[tuple[str, str, Point, int, float]]:
    """Name, state, middle (latitude, longitude), people and reach in km of each county.

    `settlements` are GeoNames rows of the country: their people are counted, and weigh the middle; a county without any
    has the middle of its outline.
    """
    topology = json.loads(path.read_text("utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    by_state: dict[str, list[Row]] = defaultdict(list)
    for row in settlements:
        if row.admin1:
            by_state[row.admin1].append(row)
    for county in topology["objects"]["counties"]["geometries"]:
        code = county["id"]
        state = STATES.get(code[:2])
        if state is None or code in CITIES or (code.startswith("51") and int(code[2:]) >= 500):
            continue
        polygons = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        inside = [r for r in by_state[state] if any(_holds(ring, (r.longitude, r.latitude)) for ring in rings)]
        people = sum(r.population for r in inside)
        outline = max(rings, key=len)
        middle = (
            (
                sum(r.latitude * r.population for r in inside) / people,
                sum(r.longitude * r.population for r in inside) / people,
            )
            if people
            else (sum(y for _, y in outline) / len(outline), sum(x for x, _ in outline) / len(outline))
        )
        reach = math.sqrt(sum(_area(ring, middle[0]) for ring in rings) / math.pi)
        yield f"{county['properties']['name']} {NOUNS.get(code[:2], 'County')}", state, middle, people, round(reach, 1)


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, list[float]]) -> list[Point]:
    """An arc's points in degrees: TopoJSON stores differences of whole numbers."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _ring(indexes: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """The outline that arcs make; one with a negative index runs backwards."""
    points: list[Point] = []
    for index in indexes:
        points.extend(arcs[index] if index >= 0 else reversed(arcs[~index]))
    return points


def _holds(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies inside an outline, by counting what a ray to the east crosses."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _area(ring: Sequence[Point], latitude: float) -> float:
    """Square kilometres inside an outline."""
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True))
    return abs(twice) / 2 * 111.32**2 * math.cos(math.radians(latitude))
