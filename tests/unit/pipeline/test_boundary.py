"""The item boundary."""

from collections.abc import Iterator

import pytest

from vedette.errors import BadRecord, LedgerError, MissingPart
from vedette.model.failure import Failure
from vedette.pipeline.boundary import guarded, guarded_items


def raising(error: BaseException) -> int:
    raise error


def test_a_result_comes_through() -> None:
    assert guarded(lambda: 7, stage="s", item="i") == 7


def test_a_foreseen_error_keeps_its_message() -> None:
    got = guarded(lambda: raising(BadRecord("no text")), stage="s", item="i")
    assert got == Failure("s", "i", "BadRecord", "no text")


def test_an_unforeseen_error_tells_where_and_never_what_the_item_said() -> None:
    got = guarded(lambda: raising(KeyError("the secret source's name")), stage="s", item="i")
    assert isinstance(got, Failure)
    assert "secret" not in repr(got)
    assert got.kind == "KeyError"
    assert got.detail is not None
    assert "traceback" in got.detail


def test_equal_faults_have_equal_hashes() -> None:
    details = set()
    for words in ("one", "two"):
        got = guarded(lambda words=words: raising(KeyError(words)), stage="s", item=words)  # type: ignore[misc]
        assert isinstance(got, Failure)
        details.add(got.detail)
    assert len(details) == 1


@pytest.mark.parametrize("error", [LedgerError("full"), MissingPart("spaCy"), KeyboardInterrupt(), MemoryError()])
def test_what_concerns_more_than_the_item_goes_up(error: BaseException) -> None:
    with pytest.raises(type(error)):
        guarded(lambda: raising(error), stage="s", item="i")


def test_an_input_that_breaks_ends_with_a_failure_after_what_it_gave() -> None:
    def items() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("broken")

    first, second, last = guarded_items(items(), stage="s", item="i")
    assert (first, second) == (1, 2)
    assert isinstance(last, Failure)
