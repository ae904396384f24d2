"""Decisions in full: made, applied, reverted, disputed, carried over sheets, measured."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests import factories as f
from tests.stories import tell
from vedette.cli.main import app
from vedette.errors import BadRecord
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.codec import dumps, from_json, loads
from vedette.model.decision import Decision, DecisionKind, SubjectKind, disputes
from vedette.model.ids import ClaimKey
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.pipeline.deriving.rederive import current, rederive
from vedette.pipeline.exchange.spreadsheet import read_lines, write_lines
from vedette.pipeline.review.agreement import agreement
from vedette.pipeline.review.coding import COLUMNS, Coder, decisions_of, sample, sheet
from vedette.pipeline.review.deciding import decide, place_json, subjects_of, waiting
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import PlaceKind

REPORTS = [
    {
        "id": "a",
        "outlet": "=Meridian Wire",
        "published": dt.datetime(2031, 5, 3, 8, tzinfo=dt.UTC),
        "text": "A raid killed 40 people in Qarat. The Hill Brigades took Marsin.",
        "claim": [
            {"kind": "toll", "cause": "air-strike", "place": "Qarat", "when": dt.date(2031, 5, 2), "point": 40,
             "in": "raid killed 40 people in Qarat", "by": "Ridge Air Force/government"},
            {"kind": "control", "in": "Hill Brigades took Marsin", "relation": "captured", "place": "Marsin",
             "party": "Hill Brigades/opposition", "when": dt.date(2031, 5, 2)},
        ],
    },
    {
        "id": "b",
        "outlet": "Ridge Radio",
        "published": dt.datetime(2031, 5, 4, 9, tzinfo=dt.UTC),
        "text": "Shells killed 3 people in Dar Imal.",
        "claim": [
            {"kind": "toll", "cause": "shelling", "place": "Dar Imal", "when": dt.date(2031, 5, 3), "point": 3,
             "in": "Shells killed 3 people in Dar Imal", "by": "Ridge Aviation/government"},
        ],
    },
]  # fmt: skip
CLAIMS, DOCUMENTS = tell(REPORTS)
TOLL, CONTROL, OTHER = (c.claim.key for c in CLAIMS)
CODER = Coder("ana", f.PUBLISHED)


def filled(ledger: Any) -> Any:
    for document in DOCUMENTS.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in CLAIMS if c.claim.document == document.id])
    rederive(ledger)
    return ledger


def no_place(name: str) -> dict[str, Any]:
    raise ValueError(f"the gazetteer has no place {name!r}")


def correct(field: str, value: Any, *, key: ClaimKey = TOLL, person: str = "ana", **more: Any) -> Decision:
    return f.decision(DecisionKind.CORRECT, (key,), field=field, value=dumps(value), person=person, **more)


def tolls(ledger: Any) -> list[str]:
    return [str(t) for e in current(ledger).events for t in e.tolls]


@pytest.mark.parametrize(
    ("field", "value", "seen"),
    [
        ("content.quantity", {"low": 4, "high": 4, "approximate": False, "words": "4"}, "low=4,"),
        ("content.effect", "injured", "Effect.INJURED"),
        ("when", {"start": "2031-05-01", "end": "2031-05-02", "precision": "day", "basis": "stated"}, "2031, 5, 1"),
        ("place", {"mention": "Nowhere", "precision": "unresolved", "name": "Nowhere"}, "Nowhere"),
        ("conflicts", ["another"], "another"),
        ("background", True, "background=True"),
    ],
)
def test_any_field_can_be_corrected_and_the_correction_taken_back(field: str, value: Any, seen: str) -> None:
    ledger = filled(MemoryLedger())
    before = current(ledger)
    assert seen not in repr(before.events)
    made = correct(field, value)
    assert decide(ledger, made)
    assert seen in repr(rederive(ledger).events)
    decide(ledger, f.decision(DecisionKind.REVERT, (TOLL,), supersedes=made.id, reason="a slip"))
    assert rederive(ledger) == before


def test_a_correction_survives_another_reading_of_the_same_words() -> None:
    ledger = filled(MemoryLedger())
    decide(ledger, correct("content.effect", "injured"))
    document = next(iter(DOCUMENTS.values()))
    ledger.add_reading(document.id, "story@2", [c for c in CLAIMS if c.claim.document == document.id])
    assert "Effect.INJURED" in repr(rederive(ledger).events)


def test_a_decision_that_fits_no_more_waits_and_is_not_lost() -> None:
    ledger = filled(MemoryLedger())
    made = correct("content.effect", "injured")
    decide(ledger, made)
    document = next(iter(DOCUMENTS.values()))
    ledger.add_reading(document.id, "story@2", [c for c in CLAIMS if c.claim.key == CONTROL])
    rederive(ledger)
    assert waiting(ledger).unmatched == (made,)
    assert made in tuple(ledger.decisions())


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (correct("content.effect", "resting"), "can't be corrected so"),
        (correct("evidence.quote", "other words"), "known by it"),
        (correct("content.quantity.top", 4), "can't be corrected so"),
        (f.decision(DecisionKind.REGRADE, (TOLL,), field="mood", value='"good"'), "four axes"),
        (f.decision(DecisionKind.REVERT, (TOLL,), supersedes="none"), "there is no decision none"),
    ],
)
def test_what_means_nothing_is_refused(decision: Decision, message: str) -> None:
    with pytest.raises(BadRecord, match=message):
        decide(filled(MemoryLedger()), decision)


def test_a_record_moves_only_along_its_states() -> None:
    ledger = filled(MemoryLedger())
    event = current(ledger).events[0].id

    def move(kind: DecisionKind, day: str) -> None:
        decide(ledger, f.decision(kind, (event,), subject_kind=SubjectKind.EVENT, made=f.time(day)))

    move(DecisionKind.REVIEW, "2031-06-01")
    move(DecisionKind.APPROVE, "2031-06-02")
    with pytest.raises(BadRecord, match="is approved: from there it can only go by review, withdraw"):
        move(DecisionKind.APPROVE, "2031-06-03")
    move(DecisionKind.WITHDRAW, "2031-06-04")
    rederive(ledger)
    assert event not in {e.id for e in current(ledger).events}, "what is withdrawn is in no product"
    with pytest.raises(BadRecord, match="only go by review"):
        move(DecisionKind.APPROVE, "2031-06-05")


def test_two_names_become_one_actor_and_two_again() -> None:
    ledger = filled(MemoryLedger())
    same = f.decision(DecisionKind.SAME, ("ridge-air-force", "ridge-aviation"), subject_kind=SubjectKind.ACTOR)
    decide(ledger, same)
    actors = {p.actor for e in rederive(ledger).events for p in e.parties}
    assert actors == {"ridge-air-force"}
    decide(ledger, f.decision(DecisionKind.DIFFERENT, same.subjects, subject_kind=SubjectKind.ACTOR, reason="no"))
    assert {p.actor for e in rederive(ledger).events for p in e.parties} == {"ridge-air-force", "ridge-aviation"}


def test_two_who_disagree_stay_visible_until_an_adjudicator_decides() -> None:
    ledger = filled(MemoryLedger())
    hers, his = correct("content.effect", "injured"), correct("content.effect", "missing", person="ben")
    for decision in (hers, his):
        decide(ledger, decision)
    (dispute,) = waiting(ledger).disputes
    assert (dispute.topic, dispute.decisions) == ("content.effect", (hers, his))
    decide(ledger, correct("content.effect", "killed", person="chair", adjudicates=(hers.id, his.id)))
    assert waiting(ledger).disputes == ()
    assert "Effect.INJURED" not in repr(rederive(ledger).events)
    assert {hers, his} <= set(ledger.decisions()), "both stay readable"


def test_people_who_agree_are_no_dispute() -> None:
    merge = f.decision(DecisionKind.MERGE, ("a", "b"), person="ana")
    assert disputes((merge, f.decision(DecisionKind.MERGE, ("b", "a"), person="ben"))) == ()
    (found,) = disputes((merge, f.decision(DecisionKind.SPLIT, ("b", "a"), person="ben")))
    assert found.topic == "one event"


def test_subjects_may_be_cut_short_but_not_too_short_or_double() -> None:
    ledger = filled(MemoryLedger())
    assert subjects_of(ledger, [TOLL[:8]], None) == (SubjectKind.CLAIM, (TOLL,))
    event = current(ledger).events[0].id
    assert subjects_of(ledger, [event[:8]], None) == (SubjectKind.EVENT, (event,))
    for given, message in ((["abc"], "at least 6"), (["zzzzzzzz"], "begins no"), ([TOLL, event], "of one kind")):
        with pytest.raises(BadRecord, match=message):
            subjects_of(ledger, given, None)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sheet_goes_out_and_comes_back_unchanged(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"claims{ending}"
    rows = list(sheet(CLAIMS, DOCUMENTS))
    write_lines(path, COLUMNS, rows)
    assert [dict(row) for _, row in read_lines(path)] == [{name: r.get(name, "") for name in COLUMNS} for r in rows]
    by_key = {c.claim.key: c for c in CLAIMS}
    assert decisions_of(read_lines(path), by_key, CODER, place_of=no_place).decisions == ()
    again = tmp_path / f"again{ending}"
    write_lines(again, COLUMNS, rows)
    if ending == ".csv":
        assert again.read_bytes() == path.read_bytes()
        assert "'=Meridian Wire" in path.read_text(), "no cell is a formula"


def changed(**cells: dict[str, str]) -> Any:
    rows = list(sheet(CLAIMS, DOCUMENTS))
    lines = [(i, {**row, **cells.get(row["kind"] + str(i), {})}) for i, row in enumerate(rows, start=2)]
    return decisions_of(lines, {c.claim.key: c for c in CLAIMS}, CODER, place_of=no_place)


def test_changed_cells_are_corrections() -> None:
    found = changed(
        toll2={"low": "16", "high": "", "first_day": "2031-05-01", "last_day": "2031-05-03", "reason": "the page says"},
        control3={"decision": "reject"},
    ).decisions
    assert [(d.kind, d.field) for d in found] == [
        (DecisionKind.CORRECT, "content.quantity"),
        (DecisionKind.CORRECT, "when"),
        (DecisionKind.REJECT, None),
    ]
    assert loads(found[0].value or "")["high"] is None
    assert {d.codebook for d in found} == {"1"}
    assert found[0].reason == "the page says"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"low": "many"}, "low is 'many'"),
        ({"low": "60", "high": "16"}, "60 to 16"),
        ({"first_day": "Tuesday"}, "write a day"),
        ({"decision": "perhaps"}, "write accept, reject"),
        ({"relation": "captured"}, "a claim of kind toll has no relation"),
        ({"place": "geonames:0"}, "no place"),
        ({"key": "gone"}, "no claim has the key"),
    ],
)
def test_a_line_in_error_decides_nothing_and_the_others_stand(cells: dict[str, str], message: str) -> None:
    applied = changed(toll2=cells, control3={"decision": "accept"})
    ((line, wrong),) = applied.errors
    assert line == 2
    assert message in wrong
    assert [d.kind for d in applied.decisions] == [DecisionKind.ACCEPT]


def test_a_sample_is_the_same_for_the_same_seed_whatever_else_is_there() -> None:
    assert sample(CLAIMS, 2, "x") == sample(CLAIMS[::-1], 2, "x")
    assert len({tuple(c.claim.key for c in sample(CLAIMS, 1, str(i))) for i in range(20)}) > 1


def test_a_blind_sheet_shows_nothing_that_was_read_and_records_every_answer() -> None:
    (row, *_) = sheet(CLAIMS[:1], DOCUMENTS, blind=True)
    assert "40" not in {v for k, v in row.items() if k != "quote"}
    answers = {**row, "low": "40", "high": "40", "effect": "injured"}
    found = decisions_of([(2, answers)], {TOLL: CLAIMS[0]}, CODER, place_of=no_place, blind=True).decisions
    assert {(d.kind, d.field) for d in found} == {
        (DecisionKind.ACCEPT, "content.quantity"),
        (DecisionKind.CORRECT, "content.effect"),
    }


def test_agreement_is_one_where_all_agree_and_less_where_they_do_not() -> None:
    def coded(person: str, values: dict[str, str]) -> list[Decision]:
        return [correct("content.effect", v, key=ClaimKey(k), person=person) for k, v in values.items()]

    ana = coded("ana", {"a": "killed", "b": "injured", "c": "killed", "d": "missing"})
    same = agreement([*ana, *coded("ben", {"a": "killed", "b": "injured", "c": "killed"})])
    assert [(a.alpha, a.units, a.agreed) for a in same] == [(1.0, 3, 3)]
    (less,) = agreement([*ana, *coded("ben", {"a": "killed", "b": "killed", "c": "killed", "d": "missing"})])
    # Nominal alpha by hand: 1 - 7 * 2 / (64 - 25 - 1 - 4) = 0.588
    assert less.alpha == pytest.approx(1 - 7 * 2 / 34, abs=1e-4)
    assert agreement(ana)[0].alpha is None


runner = CliRunner()


def vedette(url: str, *arguments: object) -> Result:
    return runner.invoke(app, [*(str(a) for a in arguments), "--db", url])


def test_the_command_decides_lists_and_takes_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    filled(open_ledger(url)).close()
    ran = vedette(url, "decide", "reject", TOLL[:10], "--person", "ana", "--reason", "a film")
    assert ran.exit_code == 0, ran.output
    assert "1 decided" in ran.stderr
    (line,) = vedette(url, "decisions", "--format", "json").stdout.splitlines()
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line + "\n")
    other = f"sqlite:///{tmp_path}/other.db"
    filled(open_ledger(other)).close()
    assert vedette(other, "decide", "--sheet", gold, "--person", "ana").exit_code == 0
    assert vedette(other, "decisions", "--format", "json").stdout.splitlines() == [line]
    back = vedette(url, "decide", "revert", "--supersedes", ran.stdout.split()[0], "--person", "ana", "--reason", "no")
    assert back.exit_code == 0, back.output
    assert "40" in vedette(url, "tolls").stdout
    assert "40" not in vedette(other, "tolls").stdout


def test_the_command_reads_a_sheet_names_bad_lines_and_can_be_tried(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    filled(open_ledger(url)).close()
    path = tmp_path / "claims.csv"
    assert vedette(url, "sheet", "--out", path).exit_code == 0
    path.write_text(path.read_text().replace(",40,40,", ",16,,") + "gone,toll\n")
    tried = vedette(url, "decide", "--sheet", path, "--person", "ana", "--dry-run")
    assert tried.exit_code == 1
    assert "claims.csv:5: no claim has the key 'gone'" in tried.stderr
    assert "40" in vedette(url, "tolls").stdout
    assert vedette(url, "decide", "--sheet", path, "--person", "ana").exit_code == 1
    assert "16 or more" in vedette(url, "tolls").stdout
    assert "accept" in vedette(url, "decide", "perhaps", TOLL, "--person", "a", "--reason", "b").output
    assert vedette(url, "decisions", "--review").exit_code == 0
    assert vedette(url, "agreement").exit_code == 0


@pytest.mark.parametrize(("name", "precision"), [("Aleppo", PlacePrecision.TOWN), ("Aleppo", PlacePrecision.PROVINCE)])
def test_a_place_that_an_analyst_sets_is_no_more_precise_than_it_is(name: str, precision: PlacePrecision) -> None:
    with Gazetteer.open() as gazetteer:
        kinds = {PlaceKind.PROVINCE} if precision is PlacePrecision.PROVINCE else {PlaceKind.CITY, PlaceKind.TOWN}
        place = next(c.place for c in gazetteer.lookup(name) if c.place.kind in kinds)
    given = from_json(PlaceResolution, place_json(place.id))
    assert (given.place, given.precision, given.radius_km) == (place.id, precision, place.radius_km)
