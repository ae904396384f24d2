"""Texts printed in capitals, as the parser can read them: ordinary words small, likely names with a capital.

Wire copy and headlines come in capitals, in which the parser takes most words for names. `Casing.recased` rewrites such
paragraphs letter by letter, so that every offset stays valid, and leaves all others alone. Whether a word is ordinary
is known from the model's own dictionary; names are what it lacks, what the reference lists hold, and what stands
behind a title. An ordinary word that is somebody's name ("ROSE") stays small.
"""

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Protocol

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.strings import get_string_id

from vedette.extraction.scanning.units import paragraphs
from vedette.extraction.words.known_places import actors, is_adjective, places
from vedette.extraction.words.lexicon import lexicon
from vedette.extraction.words.tables import word_table

#: Share of capital letters from which a paragraph counts as printed in capitals; "McALLEN" and "3d" stay below 1.
CAPITAL = 0.9
#: Letters from which a paragraph is long enough to be judged.
JUDGED = 12
#: An unknown word of so many letters at most is an acronym.
SHORT = 3
#: A known party's name of so many letters at most is one.
LISTED = 6

_RUN = re.compile(r"[A-Z]{2,}[^a-z\n]{1,4}[A-Z]{2,}")
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*$")
_NUMBER = re.compile(r"\d+(?:ST|ND|RD|TH|D|S)?")
_VOWEL = re.compile("[AEIOUYÀ-Ý]")
_WITHOUT_SMALL = str.maketrans("", "", string.ascii_lowercase)
_ROMAN = re.compile(r"[IVX]{2,5}")
_BETWEEN = frozenset("of the and for in to on by".split())
_ARTICLES = frozenset("al el ul as ash an ar ad az".split())
_SUFFIXES = ("LY", "NESS", "ISH", "ABLE", "WISE", "LESS", "LIKE")
_PREFIXES = ("UN", "RE", "NON", "ANTI", "COUNTER", "PRE", "MIS", "OVER", "SUPER", "MULTI", "ULTRA", "NARCO")


class Names(Protocol):
    """A list of names that says how many tokens the one that begins at `start` takes; 0 for none."""

    def match(self, tokens: Sequence[str], start: int) -> int:
        """The length of the name at `start`."""
        ...


@dataclass(frozen=True, slots=True)
class Casing:
    """Gives capitals back to words: `ordinary` tells of a word in small letters, and of a kind of word
    ("noun"), whether the dictionary has it."""

    ordinary: Callable[[str], frozenset[str]]
    places: Names
    actors: Names

    def recased(self, text: str) -> str:
        """The text, paragraphs in capitals rewritten. Always of the same length."""
        if _RUN.search(text) is None:
            return text
        spans = [s for s in paragraphs(text) if in_capitals(text[s.start : s.end])]
        if not spans:
            return text
        acronyms = self._acronyms(text[s.start : s.end] for s in spans)
        parts, at = [], 0
        for span in spans:
            parts += [text[at : span.start], self._paragraph(text[span.start : span.end], acronyms)]
            at = span.end
        return "".join([*parts, text[at:]])

    def _acronyms(self, paragraphs: Iterable[str]) -> frozenset[str]:
        """Words that a text sets in brackets behind what they stand for: "(ELN)", "[FMLN]"."""
        found = {m for p in paragraphs for m in re.findall(r"[(\[]([A-Z]{2,6})[)\]]", p)}
        return frozenset(
            w for w in found if self.ordinary(w.lower()) <= {"noun"} and w.lower() not in lexicon().persons
        )

    def _paragraph(self, text: str, acronyms: frozenset[str]) -> str:
        marks = list(_WORD.finditer(text))
        words = [m.group() for m in marks]
        kinds = [self._kind(words, i, acronyms) for i in range(len(words))]
        self._known_names(words, kinds)
        self._neighbours(words, kinds, [text[a.end() : b.start()] for a, b in pairwise(marks)])
        out, at = [], 0
        for i, mark in enumerate(marks):
            gap = text[at : mark.start()]
            first = at == 0 or _STOP.search(text[max(0, mark.start() - 6) : mark.start()]) is not None
            first = first and not (i and len(words[i - 1]) == 1 and words[i - 1].isalpha())
            out += [gap, _cased(words[i], "name" if first and kinds[i] != "keep" else kinds[i])]
            at = mark.end()
        return "".join([*out, text[at:]])

    def _kind(self, words: Sequence[str], i: int, acronyms: frozenset[str]) -> str:
        """ "keep", "name", "particle", "maybe" (a noun that can be a name) or "small"."""
        word, known = words[i], casing_words()
        base = re.sub(r"['’]S?$", "", word)
        low = base.lower()
        if "." in word or base in acronyms or base in known.acronyms or low == "i" or (len(base) == 1 and low != "a"):
            return "keep"
        if _NUMBER.fullmatch(word) or any(c.isdigit() for c in base):
            return "small" if base[0].isdigit() else "keep"
        if low in known.always or is_adjective(base.capitalize()):
            return "name"
        if low in known.doubtful:
            return "name" if _beside_number(words, i) else "small"
        if low in known.particles:
            return "particle"
        if base == "US":
            return "small" if i and words[i - 1].lower() in known.before_us else "keep"
        if _ROMAN.fullmatch(base) and low not in ("mix", "vi"):
            return "keep"
        return self._looked_up(base, low)

    def _looked_up(self, base: str, low: str) -> str:
        kinds = self.ordinary(low) or (frozenset({"other"}) if low in lexicon().persons else frozenset())
        if not kinds and _derived(base, self.ordinary):
            kinds = frozenset({"other"})
        if kinds - {"noun"}:
            return "small"
        party = bool(self.actors.match((base,), 0))
        if kinds:
            if party and len(base) <= SHORT + 1 and low not in casing_words().ordinary:
                return "keep"
            return "name" if party or self.places.match((low,), 0) else "maybe"
        party = party and len(base) <= LISTED
        return "keep" if party or len(base) <= SHORT or not _VOWEL.search(base) else "name"

    def _known_names(self, words: Sequence[str], kinds: list[str]) -> None:
        """Names of several words that the reference lists hold."""
        printed = [w.capitalize() for w in words]
        i = 0
        while i < len(words):
            if len(words[i]) < 2 or (kinds[i] == "small" and self.ordinary(words[i].lower()) == frozenset({"closed"})):
                i += 1
                continue
            place = self.places.match(printed[i : i + 8], 0)
            length = max(place, self.actors.match(printed[i : i + 8], 0))
            if length > 1:
                for k in range(i, i + length):
                    low = words[k].lower()
                    if kinds[k] == "keep" and place > 1 and k < i + place and self._can_be_small(words[k]):
                        kinds[k] = "name"  # "LA PAZ": a short word that no dictionary has, of a place's name
                    if (
                        kinds[k] in ("small", "maybe")
                        and low not in _BETWEEN
                        and not (k == i + length - 1 and _person(low))
                    ):
                        kinds[k] = "name"
            i += max(1, length)

    @staticmethod
    def _can_be_small(word: str) -> bool:
        return word.isalpha() and word.lower() not in casing_words().acronyms and len(_VOWEL.findall(word)) == 1

    def _neighbours(self, words: Sequence[str], kinds: list[str], gaps: Sequence[str]) -> None:
        """What stands behind a title, and what a title and a particle are beside a name."""
        known = casing_words()
        for i in range(1, len(words)):
            if gaps[i - 1] == " " and words[i - 1].lower() in known.titles and kinds[i] == "maybe":
                kinds[i] = "name"
        for i, word in enumerate(words):
            ahead = i + 1 < len(words) and gaps[i] in (" ", "-", "\n", ". ") and kinds[i + 1] in ("name", "particle")
            behind = i > 0 and gaps[i - 1] in (" ", "-", "\n") and kinds[i - 1] in ("name", "particle", "held")
            if kinds[i] == "particle":
                kinds[i] = _particle(word, gaps[i] if i < len(gaps) else "", ahead=ahead, behind=behind)
            elif word.lower() in known.titles and kinds[i] in ("small", "maybe") and ahead:
                kinds[i] = "name" if kinds[i + 1] == "name" and is_title_for(words[i + 1]) else "small"
            elif kinds[i] == "maybe" and behind and self._ends_a_name(words, i, gaps):
                kinds[i] = "name"

    def _ends_a_name(self, words: Sequence[str], i: int, gaps: Sequence[str]) -> bool:
        """ "JAIRO ORTEGA,": a noun that a name which no dictionary has stands before, and no other noun behind."""
        before, low = words[i - 1].lower(), words[i].lower()
        person = before in casing_words().names or not (before in casing_words().always or self.ordinary(before))
        if not person or low in lexicon().place_kinds or _person(low):
            return False
        after = self.ordinary(words[i + 1].lower()) if i + 1 < len(words) and gaps[i].isspace() else frozenset()
        return not low.endswith("s") and "noun" not in after


def _person(low: str) -> bool:
    persons = lexicon().persons
    return low in persons or low.removesuffix("s") in persons


def is_title_for(word: str) -> bool:
    """Whether a name behind a title can be a person's: it is no people's adjective ("PRESIDENT" is, "SOLDIER SYRIAN"
    is not)."""
    return not is_adjective(word.capitalize())


def _particle(word: str, gap: str, *, ahead: bool, behind: bool) -> str:
    """ "EL SALVADOR", "SAN LUIS DE LA REINA", "AL-QAEDA": an article opens a name, within one it is small."""
    low = word.lower()
    if low in ("san", "santa", "santo", "abu", "umm", "bin", "ibn", "deir", "tel", "port", "fort", "sao") and ahead:
        return "name"
    if gap == "-":
        return "small" if low in _ARTICLES else "name"
    if low in _ARTICLES - {"al", "el"}:
        return "small"
    if behind:
        return "held" if ahead else "small"
    return "name" if ahead and low not in ("y", "e", "and") else "small"


def _cased(word: str, kind: str) -> str:
    """A word in the case of its kind; letters without a partner of one letter stay ("ß", "İ")."""
    if kind == "keep":
        base, mark, rest = _possessive(word)
        return base + mark + rest.lower()
    if kind == "name":
        base, mark, rest = _possessive(word)
        return _capital(base) + mark + (_capital(rest) if len(base) == 1 else _small(rest))
    return _small(word)


def _possessive(word: str) -> tuple[str, str, str]:
    found = re.search("['’]", word)
    return (word[: found.start()], found.group(), word[found.end() :]) if found else (word, "", "")


def _small(word: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in word)


def _capital(word: str) -> str:
    return word[:1] + _small(word[1:])


def in_capitals(text: str) -> bool:
    """Whether a paragraph is printed in capitals: nearly all its letters are, of several words."""
    small = len(text) - len(text.translate(_WITHOUT_SMALL))
    if small > (1 - CAPITAL) * len(text) + 1:
        return False  # most paragraphs, without a look at each letter
    letters = [c for c in text if c.isalpha()]
    big = sum(c.isupper() for c in letters)
    return len(letters) >= JUDGED and big >= CAPITAL * len(letters) and text.count(" ") >= 2


def _beside_number(words: Sequence[str], i: int) -> bool:
    around = [*words[max(0, i - 1) : i], *words[i + 1 : i + 2]]
    before = words[i - 1].lower() if i else ""
    return any(w[0].isdigit() for w in around) or (
        before in ("in", "since", "last", "early", "late", "mid", "until", "of", "by") and words[i] in ("MAY", "MARCH")
    )


def _derived(base: str, ordinary: Callable[[str], frozenset[str]]) -> bool:
    """ "NONGUERRILLA", "UNPROVOKEDLY": a dictionary word with a common prefix or suffix."""
    for prefix in _PREFIXES:
        if base.startswith(prefix) and len(base) > len(prefix) + 3 and ordinary(base[len(prefix) :].lower()):
            return True
    return any(base.endswith(s) and len(base) > len(s) + 3 and ordinary(base[: -len(s)].lower()) for s in _SUFFIXES)


@dataclass(frozen=True, slots=True)
class CasingWords:
    """The packaged lists: words that are names though a dictionary has them, titles, particles, dates, acronyms."""

    names: frozenset[str]
    places: frozenset[str]
    ordinary: frozenset[str]
    peoples: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    dates: frozenset[str]
    doubtful: frozenset[str]
    before_us: frozenset[str]
    acronyms: frozenset[str]
    always: frozenset[str]


@cache
def casing_words() -> CasingWords:
    """The lists of `data/casing.toml`."""
    raw = word_table("casing")
    lists = {name: frozenset(words.split()) for name, words in raw.items()}
    always = lists["names"] | lists["places"] | lists["peoples"] | lists["dates"]
    return CasingWords(**lists, always=always)


def dictionary(nlp: Language) -> Callable[[str], frozenset[str]]:
    """The kinds of word ("noun", "verb", "adj", "adv", "closed") that a form can be, by the model's lemma tables."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    tables = lemmatizer.lookups if isinstance(lemmatizer, Lemmatizer) else None
    if tables is None:
        return lambda _: frozenset()
    kinds = {kind: get_string_id(kind) for kind in ("noun", "verb", "adj", "adv")}
    index: Mapping[str, frozenset[str]] = {k: frozenset(tables.get_table("lemma_index")[h]) for k, h in kinds.items()}
    exceptions = {k: frozenset(tables.get_table("lemma_exc").get(h, {})) for k, h in kinds.items()}
    rules = {k: tables.get_table("lemma_rules").get(h, []) for k, h in kinds.items()}
    closed = frozenset(nlp.Defaults.stop_words) | casing_words().before_us

    @lru_cache(maxsize=65536)
    def kinds_of(word: str) -> frozenset[str]:
        if word in closed:
            return frozenset({"closed"})
        return frozenset(k for k in kinds if word in index[k] or word in exceptions[k] or _inflected(word, k))

    def _inflected(word: str, kind: str) -> bool:
        return any(
            old and word.endswith(old) and len(word) > len(old) + 1 and word[: -len(old)] + new in index[kind]
            for old, new in rules[kind]
        )

    return kinds_of


@cache
def load_casing(nlp: Language) -> Casing:
    """Casing by the model's dictionary and the reference lists; made once for a model."""
    return Casing(dictionary(nlp), places(), actors())


def recased(nlp: Language, text: str) -> str:
    """A text as it is to be parsed: paragraphs in capitals rewritten, of the same length."""
    return load_casing(nlp).recased(text)
