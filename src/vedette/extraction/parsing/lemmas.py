"""Parts of speech and lemmas after the parse, from tables of what was already decided.

The model's attribute ruler and lemmatizer decide by a token's tag, a few of its relations in the parse and, for some
words, its form; asked about every token they take as long as the parser. Here they are asked once for each such setting
and each form, and what they say is remembered. What a token gets never depends on what was read before it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from sys import intern
from typing import Any, NamedTuple, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token
from thinc.types import Ints2d

from vedette.extraction.parsing.tokens import Columns

#: The components that it stands for.
REPLACED = ("attribute_ruler", "lemmatizer")
#: Lemmas remembered before the table is begun anew: some 60 MB, reckoned.
LARGEST = 300_000
#: Settings asked about at once.
LISTED = 64
#: Stands between tokens of different settings, so that no pattern of two words joins them.
_APART = "|"

#: What a token is known by again: form, tag, relation.
_Key = tuple[int, int, int]
#: Part of speech and lemma.
Said = tuple[str, str]
#: Tag, relation, word and neighbour, each 0 where the ruler does not look at it.
Setting = tuple[int, int, int, int]


class WordTable:
    """What the ruler and the lemmatizer say of the tokens of a parse, without asking them twice."""

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
        shapes = [t["LOWER"]["REGEX"] for t in tokens if "REGEX" in _table(t.get("LOWER"))]
        self._shape = re.compile("|".join(shapes)) if shapes else None
        self._pairs = [(_Side(p[0], self._strings), _Side(p[1], self._strings)) for p in patterns if len(p) == 2]
        self._opening = {r for left, _ in self._pairs for r in left.relations}
        self._word: dict[int, tuple[int, int, bool]] = {}
        self._said: dict[Setting, tuple[int, int, int]] = {}
        self._lemmas: dict[tuple[int, int, int], str] = {}
        self._alike: dict[tuple[int, int], Callable[[str], str]] = {}
        self._known: dict[_Key, Said] = {}

    def told(self, docs: Sequence[Doc], taken: Sequence[Columns]) -> list[list[Said]]:
        """Part of speech and lemma of each token of some parses, given with what they say of their tokens; what is new
        among them is settled together."""
        if max(len(self._known), len(self._lemmas)) > LARGEST:
            self._known.clear()
            self._lemmas.clear()
        known = self._known
        keys: list[list[_Key]] = [list(zip(c.orth, c.tag, c.dep, strict=True)) for c in taken]
        asked: list[_Asked] = []
        for doc, those in zip(docs, keys, strict=True):
            new = [i for i, key in enumerate(those) if key not in known]
            if new:
                asked += self._settings(doc, those, new)
        self._learn(asked)
        apart: dict[tuple[int, int], Said] = {}
        for one, said in zip(asked, self._lemmatized(asked), strict=True):
            if one.alike:
                known[one.key] = said
            else:
                apart[id(one.doc), one.at] = said
        if not apart:
            return [[known[key] for key in those] for those in keys]
        return [
            [apart.get((id(doc), i)) or known[key] for i, key in enumerate(those)]
            for doc, those in zip(docs, keys, strict=True)
        ]

    def _settings(self, doc: Doc, keys: Sequence[_Key], new: Iterable[int]) -> Iterator["_Asked"]:
        """What the ruler decides by, for new tokens, and for those behind one that opens a pattern of two."""
        paired: set[int] = set()
        for i in new:
            orth, tag, dep = keys[i]
            lower, special, opens = self._lower(orth)
            setting = tag, dep if dep in self._relations else 1 if dep else 0, special, 0
            if not opens and dep not in self._opening:
                yield _Asked(doc, i, keys[i], setting, alike=True)
                continue
            opened = [right for left, right in self._pairs if left.fits(dep, lower)]
            beside = keys[i + 1] if opened and i + 1 < len(keys) else None
            if beside is not None and any(right.fits(beside[2], self._lower(beside[0])[0]) for right in opened):
                setting = (*setting[:3], self._lower(beside[0])[0])
                own = (*self._setting(beside)[:3], lower)
                yield _Asked(doc, i + 1, beside, own, alike=False)
                paired.add(i + 1)
            elif i in paired:
                continue
            yield _Asked(doc, i, keys[i], setting, alike=not opened)

    def _setting(self, key: _Key) -> Setting:
        orth, tag, dep = key
        return tag, dep if dep in self._relations else 1 if dep else 0, self._lower(orth)[1], 0

    def _lower(self, orth: int) -> tuple[int, int, bool]:
        """A form in small letters, the same where the ruler looks at the word, else 0, and whether by its form it may
        open a pattern of two."""
        found = self._word.get(orth)
        if found is None:
            text = self._strings[orth].lower()
            lower = self._strings.add(text)
            special = self._is_special(text)
            opens = special and any(not left.relations and left.fits(0, lower) for left, _ in self._pairs)
            found = self._word[orth] = (lower, lower if special else 0, opens)
        return found

    def _is_special(self, lower: str) -> bool:
        return lower in self._forms or lower.isspace() or bool(self._shape and self._shape.search(lower))

    def _learn(self, asked: Iterable["_Asked"]) -> None:
        new = {one.setting: (one.doc, one.at) for one in asked if one.setting not in self._said}
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

    def _lemmatized(self, asked: Sequence["_Asked"]) -> list[Said]:
        """What the ruler says, with the lemmatizer's word where it names no lemma; that goes by a token's form, part of
        speech and features."""
        said = [self._said[one.setting] for one in asked]
        keys = [(one.key[0], pos, morph) for one, (pos, morph, _) in zip(asked, said, strict=True)]
        new = {
            key: None for key, (_, _, lemma) in zip(keys, said, strict=True) if not lemma and key not in self._lemmas
        }
        text = self._strings
        alike = [self._alike.get(key[1:]) for key in new]
        self._lemmas |= {key: intern(form(text[key[0]])) for key, form in zip(new, alike, strict=True) if form}
        unlike = [key for key, form in zip(new, alike, strict=True) if form is None]
        if unlike:
            listed = Doc(self._ruler.vocab, words=[text[orth] for orth, _, _ in unlike])
            listed.from_array(["POS", "MORPH"], cast("Ints2d", np.array([key[1:] for key in unlike], dtype=np.uint64)))
            for key, token in zip(unlike, listed, strict=True):
                self._lemmas[key] = intern(self._lemmatizer.lemmatize(token)[0])
                if (form := _form_of_all(self._lemmatizer, token)) is not None:
                    self._alike[key[1:]] = form
        return [
            (intern(text[key[1]]), intern(text[lemma]) if lemma else self._lemmas[key])
            for key, (_, _, lemma) in zip(keys, said, strict=True)
        ]


class _Asked(NamedTuple):
    """A token to be settled: its parse and number there, what it is known by, what the ruler decides by. `alike`: all
    tokens known by the same are settled with it."""

    doc: Doc
    at: int
    key: _Key
    setting: Setting
    alike: bool


class _Side:
    """One token of a pattern of two: the relation or words that it asks for."""

    def __init__(self, token: Mapping[str, Any], strings: Any) -> None:
        self.relations = {strings.add(d) for d in _named(token.get("DEP"))}
        self._words = {strings.add(w) for w in _named(token.get("LOWER"))}
        shape = _table(token.get("LOWER")).get("REGEX")
        self._shape = re.compile(shape) if shape else None
        self._strings = strings

    def fits(self, dep: int, lower: int) -> bool:
        if self.relations and dep not in self.relations:
            return False
        if self._shape is not None:
            return self._shape.search(self._strings[lower]) is not None
        return not self._words or lower in self._words


def _form_of_all(lemmatizer: Lemmatizer, token: Token) -> Callable[[str], str] | None:
    """What the lemmatizer makes of every form with a token's part of speech and features, whatever the form: base forms
    and parts of speech that it has no tables for; None where it looks at the form. As in its `rule_lemmatize`."""
    if lemmatizer.mode != "rule":
        return None
    part = token.pos_.lower()
    if part in ("", "eol", "space") or lemmatizer.is_base_form(token):
        return str.lower
    if any(lemmatizer.lookups.get_table(f"lemma_{name}", {}).get(part) for name in ("index", "exc", "rules")):
        return None
    return str if part == "propn" else str.lower


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


@cache
def word_table(nlp: Language) -> WordTable | None:
    """The table that stands for a model's ruler and lemmatizer, which are switched off; None where it has none."""
    if not all(part in nlp.component_names for part in REPLACED):
        return None
    ruler, lemmatizer = (nlp.get_pipe(part) for part in REPLACED)
    nlp.select_pipes(disable=[part for part in REPLACED if part in nlp.pipe_names])
    return WordTable(cast("AttributeRuler", ruler), cast("Lemmatizer", lemmatizer))
