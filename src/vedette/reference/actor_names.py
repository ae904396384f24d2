"""Names as keys: what makes "Ahrar al-Sham", "Ahrar Al Sham's" and "Ahrar ash-Sham" one name to look up.

A name is cut into pieces: lower-case, without accents, apostrophes, hyphens and Arabic articles, spelling variants
folded. The index over pieces is made once by `tools/check_reference.py`; here it is only read. Used by the registry
and, through `ActorNames`, by extraction to spot known names in running text.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

_POSSESSIVE = re.compile(r"['’ʼ`´](?:s\b)?|[ʿʾ‘“”\"]", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_WORD = re.compile(r"\w+")

#: Arabic articles and the particles that assimilate to them; the latter only when a hyphen ties them to the next word.
_ARTICLES = frozenset({"al", "el", "ul"})
_BOUND_ARTICLES = re.compile(r"(?<!\w)[Aa](?:s|sh|n|d|dh|r|t|z)[-‑](?=\w)")

#: One spelling for words that reports transliterate or spell in several ways.
_FOLDED = {
    "jaysh": "jaish", "jeish": "jaish", "jeysh": "jaish", "jaych": "jaish", "gaish": "jaish",
    "daish": "daesh", "daech": "daesh", "dawlah": "dawla", "cham": "sham", "shaam": "sham",
    "nusrah": "nusra", "nosra": "nusra", "jabha": "jabhat", "jebhat": "jabhat", "harakah": "harakat",
    "haraka": "harakat",
    "failaq": "faylaq", "falaq": "faylaq", "tahreer": "tahrir", "hayet": "hayat", "hayaat": "hayat", "hayyat": "hayat",
    "liwaa": "liwa", "kataeb": "kataib", "katiba": "katibat",
    "hizbollah": "hezbollah", "hizballah": "hezbollah", "hizbullah": "hezbollah", "hezbullah": "hezbollah",
    "hezballah": "hezbollah", "huthi": "houthi", "huthis": "houthis", "quaida": "qaeda",
    "qaida": "qaeda", "kaida": "qaeda", "qaidah": "qaeda", "shabab": "shabaab", "chabab": "shabaab",
    "defense": "defence", "organisation": "organization", "organisations": "organizations", "labor": "labour",
    "bachar": "bashar", "asad": "assad", "taleban": "taliban", "talibans": "taliban", "shariah": "sharia",
    "muhammad": "mohammed", "mohammad": "mohammed", "mohamed": "mohammed", "umar": "omar",
    "peshmarga": "peshmerga", "pershmerga": "peshmerga", "centre": "center",
}  # fmt: skip


class NameKind(IntEnum):
    """How a name names its party."""

    NAME = 0
    OFFICE = 1
    COUNTRY = 2
    ADJECTIVE = 3
    CAPITAL = 4


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name found in the index: the party's position in the registry, how it is named, and the letters it needs.

    `capitals` is the least number of leading capitals that the printed word must have: 2 stands for all of them, which
    short acronyms need ("IS", "US", "WHO" are words otherwise).
    """

    party: int
    kind: NameKind
    capitals: int


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a name or mention. Empty for text without letters or digits; an article alone stays."""
    if text.isascii() and text.isalpha():  # most words: nothing to be taken off
        word = text.lower()
        return (_FOLDED.get(word, word),)
    text = _BOUND_ARTICLES.sub("", text)
    text = _POSSESSIVE.sub("", text)
    text = _INITIALS.sub(lambda m: m.group().replace(".", ""), text)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    words = _WORD.findall(text.casefold())
    kept = tuple(_FOLDED.get(w, w) for w in words if w not in _ARTICLES)
    return kept or tuple(words)


def singular(piece: str) -> str:
    """Without the s of a plural, or of a possessive whose apostrophe the text has lost ("Assads")."""
    if len(piece) > 5 and piece.endswith("ies"):
        return f"{piece[:-3]}y"
    return piece[:-1] if len(piece) > 3 and piece.endswith("s") and not piece.endswith("ss") else piece


@lru_cache(maxsize=65536)
def _with_singulars(token: str) -> tuple[tuple[str, str], ...]:
    return tuple((piece, singular(piece)) for piece in pieces(token))


@lru_cache(maxsize=65536)
def keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The keys to try for some pieces, surest first: as they are, then the last one singular, then all of them."""
    if len(parts) < 2:
        return tuple(dict.fromkeys((*parts, *map(singular, parts)))) or ("",)
    whole = " ".join(parts)
    last = " ".join((*parts[:-1], singular(parts[-1])))
    every = " ".join(singular(p) for p in parts)
    return tuple(dict.fromkeys((whole, last, every)))


def capitals_needed(name: str) -> int:
    """How many capitals a printed word must have to be this name: all for acronyms of up to three letters, else the
    first; none for names of several words or without letter case."""
    letters = [c for c in name if c.isalpha()]
    if not letters or len(name.split()) > 1 or not letters[0].isupper():
        return 0
    return 2 if len(letters) <= 3 and all(c.isupper() for c in letters) else 1


def capitals_fit(printed: str, needed: int) -> bool:
    """Whether the printed word has the capitals that a name needs."""
    letters = [c for c in printed.removesuffix("'s").removesuffix("’s") if c.isalpha()]
    if needed == 0 or not letters:
        return True
    return all(c.isupper() for c in letters) if needed == 2 else any(c.isupper() for c in letters)


class ActorNames:
    """Spots known names of parties and office holders in running text, tokens in, a length out.

    Does not see countries, capitals and adjectives unless asked (`states=True`): as places and modifiers they are
    everywhere. Tolerates tokens split at hyphens and apostrophes, lost punctuation and lower case in names of several
    words.
    """

    #: Tokens that stand inside names without being part of the key.
    _JOINTS = frozenset({"-", "‑", "–", "'", "’", "'s", "’s", "."})

    def __init__(self, index: Mapping[str, Sequence[Sequence[int]]]) -> None:
        self._index = index
        self._begins = lru_cache(maxsize=65536)(self._may_begin)
        self._goes_on = lru_cache(maxsize=65536)(self._may_go_on)
        self.hits = lru_cache(maxsize=65536)(self._hits)
        self._is_known = lru_cache(maxsize=65536)(self._known)
        self._openings: set[str] = set()
        for key in index:
            words = key.split(" ")
            self._openings.update(" ".join(words[:end]) for end in range(1, len(words) + 1))

    @classmethod
    def load(cls) -> "ActorNames":
        """The names of the registry that ships with Vedette."""
        from vedette.reference.actors import ActorRegistry

        return ActorRegistry.load().names

    def found(self, tokens: Sequence[str], *, states: bool = False) -> tuple[tuple[int, int], ...]:
        """The longest known name that starts at each token, where one does, as half-open indices."""
        begin = [i for i, token in enumerate(tokens) if self._begins(token)]
        return tuple((i, i + n) for i in begin if (n := self.match(tokens, i, states=states)))

    def match(self, tokens: Sequence[str], start: int, *, states: bool = False) -> int:
        """The number of tokens of the longest known name that starts at `start`; 0 if none does."""
        if start >= len(tokens) or not self._begins(tokens[start]):
            return 0
        if start + 1 < len(tokens) and not self._goes_on(tokens[start], tokens[start + 1]):
            return 0
        parts: list[str] = []
        ends: list[tuple[int, int]] = []
        whole = alike = ""  # the pieces so far, as they are and in the singular
        for i in range(start, min(len(tokens), start + 24)):
            token = tokens[i]
            if token in self._JOINTS:
                continue
            new = _with_singulars(token)
            if not new:
                break
            if new[0][0] in _ARTICLES and i + 1 < len(tokens):
                continue
            for piece, one in new:
                parts.append(piece)
                last, whole, alike = (
                    (f"{whole} {one}", f"{whole} {piece}", f"{alike} {one}") if whole else (one, piece, one)
                )
            if whole in self._index or last in self._index or alike in self._index:  # the `keys` of these parts
                ends.append((len(parts), i + 1))
            if whole not in self._openings and alike not in self._openings:
                break  # no name begins with these pieces: more would be in vain
        for count, end in reversed(ends):
            if self._is_known(tuple(parts[:count]), tuple(tokens[start:end]), states):
                return end - start
        return 0

    def _may_begin(self, token: str) -> bool:
        """Whether a name can begin with a token: one of its pieces is first in some name, or is an article."""
        new = () if token in self._JOINTS else pieces(token)
        return bool(new) and (new[0] in _ARTICLES or new[0] in self._openings or singular(new[0]) in self._openings)

    def _may_go_on(self, token: str, after: str) -> bool:
        """Whether a name that begins with a token may be that token alone or go on with the next; few are either."""
        new, more = _with_singulars(token), _with_singulars(after)
        if after in self._JOINTS or new[0][0] in _ARTICLES or (more and more[0][0] in _ARTICLES):
            return True
        whole, alike = " ".join(piece for piece, _ in new), " ".join(one for _, one in new)
        last = " ".join((*(piece for piece, _ in new[:-1]), new[-1][1]))
        if not self._index.keys().isdisjoint((whole, last, alike)):
            return True
        return any(
            not self._openings.isdisjoint((f"{whole} {piece}", f"{whole} {one}", f"{alike} {one}"))
            for piece, one in more[:1]
        )

    def _hits(self, text: str) -> tuple[NameHit, ...]:
        """What the whole text names: every party of that name, names before offices before states."""
        parts = pieces(text)
        for key in keys(parts):
            if key not in self._index:
                continue
            found = tuple(NameHit(p, NameKind(k), c) for p, k, c in self._index[key])
            fitting = tuple(h for h in found if len(parts) > 1 or capitals_fit(text, 2 if h.capitals == 2 else 0))
            if fitting:
                return tuple(sorted(fitting, key=lambda h: h.kind))
        return ()

    def _known(self, parts: tuple[str, ...], printed: Sequence[str], states: bool) -> bool:
        for key in keys(parts):
            for _, kind, capitals in self._index.get(key, ()):
                if kind > NameKind.OFFICE and not states:
                    continue
                if len(parts) == 1:
                    if capitals_fit("".join(printed), capitals):
                        return True
                elif any(c.isupper() for word in printed for c in word) or len(parts) > 2:
                    return True
        return False
