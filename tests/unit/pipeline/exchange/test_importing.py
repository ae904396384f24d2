"""Foreign tables and hand-coded claims: tried first, wrong lines named, nothing corroborated, undone whole."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests import factories as f
from vedette.cli.main import app
from vedette.errors import BadRecord, BadSetting
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.claim import EventType, TollContent
from vedette.model.provenance import Attribution, EvidenceKind, Link, LinkKind
from vedette.model.verification import Rung
from vedette.pipeline.deriving.rederive import current, rederive
from vedette.pipeline.exchange.coded_rows import UNNAMED, Table, coded
from vedette.pipeline.exchange.import_maps import FOREIGN, load_map
from vedette.pipeline.exchange.importing import record, tried, undo
from vedette.pipeline.exchange.spreadsheet import write_lines
from vedette.pipeline.review.deciding import decide
from vedette.pipeline.review.hand_coding import hand_coded
from vedette.resolution.unresolved import Unresolved

ROW = {"id": "X1", "first_day": "2031-05-02", "place": "Qarat", "latitude": "36.2", "longitude": "37.15"}
TABLE = Table("Coders", "import:csv", "import@csv-1", load_map("acled", None).types)
ACLED = {
    "event_id_cnty": "XXX12",
    "event_date": "02 May 2031",
    "sub_event_type": "Air/drone strike",
    "actor1": "Ridge Air Force",
    "actor2": "Civilians",
    "country": "Ardan",
    "admin1": "Velm",
    "location": "Qarat",
    "latitude": "36.2000",
    "longitude": "37.1500",
    "source": "Meridian Wire; Ridge Radio",
    "notes": "On 2 May, an aircraft of the Ridge Air Force struck the market of Qarat. 4 people were killed.",
    "fatalities": "4",
}


def row(**fields: str) -> Any:
    return coded({**ROW, **fields}, TABLE)


def test_every_packaged_map_can_be_read() -> None:
    for form in FOREIGN:
        assert load_map(form, None).types


def test_a_row_hands_on_what_its_source_said() -> None:
    (claim,) = row(type="Shelling/artillery/missile attack", source="Meridian Wire; Ridge Radio").claims
    chain = [(link.kind, link.name) for link in claim.attribution.chain]
    assert chain == [
        (LinkKind.OUTLET, "Coders"),
        (LinkKind.RELAY, "Ridge Radio"),
        (LinkKind.ORIGIN, "Meridian Wire"),
    ]
    (bare,) = row(type="shelling").claims
    assert (bare.attribution.origin.name, bare.attribution.origin.anonymous) == (UNNAMED, True)


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"killed": "4"}, 4, 4),
        ({"killed_low": "2", "killed_high": "5"}, 2, 5),
        ({"killed_low": "1,200"}, 1200, None),
    ],
)
def test_figures_keep_their_bounds(fields: dict[str, str], low: int, high: int | None) -> None:
    (claim,) = row(**fields).claims
    assert isinstance(claim.content, TollContent)
    assert (claim.content.quantity.low, claim.content.quantity.high) == (low, high)


def test_a_row_without_deaths_claims_no_deaths() -> None:
    assert [c.kind for c in row(type="armed-clash", killed="0").claims] == ["event"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": ""}, "no id"),
        ({"first_day": ""}, "no date"),
        ({"first_day": "when?", "type": "attack"}, "is no date"),
        ({"last_day": "2031-05-01", "type": "attack"}, "before it begins"),
        ({"type": "a quarrel"}, "type is 'a quarrel'; known are"),
        ({"killed": "a few"}, "killed is 'a few'"),
        ({"killed_low": "9", "killed_high": "3"}, "9 to 3"),
        ({"latitude": "97", "type": "attack"}, "no such point"),
        ({"latitude": "north", "type": "attack"}, "no such point"),
        ({"victims": "rebels", "killed": "4"}, "victims is 'rebels'"),
        ({"relation": "liberated"}, "relation is 'liberated'"),
        ({}, "claims nothing"),
    ],
)
def test_a_row_that_can_not_be_says_why(fields: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        row(**fields)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no .columns."),
        ("broken", "not valid TOML"),
        ('publisher = "P"\n[columns]\nid = "a"\n', "no column for 'first_day'"),
        ('publisher = "P"\n[columns]\nid = "a"\nfirst_day = "b"\nmood = "c"\n', "names mood; the fields are"),
        ('[columns]\nid = "a"\nfirst_day = "b"\n', "whose table it is"),
        ('publisher = "P"\n[columns]\nid = "a"\nfirst_day = "b"\n[types]\nx = "quarrel"\n', "the type 'quarrel'"),
    ],
)
def test_a_map_that_is_none_says_why(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(BadSetting, match=message):
        load_map("csv", tmp_path / "map.toml")
    with pytest.raises(BadSetting, match="needs a map"):
        load_map("csv", None)


def test_acled_words_are_understood_in_both_spellings_and_for_either_gainer() -> None:
    types = load_map("acled", None).types
    assert types["excessive force against protesters"] is types["excessive force against protestors"]
    assert types["government regains territory"] is EventType.TERRITORY_GAINED
    assert types["non-state actor overtakes territory"] is EventType.TERRITORY_GAINED


def imported(ledger: Any, *rows: dict[str, str], batch: str = "acled-1") -> Any:
    found = tried(list(enumerate(rows, start=2)), load_map("acled", None), batch)
    record(found, ledger, Unresolved(), file="table.csv", now=f.PUBLISHED)
    return found


def test_an_imported_row_and_its_source_are_one_origin() -> None:
    ledger = MemoryLedger()
    document = f.document("wire", "Jets killed 4 people in Qarat.", outlet="Meridian Wire")
    own = f.claim_in(document, "killed 4 people", f.toll(4, 4), f.day(f.dt.date(2031, 5, 2)))
    claim = f.replace(own.claim, attribution=Attribution((Link(LinkKind.OUTLET, "Meridian Wire"),)))
    place = f.place("Qarat", "story:Qarat")
    ledger.add_document(document)
    ledger.add_reading(document.id, "rules-1", [f.replace(own, claim=claim, actors=(), place=place)])
    imported(ledger, ACLED)
    imported(ledger, {**ACLED, "event_id_cnty": "XXX13", "source": ""}, batch="acled-2")
    rungs = {t.verification.rung for e in rederive(ledger).events for t in e.tolls}
    assert Rung.CORROBORATED not in rungs
    assert {d.identity for d in ledger.documents()} >= {"XXX12", "XXX13"}, "ids are kept"


def test_the_same_table_again_changes_nothing_and_wrong_lines_are_failures() -> None:
    ledger = MemoryLedger()
    found = imported(ledger, ACLED, {**ACLED, "event_date": "soon"}, ACLED)
    assert [line for line, _ in found.errors] == [3, 4]
    assert "stands in line 2 already" in found.errors[1][1]
    assert {x.item for x in ledger.failures()} == {"table.csv:3", "table.csv:4"}
    before = ledger.counts()
    imported(ledger, ACLED, {**ACLED, "event_date": "soon"}, ACLED)
    assert ledger.counts() == before


def test_a_table_without_the_columns_of_its_map_is_no_such_table() -> None:
    with pytest.raises(BadRecord, match="has no column actor1, actor2"):
        tried([(2, {"event_id_cnty": "1"})], load_map("acled", None), "acled-1")


def test_an_import_is_undone_whole_and_can_be_brought_back() -> None:
    ledger = MemoryLedger()
    imported(ledger, ACLED)
    assert rederive(ledger).events
    decision = undo(ledger, "acled-1", person="ana", now=f.PUBLISHED)
    assert rederive(ledger).events == ()
    assert list(ledger.documents()), "nothing is lost"
    decide(ledger, f.decision(f.DecisionKind.REVERT, decision.subjects, supersedes=decision.id, reason="all right"))
    assert rederive(ledger).events
    with pytest.raises(BadRecord, match="there is no import 'other'; there are acled-1"):
        undo(ledger, "other", person="ana", now=f.PUBLISHED)


def test_a_hand_coded_claim_stands_on_a_note_or_on_foreign_words() -> None:
    fields = {k: v for k, v in ROW.items() if k != "id"} | {"killed_low": "3", "source": "a medic"}
    (noted,) = hand_coded(fields, person="ana", note="A medic said by telephone that at least 3 died.").claims
    assert noted.evidence.kind is EvidenceKind.NOTE
    made = hand_coded(fields, person="ana", quote="قتل ثلاثة", translation="Three were killed")
    (quoted,) = made.claims
    assert quoted.evidence.translation == "Three were killed"
    assert quoted.evidence.span is not None
    assert quoted.evidence.span.of(made.document.text) == quoted.evidence.quote == "قتل ثلاثة"
    with pytest.raises(ValueError, match="a note or a quote"):
        hand_coded(fields, person="ana")


runner = CliRunner()


def vedette(*arguments: object) -> Result:
    return runner.invoke(app, [str(a) for a in arguments])


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_command_tries_first_then_records_then_undoes(tmp_path: Path, ending: str) -> None:
    url, table = f"sqlite:///{tmp_path}/v.db", tmp_path / f"table{ending}"
    write_lines(table, list(ACLED), [ACLED, {**ACLED, "event_id_cnty": "Y", "fatalities": "some"}])
    ran = vedette("import", "acled", table, "--db", url)
    assert ran.exit_code == 1
    assert f"table{ending}:3: killed is 'some'" in ran.stderr
    assert "nothing was recorded" in ran.stdout
    assert not (tmp_path / "v.db").exists()
    ran = vedette("import", "acled", table, "--db", url, "--apply")
    assert "1 added" in ran.stdout
    batch = ran.stdout.split()[1].rstrip(":")
    assert "killed 4" in vedette("tolls", "--db", url).stdout
    assert vedette("verify", "--db", url).exit_code == 0
    assert vedette("import", "undo", batch, "--person", "ana", "--db", url).exit_code == 0
    assert "no tolls" in vedette("tolls", "--db", url).stdout


def test_the_command_adds_a_claim_by_hand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    open_ledger(url).close()
    said = ["add", "--person", "ana", "--note", "A medic rang: at least 3 dead.", "--set", "first_day=2031-05-02"]
    ran = vedette(*said, "--set", "killed_low=3", "--set", "place=Homs", "--db", url)
    assert ran.exit_code == 0, ran.output
    assert "3 or more" in vedette("tolls", "--db", url).stdout
    assert "there already" in vedette(*said, "--set", "killed_low=3", "--set", "place=Homs", "--db", url).stdout
    assert vedette(*said, "--db", url).exit_code == 1
    assert vedette(*said, "--set", "mood=bad", "--db", url).exit_code == 2
    ledger = open_ledger(url)
    assert current(ledger).events
    ledger.close()
