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
    wrapped = [block for block in lines if len(block) > 1 and max(map(len, block)) <= _WIDEST]
    width = max((len(line) for block in wrapped for line in block), default=0)
    parted = len(wrapped) > 1
    return "\n\n".join(paragraph for block in lines for paragraph in _unwrap(block, width, parted=parted))


def clean_line(text: str) -> str:
    """The same for a title or a name: one line."""
    return " ".join(clean_text(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a cleaned text."""
    return text.split("\n\n") if text else []


def _unwrap(lines: list[str], width: int, *, parted: bool) -> list[str]:
    """Join a line with the next where it was broken only because the next word did not fit the column.

    Where empty lines part the paragraphs of a wrapped text (`parted`), a full line goes on even after a full stop;
    where they do not, a sentence that ends with its line may end a paragraph. A line that stops short in mid-sentence
    goes on if the next begins with a small letter: not every wrapper fills its lines.
    """
    if not _NARROWEST <= width <= _WIDEST or max(map(len, lines), default=0) > width:
        return lines
    joined: list[str] = []
    previous = ""
    for line in lines:
        full = len(previous) + 1 + len(line.split(" ", 1)[0]) > width
        ended = previous.endswith(_TERMINAL)
        if joined and ((full and (parted or not ended)) or (not ended and line[0].islower())):
            joined[-1] += " " + line
        else:
            joined.append(line)
        previous = line
    return joined
