"""The hand-made ambiguous cases of `tests/data`: nearly all right, and never a wrong town where none can be told.

`ambiguous.toml` is the first set, `homonyms.toml` a harder one, `fronts.toml` one from the wars of the 2020s; a case
with `fails` is known to fail, and why.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vedette.model.mention import PlaceMention
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution
from vedette.reference.actors import ActorRegistry
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place_geometry import distance_km
from vedette.resolution.actors import ActorContext, resolve_actor
from vedette.resolution.conflict_context import detect_conflicts
from vedette.resolution.place_context import read_context
from vedette.resolution.places import resolve_place

Cases = dict[str, list[dict[str, Any]]]
DATA = Path(__file__).parents[2] / "data"
#: The sets and their sizes.
SETS = {"ambiguous": 120, "homonyms": 121, "fronts": 40}
#: A country's point may lie far from any other's idea of its middle.
NEAR_KM = 30.0
NEAR_COUNTRY_KM = 200.0


def place_of(case: dict[str, Any], gazetteer: Gazetteer) -> PlaceResolution:
    asked = PlaceMention(case["name"], case["name"])
    others = [PlaceMention(name, name) for name in case["among"]]
    return resolve_place(asked, read_context([asked, *others], gazetteer))


def actor_of(case: dict[str, Any]) -> ActorResolution:
    registry = ActorRegistry.load()
    wars = detect_conflicts(case["text"], registry, date=case.get("date"))
    return resolve_actor(case["words"], case["words"], ActorContext(registry, wars, case.get("date")))


def place_right(case: dict[str, Any], found: PlaceResolution) -> bool:
    if "at" not in case:
        return found.precision is PlacePrecision.UNRESOLVED
    if found.latitude is None or found.longitude is None:
        return False
    reach = NEAR_COUNTRY_KM if found.precision is PlacePrecision.COUNTRY else NEAR_KM
    return distance_km((found.latitude, found.longitude), tuple(case["at"])) <= reach


def actor_right(case: dict[str, Any], found: ActorResolution) -> bool:
    if "side" in case:
        return found.side == case["side"]
    if "party" in case:
        return not found.provisional and found.actor == case["party"]
    return found.provisional or found.actor is None


def cases(name: str) -> Cases:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.mark.parametrize("name", SETS)
def test_half_of_the_cases_must_stay_unresolved_and_none_comes_twice(name: str) -> None:
    places, actors = cases(name)["places"], cases(name)["actors"]
    told = sum("at" in c for c in places) + sum("party" in c or "side" in c for c in actors)
    asked = [(c["name"], tuple(c["among"])) for c in places] + [(c["words"], c["text"]) for c in actors]
    assert len(asked) == len(set(asked)) == SETS[name]
    assert abs(len(places) + len(actors) - 2 * told) <= 1


@pytest.mark.parametrize("name", SETS)
def test_nearly_all_ambiguous_names_come_out_right(name: str, gazetteer: Gazetteer) -> None:
    given = cases(name)
    places = [(c, found, place_right(c, found)) for c in given["places"] for found in [place_of(c, gazetteer)]]
    actors = [(c, found, actor_right(c, found)) for c in given["actors"] for found in [actor_of(c)]]
    wrong = [(case, found.name, found.reason) for case, found, right in (*places, *actors) if not right]
    assert len(wrong) <= 0.05 * (len(places) + len(actors)), wrong


@pytest.mark.parametrize("name", SETS)
def test_no_name_that_cannot_be_told_becomes_a_town(name: str, gazetteer: Gazetteer) -> None:
    untold = [c for c in cases(name)["places"] if "at" not in c]
    guessed = {c["name"] for c in untold if place_of(c, gazetteer).place is not None}
    assert guessed == {c["name"] for c in untold if "fails" in c}
