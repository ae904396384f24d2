"""Captures to documents."""

import datetime as dt
import json
from collections.abc import Callable

import pytest

from vedette.documents import build
from vedette.documents.base import Built, Hints
from vedette.documents.build import build_document
from vedette.errors import BadRecord, EmptyDocument, UnreadableInput
from vedette.model.document import Capture
from vedette.sources.base import HTML, RECORD, TEXT, capture

NOW = dt.datetime(2024, 12, 2, tzinfo=dt.UTC)


def built(item: Capture, hints: Hints | None = None) -> Built:
    return build_document(item, hints, now=NOW)


def plain(text: str, name: str = "in/report.txt") -> Capture:
    return capture(name, TEXT, text.encode())


def record(locator: str = "in/r.jsonl:3", **fields: object) -> Capture:
    return capture(locator, RECORD, json.dumps(fields).encode())


PAGE = """<html lang="en"><head><title>Two dead in Homs | Harbour Wire</title>
<meta property="og:site_name" content="Harbour Wire">
<meta property="article:published_time" content="2024-11-30T17:20:00+02:00">
<link rel="canonical" href="https://harbour.example/1"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Two dead in Homs</h1>
<p>Two people were killed in Homs on Saturday when a shell hit a house, residents said.
The shell came from the north.</p>
<p>The army did not answer questions about the shell. It had said on Friday that its guns in the area were silent.</p>
</article><footer>All rights reserved. Contact us.</footer></body></html>"""


def test_a_header_gives_title_outlet_date_and_address() -> None:
    text = (
        "Title: Two dead\nOutlet: Harbour Wire\nPublished: 2024-11-30T17:20:00Z\nUrl: https://h.example/1\n\nTwo died."
    )
    document = built(plain(text)).document
    assert document.text == "Two dead\n\nTwo died."
    assert (document.outlet, document.locator) == ("Harbour Wire", "https://h.example/1")
    assert document.published == dt.datetime(2024, 11, 30, 17, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    ["Homs: two people were killed.\n\nMore later.", "Title: x\nTwo people were killed.\n\nMore.", "Title: only"],
    ids=["a place and a colon", "a line without a name", "no empty line"],
)
def test_what_is_no_sound_header_is_text(text: str) -> None:
    document = built(plain(text)).document
    assert document.title is None
    assert document.text.replace("\n\n", "\n") == text.replace("\n\n", "\n")


def test_a_page_gives_its_main_text_and_what_it_says_of_itself() -> None:
    document = built(capture("in/p.html", HTML, PAGE.encode())).document
    assert "Home" not in document.text
    assert "rights" not in document.text
    assert document.text.startswith("Two dead in Homs\n\nTwo people were killed")
    assert len(document.text.split("\n\n")) == 3
    assert (document.title, document.outlet) == ("Two dead in Homs", "Harbour Wire")
    assert document.published == dt.datetime(2024, 11, 30, 15, 20, tzinfo=dt.UTC)


def test_a_page_cannot_pass_as_a_revision_of_another() -> None:
    first, second = (built(capture(f"in/{n}.html", HTML, PAGE.encode())).document for n in "ab")
    assert first.locator == second.locator
    assert first.id != second.id


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<nav><a href='/'>Home</a></nav>", "<p></p>"])
def test_a_page_without_text_is_an_empty_document(page: str) -> None:
    with pytest.raises(EmptyDocument):
        built(capture("in/p.html", HTML, page.encode()))


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises((UnreadableInput, EmptyDocument)):
        built(capture("in/p.html", HTML, b"<div>" * 100_000 + b"Two died."))


def test_a_feed_entrys_html_becomes_paragraphs() -> None:
    html = "<p>Two &amp; more died.</p><script>steal()</script><p>They <b>lived</b> in Homs.</p>"
    document = built(record(id="1", html=html)).document
    assert document.text == "Two & more died.\n\nThey lived in Homs."


def test_a_record_is_known_by_its_id_wherever_its_line_stands() -> None:
    ids = {built(record(f"in/r.jsonl:{n}", id="7", text="Two died.")).document.id for n in (3, 4)}
    assert len(ids) == 1


def test_records_without_an_id_are_told_apart_by_their_words() -> None:
    same = {built(record(f"in/r.jsonl:{n}", text="Two died.")).document.id for n in (3, 4)}
    other = built(record(text="Three died.")).document.id
    assert len(same | {other}) == 2


def test_a_changed_text_is_the_same_document_with_another_hash() -> None:
    first, second = (built(record(id="7", text=t)).document for t in ("Two died.", "Three died."))
    assert first.id == second.id
    assert first.sha256 != second.sha256


@pytest.mark.parametrize(
    "content",
    [b'{"id": 1, "text": ', b"[1, 2]", b'{"id": 1}', b'{"text": 5}', b'{"text": null}', b"[" * 100_000],
    ids=["broken", "a list", "no text", "a number", "null", "deep"],
)
def test_a_broken_record_is_a_bad_record(content: bytes) -> None:
    with pytest.raises(BadRecord):
        built(capture("in/r.jsonl:3", RECORD, content))


@pytest.mark.parametrize("text", ["", " \n ", "—— ***", "\u202e\u200b"])
def test_a_text_without_a_letter_is_an_empty_document(text: str) -> None:
    with pytest.raises(EmptyDocument):
        built(record(id="1", text=text))


def test_a_book_is_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MAX_TEXT", 100)
    with pytest.raises(UnreadableInput, match="split"):
        built(plain("Two died. " * 20))


def test_a_date_in_the_future_is_noted_and_left_out() -> None:
    got = built(record(id="1", text="Two died.", published="2031-01-01"))
    assert got.document.published is None
    assert any("future" in note for note in got.notes)


def test_a_report_without_a_date_is_accepted_with_a_note() -> None:
    got = built(plain("Two people were killed in Homs."))
    assert got.document.published is None
    assert got.notes == ("no date of publication",)


def test_the_file_name_dates_a_text_without_a_header() -> None:
    assert built(plain("Two died.", "in/homs-2024-11-30.txt")).document.published == dt.datetime(
        2024, 11, 30, tzinfo=dt.UTC
    )


def test_the_printed_date_is_asked_of_the_body_and_wins() -> None:
    asked: list[str] = []

    def printed(text: str) -> dt.date:
        asked.append(text)
        return dt.date(2016, 7, 1)

    item = record(id="1", title="Shells on Homs", text="Jul 1 2016 Two died.", published="2016-07-09")
    got = build_document(item, printed_date=printed, now=NOW)
    assert asked == ["Jul 1 2016 Two died."]
    assert got.document.published == dt.datetime(2016, 7, 1, tzinfo=dt.UTC)


def test_hints_fill_what_a_report_does_not_say() -> None:
    hints = Hints(outlet="Harbour Wire", published=dt.datetime(2024, 11, 30, tzinfo=dt.UTC))
    document = built(plain("Two died."), hints).document
    assert (document.outlet, document.published) == (hints.outlet, hints.published)
    assert built(record(id="1", text="Two died.", outlet="Other"), hints).document.outlet == "Other"


def test_wrong_encoding_is_read_with_a_note() -> None:
    got = built(capture("in/r.txt", TEXT, "Two died in Alepé.".encode("cp1252")))
    assert "Alepé" in got.document.text
    assert any("Windows-1252" in note for note in got.notes)


def test_mojibake_in_an_archive_survives() -> None:
    words = "Syria\u00ef\u00bf\u00bd_s Aleppo"
    assert words in built(record(id="1", text=f"Two died in {words}.")).document.text


@pytest.mark.parametrize(
    "make",
    [
        lambda: plain("Two died."),
        lambda: record(id="1", text="Two died."),
        lambda: capture("p.html", HTML, PAGE.encode()),
    ],
    ids=["text", "record", "page"],
)
def test_the_same_bytes_give_the_same_document(make: Callable[[], Capture]) -> None:
    assert built(make()) == built(make())
