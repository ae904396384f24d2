"""Bytes to characters: which encoding, and whether the bytes are text at all. For sources and documents alike."""

import codecs
import re
from dataclasses import dataclass

#: Openings of file formats that are often named .txt or .html by mistake, with what to call them.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a ZIP or office file; save it as text first"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old office file; save it as text first"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=\s*|encoding\s*=\s*)["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b") + b"\x7f"
_HEAD = 8192


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were read by, and a note where that was a guess or something was lost."""

    text: str
    encoding: str
    note: str | None = None


def not_text(raw: bytes) -> str | None:
    """What the bytes are if they are no text ("binary data", "a PDF; ..."), None if they may be text.

    Looks at the first 8 KB. UTF-16 and UTF-32 are taken for text only when they open with their mark.
    """
    for magic, name in MAGIC:
        if raw.startswith(magic):
            return name
    if bom_encoding(raw) is not None:
        return None
    head = raw[:_HEAD]
    if b"\x00" in head:
        return "binary data"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # Text has next to none; compressed or encrypted data has about 10 %.
    return "binary data" if controls > max(4, len(head) // 50) else None


def bom_encoding(raw: bytes) -> str | None:
    """The encoding that a byte-order mark announces."""
    return next((name for mark, name in _BOMS if raw.startswith(mark)), None)


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that an HTML or XML head names, if Python knows it."""
    found = _DECLARED.search(raw[:4096])
    return known_encoding(found.group(1).decode("ascii")) if found else None


def known_encoding(name: str | None) -> str | None:
    """Python's name for an encoding of text; None for one that is unknown, or turns text into something else."""
    try:
        found = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return None
    # Codecs such as hex and zip are no encodings of text; unpacking by them is how a kilobyte becomes a gigabyte.
    return found.name if found is not None and getattr(found, "_is_text_encoding", False) else None


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    """Text from bytes: byte-order mark, then UTF-8, then the declared encoding, then Windows-1252.

    UTF-8 comes before a declared single-byte encoding, since text of another encoding is hardly ever valid UTF-8 while
    pages that misname their encoding are common. Text that is UTF-8 but for a few broken bytes keeps them as U+FFFD.
    Never raises.
    """
    bom = bom_encoding(raw)
    if bom is not None:
        try:
            return Decoded(raw.decode(bom), bom)
        except UnicodeDecodeError:
            return Decoded(raw.decode(bom, "replace"), bom, f"not valid {bom}; broken characters were replaced")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared is not None and declared != "utf-8":
        try:
            return Decoded(raw.decode(declared), declared)
        except (UnicodeDecodeError, LookupError):
            pass
    replaced = raw.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    sound = sum(1 for c in replaced if ord(c) > 127) - broken
    if sound > 4 * broken:
        return Decoded(replaced, "utf-8", f"not valid UTF-8; {broken} broken characters were replaced")
    return Decoded(raw.decode("cp1252", "replace"), "cp1252", "not valid UTF-8; read as Windows-1252")
