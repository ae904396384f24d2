"""Where local outlets are at home."""

import csv
from importlib.resources import files

import pytest

from vedette.reference.gazetteer import Gazetteer
from vedette.reference.local_outlets import Home, local_home
from vedette.reference.place import SETTLEMENTS


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("http://www.wkrn.com:80/story/1", Home("Nashville", "Tennessee")),
        ("https://abclocal.go.com/wtvd/story?id=1", Home("Raleigh", "North Carolina")),
        ("http://patch.com/georgia/decatur/two-hurt", Home("Decatur", "Georgia")),
        ("http://chicago.example.com/news", Home("Chicago", None)),
        ("http://news.example.com/georgia-on-my-mind", None),
        ("https://www.telegram.com/story", Home("Worcester", "Massachusetts")),
        ("https://telegram.org/blog", None),
        ("https://www.9news.com.au/national", None),
        ("https://newsinfo.inquirer.net/1/two-hurt", None),
        ("https://andina.pe/ingles", None),
        ("https://nowhere.example.com", None),
        ("no address", None),
        ("http://[broken", None),
    ],
)
def test_an_address_tells_where_its_outlet_is(address: str, home: Home | None, gazetteer: Gazetteer) -> None:
    assert local_home(address, gazetteer) == home


def test_every_home_is_a_town_of_its_state_and_no_label_stands_twice(gazetteer: Gazetteer) -> None:
    text = (files("vedette.reference") / "data" / "local_outlets.csv").read_text(encoding="utf-8")
    labels: list[str] = []
    for row in csv.DictReader(text.splitlines()):
        found = [c.place for c in gazetteer.lookup(row["place"]) if c.place.country == "US"]
        assert any(p.kind in SETTLEMENTS and p.admin1 == row["state"] for p in found), row
        labels += row["domains"].split()
    assert sorted(labels) == sorted(set(labels))
