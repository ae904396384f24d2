"""Ten journeys through the pages in Chromium, with nothing on the console and no request that leaves the machine."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import servers
from tests.products.test_pages import hostile

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tests/products/vendor/axe-core/axe.min.js"
PAGES = (
    "/",
    "/events",
    "/tolls",
    "/control",
    "/changes?before=2024-11-29",
    "/signals?days=365",
    "/sources",
    "/search?q=hospital",
)


Open = Callable[..., Any]


def drawn(page: Any) -> None:
    page.wait_for_selector(".desk[data-ready=true]", timeout=30_000)
    page.wait_for_selector("#list[aria-busy=false]")


def after_a_step(page: Any, act: Callable[[], Any]) -> None:
    """Do something to the controls and wait until it is drawn."""
    act()
    page.locator(".desk[data-busy=false]").wait_for()


def set_slider(page: Any, name: str, share: float) -> None:
    script = (
        "(e, share) => { e.value = Math.round(e.max * share); e.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    after_a_step(page, lambda: page.locator(f"#{name}").evaluate(script, share))


@pytest.mark.model
def test_from_the_map_to_the_sentence(open_page: Open, site: str) -> None:
    page = open_page(site)
    drawn(page)
    page.locator("#list .row a").first.click()
    page.locator("#panel h2").wait_for()
    page.get_by_role("link", name="Everything on this event").click()
    page.locator("h1").wait_for()
    page.locator(".quote blockquote a").first.click()
    page.wait_for_url("**/documents/**#c-*")
    target = page.locator(":target + mark, :target + .anchor + mark").first
    assert target.inner_text().strip()
    assert target.is_visible()


@pytest.mark.model
def test_moving_the_public_clock_changes_what_is_known(open_page: Open, site: str) -> None:
    page = open_page(site)
    drawn(page)
    now = page.locator("#list").inner_text()
    set_slider(page, "clock", 0.4)
    then = page.locator("#list").inner_text()
    assert then != now
    assert "320 combatants" in now
    assert "320 combatants" not in then
    assert "as_of=2024-11-2" in page.url
    after_a_step(page, lambda: page.locator("#now").click())
    assert page.locator("#list").inner_text() == now
    assert "as_of" not in page.url


@pytest.mark.model
def test_an_address_shows_another_person_the_same_picture(open_page: Open, site: str) -> None:
    page = open_page(site)
    drawn(page)
    set_slider(page, "clock", 0.6)
    after_a_step(page, lambda: page.locator("[name=shape][value=clash]").uncheck())
    set_slider(page, "from", 0.4)
    words = [page.locator(f"#{name}").inner_text() for name in ("list", "when-words", "clock-words", "count")]
    other = open_page(site, page.url.removeprefix(site))
    drawn(other)
    assert [other.locator(f"#{name}").inner_text() for name in ("list", "when-words", "clock-words", "count")] == words


@pytest.mark.model
def test_the_period_cuts_what_is_listed(open_page: Open, site: str) -> None:
    page = open_page(site)
    drawn(page)
    whole = page.locator("#count").inner_text()
    set_slider(page, "to", 0.2)
    assert page.locator("#count").inner_text() != whole
    assert "1 Dec 2024" not in page.locator("#list").inner_text()
    after_a_step(page, lambda: page.locator("#when-all").click())
    assert page.locator("#count").inner_text() == whole


@pytest.mark.model
def test_with_the_keyboard_alone(open_page: Open, site: str) -> None:
    page = open_page(site)
    drawn(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.row a')"):
            break
    assert page.evaluate("document.activeElement.matches('.row a')")
    page.keyboard.press("Enter")
    page.locator("#panel h2").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.locator("#clock").focus()
    after_a_step(page, lambda: page.keyboard.press("ArrowLeft"))
    assert "as_of" in page.url


@pytest.mark.model
def test_search_finds_while_one_types(open_page: Open, site: str) -> None:
    page = open_page(site, "/search")
    page.locator("#q").press_sequentially("atari")
    page.locator("#hits .row").first.wait_for()
    assert "atarib" in page.locator("#hits").inner_text().casefold()
    assert "q=atari" in page.url


@pytest.mark.model
def test_tolls_are_drawn_and_unfold(open_page: Open, site: str) -> None:
    page = open_page(site, "/tolls")
    page.locator("#totals canvas").wait_for()
    page.locator("#daily canvas").wait_for()
    page.locator(".toll summary").first.click()
    assert page.locator(".toll[open] .cite").first.is_visible()


@pytest.mark.model
def test_a_place_shows_who_held_it_and_on_whose_word(open_page: Open, site: str) -> None:
    page = open_page(site, "/control")
    page.locator(".span-row a").first.click()
    page.locator(".band rect.band-piece").first.wait_for(state="attached")
    page.locator(".spans summary").first.click()
    page.locator(".spans .cite").first.click()
    page.wait_for_url("**/documents/**")


@pytest.mark.model
def test_how_an_event_changed_comes_when_one_looks(open_page: Open, site: str) -> None:
    page = open_page(site, "/events")
    page.locator(".row a", has_text="Atarib").first.click()
    page.locator("[hx-get]").scroll_into_view_if_needed()
    page.locator(".history li").first.wait_for()
    assert "claim" in page.locator(".history").inner_text()


@pytest.mark.model
def test_changes_remember_the_last_visit(open_page: Open, site: str) -> None:
    page = open_page(site, "/changes?before=2024-11-29")
    assert page.locator("#last-visit").is_hidden()
    assert "new event" in page.locator("main").inner_text().casefold()
    page.reload()
    assert page.locator("#last-visit").is_visible()
    page.locator("#last-visit").click()
    page.wait_for_url("**before=20**Z")


@pytest.mark.model
def test_light_and_dark_are_kept_and_drawn(open_page: Open, site: str) -> None:
    page = open_page(site, color_scheme="light")
    drawn(page)
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(site + "/events")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.model
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_it_without_sideways_scrolling(open_page: Open, site: str, path: str) -> None:
    page = open_page(site, path, viewport={"width": 390, "height": 844})
    page.wait_for_load_state("networkidle")
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


def serious(page: Any) -> list[tuple[str, list[str]]]:
    """What axe-core finds that keeps somebody out."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    return [(v["id"], [n["html"][:140] for n in v["nodes"][:3]]) for v in grave]


#: More of what a reader comes to: a place, a moment of the past, nothing found, an error, an event's card on the map.
STATES = ("/places/gn:170063", "/?as_of=2024-11-29T12:00Z", "/search?q=zzzz", "/events/none", "card")
#: Pages that are reached by a click: where it begins, and what is clicked.
BEHIND = {
    "event": ("/events", (".row a:has-text('Aleppo')",)),
    "source": ("/sources", ("tbody a",)),
    "document": ("/sources", ("tbody a", ".reports a")),
    "actor": ("/events", (".row a:has-text('Atarib')", ".parties a")),
}


@pytest.mark.model
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [*PAGES, *BEHIND, "/places/gn:170063", "/?as_of=2024-11-29T12:00Z", "/search?q=zzzz", "/events/none", "card"],
)
def test_nothing_serious_stands_in_the_way_of_anybody(open_page: Open, site: str, path: str, theme: str) -> None:
    begin, clicks = BEHIND.get(path, ("/" if path == "card" else path, ()))
    page = open_page(site, begin, status=404 if path == "/events/none" else 200, color_scheme=theme)
    for target in clicks:
        before = page.url
        page.locator(target).first.click()
        page.wait_for_url(lambda url, before=before: url != before)
    if begin.startswith("/?") or begin == "/":
        drawn(page)
    if path == "card":
        page.locator("#list .row a").first.click()
        page.locator("#panel h2").wait_for()
    page.wait_for_load_state("networkidle")
    assert serious(page) == []


def test_hostile_reports_are_inert_in_a_browser(open_page: Open) -> None:
    with servers.listening(servers.app(hostile())) as root:
        page = open_page(root, "/events")
        addresses = page.evaluate(
            "fetch('/api/v1/documents?limit=1000').then(a => a.json()).then(d => d.items.map(i => i.id))"
        )
        assert len(addresses) > 200
        for path in [
            "/",
            "/search?q=script",
            "/sources",
            "/tolls",
            "/changes",
            *(f"/documents/{d}" for d in addresses[::5]),
        ]:
            page.goto(root + path)
            page.wait_for_load_state("load")
            assert page.evaluate(
                "[window.x, document.querySelectorAll('main img, main iframe, main object, main script').length]"
            ) == [None, 0]
        page.close()  # before the server


@pytest.mark.model
def test_from_the_map_to_the_sentence_over_reports_of_a_real_war(open_page: Open, bench: Path, tmp_path: Path) -> None:
    """Some reports of a month of FA-KES, read for the purpose."""
    with (bench / "fa_kes/reports.jsonl").open(encoding="utf-8") as file:
        month = [line for line in file if '"2017-04-' in line][:24]
    assert len(month) == 24
    (tmp_path / "month.jsonl").write_text("".join(month), encoding="utf-8")
    from tools.build_screenshots import ledger, served

    with served(ledger(tmp_path, [tmp_path / "month.jsonl"])) as root:
        page = open_page(root)
        drawn(page)
        now = page.locator("#list").inner_text()
        assert int(re.match(r"(\d+) events", page.locator("#count").inner_text())[1]) > 10  # type: ignore[index]
        set_slider(page, "clock", 0.3)
        assert page.locator("#list").inner_text() != now, "the public clock takes away what came later"
        after_a_step(page, lambda: page.locator("#now").click())
        assert page.locator("#list").inner_text() == now
        page.locator("#list .row a").first.click()
        page.locator("#panel h2").wait_for()
        page.get_by_role("link", name="Everything on this event").click()
        page.locator("h1").wait_for()
        quoted = page.locator(".quote blockquote mark").first.inner_text()
        page.locator(".quote blockquote a").first.click()
        page.wait_for_url("**/documents/**#c-*")
        target = page.locator(":target + mark, :target + .anchor + mark").first
        assert target.is_visible()
        assert target.inner_text().split()[0] in quoted
        for path in ("/tolls", "/control", "/changes", "/signals", "/sources", "/search?q=idlib"):
            page.goto(root + path)
            page.locator("main h1").wait_for()
        page.close()  # before the server


@pytest.mark.model
@pytest.mark.slow
def test_a_large_ledger_is_drawn_soon(open_page: Open, bench: Path, tmp_path: Path) -> None:
    """The reports of a war over years: the first picture and a step of each slider."""
    import subprocess
    import time

    from tools.build_screenshots import VEDETTE, served

    reports = bench / "fa_kes/reports.jsonl"
    url = f"sqlite:///{tmp_path}/large.db"
    subprocess.run([*VEDETTE, "ingest", str(reports), "--db", url], check=True, capture_output=True)
    with served(url) as root:
        open_page(root, "/events").wait_for_load_state("networkidle")
        begun = time.monotonic()
        page = open_page(root)
        drawn(page)
        first = time.monotonic() - begun
        set_slider(page, "from", 0.5)
        assert re.search(r"\d+ events", page.locator("#count").inner_text())
        page.locator("#list .row a").first.click()
        page.locator("#panel h2").wait_for()
        assert first < 8, "generous: a machine under test is busy with other things"


def test_chromium_is_what_the_marker_looks_for() -> None:
    assert any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
