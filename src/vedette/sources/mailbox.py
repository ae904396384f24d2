"""Mail: one message a file (.eml), or many in one (.mbox). How a message reads is found out by documents."""

from collections.abc import Iterator

from vedette.errors import EmptyDocument, SkipItem, UnreadableInput
from vedette.sources.base import MAIL, Found, Opened, capture, failure
from vedette.sources.bytestream import lines, read_whole
from vedette.text.decoding import not_text


def mail_file(opened: Opened) -> Iterator[Found]:
    """One capture of a message."""
    try:
        content = read_whole(opened.stream, limits=opened.limits)
        _refuse_binary(content)
        yield capture(opened.name, MAIL, content)
    except SkipItem as error:
        yield failure(opened.name, error)


def mbox_file(opened: Opened) -> Iterator[Found]:
    """A capture a message. Messages begin at a line "From " after an empty one; ">From " inside is unquoted."""
    number = 0
    held = bytearray()
    too_long = after_blank = False
    try:
        for count, line in lines(opened.stream, limits=opened.limits):
            if count == 1:
                _refuse_binary(line or b"")
                if not (line or b"").startswith(b"From "):
                    raise UnreadableInput('no mailbox: its first line does not begin with "From "')
            if line is not None and line.startswith(b"From ") and (count == 1 or after_blank):
                if number:
                    yield _message(opened, number, held, too_long=too_long)
                number += 1
                held.clear()
                too_long = False
            elif line is None or len(held) + len(line) > opened.limits.item:
                too_long = True
            else:
                held += line[1:] if line.lstrip(b">").startswith(b"From ") and line.startswith(b">") else line
            after_blank = line is not None and not line.strip()
        if not number:
            raise EmptyDocument("the file is empty")
        yield _message(opened, number, held, too_long=too_long)
    except SkipItem as error:
        yield failure(opened.name, error)


def _message(opened: Opened, number: int, held: bytearray, *, too_long: bool) -> Found:
    item = f"{opened.name}:message {number}"
    if too_long:
        return failure(item, UnreadableInput(f"a message of more than {opened.limits.item:,} bytes"))
    return capture(item, MAIL, bytes(held))


def _refuse_binary(content: bytes) -> None:
    if not content.strip():
        raise EmptyDocument("the file is empty")
    other = not_text(content)
    if other:
        raise UnreadableInput(f"no mail: {other}")
