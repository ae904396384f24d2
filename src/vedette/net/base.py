"""What fetching hands out, and the rules that it keeps to."""

from dataclasses import dataclass

from vedette.errors import FetchRefused

#: Names us to the servers that we ask; a contact belongs into the setting of whoever runs a monitor.
AGENT = "Vedette/0.1 (war monitor)"


@dataclass(frozen=True, slots=True)
class Policy:
    """How much one answer may cost, and how polite we are. Times are seconds, sizes bytes.

    `total` is the time of one try with its redirects, whatever trickles in; `size` is unpacked. `interval` lies between
    two requests to one host, `at_once` is how many it may be working on for us. `wait_most` is the longest wait between
    tries, and the longest wish of a server (Retry-After, Crawl-delay) that is waited for inside one fetch.
    """

    agent: str = AGENT
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 20_000_000
    redirects: int = 5
    tries: int = 3
    wait: float = 1.0
    wait_most: float = 30.0
    interval: float = 1.0
    at_once: int = 2


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave so that we can ask whether anything has changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers that ask for a change only."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its unpacked bytes, the address that it came from in the end, and what to ask with the next time.

    `unchanged`: the server says that nothing is new since `validators`; `content` is empty then. `media_type` is in
    small letters, without parameters; `charset` is what the server says, which is often wrong.
    """

    url: str
    status: int
    content: bytes
    media_type: str = ""
    charset: str | None = None
    validators: Validators = Validators()
    unchanged: bool = False


def refused_unless(sound: bool, reason: str) -> None:
    """Raise FetchRefused with the reason where something is not sound."""
    if not sound:
        raise FetchRefused(reason)
