"""Records: one JSON object with the keys id, title, text (or html), published, outlet, url, author, language."""

import json

from vedette.documents.base import Fields
from vedette.documents.page import fragment_text
from vedette.errors import BadRecord
from vedette.text.decoding import decode

_KEYS = {
    "title": "title",
    "published": "published",
    "outlet": "outlet",
    "url": "url",
    "id": "identity",
    "author": "author",
    "language": "language",
}


def record_fields(content: bytes) -> Fields:
    """The fields of a record; other keys are passed over. Numbers are taken as their digits.

    Raises BadRecord for broken JSON, for anything but an object, and where no key `text` or `html` holds a string.
    """
    decoded = decode(content)
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"no sound JSON ({error})") from error
    if not isinstance(record, dict):
        raise BadRecord(f"a JSON {type(record).__name__}, where an object with the key text is needed")
    text = record.get("text")
    if not isinstance(text, str) and isinstance(record.get("html"), str):
        text = fragment_text(record["html"])
    if not isinstance(text, str):
        raise BadRecord(f"no text: the key text is missing or no string; keys: {', '.join(map(str, record)) or 'none'}")
    stated: dict[str, str] = {}
    notes = [decoded.note] if decoded.note else []
    for key, field in _KEYS.items():
        value = record.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            if str(value).strip():
                stated[field] = str(value).strip()
        elif value is not None:
            notes.append(f"the key {key} is no string; passed over")
    return Fields(text, notes=tuple(notes), **stated)
