"""How often something may be done: so many times in a sliding window, counted in memory for each key."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

#: Keys kept at most; the one longest unused is forgotten first.
_KEYS = 10_000


class Limit:
    """At most `most` in `seconds` for each key. May be asked by several threads; forgets all when the server stops."""

    def __init__(self, most: int, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._done: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> int:
        """Seconds until it may be done again; 0 for now."""
        with self._lock:
            times = self._recent(key)
            return 0 if len(times) < self._most else max(1, round(times[0] + self._seconds - self._clock()))

    def count(self, key: str) -> None:
        """It was done."""
        with self._lock:
            self._recent(key).append(self._clock())

    def forget(self, key: str) -> None:
        """Begin anew for a key."""
        with self._lock:
            self._done.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        times = self._done.setdefault(key, deque())
        self._done.move_to_end(key)
        while len(self._done) > _KEYS:
            self._done.popitem(last=False)
        while times and times[0] <= self._clock() - self._seconds:
            times.popleft()
        return times
