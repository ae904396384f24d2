"""The page of accounts: an admin who logged in looks after them, nobody else does, and one admin always stays."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests import servers
from tests.products.test_accounts import csrf, log_in
from tests.servers import PASSWORD
from vedette.access.door import Door, new_token
from vedette.cli.serve import application
from vedette.ledger.accounts import AccountStore
from vedette.model.viewer import Viewer
from vedette.pipeline.showing.shown import Shown

OTHER = "nine quiet lanterns"

pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.fixture
def web(store: AccountStore) -> Iterator[TestClient]:
    served = application(Shown(servers.told()), Door(store, Viewer.PUBLIC))
    with TestClient(served, follow_redirects=False) as client:
        yield client


@pytest.fixture
def admin(web: TestClient) -> TestClient:
    log_in(web, "the-admin")
    return web


def send(web: TestClient, path: str, word: str | None = None, **data: Any) -> Any:
    return web.post(path, data={"csrf": csrf(web.get("/events")) if word is None else word, **data})


#: Every write of the page, with what a form would send.
WRITES = (
    ("/admin/accounts", {"name": "mira", "password": OTHER, "role": "admin"}),
    ("/admin/accounts/the-reader/role", {"role": "admin"}),
    ("/admin/accounts/the-admin/password", {"password": OTHER}),
    ("/admin/accounts/the-admin/disable", {}),
    ("/admin/accounts/the-admin/remove", {}),
    ("/admin/accounts/the-reader/enable", {}),
    ("/admin/tokens", {"account": "the-admin"}),
    ("/admin/tokens/TOKEN/remove", {}),
)


def state(store: AccountStore) -> Any:
    return store.accounts(), store.tokens(), [store.find(a.name) for a in store.accounts()]


@pytest.mark.parametrize("who", ["the-reader", "the-analyst", "the-adjudicator"])
def test_whoever_is_no_admin_sees_and_changes_nothing(web: TestClient, store: AccountStore, who: str) -> None:
    token, _ = new_token(store, "the-admin", "feeds", 5)
    log_in(web, who)
    before = state(store)
    assert web.get("/admin").status_code == 403
    assert 'href="/admin"' not in web.get("/events").text
    for path, data in WRITES:
        assert send(web, path.replace("TOKEN", token.id), **data).status_code == 403, path
    assert state(store) == before


def test_a_guest_is_asked_to_log_in(web: TestClient, store: AccountStore) -> None:
    before = state(store)
    answer = web.get("/admin")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")
    word = csrf(web.get("/login"))
    for path, data in WRITES:
        assert send(web, path, word, **data).status_code in (401, 303), path
    assert state(store) == before


@pytest.mark.parametrize("word", ["", "0" * 64])
def test_no_write_without_the_word_of_our_pages(admin: TestClient, store: AccountStore, word: str) -> None:
    before = state(store)
    for path, data in WRITES:
        assert send(admin, path, word, **data).status_code == 403, path
    assert state(store) == before


def test_an_admins_token_makes_no_accounts(web: TestClient, store: AccountStore) -> None:
    _, secret = new_token(store, "the-admin", "feeds", 5)
    before = state(store)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert web.get("/api/v1/status", headers=bearer).status_code == 200
    assert web.get("/admin", headers=bearer).status_code == 403
    for path, data in WRITES:
        assert web.post(path, data=data, headers=bearer).status_code == 403, path
    assert state(store) == before


def test_an_account_from_first_password_to_last(admin: TestClient, store: AccountStore) -> None:
    made = send(admin, "/admin/accounts", name="Mira", password=OTHER, role="reader")
    assert made.headers["location"] == "/admin?done=add"
    assert "the account is made" in admin.get("/admin?done=add").text
    served = admin.app
    with TestClient(served, follow_redirects=False) as mira:
        assert log_in(mira, "mira", OTHER).status_code == 303
        assert mira.get("/desk").status_code == 403
        send(admin, "/admin/accounts/mira/role", role="analyst")
        assert mira.get("/desk").status_code == 303, "a new role has to log in"
        assert log_in(mira, "mira", OTHER).status_code == 303
        send(admin, "/admin/accounts/mira/password", password=PASSWORD)
        assert log_in(mira, "mira", OTHER).status_code == 401
        assert log_in(mira, "mira").status_code == 303
        send(admin, "/admin/accounts/mira/remove")
        assert log_in(mira, "mira").status_code == 401
    record = [v.what for v in store.visits(50) if "by the-admin" in v.address]
    assert record == ["account removed", "password set", "role set: analyst", "account made: reader"]
    assert "account made: reader" in admin.get("/admin").text


def test_a_disabled_account_is_kept_out_by_every_door(admin: TestClient, store: AccountStore) -> None:
    _, secret = new_token(store, "the-analyst", "feeds", 5)
    bearer = {"Authorization": f"Bearer {secret}"}
    with TestClient(admin.app, follow_redirects=False) as other:
        log_in(other)
        assert "the-analyst" in other.get("/events").text
        send(admin, "/admin/accounts/the-analyst/disable")
        assert "the-analyst" not in other.get("/events").text
        assert other.get("/api/v1/status", headers=bearer).status_code == 401
        answer = log_in(other)
        assert (answer.status_code, "Wrong name or password." in answer.text) == (401, True)
        send(admin, "/admin/accounts/the-analyst/enable")
        assert other.get("/api/v1/status", headers=bearer).status_code == 200
        assert log_in(other).status_code == 303


@pytest.mark.parametrize(("act", "data"), [("disable", {}), ("remove", {}), ("role", {"role": "reader"})])
def test_one_admin_always_stays(admin: TestClient, store: AccountStore, act: str, data: dict[str, str]) -> None:
    before = state(store)
    answer = send(admin, f"/admin/accounts/the-admin/{act}", **data)
    assert answer.status_code == 422
    assert "no admin would be left" in answer.text
    assert state(store) == before
    send(admin, "/admin/accounts", name="second", password=OTHER, role="admin")
    assert send(admin, f"/admin/accounts/the-admin/{act}", **data).status_code == 303


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/admin/accounts", {"name": "m", "password": OTHER, "role": "reader"}),
        ("/admin/accounts", {"name": "mira", "password": "short", "role": "reader"}),
        ("/admin/accounts", {"name": "the-reader", "password": OTHER, "role": "reader"}),
        ("/admin/accounts", {"name": "mira", "password": OTHER, "role": "root"}),
        ("/admin/accounts/nobody/role", {"role": "reader"}),
        ("/admin/accounts/the-reader/password", {"password": "the-reader the-reader"}),
        ("/admin/accounts/nobody/disable", {}),
        ("/admin/tokens", {"account": "nobody"}),
        ("/admin/tokens", {"account": "the-reader", "days": "4000"}),
        ("/admin/tokens/nothing/remove", {}),
    ],
)
def test_what_means_nothing_is_refused(admin: TestClient, store: AccountStore, path: str, data: dict[str, str]) -> None:
    before = state(store)
    assert send(admin, path, **data).status_code == 422
    assert state(store) == before
    assert send(admin, "/admin/accounts/the-reader/anything").status_code == 404


def test_a_token_is_shown_once_and_never_again(admin: TestClient, store: AccountStore) -> None:
    answer = send(admin, "/admin/tokens", account="the-reader", label="<b>feeds</b>", days="7")
    secret = re.search(r"vdt_[\w-]+", answer.text)
    assert secret is not None
    assert answer.headers["cache-control"] == "no-store"
    page = admin.get("/admin").text
    assert secret[0] not in page
    assert "&lt;b&gt;feeds" in page
    assert "$argon2" not in page
    bearer = {"Authorization": f"Bearer {secret[0]}"}
    assert admin.get("/api/v1/status", headers=bearer).status_code == 200
    send(admin, f"/admin/tokens/{store.tokens()[0].id}/remove")
    assert admin.get("/api/v1/status", headers=bearer).status_code == 401


def test_the_address_of_the_page_says_nothing_of_its_own(admin: TestClient) -> None:
    assert "call this number" not in admin.get("/admin?done=call this number").text
