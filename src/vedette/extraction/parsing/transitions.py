"""The parser's moves, made for all sentences of a batch at once, in steps that keep Python's lock.

spaCy's own loop gives the lock back and takes it again several times for every move of every sentence, which is half of
the time it needs, and multiplies with its own library. Here the same moves are made by the methods that spaCy trains
with: the state of each unfinished sentence is scored, each makes its best move, until none is left.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

#: The component's name in a pipeline, and the component that it stands for.
NAME = "vedette_transitions"
REPLACED = "parser"

Scores = Callable[[list[Any]], NDArray[np.float32]]


class Transitions:
    """A pipeline component that does what a greedy parser does."""

    def __init__(self, parser: DependencyParser) -> None:
        self._parser: Any = parser

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Annotate documents, in order."""
        source = iter(stream)
        while docs := list(islice(source, batch_size)):
            self._parser.set_annotations(docs, self._parsed(docs))
            yield from docs

    def _parsed(self, docs: list[Doc]) -> list[Any]:
        """The last state of each document."""
        parser = self._parser
        states = cast("list[Any]", parser.moves.init_batch(docs))
        unfinished = [state for state in states if not state.is_final()]
        if unfinished:
            model = parser.model.predict(docs)
            scores = scores_by(model, parser.model.attrs["unseen_classes"])
            while unfinished:
                unfinished = parser.transition_states(unfinished, scores(unfinished))
            model.clear_memory()
        return states


def scores_by(model: Any, unseen: Iterable[int]) -> Scores:
    """What each move is worth in each of some states, by a parser's model for one batch."""
    if model.vec2scores is None or any(True for _ in unseen):
        return cast("Scores", model.predict)
    weights = np.ascontiguousarray(model.vec2scores.get_param("W").T)
    bias = model.vec2scores.get_param("b")

    def scores(states: list[Any]) -> NDArray[np.float32]:
        found = np.dot(model.state2vec.predict(model.get_token_ids(states)), weights)
        found += bias
        return cast("NDArray[np.float32]", found)

    return scores


@Language.factory(NAME)
def _transitions(nlp: Language, name: str) -> Transitions:
    return Transitions(cast("DependencyParser", nlp.get_pipe(REPLACED)))


def with_quick_transitions(nlp: Language) -> Language:
    """The pipeline with its parser's moves made at once; one without a greedy parser stays as it is."""
    parser = nlp.get_pipe(REPLACED) if REPLACED in nlp.pipe_names else None
    if isinstance(parser, DependencyParser) and parser.cfg["beam_width"] == 1:
        nlp.select_pipes(disable=REPLACED)
        nlp.add_pipe(NAME)
    return nlp
