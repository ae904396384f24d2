"""Mentions of organisations, places, persons, materiel, peoples, times and quantities, common nouns among them.

"Rebels", "its forces" and "we" are mentions as much as names are. Optional, like `places.general`: reading wars asks
for the parts of a claim instead. Needs a parse with `ner` (`load_model(("senter",))`).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Chunk

from vedette.extraction.words.known_places import actors, places
from vedette.model.provenance import Span
from vedette.reference.actor_names import NameKind


class EntityKind(StrEnum):
    """Kinds of mention."""

    ORGANISATION = "organisation"
    LOCATION = "location"
    PERSON = "person"
    MATERIEL = "materiel"
    NATIONALITY = "nationality"
    TEMPORAL = "temporal"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention: its kind, its characters, its tokens from `start` up to `end`, and the token that heads it."""

    kind: EntityKind
    span: Span
    start: int
    end: int
    head: int


_K = EntityKind
#: What the recogniser's labels say where the words do not.
_LABELS = {
    "ORG": _K.ORGANISATION, "PERSON": _K.PERSON, "GPE": _K.LOCATION, "LOC": _K.LOCATION, "FAC": _K.LOCATION,
    "NORP": _K.NATIONALITY, "DATE": _K.TEMPORAL, "TIME": _K.TEMPORAL, "CARDINAL": _K.QUANTITY,
    "QUANTITY": _K.QUANTITY, "PERCENT": _K.QUANTITY,
}  # fmt: skip
_MEASURES = frozenset({_K.TEMPORAL, _K.QUANTITY})
_ONE = frozenset("he she him i me himself herself myself".split())
_MANY = frozenset("we they us them ourselves themselves".split())
_WHERE = frozenset(("here", "there"))
#: A country that does, or is done to, is its government; one that something lies in is a place.
_DOES = frozenset({"nsubj", "nsubjpass", "agent", "conj", "dobj", "iobj", "appos"})


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """The mentions of a parsed text in their order; a mention may lie in another of another kind."""
    found: dict[tuple[int, int], Entity] = {}
    for start, end, head, kind in (*_phrases(doc), *_adverbs(doc)):
        found.setdefault((start, end), _entity(doc, start, end, head, kind))
    covered = [False] * len(doc)
    for start, end in found:
        covered[start:end] = [True] * (end - start)
    for chunk in doc.ents:
        label = _LABELS.get(chunk.label_)
        if label is None or (label not in _MEASURES and all(covered[chunk.start : chunk.end])):
            continue
        found.setdefault((chunk.start, chunk.end), _entity(doc, chunk.start, chunk.end, chunk.root.i, label))
    return tuple(found[key] for key in sorted(found))


def _entity(doc: Doc, start: int, end: int, head: int, kind: EntityKind) -> Entity:
    last = doc[end - 1]
    return Entity(kind, Span(doc[start].idx, last.idx + len(last.text)), start, end, head)


def _phrases(doc: Doc) -> Iterator[tuple[int, int, int, EntityKind]]:
    """Noun phrases whose head says what they are; of a list, each member is a phrase of its own."""
    for chunk in doc.noun_chunks:
        start, end = chunk.start, chunk.end
        while start < end and doc[start].is_space:
            start += 1
        while start < end and (doc[end - 1].is_space or doc[end - 1].tag_ == "POS"):
            end -= 1
        if start == end:
            continue
        kind = _kind(chunk)
        if kind is not None:
            yield start, end, chunk.root.i, kind
        yield from _owners(doc, start, end)


def _owners(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, int, EntityKind]]:
    """Who or what possesses the head, or stands before it, as a mention of its own: "ISIL's defences"."""
    for i in range(start, end):
        token = doc[i]
        if token.dep_ == "poss" and token.tag_ != "PRP$":
            first = token.left_edge.i
            last = max((t.i for t in token.subtree if t.tag_ != "POS"), default=i)
            kind = _kind(doc[first : last + 1])
            if kind is not None and (first, last + 1) != (start, end):
                yield first, last + 1, i, kind


def _adverbs(doc: Doc) -> Iterator[tuple[int, int, int, EntityKind]]:
    """ "Here" and "there", where they are places."""
    for token in doc:
        if token.lower_ in _WHERE and token.dep_ in {"advmod", "pcomp", "pobj", "prep"}:
            yield token.i, token.i + 1, token.i, _K.LOCATION


def _kind(chunk: Chunk) -> EntityKind | None:
    """What a noun phrase is about; None for what is none of these."""
    head = chunk.root
    if head.tag_ in {"PRP", "PRP$"}:
        return _K.PERSON if head.lower_ in _ONE else _K.ORGANISATION if head.lower_ in _MANY else None
    named = _named(chunk)
    if named is not None:
        return named
    lemma = head.lemma_.lower()
    plural = head.tag_ in {"NNS", "NNPS"}
    for kind in (_K.LOCATION, _K.MATERIEL, _K.ORGANISATION, _K.PERSON):
        if lemma in _nouns()[kind]:
            both = kind is _K.ORGANISATION and lemma in _nouns()[_K.PERSON] and not plural
            return _K.PERSON if both else kind
    if lemma in _nouns()[_K.PERSON]:
        return _K.ORGANISATION if plural else _K.PERSON
    return None


def _named(chunk: Chunk) -> EntityKind | None:
    """What a phrase's head is by its name: a party or state, a place, a person, a body."""
    head = chunk.root
    if head.pos_ != "PROPN":
        return None
    if head.lemma_.lower() in _nouns()[_K.PERSON] and head.ent_type_ != "ORG":
        return _K.PERSON
    words = [t.text for t in chunk.doc[chunk.start : chunk.end]]
    at = head.i - chunk.start
    for i in range(at + 1):
        length = actors().match(words, i)
        if length and i <= at < i + length:
            hits = actors().hits(" ".join(words[i : i + length]))
            return _K.PERSON if hits and all(h.kind is NameKind.OFFICE for h in hits) else _K.ORGANISATION
    label = head.ent_type_
    if label in {"GPE", "LOC", "FAC"} or (label != "PERSON" and places().match(words, at)):
        return _K.ORGANISATION if label == "GPE" and _acts(head) else _K.LOCATION
    if label == "PERSON":
        return _K.PERSON
    return _K.ORGANISATION if label in {"ORG", "NORP"} else None


def _acts(country: Token) -> bool:
    """Whether a country's name stands for its government."""
    verb = country.head
    return (
        country.dep_ in _DOES
        and bool(actors().hits(country.text) or actors().match([country.text], 0, states=True))
        and (country.dep_ not in {"conj", "appos"} or _acts_as(verb))
    )


def _acts_as(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubjpass", "agent", "dobj"}


@cache
def _nouns() -> dict[EntityKind, frozenset[str]]:
    table = tomllib.loads((files("vedette.extraction") / "data" / "entities.toml").read_text(encoding="utf-8"))
    return {EntityKind(kind): frozenset(row["nouns"].split()) for kind, row in table.items()}
