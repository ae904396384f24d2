"""The dead and injured of MUC-4: a row for each group and each person. No data of the benchmark is read."""

import pytest

from benchmarks.muc4_tolls import is_toll, numbers, persons_killed, tolls
from tests import factories
from vedette.model.claim import Effect, TollContent, Victims
from vedette.model.quantity import Quantity


def toll(low: int, high: int | None, words: str, effect: Effect = Effect.KILLED) -> TollContent:
    return TollContent(effect, Quantity(low, high, False, words), Victims(words=words))


@pytest.mark.parametrize(
    ("low", "high", "words", "written"),
    [
        (31, None, "more than 30 people", (30, None)),
        (3, None, "several", (2, None)),
        (30, None, "at least 30", (30, None)),
        (4, 4, "four", (4, 4)),
    ],
)
def test_bounds_are_written_as_the_key_does(
    low: int, high: int | None, words: str, written: tuple[int | None, int | None]
) -> None:
    assert numbers(Quantity(low, high, False, words)) == written


def test_two_persons_are_two_rows_and_one_told_twice_is_one() -> None:
    told = [toll(1, 1, "Mayor Paul Kabila"), toll(1, 1, "his driver"), toll(1, 1, "Kabila"), toll(4, 4, "four people")]
    assert [(row["low"], row["high"]) for row in tolls(told)] == [(1, 1), (1, 1), (4, 4)]


def test_one_of_whom_nothing_is_said_may_be_the_one_named() -> None:
    assert len(tolls([toll(1, 1, "one person"), toll(1, 1, "Mayor Paul Kabila")])) == 1


def test_dead_and_injured_are_told_apart() -> None:
    told = tolls([toll(2, 2, "two"), toll(2, 2, "two", Effect.INJURED), toll(2, 2, "two", Effect.DISPLACED)])
    assert [row["effect"] for row in told] == ["killed", "injured"]


def test_a_list_of_described_persons_is_one_row_each() -> None:
    assert [row["low"] for row in tolls([toll(2, 2, "a woman, and her daughter"), toll(2, 2, "two women")])] == [
        1,
        1,
        2,
    ]


def test_a_group_all_told_by_name_is_its_persons() -> None:
    names = [toll(1, 1, "Bruno Quelvara"), toll(1, 1, "Ada Torvald")]
    assert [row["low"] for row in tolls([toll(2, 2, "two reporters"), *names])] == [1, 1]
    assert [row["low"] for row in tolls([toll(3, 3, "three reporters"), *names])] == [3, 1, 1]


@pytest.mark.parametrize(
    ("words", "counts"), [("a reporter", True), ("one of the attackers", False), ("One of the victims", False)]
)
def test_who_did_it_and_who_is_counted_already_is_no_toll(words: str, counts: bool) -> None:
    assert is_toll(factories.claim(toll(1, 1, words))) is counts


@pytest.mark.parametrize(("mention", "rows"), [("Quelvarians", [(2, None)]), ("Bruno Quelvara", [(1, 1)]), ("law", [])])
def test_people_called_by_what_they_are_are_two_or_more(mention: str, rows: list[tuple[int, int | None]]) -> None:
    assert [(row["low"], row["high"]) for row in persons_killed([mention])] == rows
