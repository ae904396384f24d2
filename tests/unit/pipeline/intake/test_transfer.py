"""What processes hand over arrives as it was."""

import datetime as dt
import pickle

import pytest

from tests.factories import document
from vedette.model.failure import Failure
from vedette.model.mention import ActorMention
from vedette.model.provenance import Span
from vedette.pipeline.intake.ingest import Resolved
from vedette.pipeline.intake.transfer import packed, unpacked


@pytest.mark.parametrize(
    "value",
    [
        None,
        [1, "two", (3.0, b"four"), {"five": frozenset({6})}],
        dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC),
        ActorMention("the army", "army", Span(0, 8)),
        [Resolved(), Resolved((), (Failure("extraction", "a.txt", "X", "why"),))],
        document(text="Shells fell on the market."),
    ],
    ids=["nothing", "plain", "time", "nested", "results", "document"],
)
def test_what_is_packed_comes_back_equal(value: object) -> None:
    assert unpacked(packed(value)) == value


def test_one_object_twice_stays_one() -> None:
    span = Span(0, 8)
    first, second = unpacked(packed([span, span]))
    assert first is second


def test_what_can_not_be_packed_is_refused() -> None:
    with pytest.raises((pickle.PicklingError, AttributeError)):
        packed([lambda: None])
