"""How a brief tells of events: nothing twice, the dead first, parts under their whole, days and stories in tables."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests import factories
from tests.factories import document
from tests.stories import tell
from tests.unit.exports.cases import SURE, aleppo, claims_of, days, killed, parties
from tests.unit.exports.cases import told as case
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, EventId
from vedette.model.resolved import PlaceBasis, PlacePrecision
from vedette.model.times import Basis, day
from vedette.model.verification import Rung
from vedette.reconciliation.reconcile import reconcile
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import wording
from vedette.reports.brief import Options, write_brief
from vedette.reports.contents import ALWAYS
from vedette.reports.figures import headline, whole_events
from vedette.reports.notes import Notes
from vedette.reports.sentences import sentence

DISPUTED = replace(SURE, rung=Rung.CONTESTED, rule="two origins differ")


def shown(events: list[Event], folder: Path, **more: object) -> str:
    claims = list(claims_of(case(EventType.AIR_STRIKE, killed(3, 3))).values())
    report = document()
    write_brief(
        Reconciled(tuple(events), (), (), (), ()),
        claims,
        {report.id: report},
        out=folder,
        options=Options(**more),  # type: ignore[arg-type]
    )
    return (folder / "brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tolls", "words"),
    [
        ([killed(50, 50), killed(50, 50, of=VictimClass.COMBATANT)], ["50 combatants killed"]),
        ([killed(22), killed(22, 40, of=VictimClass.CIVILIAN)], ["22 to 40 civilians killed"]),
        ([killed(30), killed(24, 24, of=VictimClass.CIVILIAN)], ["at least 30 people killed", "24 civilians killed"]),
        (
            [killed(9, 9, effect=Effect.INJURED), killed(2, 2, group="child"), killed(4, 4)],
            ["4 people killed", "2 children killed", "9 people injured"],
        ),
        ([killed(1, 1, group="leader"), killed(1, 1, group="of its leaders")], ["1 leader killed"]),
    ],
)
def test_no_figure_is_told_twice_and_the_dead_come_first(tolls: list, words: list[str]) -> None:  # type: ignore[type-arg]
    assert [wording.toll(t, best=False) for t in wording.telling(tolls)] == words


@pytest.mark.parametrize(
    ("words", "one", "told_as"),
    [
        ("woman", False, "women"),
        ("children", True, "child"),
        ("Syrian soldiers", True, "Syrian soldier"),
        ("staff", False, "staff"),
        ("members of the guard", False, "members of the guard"),
    ],
)
def test_people_are_one_or_several(words: str, one: bool, told_as: str) -> None:
    assert wording.in_number(words, one=one) == told_as


@pytest.mark.parametrize(
    ("low", "high", "group", "told_as"),
    [
        (2, 2, "of its commanders", "2 commanders killed"),
        (3, 3, "of whom were women", "3 women killed"),
        (1, 1, "ninth man", "1 man killed"),
        (1, 1, "6 year old girl", "1 6-year-old girl killed"),
        (11, None, "visitors leaving dozens", "at least 11 visitors killed"),
        (4, 4, "children state media", "4 children killed"),
        (20, None, "of daesh", "at least 20 combatants killed"),
        (5, 5, "sustained injuries", "5 combatants killed"),
        (3, 3, "wounded children", "3 wounded children killed"),
        (1, None, "child", "at least 1 child killed"),
        (1, None, None, "at least 1 combatant killed"),
        (31, None, "terrorist", "more than 30 terrorists killed"),
        (0, 200, None, "up to 200 combatants killed"),
    ],
)
def test_a_group_is_told_by_who_they_are_alone(low: int, high: int | None, group: str | None, told_as: str) -> None:
    assert wording.toll(killed(low, high, of=VictimClass.COMBATANT, group=group), best=False) == told_as


@pytest.mark.parametrize(
    ("name", "many"),
    [("activists", True), ("sources on the ground", True), ("medical officer", False), ("police", False)],
)
def test_several_speakers_need_no_article(name: str, many: bool) -> None:
    assert wording.are_many(name) is many


def test_a_part_is_added_to_nothing_and_stands_under_its_whole(tmp_path: Path) -> None:
    whole = case(EventType.AIR_STRIKE, killed(45, 45), id="whole", place=None).event
    whole = replace(whole, place=case(EventType.AIR_STRIKE).event.place)
    part = case(EventType.SHELLING, killed(12, 12), id="part", part_of=EventId("whole")).event
    assert whole_events([whole, part]) == [whole]
    assert whole_events([part]) == [part], "its whole is not among them: it counts"
    claims = claims_of(case(EventType.AIR_STRIKE, killed(45, 45)))
    (figure,) = headline([whole, part], [], claims, Notes(claims, {}), period=ALWAYS)
    assert figure.number == "45"
    text = shown([whole, part], tmp_path)
    assert "part of: Air strike, Aleppo, 5 July 2016" in text
    assert "incidents told of here that are part of it: 1" in text
    assert "| Aleppo | 2 | 2 reported | 45 |" in text


def test_what_may_be_one_told_twice_stands_under_the_better_told_and_is_in_no_low(tmp_path: Path) -> None:
    town = case(EventType.AIR_STRIKE, killed(12, 12), id="town").event
    again = case(EventType.SHELLING, killed(12, 12), id="wide", place=aleppo(PlacePrecision.PROVINCE)).event
    claims = claims_of(case(EventType.AIR_STRIKE, killed(12, 12)))
    (figure,) = headline([town, again], [], claims, Notes(claims, {}), period=ALWAYS)
    assert figure.number == "12 to 24"
    text = shown([town, again], tmp_path)
    assert text.count("#### ") == 1
    assert "perhaps the same, told again; in no low of any sum: Shelling, Aleppo province; 5 July 2016;" in text


def test_what_is_disputed_is_in_no_sum(tmp_path: Path) -> None:
    sure = case(EventType.AIR_STRIKE, killed(4, 4), id="a").event
    odd = case(EventType.SHELLING, replace(killed(900, 900), verification=DISPUTED), id="b").event
    text = shown([sure, odd], tmp_path)
    head, rest = text.split("## What happened")
    assert "- **4** people killed: in one incident" in head
    assert "- **1** more incident with deaths: 900 dead, by one side's word alone or disputed" in head
    assert "| Aleppo | 2 | 2 reported | 4 |" in rest


def test_a_sum_says_that_it_is_no_toll(tmp_path: Path) -> None:
    two = [case(t, killed(n), id=f"{n}").event for t, n in ((EventType.AIR_STRIKE, 4), (EventType.SHELLING, 5))]
    head = shown(two, tmp_path).split("## What happened")[0]
    assert "- **At least 9** people killed: a sum over 2 incidents" in head
    assert "A sum is no toll" in head


def test_those_of_one_side_are_named_together_and_rivals_apart(tmp_path: Path) -> None:
    who = replace(SURE, asserting=(ClaimKey("k0"),))
    joint = case(EventType.AIR_STRIKE, killed(4, 4), parties=parties(by="army state"), perpetrator=who).event
    assert "- Laid to Syrian Arab Army and Syria (*reported*) [" in shown([joint], tmp_path)
    rivals = case(
        EventType.SHELLING,
        killed(4, 4),
        parties=parties(by="army rebels"),
        perpetrator=replace(DISPUTED, asserting=who.asserting),
    ).event
    text = shown([rivals], tmp_path)
    assert "- Laid to Syrian Arab Army; by others to Syrian rebels (*contested*: two origins differ) [" in text


def test_days_have_a_table_of_sums_and_events_without_a_figure_one_line(tmp_path: Path) -> None:
    fourth = days(dt.date(2016, 7, 4), 1)
    events = [
        case(EventType.AIR_STRIKE, killed(4), id="a").event,
        case(EventType.SHELLING, killed(2, 3), id="b", when=fourth).event,
    ]
    text = shown(events, tmp_path)
    table = text.split("## Day by day")[1].split("\n## ")[0]
    assert "| 4 July 2016 | 1 | 2 to 3 | 0 | 0 |" in table
    assert "| 5 July 2016 | 1 | 4 or more | 0 | 0 |" in table
    assert all("[^" in row for row in table.splitlines() if "July" in row)


def test_an_incident_that_three_reports_tell_of_is_a_story_with_its_figures_in_order(tmp_path: Path) -> None:
    reports = [
        {
            "id": f"r{n}",
            "outlet": outlet,
            "published": dt.datetime(2031, 5, 3 + n, tzinfo=dt.UTC),
            "text": f"Shells killed {dead} people in Qarat on Friday.",
            "claim": [
                {
                    "kind": "toll",
                    "in": f"killed {dead} people",
                    "point": dead,
                    "cause": "shelling",
                    "place": "Qarat",
                    "when": dt.date(2031, 5, 2),
                }
            ],
        }
        for n, (outlet, dead) in enumerate((("Meridian Wire", 4), ("Ridge Radio", 5), ("Coast Daily", 5)))
    ]
    said, documents = tell(reports)
    found = reconcile(said, documents)
    one = replace(found.events[0], claims=tuple(c.claim.key for c in said))
    write_brief(replace(found, events=(one,)), said, documents, out=tmp_path)
    section = (tmp_path / "brief.md").read_text(encoding="utf-8").split("## Stories that several reports follow")[1]
    line = section.strip().splitlines()[0]
    assert line.startswith("- Shelling, Qarat, 2 May 2031: 3 reports of 3 outlets, published 3 to 5 May 2031")
    assert "killed, as it was published: 4, then 5" in line
    assert "[^" in line


def test_two_days_of_a_month_are_told_without_saying_it_twice() -> None:
    one = case(EventType.AIR_STRIKE, killed(4, 4), when=days(dt.date(2016, 7, 5), 2))
    claims = claims_of(one)
    line = sentence(one.event, one.event.tolls[0], claims, Notes(claims, {}))
    assert line is not None
    assert " between 5 and 6 July 2016" in line.text


def test_a_day_that_no_report_gives_is_told_as_the_day_by_which_it_had_happened() -> None:
    told = day(dt.date(2016, 5, 3), basis=Basis.PUBLISHED)
    assert wording.when(told) == "by 3 May 2016 (day not given)"
    assert told.short() == "by 2016-05-03"
    assert wording.when(replace(told, basis=Basis.INFERRED)) == "3 May 2016"


def test_a_place_that_only_the_report_told_of_is_told_as_not_given() -> None:
    where = replace(factories.place("Velm"), basis=PlaceBasis.REPORT)
    assert wording.place(where) == "place not given (the report tells of Velm)"
    assert where.short() == wording.place(where)
