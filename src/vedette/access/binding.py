"""Which addresses the server may listen on: without accounts only those of this machine."""

import ipaddress

from vedette.errors import BadSetting


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only. A name other than localhost is taken to be public."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check(host: str, *, accounts: bool) -> None:
    """Raises BadSetting for a public address without accounts: everybody on the network would read the ledger."""
    if not accounts and not is_loopback(host):
        raise BadSetting(
            f"{host} can be reached from outside this machine, and there are no accounts: make one first with "
            "vedette accounts add NAME --role admin, or stay on 127.0.0.1"
        )
