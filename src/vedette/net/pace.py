"""Politeness: how often one host is asked, and how many questions it has open from us."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from vedette.errors import FetchFailed

#: Hosts remembered; one that was not asked for longest is forgotten first, unless it is being asked.
_HOSTS = 10_000


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    open: threading.BoundedSemaphore | None = None
    next: float = 0.0
    interval: float = 0.0
    users: int = 0


class Pace:
    """Gives each host its turns: `interval` seconds apart, `at_once` at a time. For many threads."""

    def __init__(
        self,
        interval: float,
        at_once: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._interval = interval
        self._at_once = at_once
        self._clock = clock
        self._sleep = sleep
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._hosts)

    @contextmanager
    def turn(self, host: str, *, patience: float) -> Iterator[None]:
        """Waits for the host's turn and holds it. Raises FetchFailed where that would take longer than `patience`."""
        entry = self._entry(host)
        try:
            if entry.open is None or not entry.open.acquire(timeout=patience):
                raise FetchFailed(f"{host} is still busy with what was asked before")
            try:
                self._wait(host, entry, patience)
                yield
            finally:
                entry.open.release()
        finally:
            with self._lock:
                entry.users -= 1

    def slower(self, host: str, interval: float) -> None:
        """From now on leave at least so many seconds between requests to a host."""
        entry = self._entry(host)
        with self._lock:
            entry.users -= 1
            entry.interval = max(entry.interval, interval)

    def not_before(self, host: str, seconds: float) -> None:
        """Ask the host nothing for so many seconds: it said so."""
        entry = self._entry(host)
        with self._lock:
            entry.users -= 1
        with entry.lock:
            entry.next = max(entry.next, self._clock() + seconds)

    def _wait(self, host: str, entry: _Host, patience: float) -> None:
        with entry.lock:
            wait = max(0.0, entry.next - self._clock())
            if wait > patience:
                raise FetchFailed(f"{host} asked to be left alone for {wait:.0f} s more", after=wait)
            entry.next = self._clock() + wait + max(self._interval, entry.interval)
        if wait > 0:
            self._sleep(wait)

    def _entry(self, host: str) -> _Host:
        with self._lock:
            entry = self._hosts.get(host)
            if entry is None:
                entry = self._hosts[host] = _Host(open=threading.BoundedSemaphore(self._at_once))
            entry.users += 1
            self._hosts.move_to_end(host)
            if len(self._hosts) > _HOSTS:
                idle = next((name for name, known in self._hosts.items() if not known.users), None)
                if idle is not None:
                    del self._hosts[idle]
            return entry
