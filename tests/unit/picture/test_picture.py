"""The picture: cards weigh as the brief does, filters agree with themselves, points gather, changes are named."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as f
from tests import servers
from vedette.ledger.base import DerivedKind, Scope
from vedette.model.codec import from_json, loads, to_json
from vedette.model.decision import DecisionKind, SubjectKind
from vedette.model.event import Event
from vedette.picture.asking import page
from vedette.picture.cards import Card, Part, card_of
from vedette.picture.changes import ChangeKind, changes
from vedette.picture.columns import Columns
from vedette.picture.filters import Box, Filter
from vedette.picture.geojson import gathered
from vedette.picture.pictures import Pictures
from vedette.picture.search import Index, tokens
from vedette.picture.shelf import Placed, Shelf, Version
from vedette.pipeline.deriving.rederive import current, rederive
from vedette.pipeline.showing.shown import Shown
from vedette.reports.selection import weight

LEDGER = servers.told()
EVENTS = [from_json(Event, loads(row.body)) for row in LEDGER.derived(DerivedKind.EVENT)]
CARD = card_of(to_json(EVENTS[0]))


def at(text: str) -> Scope:
    return Scope(as_of=dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC))


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.type)
def test_a_card_weighs_what_the_brief_gives_its_event(event: Event) -> None:
    assert card_of(to_json(event)).weight == pytest.approx(weight(event))


cards = st.builds(
    lambda start, long, kind, rung, background, status: replace(
        CARD,
        start=start,
        end=start + dt.timedelta(days=long),
        type=kind,
        rung=rung,
        background=background,
        status=status,
    ),
    st.dates(dt.date(2031, 1, 1), dt.date(2031, 12, 1)),
    st.integers(1, 40),
    st.sampled_from(["shelling", "attack"]),
    st.sampled_from(["reported", "claimed"]),
    st.booleans(),
    st.sampled_from(["asserted", "planned", "denied"]),
)
filters = st.builds(
    Filter,
    since=st.none() | st.dates(dt.date(2031, 1, 1), dt.date(2031, 6, 1)),
    until=st.none() | st.dates(dt.date(2031, 6, 2), dt.date(2031, 12, 1)),
    types=st.sampled_from([frozenset(), frozenset({"shelling"})]),
    rungs=st.sampled_from([frozenset(), frozenset({"claimed"})]),
    place=st.sampled_from([None, CARD.place, "elsewhere"]),
    recalled=st.booleans(),
    expected=st.booleans(),
)


@given(st.lists(cards, max_size=12), filters)
def test_filtering_a_list_is_asking_each(some: list[Card], wanted: Filter) -> None:
    assert wanted.of(some) == [card for card in some if wanted.takes(card)]


@given(st.lists(st.integers(0, 999), unique=True), st.integers(1, 9))
def test_pages_hold_each_item_once_and_in_order(numbers: list[int], limit: int) -> None:
    items, seen, cursor = sorted(numbers), [], None
    while True:
        shown, cursor = page(items, lambda n: (f"{n:03d}",), limit=limit, cursor=cursor)
        seen += shown
        if cursor is None:
            break
    assert seen == items


def test_a_box_may_cross_the_date_line() -> None:
    assert Box(170, -10, -170, 10).holds(0, 175)
    assert Box(170, -10, -170, 10).holds(0, -175)
    assert not Box(170, -10, -170, 10).holds(0, 0)


def test_events_at_one_point_are_one_feature_with_their_number() -> None:
    columns = Columns([CARD, replace(CARD, id="b"), replace(CARD, id="c", latitude=None)])
    (feature,) = gathered(columns, columns.select(Filter()), 5)
    assert feature["properties"]["count"] == 2
    assert feature["properties"]["id"] == CARD.id


def test_too_many_points_become_cells_of_the_screen() -> None:
    many = [replace(CARD, id=str(i), longitude=30 + i / 50, latitude=30 + i % 7) for i in range(40)]
    columns = Columns(many)
    found = gathered(columns, columns.select(Filter()), 4, most=20)
    assert len(found) < 40
    assert found[0]["properties"]["id"] == "0", "the weightiest first"
    assert sum(f["properties"].get("count", 1) for f in found) == 40


def test_a_cluster_stands_in_the_middle_of_its_points() -> None:
    two = [replace(CARD, id="a", longitude=30.0, latitude=35.0), replace(CARD, id="b", longitude=30.2, latitude=35.0)]
    columns = Columns([*two, replace(two[1], id="c")])
    (feature,) = gathered(columns, columns.select(Filter()), 2, most=1)
    assert feature["geometry"]["coordinates"] == [30.1, 35.0]
    assert (feature["properties"]["count"], feature["properties"]["cluster"]) == (3, True)


def test_columns_take_what_the_filter_takes() -> None:
    day = dt.timedelta(days=1)
    start = CARD.start
    assert start is not None
    cards = [
        replace(CARD, id=f"{n}", type=kind, rung=rung, status=status, background=n % 5 == 0, state=state,
                start=start + n * day if n % 7 else None, end=start + (n + 1 + n % 3) * day if n % 7 else None,
                latitude=None if n % 11 == 0 else 30.0 + n % 6, longitude=None if n % 11 == 0 else 178.0 - 7 * (n % 60),
                place="gn:1" if n % 2 else None, conflicts=("syria",) if n % 3 else ())
        for n, (kind, rung, status, state) in enumerate(
            itertools.product(
                ("shelling", "attack"), ("reported", "claimed"), ("asserted", "planned"), ("machine", "approved")
            )
        )
    ]  # fmt: skip
    columns = Columns(cards)
    parts: list[dict[str, Any]] = [
        {}, {"recalled": True}, {"expected": True}, {"since": start + 3 * day}, {"until": start + 4 * day},
        {"types": frozenset({"attack", "nothing"})}, {"types": frozenset({"nothing"})},
        {"rungs": frozenset({"claimed"})},
        {"states": frozenset({"approved"})}, {"box": Box(0, 31, 180, 33)}, {"box": Box(170, 0, -100, 60)},
        {"place": "gn:1"}, {"conflict": "syria"}, {"party": "nobody"},
    ]  # fmt: skip
    for one, two in itertools.product(parts, parts):
        wanted = Filter(**{**one, **two})
        taken = [c.id for c in cards if wanted.takes(c)]
        assert [cards[row].id for row in columns.select(wanted)] == taken, wanted
        assert [c.id for c in wanted.of(cards)] == taken


def test_days_are_counted_and_weeks_stand_on_none() -> None:
    start = CARD.start
    assert start is not None
    long = replace(CARD, id="long", end=start + dt.timedelta(days=30))
    columns = Columns([CARD, replace(CARD, id="b"), long, replace(CARD, id="c", start=None, end=None)])
    day = dt.timedelta(days=1)
    assert columns.per_day(columns.select(Filter()), start - day, start + day) == [0, 2, 0]
    assert columns.per_day(columns.select(Filter()), start + day, start + day) == [0]
    assert Columns([]).per_day(Columns([]).select(Filter()), start, start) == [0]


def test_a_picture_is_kept_until_the_ledger_moves_on() -> None:
    ledger = servers.told()
    pictures = Pictures(Shown(ledger))
    first = pictures.at()
    assert pictures.at() is first
    ledger.add_failure(f.failure())
    assert pictures.at() is not first


def test_cards_of_what_did_not_change_are_used_again() -> None:
    ledger = servers.told()
    pictures = Pictures(Shown(ledger))
    first = pictures.at()
    ledger.add_failure(f.failure())
    second = pictures.at()
    assert second is not first
    assert all(a is b for a, b in zip(first.events, second.events, strict=True))
    ledger.add_decision(f.decision(DecisionKind.APPROVE, (first.events[0].id,), subject_kind=SubjectKind.EVENT))
    rederive(ledger)
    third = pictures.at()
    assert [c.state for c in third.events].count("approved") == 1
    assert sum(a is b for a, b in zip(first.events, third.events, strict=True)) == len(first.events) - 1


def test_a_moment_on_the_shelf_is_what_follows_from_what_was_public_then() -> None:
    shown = Shown(servers.told())
    pictures = Pictures(shown)
    times = sorted({d.published for d in shown.documents() if d.published is not None})
    seen = set()
    for time in [times[0] - dt.timedelta(seconds=1), *times]:
        scope = Scope(as_of=time)
        then, derived = pictures.at(scope), current(shown, scope)
        assert then.events == tuple(card_of(to_json(e)) for e in derived.events)
        assert (then.tolls, then.control) == (derived.tolls, derived.control)
        assert {k: then.unplaced([k])[k] for k, _ in derived.unplaced} == dict(derived.unplaced)
        for event in derived.events:
            assert then.event(event.id) == event
            assert set(then.events_of(event.claims).values()) == {event.id}
        seen.add(tuple((c.id, c.claims) for c in then.events))
    assert len(seen) > 2, "the story changes what is known"


def test_what_a_place_and_an_effect_have_is_that_of_the_moment() -> None:
    pictures = Pictures(Shown(servers.told()))
    now = pictures.at()
    for place in now.places():
        assert now.events_at(place) == tuple(c for c in now.events if c.place == place)
    for effect, graves in now.gravest.items():
        assert {c.id for _, c in graves} == {c.id for c in now.happened if effect in {f.effect for f in c.figures}}
    early = pictures.at(at("2031-05-03T06:00"))
    assert {c.id for of in early.gravest.values() for _, c in of} <= {c.id for c in early.events}


def test_moments_kept_are_few() -> None:
    pictures = Pictures(Shown(LEDGER), kept=2)
    first = pictures.at(at("2031-05-04T00:00"))
    for hour in range(1, 5):
        pictures.at(at(f"2031-05-04T0{hour}:00"))
    assert pictures.at(at("2031-05-04T00:00")) is not first


def test_changes_name_what_rose() -> None:
    pictures = Pictures(Shown(LEDGER))
    found = changes(pictures.at(at("2031-05-04T00:00")), pictures.at())
    assert (ChangeKind.TOLL, "4 killed", "6 killed") in [(c.kind, c.before, c.after) for c in found]
    assert changes(pictures.at(), pictures.at()) == []


def test_words_of_other_scripts_and_with_marks_are_found() -> None:
    assert tokens("Ḩamāh, Ḥimş") == ["hamah", "hims"]
    assert tokens("Київ")


def test_the_name_of_a_private_person_is_in_no_index() -> None:
    document = next(LEDGER.documents())
    named = replace(document, text="Neighbours of Walid Sharbatly heard the shells fall on the market of the town.")
    index = Index([named], [])
    assert [hit.id for hit in index.find("shells market")] == [document.id]
    assert index.find("sharbatly") == []


def test_a_claim_is_found_in_the_version_that_stands_and_an_actor_on_its_sides() -> None:
    part = Part("actor", "ridge-brigade", "Ridge Brigade", "opposition", suspected=False)
    told = replace(CARD, parties=(part,))
    versions = [
        Version(Placed(replace(told, id="before"), "one\ntwo"), 0, 10),
        Version(Placed(replace(told, id="after"), "two\none\nthree"), 10),
        Version(Placed(replace(told, id="recalled", background=True), "four"), 0),
        Version(Placed(replace(told, id="undated", start=None, end=None), ""), 0),
    ]
    shelf = Shelf(versions, looks_back=True)
    keys = ["three", "one", "none", "four"]
    for moment, names in ((5, [None, "before", None, "recalled"]), (None, ["after", "after", None, "recalled"])):
        alive = shelf.alive(None if moment is None else dt.datetime(1970, 1, 1, microsecond=moment, tzinfo=dt.UTC))
        rows = shelf.rows_among(keys, alive).tolist()
        assert [None if row < 0 else shelf.cards[row].id for row in rows] == names
        columns = shelf.columns.at(alive)
        shown = [shelf.cards[row].id for row in columns.told(shelf.rows_of_actor("ridge-brigade"))]
        assert sorted(shown) == sorted([names[1], "undated"])
        (side,) = shelf.sides_of_actor("ridge-brigade").items()
        assert CARD.start is not None
        assert (side[0], columns.per_year(columns.told(side[1]))) == ("opposition", [(CARD.start.year, 1)])
    assert shelf.rows_among([], shelf.alive(None)).tolist() == []
    assert len(shelf.rows_of_actor("nobody")) == 0
