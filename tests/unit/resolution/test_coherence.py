"""Places that hold each other up."""

import pytest

from vedette.model.mention import PlaceMention
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.coherence import supported
from vedette.resolution.place_context import read_context
from vedette.resolution.places import likeliest


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def state_of(name: str, among: tuple[str, ...], gazetteer: Gazetteer) -> str | None:
    mentions = [PlaceMention(n, n) for n in (name, *among)]
    context = supported(read_context(mentions, gazetteer, outlet_country="US"), mentions)
    found = likeliest(mentions[0], context)
    return found and found.admin1


@pytest.mark.parametrize(
    ("name", "among", "state"),
    [
        ("Quincy", ("Adams County", "Barry"), "Illinois"),
        ("Springfield", ("Sangamon County",), "Illinois"),
        ("Springfield", ("Greene County", "Ozark"), "Missouri"),
        ("Miami", ("Liberty City",), "Florida"),
    ],
)
def test_a_county_tells_which_town_and_towns_which_county(
    name: str, among: tuple[str, ...], state: str, gazetteer: Gazetteer
) -> None:
    assert state_of(name, among, gazetteer) == state
