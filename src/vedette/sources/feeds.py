"""RSS and Atom: one report an entry."""

import io
import re
from collections.abc import Iterator
from typing import Any

from vedette.errors import BadRecord, EmptyDocument, MissingPart, SkipItem, UnreadableInput
from vedette.sources.base import Found, Opened, failure, note, record_capture
from vedette.sources.bytestream import read_whole
from vedette.sources.links import sitemap
from vedette.text.decoding import decode, not_text

_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")


def feed_file(opened: Opened) -> Iterator[Found]:
    """A capture an entry, as a record: full content where the feed has it, else the summary."""
    try:
        content = read_whole(opened.stream, limits=opened.limits)
        if _SITEMAP.search(content[:4096]):
            pages = sitemap(content)
            count = len(pages.pages) + len(pages.maps)
            yield note(opened.name, f"a sitemap of {count:,} links and no text; vedette watch fetches the pages")
            return
        for number, record in enumerate(feed_records(content), 1):
            yield record_capture(f"{opened.name}:entry {number}", record)
    except SkipItem as error:
        yield failure(opened.name, error)


def feed_records(content: bytes) -> Iterator[dict[str, str]]:
    """The entries of a feed as records. Raises SkipItem for what is no feed, or one that means harm."""
    if not content.strip():
        raise EmptyDocument("the file is empty")
    other = not_text(content)
    if other:
        raise UnreadableInput(f"no feed: {other}")
    if b"<!ENTITY" in content or "<!ENTITY" in decode(content).text:
        # Entities of a document's own are how a kilobyte of XML becomes a gigabyte, or reads a local file.
        raise UnreadableInput("the feed declares XML entities of its own; refused")
    feed = _parse(content)
    entries = feed.get("entries") or []
    if not entries:
        raise BadRecord("no RSS or Atom feed, or one without entries")
    for entry in entries:
        yield entry_record(entry, outlet=(feed.get("feed") or {}).get("title"))


def entry_record(entry: Any, *, outlet: str | None) -> dict[str, str]:
    """One feed entry as a record; an entry taken over from another feed names that one's title as its outlet."""
    contents = [str(c.get("value") or "") for c in entry.get("content") or ()]
    html = max([*contents, str(entry.get("summary") or "")], key=len)
    origin = (entry.get("source") or {}).get("title")
    record = {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "html": html,
        "published": entry.get("published") or entry.get("updated"),
        "outlet": origin or outlet,
        "url": entry.get("link"),
        "author": entry.get("author"),
    }
    return {key: str(value) for key, value in record.items() if value}


def _parse(content: bytes) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise MissingPart("reading feeds needs feedparser: pip install 'vedette[read]'") from error
    # Given as a stream of bytes: a string would be taken for an address or a path and fetched.
    try:
        return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except (OverflowError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise BadRecord(f"no sound feed ({type(error).__name__})") from error
