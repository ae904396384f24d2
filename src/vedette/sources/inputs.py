"""What a user names (files, folders, standard input) -> the items in it, in a fixed order."""

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from vedette.errors import BadSetting, EmptyDocument, SkipItem, SourceFailed, UnreadableInput
from vedette.sources.archives import wacz_file, warc_file
from vedette.sources.base import Found, Limits, Opened, failure, note
from vedette.sources.bytestream import bounded, told_path
from vedette.sources.exports import json_file
from vedette.sources.feeds import feed_file
from vedette.sources.mailbox import mail_file, mbox_file
from vedette.sources.records import jsonl_file
from vedette.sources.tables import csv_file, excel_file, parquet_file
from vedette.sources.whole import docx_file, html_file, pdf_file, text_file

#: Readers by format; the names are those of `--format`.
FORMATS: dict[str, Callable[[Opened], Iterator[Found]]] = {
    "txt": text_file,
    "html": html_file,
    "jsonl": jsonl_file,
    "csv": csv_file,
    "xml": feed_file,
    "json": json_file,
    "pdf": pdf_file,
    "docx": docx_file,
    "xlsx": excel_file,
    "parquet": parquet_file,
    "eml": mail_file,
    "mbox": mbox_file,
    "warc": warc_file,
    "wacz": wacz_file,
}
SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".json": "json",
    ".js": "json",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".eml": "eml",
    ".mbox": "mbox",
    ".warc": "warc",
    ".wacz": "wacz",
}
STDIN = "-"
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")


def walk(inputs: Iterable[str | Path]) -> Iterator[str | Found]:
    """The files behind the inputs, folders in sorted order, hidden files passed over; what is no report gets a note."""
    for given in inputs:
        path = Path(given)
        if str(given) == STDIN or path.is_file():
            yield str(given)
        elif path.is_dir():
            yield from _folder(path)
        else:
            yield failure(told_path(path), SourceFailed(f"no such file or folder: {given}"))


def captures(
    path: str,
    *,
    form: str | None = None,
    columns: tuple[tuple[str, str], ...] = (),
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Found]:
    """The items of one file, or of standard input for "-". `form` overrides what the name or the first bytes tell.

    Raises BadSetting for an unknown `form`; all else that is wrong with the input comes out as a failure.
    """
    known_format(form)
    name = STDIN if path == STDIN else told_path(path)
    try:
        raw = _stdin(stdin) if path == STDIN else Path(path).open("rb")  # noqa: SIM115 - closed below, with its wrapper
    except OSError as error:
        yield failure(name, SourceFailed(f"can't be opened: {error.strerror}"))
        return
    try:
        yield from captures_from(raw, name=name, form=form or format_of(path), columns=columns, limits=limits)
    finally:
        if path != STDIN:
            raw.close()


def captures_from(
    raw: BinaryIO,
    *,
    name: str,
    form: str | None = None,
    columns: tuple[tuple[str, str], ...] = (),
    limits: Limits | None = None,
) -> Iterator[Found]:
    """The items of an open file; `name` is what they go by. Of standard input, the first bytes may tell the format."""
    known_format(form)
    limits = limits or Limits()
    try:
        stream = bounded(raw, limits=limits)
        chosen = form or (sniff(stream) if name == STDIN else None)
        if chosen is None:
            raise UnreadableInput(f"unknown kind of file; known: {', '.join(SUFFIXES)}, each also as .gz")
        whole = raw if name != STDIN and raw.seekable() else None
        yield from FORMATS[chosen](Opened(name, stream, limits, columns, whole))
    except SkipItem as error:
        yield failure(name, error)
    except OSError as error:
        yield failure(name, SourceFailed(f"reading stopped: {error.strerror or error}"))


def known_format(form: str | None) -> None:
    """Raises BadSetting for a format that there is not."""
    if form is not None and form not in FORMATS:
        raise BadSetting(f"unknown format {form!r}; choose from: {', '.join(FORMATS)}")


def format_of(path: str | Path) -> str | None:
    """The format that a file's name tells, with or without .gz."""
    name = str(path).lower().removesuffix(".gz")
    return SUFFIXES.get(os.path.splitext(name)[1])


def sniff(stream: BinaryIO) -> str:
    """The format that the first bytes of a stream tell: JSONL, feed, page, else plain text. CSV must be named."""
    head = stream.peek(4096)[:4096].lstrip(b"\xef\xbb\xbf \t\r\n") if isinstance(stream, io.BufferedReader) else b""
    if not head:
        raise EmptyDocument("nothing came on standard input")
    if head.startswith(b"{"):
        return "jsonl"
    if _FEED.search(head):
        return "xml"
    return "html" if head.startswith(b"<") else "txt"


def _folder(root: Path) -> Iterator[str | Found]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.startswith(".") or not os.path.isfile(path):
                continue
            if format_of(path) is None:
                yield note(told_path(path), "not read: no format of reports by its name")
            else:
                yield path


def _stdin(stdin: BinaryIO | None) -> BinaryIO:
    if stdin is not None:
        return stdin
    import sys

    return sys.stdin.buffer
