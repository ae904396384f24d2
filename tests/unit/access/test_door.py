"""Accounts, sessions and tokens: what is kept of them, and when they end."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.access import passwords
from vedette.access.door import IDLE, LONGEST, TRIES, Door, Refused, new_token
from vedette.errors import BadRecord
from vedette.ledger.accounts import AccountStore, accounts_file, open_accounts
from vedette.model.account import Role
from vedette.model.viewer import Viewer

PASSWORD = "seven grey herons"

pytestmark = pytest.mark.usefixtures("quick_hashing")
START = dt.datetime(2031, 5, 1, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[AccountStore]:
    urls = {"memory": "memory://", "sqlite": f"sqlite:///{tmp_path}/v.db"}
    url = urls.get(request.param) or str(request.getfixturevalue("postgres")())
    made = open_accounts(url, create=True, clock=clock)
    assert made is not None
    made.add("mira", Role.ANALYST, passwords.hashed(PASSWORD))
    yield made
    made.close()


def test_a_session_opens_until_it_is_ended(store: AccountStore) -> None:
    door = Door(store)
    session = door.log_in("Mira ", PASSWORD, "192.0.2.1")
    visitor = door.visitor(session, None)
    assert visitor is not None
    assert visitor.name == "mira"
    assert visitor.viewer is Viewer.ANALYST
    door.log_out(session, "mira", "192.0.2.1")
    after = door.visitor(session, None)
    assert after is not None
    assert after.account is None
    assert [v.what for v in store.visits(9)] == ["logged out", "logged in"]


def test_a_session_ends_when_idle_and_in_any_case_at_last(store: AccountStore, clock: Clock) -> None:
    door = Door(store)
    session = door.log_in("mira", PASSWORD, "")
    step = dt.timedelta(hours=11)
    while clock.now + step < START + LONGEST:
        clock.now += step
        assert door.visitor(session, None).account is not None, clock.now  # type: ignore[union-attr]
    clock.now = START + LONGEST
    assert door.visitor(session, None).account is None  # type: ignore[union-attr]
    other = door.log_in("mira", PASSWORD, "")
    clock.now += IDLE + dt.timedelta(seconds=1)
    assert door.visitor(other, None).account is None  # type: ignore[union-attr]


def test_logging_in_makes_a_new_session_and_ends_the_one_before(store: AccountStore) -> None:
    door = Door(store)
    first = door.log_in("mira", PASSWORD, "")
    second = door.log_in("mira", PASSWORD, "", before=first)
    assert first != second
    assert door.visitor(first, None).account is None  # type: ignore[union-attr]
    assert door.visitor("planted", None).account is None  # type: ignore[union-attr]


@pytest.mark.parametrize("change", ["role", "password", "removed"])
def test_a_change_of_an_account_ends_its_sessions(store: AccountStore, change: str) -> None:
    door = Door(store)
    session = door.log_in("mira", PASSWORD, "")
    token, secret = new_token(store, "mira", "feeds", 30)
    match change:
        case "role":
            store.set_role("mira", Role.READER)
        case "password":
            store.set_password("mira", passwords.hashed("another one of those"))
        case "removed":
            store.remove("mira")
    assert door.visitor(session, None).account is None  # type: ignore[union-attr]
    by_token = door.visitor(None, secret)
    if change == "removed":
        assert by_token is None
        assert store.tokens() == ()
    else:
        assert by_token is not None
        assert by_token.may(Role.ANALYST) == (change == "password")
        assert token in store.tokens()


def test_tokens_end_and_can_be_taken_away(store: AccountStore, clock: Clock) -> None:
    door = Door(store)
    token, secret = new_token(store, "mira", "feeds", 30)
    visitor = door.visitor(None, secret)
    assert visitor is not None
    assert visitor.by_token
    clock.now += dt.timedelta(days=31)
    assert door.visitor(None, secret) is None
    clock.now = START
    store.remove_token(token.id)
    assert door.visitor(None, secret) is None
    with pytest.raises(BadRecord, match="no token"):
        store.remove_token(token.id)


def test_too_many_wrong_passwords_hold_off_even_the_right_one(store: AccountStore) -> None:
    door = Door(store)
    for _ in range(TRIES):
        with pytest.raises(Refused) as refused:
            door.log_in("mira", "wrong", "192.0.2.1")
        assert refused.value.wait == 0
    with pytest.raises(Refused) as refused:
        door.log_in("mira", PASSWORD, "192.0.2.2")
    assert refused.value.wait > 0
    assert store.visits(1)[0].what == "held off"


def test_what_is_typed_for_a_name_is_written_down_only_where_it_is_one(store: AccountStore) -> None:
    with pytest.raises(Refused):
        Door(store).log_in("my secret password", "x", "192.0.2.1")
    assert [(v.what, v.account) for v in store.visits(5)] == [("no such account", None)]


def test_nothing_that_opens_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    store = open_accounts(url, create=True)
    assert store is not None
    store.add("mira", Role.ADMIN, passwords.hashed(PASSWORD))
    session = Door(store).log_in("mira", PASSWORD, "")
    _, secret = new_token(store, "mira", "", 1)
    store.close()
    file = accounts_file(url)
    assert file is not None
    assert file.stat().st_mode & 0o077 == 0
    kept = "\n".join(sqlite3.connect(file).iterdump())
    assert "$argon2id$" in kept
    for opens in (PASSWORD, session, secret, secret.removeprefix("vdt_")):
        assert opens not in kept


def test_no_file_is_made_by_looking(tmp_path: Path) -> None:
    assert open_accounts(f"sqlite:///{tmp_path}/v.db") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "a", "Mira", "mira!", "-mira", "mi ra", "x" * 41, "mira\n"])
def test_names_are_plain(store: AccountStore, name: str) -> None:
    with pytest.raises(BadRecord, match="is no name"):
        store.add(name, Role.READER, "x")


def test_a_name_is_taken_once(store: AccountStore) -> None:
    with pytest.raises(BadRecord, match="already"):
        store.add("mira", Role.READER, "x")


@pytest.mark.parametrize("password", ["", "short", "mira likes herons", "a" * 40, "x" * 300])
def test_passwords_that_are_too_easy_are_refused(password: str) -> None:
    with pytest.raises(BadRecord):
        passwords.check(password, "mira")


def test_a_good_password_is_taken() -> None:
    passwords.check(PASSWORD, "mira")
    kept = passwords.hashed(PASSWORD)
    assert passwords.right(PASSWORD, kept)
    assert not passwords.right(PASSWORD + "x", kept)
    assert not passwords.right(PASSWORD, None)
    assert not passwords.right(PASSWORD, "not a hash")
    assert not passwords.old(kept)


def test_each_role_may_do_what_those_before_it_may() -> None:
    order = list(Role)
    for at, role in enumerate(order):
        assert [role.may(other) for other in order] == [n <= at for n in range(len(order))]
    assert [r.viewer for r in order] == [Viewer.PUBLIC, Viewer.ANALYST, Viewer.ANALYST, Viewer.ANALYST]
