"""What a report repeats is said once."""

import datetime as dt
from dataclasses import replace

from vedette.extraction.control.draft import ControlDraft
from vedette.extraction.control.folding import folded, same_party
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.times import Precision, When

MONDAY = When(dt.date(2024, 3, 4), dt.date(2024, 3, 5), Precision.DAY)
FRIDAY = When(dt.date(2024, 3, 8), dt.date(2024, 3, 9), Precision.DAY)
TODAY = dt.date(2024, 3, 9)
FIRST = ControlDraft(
    unit=0,
    start=0,
    end=3,
    trigger=1,
    relation=ControlRelation.CAPTURED,
    party=ActorMention("M23 rebels", "M23 rebels"),
    from_party=None,
    where=PlaceMention("the town of Rubaya", "Rubaya"),
    extent=Extent.UNSPECIFIED,
    when=None,
    rule="verb",
)


def test_a_repeat_folds_and_gives_the_day_that_the_first_telling_lacks() -> None:
    later = replace(FIRST, unit=4, party=ActorMention("M23", "M23"), when=MONDAY)
    assert folded([FIRST, later], TODAY) == (replace(FIRST, when=MONDAY),)


def test_another_day_place_relation_or_plan_is_another_statement() -> None:
    others = [
        replace(FIRST, when=FRIDAY),
        replace(FIRST, where=PlaceMention("Goma", "Goma")),
        replace(FIRST, relation=ControlRelation.LOST),
        replace(FIRST, planned=True),
        replace(FIRST, party=ActorMention("the army", "the army")),
    ]
    first = replace(FIRST, when=MONDAY)
    assert folded([first, *others], TODAY) == (first, *others)


def test_what_happened_years_ago_dates_no_news() -> None:
    ago = When(dt.date(2012, 1, 1), dt.date(2013, 1, 1), Precision.YEAR)
    history = replace(FIRST, unit=9, when=ago)
    assert folded([FIRST, history], TODAY) == (FIRST, history)


def test_the_extent_of_another_sentence_stays_there() -> None:
    elsewhere = replace(FIRST, unit=3, extent=Extent.PART)
    assert folded([FIRST, elsewhere], TODAY)[0].extent is Extent.UNSPECIFIED
    assert folded([FIRST, replace(elsewhere, unit=0)], TODAY)[0].extent is Extent.PART


def test_two_generic_words_of_one_side_name_one_party() -> None:
    rebels, opposition = ActorMention("rebel", "rebel"), ActorMention("opposition", "opposition")
    army = ActorMention("army", "army")
    assert same_party(rebels, opposition)
    assert not same_party(rebels, army)
    assert same_party(None, army)
