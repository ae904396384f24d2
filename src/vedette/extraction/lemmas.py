"""Parts of speech and lemmas after the parse, from a table of words already seen.

The model's attribute ruler and lemmatizer decide by a word, its tag, and a few of its relations in the parse; run on
every token they take as long as the parser. What they say of a word in such a setting is remembered; they run only on
words in settings not seen before.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

#: The component's name in a pipeline.
NAME = "vedette_word_table"
#: The components that it stands for.
REPLACED = ("attribute_ruler", "lemmatizer")

#: Settings remembered before the table is begun anew: about 60 MB.
LARGEST = 400_000
#: Relations that the ruler's patterns name; all others are one to it.
_RELATIONS = ("nsubj", "dobj", "pobj", "aux", "auxpass", "ROOT", "advcl", "ccomp", "conj", "relcl", "xcomp", "mark", "det", "quantmod", "expl")
#: First and second words of the ruler's patterns of two ("gon na", "let 's"): their setting includes the neighbour.
_FIRST = ("gon", "got", "let", "c'm", "y", "y'")
_SECOND = ("na", "ta", "'s", "on", "all")
#: Stands between words of different settings, so that no pattern of two joins them.
_APART = "|"

Setting = tuple[int, int, int, int]


class Component(Protocol):
    """A step of a spaCy pipeline."""

    def __call__(self, doc: Doc) -> Doc: ...


class WordTable:
    """A pipeline component that does what the ruler and the lemmatizer do."""

    def __init__(self, vocab: Vocab, ruler: Component, lemmatizer: Component) -> None:
        self._vocab = vocab
        self._steps = (ruler, lemmatizer)
        strings = vocab.strings
        self._relation = {strings.add(name): strings.add(name) for name in _RELATIONS}
        self._expl, self._other = strings.add("expl"), strings.add("dep")
        self._first = frozenset(strings.add(w) for w in _FIRST)
        self._second = frozenset(strings.add(w) for w in _SECOND)
        self._known: dict[Setting, tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Annotate documents, in order; new settings of a batch are settled together."""
        source = iter(stream)
        while docs := list(islice(source, batch_size)):
            settings = [self._settings(doc) for doc in docs]
            self._learn(docs, settings)
            for doc, keys in zip(docs, settings, strict=True):
                if keys:
                    doc.from_array([POS, MORPH, LEMMA], np.array([self._known[k] for k in keys], dtype=np.uint64))
            yield from docs

    def _settings(self, doc: Doc) -> list[Setting]:
        """What decides about each token: its form, tag, kind of relation, and the neighbour where that matters."""
        relation, other = self._relation, self._other
        array = cast("list[list[int]]", doc.to_array([ORTH, TAG, DEP, LOWER]).tolist())
        keys = [(orth, tag, relation.get(dep, other if dep else 0), 0) for orth, tag, dep, _ in array]
        for i, (_, _, dep, lower) in enumerate(array):
            if lower in self._second and i and array[i - 1][3] in self._first:
                keys[i] = (*keys[i][:3], array[i - 1][0])
                keys[i - 1] = (*keys[i - 1][:3], array[i][0])
            elif dep == self._expl and i + 1 < len(keys):
                keys[i + 1] = (*keys[i + 1][:3], dep)
        return keys

    def _learn(self, docs: list[Doc], settings: list[list[Setting]]) -> None:
        if len(self._known) > LARGEST:
            self._known.clear()
        new = {key: (doc, i) for doc, keys in zip(docs, settings, strict=True) for i, key in enumerate(keys) if key not in self._known}
        if not new:
            return
        words, tags, deps, at = [], [], [], []
        for (_, _, _, beside), (doc, i) in new.items():
            context = range(max(0, i - 1), min(len(doc), i + 2)) if beside else range(i, i + 1)
            at.append(len(words) + i - context.start)
            for token in (doc[j] for j in context):
                words.append(token.text)
                tags.append(token.tag_)
                deps.append(token.dep_)
            words.append(_APART)
            tags.append("NFP")
            deps.append("punct")
        listed = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for step in self._steps:
            step(listed)
        found = listed.to_array([POS, MORPH, LEMMA])
        for key, i in zip(new, at, strict=True):
            pos, morph, lemma = found[i]
            self._known[key] = (int(pos), int(morph), int(lemma))


@Language.factory(NAME)
def _word_table(nlp: Language, name: str) -> WordTable:
    ruler, lemmatizer = (cast("Component", nlp.get_pipe(part)) for part in REPLACED)
    return WordTable(nlp.vocab, ruler, lemmatizer)


def with_word_table(nlp: Language) -> Language:
    """The pipeline with the table instead of the components it stands for; one without them stays as it is."""
    if all(part in nlp.pipe_names for part in REPLACED):
        nlp.select_pipes(disable=list(REPLACED))
        nlp.add_pipe(NAME)
    return nlp
