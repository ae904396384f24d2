"""Which addresses the server may listen on: those of this machine, and others once there are accounts."""

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


def check(host: str, *, accounts: bool = False) -> None:
    """Raises BadSetting for an address that others can reach where there are no accounts: nobody would be asked who
    they are, so all would read it."""
    if not accounts and not is_loopback(host):
        raise BadSetting(
            f"{host} can be reached from outside this machine, and there are no accounts to ask for: make one with "
            "vedette users add NAME --role admin, or listen on 127.0.0.1"
        )
