import csv
from importlib.resources import files

import pytest

from vedette.reference.actors import ActorRegistry
from vedette.reference.outlets import OutletRegistry, OwnerKind

OUTLETS = OutletRegistry.load()


def test_there_are_at_least_three_hundred_outlets_in_fifty_countries() -> None:
    assert len(OUTLETS.outlets) >= 300
    assert len({o.country for o in OUTLETS.outlets}) >= 50


def test_every_outlet_has_a_source_and_a_known_tie() -> None:
    registry = ActorRegistry.load()
    for outlet in OUTLETS.outlets:
        assert outlet.source, outlet.name
        assert outlet.tied_to is None or outlet.tied_to in registry, outlet.name


def test_no_domain_belongs_to_two_outlets() -> None:
    domains = [d for o in OUTLETS.outlets for d in o.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Sana", "Syrian Arab News Agency"),
        ("the guardian", "The Guardian"),
        ("Guardian", "The Guardian"),
        ("https://www.aljazeera.com/news/2016/7/5/story", "Al Jazeera"),
        ("tass.com", "TASS"),
        ("news.bbc.co.uk", "BBC"),
        ("https://english.dvb.no/x", "Democratic Voice of Burma"),
    ],
)
def test_outlet_is_found_by_name_domain_or_address(asked: str, name: str) -> None:
    outlet = OUTLETS.lookup(asked)
    assert outlet is not None
    assert outlet.name == name


@pytest.mark.parametrize("asked", ["", "nobody.example", "com", "http://[broken", "example.com/tass.com"])
def test_unknown_outlet_is_none(asked: str) -> None:
    assert OUTLETS.lookup(asked) is None


def test_outlets_of_one_party_are_in_the_same_hands() -> None:
    assert OUTLETS.same_hands("Tasnim", "Fars News Agency")
    assert OUTLETS.same_hands("TASS", "tass.com")
    assert not OUTLETS.same_hands("TASS", "Reuters")
    assert not OUTLETS.same_hands("nobody", "nobody")


def test_owner_kinds_are_told_apart() -> None:
    kinds = {o.owner for o in OUTLETS.outlets}
    assert kinds == set(OwnerKind)


def test_table_is_sorted_so_that_changes_read_well() -> None:
    text = (files("vedette.reference") / "data" / "outlets.csv").read_text(encoding="utf-8")
    names = [row["name"].casefold() for row in csv.DictReader(text.splitlines())]
    assert names == sorted(names)
