"""`sources.yml`: which sources are watched, how often, and how. All that is wrong with a file is told at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import BadSetting
from vedette.sources.links import is_address

#: What a source is, and what its visits bring.
KINDS = {
    "feed": "RSS, Atom or JSON Feed: its entries, or the pages that they name (follow: true)",
    "sitemap": "a sitemap or news sitemap: the pages that it names",
    "page": "one page, read again whenever it changes",
    "reliefweb": "an address of ReliefWeb's API with profile=full: its reports",
    "gdelt": "GDELT's lastupdate.txt: the pages of its newest 15 minutes",
    "gdelt-doc": "an address of GDELT's DOC 2.0 API with mode=artlist and format=json: the pages of its articles",
    "folder": "a folder of this machine: its new and changed files",
}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d{1,6})([smhd])")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One source, as its file says. `every` and `silence` are seconds; `most` is of items or pages a visit."""

    name: str
    kind: str
    url: str = ""
    path: str = ""
    every: float = 900.0
    silence: float = 86400.0
    outlet: str | None = None
    language: str | None = None
    follow: bool = False
    robots: bool = True
    most: int = 200
    enabled: bool = True

    @property
    def place(self) -> str:
        """Where it is: an address or a path."""
        return self.url or self.path


@dataclass(frozen=True, slots=True)
class Register:
    """All sources of a file; `agent` is what servers are told of who asks."""

    sources: tuple[SourceSpec, ...]
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the file: how its words are read (raising ValueError with what is wanted), its JSON Schema, its help."""

    read: Callable[[str], Any]
    schema: dict[str, Any]
    help: str


def _duration(words: str) -> float:
    match = _DURATION.fullmatch(words)
    if match is None or not int(match[1]):
        raise ValueError("write a number and s, m, h or d, such as 15m")
    return float(int(match[1]) * _UNITS[match[2]])


def _truth(words: str) -> bool:
    if words not in ("true", "false"):
        raise ValueError("write true or false")
    return words == "true"


def _count(words: str) -> int:
    if not (words.isascii() and words.isdigit() and 0 < int(words) <= 50_000):
        raise ValueError("write a number from 1 to 50000")
    return int(words)


def _matching(pattern: str, wanted: str) -> Callable[[str], str]:
    def read(words: str) -> str:
        if not re.fullmatch(pattern, words):
            raise ValueError(wanted)
        return words

    return read


def _address(words: str) -> str:
    if not is_address(words):
        raise ValueError("write an address that begins with http:// or https://")
    return words


def _kind(words: str) -> str:
    if words not in KINDS:
        raise ValueError(f"choose from {', '.join(KINDS)}")
    return words


def _words(words: str) -> str:
    if not words.strip() or len(words) > 500:
        raise ValueError("write some words, at most 500 characters")
    return words.strip()


_TEXT = {"type": "string", "minLength": 1, "maxLength": 500}
_SPAN = {"type": "string", "pattern": f"^{_DURATION.pattern}$"}
_CODE = "[a-z]{2,3}"
KEYS: dict[str, _Key] = {
    "name": _Key(
        _matching(_NAME.pattern, "write small letters, digits, '.', '_' and '-', at most 64"),
        {"type": "string", "pattern": f"^{_NAME.pattern}$"},
        "what the source is called in logs, metrics and failures; no two alike",
    ),
    "kind": _Key(_kind, {"enum": list(KINDS)}, "what it is"),
    "url": _Key(_address, {"type": "string", "pattern": "^https?://"}, "its address, for all kinds but folder"),
    "path": _Key(_words, _TEXT, "the folder, for kind folder"),
    "every": _Key(_duration, _SPAN, "how often it is visited"),
    "silence": _Key(_duration, _SPAN, "without a new item for so long, it is called silent"),
    "outlet": _Key(_words, _TEXT, "the outlet, where its items do not name theirs"),
    "language": _Key(
        _matching(_CODE, "write a code of two or three letters such as en"),
        {"type": "string", "pattern": f"^{_CODE}$"},
        "the language, where its items do not say",
    ),
    "follow": _Key(
        _truth, {"type": "boolean"}, "for feeds: fetch the pages of entries instead of taking their summaries"
    ),
    "robots": _Key(_truth, {"type": "boolean"}, "false only with the site's own word that we may"),
    "most": _Key(
        _count, {"type": "integer", "minimum": 1, "maximum": 50_000}, "items or pages a visit, the first ones"
    ),
    "enabled": _Key(_truth, {"type": "boolean"}, "false to leave it out for now"),
}
_DEFAULTABLE = ("every", "silence", "language", "follow", "robots", "most")
_TOP = ("version", "agent", "defaults", "sources")


def load_register(path: Path) -> Register:
    """The register in a file. Raises BadSetting with every error that is in it, each with its line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} can't be read: {error}") from error
    return parse_register(text, name=str(path))


def parse_register(text: str, *, name: str = "sources.yml") -> Register:
    """The same for text at hand."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadSetting(f"{name} is no sound YAML: line {line}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadSetting(f"{name} is no sound YAML: {error}") from error
    reading = _Reading()
    register = reading.register(root)
    if reading.errors:
        told = "\n".join(f"  line {line}: {words}" for line, words in sorted(set(reading.errors)))
        raise BadSetting(f"{name} has {len(set(reading.errors))} errors:\n{told}")
    return register


class _Reading:
    def __init__(self) -> None:
        self.errors: list[tuple[int, str]] = []

    def register(self, root: yaml.Node | None) -> Register:
        top = self._mapping(root, "the file", _TOP) if root is not None else {}
        line = root.start_mark.line + 1 if root is not None else 1
        if self._plain(top.get("version"), "version") != "1" and not self.errors:
            self._wrong(top.get("version"), "version: write version: 1", line)
        agent = self._plain(top.get("agent"), "agent") if "agent" in top else None
        defaults = self._mapping(top["defaults"], "defaults", _DEFAULTABLE) if "defaults" in top else {}
        common = {key: self._value(key, node) for key, node in defaults.items()}
        listed = top.get("sources")
        if not isinstance(listed, yaml.SequenceNode) or not listed.value:
            self._wrong(listed, "sources: a list of at least one source is needed", line)
            return Register((), agent)
        found = [spec for node in listed.value if (spec := self._source(node, common)) is not None]
        self._distinct(listed, found)
        return Register(tuple(found), agent)

    def _source(self, node: yaml.Node, common: dict[str, Any]) -> SourceSpec | None:
        before = len(self.errors)
        given = self._mapping(node, "a source", tuple(KEYS))
        if not isinstance(node, yaml.MappingNode):
            return None
        values = common | {key: self._value(key, value) for key, value in given.items()}
        for key in ("name", "kind"):
            if key not in given:
                self._wrong(node, f"a source without {key}")
        wanted = "path" if values.get("kind") == "folder" else "url"
        other = "url" if wanted == "path" else "path"
        if wanted not in given and values.get("kind"):
            self._wrong(node, f"a source of kind {values['kind']} needs {wanted}")
        if other in given and values.get("kind"):
            self._wrong(given[other], f"a source of kind {values['kind']} has no {other}")
        return SourceSpec(**values) if len(self.errors) == before else None

    def _distinct(self, listed: yaml.SequenceNode, found: list[SourceSpec]) -> None:
        seen: dict[str, int] = {}
        for node in listed.value:
            for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
                if key.value == "name" and isinstance(value, yaml.ScalarNode):
                    line = value.start_mark.line + 1
                    first = seen.setdefault(value.value, line)
                    if first != line:
                        self.errors.append((line, f"name: {value.value!r} is taken by the source at line {first}"))

    def _mapping(self, node: yaml.Node, what: str, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, f"{what} must be keys with values")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name not in known:
                self._wrong(key, f"unknown key {name!r} in {what}; known: {', '.join(known)}")
            elif name in found:
                self._wrong(key, f"the key {name} stands twice in {what}")
            else:
                found[name] = value
        return found

    def _value(self, key: str, node: yaml.Node) -> Any:
        words = self._plain(node, key)
        if words is None:
            return None
        try:
            return KEYS[key].read(words)
        except ValueError as error:
            self._wrong(node, f"{key} is {words[:60]!r}; {error}")
            return None

    def _plain(self, node: yaml.Node | None, key: str) -> str | None:
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            self._wrong(node, f"{key}: one value is needed")
            return None
        return str(node.value)

    def _wrong(self, node: yaml.Node | None, words: str, line: int = 1) -> None:
        self.errors.append((node.start_mark.line + 1 if node is not None else line, words))


def schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors; what it can't say (no two names alike), reading says."""

    def described(names: Iterator[str]) -> dict[str, Any]:
        return {name: {**KEYS[name].schema, "description": KEYS[name].help} for name in names}

    source = {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "kind"],
        "properties": described(f.name for f in fields(SourceSpec)),
        "if": {"properties": {"kind": {"const": "folder"}}},
        "then": {"required": ["path"], "not": {"required": ["url"]}},
        "else": {"required": ["url"], "not": {"required": ["path"]}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sources that vedette watch visits",
        "type": "object",
        "additionalProperties": False,
        "required": ["version", "sources"],
        "properties": {
            "version": {"const": 1},
            "agent": {**_TEXT, "description": "who asks, with a contact; told to every server"},
            "defaults": {"type": "object", "additionalProperties": False, "properties": described(iter(_DEFAULTABLE))},
            "sources": {"type": "array", "minItems": 1, "items": source},
        },
    }
