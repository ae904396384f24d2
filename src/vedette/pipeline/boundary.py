"""The item boundary: the one place that catches whatever goes wrong with one item, so that the rest can go on.

What was foreseen (SkipItem) keeps its message. What was not is recorded with the kind of the error and a hash of where
it arose, never with the item's own words: failures are shown to people who may not see the item.
"""

import hashlib
import traceback
from collections.abc import Callable, Iterator
from typing import TypeVar

from vedette.errors import FixSetup, SkipItem, StopStage
from vedette.model.failure import Failure

T = TypeVar("T")

_HASH_DIGITS = 16


def guarded(call: Callable[[], T], *, stage: str, item: str) -> T | Failure:
    """The result of the call, or the failure of its item.

    Raises what concerns more than one item: StopStage, FixSetup, and what is no error of the item at all
    (KeyboardInterrupt, SystemExit, MemoryError).
    """
    try:
        return call()
    except (StopStage, FixSetup, MemoryError):
        raise
    except SkipItem as error:
        return Failure(stage, item, type(error).__name__, str(error))
    except Exception as error:
        reason = f"unforeseen {type(error).__name__}; a fault of ours, please report it with the detail"
        return Failure(stage, item, type(error).__name__, reason, place_of(error))


def guarded_items(items: Iterator[T], *, stage: str, item: str) -> Iterator[T | Failure]:
    """The items of one input; an unforeseen error ends that input with a failure, not the run."""
    while True:
        got = guarded(lambda: next(items, None), stage=stage, item=item)
        if got is None:
            return
        yield got
        if isinstance(got, Failure) and got.stage == stage and got.detail is not None:
            return


def place_of(error: BaseException) -> str:
    """Where an error arose, innermost place readable, the whole way hashed: equal for equal faults."""
    frames = traceback.extract_tb(error.__traceback__)
    way = "\n".join(f"{f.filename.rsplit('/site-packages/', 1)[-1].rsplit('/src/', 1)[-1]}:{f.name}" for f in frames)
    hashed = hashlib.sha256(f"{type(error).__name__}\n{way}".encode()).hexdigest()[:_HASH_DIGITS]
    ours = [f for f in frames if "vedette" in f.filename] or frames
    where = f"{ours[-1].filename.rsplit('/', 1)[-1]}:{ours[-1].lineno}" if ours else "nowhere"
    return f"traceback {hashed} at {where}"
