"""Which addresses the server may listen on: those of this machine, as long as there are no accounts."""

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


def check(host: str) -> None:
    """Raises BadSetting for an address that others can reach: nobody is asked who they are, so all would read it."""
    if not is_loopback(host):
        raise BadSetting(
            f"{host} can be reached from outside this machine, and the server asks nobody who they are: listen on "
            "127.0.0.1, and let a proxy with accounts of its own stand before it"
        )
