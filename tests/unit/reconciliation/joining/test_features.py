"""What two claims have in common, feature by feature, on invented reports."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.stories import tell
from vedette.model.claim import EventType, TollContent
from vedette.model.ids import PlaceId
from vedette.model.mention import PlaceMention
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.model.times import Basis, Precision, When
from vedette.reconciliation.events import voted_type
from vedette.reconciliation.joining.features import ACROSS, WITHIN
from vedette.reconciliation.joining.pairs import features_of, score, veto_of, weights
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony import base
from vedette.reconciliation.testimony.kinds import told_type, type_of
from vedette.reconciliation.testimony.places import Nearness, nearness
from vedette.reconciliation.testimony.wording import wording

DAY = dt.date(2031, 5, 2)
TOLL = {"kind": "toll", "cause": "air-strike", "place": "Tell Osra", "when": DAY}


def two(first: dict[str, Any], second: dict[str, Any], *texts: str) -> tuple[base.Testimony, base.Testimony]:
    """Two claims in two reports, or in the sentences of one where one text is given."""
    time = dt.datetime(2031, 5, 3, 9, tzinfo=dt.UTC)
    if len(texts) == 1:
        made = [{"id": "a", "outlet": "Meridian Wire", "published": time, "text": texts[0], "claim": [first, second]}]
    else:
        made = [
            {"id": name, "outlet": outlet, "published": time, "text": text, "claim": [claim]}
            for name, outlet, text, claim in zip(
                "ab", ("Meridian Wire", "Harbour Post"), texts, (first, second), strict=True
            )
        ]
    said, documents = tell(made)
    a, b = sorted(weighable(said, documents), key=lambda t: (t.order, t.claim.claim.evidence.quote != first["in"]))
    return (a, b) if a.claim.claim.evidence.quote == first["in"] else (b, a)


def across(first: dict[str, Any], second: dict[str, Any]) -> tuple[base.Testimony, base.Testimony]:
    return two(TOLL | first, TOLL | second, f"Jets hit it, {first['in']}.", f"Planes came, {second['in']}.")


def undated(a: base.Testimony, b: base.Testimony) -> tuple[base.Testimony, base.Testimony]:
    """The second without a day of its own: it is taken to be of its publication."""
    day = b.spoke
    return a, replace(b, when=When(day, day + dt.timedelta(days=1), Precision.DAY, Basis.PUBLISHED, ""))


def test_the_same_figure_tells_more_the_more_people_it_counts() -> None:
    few = features_of(*across({"in": "3 died", "point": 3}, {"in": "3 were killed", "point": 3}))
    many = features_of(*across({"in": "73 died", "point": 73}, {"in": "73 were killed", "point": 73}))
    assert 0 < few["same figure"] < many["same figure"] <= 1


def test_a_floor_and_a_higher_figure_can_both_be_true() -> None:
    found = features_of(*across({"in": "at least 16 died", "low": 16}, {"in": "19 were killed", "point": 19}))
    assert (found["both true"], found["same figure"], found["figures apart"]) == (16 / 19, 0, 0)


def test_two_large_counts_of_one_day_and_place_are_hardly_of_two_events() -> None:
    few = features_of(*across({"in": "12 died", "point": 12}, {"in": "9 were killed", "point": 9}))
    many = features_of(*across({"in": "56 died", "point": 56}, {"in": "85 were killed", "point": 85}))
    assert few["both large"] == 0 < many["both large"] <= 1


def test_a_rare_type_tells_more_than_that_types_fit() -> None:
    gas = {"cause": "chemical-attack"}
    found = features_of(*across({"in": "12 died", "point": 12} | gas, {"in": "9 were killed", "point": 9} | gas))
    raids = features_of(*across({"in": "12 died", "point": 12}, {"in": "9 were killed", "point": 9}))
    assert (found["rare type"], raids["rare type"]) == (1, 0)


def test_one_origin_that_counts_more_dead_of_a_rare_act_raised_its_count() -> None:
    first, second = {"in": "14 died", "low": 14, "who": "Ridge Observatory"}, {"in": "22 died", "low": 22}
    second |= {"who": "Ridge Observatory"}
    bombing = {"cause": "suicide-bombing"}
    assert veto_of(*across(first, second)) == "one origin gives the two different figures"
    assert veto_of(*across(first | bombing, second | bombing)) is None


def test_one_origin_that_counts_one_more_later_that_day_counts_on() -> None:
    first, second = {"in": "15 died", "point": 15, "who": "Ridge Observatory"}, {"in": "16 died", "point": 16}
    second |= {"who": "Ridge Observatory"}
    assert veto_of(*across(first, second)) is None
    assert veto_of(*across(first, second | {"in": "22 died", "point": 22})) is not None


def test_those_of_one_class_may_be_among_all_whom_one_origin_counts_elsewhere() -> None:
    every = {"in": "22 died", "point": 22, "who": "Ridge Observatory"}
    some = {"in": "6 civilians died", "point": 6, "victims": "civilian", "who": "Ridge Observatory"}
    assert veto_of(*across(every, some)) is None
    assert veto_of(*across(every | {"point": 5, "in": "5 died"}, some)) is not None, "fewer than the part"


def test_a_toll_has_the_type_that_its_own_sentence_tells() -> None:
    plain = {"kind": "toll", "place": "Tell Osra", "when": DAY, "in": "killed 12 people", "point": 12}
    struck = {"kind": "event", "type": "air-strike", "place": "Tell Osra", "when": DAY, "in": "Jets hit"}
    a, b = two(struck, plain, "Jets hit Tell Osra and killed 12 people.")
    assert {told_type(a), told_type(b)} == {EventType.AIR_STRIKE}
    assert voted_type([t for t in (a, b) if type_of(t) is None]) is EventType.AIR_STRIKE


def test_what_people_came_to_harm_in_is_what_happened_not_what_is_told_beside_it() -> None:
    plain = {"kind": "toll", "place": "Tell Osra", "when": DAY, "in": "12 were killed", "point": 12}
    push = {"kind": "event", "type": "armed-clash", "place": "Tell Osra", "when": DAY, "in": "an offensive"}
    act, toll = two(push, plain, "In raids on Tell Osra 12 were killed after rebels began an offensive.")
    assert told_type(toll) is EventType.ARMED_CLASH  # nothing else is told of them
    content = toll.claim.claim.content
    assert isinstance(content, TollContent)
    in_raids = toll.claim.claim.with_content(replace(content, amid=EventType.AIR_STRIKE))
    known = replace(toll, claim=replace(toll.claim, claim=in_raids))
    assert told_type(known) is EventType.AIR_STRIKE
    assert voted_type([act, known]) is EventType.AIR_STRIKE


def test_an_execution_is_no_strike_of_that_day_and_place() -> None:
    struck = {"kind": "event", "type": "air-strike", "place": "Tell Osra", "when": DAY, "in": "jets bombed"}
    shot = {"kind": "event", "type": "attack", "place": "Tell Osra", "when": DAY, "in": "executed"}
    assert veto_of(*two(struck, shot, "Tell Osra, which jets bombed, saw nine men executed.")) is not None
    assert (
        veto_of(*two(struck, shot | {"in": "attack"}, "Tell Osra, which jets bombed, mourns after the attack.")) is None
    )


def test_an_attack_is_what_those_hurt_in_it_are_said_to_have_been_hurt_in() -> None:
    plain = {"kind": "toll", "place": "Tell Osra", "when": DAY, "in": "12 were killed", "point": 12}
    bare = {"kind": "event", "type": "attack", "place": "Tell Osra", "when": DAY, "in": "The attack"}
    act, toll = two(bare, plain, "In raids on Tell Osra 12 were killed. The attack came that day.")
    content = toll.claim.claim.content
    assert isinstance(content, TollContent)
    in_raids = toll.claim.claim.with_content(replace(content, amid=EventType.AIR_STRIKE))
    assert voted_type([act, replace(toll, claim=replace(toll.claim, claim=in_raids))]) is EventType.AIR_STRIKE


def test_an_execution_amid_an_offensive_is_an_attack() -> None:
    plain = {"kind": "toll", "place": "Tell Osra", "when": DAY, "in": "12 were put to death", "point": 12}
    push = {"kind": "event", "type": "armed-clash", "place": "Tell Osra", "when": DAY, "in": "The offensive"}
    act, toll = two(push, plain, "In Tell Osra 12 were put to death. The offensive had reached it that day.")
    content = toll.claim.claim.content
    assert isinstance(content, TollContent)
    killed = toll.claim.claim.with_content(replace(content, amid=EventType.ATTACK))
    assert voted_type([act, replace(toll, claim=replace(toll.claim, claim=killed))]) is EventType.ATTACK


def test_a_count_over_days_is_not_that_of_one_of_the_days() -> None:
    over = When(DAY, DAY + dt.timedelta(days=2), Precision.INTERVAL, Basis.STATED, "the past 24 hours")
    a, b = across({"in": "12 died", "point": 12}, {"in": "45 were killed", "point": 45})
    assert veto_of(a, b) is None
    assert veto_of(a, replace(b, when=over)) == "one counts over days, the other in one event"


def test_a_town_named_like_its_province_may_be_the_province() -> None:
    town = PlaceResolution("Osra", PlacePrecision.TOWN, PlaceId("g:1"), "Osra", 35.9, 36.6, 5, "XX", "Osra")
    village = PlaceResolution("Tell Kef", PlacePrecision.TOWN, PlaceId("g:2"), "Tell Kef", 35.4, 36.6, 5, "XX", "Osra")
    other = replace(village, place=PlaceId("g:3"), name="Wadi Lor", latitude=35.0)
    a, b = across({"in": "12 died", "point": 12}, {"in": "12 were killed", "point": 12})

    def at(t: base.Testimony, place: PlaceResolution) -> base.Testimony:
        where = PlaceMention(place.mention, place.mention)
        claim = replace(t.claim, claim=replace(t.claim.claim, where=where), place=place)
        return replace(t, claim=claim)

    assert nearness(at(a, town), at(b, village)) is Nearness.NAMESAKE
    assert nearness(at(a, other), at(b, village)) is not Nearness.NAMESAKE


def test_ten_of_the_dead_are_no_rival_count() -> None:
    text = "Jets hit the town. At least 10 of the dead were in Tell Osra. Rescuers gave a toll of 23 dead."
    part = TOLL | {"in": "10 of the dead", "low": 10, "who": "Ridge Watch"}
    a, b = two(part, TOLL | {"in": "toll of 23 dead", "point": 23, "who": "Rescuers"}, text)
    found = features_of(a, b)
    assert (found["rival figures"], found["recount"]) == (0, 0)


def test_features_are_symmetric_and_bounded() -> None:
    a, b = across({"in": "12 died", "point": 12}, {"in": "40 were killed", "point": 40})
    assert features_of(a, b) == features_of(b, a)
    assert all(-1 <= value <= 1 for value in features_of(a, b).values())
    assert score(a, b) == score(b, a)


def test_others_are_people_apart() -> None:
    text = "Jets killed 12 people in Tell Osra. Another 6 died in Tell Osra at dusk."
    a, b = two(TOLL | {"in": "killed 12 people", "point": 12}, TOLL | {"in": "Another 6 died", "point": 6}, text)
    assert veto_of(a, b) == "one origin gives the two different figures"


def test_those_hurt_beside_the_dead_are_no_others_of_those_hurt_before() -> None:
    text = "Jets wounded 40 people in Tell Osra. The raid killed 12 and wounded 40 others."
    hurt = TOLL | {"effect": "injured", "point": 40}
    a, b = two(hurt | {"in": "wounded 40 people"}, hurt | {"in": "wounded 40 others"}, text)
    assert features_of(a, b)["others"] == 0
    text = "Jets wounded 40 people in Tell Osra. Another 40 were wounded in Marsin."
    a, b = two(hurt | {"in": "wounded 40 people"}, hurt | {"in": "Another 40 were wounded"}, text)
    assert features_of(a, b)["others"] == 1


def test_a_rival_count_in_one_report_is_of_the_same_people() -> None:
    text = "Jets killed 12 people in Tell Osra. The Ridge Front put the toll at 20."
    second = TOLL | {"in": "put the toll at 20", "point": 20, "who": "Ridge Front/opposition"}
    a, b = two(TOLL | {"in": "killed 12 people", "point": 12}, second, text)
    found = features_of(a, b)
    assert veto_of(a, b) is None
    assert found["rival figures"] == 1
    assert found["recount"] > 0.9


@pytest.mark.parametrize("table", weights())
def test_the_fitted_weights_are_of_known_features(table: Any) -> None:
    names = {name for asked in table.of.values() for name, *_ in asked}
    assert names <= set(ACROSS) or names <= set(WITHIN)


def test_spellings_of_one_name_meet_in_the_words_of_two_sentences() -> None:
    one, other = wording("Jets hit Tokhar, 14 May 2031, killing 73."), wording("The raid on Tukhar killed 73")
    assert one.names & other.names
    assert one.numbers == other.numbers == {"73"}


def test_words_of_reporting_and_names_of_peoples_tell_nothing() -> None:
    assert not wording("Local sources said on Monday that Syrian officials were there").names


def test_a_word_of_size_is_hardly_a_count() -> None:
    words = {"low": 24, "approximate": True}
    dozens = features_of(*across({"in": "dozens died"} | words, {"in": "dozens were killed"} | words))
    counted = features_of(*across({"in": "24 died", "point": 24}, {"in": "24 were killed", "point": 24}))
    assert 0 < dozens["same figure"] < counted["same figure"] / 2


def test_one_origins_count_is_the_same_in_two_reports_however_few_it_counts() -> None:
    def same(who: str) -> float:
        first = {"in": "3 died", "point": 3, "who": "Ridge Watch"}
        return features_of(*across(first, {"in": "3 were killed", "point": 3, "who": who}))["same count"]

    assert (same("Ridge Watch"), same("Rescuers")) == (1, 0)


def test_a_count_told_without_its_day_may_be_that_of_a_day_or_two_before() -> None:
    def told(dated: str, point: int = 9, cause: str = "air-strike", size: dict[str, Any] | None = None) -> float:
        first = {"in": "9 died", "when": dt.date.fromisoformat(dated)} | (size or {"point": 9})
        second = {"in": f"{point} were killed", "cause": cause} | (size or {"point": point})
        return features_of(*undated(*across(first, second)))["told undated"]

    assert (told("2031-05-03"), told("2031-05-01"), told("2031-04-30"), told("2031-05-04")) == (1, 1, 0, 0)
    assert (told("2031-05-02", point=8), told("2031-05-02", cause="explosive")) == (0, 0)
    assert told("2031-05-02", size={"low": 9, "approximate": True}) == 0


def test_days_apart_say_nothing_where_the_later_telling_has_no_day() -> None:
    second = {"in": "9 were killed", "point": 9, "when": DAY + dt.timedelta(days=1)}
    a, b = across({"in": "9 died", "point": 9}, second)
    assert features_of(a, b)["days apart"] == 1 / 3
    assert features_of(*undated(a, b))["days apart"] == 0


def test_a_count_over_a_week_is_not_that_of_one_strike_whoever_is_counted() -> None:
    week = When(DAY, DAY + dt.timedelta(days=7), Precision.WEEK, Basis.STATED, "this week")
    a, b = across({"in": "18 died", "point": 18, "victims": "civilian"}, {"in": "24 were killed", "point": 24})
    assert veto_of(a, replace(b, when=week)) == "one counts over days, the other in one event"


def test_fewer_at_a_narrower_place_may_be_some_of_them() -> None:
    text = "Raids near Qarat killed 36 people, activists said. Ridge Watch said 23 died in Tell Osra."
    whole = TOLL | {"in": "killed 36 people", "point": 36, "who": "activists", "place": "Qarat"}

    def rival(point: int) -> float:
        part = TOLL | {"in": "23 died", "point": point, "who": "Ridge Watch"}
        a, b = two(whole, part, text)
        a, b = (a, b) if a.claim.claim.evidence.quote == "23 died" else (b, a)
        assert a.claim.claim.where is not None
        within = replace(a.claim.claim.where, within="Qarat")
        a = replace(a, claim=replace(a.claim, claim=replace(a.claim.claim, where=within)))
        return features_of(a, b)["rival figures"]

    assert (rival(23), rival(40)) == (0, 1)


def test_a_lower_toll_is_of_those_whom_it_can_be_a_count_of() -> None:
    text = "Raids on the road killed 21 people in Tell Osra. Rescuers gave a lower toll of 8."

    def recounts(first: int) -> float:
        whole = TOLL | {"in": "killed 21 people", "point": first}
        return features_of(*two(whole, TOLL | {"in": "toll of 8", "point": 8, "who": "Rescuers"}, text))["recount"]

    assert recounts(21) == 0 < recounts(10)


def test_another_right_before_the_figure_sets_its_people_apart() -> None:
    text = "Jets killed 12 people in Tell Osra. Another 6 died in Tell Osra at dusk."
    a, b = two(TOLL | {"in": "killed 12 people", "point": 12}, TOLL | {"in": "6 died", "point": 6}, text)
    quoted = replace(b.claim.claim.evidence, before="in Tell Osra. Another ")
    other = replace(b, claim=replace(b.claim, claim=replace(b.claim.claim, evidence=quoted)))
    assert (features_of(a, b)["others"], features_of(a, other)["others"]) == (0, 1)


def test_the_name_of_a_city_that_all_reports_are_from_is_no_name_in_common() -> None:
    city = PlaceResolution("Marsin", PlacePrecision.TOWN, PlaceId("g:9"), "Marsin", 36.2, 37.1, 5, "XX", "Marsin")
    a, b = across({"in": "12 died near Marsin", "point": 12}, {"in": "40 were killed near Marsin", "point": 40})
    near = [replace(t, claim=replace(t.claim, place=city)) for t in (a, b)]
    assert features_of(*near)["shared names"] == 0 < features_of(a, b)["shared names"]


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [
        ("Another activist group, the Ridge Watch, said dozens died", False),
        ("Other opposition websites put the toll at 85", False),
        ("The monitor also said that the toll was 8", False),
        ("Another 12 people died in Velm", True),
        ("Shells also fell on Osra", True),
    ],
)
def test_another_teller_is_no_other_happening(sentence: str, apart: bool) -> None:
    assert wording(sentence).apart is apart


def test_another_doer_weighs_little_for_rivals_name_each_other() -> None:
    def doer(name: str) -> float:
        first = {"in": "12 died", "point": 12, "by": "army/government"}
        return features_of(*across(first, {"in": "9 were killed", "point": 9, "by": name}))["same doer"]

    assert (doer("army/government"), doer("air force/government"), doer("Hill Front/opposition")) == (1, 0.5, -0.25)


def test_two_large_counts_of_places_with_other_names_may_be_of_two_events() -> None:
    a, b = across({"in": "56 died", "point": 56}, {"in": "85 were killed", "point": 85})
    there = PlaceResolution("Wadi Lor", PlacePrecision.UNRESOLVED, name="Wadi Lor")
    where = PlaceMention("in Wadi Lor", "Wadi Lor")
    elsewhere = replace(b, claim=replace(b.claim, claim=replace(b.claim.claim, where=where), place=there))
    assert nearness(a, elsewhere) is Nearness.DOUBTFUL
    assert features_of(a, elsewhere)["both large"] == features_of(a, b)["both large"] / 2 > 0
