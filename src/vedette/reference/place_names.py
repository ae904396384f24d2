"""Which words of a running text are a known place's name: fast, in memory, without a database.

For extraction, which asks at every token. The list holds places of the countries at war and large ones elsewhere, less
those that are also a common word or a personal name ("Sake", "Hope", "Salah"): such a name is found by
`vedette.reference.gazetteer` when something else says that it is a place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from vedette.errors import MissingPart
from vedette.reference.place import PlaceKind
from vedette.text.transliteration import ARTICLES, normal_key, sound_word

FILE = "data/place_names.txt"
#: No known name has more words than this without its articles' hyphens.
LONGEST = 7
_JOINERS = frozenset("-–‐‑'’‘")
#: Forms of the article that are no English word, so that they count unhyphenated and in small letters too.
_PLAIN_ARTICLES = frozenset({"al", "el", "ul"})
_CLASSES = {"C": PlaceKind.COUNTRY, "P": PlaceKind.PROVINCE, "T": PlaceKind.TOWN}


@dataclass(frozen=True, slots=True, eq=False)
class PlaceNames:
    """Names by how coarse a kind they have (country, province or region, anything smaller), exactly and by sound.

    `spelt` are normal keys with every article as "al"; `sounding` are keys by sound, for capitalised words only;
    `first` and `first_sounding` the first words of names of several words.
    """

    spelt: dict[PlaceKind, frozenset[str]]
    sounding: dict[PlaceKind, frozenset[str]]
    first: frozenset[str]
    first_sounding: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> "PlaceNames":
        """The names that ship with Vedette; read once a process. Raises MissingPart if the list is not installed."""
        try:
            text = (resources.files("vedette.reference") / FILE).read_text("utf-8")
        except FileNotFoundError as error:
            raise MissingPart(f"{FILE} is not installed; run tools/build_gazetteer.py or reinstall vedette") from error
        return PlaceNames.of(text)

    @staticmethod
    def of(text: str) -> "PlaceNames":
        """Names from a list: blocks parted by an empty line, each headed by its class (see `tools/scan_names.py`)."""
        blocks: dict[str, frozenset[str]] = {}
        for block in text.rstrip("\n").split("\n\n"):
            head, _, body = block.partition("\n")
            blocks[head] = frozenset(body.split("\n"))
        nothing: frozenset[str] = frozenset()
        return PlaceNames(
            spelt={kind: blocks.get(head, nothing) for head, kind in _CLASSES.items()},
            sounding={kind: blocks.get(head.lower(), nothing) for head, kind in _CLASSES.items()},
            first=blocks.get("^", nothing),
            first_sounding=blocks.get("~", nothing),
        )

    def match(self, tokens: Sequence[str], start: int) -> int:
        """How many tokens the longest known name beginning at `start` takes; 0 if none begins there.

        Hyphens may be tokens of their own or inside one ("al-Hasakah", "al", "-", "Hasakah"). Sees neither possessives
        inside a token ("Syria's") nor names cut off by a line's end.
        """
        return self.find(tokens, start)[0]

    def find(self, tokens: Sequence[str], start: int) -> tuple[int, PlaceKind | None]:
        """As `match`, with the coarse kind of what was found: country, province (or region), town (anything less)."""
        head = tokens[start]
        if not head or not (head[0].isalpha() or (head[0] in "'’‘ʿʻ`" and len(head) > 2)):
            return 0, None
        if start and tokens[start - 1] in _JOINERS and start > 1 and normal_key(tokens[start - 2]) in ARTICLES:
            return 0, None
        if not _may_begin(self, head):
            return 0, None
        best: tuple[int, PlaceKind | None] = (0, None)
        spelt: list[str] = []
        sounds: list[str] = []
        for end, word, article, capital in _words(tokens, start):
            spelt.append("al" if article else word)
            if not article:
                sounds.append(sound_word(word) if capital else "")
            if not article:
                kind = self._kind(" ".join(spelt), " ".join(sounds) if all(sounds) else "")
                if kind is not None:
                    best = (end - start, kind)
            alone = len(spelt) == 1 and not article and word not in self.first
            if alone and not (capital and sounds[0] in self.first_sounding):
                break
        return best

    def kind(self, words: Sequence[str]) -> PlaceKind | None:
        """The coarse kind of a name if the words are one, all of them; else None."""
        length, kind = self.find(words, 0) if words else (0, None)
        return kind if length == len(words) else None

    def _kind(self, spelt: str, sound: str) -> PlaceKind | None:
        for kind, names in self.spelt.items():
            if spelt in names:
                return kind
        if len(sound) >= 5:
            for kind, names in self.sounding.items():
                if sound in names:
                    return kind
        return None


@lru_cache(maxsize=65536)
def _may_begin(names: PlaceNames, head: str) -> bool:
    """Whether any name begins with a word."""
    word = normal_key(head).split(" ", 1)[0]
    if word in ARTICLES or word in names.first or any(word in known for known in names.spelt.values()):
        return True
    if not head[0].isupper():
        return False
    sound = sound_word(word)
    return sound in names.first_sounding or any(sound in known for known in names.sounding.values())


@lru_cache(maxsize=65536)
def _split(token: str) -> tuple[str, ...]:
    return tuple(normal_key(token).split())


def _words(tokens: Sequence[str], start: int) -> Iterator[tuple[int, str, bool, bool]]:
    """Words from `start` on: the token after each, the word, whether it is an article, whether it has a capital."""
    count = 0
    for i in range(start, min(len(tokens), start + 2 * LONGEST)):
        token = tokens[i]
        if token in _JOINERS:
            continue
        words = _split(token)
        if not words or count >= LONGEST:
            return
        joined = (i + 1 < len(tokens) and tokens[i + 1] in _JOINERS) or len(words) > 1
        capital = token[0].isupper() or len(words) > 1
        for j, word in enumerate(words):
            count += 1
            last = j == len(words) - 1
            article = word in ARTICLES and (word in _PLAIN_ARTICLES or joined or count > 1)
            yield (i + 1 if last else i), word, article, capital
        if token[-1] in ".,;:!?)" and len(token) > 1:
            return
