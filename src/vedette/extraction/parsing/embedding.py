"""The parser's first layer, remembered: what a word is to the model before its neighbours are looked at.

The layer depends on nothing but six features of a token (its form, first and last letters, shape, and the space after
it), and is a third of the model's multiplying. Its vectors are kept by those features. New ones are made in rows of a
fixed number, so that a word's vector has the same bits whatever it was made together with.
"""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model

from vedette.extraction.parsing.tokens import Doc

#: Rows made at once. Fewer cost more time a row, more are wasted on a short text (sweep 64-512, 2026-11: 256 takes two
#: thirds of the time of 64).
ROWS = 256
#: Vectors remembered before the memory is begun anew: some 50 MB, reckoned.
LARGEST = 80_000

Floats = NDArray[np.float32]


class RememberedLayer:
    """Vectors by features, over the model's own layers: one that extracts features and those that make vectors."""

    def __init__(self, extract: Model[Any, Any], layers: list[Model[Any, Any]]) -> None:
        self._extract, self._layers = extract, layers
        self._row: dict[bytes, int] = {}
        self._vectors: Floats = np.zeros((0, 0), dtype=np.float32)

    def vectors(self, docs: list[Doc]) -> list[Floats]:
        """The vectors of the tokens of each document."""
        features = cast("list[NDArray[np.uint64]]", self._extract.predict(docs))
        rows = np.ascontiguousarray(np.concatenate(features))
        keys = cast("list[bytes]", rows.view(f"V{rows.shape[1] * rows.itemsize}").ravel().tolist())
        if len(self._row) > LARGEST:
            self._row.clear()
            self._vectors = self._vectors[:0]
        self._make({key: i for i, key in enumerate(keys) if key not in self._row}, rows)
        found = self._vectors[[self._row[key] for key in keys]]
        return np.split(found, np.cumsum([len(f) for f in features])[:-1])

    def _make(self, new: dict[bytes, int], rows: NDArray[np.uint64]) -> None:
        wanted = list(new.items())
        made: list[Floats] = [self._vectors] if len(self._vectors) else []
        for start in range(0, len(wanted), ROWS):
            some = wanted[start : start + ROWS]
            filled = np.zeros((ROWS, rows.shape[1]), dtype=rows.dtype)
            filled[: len(some)] = rows[[i for _, i in some]]
            output: object = [filled]
            for layer in self._layers:
                output = layer.predict(output)
            made.append(cast("list[Floats]", output)[0][: len(some)])
        if wanted:
            first = len(self._row)
            self._row |= {key: first + n for n, (key, _) in enumerate(wanted)}
            self._vectors = np.concatenate(made)


def with_remembered_layer(nlp: Language) -> Language:
    """The pipeline with its first layer remembered; one built otherwise stays as it is."""
    model = getattr(nlp.get_pipe("tok2vec"), "model", None) if "tok2vec" in nlp.pipe_names else None
    if not isinstance(model, Model) or len(model.layers) != 2 or model.layers[0].layers[:1] == []:
        return nlp
    embed = model.layers[0]
    if embed.layers[0].name != "extract_features":
        return nlp
    layer = RememberedLayer(embed.layers[0], list(embed.layers[1:]))
    # thinc's own types of `forward` speak of training; nothing here is trained
    embed._func = lambda _model, docs, is_train: (layer.vectors(docs), lambda d: [])
    return nlp
