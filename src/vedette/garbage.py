"""How often Python looks for cycles of garbage: seldom while very many objects are made that are none."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects made between two looks at the young ones; looks at the young between two at the older ones.
_SELDOM = (200_000, 20, 20)

_LOCK = threading.Lock()
_INSIDE: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While this is open cycles are looked for seldom: it is a fifth of the time of an export and a quarter of that of
    deriving events, and finds nothing there. May be nested, and open in several threads."""
    with _LOCK:
        _INSIDE.append(gc.get_threshold())
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        with _LOCK:
            before = _INSIDE.pop()
            if not _INSIDE:
                gc.set_threshold(*before)
