import datetime as dt

import pytest

from vedette.reference.actors import ActorRegistry
from vedette.resolution.conflict_context import detect_conflicts

REGISTRY = ActorRegistry.load()

CASES = [
    ("Barrels fell on two quarters of Aleppo while the Syrian army shelled the road", "2016-08-01", "syria"),
    ("Russian jets hit a market in Idlib province the Syrian Observatory said", "2019-07-20", "syria"),
    ("Russian drones struck Kharkiv overnight; Ukrainian air defence shot down most", "2024-05-01", "ukraine"),
    ("Shells fell on a camp near El Fasher as the Rapid Support Forces pressed on", "2024-06-01", "sudan"),
    ("M23 fighters entered Minova after Congolese soldiers withdrew towards Goma", "2025-01-20", "drc"),
    ("Villagers in Sagaing fled as junta troops burned houses; the PDF ambushed a convoy", "2023-03-01", "myanmar"),
    ("A blast in Mogadishu killed nine; al-Shabaab said it had sent the bomber", "2022-11-01", "somalia"),
    ("Israeli jets struck Khan Younis and Hamas fired rockets", "2023-12-01", "gaza"),
    ("The FMLN attacked a garrison in Chalatenango", "1989-05-01", "el-salvador"),
    ("Fano militiamen took a town in Gojjam", "2024-02-01", "ethiopia"),
]


@pytest.mark.parametrize(("text", "day", "conflict"), CASES, ids=[c[2] + c[1] for c in CASES])
def test_conflict_is_told_by_parties_and_places(text: str, day: str, conflict: str) -> None:
    assert detect_conflicts(text, REGISTRY, date=dt.date.fromisoformat(day))[:1] == (conflict,)


def test_a_report_of_no_war_has_none() -> None:
    assert detect_conflicts("The bakery on the corner opens at seven.", REGISTRY) == ()


def test_a_text_without_capitals_is_read_too() -> None:
    text = "peruvian troops met a column of the shining path near ayacucho; it is said that fmln envoys protested"
    assert detect_conflicts(text, REGISTRY, date=dt.date(1990, 1, 1))[:1] == ("peru",)


def test_a_name_is_no_plural_of_a_town() -> None:
    text = "Hamas fired from Gaza. Hamas said so. Hamas denied more. Hamas denied all."
    assert detect_conflicts(text, REGISTRY, date=dt.date(2023, 12, 1)) == ("gaza",)
    assert detect_conflicts("Aleppos countryside; Homss roads", REGISTRY, date=dt.date(2016, 1, 1))[:1] == ("syria",)


def test_countries_of_places_count() -> None:
    assert detect_conflicts("Two died.", REGISTRY, countries=("ML", "ML")) == ("mali",)


def test_the_name_of_a_state_that_fights_abroad_is_no_war_at_home() -> None:
    text = "Russia and the Russian air force flew over Syria; Syrian officials denied it."
    assert detect_conflicts(text, REGISTRY, date=dt.date(2016, 1, 1)) == ("syria",)


def test_a_war_that_is_over_gives_way() -> None:
    text = "Tamil voters in Jaffna; the Tamil Tigers are remembered."
    then = detect_conflicts(text, REGISTRY, date=dt.date(2008, 1, 1))
    now = detect_conflicts(text, REGISTRY, date=dt.date(2024, 1, 1))
    assert then == ("sri-lanka",)
    assert now == ()
