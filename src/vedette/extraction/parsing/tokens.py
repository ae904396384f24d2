"""A parse as the rules walk it: its tokens as plain objects, read from spaCy once.

The rules look at every token of a sentence hundreds of times. A spaCy token is made anew at each look and finds its
words, head and children by way of its document, which took more than half of the time of reading. Here each is one
object with its attributes in place, under spaCy's names (https://spacy.io/api/token) and with their meaning, so that a
rule reads the same over either. Nothing changes once it is built.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, overload

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.strings import StringStore
from spacy.tokens import Doc as SpacyDoc
from spacy.vocab import Vocab

#: What is read from a parse, in the order of `Columns`.
_READ: list[int | str] = ["ORTH", "TAG", "DEP", "ENT_TYPE", "HEAD", "SPACY", "SENT_START"]
#: Words remembered before the memory is begun anew: some 30 MB, reckoned.
LARGEST = 100_000


class Form:
    """A printed word, whatever sentence it stands in."""

    __slots__ = (
        "is_alpha",
        "is_punct",
        "is_quote",
        "is_space",
        "is_title",
        "is_upper",
        "like_num",
        "lower_",
        "text",
    )

    def __init__(self, vocab: Vocab, orth: int) -> None:
        lexeme = vocab[orth]
        self.text = sys.intern(lexeme.text)
        self.lower_ = sys.intern(lexeme.lower_)
        self.is_alpha, self.is_punct, self.is_quote = lexeme.is_alpha, lexeme.is_punct, lexeme.is_quote
        self.is_space, self.is_title, self.is_upper = lexeme.is_space, lexeme.is_title, lexeme.is_upper
        self.like_num = lexeme.like_num


class Token:
    """A word of a parse. `i` counts tokens and `idx` characters, both within the parse."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "form",
        "head",
        "i",
        "idx",
        "left_edge",
        "lefts",
        "lemma_",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: "Doc"
    form: Form
    i: int
    idx: int
    text: str
    lower_: str
    whitespace_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    head: "Token"
    children: Sequence["Token"]
    lefts: Sequence["Token"]
    rights: Sequence["Token"]
    left_edge: "Token"
    right_edge: "Token"

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def is_alpha(self) -> bool:
        """Whether it is letters only."""
        return self.form.is_alpha

    @property
    def is_punct(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.form.is_punct

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.form.is_quote

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.form.is_space

    @property
    def is_title(self) -> bool:
        """Whether it is capitalised."""
        return self.form.is_title

    @property
    def is_upper(self) -> bool:
        """Whether it is in capitals."""
        return self.form.is_upper

    @property
    def like_num(self) -> bool:
        """Whether it is a number in figures or words."""
        return self.form.like_num

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, that one's head, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The other members of its list, the first and those tied to it before those tied to them."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [c for c in token.rights if c.dep_ == "conj"]
        return tuple(t for t in found if t is not self)

    @property
    def subtree(self) -> Iterator["Token"]:
        """Itself and all below it, in the order of the sentence where no arcs cross."""
        for token in self.lefts:
            yield from token.subtree
        yield self
        for token in self.rights:
            yield from token.subtree

    @property
    def sent(self) -> "Phrase":
        """The sentence that the parser puts it in."""
        starts = self.doc.sent_starts
        start = max((at for at in starts if at <= self.i), default=0)
        return self.doc[start : min((at for at in starts if at > self.i), default=len(self.doc))]

    def nbor(self, i: int = 1) -> "Token":
        """The token `i` further on. Raises IndexError where there is none."""
        at = self.i + i
        if at < 0:
            raise IndexError(at)
        return self.doc.tokens[at]


class Doc:
    """A parse: its tokens, and their words in lists, none of them to be changed; `kept` keeps what rules found."""

    __slots__ = ("kept", "lemmas", "sent_starts", "text", "texts", "tokens", "words")

    def __init__(self, text: str, tokens: list[Token], sent_starts: Sequence[int]) -> None:
        self.text, self.tokens, self.sent_starts = text, tokens, sent_starts
        self.texts = [t.text for t in tokens]
        self.words = [t.lower_ for t in tokens]
        if "IS" in self.texts:  # "some 200 IS fighters": in small letters the group would be a verb
            self.words = ["isis" if t.text == "IS" and t.tag_.startswith("NN") else t.lower_ for t in tokens]
        self.lemmas = [t.lemma_.lower() for t in tokens]
        self.kept: dict[object, object] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...

    @overload
    def __getitem__(self, key: slice) -> "Phrase": ...

    def __getitem__(self, key: int | slice) -> "Token | Phrase":
        if key.__class__ is int:  # most are
            return self.tokens[key]
        found = self.tokens[key]
        return Phrase(found) if isinstance(found, list) else found


class Phrase(list[Token]):
    """Tokens that stand side by side in a parse."""

    __slots__ = ()

    @overload  # type: ignore[override]  # a piece of a phrase is a phrase
    def __getitem__(self, key: int) -> Token: ...

    @overload
    def __getitem__(self, key: slice) -> "Phrase": ...

    def __getitem__(self, key: int | slice) -> "Token | Phrase":
        found = super().__getitem__(key)
        return Phrase(found) if isinstance(found, list) else found

    @property
    def start(self) -> int:
        """The number of its first token. Raises IndexError where it has none."""
        return self[0].i

    @property
    def end(self) -> int:
        """The number of the token behind its last. Raises IndexError where it has none."""
        return self[-1].i + 1

    @property
    def text(self) -> str:
        """Its words as printed."""
        if not self:
            return ""
        last = self[-1]
        return last.doc.text[self[0].idx : last.idx + len(last.text)]


class _Strings(dict[int, str]):
    """The strings of a model's store by their numbers, each looked up once."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self._store = store

    def __missing__(self, key: int) -> str:
        found = self[key] = sys.intern(self._store[key])
        return found


class _Forms(dict[int, Form]):
    """The printed words of a model's vocabulary by their numbers, each looked up once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, key: int) -> Form:
        found = self[key] = Form(self._vocab, key)
        return found


@lru_cache(maxsize=4)
def _remembered(vocab: Vocab) -> tuple[_Forms, _Strings]:
    return _Forms(vocab), _Strings(vocab.strings)


class Columns(NamedTuple):
    """What a parse of spaCy's says of its tokens, attribute by attribute: numbers of strings, and the distance to the
    head."""

    orth: list[int]
    tag: list[int]
    dep: list[int]
    ent_type: list[int]
    head: list[int]
    space: list[int]
    sent_start: list[int]


def columns(parse: SpacyDoc) -> Columns:
    """A parse taken apart."""
    array = parse.to_array(_READ)
    heads = array[:, _READ.index("HEAD")].astype("int64").tolist()  # signed; all else is the number of a string
    return Columns(*array.T.tolist())._replace(head=heads)


def doc_of(parse: SpacyDoc, said: Sequence[tuple[str, str]] | None = None, taken: Columns | None = None) -> Doc:
    """A parse of spaCy's as plain objects; `said` gives each token's part of speech and lemma in place of spaCy's,
    `taken` is the parse taken apart, where that is known."""
    forms, strings = _remembered(parse.vocab)
    for remembered in (forms, strings):
        if len(remembered) > LARGEST:
            remembered.clear()
    orth, tag, dep, ent_type, offsets, spaces, begin = taken or columns(parse)
    if said is None:
        said = [(strings[pos], strings[lemma]) for pos, lemma in parse.to_array(["POS", "LEMMA"]).tolist()]
    tokens: list[Token] = []
    printed: list[str] = []
    idx = 0
    named = (map(strings.__getitem__, numbers) for numbers in (tag, dep, ent_type))
    for i, form, space, word, tag_, dep_, ent_type_ in zip(
        range(len(orth)), map(forms.__getitem__, orth), spaces, said, *named, strict=True
    ):
        token = Token()
        token.form = form
        token.text = text = form.text
        token.lower_ = form.lower_
        token.i, token.idx = i, idx
        token.left_edge = token.right_edge = token
        token.lefts = token.rights = ()
        token.pos_, token.lemma_ = word
        token.tag_, token.dep_, token.ent_type_ = tag_, dep_, ent_type_
        tokens.append(token)
        printed.append(text)
        idx += len(text)
        if space:
            token.whitespace_ = " "
            printed.append(" ")
            idx += 1
        else:
            token.whitespace_ = ""
    begins = [i for i, mark in enumerate(begin) if mark == 1]
    doc = Doc("".join(printed), tokens, begins)
    _tie(doc, offsets)
    return doc


def _tie(doc: Doc, offsets: Sequence[int]) -> None:
    """Give tokens their heads, children and edges; `offsets` are those of their heads."""
    tokens = doc.tokens
    order: list[Token] = []
    for i, (token, offset) in enumerate(zip(tokens, offsets, strict=True)):
        token.doc = doc
        token.head = head = tokens[i + offset]
        if not offset:
            order.append(token)
        elif offset > 0:
            head.lefts = [*head.lefts, token]
        else:
            head.rights = [*head.rights, token]
    for token in tokens:
        token.children = [*token.lefts, *token.rights] if token.lefts and token.rights else token.lefts or token.rights
    for token in order:  # grows: heads stand before what they govern
        order += token.children
    for token in reversed(order):
        head = token.head
        if token.left_edge.i < head.left_edge.i:
            head.left_edge = token.left_edge
        if token.right_edge.i > head.right_edge.i:
            head.right_edge = token.right_edge


def release(doc: Doc) -> None:
    """Untie the tokens of a parse that nobody will read again. They hold one another: left tied, they stay in memory
    until Python next searches all of it for such rings, which takes longer than untying them."""
    for token in doc.tokens:
        del token.doc, token.head, token.children, token.lefts, token.rights, token.left_edge, token.right_edge
    doc.tokens.clear()


@cache
def blank() -> Doc:
    """The parse of a full stop: what a sentence is that nobody reads."""
    vocab = Vocab(lex_attr_getters=LEX_ATTRS)
    return doc_of(SpacyDoc(vocab, words=["."], tags=["."], pos=["PUNCT"], lemmas=["."], deps=["ROOT"], heads=[0]))
