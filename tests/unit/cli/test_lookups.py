"""The look-ups and `explain`: answers with their grounds."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests import factories as f
from vedette.cli.main import app
from vedette.ledger.opening import open_ledger
from vedette.pipeline.deriving.rederive import rederive


def vedette(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def flat(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_a_place_is_given_with_its_points_and_what_they_are_for() -> None:
    said = flat(vedette("places", "Saraqib", "--country", "sy"))
    assert "Saraqib: Saraqib, Idlib (town)" in said
    assert "in SY, which the report is about" in said


def test_a_place_that_cannot_be_told_keeps_its_candidates() -> None:
    said = flat(vedette("places", "Salem", "--beside", "Taiz"))
    assert "Salem: not resolved" in said
    assert "Oregon" in said


def test_rebels_are_others_in_another_war() -> None:
    assert "Syrian rebels" in flat(vedette("actors", "rebels", "--conflict", "syria"))
    assert "Syrian rebels" not in flat(vedette("actors", "rebels", "--conflict", "drc"))
    wrong = vedette("actors", "rebels", "--conflict", "narnia")
    assert wrong.exit_code == 2


def test_an_outlet_is_given_with_whom_it_speaks_for(tmp_path: Path) -> None:
    assert "government in Syrian civil war" in flat(vedette("outlets", "sana.sy"))
    unknown = vedette("outlets", "Ridge Radio")
    assert unknown.exit_code == 1
    assert "no such outlet" in unknown.stdout
    own = tmp_path / "o.csv"
    own.write_text("name,owner,tied_to\nRidge Radio,state,sy\n", encoding="utf-8")
    assert "government in Syrian civil war" in flat(vedette("outlets", "Ridge Radio", "--outlets", own))


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'v.db'}"
    ledger = open_ledger(address)
    document = f.document()
    ledger.add_document(document)
    claim = f.resolved(f.claim())
    ledger.add_reading(document.id, claim.claim.extractor, [claim])
    rederive(ledger)
    ledger.close()
    return address


def test_a_claim_and_its_event_are_explained(url: str) -> None:
    key = f.claim().key
    said = flat(vedette("explain", key[:12], "--db", url))
    assert "characters 0 to 30" in said
    assert "What became of it" in said
    event = said.split("in the event ")[1].split(":")[0]
    told = flat(vedette("explain", event, "--db", url))
    assert "Why they are one event" in told
    assert key[:16] in told


def test_a_key_of_nothing_is_wrong_usage(url: str) -> None:
    assert vedette("explain", "ffffffffffff", "--db", url).exit_code == 2
    assert vedette("explain", "ab", "--db", url).exit_code == 2


def test_places_of_ones_own_are_found_once_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEDETTE_DATA_DIR", str(tmp_path / "own"))
    table = tmp_path / "codes.csv"
    table.write_text(
        "admin2Name_en,admin2Pcode,center_lat,center_lon\nArdan District,SY0799,35.9,36.7\n", encoding="utf-8"
    )
    assert "not resolved" in flat(vedette("places", "Ardan District", "--country", "sy"))
    added = vedette("gazetteer", "add", table)
    assert added.exit_code == 0
    assert "1 places of codes.csv" in " ".join(added.stderr.split())
    assert "Ardan District: Ardan District, SY (district)" in flat(
        vedette("places", "Ardan District", "--country", "sy")
    )
    table.write_text("nothing of use\n", encoding="utf-8")
    assert vedette("gazetteer", "add", table).exit_code == 1
    table.write_bytes(b"\xff\xfe\x00")
    assert vedette("gazetteer", "add", table).exit_code == 1
    assert vedette("gazetteer", "add", tmp_path / "none.txt").exit_code == 2
