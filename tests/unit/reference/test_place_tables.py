"""A user's tables of places, and the gazetteer made of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.errors import BadRecord, FixSetup
from vedette.model.ids import PlaceId
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.gazetteer_file import add_places
from vedette.reference.place import PlaceKind
from vedette.reference.place_tables import NewPlace, read_places


def dump(*rows: tuple[str, ...]) -> Iterator[str]:
    """Rows of a GeoNames dump: id, name, other names, latitude, longitude, class, code, country, admin1, people."""
    for n, name, others, lat, lon, feature, code, country, admin1, people in rows:
        cells = (
            n,
            name,
            name,
            others,
            lat,
            lon,
            feature,
            code,
            country,
            "",
            admin1,
            "",
            "",
            "",
            people,
            "",
            "0",
            "",
            "",
        )
        yield "\t".join(cells) + "\n"


KAFR = ("900000001", "Kafr Ardan", "Kfar Ardan,كفر أردان", "35.9100", "36.6600", "P", "PPL", "SY", "12", "812")

PCODES = """\
admin0Name_en,admin0Pcode,admin1Name_en,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,center_lat,center_lon
Syria,SY,Idleb,SY07,Ardan District,أردان,SY0799,35.9,36.7
Syria,SY,Idleb,SY07,Velm District,,SY0798,,
"""

POPULATED = """ADM1_EN,ADM1_PCODE,NAME_EN,PCODE,LATITUDE,LONGITUDE
Idleb,SY07,Tell Velm,C9999,35.95,36.61
"""


def read(text: str) -> list[NewPlace]:
    return list(read_places(text.splitlines(keepends=True), origin="table"))


def test_a_dump_gives_places_of_the_kinds_we_know() -> None:
    rows = dump(
        KAFR,
        ("900000002", "Ardan Air Base", "", "35.8", "36.5", "S", "AIRB", "SY", "12", "0"),
        ("900000003", "Ardan Wadi", "", "35.8", "36.5", "H", "WAD", "SY", "12", "0"),
        ("900000004", "Old Ardan", "", "35.8", "36.5", "P", "PPLQ", "SY", "12", "0"),
        ("900000005", "Ardan City", "", "35.8", "36.5", "P", "PPLA", "SY", "12", "150000"),
    )
    found = list(read_places(rows, origin="SY.txt"))
    assert [(p.id, p.kind) for p in found] == [
        ("gn:900000001", PlaceKind.VILLAGE),
        ("gn:900000002", PlaceKind.BASE),
        ("gn:900000005", PlaceKind.CITY),
    ]
    assert found[0].aliases == ("Kfar Ardan", "كفر أردان")
    assert (found[0].latitude, found[0].longitude, found[0].admin1, found[0].population) == (35.91, 36.66, "12", 812)


def test_a_pcode_table_gives_its_finest_units_with_a_point() -> None:
    (found,) = read(PCODES)
    assert (found.id, found.name, found.kind) == ("pcode:SY0799", "Ardan District", PlaceKind.DISTRICT)
    assert (found.country, found.aliases) == ("SY", ("أردان",))


def test_a_table_of_populated_places_needs_its_country_in_the_code() -> None:
    with pytest.raises(BadRecord, match="begins with its country's letters"):
        read(POPULATED)
    (found,) = read(POPULATED.replace("C9999", "SY-C9999"))
    assert (found.name, found.kind, found.country) == ("Tell Velm", PlaceKind.VILLAGE, "SY")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "neither a GeoNames dump"),
        ("name,lat,lon\nArdan,1,2\n", "neither a GeoNames dump"),
        ("admin1Name_en,admin1Pcode\nIdleb,SY07\n", "no columns with a point"),
        (PCODES.replace("35.9,36.7", "north,36.7"), "line 2: 'north', '36.7' is no point"),
        (PCODES.replace("35.9,36.7", "95.0,36.7"), "lies nowhere on earth"),
        (PCODES.replace(",36.7", ",36.7,1"), "line 2: 10 cells for 9 columns"),
        ("".join(dump(KAFR)) + "900000009\tshort\n", "line 2: 2 columns"),
    ],
)
def test_a_bad_table_says_what_is_wrong_and_where(text: str, reason: str) -> None:
    with pytest.raises(BadRecord, match=reason):
        read(text)


def test_added_places_stand_beside_ours(tmp_path: Path) -> None:
    own = tmp_path / "folder" / "own.sqlite"
    assert add_places(own, read_places(dump(KAFR), origin="x")) == 1
    with Gazetteer.open(own=own) as gazetteer:
        (found,) = gazetteer.lookup("Kafr Ardan")
        assert (found.place.id, found.place.admin1) == ("gn:900000001", "Idlib")
        assert gazetteer.place(PlaceId("gn:900000001")) == found.place
        assert gazetteer.place(PlaceId("gn:900000002")) is None
        assert gazetteer.lookup("Kafar Ardan", countries=["SY"])[0].place == found.place
        assert gazetteer.lookup("Saraqib")


def test_adding_twice_changes_nothing_and_a_new_row_replaces_the_old(tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    for row in (KAFR, KAFR, (*KAFR[:3], "36.0", *KAFR[4:])):
        add_places(own, read_places(dump(row), origin="x"))
    with Gazetteer.open(own=own) as gazetteer:
        (found,) = gazetteer.lookup("Kafr Ardan")
        assert found.place.latitude == 36.0


def test_a_place_that_vedette_knows_is_not_there_twice(tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    again = ("900000006", "Saraqib", "", "35.865", "36.805", "P", "PPL", "SY", "12", "32495")
    add_places(own, read_places(dump(again), origin="x"))
    with Gazetteer.open(own=own) as gazetteer, Gazetteer.open() as shipped:
        assert gazetteer.lookup("Saraqib") == shipped.lookup("Saraqib")


def test_what_is_no_gazetteer_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    own.write_text("notes of mine, long enough to be taken for a file of SQLite by nobody" * 20, encoding="utf-8")
    with pytest.raises(FixSetup, match="no gazetteer"):
        add_places(own, ())
    assert own.read_text(encoding="utf-8").startswith("notes of mine")
