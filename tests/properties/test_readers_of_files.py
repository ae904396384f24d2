"""Every reader of files takes any bytes: what comes out are captures or failures, in time that grows with the bytes.

Inputs are sound files of each kind, mutated, and plain junk. The short run is part of every test run; the long one
(`slow`) draws `INPUTS` inputs, from a seed that `VEDETTE_TEST_SEED` may change. What once broke a reader stands in
`BROKE`.
"""

import contextlib
import datetime as dt
import gzip
import io
import json
import os
import random
import time
import traceback
import warnings
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import filekinds as kinds
from vedette.documents.build import build_document
from vedette.errors import SkipItem
from vedette.model.document import Capture
from vedette.model.failure import Failure
from vedette.sources.base import Limits
from vedette.sources.inputs import FORMATS, captures_from
from vedette.sources.links import gdelt_file, gdelt_updates, sitemap

NOW = dt.datetime(2024, 12, 2, tzinfo=dt.UTC)
LIMITS = Limits(item=200_000, total=2_000_000, ratio=100, ratio_from=100_000)
INPUTS = 200_000
#: Seconds that an input of a few kilobytes may take; the slowest sound file takes a hundredth.
SLOWEST = 2.0
BROKE: tuple[tuple[str, bytes], ...] = (
    ("eml", b"Subject: a\nDate: Sat, 30 Nov 2024 99999999999999999999:20:00 +0200\n\nTwo died."),
    ("eml", b"Subject: a\nContent-Type: text/html\n\n<p>Two\x01 died.&#1;</p>\x02"),
    ("xml", b"<rss version='2.0'><channel><item><title>a&#xFFFFFFFF;</title></item></channel>"),
    ("csv", b"id,\rtext\n1,x\n"),
    ("jsonl", b'{"html": "<p>Two\\u0001 died.</p>\\u0002"}'),
)


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Sound files of each format."""
    feed = (
        "<rss version='2.0'><channel><title>W</title><item><guid>1</guid><title>T</title><link>http://a.example/1</link>"
        f"<pubDate>Sat, 30 Nov 2024 17:20:00 +0200</pubDate><description>{kinds.DISPATCH}</description></item>"
        "</channel></rss>"
    ).encode()
    record = json.dumps({"id": "1", "text": kinds.DISPATCH, "published": "2024-11-30"}).encode()
    table = f"id,text,date\n1,{kinds.DISPATCH!r},2024-11-30\n".encode()
    pages = [("http://a.example/1", kinds.PAGE.encode())]
    mail = kinds.message(kinds.DISPATCH)
    return {
        "txt": (kinds.DISPATCH.encode(), b"Title: Two dead\n\n" + kinds.DISPATCH.encode("utf-16")),
        "html": (kinds.PAGE.encode(),),
        "jsonl": (record + b"\n" + record,),
        "csv": (table,),
        "xml": (feed, kinds.SITEMAP.encode()),
        "json": (kinds.telegram([{"id": 1, "type": "message", "text": ["a", {"text": "b"}]}]), b"[" + record + b"]"),
        "pdf": (kinds.pdf([kinds.DISPATCH[:60]]), kinds.pdf(["Two"], title="Two")),
        "docx": (kinds.word([kinds.DISPATCH], table=[["a", "b"]]),),
        "xlsx": (kinds.workbook([["id", "text"], [1, kinds.DISPATCH]]),),
        "parquet": (kinds.parquet({"id": [1], "text": [kinds.DISPATCH]}),),
        "eml": (mail, kinds.message("<p>x</p>", html=True)),
        "mbox": (b"From a\n" + mail + b"\n\nFrom b\n" + mail,),
        "warc": (kinds.warc(pages), kinds.warc(pages, packed=False)),
        "wacz": (kinds.wacz({"archive/a.warc.gz": kinds.warc(pages)}),),
    }


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, doubled, cut out or put elsewhere."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        length = chance.choice((1, 2, 4, 16, 64))
        match chance.randrange(7):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                changed[at:at] = bytes(chance.randrange(256) for _ in range(length))
            case 4:
                changed[at:at] = chance.choice(SPICES)
            case 5:
                del changed[at:]
            case 6:
                changed[at : at + length] = chance.choice((b"0", b"9", b"\xff", b"\x00")) * length
    return gzip.compress(bytes(changed), mtime=0) if chance.random() < 0.03 else bytes(changed)


SPICES = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"\r", b"\x1a"),
    *(b"<" * 50, b"[" * 200, b"{" * 200, b'"' * 9, b"(" * 200, b"<!ENTITY a 'b'>", b"&#xFFFFFFFF;", b"<![CDATA["),
    *(b"&#1;", b"--><!--"),
    *(b"=?utf-8?b?////?=", b"charset=hex", b"charset=utf-7", b"Content-Length: -5\r\n", b"Content-Encoding: gzip\r\n"),
)  # fmt: skip


def through(form: str, content: bytes) -> int:
    """What a reader and the documents stage make of bytes; raises for anything but a capture, a document, a failure."""
    count = 0
    for item in captures_from(io.BytesIO(content), name=f"in/x.{form}", form=form, limits=LIMITS):
        count += 1
        assert isinstance(item, Capture | Failure)
        if isinstance(item, Capture):
            with contextlib.suppress(SkipItem):
                assert build_document(item, now=NOW).document.text
    return count


def lists(content: bytes) -> None:
    """The same for what holds links only."""
    for read in (sitemap, gdelt_updates, lambda raw: gdelt_file(raw, limits=LIMITS)):
        with contextlib.suppress(SkipItem):
            read(content)


@pytest.fixture(autouse=True)
def _libraries_may_warn() -> Iterator[None]:
    """Libraries warn of what is odd in a file; that is theirs to say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("form", FORMATS)
def test_a_sound_file_of_each_kind_gives_something(form: str) -> None:
    assert all(through(form, content) for content in seeds()[form])


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_captures_or_failures(form: str, content: bytes) -> None:
    through(form, content)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_captures_or_failures(form: str, seed: int) -> None:
    chance = random.Random(seed)
    content = mutated(chance.choice(seeds()[form]), chance)
    through(form, content)
    lists(content)


@pytest.mark.parametrize(("form", "content"), BROKE, ids=lambda value: value if isinstance(value, str) else "")
def test_what_once_broke_a_reader_does_no_more(form: str, content: bytes) -> None:
    through(form, content)


@pytest.mark.parametrize("form", ["txt", "html", "jsonl", "csv", "xml", "json", "eml", "mbox", "warc"])
@pytest.mark.parametrize(
    "piece", [b"<p>", b"[", b'"', b"<a href='", b"From \n\n", b",", b"=?utf-8?q?=", b"&amp;", b"\n", b"-"]
)
def test_time_grows_with_the_length_and_no_faster(form: str, piece: bytes) -> None:
    """Four times the text may take eight times as long: twice its share, for noise. Quadratic work takes sixteen."""

    def seconds(count: int) -> float:
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            through(form, piece * (count // len(piece)))
            best = min(best, time.process_time() - began)
        return best

    small, large = seconds(20_000), seconds(80_000)
    assert large < max(8 * small, 0.25)


@pytest.mark.slow
def test_two_hundred_thousand_damaged_files() -> None:
    chance = random.Random(int(os.environ.get("VEDETTE_TEST_SEED", "1")))
    count = int(os.environ.get("VEDETTE_TEST_INPUTS", INPUTS))
    # Formats that unpack cost a hundred times what text costs: each gets its share of the time, not of the inputs.
    weights = {form: 1 if form in ("xlsx", "docx", "pdf", "html", "parquet") else 6 for form in FORMATS}
    forms = chance.choices(list(weights), list(weights.values()), k=count)
    slowest = (0.0, "", b"")
    broken: dict[str, bytes] = {}
    for form in forms:
        content = mutated(chance.choice(seeds()[form]), chance)
        began = time.process_time()
        try:
            through(form, content)
            lists(content)
        except BaseException as error:  # a panic of a library in Rust is no Exception
            where = traceback.extract_tb(error.__traceback__)[-1]
            broken.setdefault(f"{form}: {type(error).__name__} at {where.filename}:{where.lineno}", content)
            if isinstance(error, KeyboardInterrupt):
                raise
        slowest = max(slowest, (time.process_time() - began, form, content))
    print(f"{count:,} inputs; the slowest took {slowest[0]:.2f} s, of format {slowest[1]}")
    assert broken == {}
    assert slowest[0] < SLOWEST, slowest[1:]
