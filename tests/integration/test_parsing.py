"""The quick pipeline parses as the model's own does, and a report alone as among others."""

import json
from pathlib import Path

import pytest
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.scanning.units import units
from vedette.model.provenance import Span

pytestmark = pytest.mark.model
CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "input.jsonl"
REPORTS = 30
Told = list[tuple[str, str, str, int, str, str]]


def rows() -> list[dict[str, str]]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:REPORTS]]


def told(doc: SpacyDoc | Doc) -> Told:
    return [(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.pos_) for t in doc]


def test_the_tables_say_what_the_models_components_say() -> None:
    import spacy

    from vedette.extraction.parsing.batches import joined_names, parse, prepared
    from vedette.extraction.parsing.language_model import UNUSED, locate

    path = locate().path
    plain, quick = spacy.load(path, exclude=list(UNUSED)), prepared(spacy.load(path, exclude=list(UNUSED)))
    plain.tokenizer = joined_names(plain.tokenizer)
    odd = ["There's nothin' I'm gonna do; let's go.", "They'd gotten 'em, y'all!", "Two  spaces,\na new line."]
    odd += [
        "There's one.",
        "There were two.",
        "There Velm is.",
        "Let's, let 's and there's 's.",
        "Gonna?",
        "Ain't",
        "Y'",
        "",
    ]
    sentences = odd + [span.of(row["text"]) for row in rows() for span in units(row["text"])]
    for _ in range(2):  # the second time all is known
        parsed = parse(quick, ((text, Span(0, len(text) + 1), n) for n, text in enumerate(sentences)))
        for first, second in zip(plain.pipe(sentences), parsed, strict=True):
            assert told(first) == told(second.doc)


def test_a_report_is_read_alone_as_among_others() -> None:
    from vedette.extraction.reader import load_reader
    from vedette.model.document import Document, document_id

    reader = load_reader()
    documents = [Document(document_id(row["id"]), row["id"], row["text"]) for row in rows()]
    together = dict(reader.read_many(documents))
    backwards = dict(reader.read_many(reversed(documents)))
    assert any(together.values())
    for document in documents:
        assert reader.read(document) == together[document] == backwards[document]


def test_the_layers_and_moves_are_ours_and_the_sums_the_models_own() -> None:
    import numpy as np
    import spacy

    from vedette.extraction.parsing.batches import _OPS, prepared
    from vedette.extraction.parsing.encoder import encoder_of
    from vedette.extraction.parsing.language_model import UNUSED, locate
    from vedette.extraction.parsing.transitions import NAME

    path = locate().path
    quick, plain = prepared(spacy.load(path, exclude=list(UNUSED))), spacy.load(path, exclude=list(UNUSED))
    assert NAME in quick.pipe_names
    assert "parser" not in quick.pipe_names
    layers = plain.get_pipe("tok2vec").model.layers[1]  # type: ignore[attr-defined]
    encoder = encoder_of(layers)
    assert encoder is not None
    for layer in layers.walk():
        layer.ops = _OPS
    numbers = np.random.default_rng(1)
    lengths = (7, 0, 1, 23)
    sentences = [numbers.standard_normal((n, 96), dtype=np.float32) for n in lengths]
    for ours, theirs in zip(encoder.vectors(sentences), layers.predict(sentences), strict=True):
        # the same sums; which kernel of the BLAS adds them up hangs on the processor and on how many rows come at once
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)
