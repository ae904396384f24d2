"""What a printer gives: the map with its legend and clocks, pages unfolded, nothing that only a screen can do."""

from typing import Any

import pytest

from tests.products.test_browser import Open, drawn

pytestmark = [pytest.mark.browser, pytest.mark.model]
#: Pixels of the width that is printed on of a sheet of A4 with the margins of `print.css`.
SHEET = 688


def on_paper(page: Any) -> None:
    page.emulate_media(media="print")
    page.locator("html[data-theme=light]").wait_for()


def test_the_map_goes_on_paper_with_its_legend_and_its_clocks(open_page: Open, site: str) -> None:
    page = open_page(site, "/?as_of=2024-11-30T12:00Z", color_scheme="dark", viewport={"width": SHEET, "height": 900})
    drawn(page)
    assert page.locator(".printed").count() == 0
    on_paper(page)
    sheet = page.locator(".printed")
    colours = sheet.evaluate(
        """(drawn) => { const { data } = drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height);
        return new Set(new Uint32Array(data.buffer)).size; }"""
    )
    assert colours > 50, "an empty map has one colour"
    for shown in ("#legend-sides", "#when-words", "#clock-words", "#count", "h1", "#list .row >> nth=0"):
        assert page.locator(shown).is_visible(), shown
    for hidden in ("#filters", "#clock", "#play", ".top nav", "#theme", ".maplibregl-ctrl-zoom-in"):
        assert page.locator(hidden).is_hidden(), hidden
    assert "30 Nov 2024" in page.locator("#clock-words").inner_text()
    assert page.locator(".top").get_attribute("data-address") == page.url
    page.emulate_media(media="screen")
    page.locator("html[data-theme=dark]").wait_for()
    assert page.locator(".printed").count() == 0
    assert page.locator("#clock").is_visible()


@pytest.mark.parametrize("path", ["/tolls", "/events", "/control", "/changes?before=2024-11-29", "event", "/sources"])
def test_pages_fit_a_sheet_and_are_unfolded(open_page: Open, site: str, path: str) -> None:
    page = open_page(site, "/events" if path == "event" else path, viewport={"width": SHEET, "height": 900})
    if path == "event":
        page.locator(".row a", has_text="Aleppo").first.click()
        page.wait_for_url("**/events/*")  # the list has a heading, too
    if path == "/tolls":
        page.locator("#daily canvas").wait_for()
    folded = page.locator("main details:not([open])").count()
    on_paper(page)
    page.locator("main details:not([open])").first.wait_for(state="detached")  # a page hears of paper in its next frame
    assert page.locator("main details:not([open])").count() == 0
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    assert page.locator("form:visible, .top nav:visible, button:visible").count() == 0
    page.emulate_media(media="screen")
    page.locator(".top nav").wait_for()
    if folded:
        page.locator("main details:not([open])").nth(folded - 1).wait_for(state="attached")
    assert page.locator("main details:not([open])").count() == folded


def test_a_sheet_is_of_the_size_asked_for(open_page: Open, site: str) -> None:
    page = open_page(site, "/tolls")
    page.locator("#daily canvas").wait_for()
    made = page.pdf(prefer_css_page_size=True)
    assert made.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in made, "A4"
