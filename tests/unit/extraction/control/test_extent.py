"""How much of a place is meant."""

import pytest

from tests.unit.extraction.control.parsed import sentence
from vedette.extraction.control.extent import extent_of
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import PlaceMention, PlaceRelation


def words(text: str, place: str) -> Extent:
    """The extent that plain words before a place's name say."""
    found = sentence(" ".join(f"{w}/NN/dep>{i}" for i, w in enumerate(text.split())), {place: 1})
    return extent_of(found, (0, len(found.unit.doc)), found.places[0].mention)


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("took most of Marib", Extent.MOST),
        ("took parts of Marib", Extent.PART),
        ("took the whole of Marib", Extent.ALL),
        ("reached the outskirts of Marib", Extent.OUTSKIRTS),
        ("took Marib", Extent.UNSPECIFIED),
        ("hold 90 per cent of Marib", Extent.MOST),
        ("hold 40 percent of Marib", Extent.PART),
        ("seized 300 square kilometres of Marib", Extent.PART),
        ("pushed them out of most parts of Marib", Extent.MOST),
    ],
)
def test_words_before_the_name_say_how_much(text: str, extent: Extent) -> None:
    assert words(text, "Marib") is extent


def test_words_of_the_name_say_which_place_and_not_how_much_of_it() -> None:
    assert words("took Areas Marib", "Areas Marib") is Extent.UNSPECIFIED


def test_near_a_town_is_its_outskirts_only_where_it_is_fought_for() -> None:
    found = sentence("clashes/NNS/ROOT>0 near/IN/prep>0 Marib/NNP/pobj>1", {"Marib": 1})
    near = PlaceMention("Marib", "Marib", relation=PlaceRelation.NEAR)
    assert extent_of(found, (0, 3), near, ControlRelation.CONTESTS) is Extent.OUTSKIRTS
    assert extent_of(found, (0, 3), near, ControlRelation.CAPTURED) is Extent.UNSPECIFIED
