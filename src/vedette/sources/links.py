"""Lists of pages that hold no text themselves: sitemaps, and what GDELT has seen."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from vedette.errors import BadRecord, MissingPart, UnreadableInput
from vedette.sources.base import Limits
from vedette.sources.bytestream import sound_zip
from vedette.text.decoding import decode

#: A sitemap has at most so many addresses, by its standard.
MOST = 50_000
#: Columns of GDELT's 15-minute files, from 0: the address of the page, and how many a row has.
_EVENT_URL, _EVENT_COLUMNS = 60, 61
_MENTION_URL, _MENTION_COLUMNS = 5, 16
_GKG_URL, _GKG_COLUMNS = 4, 27


@dataclass(frozen=True, slots=True)
class Link:
    """A page to fetch, with what the list says of it."""

    url: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, and the sitemaps that it names."""

    pages: tuple[Link, ...] = ()
    maps: tuple[Link, ...] = ()


def sitemap(content: bytes) -> Sitemap:
    """A sitemap, a news sitemap or an index of sitemaps; in each, at most `MOST` addresses.

    Raises UnreadableInput for XML with entities of its own, BadRecord for what is no sitemap.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingPart("reading sitemaps needs lxml: pip install 'vedette[read]'") from error
    if b"<!ENTITY" in content:
        raise UnreadableInput("the sitemap declares XML entities of its own; refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadRecord(f"no sound XML ({error})") from error
    kind = _name(root) if root is not None else ""
    if kind not in ("urlset", "sitemapindex"):
        raise BadRecord("no sitemap: its root is neither urlset nor sitemapindex")
    links = tuple(_links(root))
    return Sitemap(maps=links) if kind == "sitemapindex" else Sitemap(pages=links)


def _links(root: Any) -> Iterator[Link]:
    for count, entry in enumerate(root):
        if count >= MOST:
            return
        said: dict[str, str] = {}
        for element in entry.iter():
            if isinstance(element.tag, str) and (element.text or "").strip():
                said.setdefault(_name(element), element.text.strip())
        if is_address(said.get("loc", "")):
            published = said.get("publication_date") or said.get("lastmod")
            yield Link(said["loc"], said.get("title"), published, said.get("name"))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def gdelt_articles(data: Any) -> tuple[Link, ...]:
    """The articles of an answer of GDELT's DOC 2.0 API (mode=artlist, format=json); empty for anything else."""
    articles = data.get("articles") if isinstance(data, dict) else None
    found = []
    for article in articles if isinstance(articles, list) else ():
        if isinstance(article, dict) and is_address(str(article.get("url", ""))) and "seendate" in article:
            found.append(Link(str(article["url"]), _words(article.get("title")), None, _words(article.get("domain"))))
    return tuple(found)


def gdelt_updates(content: bytes) -> tuple[str, ...]:
    """The addresses in GDELT's lastupdate.txt: a size, a hash and an address a line. Raises BadRecord for none."""
    rows = [line.split() for line in decode(content).text.splitlines()]
    found = tuple(row[2] for row in rows if len(row) == 3 and row[0].isdigit() and is_address(row[2]))
    if not found:
        raise BadRecord("no list of GDELT's newest files: a size, a hash and an address a line are needed")
    return found


def gdelt_file(content: bytes, *, limits: Limits) -> tuple[Link, ...]:
    """The pages that one of GDELT's 15-minute files (events, mentions or graph; packed or not) names, each once.

    Its codes and counts are not taken over: what Vedette says, it reads itself. Raises BadRecord or UnreadableInput.
    """
    if content.startswith(b"PK"):
        archive = sound_zip(io.BytesIO(content), limits=limits)
        names = [n for n in archive.namelist() if n.lower().endswith(".csv")]
        if len(names) != 1:
            raise BadRecord(f"one CSV is needed in the ZIP, there are {len(names)}")
        content = archive.read(names[0])
    rows = csv.reader(io.StringIO(decode(content).text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    places = {_EVENT_COLUMNS: _EVENT_URL, _MENTION_COLUMNS: _MENTION_URL, _GKG_COLUMNS: _GKG_URL}
    found: dict[str, Link] = {}
    try:
        for row in rows:
            at = places.get(len(row))
            if at is not None and is_address(row[at]):
                outlet = urlsplit(row[at]).hostname if len(row) != _GKG_COLUMNS else row[3]
                found.setdefault(row[at], Link(row[at], outlet=outlet or None))
    except csv.Error as error:
        raise BadRecord(f"no sound table of GDELT ({error})") from error
    if not found:
        raise BadRecord("no file of GDELT: rows of 61, 16 or 27 columns with an address are needed")
    return tuple(found.values())


def is_address(words: str) -> bool:
    """Whether words are the address of a page."""
    if len(words) > 4000 or not words.startswith(("http://", "https://")):
        return False
    try:
        return bool(urlsplit(words).hostname)
    except ValueError:
        return False


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
