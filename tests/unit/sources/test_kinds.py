"""Every other kind of file: what comes out of a sound one, and why a broken one is refused."""

import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests import filekinds as kinds
from vedette.documents.build import build_document
from vedette.model.document import Capture, Document
from vedette.model.failure import Failure
from vedette.sources.base import Limits
from vedette.sources.inputs import captures
from vedette.sources.links import gdelt_articles, gdelt_file, gdelt_updates, sitemap

NOW = dt.datetime(2024, 12, 2, tzinfo=dt.UTC)
DAY = dt.datetime(2024, 11, 30, tzinfo=dt.UTC)
SMALL = Limits(item=20_000, total=200_000, ratio=50, ratio_from=10_000)


def found(path: Path, content: bytes, **options: object) -> list[Capture | Failure]:
    path.write_bytes(content)
    return list(captures(str(path), **options))  # type: ignore[arg-type]


def documents(path: Path, content: bytes) -> list[Document]:
    items = found(path, content)
    return [build_document(item, now=NOW).document for item in items if isinstance(item, Capture)]


def reasons(items: list[Capture | Failure]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Failure)]


def test_each_row_of_a_workbook_is_a_report_and_a_sheet_without_texts_is_passed_over(tmp_path: Path) -> None:
    rows = [["Id", "Headline", "Body", "Date"], [7, "Two dead", kinds.DISPATCH, dt.datetime(2024, 11, 30)], [None] * 4]
    (document,) = documents(tmp_path / "r.xlsx", kinds.workbook(rows, more=[["about"], ["us"]]))
    assert (document.identity, document.title, document.published) == ("7", "Two dead", DAY)
    assert document.text.endswith(kinds.DISPATCH)


def test_a_workbook_without_a_column_of_texts_says_so(tmp_path: Path) -> None:
    (reason,) = reasons(found(tmp_path / "r.xlsx", kinds.workbook([["a", "b"], [1, 2]])))
    assert "no column holds the text" in reason


def test_each_row_of_a_parquet_table_is_a_report(tmp_path: Path) -> None:
    table = kinds.parquet(
        {"id": [1, 2, 3], "text": [kinds.DISPATCH, None, "Three died."], "date": [DAY, DAY, None], "n": [1, 2, 3]}
    )
    first, second, third = found(tmp_path / "r.parquet", table)
    assert isinstance(first, Capture)
    assert json.loads(first.content) == {"id": "1", "text": kinds.DISPATCH, "published": "2024-11-30T00:00:00+00:00"}
    assert isinstance(second, Capture)
    assert isinstance(third, Capture)
    assert "text" not in json.loads(second.content)


def test_a_packed_table_is_unpacked_first(tmp_path: Path) -> None:
    items = found(tmp_path / "r.parquet.gz", gzip.compress(kinds.parquet({"text": [kinds.DISPATCH]})))
    assert [type(item) for item in items] == [Capture]


def test_a_word_document_gives_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    content = kinds.word(["Two dead in Homs", kinds.DISPATCH], title="Two dead in Homs", table=[["killed", "2"]])
    (document,) = documents(tmp_path / "r.docx", content)
    assert document.text == f"Two dead in Homs\n\n{kinds.DISPATCH}\n\nkilled 2"
    assert (document.title, document.author) == ("Two dead in Homs", "The desk")


def test_a_pdf_gives_its_text_and_its_title_only_where_the_text_bears_it_out(tmp_path: Path) -> None:
    lines = ["Two dead in Homs", "", kinds.DISPATCH[:60], kinds.DISPATCH[60:].strip()]
    (document,) = documents(tmp_path / "r.pdf", kinds.pdf(lines, title="Two dead in Homs"))
    assert document.title == "Two dead in Homs"
    assert document.published == dt.datetime(2024, 11, 30, 15, 20, tzinfo=dt.UTC)
    (untitled,) = documents(tmp_path / "s.pdf", kinds.pdf(lines, title="Microsoft Word - final3.doc"))
    assert untitled.title is None
    assert "Two people were killed in Homs" in untitled.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("r.pdf", kinds.pdf(["x"], password="word"), "locked by a password"),
        ("r.pdf", kinds.pdf([""]), "is it a scan"),
        ("r.pdf", b"%PDF-1.4\n" + b"junk" * 50, "no sound PDF"),
        ("r.docx", kinds.wacz({"a.txt": b"x"}), "no sound Word document"),
        ("r.eml", b"no header at all\n\nreally", "no message"),
    ],
)
def test_documents_say_why_a_file_is_no_report(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (item,) = found(tmp_path / name, content)
    assert isinstance(item, Capture)
    with pytest.raises(Exception, match=reason):
        build_document(item, now=NOW)


@pytest.mark.parametrize(
    "name", ["r.pdf", "r.docx", "r.xlsx", "r.parquet", "r.warc", "r.wacz", "r.json", "r.mbox", "r.eml"]
)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 400, b"plain words, and no more"], ids=["nothing", "binary", "text"]
)
def test_what_is_no_such_file_is_one_failure(tmp_path: Path, name: str, content: bytes) -> None:
    items = found(tmp_path / name, content)
    if name == "r.eml" and content.startswith(b"plain"):
        assert isinstance(items[0], Capture)
    else:
        assert len(reasons(items)) == len(items) == 1


@pytest.mark.parametrize("name", ["r.docx", "r.xlsx", "r.wacz"])
def test_a_zip_bomb_is_refused(tmp_path: Path, name: str) -> None:
    bomb = kinds.wacz({"archive/a.warc": bytes(3_000_000), "word/document.xml": bytes(3_000_000)})
    (reason,) = reasons(found(tmp_path / name, bomb, limits=SMALL))
    assert "unpacks to" in reason


def test_a_zip_that_lies_about_a_size_is_refused(tmp_path: Path) -> None:
    content = bytearray(kinds.wacz({"archive/a.warc": bytes(100_000)}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.infolist()[0].file_size.to_bytes(4, "little")
    lied = bytes(content).replace(size, (10).to_bytes(4, "little"))
    (reason,) = reasons(found(tmp_path / "r.wacz", lied))
    assert "no sound ZIP" in reason


PAGES = [("https://harbour.example/1", kinds.PAGE.encode()), ("https://harbour.example/2", kinds.PAGE.encode())]


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_warc_are_known_by_their_addresses(tmp_path: Path, packed: bool) -> None:
    items = found(tmp_path / ("r.warc.gz" if packed else "r.warc"), kinds.warc(PAGES, packed=packed))
    first, second = (item for item in items if isinstance(item, Capture))
    assert (first.locator, first.media_type) == ("https://harbour.example/1", "text/html;charset=utf-8")
    assert first.retrieved == dt.datetime(2024, 11, 30, 10, tzinfo=dt.UTC)
    document = build_document(first, now=NOW).document
    assert document.locator == "https://harbour.example/1"
    assert kinds.DISPATCH in document.text
    assert document.id != build_document(second, now=NOW).document.id


def test_answers_of_an_archive_that_are_no_pages_are_counted(tmp_path: Path) -> None:
    for head in ("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", "HTTP/1.1 200 OK\r\nContent-Type: image/png"):
        (item,) = found(tmp_path / "r.warc", kinds.warc(PAGES, head=head, packed=False))
        assert isinstance(item, Failure)
        assert item.kind == "Note"
        assert "2 of 2 answers are no pages" in item.reason


def test_a_packed_page_in_an_archive_is_unpacked_no_further_than_a_report_goes(tmp_path: Path) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip"
    sound = kinds.warc([(PAGES[0][0], gzip.compress(PAGES[0][1]))], head=head)
    (page,) = found(tmp_path / "a.warc.gz", sound)
    assert isinstance(page, Capture)
    assert page.content == PAGES[0][1]
    bomb = kinds.warc([(PAGES[0][0], gzip.compress(b" " * 5_000_000))], head=head)
    (reason,) = reasons(found(tmp_path / "b.warc.gz", bomb, limits=SMALL))
    assert "a page of more than 20,000 bytes" in reason


def test_half_an_archive_gives_its_first_half_and_says_so(tmp_path: Path) -> None:
    whole = kinds.warc(PAGES)
    items = found(tmp_path / "r.warc.gz", whole[: len(whole) * 3 // 4])
    assert isinstance(items[0], Capture)
    assert isinstance(items[-1], Failure)


def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path) -> None:
    content = kinds.wacz({"archive/data.warc.gz": kinds.warc(PAGES), "datapackage.json": b"{}"})
    assert [d.locator for d in documents(tmp_path / "r.wacz", content)] == [address for address, _ in PAGES]


def test_each_message_of_a_mailbox_is_a_report(tmp_path: Path) -> None:
    one, two = (
        kinds.message(kinds.DISPATCH, number="1"),
        kinds.message("Three died.\n\n>From the town, they fled.", number="2"),
    )
    box = b"From desk Sat Nov 30 17:20:00 2024\n" + one + b"\n\nFrom desk Sat Nov 30 18:20:00 2024\n" + two
    first, second = documents(tmp_path / "r.mbox", box)
    assert (first.outlet, first.title, first.identity) == ("Harbour Wire", "Two dead in Homs", "<1@harbour.example>")
    assert first.published == dt.datetime(2024, 11, 30, 15, 20, tzinfo=dt.UTC)
    assert "\n\nFrom the town" in second.text
    (alone,) = documents(tmp_path / "r.eml", kinds.message(f"<p>{kinds.DISPATCH}</p>", html=True))
    assert alone.text == f"Two dead in Homs\n\n{kinds.DISPATCH}"


def test_a_telegram_export_gives_its_messages_and_counts_what_has_no_text(tmp_path: Path) -> None:
    messages: list[dict[str, object]] = [
        {"id": 1, "type": "service", "date": "2024-11-30T10:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2024-11-30T10:00:00", "date_unixtime": "1732960800", "from": "A reader",
         "text": ["Two killed in ", {"type": "bold", "text": "Homs"}, ", residents said."]},
        {"id": 3, "type": "message", "date": "2024-11-30T10:00:00", "photo": "photos/1.jpg", "text": ""},
    ]  # fmt: skip
    items = found(tmp_path / "result.json", kinds.telegram(messages))
    (document,) = (build_document(item, now=NOW).document for item in items if isinstance(item, Capture))
    assert document.text == "Two killed in Homs, residents said."
    assert (document.outlet, document.author, document.identity) == ("Homs now", None, "telegram:77/2")
    assert document.published == dt.datetime(2024, 11, 30, 10, tzinfo=dt.UTC)
    assert "2 of 3 messages have no text" in reasons(items)[0]


def test_an_x_archive_gives_its_posts(tmp_path: Path) -> None:
    posts = [
        {
            "tweet": {
                "id_str": "9",
                "full_text": kinds.DISPATCH,
                "created_at": "Sat Nov 30 10:00:00 +0000 2024",
                "lang": "en",
            }
        }
    ]
    script = b"window.YTD.tweets.part0 = " + json.dumps(posts).encode()
    (document,) = documents(tmp_path / "tweets.js", script)
    assert (document.identity, document.language, document.text) == ("x:9", "en", kinds.DISPATCH)
    assert document.published == dt.datetime(2024, 11, 30, 10, tzinfo=dt.UTC)
    api = {"data": [{"id": "9", "text": kinds.DISPATCH, "author_id": "1", "created_at": "2024-11-30T10:00:00.000Z"}],
           "includes": {"users": [{"id": "1", "name": "Harbour Wire"}]}}  # fmt: skip
    (post,) = documents(tmp_path / "posts.json", json.dumps(api).encode())
    assert (post.outlet, post.published) == ("Harbour Wire", dt.datetime(2024, 11, 30, 10, tzinfo=dt.UTC))


def test_an_answer_of_reliefweb_gives_its_reports(tmp_path: Path) -> None:
    fields = {"title": "Homs: situation report", "body": "unused", "body-html": f"<p>{kinds.DISPATCH}</p>",
              "url": "https://reliefweb.int/node/5", "url_alias": "https://reliefweb.int/report/homs",
              "date": {"original": "2024-11-30T00:00:00+00:00", "created": "2024-12-01T00:00:00+00:00"},
              "source": [{"name": "Relief Office"}], "language": [{"code": "en"}]}  # fmt: skip
    answer = {"totalCount": 1, "count": 1, "data": [{"id": "5", "score": 1, "fields": fields}]}
    (document,) = documents(tmp_path / "reports.json", json.dumps(answer).encode())
    assert (document.outlet, document.published, document.language) == ("Relief Office", DAY, "en")
    assert (document.locator, document.identity) == ("https://reliefweb.int/report/homs", "reliefweb:5")
    assert document.text == f"Homs: situation report\n\n{kinds.DISPATCH}"


def test_a_json_feed_gives_its_entries(tmp_path: Path) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Wire", "items": [
        {"id": "1", "url": "https://harbour.example/1", "content_html": f"<p>{kinds.DISPATCH}</p>", "title": "Two dead",
         "date_published": "2024-11-30T12:00:00+02:00", "authors": [{"name": "A. Writer"}]}]}  # fmt: skip
    (document,) = documents(tmp_path / "feed.json", json.dumps(feed).encode())
    assert (document.outlet, document.locator, document.author) == (
        "Harbour Wire",
        "https://harbour.example/1",
        "A. Writer",
    )
    assert document.published == DAY.replace(hour=10)


def test_a_list_of_records_in_one_file_is_read_like_lines(tmp_path: Path) -> None:
    records = [{"id": "a", "text": "Two died in Homs."}, {"id": "b"}, "junk"]
    items = found(tmp_path / "r.json", json.dumps(records).encode())
    assert [type(item) for item in items] == [Capture, Failure]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("s.xml", kinds.SITEMAP.encode(), "a sitemap of 2 links"),
        (
            "g.json",
            json.dumps({"articles": [{"url": "https://a.example/1", "seendate": "20241130T100000Z"}]}).encode(),
            "1 links of GDELT",
        ),
    ],
)
def test_a_list_of_links_is_told_for_what_it_is(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (item,) = found(tmp_path / name, content)
    assert isinstance(item, Failure)
    assert item.kind == "Note"
    assert words in item.reason


def test_a_news_sitemap_says_what_it_knows_of_each_page() -> None:
    first, second = sitemap(kinds.SITEMAP.encode()).pages
    assert (first.url, first.title, first.published) == (
        "https://harbour.example/1",
        "Two dead",
        "2024-11-30T10:00:00Z",
    )
    assert second.url == "https://harbour.example/2"
    (named,) = sitemap(kinds.SITEMAP_INDEX.encode()).maps
    assert named.url == "https://harbour.example/news.xml"


def test_gdelt_gives_each_page_once() -> None:
    one, two = "https://a.example/1", "https://b.example/2"
    assert [link.url for link in gdelt_file(kinds.gdelt_events([one, two, one]), limits=Limits())] == [one, two]
    packed = kinds.wacz({"20241130100000.gkg.csv": kinds.gdelt_graph([one])})
    (link,) = gdelt_file(packed, limits=Limits())
    assert (link.url, link.outlet) == (one, "harbour.example")
    listed = b"100 0123abcd http://data.example/20241130100000.export.CSV.zip\nbroken\n"
    assert gdelt_updates(listed) == ("http://data.example/20241130100000.export.CSV.zip",)
    articles = {
        "articles": [
            {"url": one, "title": "Two dead", "seendate": "20241130T100000Z", "domain": "a.example"},
            {"url": "x"},
        ]
    }
    assert [link.title for link in gdelt_articles(articles)] == ["Two dead"]


@pytest.mark.parametrize("tail", ["1", "row 3", "row Sheet1 3", "entry 2", "message 4"])
def test_the_place_of_an_item_in_its_file_is_no_part_of_its_place(tail: str) -> None:
    from vedette.sources.base import record_capture

    item = record_capture(f"in/r.x:{tail}", {"id": "1", "text": "Two died."})
    assert build_document(item, now=NOW).document.locator == "in/r.x"
