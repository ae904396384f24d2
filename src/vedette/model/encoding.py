"""Writing: a value of a domain type as JSON data, by its type hints. One function is built a type, and kept."""

import base64
import datetime as dt
import json
import math
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from vedette.model.claim import Claim, Content, claim_id
from vedette.model.provenance import Span

JsonObject = dict[str, Any]
Codec = Callable[[Any], Any]

_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_ASCII_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)

PLAIN = (str, int, float, bool)


def dumps(data: Any) -> str:
    """JSON data as its one text: sorted keys, no blanks, NaN refused; always encodable as UTF-8, never with a NUL."""
    text = _WRITER.encode(data)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:  # half a surrogate pair, from a broken page: only the escaped form can be stored
            return _ASCII_WRITER.encode(data)
    return text


def same(value: Any) -> Any:
    """Values that are JSON already."""
    return value


#: The plain attribute: `value` is a property written in Python, and there are a dozen enums in a claim.
_enum_value: Codec = attrgetter("_value_")


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"no such number in JSON: {value}")
    return float(value)  # a whole number in its place is equal to it, and equal values give equal text


def _time_text(value: dt.datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"a time without a zone: {value.isoformat()}; times are aware and kept in UTC")
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _base64_text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _span_list(value: Span) -> list[int]:
    return [value.start, value.end]


_ENCODERS: dict[Any, Codec] = {
    str: same,
    int: same,
    bool: same,
    float: _number,
    dt.date: dt.date.isoformat,
    dt.datetime: _time_text,
    bytes: _base64_text,
    Span: _span_list,
    Any: same,
    object: same,
    NoneType: same,
}


@cache
def encoder(hint: Any) -> Codec:
    """How values of a type are written. Raises TypeError for a type without a JSON form."""
    hint = bare(hint)
    if hint in _ENCODERS:
        return _ENCODERS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _union_encoder(args)
    if origin is tuple:
        return _tuple_encoder(args)
    if origin is frozenset:
        item = encoder(args[0])
        return lambda value: sorted(map(item, value))
    if origin is not None and is_mapping(origin):
        each = encoder(args[1])
        return lambda value: {str(k): each(v) for k, v in value.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_value
    if hint is Claim:
        return _claim_encoder()
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_encoder(hint)
    raise TypeError(f"no JSON form is known for {hint!r}; give the field a type of the codec's docstring")


def _union_encoder(args: tuple[Any, ...]) -> Codec:
    some = tuple(a for a in args if a is not NoneType)
    if len(some) == 1:
        inner = encoder(some[0])
        return inner if inner is same else lambda value: None if value is None else inner(value)
    if all(is_dataclass(a) for a in some):
        tag = "" if set(some) == set(get_args(Content)) else "$type"
        return lambda value: None if value is None else _tagged(value, tag)
    if all(a in PLAIN for a in some):
        return lambda value: _number(value) if isinstance(value, float) else value
    raise TypeError(f"no JSON form is known for a union of {some!r}")


def _tagged(value: Any, tag: str) -> JsonObject:
    kind: Any = type(value)
    data: JsonObject = encoder(kind)(value)
    if tag:
        data[tag] = type(value).__name__
    return data


def _tuple_encoder(args: tuple[Any, ...]) -> Codec:
    if len(args) == 2 and args[1] is Ellipsis:
        item = encoder(args[0])
        return list if item is same else lambda value: [item(v) for v in value]
    each = tuple(encoder(a) for a in args)
    return lambda value: [e(v) for e, v in zip(each, value, strict=True)]


def _dataclass_encoder(cls: type) -> Codec:
    hints = get_type_hints(cls)
    names = tuple(f.name for f in fields(cls))
    if not names:
        return lambda value: {}
    plan = tuple((f.name, encoder(hints[f.name]), _may_be_absent(f)) for f in fields(cls))
    read = attrgetter(*names)
    single = len(names) == 1

    def encode(value: Any) -> JsonObject:
        data = {}
        values = (read(value),) if single else read(value)
        for (name, code, absent), item in zip(plan, values, strict=True):
            if absent and (item is None or (type(item) is tuple and not item)):
                continue
            data[name] = item if code is same else code(item)
        return data

    return encode


def _claim_encoder() -> Codec:
    plain = _dataclass_encoder(Claim)

    def encode(claim: Claim) -> JsonObject:
        data: JsonObject = plain(claim)
        data["kind"] = claim.kind.value
        data["id"] = claim_id(claim, dumps(data))
        return data

    return encode


def _may_be_absent(field: "Field[Any]") -> bool:
    return field.default is None or field.default == ()


def bare(hint: Any) -> Any:
    """The type under a NewType."""
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    return hint


def is_mapping(origin: Any) -> bool:
    """Whether a generic type is a mapping."""
    return hasattr(origin, "keys") and hasattr(origin, "items")
