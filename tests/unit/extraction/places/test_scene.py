"""Where the one thing that a text is about happened."""

import pytest

from vedette.extraction.places.general import GeneralPlace
from vedette.extraction.places.scene import scene
from vedette.model.ids import PlaceId
from vedette.model.provenance import Span
from vedette.reference.place import Place, PlaceKind

K = PlaceKind


def place(name: str, kind: K = K.TOWN, *, state: str = "Velmark", country: str = "US", people: int = 20_000) -> Place:
    return Place(PlaceId(f"x:{name}:{state}"), name, kind, country, state, people, 0.0, 0.0, 5.0)


def found(text: str, *places: Place, **options: object) -> str | None:
    spots = {}
    for p in places:
        start = text.find(p.name)
        while start >= 0:
            spots[GeneralPlace(p.name, Span(start, start + len(p.name)))] = p
            start = text.find(p.name, start + 1)
    best = scene(text, spots, home="US", **options)  # type: ignore[arg-type]
    return best and best.name


def test_where_it_happened_goes_before_where_somebody_is_from() -> None:
    text = "Ardan man wounded at a club in Kesra\n\nAn Ardan man was shot at a club in Kesra, police said."
    assert found(text, place("Ardan"), place("Kesra")) == "Kesra"


def test_the_tail_of_a_title_is_the_outlet() -> None:
    text = "Two shot in Kesra County - WXYZ, Ardan\n\nTwo men were shot in Kesra County on Friday."
    assert found(text, place("Ardan"), place("Kesra County", K.DISTRICT)) == "Kesra County"


def test_a_county_goes_before_its_state() -> None:
    text = "Velmark man charged\n\nA Velmark man was shot at, the Kesra County sheriff said. Velmark police agreed."
    assert found(text, place("Velmark", K.PROVINCE), place("Kesra County", K.DISTRICT)) == "Kesra County"


def test_a_namesake_in_a_state_that_nothing_speaks_of_goes_behind() -> None:
    text = "Survivor of Ardan meets those who saved him\n\nDoe was shot. Martin said so. Martin was hit in Ardan."
    ardan = place("Ardan", people=300_000)
    assert found(text, ardan, place("Martin", state="Farmark", people=40_000)) == "Ardan"


@pytest.mark.parametrize("text", ["Boy shoots himself\n\nA boy shot himself.", "Velmark boy shot\n\nHe was shot."])
def test_where_nothing_nearer_is_named_it_is_the_outlets_town(text: str) -> None:
    state = place("Velmark", K.PROVINCE)
    assert found(text, state, outlet=place("Ardan")) == "Ardan"
    assert found(text.replace("Boy", "Velmark boy"), state) in ("Velmark", None)
