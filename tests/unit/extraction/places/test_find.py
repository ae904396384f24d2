"""Which words name places, and how narrow they are."""

import pytest

from tests.unit.extraction.effects.written import unit
from vedette.extraction.places.evidence import is_teller
from vedette.extraction.places.find import FoundPlace, find_places
from vedette.model.mention import PlaceRelation

SITE, TOWN, PROVINCE, COUNTRY = 0, 1, 2, 3


def names(words: str, index: int = 5) -> list[str]:
    return [p.name for p in find_places(unit(words, index))]


def only(words: str) -> FoundPlace:
    (place,) = find_places(unit(words, 5))
    return place


@pytest.mark.parametrize(
    ("words", "name", "kind", "level"),
    [
        ("Rockets hit the town of Kafrun", "Kafrun", "town", TOWN),
        ("Rockets hit the district of Kafrun", "Kafrun", "district", SITE),
        ("Rockets hit Kafrun district", "Kafrun", "district", SITE),
        ("Rockets hit Kafrun village", "Kafrun", "town", TOWN),
        ("Rockets hit Kafrun province", "Kafrun", "province", PROVINCE),
        ("Rockets hit Kafrun gas field", "Kafrun", "site", SITE),
        ("Rockets hit Kafrun refugee/NN camp", "Kafrun", "site", SITE),
        ("Rockets hit Kafrun northern countryside", "Kafrun", "province", PROVINCE),
        ("Rockets fell in Kafrun", "Kafrun", None, TOWN),
        ("Rockets hit the village/NN/compound>Kafrun Kafrun//dobj>hit", "Kafrun", "town", TOWN),
        ("Residents of Kafrun in Aleppo left", "Kafrun", None, TOWN),
        ("Rockets fell in Aleppo", "Aleppo", None, TOWN),
        ("Rockets fell in Syria", "Syria", None, COUNTRY),
        ("Rockets hit the outskirts of Aleppo", "Aleppo", "district", TOWN),
    ],
)
def test_words_beside_a_name_make_it_a_place(words: str, name: str, kind: str | None, level: int) -> None:
    found = find_places(unit(words, 5))[0]
    assert (found.name, found.mention.kind, found.level) == (name, kind, level)


def test_a_site_keeps_its_capital_kind_in_its_name() -> None:
    assert only("Rockets hit Kafrun Hospital/NNP").name == "Kafrun Hospital"


def test_the_mention_holds_kind_and_name_as_printed() -> None:
    place = only("Rockets hit the town of Kafrun today")
    assert place.mention.text == "town of Kafrun"
    assert place.mention.span is not None
    assert place.mention.span.of("Rockets hit the town of Kafrun today") == "Kafrun"


def test_directions_before_a_name_belong_to_the_place() -> None:
    assert only("Rockets fell in northern Aleppo").mention.text == "northern Aleppo"


def test_the_relation_is_part_of_the_place() -> None:
    place = only("Troops stopped/VBD 15 km north of Hama")
    mention = place.mention
    assert (mention.relation, mention.distance_km, mention.bearing) == (PlaceRelation.OFFSET, 15.0, "N")
    assert place.start == 2


def test_a_list_shares_its_kind() -> None:
    assert names("Rockets hit the districts of Karm and Zahra") == ["Karm", "Zahra"]


def test_a_name_with_an_article_by_a_hyphen_is_one() -> None:
    assert names("Rockets hit the town of al-Karm") == ["al-Karm"]


def test_a_possessive_is_no_part_of_the_name() -> None:
    assert names("Rockets hit Aleppo 's outskirts") == ["Aleppo"]


def test_a_lost_apostrophe_is_seen_in_a_known_name() -> None:
    assert names("Rockets hit Aleppos/NNP outskirts") == ["Aleppo"]


@pytest.mark.parametrize(
    "words",
    [
        "They met General/NNP Karun",
        "They met spokesman Karun",
        "Karun//nsubj>spoke spoke/VBD",
        "They fought/VBD in Hamas today",
        "Rockets hit His/PRP$ village",
        "Rockets hit on Monday",
        "Troops of the Syrian/JJ army left",
        "They heard the Karun Observatory/NNP",
        "A man hit by Karun",
        "They heard Karun News/NNP Agency/NNP",
        "They read the Karun times",
        "Fierce/JJ Fighting/NN Rages/VBZ Today/NN",
    ],
)
def test_other_names_are_no_places(words: str) -> None:
    assert names(words) == []


def test_a_country_that_qualifies_is_no_place() -> None:
    assert names("They blamed/VBD Russia//compound>army army//dobj>2 today") == []


def test_a_party_named_by_its_backer_places_nothing() -> None:
    assert names("They met Iran - backed fighters") == []


def test_a_name_that_speaks_is_no_place() -> None:
    assert names("Later/RB Aleppo said it/PRP") == []
    assert names("Residents in Aleppo said it/PRP") == ["Aleppo"]


@pytest.mark.parametrize(
    "words",
    ["BEIRUT ( Reuters ) - Rebels left Idlib", "Beirut - Rebels left Idlib", "BEIRUT : Rebels left Idlib"],
)
def test_a_dateline_places_nothing(words: str) -> None:
    assert names(words, index=0) == ["Idlib"]


def test_deeper_in_a_report_there_is_no_dateline() -> None:
    assert names("Beirut - that is where they went/VBD", index=5) == ["Beirut"]


def test_an_unknown_name_among_capitals_needs_to_be_known() -> None:
    assert names("ROCKETS FELL IN KAFRUN") == []
    assert names("ROCKETS FELL IN ALEPPO") == ["ALEPPO"]


def test_in_title_case_a_capital_tells_nothing() -> None:
    assert names("Many/JJ Rockets/NNS Fell/VBD Near Kafrun/NNP") == []
    assert names("Many/JJ Rockets/NNS Fell/VBD Near Aleppo/NNP") == ["Aleppo"]


def test_a_capital_of_another_part_of_speech_begins_no_name() -> None:
    assert names("Rockets hit Their/PRP$ Karun village") == ["Karun"]


def test_a_long_unknown_run_is_no_place() -> None:
    assert names("They met in Karun Dela Mira Sol Vane/NNP") == []


def test_a_headlines_word_for_who_tells_is_no_place() -> None:
    words = "strikes hit a town monitor".split()
    assert is_teller(words, 4, 5)
    assert not is_teller(words, 3, 5)  # a longer name may be one
    assert not is_teller(words, 3, 4)
