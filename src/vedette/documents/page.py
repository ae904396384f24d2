"""HTML to fields: main text and metadata of a page (trafilatura), and the plain text of a fragment (a feed's entry)."""

import re
from typing import Any

from vedette.documents.base import Fields
from vedette.errors import EmptyDocument, MissingPart, UnreadableInput
from vedette.text.decoding import declared_encoding, decode, known_encoding

#: Where pages state when they were put out, best first; the text says only the day, these mostly the time too.
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='dc.date.issued' or @name='DC.date.issued']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//meta[@name='date']/@content",
    "//article//time/@datetime",
)
_BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "pre")
#: A page whose main text has fewer words is a menu or an error message: the shortest dispatch says who did what where.
_FEWEST_WORDS = 5
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[a-zA-Z!/]")
#: Element nesting beyond which tree walkers run out of stack; pages made by people stay below 100.
_DEPTH = 250


def page_fields(content: bytes, *, charset: str | None = None) -> Fields:
    """Main text, title, author, date and site of a page; `charset` is what its server said, for pages that say none.

    Raises EmptyDocument where no main text is found, UnreadableInput for what cannot be parsed as HTML.
    """
    decoded = decode(content, declared=declared_encoding(content) or known_encoding(charset))
    root = _tree(decoded.text)
    stated = _first(root, _PUBLISHED)
    try:
        import trafilatura
    except ImportError as error:
        raise MissingPart(f"reading pages needs trafilatura ({error}): pip install 'vedette[read]'") from error
    found: Any = trafilatura.bare_extraction(
        decoded.text,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or len((found.text or "").split()) < _FEWEST_WORDS:
        raise EmptyDocument("no main text in the page; is it a menu, a video or a page built by scripts?")
    return Fields(
        # trafilatura parts paragraphs by one line break.
        text=found.text.replace("\n", "\n\n"),
        title=found.title or None,
        published=stated or found.date or None,
        outlet=found.sitename or None,
        url=found.url or None,
        author=found.author or None,
        notes=(decoded.note,) if decoded.note else (),
    )


def fragment_text(html: str) -> str:
    """The text of a piece of HTML, block elements parted as paragraphs; plain text comes back as it is."""
    if not _TAG.search(html):
        import html as entities

        return entities.unescape(html)
    root = _tree(f"<div>{html}</div>")
    for gone in root.xpath("//script | //style | //noscript | //iframe | //template"):
        gone.drop_tree()
    for block in root.iter(*_BLOCKS):
        block.tail = "\n\n" + _storable(block.tail)
        block.text = "\n\n" + _storable(block.text) if block.tag != "br" else block.text
    return str(root.text_content())


def _storable(text: str | None) -> str:
    """Text that lxml takes back: the parser gives control characters that it then refuses."""
    return _CONTROLS.sub("", text or "")


def _tree(text: str) -> Any:
    try:
        from lxml import etree, html
    except ImportError as error:
        raise MissingPart("reading HTML needs lxml: pip install 'vedette[read]'") from error
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise EmptyDocument(f"no HTML in it ({error})") from error
    if root.xpath(f"boolean({'/*' * _DEPTH})"):
        raise UnreadableInput(f"elements nested more than {_DEPTH} deep; no report is")
    return root


def _first(root: Any, paths: tuple[str, ...]) -> str | None:
    for path in paths:
        for value in root.xpath(path):
            if str(value).strip():
                return str(value).strip()
    return None
