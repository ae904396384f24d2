"""Parsed sentences by hand, for rules of control without a model: "The/DT/det>1 army/NN/nsubj>2 took/VBD/ROOT>2"."""

import datetime as dt
from collections.abc import Mapping

import spacy
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import doc_of
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.model.document import Document, document_id
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span

_VOCAB = spacy.blank("en").vocab
_POS = {"IN": "ADP", "TO": "PART", "MD": "AUX", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "HYPH": "PUNCT"}
_POS_BY_LETTER = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "P": "PRON", "W": "PRON"}
_LEMMAS = {
    "took": "take", "taken": "take", "held": "hold", "fell": "fall", "lost": "lose", "left": "leave", "had": "have",
    "drove": "drive", "driven": "drive", "was": "be", "were": "be", "is": "be", "sent": "send", "began": "begin",
}  # fmt: skip


def sentence(parse: str, places: Mapping[str, int] | None = None, *, index: int = 0, start: int = 0) -> Sentence:
    """A sentence of "word/TAG/dependency>head" tokens; `places` gives the level of each name that is a place."""
    rows = [token.rsplit("/", 2) for token in parse.split()]
    words, tags = [r[0] for r in rows], [r[1] for r in rows]
    arcs = [r[2].split(">") for r in rows]
    doc = doc_of(
        SpacyDoc(
            _VOCAB,
            words=words,
            tags=tags,
            pos=[_pos(tag, arc[0]) for tag, arc in zip(tags, arcs, strict=True)],
            lemmas=[_lemma(word, tag) for word, tag in zip(words, tags, strict=True)],
            heads=[int(arc[1]) for arc in arcs],
            deps=[arc[0] for arc in arcs],
        )
    )
    unit = Unit(index, Span(start, start + len(doc.text)), doc)
    found = [_place(unit, name, level) for name, level in (places or {}).items()]
    return Sentence(unit, places=tuple(sorted(found, key=lambda p: p.start)))


def report(*sentences: tuple[str, Mapping[str, int]]) -> Report:
    """A report of 5 March 2024 of parsed sentences with their places."""
    built: list[Sentence] = []
    start = 0
    for index, (parse, places) in enumerate(sentences):
        built.append(sentence(parse, places, index=index, start=start))
        start = built[-1].unit.span.end + 1
    text = " ".join(s.unit.doc.text for s in built)
    return Report(Document(document_id("test"), "test", text, "Meridian Wire"), dt.date(2024, 3, 5), tuple(built))


def _pos(tag: str, dependency: str) -> str:
    if dependency in ("aux", "auxpass"):
        return "AUX"
    if tag.startswith("NNP"):
        return "PROPN"
    return _POS.get(tag) or _POS_BY_LETTER.get(tag[0], "PUNCT")


def _lemma(word: str, tag: str) -> str:
    low = word.lower()
    if low in _LEMMAS:
        return _LEMMAS[low]
    if tag in ("NNS", "VBZ") and low.endswith("s"):
        return low[:-1]
    if tag in ("VBD", "VBN") and low.endswith("ed"):
        return low[:-1] if low[:-1].endswith(("ure", "ize", "ate", "ege")) else low[:-2]
    return low


def _place(unit: Unit, name: str, level: int) -> FoundPlace:
    words = name.split()
    tokens = [t.text for t in unit.doc]
    at = next(i for i in range(len(tokens)) if tokens[i : i + len(words)] == words)
    span = unit.chars(at, at + len(words))
    return FoundPlace(unit.index, at, at + len(words), PlaceMention(name, name, span), level)
