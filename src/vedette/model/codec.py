"""Domain values as JSON and back, by their type hints.

Whatever is stored, sent or hashed passes through here: one way to write a value, so that equal values give equal text.
`to_json` gives data of dicts, lists, strings, numbers; `canonical` the one text of it (sorted keys, no blanks);
`from_json` reads it back and refuses what the types don't promise, with a `ValueError` that says where.

Conventions: enums by value; dates as ISO; times in UTC as ISO with a `Z`; spans as `[start, end]`; bytes as base64; a
field that is None or an empty tuple is left out where that is its default, so that a new optional field changes no old
text; a union of dataclasses carries `$type`. A claim also carries `kind`, `key` and `id`; its `content` is read by
`kind`.
"""

import json
from typing import Any, TypeVar

from vedette.model.claim import Claim
from vedette.model.decoding import decoder
from vedette.model.encoding import JsonObject, dumps, encoder
from vedette.model.ids import ClaimId

__all__ = ["canonical", "dumps", "from_json", "id_of", "loads", "to_json"]

T = TypeVar("T")


def to_json(obj: Any) -> JsonObject:
    """A dataclass as JSON data. Raises ValueError for a time without a zone or a number that is not finite."""
    kind: Any = type(obj)
    data: JsonObject = encoder(kind)(obj)
    return data


def from_json(cls: type[T], data: Any) -> T:
    """The value that `to_json` wrote. Raises ValueError, with the path, for data that is no such value."""
    hint: Any = cls
    try:
        value: T = decoder(hint)(data)
    except ValueError as error:
        raise ValueError(f"{cls.__name__}: {error}") from error
    return value


def canonical(obj: Any) -> str:
    """The one text of a dataclass: equal values, equal text."""
    return dumps(to_json(obj))


def loads(text: str) -> Any:
    """JSON text as data. Raises ValueError for broken text."""
    return json.loads(text)


def id_of(claim: Claim) -> ClaimId:
    """The id of a claim: its key, content and extractor."""
    return ClaimId(to_json(claim)["id"])
