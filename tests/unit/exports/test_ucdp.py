"""Ten cases coded by hand after UCDP's codebook: dyads, deaths by side, low, best and high."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.unit.exports.cases import FIFTH, Given, aleppo, days, killed, parties, told
from vedette.exports.archive import Told
from vedette.exports.losses import Losses
from vedette.exports.ucdp import COLUMNS, EXTRA, rows, write
from vedette.exports.ucdp_rows import priogrid
from vedette.model.claim import EventType, VictimClass
from vedette.model.event import RecordState
from vedette.model.provenance import Status
from vedette.model.resolved import PlacePrecision
from vedette.model.times import Precision

CIVILIAN, COMBATANT = VictimClass.CIVILIAN, VictimClass.COMBATANT
ALEPPO: dict[str, Any] = {
    "year": 2016,
    "active_year": "",
    "code_status": "Check: machine-coded",
    "conflict_dset_id": "syria",
    "conflict_name": "Syrian civil war",
    "number_of_sources": 1,
    "source_article": '"Example Wire,2016-07-06,A strike"',
    "source_office": "Example Wire",
    "source_date": "2016-07-06",
    "source_headline": "A strike",
    "source_original": "Example Observatory",
    "where_prec": 1,
    "where_coordinates": "Aleppo",
    "where_description": "in Aleppo",
    "adm_1": "Aleppo",
    "adm_2": "",
    "latitude": 36.2,
    "longitude": 37.15,
    "geom_wkt": "POINT (37.15 36.2)",
    "priogrid_gid": 181875,
    "country": "Syria",
    "country_id": 652,
    "region": "Middle East",
    "event_clarity": 1,
    "date_prec": 1,
    "date_start": "2016-07-05",
    "date_end": "2016-07-05",
    "deaths_a": 0,
    "deaths_b": 0,
    "deaths_civilians": 0,
    "deaths_unknown": 0,
    "gwnoa": 652,
    "gwnob": "",
}
STATE = {
    "type_of_violence": 1,
    "side_a": "Government of Syria",
    "side_b": "Syrian rebels",
    "side_a_dset_id": "gov-SY",
    "side_b_dset_id": "sy-rebels",
    "dyad_dset_id": "gov-SY|sy-rebels",
    "dyad_name": "Government of Syria - Syrian rebels",
}
ONE_SIDED = {
    "type_of_violence": 3,
    "side_a": "Government of Syria",
    "side_b": "Civilians",
    "side_a_dset_id": "gov-SY",
    "side_b_dset_id": "civilians",
    "dyad_dset_id": "gov-SY|civilians",
    "dyad_name": "Government of Syria - Civilians",
}
FIGHT = parties(by="army", on="rebels")


def dead(best: int, low: int, high: int, **by_side: int) -> dict[str, Any]:
    return {"best": best, "low": low, "high": high, **by_side}


CASES: dict[str, tuple[Told, dict[str, Any]]] = {
    "a clash between army and rebels is state-based; deaths of no stated side are unknown": (
        told(EventType.ARMED_CLASH, killed(7, 7), parties=FIGHT),
        STATE | dead(7, 7, 7, deaths_unknown=7),
    ),
    "fighters stand on their side": (
        told(
            EventType.ARMED_CLASH,
            killed(3, 3, of=COMBATANT, side="government"),
            killed(5, 8, best=6, of=COMBATANT, side="opposition"),
            parties=parties(by="rebels", on="army"),
        ),
        STATE | dead(9, 8, 11, deaths_a=3, deaths_b=6),
    ),
    "a total holds its parts": (
        told(
            EventType.ARMED_CLASH, killed(12, 12), killed(8, 8, of=CIVILIAN), killed(4, 4, of=COMBATANT), parties=FIGHT
        ),
        STATE | dead(12, 12, 12, deaths_civilians=8, deaths_unknown=4),
    ),
    "a strike that killed only civilians is one-sided": (
        told(EventType.AIR_STRIKE, killed(16, 19, best=16, of=CIVILIAN), parties=parties(by="army")),
        ONE_SIDED | dead(16, 16, 19, deaths_civilians=16),
    ),
    "against civilians a foreign state stands for itself": (
        told(EventType.AIR_STRIKE, killed(2, 2, of=CIVILIAN), parties=parties(by="russia", suspected=True)),
        ONE_SIDED
        | {
            "side_a": "Government of Russia",
            "side_a_dset_id": "gov-RU",
            "dyad_dset_id": "gov-RU|civilians",
            "gwnoa": 365,
        }
        | {"dyad_name": "Government of Russia - Civilians"}
        | dead(2, 2, 2, deaths_civilians=2),
    ),
    "in the war the foreign state is the second of the government": (
        told(EventType.AIR_STRIKE, killed(24), parties=parties(by="russia", on="rebels")),
        STATE | dead(24, 24, 24, deaths_unknown=24),
    ),
    "two groups without a state are non-state, in the order of their names": (
        told(EventType.ARMED_CLASH, killed(5, 5), parties=parties(by="rebels unknown")),
        {
            "type_of_violence": 2,
            "side_a": "River Brigade",
            "side_b": "Syrian rebels",
            "side_a_dset_id": "provisional:1",
            "side_b_dset_id": "sy-rebels",
            "dyad_dset_id": "provisional:1|sy-rebels",
            "dyad_name": "River Brigade - Syrian rebels",
            "gwnoa": "",
        }
        | dead(5, 5, 5, deaths_unknown=5),
    ),
    "an attack is one-sided whoever else is named; children are in the whole": (
        told(
            EventType.ATTACK,
            killed(4, 4, of=CIVILIAN),
            killed(2, 2, of=CIVILIAN, group="children"),
            parties=parties(by="assad"),
        ),
        ONE_SIDED | dead(4, 4, 4, deaths_civilians=4),
    ),
    "three days in a province are unclear": (
        told(
            EventType.ARMED_CLASH,
            killed(10, 20),
            parties=FIGHT,
            when=days(FIFTH, 3),
            place=aleppo(PlacePrecision.PROVINCE),
        ),
        STATE
        | {"date_prec": 2, "date_end": "2016-07-07", "event_clarity": 2, "where_prec": 4}
        | dead(10, 10, 20, deaths_unknown=10),
    ),
    "a month around a town": (
        told(
            EventType.SHELLING,
            killed(30, 30, of=CIVILIAN),
            parties=parties(by="army"),
            when=days(dt.date(2016, 7, 1), 31, Precision.MONTH),
            place=aleppo(PlacePrecision.AROUND, name="off Aleppo"),
            state=RecordState.APPROVED,
        ),
        ONE_SIDED
        | {"date_prec": 4, "date_start": "2016-07-01", "date_end": "2016-07-31", "event_clarity": 2, "where_prec": 2}
        | {"code_status": "Clear"}
        | dead(30, 30, 30, deaths_civilians=30),
    ),
}
NUMBERS = {n for n in COLUMNS if n.endswith("_new_id")} | {"id", "relid"}
LEFT_OUT = {
    "without a death": told(EventType.ARMED_CLASH, parties=FIGHT),
    "nobody died": told(EventType.ARMED_CLASH, killed(0, 0), parties=FIGHT),
    "without a known side": told(EventType.AIR_STRIKE, killed(4, 4), parties=()),
    "with one side only": told(EventType.ARMED_CLASH, killed(4, 4), parties=parties(by="army")),
    "planned": told(EventType.ARMED_CLASH, killed(4, 4), parties=FIGHT, status=Status.PLANNED),
    "recalled": told(EventType.ARMED_CLASH, killed(4, 4), parties=FIGHT, background=True),
    "without a place": told(EventType.ARMED_CLASH, killed(4, 4), parties=FIGHT, place=None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_coded_by_hand_gives_its_very_row(name: str) -> None:
    given, wanted = CASES[name]
    (found,) = rows(Given((given,)), Losses())  # type: ignore[arg-type]
    assert {c: found[c] for c in COLUMNS if c not in NUMBERS} == {
        c: (ALEPPO | wanted)[c] for c in COLUMNS if c not in NUMBERS
    }
    assert found["best"] == sum(found[f"deaths_{s}"] for s in ("a", "b", "civilians", "unknown"))


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_ucdp_would_not_code_is_left_out_and_counted(name: str) -> None:
    losses = Losses()
    assert list(rows(Given((LEFT_OUT[name],)), losses)) == []  # type: ignore[arg-type]
    assert sum(losses.left_out.values()) == 1


def test_a_dyad_is_active_in_a_year_with_25_deaths(tmp_path: Path) -> None:
    many = told(EventType.ARMED_CLASH, killed(20, 20), parties=FIGHT, id="a")
    more = told(EventType.ARMED_CLASH, killed(5, 5), parties=FIGHT, id="b")
    few = told(EventType.AIR_STRIKE, killed(24, 24, of=CIVILIAN), id="c")
    write(Given((many, few, more)), tmp_path / "ucdp.csv", losses := Losses())  # type: ignore[arg-type]
    with (tmp_path / "ucdp.csv").open(encoding="utf-8", newline="") as source:
        found = list(csv.DictReader(source))
    assert [(r["best"], r["active_year"]) for r in found] == [("20", "1"), ("24", "0"), ("5", "1")]
    assert losses.rows == 3
    assert tuple(found[0]) == COLUMNS + EXTRA


def test_the_cells_of_prio_grid_count_from_the_south_west() -> None:
    corner = aleppo(latitude=-90.0, longitude=-180.0)
    assert priogrid(corner) == 1
    assert priogrid(aleppo(latitude=-89.9, longitude=-179.4)) == 2
    assert priogrid(aleppo(latitude=90.0, longitude=180.0)) == 360 * 720


def test_there_are_49_columns() -> None:
    assert len(COLUMNS) == 49
