"""The headline: found at the top of the text, or put there as its first paragraph."""

import re

from vedette.model.provenance import Span
from vedette.text.normalising import clean_line

#: A headline already in the text stands within so many characters of its start (a date, a place, a byline before it).
_WITHIN = 120
#: Fewer letters than this are found anywhere by chance.
_SHORTEST = 12
_SITE = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")


def with_headline(text: str, title: str | None, *, outlet: str | None = None) -> tuple[str, Span | None, str | None]:
    """The text with its headline in it, where the headline is, and the title without the name of the site."""
    title = site_stripped(clean_line(title or ""), outlet)
    if not title:
        return text, None, None
    found = find_headline(text, title)
    if found is not None:
        return text, found, title
    return f"{title}\n\n{text}", Span(0, len(title)), title


def find_headline(text: str, title: str) -> Span | None:
    """Where the text opens with the title, by letters and digits only; archives lose commas, quotes and case."""
    sought = _letters(title.removesuffix("...").removesuffix("…"))
    if not sought:
        return None
    head = text[: len(title) * 2 + _WITHIN]
    kept = [(c, at) for at, c in enumerate(head) if c.isalnum()]
    letters = "".join(_fold(c) for c, _ in kept)
    if len(letters) != len(kept):
        # Letters that fold to several ("ß") would shift the places; compare them unfolded.
        letters, sought = "".join(c for c, _ in kept), "".join(c for c in title if c.isalnum())
    start = letters.find(sought)
    if start < 0 or (start > 0 and len(sought) < _SHORTEST):
        return None
    first, last = kept[start][1], kept[start + len(sought) - 1][1]
    if first > _WITHIN:
        return None
    return Span(first, last + 1)


def site_stripped(title: str, outlet: str | None) -> str:
    """The title without a trailing " | Site" or " - Site", where that is the outlet's name."""
    match = _SITE.search(title)
    if match is None:
        return title
    site, name = _letters(match[1]), _letters(outlet or "")
    if "|" in match[0] or (name and (name in site or site in name)):
        return title[: match.start()].rstrip()
    return title


def _fold(character: str) -> str:
    return character.casefold()


def _letters(text: str) -> str:
    return "".join(c.casefold() for c in text if c.isalnum())
