"""Who comes in, who does not, and what is refused at the door: over the whole application."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from tests import servers
from tests.servers import PASSWORD
from vedette.access import guard
from vedette.access.door import TRIES, Door, new_token
from vedette.cli.main import app as command
from vedette.cli.serve import application
from vedette.ledger.accounts import AccountStore, open_accounts
from vedette.ledger.opening import open_ledger
from vedette.model.viewer import Viewer
from vedette.pipeline.showing.shown import Shown

runner = CliRunner()

pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.fixture
def web(store: AccountStore) -> Iterator[TestClient]:
    """A server that shows nothing to guests."""
    with TestClient(application(Shown(servers.told()), Door(store, None)), follow_redirects=False) as client:
        yield client


def csrf(page: Any) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert found is not None
    return found[1]


def log_in(web: TestClient, name: str = "the-analyst", password: str = PASSWORD, **more: str) -> Any:
    word = csrf(web.get("/login"))
    return web.post("/login", data={"csrf": word, "name": name, "password": password, **more})


@pytest.mark.parametrize("path", ["/", "/events", "/map/picture", "/tiles/0/0/0", "/nowhere", "/loginx", "/login/x"])
def test_without_an_account_every_page_leads_to_the_log_in(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/events", "/api/v1/openapi.json", "/api/v1/nowhere"])
def test_without_a_token_the_api_says_so(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


def test_logging_in_opens_the_page_that_was_asked_for_and_logging_out_closes_all(web: TestClient) -> None:
    answer = log_in(web, next="/events?kind=shelling")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?kind=shelling")
    cookie = answer.headers["set-cookie"].split("vedette_session=")[1].split(", ")[0].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    page = web.get("/events")
    assert page.status_code == 200
    assert "the-analyst" in page.text
    assert page.headers["cache-control"].startswith("private")
    held = dict(web.cookies)
    assert web.post("/logout", data={"csrf": csrf(page)}).status_code == 303
    assert web.get("/events").status_code == 303
    web.cookies.update(held)
    assert web.get("/events").status_code == 303, "the session is dead at the server, not only at the browser"


def test_over_tls_the_cookie_is_for_this_host_alone(store: AccountStore) -> None:
    served = application(Shown(servers.told()), Door(store, None))
    with TestClient(served, base_url="https://war.example", follow_redirects=False) as web:
        cookie = log_in(web).headers["set-cookie"]
        assert "__Host-vedette=" in cookie
        assert "secure" in cookie.casefold()
        assert "domain" not in cookie.casefold()
        assert web.get("/events").status_code == 200


def test_a_session_planted_before_is_not_the_one_after(web: TestClient) -> None:
    web.cookies.set("vedette_session", "planted-by-somebody-else")
    answer = log_in(web)
    assert "vedette_session=planted" not in answer.headers["set-cookie"]
    first = web.cookies.get("vedette_session", domain="testserver.local")
    page = web.get("/events")
    again = web.post("/login", data={"csrf": csrf(page), "name": "the-reader", "password": PASSWORD})
    assert again.status_code == 303
    with TestClient(web.app, follow_redirects=False, cookies={"vedette_session": first or ""}) as other:
        assert other.get("/events").status_code == 303, "the session before has ended"


@pytest.mark.parametrize(
    "where",
    [
        "//evil.example/",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "/\t/evil",
        "evil",
    ],
)
def test_nobody_is_sent_to_another_site(web: TestClient, where: str) -> None:
    assert log_in(web, next=where).headers["location"] == "/"


@pytest.mark.parametrize("name", ["the-analyst", "nobody", "' OR 1=1 --", "x" * 200, "\x00"])
def test_a_wrong_password_says_no_more_than_that(web: TestClient, name: str) -> None:
    answer = log_in(web, name, "wrong")
    assert answer.status_code == 401
    assert "Wrong name or password." in answer.text


def test_guessing_is_held_off(web: TestClient) -> None:
    for _ in range(TRIES):
        assert log_in(web, password="wrong").status_code == 401
    held = log_in(web)
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) > 0


WRITES = ("/login", "/logout")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("word", [None, "", "0" * 64, "x"])
def test_a_write_without_our_pages_word_is_refused(web: TestClient, path: str, word: str | None) -> None:
    log_in(web)
    data = {"name": "the-admin", "password": PASSWORD} | ({} if word is None else {"csrf": word})
    answer = web.post(path, data=data)
    assert answer.status_code == 403
    assert web.get("/events").status_code == 200, "nothing happened"


def test_another_sessions_word_is_not_ours(web: TestClient) -> None:
    log_in(web)
    theirs = csrf(web.get("/events"))
    web.cookies.clear()
    log_in(web, "the-reader")
    assert web.post("/logout", data={"csrf": theirs}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=str,
)
def test_a_write_from_another_site_is_refused_even_with_the_word(web: TestClient, headers: dict[str, str]) -> None:
    log_in(web)
    answer = web.post("/logout", data={"csrf": csrf(web.get("/events"))}, headers=headers)
    assert answer.status_code == 403


def test_too_large_a_body_is_not_read(web: TestClient) -> None:
    answer = web.post("/login", content=b"x" * (guard.LARGEST + 1))
    assert answer.status_code == 413


def test_a_token_reads_and_a_wrong_one_does_not_fall_back_on_a_session(web: TestClient, store: AccountStore) -> None:
    token, secret = new_token(store, "the-reader", "feeds", 1)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert web.get("/api/v1/events", headers=bearer).status_code == 200
    log_in(web)
    assert web.get("/api/v1/events", headers={"Authorization": "Bearer nothing"}).status_code == 401
    store.remove_token(token.id)
    assert web.get("/api/v1/events", headers=bearer).status_code == 401


def test_a_change_of_role_counts_at_once(web: TestClient, store: AccountStore) -> None:
    log_in(web, "the-admin")
    assert web.get("/events").status_code == 200
    store.remove("the-admin")
    assert web.get("/events").status_code == 303


def test_guests_read_where_they_may(store: AccountStore) -> None:
    with TestClient(application(Shown(servers.told()), Door(store, Viewer.PUBLIC)), follow_redirects=False) as web:
        page = web.get("/events")
        assert page.status_code == 200
        assert 'href="/login' in page.text


def test_without_accounts_nobody_can_log_in_and_nothing_can_be_written() -> None:
    with TestClient(servers.app(), follow_redirects=False) as web:
        assert "no accounts" in web.get("/login").text
        assert "/login" not in web.get("/events").text
        assert web.post("/login", data={"name": "a", "password": "b"}).status_code == 403


PATHS = (
    *("/static/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/app.py", "/static/..%2f..%2fapp.py"),
    *("/static//etc/passwd", "/static/js/%00", "/static/js/..\\..\\app.py"),
    *("/tiles/0/0/../../../etc", "/documents/..%2f..%2fetc%2fpasswd"),
)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(path: str) -> None:
    with TestClient(servers.app()) as web:
        answer = web.get(path)
        assert answer.status_code in (404, 422)
        assert "root:" not in answer.text
        assert "import" not in answer.text


INJECTIONS = ("' OR '1'='1", "1; DROP TABLE events --", '" OR ""="', "%' UNION SELECT password FROM accounts --",
              "\x00", "') OR 1=1 --")  # fmt: skip
ASKED = (
    *("/events?place=", "/search?q=", "/api/v1/events?party=", "/api/v1/search?q=", "/api/v1/events?cursor="),
    *("/api/v1/documents?outlet=", "/events/", "/documents/", "/api/v1/claims/", "/api/v1/control?place="),
)


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_of_sql_are_words(tmp_path: Path, words: str) -> None:
    from urllib.parse import quote

    url = f"sqlite:///{tmp_path}/v.db"
    ledger = open_ledger(url)
    ledger.close()
    with TestClient(application(Shown(open_ledger(url)))) as web:
        for path in ASKED:
            answer = web.get(path + quote(words))
            assert answer.status_code in (200, 404, 422), path
            assert "$argon2" not in answer.text


def test_accounts_and_tokens_from_the_command_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    open_ledger(url).close()

    def run(*words: str, typed: str = "", code: int = 0) -> str:
        ran = runner.invoke(command, [*words, "--db", url], input=typed)
        assert ran.exit_code == code, ran.output
        return ran.output

    assert "users add" in run("users", "list", code=3)
    assert "15 to 256" in run("users", "add", "mira", "--role", "analyst", "--stdin", typed="short\n", code=1)
    assert "mira is an analyst" in run("users", "add", "mira", "--role", "analyst", "--stdin", typed=PASSWORD + "\n")
    assert "already" in run("users", "add", "mira", "--stdin", typed=PASSWORD + "\n", code=1)
    assert "adjudicator" in run("users", "role", "mira", "adjudicator")
    assert '"role":"adjudicator"' in run("users", "list", "--format", "json")
    said = run("tokens", "add", "mira", "--label", "feeds", "--days", "30")
    secret = re.search(r"vdt_\S+", said)
    assert secret is not None
    listed = run("tokens", "list", "--format", "csv")
    assert "feeds" in listed
    assert secret[0] not in listed
    number = listed.splitlines()[1].split(",")[0]
    store = open_accounts(url)
    assert store is not None
    with TestClient(application(Shown(open_ledger(url)), Door(store, None))) as web:
        assert web.get("/api/v1/status", headers={"Authorization": f"Bearer {secret[0]}"}).status_code == 200
    run("tokens", "remove", number)
    assert "no tokens" in run("tokens", "list")
    run("users", "password", "mira", "--stdin", typed="another one of those\n")
    run("users", "remove", "mira")
    assert "no account mira" in run("users", "remove", "mira", code=1)
    record = run("users", "log", "--format", "csv")
    for what in ("account made: analyst", "role set: adjudicator", "token made", "password set", "account removed"):
        assert what in record


def test_the_server_refuses_the_world_without_accounts_and_a_house_without_a_key(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/v.db"
    open_ledger(url).close()
    refused = runner.invoke(command, ["serve", "--db", url, "--host", "0.0.0.0"])
    assert refused.exit_code == 3
    assert "no accounts" in refused.output
    refused = runner.invoke(command, ["serve", "--db", url, "--no-guests"])
    assert refused.exit_code == 3
    assert "nobody could read" in refused.output
