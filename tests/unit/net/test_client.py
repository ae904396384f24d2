"""Fetching from a server that means harm, and from one that is only slow, broken or moved."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile import (
    Play,
    Server,
    answer,
    bomb,
    endless,
    forbidden_port,
    hanging,
    in_turn,
    moved,
    packed,
    serving,
    status,
    trickling,
)
from vedette.errors import FetchFailed, FetchRefused
from vedette.net.base import Policy, Validators
from vedette.net.client import Client, Hands

QUICK = Policy(connect=1, read=1, total=2, size=200_000, interval=0, wait=0.01, wait_most=0.05)
CERTIFICATE = str(Path(__file__).resolve().parents[2] / "data" / "self-signed.pem")


@contextmanager
def asking(plays: dict[str, Play], policy: Policy = QUICK, **names: str) -> Iterator[tuple[Client, Server]]:
    with serving(plays) as server:
        client = Client(policy, guard=server.guard(**names))
        try:
            yield client, server
        finally:
            client.close()


def test_a_page_comes_with_its_kind_charset_and_validators() -> None:
    page = answer(
        "<p>Two died.</p>", "text/html; charset=ISO-8859-6", ETag='"a1"', Last_Modified="Sat, 30 Nov 2024 10:00:00 GMT"
    )
    with asking({"/1": page}) as (client, server):
        got = client.fetch(server.url("/1"))
    assert (got.status, got.content, got.media_type, got.charset) == (
        200,
        b"<p>Two died.</p>",
        "text/html",
        "iso-8859-6",
    )
    assert got.validators == Validators('"a1"', "Sat, 30 Nov 2024 10:00:00 GMT")


def test_what_has_not_changed_is_not_sent_again() -> None:
    with asking({"/1": status(304)}) as (client, server):
        got = client.fetch(server.url("/1"), validators=Validators('"a1"', "then"))
        assert got.unchanged
        assert got.content == b""
        assert server.headers[-1]["if-none-match"] == '"a1"'
        assert server.headers[-1]["if-modified-since"] == "then"


def test_a_packed_page_is_unpacked() -> None:
    with asking({"/1": packed("<p>Two died.</p>" * 100)}) as (client, server):
        assert client.fetch(server.url("/1")).content == b"<p>Two died.</p>" * 100


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (bomb(50), "more than 200,000 bytes|unpacks to more"),
        (endless, "more than 200,000 bytes"),
        (answer(b"x" * 200_001), "more than 200,000 bytes"),
        (answer(b"", Content_Encoding="br"), "packed as 'br'"),
        (answer(b"", Content_Encoding="gzip, gzip"), "packed as 'gzip, gzip'"),
        (status(302), "says no address"),
        (moved("ftp://wire.test/1"), "only http and https"),
        (moved("file:///etc/passwd"), "only http and https"),
        (moved("http://user:word@wire.test/"), "a name or password"),
        (moved("http://[::bad/"), "no sound address"),
        (moved("/1"), "more than 5 redirects"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_breaks_a_rule_is_refused_with_its_reason(play: Play, reason: str) -> None:
    with asking({"/1": play}) as (client, server), pytest.raises(FetchRefused, match=reason):
        client.fetch(server.url("/1"), robots=False)


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (status(500), "answered 500"),
        (status(404), "answered 404"),
        (hanging(), "no answer in time"),
        (trickling(), "too long as a whole"),
        (trickling(headers=True), "too long as a whole"),
        (answer(b"no gzip at all", Content_Encoding="gzip"), "packed body is broken"),
        (answer(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b", Content_Encoding="gzip"), "ends before its end"),
    ],
    ids=["500", "404", "hangs", "trickling body", "trickling headers", "no gzip", "half a gzip"],
)
def test_what_fails_fails_in_time_and_with_its_reason(play: Play, reason: str) -> None:
    policy = replace(QUICK, tries=1, read=0.5, total=1.0)
    began = time.monotonic()
    with asking({"/1": play}, policy) as (client, server), pytest.raises(FetchFailed, match=reason):
        client.fetch(server.url("/1"), robots=False)
    assert time.monotonic() - began < 4


REFUSED = "only public addresses are fetched|no sound address"
HIDDEN = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
    "localhost.",
]


@pytest.mark.parametrize("host", [*HIDDEN, "169.254.169.254", "inside.example"])
def test_a_redirect_to_this_machine_is_refused_before_anything_is_connected(host: str) -> None:
    names = {"inside.example": "127.0.0.1", "localhost.": "127.0.0.1"}
    with (
        forbidden_port() as (port, knocked),
        asking({"/1": moved(f"http://{host}:{port}/latest/meta-data/")}, **names) as (client, server),
    ):
        with pytest.raises(FetchRefused, match=REFUSED):
            client.fetch(server.url("/1"), robots=False)
        with pytest.raises(FetchRefused, match=REFUSED):
            client.fetch(f"http://{host}:{port}/")
        with pytest.raises(FetchRefused, match=REFUSED):
            client.post(f"http://{host}:{port}/hook", b"{}")
    assert knocked == []


def test_a_name_is_judged_by_the_very_addresses_that_are_connected_to() -> None:
    """A name that leads to a public address when it is judged and inside a moment later finds no second look-up."""
    looked: list[str] = []

    with serving({"/1": answer("x")}) as server:

        def resolve(host: str, port: int) -> list[str]:
            looked.append(host)
            return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

        client = Client(QUICK, guard=replace(server.guard(), resolve=resolve))
        assert client.fetch(server.url("/1"), robots=False).status == 200
        client.close()
    assert looked == ["wire.test"]


def test_a_server_that_recovers_is_asked_again_after_growing_waits() -> None:
    waits: list[float] = []
    hands = Hands(sleep=waits.append, chance=lambda: 1.0)
    with serving({"/1": in_turn(status(503), status(500), answer("x"))}) as server:
        client = Client(replace(QUICK, wait=1.0, wait_most=30), guard=server.guard(), hands=hands)
        assert client.fetch(server.url("/1"), robots=False).content == b"x"
        client.close()
    assert waits == [1.0, 2.0]


def test_nothing_is_tried_again_while_the_program_is_being_stopped() -> None:
    with serving({"/1": status(503)}) as server:
        client = Client(QUICK, guard=server.guard(), hands=Hands(sleep=lambda seconds: True))
        with pytest.raises(FetchFailed, match="answered 503"):
            client.fetch(server.url("/1"), robots=False)
        client.close()
    assert server.asked == ["/1"]


def test_robots_and_redirects_share_the_time_of_their_try() -> None:
    plays = {"/robots.txt": in_turn(status(503), answer("", "text/plain")), "/1": moved("/2"), "/2": trickling()}
    policy = replace(QUICK, tries=1, total=1.0)
    began = time.monotonic()
    with asking(plays, policy) as (client, server), pytest.raises(FetchFailed):
        client.fetch(server.url("/1"))
    assert time.monotonic() - began < 2.5


def test_a_server_that_asks_for_long_patience_is_left_alone() -> None:
    with asking({"/1": status(429, Retry_After="3600")}) as (client, server):
        with pytest.raises(FetchFailed) as failed:
            client.fetch(server.url("/1"), robots=False)
        assert len(server.asked) == 1
    assert failed.value.after == 3600


def test_what_is_gone_is_not_asked_for_again() -> None:
    with asking({"/1": status(410)}) as (client, server):
        with pytest.raises(FetchFailed) as failed:
            client.fetch(server.url("/1"), robots=False)
        assert server.asked == ["/1"]
    assert not failed.value.again


def test_robots_are_asked_once_and_obeyed() -> None:
    plays = {"/robots.txt": answer("User-agent: *\nDisallow: /private/\n", "text/plain"), "*": answer("x")}
    with asking(plays) as (client, server):
        assert client.fetch(server.url("/open")).content == b"x"
        with pytest.raises(FetchRefused, match=r"robots\.txt forbids it"):
            client.fetch(server.url("/private/1"))
        assert server.asked == ["/robots.txt", "/open"]


def test_a_site_without_robots_allows_all_and_one_that_fails_allows_nothing() -> None:
    with asking({"/1": answer("x")}) as (client, server):
        assert client.fetch(server.url("/1")).content == b"x"
    with (
        asking({"/1": answer("x"), "/robots.txt": status(500)}, replace(QUICK, tries=1)) as (client, server),
        pytest.raises(FetchFailed, match="can't be read, so nothing may be"),
    ):
        client.fetch(server.url("/1"))


def test_robots_hold_for_where_a_redirect_leads() -> None:
    plays = {
        "/robots.txt": answer("User-agent: *\nDisallow: /private/\n", "text/plain"),
        "/1": moved("/private/1"),
        "/private/1": answer("x"),
    }
    with asking(plays) as (client, server), pytest.raises(FetchRefused, match=r"robots\.txt forbids it"):
        client.fetch(server.url("/1"))


def test_no_cookie_comes_back() -> None:
    with asking({"*": answer("x", Set_Cookie="who=you")}) as (client, server):
        client.fetch(server.url("/1"), robots=False)
        client.fetch(server.url("/2"), robots=False)
        assert all("cookie" not in headers for headers in server.headers)


def test_a_host_is_asked_no_faster_and_by_no_more_than_agreed() -> None:
    lock = threading.Lock()
    now = most = 0

    def busy(handler: object) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        answer("x")(handler)  # type: ignore[arg-type]

    with asking({"*": busy}, replace(QUICK, at_once=2, interval=0.02, total=10)) as (client, server):
        threads = [threading.Thread(target=client.fetch, args=(server.url(f"/{i}"),)) for i in range(12)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert time.monotonic() - began >= 12 * 0.02
        assert len(server.asked) == 13
    assert most <= 2


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with serving({"/1": answer("x")}, tls=CERTIFICATE) as server:
        url = f"https://self-signed.test:{server.port}/1"
        strict = Client(QUICK, guard=server.guard())
        with pytest.raises(FetchRefused, match="the certificate does not hold"):
            strict.fetch(url, robots=False)
        trusting = Client(QUICK, guard=server.guard(), tls=ssl.create_default_context(cafile=CERTIFICATE))
        assert trusting.fetch(url, robots=False).content == b"x"
        with pytest.raises(FetchRefused, match="the certificate does not hold"):
            trusting.fetch(url.replace("self-signed", "another"), robots=False)
        strict.close()
        trusting.close()


def test_a_post_goes_out_once_and_follows_nothing() -> None:
    with asking({"/hook": moved("/elsewhere")}) as (client, server):
        assert client.post(server.url("/hook"), b"{}").status == 302
        assert server.asked == ["/hook"]
