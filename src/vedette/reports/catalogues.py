"""The message catalogues of the brief: headings, words of tables, names of kinds and rungs, the note on method.

A language is a file `messages/LANGUAGE.toml` with the keys of `en.toml`; what it lacks is English. Headings, words of
tables, the meaning of rungs and the note on method are told in it. Lines about events are built in English in every
brief, and the tests read them again: names of kinds, acts and stances are taken from the English table.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from vedette.errors import BadSetting

ENGLISH = "en"
_FOLDER = files("vedette.reports") / "messages"


def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue of."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in _FOLDER.iterdir() if f.name.endswith(".toml")))


@cache
def catalogue(language: str = ENGLISH) -> Mapping[str, Mapping[str, Any]]:
    """All tables of a language, filled up from English. Raises BadSetting for a language without a catalogue."""
    if language not in languages():
        raise BadSetting(f"there is no brief in {language!r}; there are {', '.join(languages())}")
    found = _read(language)
    return MappingProxyType({name: {**own, **found.get(name, {})} for name, own in _read(ENGLISH).items()})


def table(name: str, language: str = ENGLISH) -> Mapping[str, str]:
    """One table of a catalogue by its name."""
    return catalogue(language)[name]


def method(language: str = ENGLISH) -> tuple[str, ...]:
    """How the brief came about, for readers who do not know the program."""
    return tuple(catalogue(language)["method"]["paragraphs"])


def _read(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
