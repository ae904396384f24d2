"""Mail to fields: subject, sender, date and the text of one message."""

import email
import email.errors
import email.message
import email.policy

from vedette.documents.base import Fields
from vedette.documents.page import fragment_text
from vedette.errors import EmptyDocument, UnreadableInput
from vedette.text.decoding import decode, known_encoding

#: Parts of a message that are looked at; people's have fewer than ten.
_PARTS = 200
#: What the library raises on headers and parts that mean harm.
_BROKEN = (ValueError, TypeError, AttributeError, LookupError, RecursionError, OverflowError)


def mail_fields(content: bytes) -> Fields:
    """The fields of a message: its plain text, else its HTML as text. Attachments are named in a note, not opened.

    The outlet is the sender's name. Raises EmptyDocument without text, UnreadableInput for what is no message.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        headers = {name: _header(message, name) for name in ("subject", "from", "date", "message-id")}
        parts: list[email.message.EmailMessage] = []
        for part in message.walk():
            if len(parts) >= _PARTS:
                raise UnreadableInput(f"a message of more than {_PARTS} parts")
            parts.append(part)
    except (email.errors.MessageError, *_BROKEN) as error:
        raise UnreadableInput(f"no sound message ({type(error).__name__})") from error
    if not any(headers.values()):
        raise UnreadableInput("no message: it has none of the headers subject, from, date, message-id")
    whole = [part for part in parts if not part.is_multipart()]
    attached = sum(1 for part in whole if _attached(part))
    texts = {kind: _text(whole, kind) for kind in ("text/plain", "text/html")}
    text = texts["text/plain"] or fragment_text(texts["text/html"])
    if not text.strip():
        raise EmptyDocument("no text in the message")
    return Fields(
        text,
        title=headers["subject"] or None,
        published=headers["date"] or None,
        outlet=headers["from"].partition("<")[0].strip(' "') or None,
        identity=headers["message-id"].strip() or None,
        notes=(f"{attached} attachments were not opened",) if attached else (),
    )


def _header(message: email.message.EmailMessage, name: str) -> str:
    """A header in plain characters, or as it stands where it can't be understood (a day of a year beyond counting)."""
    try:
        return str(message.get(name) or "")
    except (email.errors.MessageError, *_BROKEN):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _text(parts: list[email.message.EmailMessage], kind: str) -> str:
    found = []
    for part in parts:
        if part.get_content_type() == kind and not _attached(part):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes):
                found.append(decode(raw, declared=known_encoding(part.get_content_charset())).text)
    return "\n\n".join(found)


def _attached(part: email.message.EmailMessage) -> bool:
    return bool(part.get_filename()) or part.get_content_disposition() == "attachment"
