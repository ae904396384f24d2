"""Who is at which event of the desk just now, as far as this process knows."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Floor:
    """Analysts at work: each open page of the desk holds one place. May be used by several threads."""

    def __init__(self) -> None:
        self._at: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def stand(self, person: str, event: str) -> Iterator[None]:
        """Be at an event as long as the page is open."""
        with self._lock:
            self._at[person, event] += 1
        try:
            yield
        finally:
            with self._lock:
                self._at[person, event] -= 1
                self._at += Counter()  # drops what is at nought

    def others(self, person: str) -> list[tuple[str, str]]:
        """Who else is at which event, by name."""
        with self._lock:
            return sorted((who, event) for who, event in self._at if who != person)
