"""The one road from text to parse: units of a document, parsed alone, batched over documents.

`Unit` pairs a parse with its place in the document. Tokens are spaCy's, apart from names with an article by a hyphen
("al-Bureij"), which stay whole: split, they parse as three nouns.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any, cast

from spacy.attrs import (  # type: ignore[import-not-found]
    IS_ASCII,
    IS_BRACKET,
    IS_CURRENCY,
    IS_DIGIT,
    IS_LEFT_PUNCT,
    IS_LOWER,
    IS_RIGHT_PUNCT,
    IS_STOP,
    LIKE_EMAIL,
    LIKE_URL,
)
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc as SpacyDoc
from spacy.tokens import Token as SpacyToken
from thinc.api import Model, NumpyOps

from vedette.extraction.parsing.embedding import with_remembered_layer
from vedette.extraction.parsing.encoder import with_quick_encoder
from vedette.extraction.parsing.lemmas import word_table
from vedette.extraction.parsing.tokens import Doc, Token, blank, columns, doc_of
from vedette.extraction.parsing.transitions import with_quick_transitions
from vedette.model.provenance import Span

#: Units a batch hands to the parser at once; larger batches gained nothing (sweep 64-512, 2026-11).
BATCH = 128

_ARTICLES = tuple(
    "al el ad as ash ar an at az ath ul ez es et ed deir tel tal kafr umm abu bab beit bin ibn um jabal khan ain ayn "
    "ras wadi".split()
)
_LONGEST = max(map(len, _ARTICLES))
_HYPHEN = re.compile(r"[-‑](?=[^\W\d_])")
_OPS = NumpyOps(use_blis=False)
#: Words of war that the model takes for other parts of speech ("had overrun Kemise"), each with one
#: that it knows.
_RARE = {"retook": "took", "overran": "seized", "overrun": "seized", "looted": "robbed", "IS": "ISIS"}
#: What the vocabulary works out for each new word, and nothing here asks for.
_UNASKED = (
    IS_STOP, IS_ASCII, IS_DIGIT, IS_LOWER, IS_BRACKET, IS_LEFT_PUNCT, IS_RIGHT_PUNCT, IS_CURRENCY, LIKE_URL, LIKE_EMAIL,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A parsed sentence: its number in the document, its characters there, its tokens.

    One that the scan left out (`parsed` is False) has a full stop for its only token: rules may look at it, and find
    nothing in it.
    """

    index: int
    span: Span
    doc: Doc
    parsed: bool = True

    def chars(self, start: int, end: int) -> Span:
        """The document's characters of tokens `start` <= i < `end`."""
        first, last = self.doc.tokens[start], self.doc.tokens[end - 1]
        return Span(self.span.start + first.idx, self.span.start + last.idx + len(last.text))

    def text(self, start: int, end: int) -> str:
        """The words of tokens `start` <= i < `end` as printed."""
        tokens = self.doc.tokens
        if not 0 <= start < end <= len(tokens):
            return self.doc[start:end].text
        return self.doc.text[tokens[start].idx : tokens[end - 1].idx + len(tokens[end - 1].text)]

    def tokens_of(self, span: Span) -> tuple[int, int] | None:
        """The tokens inside a span of the document, as half-open indices; None where it lies elsewhere."""
        begins = [t.idx for t in self.doc]
        first = bisect_left(begins, span.start - self.span.start)
        end = bisect_left(begins, span.end - self.span.start)
        return (first, end) if first < end else None


def joined_names(tokenize: Callable[[str], SpacyDoc]) -> Callable[[str], SpacyDoc]:
    """A tokenizer that keeps "al-Bureij", "Deir ez-Zor" hyphens inside one token."""

    def wrapped(text: str) -> SpacyDoc:
        doc = tokenize(text)
        if not _has_joined_name(text):
            return doc
        texts = [token.text for token in doc]
        merges = []
        i = 0
        while i + 2 < len(texts):
            end = i
            while (
                end + 2 < len(texts)
                and texts[end + 1] in "-‑"
                and not doc[end].whitespace_
                and _name_part(doc[end], doc[end + 2], doc[end + 1])
            ):
                end += 2
            if end > i:
                merges.append((i, end + 1))
            i = end + 1
        if merges:
            with doc.retokenize() as retokenizer:
                for start, stop in merges:
                    retokenizer.merge(doc[start:stop])
        return doc

    return wrapped


def _has_joined_name(text: str) -> bool:
    """Whether a hyphen stands between the end of an article and a letter: few sentences need a look at their tokens."""
    hyphens = _HYPHEN.finditer(text) if "-" in text or "‑" in text else ()
    return any(text[max(0, h.start() - _LONGEST) : h.start()].lower().endswith(_ARTICLES) for h in hyphens)


def _name_part(first: SpacyToken, second: SpacyToken, hyphen: SpacyToken) -> bool:
    return (
        not hyphen.whitespace_
        and first.text.lower() in _ARTICLES
        and second.text[:1].isalpha()
        and second.text.lower() not in ("led", "backed", "held", "based")
    )


def sparing(tokenizer: Tokenizer) -> None:
    """Have a tokenizer look for marks in a new word only where it has any: what is cut off a word, or cuts it, is never
    letters alone, and looking for it takes most of the time that a word costs which was not met before."""

    def unless_letters(search: Callable[[str], Any], found: Any) -> Callable[[str], Any]:
        return lambda text: found if text.isascii() and text.isalpha() else search(text)

    for name, nothing in (
        ("prefix_search", None),
        ("suffix_search", None),
        ("infix_finditer", ()),
        ("url_match", None),
    ):
        search = getattr(tokenizer, name)
        if search is not None:
            setattr(tokenizer, name, unless_letters(search, nothing))


def shown_as(nlp: Language, words: Mapping[str, str]) -> None:
    """Show the model a common word where a text has a rare one of the same grammar; the text stays as it is."""
    for rare, common in words.items():
        forms = ((rare, common), (rare.title(), common.title())) if rare.islower() else ((rare, common),)
        for form, like in forms:
            unknown, known = nlp.vocab[form], nlp.vocab[like]
            unknown.norm_, unknown.prefix_, unknown.suffix_ = known.norm_, known.prefix_, known.suffix_
            unknown.shape_ = known.shape_


def prepared(nlp: Language) -> Language:
    """The model with our tokenizer, layers and moves in place, multiplying by numpy, and without what the word table
    says instead; doing it twice changes nothing.

    Numpy's BLAS multiplies these matrices four times as fast as the one that comes with the model's library; the parses
    of WarReports are the same.
    """
    if getattr(nlp.tokenizer, "joins_names", False):
        return nlp
    getters = cast("dict[int, Callable[[str], object]]", cast("Any", nlp.vocab).lex_attr_getters)
    for attribute in _UNASKED:
        getters.pop(attribute, None)
    if isinstance(nlp.tokenizer, Tokenizer):
        sparing(nlp.tokenizer)
    wrapped = joined_names(nlp.tokenizer)
    wrapped.joins_names = True  # type: ignore[attr-defined]
    nlp.tokenizer = wrapped
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                layer.ops = _OPS
    shown_as(nlp, _RARE)
    word_table(nlp)
    return with_quick_transitions(with_quick_encoder(with_remembered_layer(nlp)))


def parse(nlp: Language, texts: Iterable[tuple[str, Span, int]]) -> Iterator[Unit]:
    """Parse units given as (words, span in the document, number), in order."""
    pairs = ((words, (span, index)) for words, span, index in texts)
    table = word_table(nlp)
    parsed = nlp.pipe(pairs, as_tuples=True, batch_size=BATCH)
    while some := list(islice(parsed, BATCH)):
        taken = [columns(doc) for doc, _ in some]
        said = table.told([doc for doc, _ in some], taken) if table is not None else repeat(None, len(some))
        for (doc, (span, index)), words, those in zip(some, said, taken, strict=True):
            yield Unit(index, span, doc_of(doc, words, those))


def unparsed(span: Span, index: int) -> Unit:
    """A unit that keeps its place in the document and is not read."""
    return Unit(index, span, blank(), parsed=False)


def subtree(token: Token) -> tuple[int, int]:
    """The tokens under one, itself included, as half-open indices."""
    return token.left_edge.i, token.right_edge.i + 1
