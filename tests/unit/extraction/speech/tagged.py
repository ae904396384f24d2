"""Parsed sentences by hand, for tests without a model: "The/DT army/NN said/VBD"."""

import spacy
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import doc_of
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import find_said
from vedette.model.document import Document, document_id
from vedette.model.provenance import Span

_VOCAB = spacy.blank("en").vocab
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "DT": "DET", "IN": "ADP", "TO": "PART", "JJ": "ADJ",
    "RB": "ADV", "PRP": "PRON", "PRP$": "PRON", "CD": "NUM", "CC": "CCONJ", "MD": "AUX", "WP": "PRON", "WDT": "PRON",
}  # fmt: skip
_LEMMAS = {
    "said": "say", "says": "say", "told": "tell", "added": "add", "adding": "add", "were": "be", "was": "be",
    "reported": "report", "quoted": "quote", "saying": "say", "gave": "give", "landed": "land", "killed": "kill",
    "strikes": "strike", "died": "die", "sources": "source", "officials": "official", "fell": "fall", "has": "have",
}  # fmt: skip


def unit(words: str, index: int = 0, start: int = 0, arcs: dict[str, tuple[str, str]] | None = None) -> Unit:
    """A unit of "word/TAG" pairs; `arcs` gives head and relation of the words that need one."""
    pairs = [pair.rsplit("/", 1) if "/" in pair else [pair, "."] for pair in words.split()]
    texts, tags = [p[0] for p in pairs], [p[1] for p in pairs]
    heads, deps = list(range(len(texts))), [""] * len(texts)
    for word, (head, relation) in (arcs or {}).items():
        heads[texts.index(word)], deps[texts.index(word)] = texts.index(head), relation
    spaces = [following not in (",", ".", ";", "”") for following in [*texts[1:], ""]]
    doc = doc_of(
        SpacyDoc(
            _VOCAB,
            words=texts,
            spaces=[s and text != "“" for s, text in zip(spaces, texts, strict=True)],
            tags=tags,
            pos=[_POS.get(t, "VERB" if t.startswith("VB") else "PUNCT") for t in tags],
            lemmas=[_LEMMAS.get(t.lower(), t.lower()) for t in texts],
            heads=heads,
            deps=deps,
        )
    )
    return Unit(index, Span(start, start + len(doc.text)), doc)


def report(*sentences: str, outlet: str = "Meridian Wire") -> Report:
    """A report of hand-tagged sentences."""
    built, start = [], 0
    for index, words in enumerate(sentences):
        one = unit(words, index, start)
        built.append(Sentence(one, said=find_said(one)))
        start = one.span.end + 1
    text = " ".join(s.unit.doc.text for s in built)
    return Report(Document(document_id("test"), "test", text, outlet), None, tuple(built))
