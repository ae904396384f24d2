"""Writes docs/claim.schema.json from the types of the model, so that the published schema cannot drift from the code.

    python -m tools.build_schema            write it
    python -m tools.build_schema --check    say whether it is in step (exit 1 if not)

It follows the conventions of `vedette.model.codec`: a field may be absent where its default is None or an empty tuple;
all others are always written. One line of `vedette extract` is one value of this schema.
"""

import datetime as dt
import json
import sys
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from vedette.model.claim import KIND_OF, Claim, ClaimKind
from vedette.model.document import Document
from vedette.model.provenance import Span
from vedette.sources import register

PATH = Path(__file__).resolve().parent.parent / "docs" / "claim.schema.json"
SOURCES = PATH.with_name("sources.schema.json")
VERSION = 1
Schema = dict[str, Any]

#: What the types check when they are built and the hints do not say.
CONSTRAINTS: dict[tuple[str, str], Schema] = {
    ("Quantity", "low"): {"minimum": 0},
    ("Evidence", "quote"): {"pattern": r"\S"},
    ("Attribution", "chain"): {"minItems": 1},
}

PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    dt.date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"},
    dt.datetime: {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
    bytes: {"type": "string", "contentEncoding": "base64"},
}


def build() -> Schema:
    """The whole schema."""
    definitions: dict[str, Schema] = {}
    claims = _reference(Claim, definitions)
    for content in KIND_OF:
        _reference(content, definitions)
    document = _reference(Document, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:vedette:schema:claim:{VERSION}",
        "title": "A report and its claims",
        "description": (
            "One line of `vedette extract`: the document as it was read, and every claim found in it. Spans are"
            " [start, end) in characters of document.text. The words used are explained in docs/codebook.md."
        ),
        "type": "object",
        "properties": {"document": document, "claims": {"type": "array", "items": claims}},
        "required": ["document", "claims"],
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(build(), indent=1, ensure_ascii=False) + "\n"


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    if hint in PLAIN:
        return dict(PLAIN[hint])
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(a, definitions) for a in args]}
    if origin is tuple and args[1:] == (Ellipsis,):
        return {"type": "array", "items": _schema(args[0], definitions)}
    if isinstance(hint, type):
        return _reference(hint, definitions)
    raise TypeError(f"no schema is known for {hint!r}; teach tools/build_schema.py the form that the codec gives it")


def _reference(cls: type, definitions: dict[str, Schema]) -> Schema:
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}  # Taken before its fields are looked at, so that a type may hold itself.
        definitions[name] = _definition(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _definition(cls: type, definitions: dict[str, Schema]) -> Schema:
    about = {"description": " ".join(cleandoc(cls.__doc__ or "").split())}
    if cls is Span:
        whole = {"type": "integer", "minimum": 0}
        return about | {"type": "array", "prefixItems": [whole, whole], "minItems": 2, "maxItems": 2}
    if issubclass(cls, Enum):
        return about | {"enum": [member.value for member in cls]}
    if not is_dataclass(cls):
        raise TypeError(f"no schema is known for {cls!r}")
    if cls is Claim:
        return about | _claim(definitions)
    return about | _object(cls, definitions)


def _object(cls: type, definitions: dict[str, Schema], *, without: frozenset[str] = frozenset()) -> Schema:
    hints = get_type_hints(cls)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for field in fields(cls):
        if field.name in without:
            continue
        schema = _schema(hints[field.name], definitions) | CONSTRAINTS.get((cls.__name__, field.name), {})
        properties[field.name] = _without_null(schema) if _may_be_absent(field) else schema
        if not _may_be_absent(field):
            required.append(field.name)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _claim(definitions: dict[str, Schema]) -> Schema:
    """The head all kinds share, and for each kind its content."""
    schema = _object(Claim, definitions, without=frozenset({"content", "key"}))
    schema["properties"] |= {
        "kind": _reference(ClaimKind, definitions),
        "content": {"type": "object"},
        "key": {"type": "string", "description": "The same for the same words, over versions; decisions hang on it."},
        "id": {"type": "string", "description": "Of key, content and extractor version."},
    }
    schema["required"] += ["kind", "content", "key", "id"]
    schema["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind.value}}},
            "then": {"properties": {"content": _reference(content, definitions)}},
        }
        for content, kind in KIND_OF.items()
    ]
    return schema


def _may_be_absent(field: "Field[Any]") -> bool:
    return field.default is not MISSING and (field.default is None or field.default == ())


def _without_null(schema: Schema) -> Schema:
    """None is written by leaving the field out."""
    rest = [choice for choice in schema.get("anyOf", []) if choice != PLAIN[NoneType]]
    if not rest:
        return schema
    others = {key: value for key, value in schema.items() if key != "anyOf"}
    return others | (rest[0] if len(rest) == 1 else {"anyOf": rest})


def files() -> dict[Path, str]:
    """What is to be written where: the schema of claims, and that of the register of sources."""
    return {PATH: text(), SOURCES: json.dumps(register.schema(), indent=2, ensure_ascii=False) + "\n"}


def main() -> int:
    """Writes the files, or with --check compares them."""
    if "--check" in sys.argv[1:]:
        wrong = [p.name for p, t in files().items() if not p.is_file() or p.read_text(encoding="utf-8") != t]
        if wrong:
            print(f"not what the types say: {', '.join(wrong)}; run python -m tools.build_schema", file=sys.stderr)
        return 1 if wrong else 0
    for path, content in files().items():
        path.write_text(content, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
