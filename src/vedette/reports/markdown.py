"""Escaping for Markdown: what others wrote is shown as they wrote it and never becomes a heading, a link or a tag."""

import re

from markupsafe import Markup

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
#: What means something only at the head of a line, and what readers of Markdown turn into links by themselves.
_HEAD = re.compile(r"^(?:(\d+)([.)])|([-+=]))")
_LINKS = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def clean(text: str) -> str:
    """One line, without control and direction-changing characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def escape(value: object) -> object:
    """What a template puts out, with every sign that means something in Markdown behind a backslash."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    text = _SPECIAL.sub(r"\\\1", clean(value))
    text = _LINKS.sub(lambda m: "".join("\\" + c for c in m.group()), text)
    return _HEAD.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
