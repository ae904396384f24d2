"""The corpus keeps its own conventions: quotes stand in their texts, dates, names of kinds and references are valid.

What the annotations claim is for readers to judge; what can be checked by machine is checked here, on every run.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ITEM_KINDS = ("tolls", "control", "events", "stances", "statements", "outlook", "signals", "not_verified")
FIELDS = {
    "tolls": "effect low high approx victims group subset_of scope where when by claimant status quote",
    "control": "party side relation place extent from when background claimant status quote",
    "events": "type actor target where when background claimant status quote",
    "stances": "a relation b since quote",
    "statements": "who with what when claimant quote",
    "outlook": "who condition outcome quote",
    "signals": "kind since quote",
    "not_verified": "quote claim_quote",
}
SIDES = {"government", "opposition", "islamic-state", "jihadist", "kurdish", "turkey", "us-coalition", "other"}
ALLOWED: dict[tuple[str, str], set[Any]] = {
    ("tolls", "effect"): {"killed", "injured", "displaced", "captured", "missing", "evacuated", "besieged"},
    ("tolls", "victims"): {"civilian", "combatant", "mixed", "unspecified"},
    ("tolls", "scope"): {"event", "cumulative"},
    ("tolls", "status"): {"reported", "suspected", "denied", "threatened"},
    ("tolls", "approx"): {True, False},
    ("control", "side"): SIDES,
    ("control", "from"): SIDES | {None},
    ("control", "relation"): {
        "captured",
        "holds",
        "lost",
        "withdrew",
        "besieges",
        "contests",
        "entered",
        "surrounds",
    },
    ("control", "extent"): {"all", "most", "part", "outskirts", "unspecified"},
    ("control", "status"): {"reported", "denied", "planned"},
    ("control", "background"): {True, False},
    ("events", "status"): {"reported", "suspected", "denied", "planned"},
    ("events", "background"): {True, False},
    ("events", "type"): {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
        "Attack",
        "Abduction/forced disappearance",
        "Sexual violence",
        "Arrests",
        "Agreement",
        "Non-violent transfer of territory",
        "Looting/property destruction",
        "Disrupted weapons use",
        "Change to group/activity",
        "Headquarters or base established",
        "Peaceful protest",
        "Mob violence",
        "Other",
    },
    ("signals", "kind"): {"escalation", "turning point", "largest since", "first since", "de-escalation"},
}
CAVEATS = {None, "not verified", "denied", "conflicting figures"}
SMALLEST = 60


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


INPUT = {report["id"]: report for report in lines("input.jsonl")}
GOLD = {report["id"]: report for report in lines("gold.jsonl")}


def readings(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every item of a report with its kind, and every alternative reading of it."""
    for kind in ITEM_KINDS:
        for item in report[kind]:
            yield kind, item
            for other in item.get("alternatives", ()):
                yield kind, other


def is_iso(text: str) -> bool:
    """A day, month, year, or an interval of two of these in order."""
    parts = text.split("/")
    if len(parts) > 2 or not all(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", part) for part in parts):
        return False
    try:
        days = [dt.date.fromisoformat((part + "-01-01")[:10]) for part in parts]
    except ValueError:
        return False
    return days == sorted(days)


@pytest.fixture(params=sorted(GOLD))
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    return GOLD[request.param]


def test_reports_and_annotations_are_the_same_set_and_each_id_is_used_once() -> None:
    assert list(INPUT) == list(GOLD)
    assert len(INPUT) == len(lines("input.jsonl")) == len(lines("gold.jsonl")) >= SMALLEST


def test_each_input_line_has_what_a_benchmark_reads() -> None:
    for report in INPUT.values():
        assert set(report) == {"id", "title", "text", "outlet", "published"}
        assert all(report.values())
        dt.date.fromisoformat(report["published"])


def test_every_quote_stands_in_its_text(gold: dict[str, Any]) -> None:
    text = INPUT[gold["id"]]["text"]
    for _, item in readings(gold):
        assert item["quote"] in text
        assert item.get("claim_quote", "") in text


def test_every_item_has_the_fields_of_its_kind(gold: dict[str, Any]) -> None:
    for kind, item in readings(gold):
        assert set(item) - {"alternatives", "optional"} == set(FIELDS[kind].split())


def test_every_code_is_one_of_the_scheme(gold: dict[str, Any]) -> None:
    assert gold["caveat"] in CAVEATS
    for kind, item in readings(gold):
        for (of, name), allowed in ALLOWED.items():
            assert of != kind or item[name] in allowed, item


def test_every_date_is_iso_and_an_event_reported_as_news_lies_not_after_publication(gold: dict[str, Any]) -> None:
    published = INPUT[gold["id"]]["published"]
    for kind, item in readings(gold):
        for name in {"when", "since"} & set(item):
            assert item[name] is None or is_iso(item[name]), item
        if kind in ("tolls", "events") and item["status"] == "reported" and item["when"]:
            assert item["when"].split("/")[0] <= published, item


def test_bounds_are_whole_numbers_in_order(gold: dict[str, Any]) -> None:
    for kind, item in readings(gold):
        if kind == "tolls":
            low, high = item["low"], item["high"]
            assert low is not None or high is not None
            assert all(bound is None or bound >= 0 for bound in (low, high))
            assert low is None or high is None or low <= high


def test_a_subset_names_an_earlier_item_of_the_same_effect(gold: dict[str, Any]) -> None:
    for position, item in enumerate(gold["tolls"]):
        if item["subset_of"] is not None:
            assert 0 <= item["subset_of"] < position
            whole = gold["tolls"][item["subset_of"]]
            assert whole["effect"] == item["effect"] or {whole["effect"], item["effect"]} == {"captured", "killed"}


def test_no_item_is_owed_twice(gold: dict[str, Any]) -> None:
    for kind in ITEM_KINDS:
        owed = [json.dumps(item, sort_keys=True) for item in gold[kind] if not item.get("optional")]
        assert len(owed) == len(set(owed))


def test_texts_without_war_owe_nothing() -> None:
    quiet = [report for report in GOLD.values() if report["id"].startswith("none-")]
    assert quiet
    for report in quiet:
        assert not any(not item.get("optional") for kind in ITEM_KINDS for item in report[kind])


def test_the_counts_in_the_readme_are_those_of_the_gold() -> None:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for kind in ITEM_KINDS:
        items = [item for report in GOLD.values() for item in report[kind]]
        optional = sum(bool(item.get("optional")) for item in items)
        assert f"| {kind.replace('_', ' ')} | {len(items) - optional} | {optional} |" in readme
