"""Whole reports put into stories by the names they run; everybody and everything here is invented."""

import datetime as dt
import random

from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.reconciliation.joining.stories import FEATURES, candidates, likeness, stories, told_most, weights
from vedette.reconciliation.joining.traits import Traits, traits_of


def report(name: str, text: str, day: int, title: str = "") -> Traits:
    published = dt.datetime(2031, 5, day, 9, tzinfo=dt.UTC)
    return traits_of(Document(DocumentId(name), f"https://example.org/{name}", text, published=published, title=title))


BAR = (
    report("a", "Orla Fennimore, 34, was shot outside the Copper Lantern on Saturday. Police hold Dov Harrick, 29.", 3),
    report("b", "A man named Dov Harrick, 29, is charged with shooting Orla Fennimore at the Copper Lantern.", 5),
)
FARM = report("c", "Two brothers, Emrys and Tavi Olund, died at their farm near Wexcombe when a barn burnt down.", 4)


def test_reports_that_run_the_same_full_names_are_one_story() -> None:
    assert stories([*BAR, FARM]) == (("a", "b"), ("c",))


def test_the_order_of_reports_plays_no_part() -> None:
    drawn = [*BAR, FARM, *BAR]
    random.Random(7).shuffle(drawn)
    assert stories(drawn) == stories([*BAR, FARM])


def test_likeness_is_symmetric_and_high_for_one_story() -> None:
    assert likeness(*BAR) == likeness(*reversed(BAR)) > 0.5 > likeness(BAR[0], FARM)


def test_institutions_and_places_are_no_names() -> None:
    text = "The Hollin County Sheriff's Office said Grey Harbour was quiet; Ines Quarrow disagreed."
    found = traits_of(Document(DocumentId("d"), "x", text), is_place=lambda name: name == "Grey Harbour")
    assert found.pairs == {"ines quarrow"}


def test_a_word_that_is_also_printed_small_is_no_name() -> None:
    assert not report("e", "Lantern makers met. A lantern fell.", 3).names & {"lantern"}


def test_only_reports_with_names_in_common_are_compared() -> None:
    assert [(a.document, b.document) for a, b in candidates([*BAR, FARM])] == [("a", "b")]


def test_the_figure_that_most_reports_give() -> None:
    given = [{"killed": 2}, {"killed": 3}, {"killed": 3, "injured": 1}, {}]
    assert told_most(given, "killed") == 3
    assert told_most(given, "injured") == 0
    assert told_most([{}], "killed") is None


def test_the_fitted_weights_are_of_known_features() -> None:
    assert set(weights()) == {"base", *FEATURES}
