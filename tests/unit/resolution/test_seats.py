"""Towns that bear their province's name: which of the two a report means."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests import factories as f
from vedette.model.claim import EventContent, EventType
from vedette.model.mention import PlaceMention
from vedette.model.resolved import PlacePrecision
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.resolver import load_resolver
from vedette.resolution.seats import called_provinces, means_province, seat_of

T, P = PlacePrecision.TOWN, PlacePrecision.PROVINCE


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Raids in Idlib. Idlib province saw more.", True),
        ("Raids in Idlib. They hit the southern countryside of Idlib.", True),
        ("Raids in Idlib. Idlibs western countryside was calm.", True),
        ("Raids in Idlib. Idlib province saw more, the city of Idlib none.", False),
        ("Raids in Idlib. Idlib province saw more, Idlib's suburbs none.", False),
        ("Raids in Idlib and nowhere else.", False),
    ],
)
def test_a_text_calls_a_name_a_provinces_and_never_a_towns(text: str, *, told: bool) -> None:
    assert called_provinces(text, ["Idlib"]) == (frozenset({"Idlib"}) if told else frozenset())


@pytest.mark.parametrize(
    ("words", "name", "kind", "told"),
    [
        ("Rural Homs", "Homs", None, True),
        ("eastern Homs", "Homs", None, True),
        ("an Idlib village".removeprefix("an "), "Idlib", "town", True),
        ("Homs", "Homs", None, False),
        ("eastern Aleppo", "Aleppo", None, False),  # a city of millions has sides
        ("rural Aleppo", "Aleppo", None, True),
        ("eastern Manbij", "Manbij", None, False),  # no province bears the name
        ("eastern Homs district", "Homs", "district", False),
    ],
)
def test_the_words_in_front_tell_the_province(
    gazetteer: Gazetteer, words: str, name: str, kind: str | None, *, told: bool
) -> None:
    assert means_province(PlaceMention(words, name, kind=kind), gazetteer, ("SY",)) is told


def test_a_seat_is_a_town_in_the_province_of_its_name(gazetteer: Gazetteer) -> None:
    seat = seat_of("Homs", gazetteer, ("SY",))
    assert seat is not None
    assert seat.admin1 == "Homs"
    assert seat_of("Homs", gazetteer, ("LB",)) is None


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Syrian government jets bombed Deir ez-Zor on Friday. The province of Deir ez-Zor is held by two sides.", P),
        ("Syrian government jets bombed Deir ez-Zor on Friday, the city's doctors said.", T),
    ],
)
def test_a_report_that_speaks_of_the_province_means_it(text: str, precision: PlacePrecision) -> None:
    document = replace(f.document(), text=text)
    claim = f.claim(EventContent(EventType.AIR_STRIKE), where=PlaceMention("Deir ez-Zor", "Deir ez-Zor"))
    place = load_resolver().resolve(document, [claim])[0].place
    assert place is not None
    assert place.precision is precision
