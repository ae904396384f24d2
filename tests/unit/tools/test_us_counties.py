"""Counties out of TopoJSON: outlines, people, and what is no county."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))
from us_counties import counties


def topology(*codes: str) -> dict[str, Any]:
    """Two squares of one degree side by side at 40 north, sharing the edge at 99 west."""
    arcs = [
        [[0, 0], [0, 100]],  # the shared edge, northwards
        [[0, 100], [-100, 0], [0, -100], [100, 0]],  # the west of it
        [[0, 100], [100, 0], [0, -100], [-100, 0]],  # the east
    ]
    shapes = ([[0, 1]], [[0, 2]])
    return {
        "transform": {"scale": [0.01, 0.01], "translate": [-99, 40]},
        "arcs": arcs,
        "objects": {
            "counties": {
                "geometries": [
                    {"type": "Polygon", "arcs": shape, "id": code, "properties": {"name": name}}
                    for shape, code, name in zip(shapes, codes, ("Westmarch", "Eastmarch"), strict=True)
                ]
            }
        },
    }


def town(latitude: float, longitude: float, population: int, state: str = "KS") -> Any:
    return SimpleNamespace(latitude=latitude, longitude=longitude, population=population, admin1=state)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "counties.json"


def test_a_county_lies_where_its_people_are(path: Path) -> None:
    path.write_text(json.dumps(topology("20001", "20003")), encoding="utf-8")
    towns = [town(40.2, -99.2, 300), town(40.8, -99.8, 100), town(40.5, -98.5, 0), town(40.2, -99.2, 9000, "NE")]
    west, east = counties(path, towns)
    assert west[:2] == ("Westmarch County", "KS")
    assert west[2] == pytest.approx((40.35, -99.35))
    assert west[3] == 400
    assert 45 < west[4] < 60
    assert east[2] == pytest.approx((40.5, -98.5), abs=0.35)


def test_parishes_keep_their_name_and_cities_are_no_counties(path: Path) -> None:
    path.write_text(json.dumps(topology("22001", "51760")), encoding="utf-8")
    assert [name for name, *_ in counties(path, [])] == ["Westmarch Parish"]
