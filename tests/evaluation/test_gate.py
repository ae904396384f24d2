"""The gate itself: what shuts it, what raises it, that nothing lowers it unsaid. Then the gate, on all that is here."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation import gate
from tests.evaluation.gate import EvaluationSet, Measured, changelog_line, compare, raised, update
from tests.evaluation.scoring import overlapping, pairs, same_name, score

SOME = EvaluationSet("corpus", "mission", ("tolls.f1", "alarms"), frozenset(("alarms",)))
HASHES = {"gold.jsonl": "a", "input.jsonl": "b"}
PINNED = {"sha256": HASHES, "rows": 2, "floors": {"tolls.f1": 0.8, "alarms": 0.1}}


def run(tolls: float = 0.8, alarms: float = 0.1, **changed: Any) -> Measured:
    return Measured(**{"sha256": HASHES, "rows": 2, "measures": {"tolls.f1": tolls, "alarms": alarms}} | changed)


def test_a_measure_at_its_floor_passes_and_one_below_shuts_the_gate() -> None:
    assert not compare(SOME, PINNED, run()).failures
    (failure,) = compare(SOME, PINNED, run(tolls=0.79)).failures
    assert "tolls.f1 fell to 0.7900, its floor is 0.8000" in failure


def test_a_fault_that_grows_shuts_the_gate() -> None:
    assert compare(SOME, PINNED, run(alarms=0.2)).failures
    assert not compare(SOME, PINNED, run(alarms=0.0)).failures


@pytest.mark.parametrize("changed", [{"sha256": {"gold.jsonl": "c"}}, {"rows": 3}], ids=["hash", "count"])
def test_other_data_than_the_pinned_shut_the_gate(changed: dict[str, Any]) -> None:
    (failure,) = compare(SOME, PINNED, run(**changed)).failures
    assert "not those of the floors" in failure


def test_a_set_without_floors_and_a_floor_without_a_measure_shut_the_gate() -> None:
    assert compare(SOME, None, run()).failures
    assert compare(SOME, PINNED | {"floors": {"tolls.f1": 0.8}}, run()).failures
    assert compare(SOME, PINNED, run(measures={"tolls.f1": 0.9})).failures


def test_update_raises_what_rose_and_keeps_what_fell() -> None:
    pin, fallen = raised(SOME, PINNED, run(tolls=0.9, alarms=0.3))
    assert pin["floors"] == {"tolls.f1": 0.9, "alarms": 0.1}
    assert fallen == ["corpus alarms from 0.1000 to 0.3000"]


def test_a_floor_is_lowered_only_with_a_reason_that_the_changelog_line_repeats(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"corpus": PINNED}), encoding="utf-8")
    assert update([SOME], path, run=lambda _: run(tolls=0.7))
    assert gate.load(path)["corpus"]["floors"]["tolls.f1"] == 0.8
    fallen = update([SOME], path, reason="a gold item was wrong", run=lambda _: run(tolls=0.7))
    assert gate.load(path)["corpus"]["floors"]["tolls.f1"] == 0.7
    assert changelog_line(fallen, "a gold item was wrong") == (
        "- Evaluation floors lowered (a gold item was wrong): corpus tolls.f1 from 0.8000 to 0.7000."
    )


def test_a_reason_alone_or_an_empty_one_is_refused() -> None:
    for arguments in (["--allow-regression", "why"], ["--update", "--allow-regression", " "]):
        with pytest.raises(SystemExit):
            gate.main(arguments)


def test_one_changed_byte_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "input.jsonl").write_text("{}", encoding="utf-8")
    before = gate.fingerprint(tmp_path)
    (tmp_path / "input.jsonl").write_text("{ }", encoding="utf-8")
    assert gate.fingerprint(tmp_path) != before
    assert list(before) == ["input.jsonl"]


def test_names_agree_when_one_holds_the_other() -> None:
    assert same_name("the Syrian Observatory", "syrian observatory for Human Rights")
    assert not same_name("army", "navy")
    assert same_name(None, "")
    assert not same_name(None, "army")


def test_quotes_overlap_by_half_of_the_shorter() -> None:
    assert overlapping("killed at least five people", "Shells killed at least five")
    assert not overlapping("killed at least five people", "people killed")


def test_an_alliance_holds_either_way_and_command_does_not() -> None:
    def found(relation: str) -> float:
        gold = {"r": {"stances": [{"a": "A", "relation": relation, "b": "B", "quote": "q"}]}}
        return score(gold, {"r": {"stances": [{"a": "B", "relation": relation, "b": "A", "quote": "q"}]}})["stances.f1"]

    assert found("allied to") == 1.0
    assert found("leads") == 0.0


def test_a_predicted_item_answers_one_gold_item_only() -> None:
    gold = [{"quote": "two dead"}, {"quote": "two dead"}]
    assert len(pairs(gold, [{"quote": "two dead"}], lambda g, f: g["quote"] == f["quote"])) == 1


def toll(low: int, **more: Any) -> dict[str, Any]:
    return {"effect": "killed", "low": low, "high": low, "quote": f"{low} killed", "where": "Qarat"} | more


def test_alternatives_count_as_right_and_optional_items_neither_way() -> None:
    gold = {"r": {"tolls": [toll(1, alternatives=[toll(2)]), toll(9, optional=True)]}}
    assert score(gold, {"r": {"tolls": [toll(2)]}})["tolls.f1"] == 1.0
    assert score(gold, {"r": {"tolls": [toll(2), toll(9)]}})["tolls.f1"] == 1.0


def test_what_is_missed_and_what_is_invented_lower_the_score() -> None:
    gold = {"r": {"tolls": [toll(1), toll(2)]}}
    assert score(gold, {})["tolls.f1"] == 0.0
    assert score(gold, {"r": {"tolls": [toll(1)]}})["tolls.f1"] == pytest.approx(0.6667)
    assert score(gold, {"r": {"tolls": [toll(1), toll(2), toll(3), toll(4)]}})["tolls.f1"] == pytest.approx(0.6667)


def test_attributes_are_counted_over_what_was_found() -> None:
    gold = {"r": {"tolls": [toll(1, when="2031-05-02"), toll(2, when=None)]}}
    found = {"r": {"tolls": [toll(1, when="2031-05-03"), toll(2, when=None)]}}
    assert score(gold, found)["tolls.when"] == 0.5


def held(name: str) -> None:
    some = next(s for s in gate.SETS if s.name == name)
    verdict = compare(some, gate.load().get(name), gate.measure(some))
    assert not verdict.failures, "\n".join(verdict.failures)


@pytest.mark.model
def test_the_corpus_is_read_no_worse_than_before() -> None:
    held("corpus")


@pytest.mark.model
@pytest.mark.parametrize("name", [s.name for s in gate.SETS if s.name != "corpus"])
def test_an_outside_set_is_read_no_worse_than_before(name: str, bench: Path) -> None:
    if not (bench / name / "gold.jsonl").is_file():
        pytest.skip(f"no data for {name} at {bench}")
    held(name)
