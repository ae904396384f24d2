"""The contract of sources: inputs in, captures out, one item at a time, with what could not be read beside it.

A capture holds one item as it came. Its media type says how documents are to read it:

- `text/plain`, `text/html`: the whole file, or one page of an archive; a parameter `charset` is what its server said;
- `application/pdf`, Word's type, `message/rfc822`: the whole file, or one message of a mailbox;
- `application/json`: one record, an object with the keys `id, title, text, html, published, outlet, url, author,
  language` (a line of JSONL as it came; a table row or feed entry put into that form).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from vedette.model.document import Capture
from vedette.model.failure import Failure
from vedette.model.ids import CaptureId, digest

TEXT = "text/plain"
HTML = "text/html"
RECORD = "application/json"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL = "message/rfc822"

#: The keys of a record, in the order in which they are documented.
RECORD_KEYS = ("id", "title", "text", "html", "published", "outlet", "url", "author", "language")

STAGE = "sources"
NOTE = "Note"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may cost. Beyond it the item, or the rest of the file, is refused and recorded.

    `item` bytes for one report (a page of 20 MB holds no report), `total` bytes unpacked from one file, and the
    `ratio` of unpacked to packed bytes, looked at once `ratio_from` bytes are out: text packs 3 to 20 times, long runs
    of near-equal rows up to about 100.
    """

    item: int = 20_000_000
    total: int = 20_000_000_000
    ratio: int = 300
    ratio_from: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """One input, opened: a stream of unpacked bytes, the name its items go by, and the limits it is read under.

    `raw` is the file itself, packed or not, where it can be read in any order (see `bytestream.anywhere`).
    """

    name: str
    stream: BinaryIO
    limits: Limits = Limits()
    columns: tuple[tuple[str, str], ...] = ()
    raw: BinaryIO | None = None


Found = Capture | Failure


def capture(locator: str, media_type: str, content: bytes, *, retrieved: dt.datetime | None = None) -> Capture:
    """A capture with its hash; the same bytes from the same place get the same id."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Capture(CaptureId(digest("capture", locator, sha256)), locator, media_type, sha256, content, retrieved)


def record_capture(locator: str, record: Mapping[str, object]) -> Capture:
    """A capture of a record that was put together from a table's row, an entry or a message; empty values are left
    out."""
    kept = {key: value for key, value in record.items() if value not in (None, "")}
    return capture(locator, RECORD, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def failure(item: str, error: Exception) -> Failure:
    """An item that could not be used, with the reason its exception gives."""
    return Failure(STAGE, item, type(error).__name__, str(error))


def note(item: str, reason: str) -> Failure:
    """Something that a reader of the run should know, though nothing was lost that was ours to read."""
    return Failure(STAGE, item, NOTE, reason)
