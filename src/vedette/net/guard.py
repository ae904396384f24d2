"""Which addresses may be connected to: public ones only, judged after names are resolved.

A name says nothing about where it leads, and may lead elsewhere a moment later. So the guard resolves a name itself,
judges every address that it has, and hands back those very addresses to connect to.
"""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from vedette.errors import FetchFailed, FetchRefused

#: A name and a port to addresses; raises OSError where there are none.
Resolve = Callable[[str, int], list[str]]

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Networks of IPv6 whose addresses carry one of IPv4 in their last 32 bits (NAT64), and that a gateway would unpack.
_CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
#: Cloud machines tell their own secrets at these, of which some look public.
_METADATA = frozenset(
    ipaddress.ip_address(a)
    for a in ("169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name, from the system's resolver."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges where a connection may go. `allowed` are pairs of address and port that are let through all the same: a
    proxy of one's own, the server of a test."""

    allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = field(default=looked_up)

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses behind a name, all of them fit to connect to.

        Raises FetchRefused where any is not public (a name with one public and one private address is an attack, or a
        mistake that would work by chance), FetchFailed where there are none.
        """
        try:
            found = self.resolve(host.strip("[]"), port)
        except (OSError, UnicodeError, ValueError) as error:
            raise FetchFailed(f"the name {host} has no address ({error})") from error
        if not found:
            raise FetchFailed(f"the name {host} has no address")
        for address in found:
            if (address, port) not in self.allowed and (kind := forbidden(address)):
                told = host if host.strip("[]") == address else f"{host} ({address})"
                raise FetchRefused(f"{told} is {kind}; only public addresses are fetched")
        return found


def forbidden(address: str) -> str | None:
    """What kind of address that is, if it is one that must not be connected to; None for a public one."""
    try:
        ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    return next((kind for inner in (ip, *_carried(ip)) if (kind := _kind(inner))), None)


def _carried(ip: _Address) -> list[_Address]:
    """The IPv4 addresses inside one of IPv6: mapped, 6to4, Teredo, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    inner: list[_Address] = [a for a in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if a is not None]
    if any(ip in network for network in _CARRIERS):
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return inner


def _kind(ip: _Address) -> str | None:
    mapped = isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped is not None or ip in _CARRIERS[0])
    checks = (
        (ip in _METADATA, "an address of a cloud's own secrets"),
        (ip.is_loopback, "this machine itself"),
        (ip.is_link_local, "a link-local address"),
        (ip.is_unspecified, "no address of a host"),
        (ip.is_multicast, "a multicast address"),
        (not mapped and not ip.is_global, "an address of a private or reserved network"),
    )
    return next((kind for true, kind in checks if true), None)
