"""Reports of sentences whose parses lie in `parses.toml`, so that the rules run without a model."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Doc, doc_of
from vedette.extraction.reader import build
from vedette.extraction.report import Report
from vedette.model.document import Document, document_id
from vedette.model.provenance import Span

_VOCAB = spacy.blank("en").vocab


@cache
def _parses() -> dict[str, str]:
    raw = tomllib.loads((Path(__file__).parent / "parses.toml").read_text(encoding="utf-8"))
    return {key: table["parse"].strip() for key, table in raw.items()}


def _doc(key: str) -> Doc:
    rows = [line.split() for line in _parses()[key].splitlines()]
    return doc_of(
        SpacyDoc(
            _VOCAB,
            words=[r[0] for r in rows],
            tags=[r[1] for r in rows],
            pos=[r[2] for r in rows],
            deps=[r[3] for r in rows],
            heads=[int(r[4]) for r in rows],
            lemmas=[r[5] for r in rows],
            spaces=[len(r) == 6 for r in rows],
        )
    )


def report(*keys: str) -> Report:
    """A report of 5 March 2024 (a Tuesday) of the sentences of these names, in order."""
    docs = [_doc(key) for key in keys]
    units: list[Unit] = []
    start = 0
    for index, doc in enumerate(docs):
        length = len(doc.text.rstrip())
        units.append(Unit(index, Span(start, start + length), doc))
        start += length + 1
    text = " ".join(doc.text.rstrip() for doc in docs)
    published = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
    document = Document(document_id("test"), "test", text, "Meridian Wire", published)
    return build(document, tuple(units))
