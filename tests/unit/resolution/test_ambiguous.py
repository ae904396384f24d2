"""The hand-made ambiguous cases of `tests/data/ambiguous.toml`: nearly all right, and never a wrong town."""

import tomllib
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

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "ambiguous.toml").read_text(encoding="utf-8")
)
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


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[str, bool, str]]:
    with Gazetteer.open() as gazetteer:
        places = [(c, place_of(c, gazetteer)) for c in CASES["places"]]
    actors = [(c, actor_of(c)) for c in CASES["actors"]]
    return [(f"{c['name']} {c['among']}", place_right(c, f), f"{f.name}: {f.reason}") for c, f in places] + [
        (f"{c['words']} {c['text']}", actor_right(c, f), f"{f.actor}: {f.reason}") for c, f in actors
    ]


def test_there_are_120_cases_and_half_must_stay_unresolved() -> None:
    places, actors = CASES["places"], CASES["actors"]
    told = sum("at" in c for c in places) + sum("party" in c or "side" in c for c in actors)
    assert (len(places) + len(actors), told) == (120, 60)


def test_nearly_all_ambiguous_names_come_out_right(verdicts: list[tuple[str, bool, str]]) -> None:
    wrong = [(what, why) for what, right, why in verdicts if not right]
    assert len(wrong) <= 0.05 * len(verdicts), wrong


def test_no_name_that_cannot_be_told_becomes_a_town() -> None:
    with Gazetteer.open() as gazetteer:
        guessed = [
            (case["name"], found.name, found.reason)
            for case in CASES["places"]
            if "at" not in case and (found := place_of(case, gazetteer)).place is not None
        ]
    assert guessed == []
