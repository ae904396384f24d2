"""What one process hands to another, as bytes: the dataclasses of the stages, packed field by field.

Python packs a frozen dataclass by asking for its fields anew, object by object, and checks it again on the other side;
a report's claims are hundreds of them. Here a type is looked at once. Only for processes of one run: never for files.
"""

import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from multiprocessing.reduction import ForkingPickler
from operator import attrgetter
from pickle import HIGHEST_PROTOCOL
from typing import Any


class _Packer(ForkingPickler):
    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        take = _fields(kind)
        return NotImplemented if take is None else (_made, (kind, *take(value)))


def packed(value: object) -> bytes:
    """A value of plain types and dataclasses as bytes; see `unpacked`."""
    out = io.BytesIO()
    _Packer(out, HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def unpacked(data: bytes) -> Any:
    """What another process of this run packed."""
    return ForkingPickler.loads(data)


@cache
def _fields(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the values of a dataclass with slots out, in their order; None for other types."""
    if not (is_dataclass(kind) and "__slots__" in vars(kind)):
        return None
    names = [field.name for field in fields(kind)]
    if not names:
        return None
    taken = attrgetter(*names)
    return taken if len(names) > 1 else lambda value: (taken(value),)


@cache
def _setters(kind: type) -> tuple[Callable[[Any, Any], None], ...]:
    return tuple(getattr(kind, field.name).__set__ for field in fields(kind))


def _made(kind: type, *values: Any) -> Any:
    made: Any = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):
        put(made, value)
    return made
