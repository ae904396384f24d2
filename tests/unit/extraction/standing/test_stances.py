"""Stances: who backs, leads, belongs to, is loyal to whom, who is stationed where."""

import pytest

from tests.unit.extraction.standing.parsed import report
from vedette.extraction.standing.stances import find_stances
from vedette.model.claim import StanceContent


def stances(*keys: str) -> list[tuple[str, str, str]]:
    contents = [d.content for d in find_stances(report(*keys))]
    return [(c.a.name, c.relation.value, c.b.name) for c in contents if isinstance(c, StanceContent)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("hyphened", ("Kenyan-backed militias", "backed by", "Kenya")),
        ("hyphened_lead", ("Ghana", "leads", "mission")),
        ("led", ("Northern Front", "leads", "coalition of clans")),
        ("possessive", ("Togo", "allied to", "Benin")),
        ("loyal", ("Militias", "loyal to", "president")),
        ("participating", ("Desert Brigade", "part of", "attack")),
        ("and_allied", ("militias", "allied to", "army")),
        ("split", ("Desert Brigade", "split from", "army")),
        ("mediates", ("Qatar", "mediates", "Chad")),
    ],
)
def test_words_of_a_standing_relation_give_a_stance(key: str, expected: tuple[str, str, str]) -> None:
    assert stances(key) == [expected]


@pytest.mark.parametrize("key", ["led_act", "former", "weapons", "stationed_past", "role"])
def test_what_is_over_a_weapon_an_act_or_an_office_is_no_stance(key: str) -> None:
    assert stances(key) == []


def test_an_ally_with_troops_at_an_airport_gives_two_stances() -> None:
    assert stances("ally") == [
        ("Kenya", "allied to", "Somali government"),
        ("Kenya", "stationed at", "Kismayo airport"),
    ]


def test_since_is_the_beginning_itself() -> None:
    content = find_stances(report("ally"))[0].content
    assert isinstance(content, StanceContent)
    assert content.since is not None
    assert content.since.iso() == "2011"


def test_the_year_of_a_split_is_its_beginning() -> None:
    content = find_stances(report("split"))[0].content
    assert isinstance(content, StanceContent)
    assert content.since is not None
    assert content.since.iso() == "2019"


def test_a_stance_told_twice_is_one() -> None:
    assert len(find_stances(report("hyphened", "hyphened"))) == 1


def test_the_quote_holds_both_names() -> None:
    found = report("participating")
    draft = find_stances(found)[0]
    quote = found.sentences[0].unit.text(draft.start, draft.end)
    assert quote.startswith("Desert Brigade")
    assert "attack" in quote
