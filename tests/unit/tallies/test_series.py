"""Series count a fixed panel of sources: more reading is no more war."""

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.factories import document
from tests.unit.exports.cases import claims_of, killed, told
from vedette.model.claim import EventType
from vedette.model.document import Document
from vedette.model.ids import DocumentId, EventId
from vedette.model.provenance import Status
from vedette.tallies.occurrences import Occurrence, areas_of, deaths, events, occurrences
from vedette.tallies.series import DAY, Tallies

FIRST = dt.date(2030, 1, 1)


def happened(day: int, *, dead: int = 0, by: str = "Wire", name: str = "", **changes: object) -> Occurrence:
    """An event of the day, told by one outlet."""
    values: dict[str, object] = {
        "event": EventId(name or f"{day}-{by}-{dead}"),
        "kind": EventType.SHELLING,
        "day": FIRST + day * DAY,
        "areas": ("XX", "XX/North"),
        "place": "Qarat",
        "told": (by,),
        "dead": ((by, dead),) if dead else (),
        "displaced": (),
        "low": dead,
        "actors": (),
        "weapons": (),
        "claims": (),
    }
    return Occurrence(**(values | changes))  # type: ignore[arg-type]


def printed(**outlets: range) -> dict[DocumentId, Document]:
    """A report of each outlet on each of its days."""
    found = {}
    for name, days in outlets.items():
        for day in days:
            time = dt.datetime.combine(FIRST + day * DAY, dt.time(9), dt.UTC)
            one = document(f"{name}-{day}", outlet=name, published=time)
            found[one.id] = one
    return found


def test_a_source_added_later_counts_for_nothing_in_a_look_back() -> None:
    told = [happened(50, dead=3), happened(390, dead=4), happened(395, dead=90, by="Late")]
    tallies = Tallies(told, {}, printed(Wire=range(0, 400), Late=range(380, 400)))
    old = tallies.panel(FIRST)
    assert old == {"Wire"}
    assert tallies.window("XX/North", deaths, tallies.last, 30, old) == 4
    assert tallies.window("XX/North", events, tallies.last, 30, old) == 1
    assert tallies.window("XX/North", deaths, tallies.last, 30, tallies.panel(FIRST + 380 * DAY)) == 94


def test_a_higher_figure_of_a_source_outside_the_panel_raises_nothing() -> None:
    both = replace(happened(5), told=("Late", "Wire"), dead=(("Late", 9), ("Wire", 4)), low=9)
    assert both.deaths(frozenset({"Wire"})) == 4
    assert both.deaths(frozenset({"Wire", "Late"})) == 9


def test_days_before_the_first_report_are_history() -> None:
    tallies = Tallies([happened(-9, dead=50), happened(1, dead=2)], {}, printed(Wire=range(0, 3)))
    assert tallies.window("XX", deaths, tallies.last, 60, tallies.panel(FIRST)) == 2


def test_an_event_becomes_an_occurrence_with_the_figures_of_each_outlet() -> None:
    one = told(EventType.AIR_STRIKE, killed(16, 19))
    report = document()
    claims = claims_of(one)
    (found,) = occurrences([one.event], claims, {report.id: report})
    assert (found.areas, found.told, found.dead, found.low) == (
        ("SY", "SY/Aleppo"),
        ("Example Wire",),
        (("Example Wire", 16),),
        16,
    )


def test_what_is_planned_denied_or_recalled_is_no_occurrence() -> None:
    one = told(EventType.AIR_STRIKE, killed(16, 19))
    claims = claims_of(one)
    unlike: tuple[dict[str, Any], ...] = (
        {"status": Status.PLANNED},
        {"status": Status.DENIED},
        {"background": True},
        {"when": None},
    )
    for changes in unlike:
        assert occurrences([replace(one.event, **changes)], claims, {}) == ()


def test_an_unresolved_place_is_in_no_area() -> None:
    assert areas_of(None) == ()
