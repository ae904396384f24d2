"""Whose outlets speak for whom, and where that is kept."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.pipeline.readers import CountingReader
from vedette.errors import BadSetting
from vedette.ledger.memory import MemoryLedger
from vedette.model.ids import ConflictId
from vedette.pipeline.deriving import rederive
from vedette.pipeline.deriving.outlet_ties import in_force, load_outlets, tables
from vedette.pipeline.deriving.rederive import refresh
from vedette.pipeline.deriving.whole import whole
from vedette.pipeline.intake.ingest import Crew, ingest
from vedette.resolution.unresolved import Unresolved

CREW = Crew(CountingReader(), Unresolved())
HEAD = "domains,name,aliases,country,language,owner,tied_to,source\n"
SYRIA, UKRAINE = ConflictId("syria"), ConflictId("ukraine")


def table(path: Path, *rows: str) -> Path:
    path.write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_state_agency_speaks_for_its_state_on_the_side_it_has_in_the_conflict() -> None:
    tie = tables().outlets["sana"]
    assert tie.side_in((SYRIA,)) == "government"
    assert tie.side_in((UKRAINE,)) is None
    russian = tables().outlets["tass"]
    assert russian.side_in((SYRIA,)) == "government"
    assert russian.side_in((UKRAINE,)) not in ("government", None)


def test_outlets_of_one_state_have_one_owner_and_private_ones_none() -> None:
    known = tables().outlets
    assert known["tass"].owner == known["rt"].owner is not None
    assert known["reuters"].owner is None
    assert known["reuters"].actor is None


def test_an_outlet_is_known_by_the_first_label_of_its_domain() -> None:
    assert tables().outlets["dailysabah"].name == "Daily Sabah"


def test_added_outlets_go_before_those_that_ship(tmp_path: Path) -> None:
    added = load_outlets(table(tmp_path / "o.csv", ",Reuters,,SY,en,state,sy,me", ",Ridge Radio,,,,,,me"))
    known = tables(added).outlets
    assert known["reuters"].actor == "sy"
    assert known["ridge radio"].actor is None
    assert tables().outlets["reuters"].actor is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,,,en,private,,", "line 2: an outlet without a name"),
        (",Ridge Radio,,,en,royal,,", "owner is 'royal'; write one of state"),
        (",Ridge Radio,,,en,state,ridge-kings,", "tied to 'ridge-kings', which is no party"),
        (",Ridge Radio,,,en,state,,me,more", "more cells than columns"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        load_outlets(table(tmp_path / "o.csv", row))


def test_another_table_is_refused_with_the_columns(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("title,text\na,b\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="no such column of outlets: 'title'; the columns are domains"):
        load_outlets(tmp_path / "o.csv")


def test_added_outlets_stay_with_the_ledger_until_others_are_given(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    report = tmp_path / "r.txt"
    report.write_text("Outlet: Ridge Radio\nPublished: 2024-11-30\n\n4 people were killed in Homs.\n", encoding="utf-8")
    added = load_outlets(table(tmp_path / "o.csv", ",Ridge Radio,,SY,en,state,sy,me"))
    ingest([report], ledger, crew=CREW, outlets=added)
    ingest([report], ledger, crew=CREW)
    assert in_force(ledger) == added
    before = ledger.counts().manifests
    ingest([report], ledger, crew=CREW, outlets=added)
    assert ledger.counts().manifests == before
    refresh(ledger)
    assert next(ledger.manifests(newest_first=True)).settings[-1].version == added  # found without those before
    ingest([report], ledger, crew=CREW, outlets="")
    assert in_force(ledger) == ""
    refresh(ledger)
    assert in_force(ledger) == ""


def test_outlets_that_are_added_while_events_are_derived_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = MemoryLedger()
    report = tmp_path / "r.txt"
    report.write_text("Outlet: Ridge Radio\nPublished: 2024-11-30\n\n4 people were killed in Homs.\n", encoding="utf-8")
    added = load_outlets(table(tmp_path / "o.csv", ",Ridge Radio,,SY,en,state,sy,me"))
    ingest([report], ledger, crew=CREW)

    def meanwhile(*given: Any, **named: Any) -> Any:
        ingest([report], ledger, crew=CREW, outlets=added)
        return whole(*given, **named)

    monkeypatch.setattr(rederive, "whole", meanwhile)
    refresh(ledger)
    assert in_force(ledger) == added
    monkeypatch.undo()
    assert refresh(ledger)  # by these outlets


def test_a_table_of_outlets_among_the_reports_is_noted_not_read(tmp_path: Path) -> None:
    from vedette.model.failure import Failure
    from vedette.pipeline.intake.reading import is_note, read_documents

    table(tmp_path / "outlets.csv", ",Ridge Radio,,SY,en,state,sy,me")
    (found,) = read_documents([tmp_path])
    assert isinstance(found, Failure)
    assert is_note(found)
    assert "--outlets" in found.reason
