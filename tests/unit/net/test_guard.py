"""Which addresses may be connected to."""

import pytest

from vedette.errors import FetchFailed, FetchRefused
from vedette.net.guard import Guard, forbidden


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "100.100.100.200", "168.63.129.16", "224.0.0.1", "255.255.255.255", "192.0.2.7", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("2002:7f00:0001::1", "2002:a9fe:a9fe::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "nonsense", ""),
    ],
)
def test_what_is_not_public_is_forbidden(address: str) -> None:
    assert forbidden(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public_is_let_through(address: str) -> None:
    assert forbidden(address) is None


def test_one_private_address_behind_a_name_forbids_the_name() -> None:
    guard = Guard(resolve=lambda host, port: ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(FetchRefused, match=r"wire\.test \(10\.0\.0\.1\) is an address of a private"):
        guard.addresses("wire.test", 80)


def test_what_is_allowed_is_allowed_at_its_port_only() -> None:
    guard = Guard(frozenset({("127.0.0.1", 8000)}), lambda host, port: ["127.0.0.1"])
    assert guard.addresses("wire.test", 8000) == ["127.0.0.1"]
    with pytest.raises(FetchRefused, match="this machine itself"):
        guard.addresses("wire.test", 8001)


def test_a_name_without_an_address_may_have_one_later() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    for guard in (Guard(resolve=nowhere), Guard(resolve=lambda host, port: [])):
        with pytest.raises(FetchFailed, match="has no address"):
            guard.addresses("wire.test", 80)
