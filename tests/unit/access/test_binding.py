"""The server listens on this machine alone, until there are accounts."""

import pytest

from vedette.access.binding import check, is_loopback
from vedette.errors import BadSetting

PUBLIC = ["0.0.0.0", "::", "192.168.1.5", "8.8.8.8", "war.example", "127.0.0.1.example", ""]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost"])
def test_this_machine_is_near(host: str) -> None:
    assert is_loopback(host)
    check(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_anything_else_is_refused(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(BadSetting, match="outside this machine"):
        check(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_with_accounts_others_may_come(host: str) -> None:
    check(host, accounts=True)
