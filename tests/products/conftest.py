"""One browser for all tests that need one, as a second beside it cannot be started; accounts of every role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.servers import PASSWORD
from vedette.access import passwords
from vedette.ledger.accounts import AccountStore, open_accounts
from vedette.model.account import Role

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tools.build_screenshots import FLAGS, chromium

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def samples_ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The ledger made from samples/, as its address. It is read once: who writes takes a copy of the file."""
    from tools.build_screenshots import ledger

    return ledger(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def site(samples_ledger: str) -> Iterator[str]:
    """A server over the ledger made from samples/."""
    from tools.build_screenshots import served

    with served(samples_ledger) as root:
        yield root


@pytest.fixture
def open_page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens pages that fail the test for a word on the console or a request to anywhere else; `status` is the one that
    the page's own answer has to have."""
    if "root" in request.fixturenames:
        request.getfixturevalue("root")  # a server outlives its pages: one that goes first is a fault on their console
    contexts, faults = [], []

    def opened(root: str, path: str = "/", *, status: int = 200, **options: Any) -> Any:
        context = browser.new_context(viewport=options.pop("viewport", {"width": 1360, "height": 860}), **options)
        contexts.append(context)
        page = context.new_page()
        told = f"responded with a status of {status} "
        page.on("console", lambda m: m.type == "error" and told not in m.text and faults.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: r.url.startswith((root, "data:", "blob:")) or faults.append(f"left: {r.url}"))
        answer = page.goto(root + path)
        assert answer.status == status
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def store() -> Iterator[AccountStore]:
    """An account for each role, all with one password."""
    made = open_accounts("memory://", create=True)
    assert made is not None
    for role in Role:
        made.add(f"the-{role}", role, passwords.hashed(PASSWORD))
    yield made
    made.close()
