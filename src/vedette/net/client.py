"""The client: fetches an address within the policy, or says why not. Safe to use from many threads."""

import email.utils
import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import httpcore
import httpx

from vedette.errors import FetchFailed, FetchRefused
from vedette.net.base import Fetched, Policy, Validators, refused_unless
from vedette.net.bodies import ACCEPTED, Room, read_body
from vedette.net.guard import Guard
from vedette.net.pace import Pace
from vedette.net.robots import SIZE, Robots
from vedette.net.transport import GuardedTransport

#: Answers that may be others a little later.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_MOVED = frozenset({301, 302, 303, 307, 308})
_LONGEST_URL = 4000


@dataclass(frozen=True, slots=True)
class Hands:
    """The clock, the wait and the dice of a client, so that tests need none of the real ones.

    `sleep` returns early, and true, when the program is being stopped: then nothing is tried again.
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    chance: Callable[[], float] = field(default=random.random)


class Client:
    """Fetches. One for a process: it knows the hosts' turns and their robots.txt."""

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        guard: Guard | None = None,
        hands: Hands | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self.hands = hands or Hands()
        self._room = Room(patience=self.policy.total)
        self._transport = GuardedTransport(guard or Guard(), tls=tls)
        self._pace = Pace(self.policy.interval, self.policy.at_once, clock=self.hands.clock, sleep=self.hands.sleep)
        self._robots = Robots(self.policy.agent, self._robots_file, clock=self.hands.clock)

    def fetch(
        self, url: str, *, validators: Validators | None = None, robots: bool = True, accept: str = "*/*"
    ) -> Fetched:
        """The answer of an address, after redirects.

        With `validators`, an answer without content where nothing has changed. Raises FetchRefused where a rule forbids
        it (the guard, robots.txt, size, redirects) and FetchFailed where no sound answer came in all tries.
        """
        headers = {"Accept": accept, **(validators or Validators()).headers()}
        once = partial(self._followed, headers=headers, robots=robots, size=self.policy.size)
        return self._tried(lambda: once(url))

    def post(self, url: str, content: bytes, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """Send something to an address that a user gave (a webhook): once, and following nothing."""
        asked = self._request("POST", _target(url), {**(headers or {})}, content)
        return self._in_time(lambda: self._answer(asked, size=SIZE))

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _tried(self, once: Callable[[], Fetched]) -> Fetched:
        for count in range(1, self.policy.tries + 1):
            try:
                return self._in_time(once)
            except FetchFailed as error:
                wait = self._wait(count, error.after)
                if not error.again or count == self.policy.tries or wait is None:
                    raise
                if self.hands.sleep(wait) is True:
                    raise
        raise FetchFailed("no try was allowed")

    def _in_time(self, once: Callable[[], Fetched]) -> Fetched:
        """One try under its deadline, which its robots.txt and its redirects share."""
        deadline = self._transport.deadline
        if deadline.at != float("inf"):
            return once()
        deadline.at = time.monotonic() + self.policy.total
        try:
            return once()
        finally:
            deadline.at = float("inf")

    def _wait(self, count: int, asked: float | None) -> float | None:
        """Seconds until the next try: doubling, at random in the upper half so that crowds part; None: not now."""
        if asked is not None and asked > self.policy.wait_most:
            return None
        most = min(self.policy.wait_most, self.policy.wait * float(2 ** (count - 1)))
        return max(asked or 0.0, most * (0.5 + 0.5 * self.hands.chance()))

    def _followed(self, url: str, *, headers: Mapping[str, str], robots: bool, size: int) -> Fetched:
        target = _target(url)
        for _ in range(self.policy.redirects + 1):
            if robots:
                delay = self._robots.check(target)
                if delay:
                    self._pace.slower(_host(target), min(delay, self.policy.wait_most))
            answer = self._answer(self._request("GET", target, headers), size=size)
            if answer.status not in _MOVED:
                return answer
            target = _target(answer.content.decode("utf-8", "replace"), base=target)
        raise FetchRefused(f"more than {self.policy.redirects} redirects")

    def _request(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], content: bytes | None = None
    ) -> httpx.Request:
        policy = self.policy
        timeouts = {"connect": policy.connect, "read": policy.read, "write": policy.read, "pool": policy.total}
        said = {"User-Agent": policy.agent, "Accept-Encoding": ACCEPTED, **headers}
        return httpx.Request(method, url, headers=said, content=content, extensions={"timeout": timeouts})

    def _answer(self, request: httpx.Request, *, size: int) -> Fetched:
        """One request and its answer; for a redirect, the content is where to."""
        host = _host(request.url)
        deadline = self._transport.deadline
        with self._pace.turn(host, patience=deadline.left(self.policy.total)):
            try:
                response = self._transport.send(request)
                try:
                    return self._read(request, response, size)
                finally:
                    response.close()
            except httpcore.TimeoutException as error:
                deadline.left(None)
                raise FetchFailed(f"no answer in time ({type(error).__name__})") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError) as error:
                refused_unless(
                    "CERTIFICATE_VERIFY_FAILED" not in str(error), f"the certificate does not hold ({error})"
                )
                raise FetchFailed(f"no sound answer: {error or type(error).__name__}") from error

    def _read(self, request: httpx.Request, response: httpx.Response, size: int) -> Fetched:
        status, headers = response.status_code, response.headers
        if status in _PASSING:
            after = _seconds(headers.get("retry-after"))
            if after is not None:
                self._pace.not_before(_host(request.url), min(after, self.policy.wait_most))
            raise FetchFailed(f"the server answered {status}", after=after)
        if status in _MOVED:
            refused_unless("location" in headers, f"a redirect ({status}) that says no address")
            return Fetched(str(request.url), status, headers["location"].encode("utf-8", "replace"))
        validators = Validators(_short(headers.get("etag")), _short(headers.get("last-modified")))
        if status == 304:
            return Fetched(str(request.url), status, b"", validators=validators, unchanged=True)
        if not 200 <= status < 300:
            raise FetchFailed(f"the server answered {status}", again=False)
        told = headers.get("content-length", "")
        too_much = told.isascii() and told.isdigit() and int(told[:20]) > size
        refused_unless(not too_much, f"more than {size:,} bytes; no report is")
        body = read_body(response.iter_raw(), coding=headers.get("content-encoding", ""), size=size, room=self._room)
        kind, _, parameters = headers.get("content-type", "").partition(";")
        return Fetched(str(request.url), status, body, kind.strip().lower(), _charset(parameters), validators)

    def _robots_file(self, url: str) -> Fetched:
        return self._tried(partial(self._followed, url, headers={"Accept": "text/plain"}, robots=False, size=SIZE))


def _target(url: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """A sound address to ask. Raises FetchRefused."""
    try:
        refused_unless(len(url) <= _LONGEST_URL, f"an address of {len(url):,} characters")
        target = httpx.URL(url) if base is None else base.join(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchRefused(f"no sound address: {url[:200]!r} ({error})") from error
    refused_unless(target.scheme in ("http", "https"), f"only http and https are fetched, not {target.scheme[:20]!r}")
    refused_unless(bool(target.host), f"an address without a host: {url[:200]!r}")
    refused_unless(not target.userinfo, "an address with a name or password in it")
    downgraded = base is not None and base.scheme == "https" and target.scheme == "http"
    refused_unless(not downgraded, "a redirect from https to http")
    return target.copy_with(fragment=None)


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii", "replace")


def _charset(parameters: str) -> str | None:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \"'"):
            return value.strip(" \"'").lower()[:40]
    return None


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 500 else None


def _seconds(value: str | None) -> float | None:
    """The seconds of a Retry-After header, which may also name a time."""
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
