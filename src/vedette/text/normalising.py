"""Clean characters and paragraphs: what every document's text goes through before anybody counts characters in it.

Letters, punctuation and mojibake ("ï¿½") stay as printed; only what cannot be seen, or could make text appear in
another order than it is stored in, goes.
"""

import re
import unicodedata

#: Zero-width and bidirectional controls, soft hyphen, byte-order mark, tags, interlinear marks. The joiners U+200C and
#: U+200D stay: Persian and Indic scripts spell with them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?|[\u000b\u000c\u0085\u2028]")
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_TERMINAL = (".", "!", "?", ":", ";", '"', "”", "»", "…", ")", "]")

#: Widest and narrowest column to which people wrap plain text.
_WIDEST, _NARROWEST = 130, 50


def clean_text(text: str) -> str:
    """NFC text in paragraphs parted by one empty line, without control, bidi-override and zero-width characters.

    Hard-wrapped lines are joined; other single line breaks become paragraph breaks. Idempotent.
    """
    text = _SURROGATE.sub("\ufffd", text)
    text = _NEWLINES.sub("\n", text).replace("\u2029", "\n\n")
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    blocks = [block for block in _BLANK.split(text) if block.strip()]
    lines = [[line for raw in block.split("\n") if (line := _SPACES.sub(" ", raw).strip())] for block in blocks]
    width = max((len(line) for block in lines for line in block), default=0)
    return "\n\n".join(paragraph for block in lines for paragraph in _unwrap(block, width))


def clean_line(text: str) -> str:
    """The same for a title or a name: one line."""
    return " ".join(clean_text(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a cleaned text."""
    return text.split("\n\n") if text else []


def _unwrap(lines: list[str], width: int) -> list[str]:
    """Join a line with the next where it was broken only because the next word did not fit the column."""
    joined: list[str] = []
    wrapped = _NARROWEST <= width <= _WIDEST
    previous = ""
    for line in lines:
        fits = len(previous) + 1 + len(line.split(" ", 1)[0]) <= width
        if joined and wrapped and not fits and not previous.endswith(_TERMINAL):
            joined[-1] += " " + line
        else:
            joined.append(line)
        previous = line
    return joined
