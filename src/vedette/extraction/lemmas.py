"""Parts of speech and lemmas after the parse, from tables of what was already decided.

The model's attribute ruler and lemmatizer decide by a token's tag, a few of its relations in the parse and, for some
words, its form; asked about every token they take as long as the parser. Here they are asked once for each such setting
and each form, and what they say is remembered. What a token gets never depends on what was read before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from thinc.types import Ints2d

#: The component's name in a pipeline.
NAME = "vedette_word_table"
#: The components that it stands for.
REPLACED = ("attribute_ruler", "lemmatizer")
#: Lemmas remembered before the table is begun anew: some 60 MB, reckoned.
LARGEST = 300_000
#: Settings asked about at once.
LISTED = 64
#: Stands between tokens of different settings, so that no pattern of two words joins them.
_APART = "|"

#: Tag, relation, word and neighbour, each 0 where the ruler does not look at it.
Setting = tuple[int, int, int, int]


class WordTable:
    """A pipeline component that does what the ruler and the lemmatizer do."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._strings = ruler.vocab.strings
        _index(lemmatizer)
        patterns: list[list[Mapping[str, Any]]] = [
            pattern for rule in cast("list[dict[str, Any]]", ruler.patterns) for pattern in rule["patterns"]
        ]
        tokens = [token for pattern in patterns for token in pattern]
        self._relations = {self._strings.add(d) for t in tokens for d in _named(t.get("DEP"))}
        self._forms = {w for t in tokens for w in _named(t.get("LOWER"))}
        self._shapes = [re.compile(t["LOWER"]["REGEX"]) for t in tokens if "REGEX" in _table(t.get("LOWER"))]
        self._pairs = [(_Side(p[0], self._strings), _Side(p[1], self._strings)) for p in patterns if len(p) == 2]
        self._word: dict[int, int] = {}
        self._said: dict[Setting, tuple[int, int, int]] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Annotate documents, in order; new settings of a batch are settled together."""
        source = iter(stream)
        while docs := list(islice(source, batch_size)):
            settings = [self._settings(doc) for doc in docs]
            self._learn(docs, settings)
            for doc, keys in zip(docs, settings, strict=True):
                if keys:
                    self._annotate(doc, [self._said[key] for key in keys])
            yield from docs

    def _settings(self, doc: Doc) -> list[Setting]:
        """What the ruler decides by, for each token."""
        array = cast("list[list[int]]", doc.to_array(["TAG", "DEP", "LOWER"]).tolist())
        relations, word = self._relations, self._word
        keys = []
        for tag, dep, lower in array:
            if lower not in word:
                word[lower] = lower if self._is_special(self._strings[lower]) else 0
            keys.append((tag, dep if dep in relations else 1 if dep else 0, word[lower], 0))
        for i in range(len(keys) - 1):
            if keys[i][2] or keys[i + 1][2]:
                for left, right in self._pairs:
                    if left.fits(array[i]) and right.fits(array[i + 1]):
                        keys[i] = (*keys[i][:3], array[i + 1][2])
                        keys[i + 1] = (*keys[i + 1][:3], array[i][2])
        return keys

    def _is_special(self, lower: str) -> bool:
        return lower in self._forms or lower.isspace() or any(shape.search(lower) for shape in self._shapes)

    def _learn(self, docs: list[Doc], settings: list[list[Setting]]) -> None:
        new: dict[Setting, tuple[Doc, int]] = {}
        for doc, keys in zip(docs, settings, strict=True):
            for i, key in enumerate(keys):
                if key not in self._said:
                    new.setdefault(key, (doc, i))
        wanted = list(new.items())
        for start in range(0, len(wanted), LISTED):
            self._ask(wanted[start : start + LISTED])

    def _ask(self, wanted: list[tuple[Setting, tuple[Doc, int]]]) -> None:
        """Put settings to the ruler, listed in a document of their own, each with its neighbour where that matters."""
        words: list[str] = []
        tags: list[str] = []
        deps: list[str] = []
        at: list[int] = []
        for (_, _, _, beside), (doc, i) in wanted:
            first, end = (max(0, i - 1), min(len(doc), i + 2)) if beside else (i, i + 1)
            at.append(len(words) + i - first)
            for token in doc[first:end]:
                words.append(token.text)
                tags.append(token.tag_)
                deps.append(token.dep_)
            words.append(_APART)
            tags.append("NFP")
            deps.append("punct")
        listed = self._ruler(Doc(self._ruler.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words)))))
        said = listed.to_array(["POS", "MORPH", "LEMMA"]).tolist()
        for (key, _), i in zip(wanted, at, strict=True):
            pos, morph, lemma = said[i]
            self._said[key] = (pos, morph, lemma)

    def _annotate(self, doc: Doc, said: list[tuple[int, int, int]]) -> None:
        if len(self._lemmas) > LARGEST:
            self._lemmas.clear()
        keys = [(form, pos, morph) for form, (pos, morph, _) in zip(doc.to_array("ORTH").tolist(), said, strict=True)]
        new = [
            i
            for i, (key, (_, _, lemma)) in enumerate(zip(keys, said, strict=True))
            if not lemma and key not in self._lemmas
        ]
        if new:  # the lemmatizer goes by a token's part of speech and features
            _set(doc, said)
            for i in new:
                self._lemmas[keys[i]] = self._strings.add(self._lemmatizer.lemmatize(doc[i])[0])
        _set(doc, [(key[1], key[2], lemma or self._lemmas[key]) for key, (_, _, lemma) in zip(keys, said, strict=True)])


class _Side:
    """One token of a pattern of two: the relation or words that it asks for."""

    def __init__(self, token: Mapping[str, Any], strings: Any) -> None:
        self._relations = {strings.add(d) for d in _named(token.get("DEP"))}
        self._words = {strings.add(w) for w in _named(token.get("LOWER"))}
        shape = _table(token.get("LOWER")).get("REGEX")
        self._shape = re.compile(shape) if shape else None
        self._strings = strings

    def fits(self, token: list[int]) -> bool:
        _, dep, lower = token
        if self._relations and dep not in self._relations:
            return False
        if self._shape is not None:
            return self._shape.search(self._strings[lower]) is not None
        return not self._words or lower in self._words


def _set(doc: Doc, values: Sequence[tuple[int, int, int]]) -> None:
    """Give each token its part of speech, features and lemma."""
    doc.from_array(["POS", "MORPH", "LEMMA"], cast("Ints2d", np.array(values, dtype=np.uint64)))


def _index(lemmatizer: Lemmatizer) -> None:
    """Make the lemmatizer's lists of known lemmas sets: it looks through them for every new form."""
    lists = lemmatizer.lookups.get_table("lemma_index", {})
    for part in list(lists):
        lists[part] = frozenset(lists[part])


def _named(condition: object) -> list[str]:
    """The strings that a condition of a pattern names."""
    if isinstance(condition, str):
        return [condition] if condition else []
    table = _table(condition)
    return [name for key in ("IN", "NOT_IN") for name in table.get(key, ()) if name]


def _table(condition: object) -> Mapping[str, Any]:
    return condition if isinstance(condition, Mapping) else {}


@Language.factory(NAME)
def _word_table(nlp: Language, name: str) -> WordTable:
    ruler, lemmatizer = (nlp.get_pipe(part) for part in REPLACED)
    return WordTable(cast("AttributeRuler", ruler), cast("Lemmatizer", lemmatizer))


def with_word_table(nlp: Language) -> Language:
    """The pipeline with the table instead of the components it stands for; one without them stays as it is."""
    if all(part in nlp.pipe_names for part in REPLACED):
        nlp.select_pipes(disable=list(REPLACED))
        nlp.add_pipe(NAME)
    return nlp
