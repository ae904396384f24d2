import csv
import json
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from vedette.errors import FixSetup, MissingPart
from vedette.model.ids import PlaceId
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import Match, PlaceKind


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Saraqeb", "SY", "Saraqib"),
        ("Khan Sheikhoun", "SY", "Khan Shaykhun"),
        ("Deir Ezzor", "SY", "Deir ez-Zor"),
        ("Avdeyevka", "UA", "Avdiivka"),
        ("Авдіївка", "UA", "Avdiivka"),
        ("Al-Fashir", "SD", "El Fasher"),
        ("حلب", "SY", "Aleppo"),
        ("Hmeimim", "SY", "Khmeimim Air Base"),
        ("Robotyne", "UA", "Robotyne"),
        ("Kiwanja", "CD", "Kiwanja"),
        ("Alwaer", "SY", "Al-Waer"),
        ("Tell Rifat", "SY", "Tell Rifaat"),
    ],
)
def test_other_spellings_find_the_town(gazetteer: Gazetteer, name: str, country: str, expected: str) -> None:
    found = [c.place.name for c in gazetteer.lookup(name, countries=[country]) if c.place.country == country]
    assert found[0] == expected


@pytest.mark.parametrize("name", ["Robotinovka", "Xqzzt", "", "Zahrayn"])
def test_what_is_not_there_is_not_found(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name, countries=["SY"]) == ()


def test_another_spelling_is_sought_only_in_the_countries_asked_for(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Saraqqeb") == ()
    (candidate,) = gazetteer.lookup("Saraqqeb", countries=["SY"])
    assert candidate.match is Match.SPELLING


def test_a_well_known_name_is_not_bent_to_fit_another_country(gazetteer: Gazetteer) -> None:
    assert "UA" not in {c.place.country for c in gazetteer.lookup("Hebron", countries=["UA"])}


def test_namesakes_come_most_populous_first(gazetteer: Gazetteer) -> None:
    people = [c.place.population for c in gazetteer.lookup("Tripoli") if c.match is Match.NAME]
    assert len(people) > 1
    assert people == sorted(people, reverse=True)


def test_ids_lead_back_to_their_places(gazetteer: Gazetteer) -> None:
    for name in ("Aleppo", "Khmeimim Air Base", "OSDI"):
        place = gazetteer.lookup(name)[0].place
        assert gazetteer.place(place.id) == place
    assert gazetteer.place(PlaceId("gn:0")) is None
    assert gazetteer.place(PlaceId("gn:x")) is None


def test_crimea_goes_by_its_iso_code(gazetteer: Gazetteer) -> None:
    crimea = next(c.place for c in gazetteer.lookup("Crimea") if c.place.kind is PlaceKind.PROVINCE)
    assert crimea.country == "UA"


def test_countries_have_provinces(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SY")
    assert syria is not None
    assert syria.name == "Syria"
    assert len(gazetteer.provinces("SY")) == 14
    assert gazetteer.country("ZZ") is None


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="build_gazetteer"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_another_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('schema', '0')")
    db.close()
    with pytest.raises(FixSetup, match="schema"):
        Gazetteer.open(path)


def test_the_manifest_counts_what_the_file_holds(gazetteer: Gazetteer) -> None:
    data = resources.files("vedette.reference") / "data"
    manifest = json.loads((data / "gazetteer.json").read_text("utf-8"))
    with sqlite3.connect(f"file:{data / 'gazetteer.sqlite'}?mode=ro", uri=True) as db:
        places, names = (db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("place", "name"))
    db.close()
    assert manifest["counts"]["places"] == places
    assert manifest["counts"]["names"] == names
    assert len(manifest["rows_sha256"]) == 64


@pytest.mark.parametrize("file", ["places.csv", "places_regions.csv"])
def test_each_row_of_the_supplement_is_whole(file: str) -> None:
    text = (resources.files("vedette.reference") / "data" / file).read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) > 150
    for row in rows:
        assert row["name"]
        assert row["source"]
        assert PlaceKind(row["kind"])
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
    keys = [(r["name"], r["country"], r["kind"]) for r in rows]
    assert len(keys) == len(set(keys))


def test_the_supplement_holds_more_than_six_hundred_places() -> None:
    text = (resources.files("vedette.reference") / "data" / "places.csv").read_text("utf-8")
    assert len(text.splitlines()) > 601
