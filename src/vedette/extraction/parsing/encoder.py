"""The parser's layers that look at a word's neighbours: the same sums as thinc's, with fewer copies between them.

Each layer sets a word beside the words before and after it, multiplies, takes the greatest of a few pieces, brings the
result to a common scale and adds it to what it had. Weights are laid out so that the pieces are blocks of columns, and
arrays are made once a batch. What comes out has the same bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model

Floats = NDArray[np.float32]

#: What thinc adds to a variance, that nothing is divided by zero.
_LEAST = 1e-08
_WINDOW = ("expand_window", "maxout", "layernorm")


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of a layer (columns: piece by piece), its bias, and the scale and shift of its result."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    pieces: int


class Encoder:
    """Layers that each see one word further to both sides, over sentences parted by `pad` rows of nothing."""

    def __init__(self, layers: Sequence[Layer], pad: int) -> None:
        self._layers, self._pad = tuple(layers), pad

    def vectors(self, sentences: Sequence[Floats]) -> list[Floats]:
        """The vectors of each sentence's words in their surroundings."""
        if not any(map(len, sentences)):
            return list(sentences)
        pad, width = self._pad, sentences[0].shape[1]
        full = [sentence for sentence in sentences if len(sentence)]
        starts = np.cumsum([pad, *(len(sentence) + pad for sentence in full)]).tolist()
        words = np.zeros((starts[-1], width), dtype=np.float32)
        for start, sentence in zip(starts, full, strict=False):
            words[start : start + len(sentence)] = sentence
        beside = np.zeros((len(words), 3 * width), dtype=np.float32)
        for layer in self._layers:
            beside[1:, :width] = words[:-1]
            beside[:, width : 2 * width] = words
            beside[:-1, 2 * width :] = words[1:]
            words += self._layer(layer, beside, width)
        begins = iter(starts)
        return [words[(at := next(begins)) : at + len(s)] if len(s) else s for s in sentences]

    def _layer(self, layer: Layer, beside: Floats, width: int) -> Floats:
        product = np.dot(beside, layer.weights.T)
        product += layer.bias
        best = np.maximum(product[:, :width], product[:, width : 2 * width])
        for piece in range(2, layer.pieces):
            np.maximum(best, product[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.square(best).mean(axis=1, keepdims=True) + _LEAST
        best *= variance ** (-1.0 / 2.0)
        best *= layer.scale
        best += layer.shift
        return cast("Floats", best)


def encoder_of(model: "Model[Any, Any]") -> Encoder | None:
    """An encoder with the weights of a model; None for one that is built otherwise."""
    stack = model.layers[0].layers if model.layers else []
    layers = [_layer_of(part) for part in stack]
    known = [layer for layer in layers if layer is not None]
    pad = model.attrs.get("pad")
    return Encoder(known, pad) if known and len(known) == len(layers) and isinstance(pad, int) and pad else None


def _layer_of(part: "Model[Any, Any]") -> Layer | None:
    found = {child.name: child for child in part.walk() if not child.layers}
    if not part.name.startswith("residual") or set(found) - {"dropout"} != set(_WINDOW):
        return None
    window, maxout, norm = (found[name] for name in _WINDOW)
    weights = cast("Floats", maxout.get_param("W"))
    width, pieces, seen = weights.shape
    if window.attrs["window_size"] != 1 or seen != 3 * width or pieces < 2:
        return None
    return Layer(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, seen)),
        np.ascontiguousarray(cast("Floats", maxout.get_param("b")).T.reshape(-1)),
        cast("Floats", norm.get_param("G")),
        cast("Floats", norm.get_param("b")),
        pieces,
    )


def with_quick_encoder(nlp: Language) -> Language:
    """The pipeline with its encoder's sums made quickly; one built otherwise stays as it is."""
    model = getattr(nlp.get_pipe("tok2vec"), "model", None) if "tok2vec" in nlp.pipe_names else None
    if not isinstance(model, Model) or len(model.layers) != 2:
        return nlp
    layers = model.layers[1]
    encoder = encoder_of(layers)
    if encoder is not None:
        # thinc's own types of `forward` speak of training; nothing here is trained
        layers._func = lambda _model, sentences, is_train: (encoder.vectors(sentences), lambda d: [])
    return nlp
