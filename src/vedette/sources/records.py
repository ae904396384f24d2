"""JSONL: one report a line, read line by line, so that a file of any length needs the memory of one line."""

from collections.abc import Iterator

from vedette.errors import EmptyDocument, SkipItem, UnreadableInput
from vedette.sources.base import RECORD, Found, Opened, capture, failure
from vedette.sources.bytestream import lines
from vedette.text.decoding import bom_encoding, not_text


def jsonl_file(opened: Opened) -> Iterator[Found]:
    """A capture a line, as it came. Whether the line is sound JSON is found out by documents, a line at a time."""
    seen = False
    try:
        for number, line in lines(opened.stream, limits=opened.limits):
            item = f"{opened.name}:{number}"
            if line is None:
                yield failure(item, UnreadableInput(f"a line of more than {opened.limits.item:,} bytes: no report"))
                seen = True
                continue
            if number == 1:
                _refuse_other_formats(line)
            if line.strip():
                seen = True
                yield capture(item, RECORD, line.strip())
        if not seen:
            raise EmptyDocument("the file is empty")
    except SkipItem as error:
        yield failure(opened.name, error)


def _refuse_other_formats(line: bytes) -> None:
    """A binary file would otherwise become thousands of broken lines."""
    other = not_text(line)
    if other:
        raise UnreadableInput(f"no JSONL: {other}")
    if bom_encoding(line) not in (None, "utf-8-sig"):
        raise UnreadableInput("JSONL must be UTF-8; convert the file (it is UTF-16 or UTF-32)")
