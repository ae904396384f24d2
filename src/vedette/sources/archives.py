"""Web archives: the pages in a WARC file (Common Crawl's news crawl among them) or in a WACZ."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, BinaryIO

from vedette.errors import EmptyDocument, MissingPart, SkipItem, UnreadableInput
from vedette.sources.base import HTML, PDF, TEXT, Found, Limits, Opened, capture, failure, note
from vedette.sources.bytestream import anywhere, sound_zip
from vedette.text.normalising import clean_line

#: Kinds of answers that are reports, and what documents call them.
_KINDS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "application/pdf": PDF}
#: A header longer than this is an attack.
_HEADER = 65_536


def warc_file(opened: Opened) -> Iterator[Found]:
    """A capture an answered page, under the address it was fetched from, with the time of fetching."""
    try:
        yield from _records(opened.raw or opened.stream, opened.name, opened.limits)
    except SkipItem as error:
        yield failure(opened.name, error)


def wacz_file(opened: Opened) -> Iterator[Found]:
    """The same for each WARC file inside a WACZ."""
    try:
        archive = sound_zip(anywhere(opened), limits=opened.limits)
        names = sorted(n for n in archive.namelist() if n.endswith((".warc", ".warc.gz")))
        if not names:
            raise EmptyDocument("a WACZ without WARC files in it")
        for name in names:
            with archive.open(name) as stream:
                yield from _records(stream, f"{opened.name}/{clean_line(name)}", opened.limits)
    except SkipItem as error:
        yield failure(opened.name, error)


def _records(stream: Any, name: str, limits: Limits) -> Iterator[Found]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingPart("reading web archives needs fastwarc: pip install 'vedette[read]'") from error
    if stream.seekable():
        stream.seek(0)
    number = others = unpacked = 0
    counted: Any = _Counting(stream)
    try:
        found = ArchiveIterator(
            counted,
            record_types=WarcRecordType.response | WarcRecordType.resource,
            parse_http=True,
            auto_decode="all",
            max_header_len=_HEADER,
            fsspec_args=False,
        )
        for record in found:
            number += 1
            unpacked += max(0, int(record.content_length))
            if unpacked > limits.total or (
                unpacked > limits.ratio_from and unpacked > limits.ratio * max(1, counted.count)
            ):
                raise UnreadableInput(f"unpacks to {unpacked:,} bytes; refused after {number:,} records")
            item = _page(record, f"{name}:record {number}", limits)
            if item is None:
                others += 1
            else:
                yield item
    except (OSError, ValueError, RuntimeError, EOFError, KeyError, OverflowError) as error:
        raise UnreadableInput(f"the archive is broken after {number:,} records ({type(error).__name__})") from error
    if not number:
        raise EmptyDocument("no answers in the archive")
    if others:
        yield note(name, f"{others:,} of {number:,} answers are no pages (pictures, errors, redirects); not read")


def _page(record: Any, item: str, limits: Limits) -> Found | None:
    """The page in a record; None for what is no page, or no whole one."""
    if record.is_http_parsed and record.http_headers.status_code not in (None, 200):
        return None
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    address = record.headers.get("WARC-Target-URI") or ""
    if kind not in _KINDS or not address.startswith(("http://", "https://")):
        return None
    content = record.reader.read(limits.item + 1)
    if len(content) > limits.item:
        return failure(item, UnreadableInput(f"a page of more than {limits.item:,} bytes"))
    if not content.strip():
        return failure(item, EmptyDocument("the page is empty"))
    charset = record.http_charset
    media_type = f"{_KINDS[kind]};charset={charset}" if charset and _KINDS[kind] != PDF else _KINDS[kind]
    return capture(clean_line(address), media_type, content, retrieved=_aware(record.record_date))


def _aware(time: Any) -> dt.datetime | None:
    if not isinstance(time, dt.datetime):
        return None
    return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)


class _Counting:
    """Counts the bytes that are read of a stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def tell(self) -> int:
        return self.count
