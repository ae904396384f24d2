"""The golden sentences are well-formed: known keys and codes, ordered bounds, no name that the text does not say."""

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from vedette.model.claim import (
    ControlRelation,
    Effect,
    EventType,
    Extent,
    Scope,
    SpeechAct,
    StanceRelation,
    VictimClass,
)
from vedette.model.mention import PlaceRelation
from vedette.model.provenance import Status

HERE = Path(__file__).resolve().parent
SMALLEST = 80
KEYS = {
    "tolls": "effect low high approx victims group subset_of scope where place_relation km bearing part when by "
    "by_status claimant status hedge amid",
    "control": "party relation place place_relation extent from count when claimant status hedge background",
    "events": "type actor target where place_relation when claimant beside status hedge by_status background",
    "stances": "a relation b since",
    "statements": "who act what",
    "outlook": "who condition",
}
CODES = {
    "effect": Effect,
    "victims": VictimClass,
    "scope": Scope,
    "status": Status,
    "by_status": Status,
    "extent": Extent,
    "type": EventType,
    "amid": EventType,
    "act": SpeechAct,
    "place_relation": PlaceRelation,
}
NAMES = ("where", "place", "party", "from", "by", "actor", "target", "claimant", "a", "b", "who", "group")


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(table["case"], 1):
            published = case.get("published", table["published"])
            found.append(pytest.param({**case, "published": published}, id=f"{path.stem}-{number}"))
    return found


CASES = cases()


def claims(case: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, claim) for kind in KEYS for claim in case.get(kind, ())]


def test_there_are_enough_and_none_stands_twice() -> None:
    texts = [param.values[0]["text"] for param in CASES]
    assert len(texts) >= SMALLEST
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("case", CASES)
def test_a_case_says_what_it_expects_in_known_words(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "published", "why", "none", "complete", *KEYS}
    dt.date.fromisoformat(case["published"])
    assert claims(case) or case.get("none")
    assert set(case.get("none", ())) <= set(KEYS)
    assert not set(case.get("none", ())) & {kind for kind, _ in claims(case)}
    for kind, claim in claims(case):
        assert set(claim) <= set(KEYS[kind].split()), claim
        for key, code in CODES.items():
            assert key not in claim or code(claim[key])
    for kind, code in (("control", ControlRelation), ("stances", StanceRelation)):
        assert all("relation" not in claim or code(claim["relation"]) for claim in case.get(kind, ()))


@pytest.mark.parametrize("case", CASES)
def test_a_case_names_only_what_its_text_says(case: dict[str, Any]) -> None:
    text = case["text"].lower()
    for _, claim in claims(case):
        for key in NAMES:
            listed = re.split(r", | and ", claim.get(key, ""))  # of "in A, in B and a third in C"
            assert claim.get(key, "").lower() in text or all(n.lower() in text for n in listed), (key, claim[key])


@pytest.mark.parametrize("case", CASES)
def test_bounds_are_ordered_and_a_part_comes_after_its_whole(case: dict[str, Any]) -> None:
    for position, toll in enumerate(case.get("tolls", ())):
        high = toll.get("high", "open")
        assert high == "open" or toll["low"] <= high
        assert toll.get("subset_of", -1) < position
