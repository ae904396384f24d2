"""robots.txt, as RFC 9309 has it: asked once a day, obeyed, and taken for a no where the server can't say."""

import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from vedette.errors import FetchFailed, FetchRefused
from vedette.net.base import Fetched

#: Seconds that a file holds, and that a server's failure to give one does.
_HOLDS, _FAILURE_HOLDS = 86_400.0, 600.0
#: Bytes that are read of a file; RFC 9309 asks for half a megabyte at least.
SIZE = 512_000
_SITES = 5_000
_LOCKS = 64


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of a site. `unsaid` is why there are none; without both, everything is allowed."""

    until: float
    rules: Protego | None = None
    unsaid: str | None = None


class Robots:
    """What each site allows. `get` fetches the file; it raises FetchFailed or FetchRefused."""

    def __init__(
        self, agent: str, get: Callable[[str], Fetched], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._agent = agent
        self._get = get
        self._clock = clock
        self._sites: OrderedDict[str, _Rules] = OrderedDict()
        self._lock = threading.Lock()
        self._asking = tuple(threading.Lock() for _ in range(_LOCKS))

    def check(self, url: httpx.URL) -> float:
        """The seconds that the site wants between requests, 0 if it does not say.

        Raises FetchRefused where the site's rules, or a site that can't be asked for them, forbid the address.
        """
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        known = self._known(site)
        if known is None:
            with self._asking[zlib.crc32(site.encode()) % _LOCKS]:  # one thread asks, the others wait for its answer
                known = self._known(site) or self._remembered(site, self._asked(site))
        if known.unsaid is not None:
            raise FetchFailed(f"{site}/robots.txt can't be read, so nothing may be: {known.unsaid}")
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(str(url), self._agent):
            raise FetchRefused(f"{site}/robots.txt forbids it")
        return float(known.rules.crawl_delay(self._agent) or 0.0)

    def _known(self, site: str) -> _Rules | None:
        with self._lock:
            known = self._sites.get(site)
        return known if known is not None and known.until > self._clock() else None

    def _remembered(self, site: str, rules: _Rules) -> _Rules:
        with self._lock:
            self._sites[site] = rules
            self._sites.move_to_end(site)
            while len(self._sites) > _SITES:
                self._sites.popitem(last=False)
        return rules

    def _asked(self, site: str) -> _Rules:
        try:
            answer = self._get(f"{site}/robots.txt")
        except FetchFailed as error:
            if not error.again:  # 401, 403, 404, 410: no rules
                return _Rules(self._clock() + _HOLDS)
            return _Rules(self._clock() + _FAILURE_HOLDS, unsaid=str(error))
        return _Rules(self._clock() + _HOLDS, Protego.parse(answer.content[:SIZE].decode("utf-8", "replace")))
