"""Journeys through log-in and desk in Chromium, with nothing on the console and no request that leaves the machine."""

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import servers
from tests.products.test_browser import Open, serious
from tests.products.test_desk import PASSWORD, Office
from vedette.model.decision import DecisionKind

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("quick_hashing")]

REPORTS: list[dict[str, Any]] = [
    {
        "id": f"report-{n}",
        "outlet": outlet,
        "title": f"Shells fall on {place}",
        "published": dt.datetime(2031, 5, 3 + n, 8, tzinfo=dt.UTC),
        "text": f"Shells killed {dead} people in {place}, the Ridge Observatory said. The road is open.",
        "claim": [
            {"kind": "toll", "in": f"killed {dead} people", "point": dead, "cause": "shelling", "place": place,
             "when": dt.date(2031, 5, 2 + n), "who": "Ridge Observatory"},
            {"kind": "event", "in": "Shells", "type": "shelling", "place": place, "when": dt.date(2031, 5, 2 + n),
             "who": "Ridge Observatory"},
        ],
    }
    for n, (place, dead, outlet) in enumerate(
        [("Qarat", 60, "Meridian Wire"), ("Marsin", 41, "Lantern Radio"), ("Tell Osra", 23, "Meridian Wire"),
         ("Dar Imal", 12, "Lantern Radio")]
    )
]  # fmt: skip


@pytest.fixture
def office() -> Office:
    return Office(servers.told(REPORTS))


@pytest.fixture
def root(office: Office) -> Iterator[str]:
    with servers.listening(office.app) as address:
        yield address


def enter(open_page: Open, root: str, name: str, path: str = "/desk", **options: Any) -> Any:
    page = open_page(root, f"/login?next={path}", **options)
    page.locator("input:focus").wait_for()  # what is typed before that is lost
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(root + path)
    return page


def ready(page: Any) -> None:
    page.locator("#floor[data-ready=true][data-live=true]").wait_for()


def test_log_in_roles_and_log_out(open_page: Open, root: str) -> None:
    page = open_page(root, "/events")
    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Name").fill("rea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/events")
    assert page.locator(".who-name").inner_text() == "rea"
    assert page.get_by_role("link", name="Desk").count() == 0
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(root + "/")
    page = enter(open_page, root, "ana")
    assert page.get_by_role("link", name="Desk").is_visible()
    assert page.locator("#work [value=approve]").count() == 0
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(root + "/")
    page.goto(root + "/desk")
    assert "/login?next=%2Fdesk" in page.url
    page = enter(open_page, root, "mira")
    assert page.locator("#work [value=approve]").count() == 1


def test_the_desk_by_keyboard_alone(open_page: Open, office: Office, root: str) -> None:
    page = enter(open_page, root, "mira")
    ready(page)
    assert [w.inner_text() for w in page.locator(".wait .row-place").all()] == [
        "Qarat",
        "Marsin",
        "Tell Osra",
        "Dar Imal",
    ]
    page.keyboard.press("j")
    assert "Marsin" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk?event=*")
    ready(page)
    assert "Marsin" in page.locator(".bench-title").inner_text()
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("all say so, a and j included")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    ready(page)
    assert "Tell Osra" in page.locator(".bench-title").inner_text(), "on to the next"
    assert page.locator(".wait").count() == 3
    page.keyboard.press("u")
    page.locator(".wait >> nth=3").wait_for()
    ready(page)
    page.keyboard.press("g")
    page.keyboard.press("j")  # in a list of choices a letter chooses
    page.keyboard.press("Escape")
    page.locator("#grade").select_option("confirmed")
    page.locator("#axis").select_option("judgement")
    page.locator("#reason").focus()
    page.keyboard.type("seen in pictures")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    ready(page)
    assert "confirmed" in page.locator(".verdict").inner_text()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    kinds = [d.kind for d in office.ledger.decisions()]
    assert kinds == [DecisionKind.ACCEPT, DecisionKind.REVERT, DecisionKind.REGRADE]


def test_several_are_decided_at_once(open_page: Open, office: Office, root: str) -> None:
    page = enter(open_page, root, "ana")
    ready(page)
    assert page.locator(".bulk").is_hidden()
    waiting = page.locator(".wait").count()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("#chosen").inner_text() == "2"
    page.locator("#bulk-reason").fill("one shelling, told twice")
    page.get_by_role("button", name="Merge into one").click()
    page.locator(".done").wait_for()
    assert page.locator(".wait").count() == waiting - 1
    (merged,) = office.ledger.decisions()
    assert (merged.kind, len(merged.subjects)) == (DecisionKind.MERGE, 2)


def test_a_correction_by_fields(open_page: Open, root: str) -> None:
    page = enter(open_page, root, "ana")
    ready(page)
    toll = page.locator(".piece", has=page.locator("[name=cell-low]")).first
    toll.locator(".pick input").check()
    page.keyboard.press("c")
    toll.get_by_label("low").fill("16")
    toll.get_by_label("high").fill("16")
    toll.get_by_placeholder("Reason").fill("sixteen, not sixty")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    assert "16 people killed" in page.locator(".bench-tolls").inner_text()
    assert "corrected by an analyst" in page.locator(".evidence").inner_text()


def test_a_place_is_chosen_by_name_or_on_the_map(open_page: Open, root: str) -> None:
    page = enter(open_page, root, "ana")
    ready(page)
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.id") == "place-words"
    page.locator("#place-words").fill("Idlib")
    page.locator("#offered label", has_text="Idlib").first.wait_for()
    page.locator("#pickmap[data-ready=true]").wait_for()
    page.locator("#pickmap canvas").click(position={"x": 200, "y": 90})
    page.get_by_text("this point, around").wait_for()
    page.get_by_label("this point, around").check()
    page.locator("[name=place_name]").fill("Qarat fields")
    page.locator("[name=radius]").fill("12")
    page.locator("#reason").fill("as the map in the report shows")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    assert "around Qarat fields" in page.locator(".bench-title").inner_text()


def test_two_analysts_see_each_other_at_work(open_page: Open, root: str) -> None:
    ana, abe = enter(open_page, root, "ana"), enter(open_page, root, "abe")
    ready(ana)
    ready(abe)
    ana.get_by_text("abe is here").wait_for()
    abe.get_by_text("ana is here").wait_for()
    abe.keyboard.press("a")
    abe.keyboard.type("sound")
    abe.keyboard.press("Enter")
    abe.locator(".done").wait_for()
    told = ana.locator("#news")
    told.wait_for()
    assert "abe accepted an event, which is on your desk: sound." in told.inner_text()
    ana.locator("#news a").click()
    ana.locator(".said-of", has_text="abe").wait_for()
    assert "Qarat" in ana.locator(".bench-title").inner_text()


@pytest.mark.model
def test_a_correction_made_at_the_desk_survives_a_rebuild(open_page: Open, samples_ledger: str, tmp_path: Path) -> None:
    from tools.build_screenshots import VEDETTE, accounts, served

    shutil.copy(samples_ledger.removeprefix("sqlite:///"), tmp_path / "own.db")
    url = f"sqlite:///{tmp_path}/own.db"
    accounts(url)
    with served(url) as root:
        page = enter(open_page, root, "mira")
        ready(page)
        piece = page.locator(".piece", has=page.locator("[name=cell-low]")).first
        piece.locator(".pick input").check()
        page.keyboard.press("c")
        piece.get_by_label("low").fill("777")
        piece.get_by_label("high").fill("777")
        piece.get_by_placeholder("Reason").fill("for the test of rebuilding")
        page.keyboard.press("Enter")
        page.locator(".done").wait_for()
        event = re.search(r"event=(\w+)", page.url)
        assert event is not None
        before = page.request.get(f"{root}/api/v1/events/{event[1]}").text()
        assert '"low":777' in before
        rebuilt = subprocess.run([*VEDETTE, "rebuild", "--db", url], check=True, capture_output=True, text=True)
        assert "same" in rebuilt.stdout + rebuilt.stderr
        assert page.request.get(f"{root}/api/v1/events/{event[1]}").text() == before
        page.close()  # its stream ends before the server does


def _decided(page: Any) -> None:
    page.keyboard.press("a")
    page.locator("#reason:focus").wait_for()
    page.keyboard.type("sound")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    ready(page)


def _placed(page: Any) -> None:
    page.keyboard.press("l")
    page.locator("#pickmap[data-ready=true]").wait_for()


def _several(page: Any) -> None:
    for key in ("x", "j", "x"):
        page.keyboard.press(key)
    page.locator(".bulk").wait_for()


#: States of the desk: what is done to come to each.
STATES: dict[str, Callable[[Any], None]] = {
    "correct": lambda page: page.keyboard.press("c"),
    "split": lambda page: page.keyboard.press("s"),
    "regrade": lambda page: page.keyboard.press("g"),
    "keys": lambda page: page.keyboard.press("?"),
    "place": _placed,
    "several": _several,
    "decided": _decided,
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/login", "/desk/blind", "/desk/agreement", "/admin", *STATES])
def test_nothing_serious_stands_in_anybodys_way(open_page: Open, root: str, path: str, theme: str) -> None:
    if path == "/login":
        page = open_page(root, "/login", color_scheme=theme)
    else:
        who = "head" if path == "/admin" else "mira"
        page = enter(open_page, root, who, "/desk" if path in STATES else path, color_scheme=theme)
    if path in STATES:
        ready(page)
        STATES[path](page)
    if path == "/admin":
        for summary in page.locator("summary").all():
            summary.click()
    assert serious(page) == []


@pytest.mark.parametrize("path", ["/login", "/desk", "/desk/blind", "/admin"])
def test_a_phone_shows_it_without_sideways_scrolling(open_page: Open, root: str, path: str) -> None:
    small = {"width": 390, "height": 844}
    page = (
        open_page(root, path, viewport=small)
        if path == "/login"
        else enter(open_page, root, "head" if path == "/admin" else "mira", path, viewport=small)
    )
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
