"""Lines that belong to the page, not to the report: links at the end, captions printed twice."""

import re

_FURNITURE = re.compile(
    r"(?i)(?:source link|read (?:more|also|next|on)|see also|also read|related(?: (?:articles|stories|news|topics))?|"
    r"share(?: (?:this|on .{1,20}))?|print|advertisements?|sponsored|comments?|leave a (?:comment|reply)|"
    r"(?:follow|like) us on .{1,40}|sign up (?:for|to) .{1,60}newsletter.{0,40}|subscribe(?: (?:now|here))?|"
    r"all rights reserved|copyright .{0,60}|©.{0,80}|back to top|click here.{0,40}|loading|tags|tweet|"
    r"(?:facebook|twitter|whatsapp|telegram|email|e-mail)(?:[ ,|/]+(?:facebook|twitter|whatsapp|telegram|e-?mail))*)"
    r"\s*[.:>»…]*"
)
#: A caption is short. Longer paragraphs printed twice are left for a reader to wonder at.
_CAPTION = 400


def without_furniture(text: str) -> str:
    """The text without furniture lines at its end and without a short paragraph that repeats the one just before it.

    Only whole paragraphs at the end that are nothing but furniture go; the same words inside a report stay.
    """
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        if kept and len(paragraph) <= _CAPTION and _letters(paragraph) and _letters(paragraph) == _letters(kept[-1]):
            continue
        kept.append(paragraph)
    while len(kept) > 1 and _FURNITURE.fullmatch(kept[-1]):
        kept.pop()
    return "\n\n".join(kept)


def _letters(text: str) -> str:
    return "".join(c.casefold() for c in text if c.isalnum())
