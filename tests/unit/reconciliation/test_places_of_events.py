"""Where an event was, when its figure is of several places, or one of them bears its province's name."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.stories import tell
from vedette.model.resolved import PlaceBasis, PlacePrecision
from vedette.reconciliation.reconcile import reconcile, weighable
from vedette.reconciliation.testimony.places import Nearness, is_list, nearness

TEXT = "Jets killed 90 fighters in the provinces of Qarat, Marsin and Deir Halim on Friday."


def test_the_sum_over_a_list_of_places_is_at_none_of_them() -> None:
    day = dt.date(2031, 5, 2)
    act = {"kind": "event", "in": "Jets", "type": "air-strike", "place": "Qarat", "when": day}
    toll = {"kind": "toll", "in": "killed 90 fighters", "point": 90, "cause": "air-strike", "when": day}
    toll |= {"place": "Qarat, Marsin and Deir Halim"}
    published = dt.datetime(2031, 5, 2, 18, tzinfo=dt.UTC)
    found = reconcile(
        *tell([{"id": "one", "outlet": "Wire", "published": published, "text": TEXT, "claim": [act, toll]}])
    )
    killed = [e for e in found.events if e.tolls]
    assert [e.place.mention for e in killed if e.place] == ["Qarat, Marsin and Deir Halim"]


@pytest.mark.parametrize(
    ("other", "precision", "expected"),
    [
        ("Qarat", PlacePrecision.PROVINCE, PlacePrecision.PROVINCE),  # "in Qarat province": the bare name is no town
        ("Marsin", PlacePrecision.TOWN, PlacePrecision.TOWN),  # a village of the province is meant
    ],
)
def test_a_bare_name_that_is_its_provinces_too_gives_way(
    other: str, precision: PlacePrecision, expected: PlacePrecision
) -> None:
    day = dt.date(2031, 5, 2)
    published = dt.datetime(2031, 5, 2, 18, tzinfo=dt.UTC)
    raw = {"kind": "event", "type": "air-strike", "when": day}
    text = "Jets bombed Qarat on Friday. The raids on the town of Marsin in Qarat province killed 90 fighters."
    act = raw | {"in": "bombed", "place": "Qarat"}
    toll = {"kind": "toll", "in": "killed 90 fighters", "point": 90, "cause": "air-strike", "when": day, "place": other}
    claims, documents = tell(
        [{"id": "one", "outlet": "Wire", "published": published, "text": text, "claim": [act, toll]}]
    )
    placed = [
        replace(
            c,
            place=replace(
                c.place, admin1="Qarat", precision=precision if c.claim.kind == "toll" else c.place.precision
            ),
        )
        for c in claims
        if c.place is not None
    ]
    found = reconcile(placed, documents)
    told = {(e.place.name, e.place.precision) for e in found.events if e.tolls and e.place}
    assert told == {(other, expected)}


def test_a_village_on_no_map_says_more_than_its_country() -> None:
    day = dt.date(2031, 5, 2)
    published = dt.datetime(2031, 5, 2, 18, tzinfo=dt.UTC)
    text = "Raids on the village of Marsin killed 90 people on Friday. At least 90 people were killed in Tavan."
    one = {"kind": "toll", "in": "killed 90 people", "point": 90, "cause": "air-strike", "when": day, "place": "Marsin"}
    all_told = {"kind": "toll", "in": "90 people were killed", "point": 90, "cause": "air-strike", "when": day}
    claims, documents = tell(
        [
            {"id": "one", "outlet": "Wire", "published": published, "text": text,
             "claim": [one, all_told | {"place": "Tavan"}]},
        ]
    )  # fmt: skip
    placed = [
        replace(
            c,
            place=replace(c.place, place=None, precision=PlacePrecision.UNRESOLVED)
            if c.place.name == "Marsin"
            else replace(c.place, precision=PlacePrecision.COUNTRY),
        )
        for c in claims
        if c.place is not None
    ]
    assert [e.place.name for e in reconcile(placed, documents).events if e.tolls and e.place] == ["Marsin"]


def test_a_place_lies_in_the_list_that_names_it() -> None:
    day = dt.date(2031, 5, 2)
    act = {"kind": "event", "in": "Jets", "type": "air-strike", "place": "Qarat", "when": day}
    toll = {"kind": "toll", "in": "killed 90 fighters", "point": 90, "when": day}
    toll |= {"place": "Qarat, Marsin and Deir Halim"}
    published = dt.datetime(2031, 5, 2, 18, tzinfo=dt.UTC)
    claims, documents = tell(
        [{"id": "one", "outlet": "Wire", "published": published, "text": TEXT, "claim": [act, toll]}]
    )
    a, b = weighable(claims, documents)
    assert nearness(a, b) is Nearness.INSIDE
    assert [is_list(t.claim) for t in (a, b)].count(True) == 1


def test_what_the_report_only_told_of_elsewhere_gives_way_to_a_place_that_is_stated() -> None:
    day = dt.date(2031, 5, 2)
    published = dt.datetime(2031, 5, 2, 18, tzinfo=dt.UTC)
    text = "Jets bombed Qarat province on Friday. The raids killed 90 fighters."
    act = {"kind": "event", "in": "bombed", "type": "air-strike", "place": "Qarat", "when": day}
    toll = {"kind": "toll", "in": "killed 90 fighters", "point": 90, "cause": "air-strike", "when": day}
    toll |= {"place": "Marsin"}
    claims, documents = tell(
        [{"id": "one", "outlet": "Wire", "published": published, "text": text, "claim": [act, toll]}]
    )
    placed = [
        replace(c, place=replace(c.place, basis=PlaceBasis.REPORT, admin1="Qarat"))
        if c.place is not None and c.claim.kind == "toll"
        else replace(c, place=replace(c.place, precision=PlacePrecision.PROVINCE, admin1="Qarat") if c.place else None)
        for c in claims
    ]
    (event,) = [e for e in reconcile(placed, documents).events if e.tolls]
    assert event.place is not None
    assert (event.place.name, event.place.basis) == ("Qarat", PlaceBasis.STATED)
