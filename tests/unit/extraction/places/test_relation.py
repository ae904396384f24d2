"""How a claim's place lies to the place that is named."""

import pytest

from vedette.extraction.places.relation import relation_of
from vedette.model.mention import PlaceRelation

IN, NEAR, OFFSET = PlaceRelation.IN, PlaceRelation.NEAR, PlaceRelation.OFFSET
OUTSKIRTS, COUNTRYSIDE, TOWARDS = PlaceRelation.OUTSKIRTS, PlaceRelation.COUNTRYSIDE, PlaceRelation.TOWARDS


@pytest.mark.parametrize(
    ("words", "relation", "kilometres", "bearing"),
    [
        ("in", IN, None, ""),
        ("they left", IN, None, ""),
        ("near", NEAR, None, ""),
        ("outside the", NEAR, None, ""),
        ("in the vicinity of", NEAR, None, ""),
        ("close to", NEAR, None, ""),
        ("north of", OFFSET, None, "N"),
        ("15 km north of", OFFSET, 15.0, "N"),
        ("some fifteen kilometres south-west of the", OFFSET, 15.0, "SW"),
        ("10 miles east of", OFFSET, 16.09, "E"),
        ("20 kilometers from", OFFSET, 20.0, ""),
        ("they came from", IN, None, ""),
        ("on the edges of", OUTSKIRTS, None, ""),
        ("at the entrance to", OUTSKIRTS, None, ""),
        ("in rural", IN, None, ""),
        ("in the farmland of the", COUNTRYSIDE, None, ""),
        ("in the countryside around", COUNTRYSIDE, None, ""),
        ("towards", TOWARDS, None, ""),
        ("between", PlaceRelation.BETWEEN, None, ""),
    ],
)
def test_the_words_before_a_name_give_its_relation(
    words: str, relation: PlaceRelation, kilometres: float | None, bearing: str
) -> None:
    before = words.split()
    found = relation_of([*before, "kafrun"], len(before))
    assert found[:3] == (relation, pytest.approx(kilometres) if kilometres else None, bearing)


@pytest.mark.parametrize(("noun", "relation"), [("outskirts", OUTSKIRTS), ("countryside", COUNTRYSIDE), ("town", IN)])
def test_a_kind_noun_in_front_can_be_the_relation(noun: str, relation: PlaceRelation) -> None:
    assert relation_of(["on", "the", noun, "of", "kafrun"], 2)[0] is relation


def test_the_relation_begins_with_its_first_word() -> None:
    words = ["stopped", "15", "km", "north", "of", "kafrun"]
    assert relation_of(words, 5)[3] == 1
    assert relation_of(["fell", "near", "kafrun"], 2)[3] == 1


def test_kilometres_without_a_number_are_no_distance() -> None:
    assert relation_of(["km", "north", "of", "kafrun"], 3)[1] is None
