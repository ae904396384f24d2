"""The sentences of the neutrality tests: templates, parties and places of `sentences.toml`, put together."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vedette.model.document import Document, document_id

SENTENCES = Path(__file__).with_name("sentences.toml")


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a war: what the resolver must make of it, and its words."""

    actor: str
    side: str
    name: str
    men: str
    of: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class War:
    """Two parties that swap, places, and the day that reports are read from."""

    name: str
    published: dt.date
    places: tuple[str, ...]
    a: Party
    b: Party


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that must be coded alike: a plain one and its variant, or one way round and the other."""

    about: str
    template: str
    war: War
    left: str
    right: str
    same_party: bool = True

    @property
    def id(self) -> str:
        """For the name of the test."""
        return f"{self.left} | {self.right}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(SENTENCES.read_text(encoding="utf-8"))


@cache
def wars() -> tuple[War, ...]:
    """The wars, in the order of the file."""
    return tuple(
        War(w["name"], w["published"], tuple(w["places"]), Party(**w["a"]), Party(**w["b"])) for w in _data()["war"]
    )


def swaps() -> Iterator[Pair]:
    """Every template in every war, one way round and the other."""
    templates = [(group["about"], template) for group in _data()["swap"] for template in group["sentences"]]
    for number, (about, template) in enumerate(templates):
        for war in wars():
            places = _places(war, number)
            left, right = _told(template, war.a, war.b, places), _told(template, war.b, war.a, places)
            yield Pair(about, template, war, left, right)


def synonyms() -> Iterator[Pair]:
    """Every template with its first, plain word against every other."""
    number = 0
    for group in _data()["synonyms"]:
        war = next(w for w in wars() if w.name == group.get("war", "Syria"))
        for template in group["sentences"]:
            places = _places(war, number)
            texts = [_said(template, w, places) for w in group["words"]]
            for text in texts[1:]:
                yield Pair(group["about"], template, war, texts[0], text, group.get("same_party", False))
            number += 1


def groups() -> list[tuple[str, list[str]]]:
    """What the words of each group of synonyms are for, and the words."""
    return [(group["about"], group["words"]) for group in _data()["synonyms"]]


def known() -> dict[str, str]:
    """Pairs that are not coded alike, by their second text, and why."""
    return {text: row["why"] for row in _data()["known"] for text in row["texts"]}


def document(text: str, war: War) -> Document:
    """A sentence as a report of its own."""
    moment = dt.datetime.combine(war.published, dt.time(12), dt.UTC)
    return Document(document_id(text), text, text, "Meridian Wire", moment)


def _places(war: War, number: int) -> dict[str, str]:
    count = len(war.places)
    return {"P": war.places[number % count], "Q": war.places[(number + 1) % count]}


def _told(template: str, a: Party, b: Party, places: dict[str, str]) -> str:
    words = {"A": a.name, "A_men": a.men, "A_of": a.of, "B": b.name, "B_men": b.men, "B_of": b.of}
    return _capital(template.format(**words, **places))


def _said(template: str, word: str, places: dict[str, str]) -> str:
    text = template.format(w=word, **places)
    return _capital(text if word[0] in "aeio" else text.replace(f" an {word}", f" a {word}"))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
