from collections.abc import Iterator, Sequence

import pytest

from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.provenance import Span
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place_geometry import distance_km
from vedette.resolution.place_context import PlaceContext, read_context
from vedette.resolution.places import resolve_place

R = PlaceRelation
SYRIA = ("Syria", "Aleppo", "Idlib", "Hama", "Homs")
UKRAINE = ("Ukraine", "Donetsk", "Zaporizhzhia region", "Kyiv")


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


def mention(name: str, text: str | None = None, **fields: object) -> PlaceMention:
    return PlaceMention(text or name, name, **fields)  # type: ignore[arg-type]


def context(gazetteer: Gazetteer, names: Sequence[str], **fields: object) -> PlaceContext:
    return read_context([mention(n) for n in names], gazetteer, **fields)  # type: ignore[arg-type]


def resolve(gazetteer: Gazetteer, name: str, among: Sequence[str], **fields: object) -> PlaceResolution:
    asked = mention(name, **fields)
    return resolve_place(asked, read_context([asked, *map(mention, among)], gazetteer))


CASES = [
    ("Salma", SYRIA, (35.67, 36.17)),
    ("Zahraa", ("Syria", "Nubl", "Aleppo"), (36.37, 37.02)),
    ("Deir Ezzor", SYRIA, (35.34, 40.14)),
    ("Hassakeh", SYRIA, (36.50, 40.75)),
    ("Khmeimim airfield", SYRIA, (35.40, 35.95)),
    ("Castello Road", SYRIA, (36.25, 37.15)),
    ("Aleppo's Salah al-Din district", SYRIA, (36.19, 37.13)),
    ("Salah al-Din district of Aleppo", SYRIA, (36.19, 37.13)),
    ("Salah al-Din province", ("Iraq", "Tikrit", "Baghdad"), (34.5, 43.6)),
    ("Eastern Ghouta", ("Syria", "Damascus"), (33.53, 36.44)),
    ("Tripoli", ("Lebanon", "Beirut"), (34.43, 35.84)),
    ("Tripoli", ("Libya", "Benghazi"), (32.89, 13.19)),
    ("Robotyne", UKRAINE, (47.45, 35.84)),
    ("Avdeyevka", UKRAINE, (48.14, 37.75)),
    ("Sake", ("Goma", "North Kivu", "DR Congo"), (-1.57, 29.04)),
    ("Zamzam camp", ("Sudan", "Darfur", "El Fasher"), (13.49, 25.31)),
    ("Gaza", ("Israel", "Rafah"), (31.50, 34.47)),
    ("Moscow", SYRIA, (55.75, 37.62)),
    ("Alexandria", ("Louisiana", "Baton Rouge"), (31.31, -92.45)),
    ("Georgia", ("Atlanta", "Alabama"), (32.7, -83.4)),
    ("Georgia", ("Tbilisi", "Gori"), (42.16, 43.52)),
    ("Lebanon", ("Israel", "Nabatieh"), (33.9, 35.9)),
    ("Washington", ("Iran", "Tehran"), (38.9, -77.04)),
    ("Missouri", ("Kansas", "Illinois"), (38.4, -92.5)),
    ("Maryland", ("Baltimore", "Annapolis"), (39.0, -76.8)),
    ("Lee's Summit", ("Missouri", "Kansas City"), (38.91, -94.38)),
    ("Lamar County", ("Texas", "Dallas"), (33.66, -95.55)),
    ("Adams County", ("Illinois", "Quincy"), (39.93, -91.35)),
]


@pytest.mark.parametrize(("name", "among", "point"), CASES, ids=[f"{n} among {a[0]}" for n, a, _ in CASES])
def test_a_name_is_placed_by_its_document(
    gazetteer: Gazetteer, name: str, among: Sequence[str], point: tuple[float, float]
) -> None:
    found = resolve(gazetteer, name, among)
    assert found.latitude is not None
    assert found.longitude is not None
    limit = 10 if found.precision in (PlacePrecision.TOWN, PlacePrecision.EXACT) else 100
    assert distance_km((found.latitude, found.longitude), point) < limit


UNTELLABLE = [
    ("Springfield", ()),
    ("Salem", ()),
    ("Zahraa", ()),
    ("San Jose", ("Mexico", "Colombia")),
    ("Springfield", SYRIA),
    ("Ivanivka", UKRAINE),
    ("Lamar County", ("Oregon", "Portland")),
    ("Syrian", SYRIA),
    ("Nonesuchville", SYRIA),
    ("Robotinsk", UKRAINE),
]


@pytest.mark.parametrize(("name", "among"), UNTELLABLE, ids=[f"{n} among {a[:1]}" for n, a in UNTELLABLE])
def test_a_name_that_cannot_be_told_stays_unresolved(gazetteer: Gazetteer, name: str, among: Sequence[str]) -> None:
    found = resolve(gazetteer, name, among)
    assert found.precision is PlacePrecision.UNRESOLVED
    assert (found.place, found.latitude) == (None, None)
    assert found.reason


@pytest.mark.parametrize(
    ("asked", "among"),
    [
        (mention("Khalidiya", "Khalidiya neighbourhood", kind="district"), ("Syria", "Aleppo")),
        (mention("Khalidiya", "Khalidiya neighbourhood", kind="district", within="Aleppo"), ("Syria", "Homs")),
        (mention("Zahraa"), ("Syria", "Homs")),
    ],
    ids=["a quarter of another city", "not the city it is said to lie in", "a village far from all that is named"],
)
def test_a_namesake_far_from_the_report_is_not_taken_for_a_quarter_no_gazetteer_has(
    gazetteer: Gazetteer, asked: PlaceMention, among: Sequence[str]
) -> None:
    found = resolve_place(asked, read_context([asked, *map(mention, among)], gazetteer))
    assert found.precision is PlacePrecision.UNRESOLVED
    assert "far from" in found.reason
    assert found.candidates


def test_a_quarter_is_found_in_its_own_city(gazetteer: Gazetteer) -> None:
    asked = mention("Khalidiya", "Khalidiya neighbourhood", kind="district", within="Homs")
    found = resolve_place(asked, read_context([asked, mention("Syria")], gazetteer))
    assert found.precision is PlacePrecision.EXACT


def test_a_village_of_the_province_that_a_city_gives_its_name_is_not_too_far(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, "Tal Abyad", ("Syria", "Raqqa"), within="Raqqa").name is not None


def test_a_bare_name_is_the_province_that_the_report_calls_so(gazetteer: Gazetteer) -> None:
    bare, province = mention("Idlib"), mention("Idlib", "Idlib province", kind="province")
    both = read_context([bare, province, mention("Syria")], gazetteer)
    assert resolve_place(bare, both).precision is PlacePrecision.PROVINCE
    town = read_context([bare, province, mention("Idlib", "city of Idlib", kind="town")], gazetteer)
    assert resolve_place(bare, town).precision is PlacePrecision.TOWN


def test_a_name_of_several_cities_quarters_is_of_the_city_named_last(gazetteer: Gazetteer) -> None:
    city = mention("Damascus", span=Span(0, 8))
    asked = mention("Midane", "district of Midane", kind="district", span=Span(40, 46))
    found = resolve_place(asked, read_context([city, asked, mention("Syria")], gazetteer))
    assert found.name != "Al-Mayadin"


def test_a_small_town_abroad_is_not_taken_for_a_village_at_home(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "al-Karak", ("Syria", "Daraa", "Homs"))
    assert found.country != "JO"


def test_an_unresolved_name_keeps_its_candidates(gazetteer: Gazetteer) -> None:
    assert len(resolve(gazetteer, "Springfield", ()).candidates) > 2


@pytest.mark.parametrize(
    ("name", "precision"),
    [
        ("Aleppo", PlacePrecision.TOWN),
        ("city of Aleppo", PlacePrecision.TOWN),
        ("Aleppo province", PlacePrecision.PROVINCE),
        ("Syria", PlacePrecision.COUNTRY),
        ("northern Syria", PlacePrecision.COUNTRY),
        ("Saif al-Dawla", PlacePrecision.EXACT),
        ("Idlib countryside", PlacePrecision.AROUND),
    ],
)
def test_the_words_say_how_exactly_a_place_is_meant(gazetteer: Gazetteer, name: str, precision: PlacePrecision) -> None:
    assert resolve(gazetteer, name, SYRIA).precision is precision


def test_an_offset_becomes_a_point_of_no_name_with_a_radius(gazetteer: Gazetteer) -> None:
    base = resolve(gazetteer, "Hama", SYRIA)
    found = resolve(
        gazetteer, "Hama", SYRIA, text="15 km north of Hama", relation=R.OFFSET, distance_km=15.0, bearing="north"
    )
    assert found.place is None
    assert found.longitude == pytest.approx(base.longitude, abs=0.01)
    assert ((found.latitude or 0) - (base.latitude or 0)) * 111.2 == pytest.approx(15, abs=0.2)
    assert 3 < (found.radius_km or 0) < 15


def test_between_two_towns_is_half_way_and_reaches_both(gazetteer: Gazetteer) -> None:
    homs, hama = (resolve(gazetteer, name, SYRIA) for name in ("Homs", "Hama"))
    found = resolve(gazetteer, "Homs", SYRIA, relation=R.BETWEEN, other="Hama")
    for end in (homs, hama):
        distance = distance_km((found.latitude or 0, found.longitude or 0), (end.latitude or 0, end.longitude or 0))
        assert distance <= (found.radius_km or 0)
    assert found.precision is PlacePrecision.AROUND


@pytest.mark.parametrize("relation", [R.NEAR, R.OUTSKIRTS, R.COUNTRYSIDE, R.TOWARDS, R.ROAD])
def test_a_loose_relation_widens_the_place_and_keeps_it(gazetteer: Gazetteer, relation: PlaceRelation) -> None:
    plain = resolve(gazetteer, "Hama", SYRIA)
    found = resolve(gazetteer, "Hama", SYRIA, relation=relation)
    assert found.place == plain.place
    assert found.precision is PlacePrecision.AROUND
    assert (found.radius_km or 0) > (plain.radius_km or 0)


def test_western_outskirts_lie_west(gazetteer: Gazetteer) -> None:
    plain = resolve(gazetteer, "Aleppo", SYRIA)
    found = resolve(gazetteer, "Aleppo", SYRIA, relation=R.OUTSKIRTS, bearing="west")
    assert (found.longitude or 0) < (plain.longitude or 0)


def test_the_order_and_number_of_mentions_change_nothing(gazetteer: Gazetteer) -> None:
    names = [*SYRIA, "Salma", "Tripoli", "Georgia"]
    forward, backward = context(gazetteer, names), context(gazetteer, [*reversed(names), *names])
    assert [resolve_place(mention(n), forward) for n in names] == [resolve_place(mention(n), backward) for n in names]


def test_a_known_conflict_decides_where_the_text_does_not(gazetteer: Gazetteer) -> None:
    asked = mention("Zahraa")
    found = resolve_place(asked, read_context([asked], gazetteer, conflict_countries=["SY"]))
    assert found.country == "SY"


def test_a_site_known_by_its_town_only_is_somewhere_around_it(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Saraqib hospital", SYRIA)
    assert found.name == "Saraqib"
    assert found.precision is PlacePrecision.AROUND


@pytest.mark.parametrize("name", ["Aleppo" + ", Aleppo" * 3000, "district of " * 3000, "x" * 100_000])
def test_hostile_names_neither_crash_nor_resolve(gazetteer: Gazetteer, name: str) -> None:
    assert resolve(gazetteer, name, SYRIA).place is None


def test_a_village_of_a_list_is_no_quarter_of_a_city(gazetteer: Gazetteer) -> None:
    asked = PlaceMention("villages of Shevchenko", "Shevchenko", kind="district")
    others = [PlaceMention(name, name) for name in ("Pokrovsk", "Kursk", "Belgorod")]
    assert resolve_place(asked, read_context([asked, *others], gazetteer)).precision is PlacePrecision.UNRESOLVED


def test_a_village_abroad_is_not_meant(gazetteer: Gazetteer) -> None:
    asked = PlaceMention("Oula district", "Oula", kind="district")
    others = [PlaceMention(name, name) for name in ("El Fasher", "Sudan")]
    assert resolve_place(asked, read_context([asked, *others], gazetteer)).place is None


def test_a_list_of_provinces_is_at_none_of_them(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Aleppo, Hama and Idlib", SYRIA)
    assert found.precision is PlacePrecision.UNRESOLVED


def test_several_places_are_where_what_holds_them_is(gazetteer: Gazetteer) -> None:
    quarters = resolve(gazetteer, "al-Midan and Kesra Velm", SYRIA, within="Aleppo")
    assert (quarters.name, quarters.place, quarters.admin1) == ("al-Midan and Kesra Velm", None, "Aleppo")
    towns = resolve(gazetteer, "Douma and Harasta", SYRIA)
    assert (towns.precision, towns.admin1) == (PlacePrecision.PROVINCE, "Rif Dimashq")


def test_several_places_of_several_provinces_are_not_located(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Douma and Palmyra", SYRIA)
    assert (found.precision, found.name) == (PlacePrecision.UNRESOLVED, "Douma and Palmyra")


def test_two_spellings_of_a_name_do_not_speak_for_each_other(gazetteer: Gazetteer) -> None:
    asked = mention("Al-Quriyah", kind="town")
    others = [mention(n) for n in ("al-Quria", "Syria", "Raqqa", "Manbij")]
    found = resolve_place(asked, read_context([asked, *others], gazetteer))
    assert found.admin1 != "Suwayda"


@pytest.mark.parametrize("text", ["al-Sulaymaniyah neighborhood", "the village of al-Sabha"])
def test_a_quarter_or_village_is_no_city_abroad(gazetteer: Gazetteer, text: str) -> None:
    name = next(w for w in text.split() if w.startswith("al-"))
    asked = mention(name, text, kind="district" if "neighborhood" in text else "town")
    found = resolve_place(asked, read_context([asked, *map(mention, SYRIA)], gazetteer))
    assert found.precision is PlacePrecision.UNRESOLVED
