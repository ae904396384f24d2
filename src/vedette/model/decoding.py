"""Reading: JSON data as a value of a domain type, by its type hints; what the types don't promise is refused.

Every refusal is a `ValueError` whose message begins with the path to the value.
"""

import base64
import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from vedette.model.claim import KIND_OF, Claim, ClaimKind
from vedette.model.encoding import Codec, bare, is_mapping, same
from vedette.model.provenance import Span

_CONTENT_OF = {kind: cls for cls, kind in KIND_OF.items()}
_DERIVED = frozenset({"id", "key", "kind"})


def _expect(kind: type, name: str) -> Codec:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"expected {name}, found {value!r:.80}")
        return value

    return decode


def _read_float(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(f"expected a number, found {value!r:.80}")
    return float(value)


def _read_date(value: Any) -> dt.date:
    if type(value) is not str or len(value) != 10:
        raise ValueError(f"expected a date such as 2016-07-05, found {value!r:.80}")
    return dt.date.fromisoformat(value)


def _read_time(value: Any) -> dt.datetime:
    if type(value) is not str:
        raise ValueError(f"expected a time such as 2016-07-05T10:30:00Z, found {value!r:.80}")
    time = dt.datetime.fromisoformat(value)
    if time.tzinfo is None:
        raise ValueError(f"a time without a zone: {value!r}")
    return time.astimezone(dt.UTC)


def _read_bytes(value: Any) -> bytes:
    if type(value) is not str:
        raise ValueError(f"expected base64, found {value!r:.80}")
    return base64.b64decode(value, validate=True)


def _read_span(value: Any) -> Span:
    if type(value) is not list or len(value) != 2 or type(value[0]) is not int or type(value[1]) is not int:
        raise ValueError(f"expected a span [start, end], found {value!r:.80}")
    return Span(value[0], value[1])


def _read_none(value: Any) -> None:
    if value is not None:
        raise ValueError(f"expected null, found {value!r:.80}")


_DECODERS: dict[Any, Codec] = {
    str: _expect(str, "text"),
    int: _expect(int, "a whole number"),
    bool: _expect(bool, "true or false"),
    float: _read_float,
    dt.date: _read_date,
    dt.datetime: _read_time,
    bytes: _read_bytes,
    Span: _read_span,
    Any: same,
    object: same,
    NoneType: _read_none,
}


@cache
def decoder(hint: Any) -> Codec:
    """How values of a type are read. Raises TypeError for a type without a JSON form."""
    hint = bare(hint)
    if hint in _DECODERS:
        return _DECODERS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _union_decoder(args)
    if origin is tuple:
        return _tuple_decoder(args)
    if origin is frozenset:
        items = _tuple_decoder((args[0], Ellipsis))
        return lambda value: frozenset(items(value))
    if origin is not None and is_mapping(origin):
        return _mapping_decoder(args[1])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_decoder(hint)
    if hint is Claim:
        return _claim_decoder()
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_decoder(hint)
    raise TypeError(f"no JSON form is known for {hint!r}; give the field a type of the codec's docstring")


def _union_decoder(args: tuple[Any, ...]) -> Codec:
    some = tuple(a for a in args if a is not NoneType)
    optional = len(some) < len(args)
    inner = decoder(some[0]) if len(some) == 1 else _choice_decoder(some)
    return (lambda value: None if value is None else inner(value)) if optional else inner


def _choice_decoder(some: tuple[Any, ...]) -> Codec:
    if all(is_dataclass(a) for a in some):
        by_name = {a.__name__: a for a in some}

        def decode(value: Any) -> Any:
            if type(value) is not dict or value.get("$type") not in by_name:
                raise ValueError(f"expected an object with $type, one of {', '.join(sorted(by_name))}")
            return decoder(by_name[value["$type"]])({k: v for k, v in value.items() if k != "$type"})

        return decode

    def plain(value: Any) -> Any:
        if type(value) not in some:
            raise ValueError(f"expected one of {', '.join(a.__name__ for a in some)}, found {value!r:.80}")
        return value

    return plain


def _tuple_decoder(args: tuple[Any, ...]) -> Codec:
    if len(args) == 2 and args[1] is Ellipsis:
        item = decoder(args[0])

        def decode(value: Any) -> Any:
            if type(value) is not list:
                raise ValueError(f"expected a list, found {value!r:.80}")
            try:
                return tuple(map(item, value))
            except ValueError:
                return tuple(_at(f"[{i}]", item, v) for i, v in enumerate(value))  # once more, to say which it was

        return decode
    each = tuple(decoder(a) for a in args)

    def fixed(value: Any) -> Any:
        if type(value) is not list or len(value) != len(each):
            raise ValueError(f"expected a list of {len(each)}, found {value!r:.80}")
        return tuple(_at(f"[{i}]", d, v) for i, (d, v) in enumerate(zip(each, value, strict=True)))

    return fixed


def _mapping_decoder(hint: Any) -> Codec:
    item = decoder(hint)

    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise ValueError(f"expected an object, found {value!r:.80}")
        return {k: _at(k, item, v) for k, v in value.items()}

    return decode


def _enum_decoder(cls: type[Enum]) -> Codec:
    members = {member.value: member for member in cls}

    def decode(value: Any) -> Any:
        try:
            return members[value]
        except (KeyError, TypeError):
            raise ValueError(f"no {cls.__name__} {value!r:.80}; valid: {', '.join(map(str, members))}") from None

    return decode


def _dataclass_decoder(cls: type) -> Codec:
    hints = get_type_hints(cls)
    plan = {f.name: (_plain(hints[f.name]), decoder(hints[f.name])) for f in fields(cls) if f.init}
    straight = _straight_decoder(cls, plan)
    needed = frozenset(f.name for f in fields(cls) if f.init and f.default is MISSING and f.default_factory is MISSING)
    least = len(needed)

    def decode(data: Any) -> Any:
        try:
            return straight(data)
        except (ValueError, KeyError, TypeError, AttributeError):
            return slowly(data)

    def slowly(data: Any) -> Any:
        """The same once more, to say what is wrong and where."""
        if type(data) is not dict:
            raise ValueError(f"expected an object, found {data!r:.80}")
        values: dict[str, Any] = {}
        name = ""
        try:
            for name, value in data.items():
                kind, read = plan[name]
                values[name] = value if type(value) is kind else read(value)
        except KeyError:
            raise ValueError(f"unknown: {', '.join(sorted(map(str, data.keys() - plan.keys())))}") from None
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        if len(values) < least or not needed <= values.keys():
            raise ValueError(f"missing: {', '.join(sorted(needed - data.keys()))}")
        return cls(**values)

    return decode


def _straight_decoder(cls: type, plan: Mapping[str, tuple[type | None, Codec]]) -> Codec:
    """A function that reads objects of a dataclass field by field, written out once for the class as `dataclasses`
    writes its `__init__`: a hundred thousand events are three million objects. It refuses what it should not read, not
    always in words."""
    known: dict[str, Any] = {"_cls": cls, "_dict": dict}
    lines, given, least = [], [], 0
    for number, field in enumerate(f for f in fields(cls) if f.init):
        kind, read = plan[field.name]
        value, name = f"v{number}", repr(field.name)
        known[f"read{number}"], known[f"kind{number}"] = read, kind
        ask = f"{value} = data[{name}]"
        took = f"if type({value}) is not kind{number}: {value} = read{number}({value})"
        took = took if kind is not None else f"{value} = read{number}({value})"
        if field.default is MISSING and field.default_factory is MISSING:
            least += 1
            lines += [ask, took]
        else:
            known[f"default{number}"] = field.default
            other = f"make{number}()" if field.default is MISSING else f"default{number}"
            known[f"make{number}"] = field.default_factory
            lines += [f"if {name} in data:", f" {ask}", f" {took}", " found += 1", "else:", f" {value} = {other}"]
        given.append(f"{field.name}={value}" if field.kw_only else value)
    body = [
        "if type(data) is not _dict: raise TypeError",
        f"found = {least}",
        *lines,
        "if found != len(data): raise KeyError",
        f"return _cls({', '.join(given)})",
    ]
    exec("def straight(data):\n " + "\n ".join(body), known)  # names and numbers of fields only, nothing from outside
    made: Codec = known["straight"]
    return made


def _plain(hint: Any) -> type | None:
    """The type whose values are read as they stand, whatever they are: no call is made for them."""
    hint = bare(hint)
    some = [bare(a) for a in get_args(hint) if a is not NoneType] if get_origin(hint) in (Union, UnionType) else [hint]
    return some[0] if len(some) == 1 and some[0] in (str, int, bool) else None


def _claim_decoder() -> Codec:
    hints = get_type_hints(Claim)
    plan = {
        f.name: (_plain(hints[f.name]), decoder(hints[f.name])) for f in fields(Claim) if f.init and f.name != "content"
    }
    needed = {"document", "attribution", "evidence", "extractor", "content", "kind"}
    known = plan.keys() | _DERIVED | {"content"}
    read_kind = decoder(ClaimKind)
    contents = {kind: decoder(cls) for kind, cls in _CONTENT_OF.items()}

    def decode(data: Any) -> Claim:
        if type(data) is not dict:
            raise ValueError(f"expected an object, found {data!r:.80}")
        if not data.keys() <= known:
            raise ValueError(f"unknown: {', '.join(sorted(map(str, data.keys() - known)))}")
        if not needed <= data.keys():
            raise ValueError(f"missing: {', '.join(sorted(needed - data.keys()))}")
        values: dict[str, Any] = {}
        name = ""
        try:
            for name, value in data.items():
                if name in plan:
                    kind, read = plan[name]
                    values[name] = value if type(value) is kind else read(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        content = _at("content", contents[_at("kind", read_kind, data["kind"])], data["content"])
        claim = Claim(content=content, **values)
        if data.get("key", claim.key) != claim.key:
            raise ValueError(f"key {data['key']!r} is not that of its words, {claim.key!r}: the body was altered")
        return claim

    return decode


def _at(name: str, code: Codec, value: Any) -> Any:
    try:
        return code(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
