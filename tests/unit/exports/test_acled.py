"""Ten cases coded by hand after ACLED's codebook, and what its table does with several events of a day."""

import datetime as dt
from typing import Any

import pytest

from tests.unit.exports.cases import FIFTH, Given, aleppo, days, killed, parties, told
from vedette.exports.acled import COLUMNS, rows
from vedette.exports.archive import Told
from vedette.exports.losses import Losses
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.event import RecordState
from vedette.model.provenance import Status
from vedette.model.resolved import PlacePrecision
from vedette.model.times import Precision

CIVILIAN, COMBATANT = VictimClass.CIVILIAN, VictimClass.COMBATANT
#: What every row of these cases shares.
ALEPPO = {
    "year": 2016,
    "iso": 760,
    "region": "Middle East",
    "country": "Syria",
    "admin1": "Aleppo",
    "admin2": "",
    "admin3": "",
    "location": "Aleppo",
    "latitude": 36.2,
    "longitude": 37.15,
    "source": "Example Wire",
    "source_scale": "",
    "tags": "",
    "timestamp": 1467797400,
    "assoc_actor_1": "",
    "assoc_actor_2": "",
    "event_date": "2016-07-05",
    "time_precision": 1,
    "geo_precision": 1,
    "civilian_targeting": "",
}
VIOLENCE = {"disorder_type": "Political violence"}
REMOTE = {**VIOLENCE, "event_type": "Explosions/Remote violence"}
ARMY = {"actor1": "Syrian Arab Army", "inter1": 1}
CIVILIANS = {
    "actor2": "Civilians (Syria)",
    "inter2": 7,
    "interaction": "17",
    "civilian_targeting": "Civilian targeting",
}
NOBODY = {"actor2": "", "inter2": "", "interaction": "10"}
REBELS = {"actor2": "Syrian rebels", "inter2": 2, "interaction": "12"}

CASES: dict[str, tuple[Told, list[dict[str, Any]]]] = {
    "a strike on civilians keeps the floor": (
        told(EventType.AIR_STRIKE, killed(16, of=CIVILIAN)),
        [REMOTE | ARMY | CIVILIANS | {"sub_event_type": "Air/drone strike", "fatalities": 16}],
    ),
    "dozens are twelve": (
        told(EventType.SHELLING, killed(24), words="dozens"),
        [REMOTE | ARMY | NOBODY | {"sub_event_type": "Shelling/artillery/missile attack", "fatalities": 12}],
    ),
    "hundreds are a hundred, and figures that differ give the lowest": (
        told(EventType.ARMED_CLASH, killed(200, 900), words="hundreds", parties=parties(by="army", on="rebels")),
        [VIOLENCE | ARMY | REBELS | {"event_type": "Battles", "sub_event_type": "Armed clash", "fatalities": 100}],
    ),
    "several, without a number, are ten in a war": (
        told(EventType.EXPLOSIVE, killed(2), words="several", parties=parties(by="rebels", on="army")),
        [
            REMOTE
            | {"actor1": "Syrian rebels", "inter1": 2, "actor2": "Syrian Arab Army", "inter2": 1, "interaction": "12"}
            | {"sub_event_type": "Remote explosive/landmine/IED", "fatalities": 10}
        ],
    ),
    "a clash of two days is two rows that share the dead": (
        told(EventType.ARMED_CLASH, killed(7, 7), when=days(FIFTH, 2), parties=parties(by="rebels army")),
        [
            VIOLENCE
            | {"actor1": "Syrian rebels", "inter1": 2, "actor2": "Syrian Arab Army", "inter2": 1, "interaction": "12"}
            | {"event_type": "Battles", "sub_event_type": "Armed clash", "event_date": date, "fatalities": dead}
            for date, dead in (("2016-07-05", 4), ("2016-07-06", 3))
        ],
    ),
    "a government gains territory; a foreign force is its associate": (
        told(EventType.TERRITORY_GAINED, parties=parties(by="army russia", on="rebels")),
        [
            VIOLENCE
            | ARMY
            | REBELS
            | {"event_type": "Battles", "sub_event_type": "Government regains territory", "fatalities": 0}
            | {"assoc_actor_1": "Military Forces of Russia"}
        ],
    ),
    "foreign state forces are external; a week has the middle day": (
        told(
            EventType.GRENADE,
            killed(3, 3, of=CIVILIAN),
            killed(5, 5),
            parties=parties(by="russia"),
            when=days(dt.date(2016, 7, 4), 7, Precision.WEEK),
        ),
        [
            REMOTE
            | CIVILIANS
            | {"actor1": "Military Forces of Russia", "inter1": 8, "interaction": "78", "sub_event_type": "Grenade"}
            | {"event_date": "2016-07-07", "time_precision": 2, "fatalities": 5}
        ],
    ),
    "an attack by nobody known is by an unidentified group; a province is precision 3": (
        told(EventType.ATTACK, killed(4, 4), parties=(), place=aleppo(PlacePrecision.PROVINCE)),
        [
            VIOLENCE
            | CIVILIANS
            | {"event_type": "Violence against civilians", "sub_event_type": "Attack", "geo_precision": 3}
            | {"actor1": "Unidentified Armed Group (Syria)", "inter1": 3, "interaction": "37", "fatalities": 4}
        ],
    ),
    "a protest met with deadly force is both kinds of disorder": (
        told(EventType.EXCESSIVE_FORCE, killed(2, 2, of=CIVILIAN), killed(1, 1, of=CIVILIAN, group="children")),
        [
            {"disorder_type": "Political violence; Demonstrations", "event_type": "Protests", "fatalities": 2}
            | {"sub_event_type": "Excessive force against protesters", "civilian_targeting": "Civilian targeting"}
            | {"actor1": "Protesters (Syria)", "inter1": 6, "actor2": "Syrian Arab Army", "inter2": 1}
            | {"interaction": "16"}
        ],
    ),
    "arrests are a strategic development; the injured have no column; a month has its middle": (
        told(
            EventType.ARRESTS,
            killed(9, 9, effect=Effect.INJURED),
            parties=parties(by="assad"),
            when=days(dt.date(2016, 7, 1), 31, Precision.MONTH),
            place=aleppo(PlacePrecision.AROUND, name="off Aleppo"),
        ),
        [
            {
                "disorder_type": "Strategic developments",
                "event_type": "Strategic developments",
                "sub_event_type": "Arrests",
            }
            | NOBODY
            | {"actor1": "Military Forces of Syria", "inter1": 1, "fatalities": 0, "event_date": "2016-07-16"}
            | {"time_precision": 3, "geo_precision": 2}
        ],
    ),
}
LEFT_OUT = {
    "planned": told(EventType.AIR_STRIKE, status=Status.PLANNED),
    "denied": told(EventType.AIR_STRIKE, status=Status.DENIED),
    "recalled": told(EventType.AIR_STRIKE, background=True),
    "withdrawn": told(EventType.AIR_STRIKE, state=RecordState.WITHDRAWN),
    "undated": told(EventType.AIR_STRIKE, when=None),
    "in a country": told(EventType.AIR_STRIKE, place=aleppo(PlacePrecision.COUNTRY)),
    "of no kind": told(EventType.OTHER, killed(4, 4)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_coded_by_hand_gives_its_very_rows(name: str) -> None:
    given, wanted = CASES[name]
    found = list(rows(Given((given,)), Losses()))  # type: ignore[arg-type]
    free = {"event_id_cnty", "notes"}
    got = [{c: row[c] for c in COLUMNS if c not in free} for row in found]
    assert got == [{c: (ALEPPO | row)[c] for c in COLUMNS if c not in free} for row in wanted]


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_acled_would_not_code_is_left_out_and_counted(name: str) -> None:
    losses = Losses()
    assert list(rows(Given((LEFT_OUT[name],)), losses)) == []  # type: ignore[arg-type]
    assert sum(losses.left_out.values()) == 1


def test_events_of_one_day_place_kind_and_pair_are_one_row() -> None:
    one = told(EventType.AIR_STRIKE, killed(3, 3), id="one")
    two = told(EventType.AIR_STRIKE, killed(4, 5, best=5), id="two")
    other = told(EventType.SHELLING, killed(1, 1), id="three")
    found = list(rows(Given((one, other, two)), Losses()))  # type: ignore[arg-type]
    assert [(r["sub_event_type"], r["fatalities"], r["vedette_ids"]) for r in found] == [
        ("Air/drone strike", 7, "one two"),
        ("Shelling/artillery/missile attack", 1, "three"),
    ]


def test_rows_are_by_date_even_where_a_lasting_event_began_before() -> None:
    long = told(EventType.SHELLING, when=days(FIFTH, 3), id="long")
    short = told(EventType.AIR_STRIKE, when=days(dt.date(2016, 7, 6), 1, Precision.DAY), id="short")
    found = [r["event_date"] for r in rows(Given((long, short)), Losses())]  # type: ignore[arg-type]
    assert found == ["2016-07-05", "2016-07-06", "2016-07-06", "2016-07-07"]


def test_the_notes_say_that_figures_differ_and_who_said_what() -> None:
    (row,) = rows(Given((told(EventType.SHELLING, killed(9, 16), dispute=("toll",)),)), Losses())  # type: ignore[arg-type]
    assert "“Jets struck Aleppo” (Example Observatory, Example Wire, 2016-07-06)." in row["notes"]
    assert "at least 9, up to 16" in row["notes"]
    assert "Disputed: toll." in row["notes"]


def test_there_are_31_columns() -> None:
    assert len(COLUMNS) == 31
