"""Which names may be spotted in running text: those that are no common word and no common personal name.

Half of `build_gazetteer.py`. A name that is left out here is still found by a look-up; it is only not *spotted*.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from english_words import get_english_words_set
from wordfreq import zipf_frequency

from vedette.reference.place import PlaceKind
from vedette.text.transliteration import bare_words, normal_key, sound_key

if TYPE_CHECKING:
    from build_gazetteer import Row

_PEOPLE, _WORDS = (
    frozenset(w for line in block.splitlines() if not line.startswith("#") for w in line.split())
    for block in (Path(__file__).parent / "not_spotted.txt").read_text("utf-8").split("\n\n")[1:]
)
#: Countries by their initials, where those are no word.
SHORT_COUNTRIES = frozenset({"drc", "uae", "usa"})
#: Large places outside the watched countries that reports of wars name; smaller ones mostly mean something else.
FAR_POPULATION = 400_000


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    return frozenset(w for w in get_english_words_set(["web2", "gcide"]) if w.islower())


@lru_cache(maxsize=1)
def _census() -> frozenset[str]:
    names: set[str] = set()
    for file, limit in (("dist.female.first", 5000), ("dist.male.first", 5000), ("dist.all.last", 20_000)):
        lines = (resources.files("names") / file).read_text("ascii").splitlines()[:limit]
        names.update(line.split()[0].lower() for line in lines)
    return frozenset(names) | _PEOPLE


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether a lower-case word is met in English prose as something else than a name."""
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("ing")}
    return zipf_frequency(word, "en") >= 2.0 and any(s in _dictionary() for s in stems if len(s) > 2)


def is_person(word: str) -> bool:
    """Whether a lower-case word is a common given name or surname."""
    return word in _census()


def usable(key: str, row: "Row", *, main: bool) -> bool:
    """Whether a key may be spotted: see the module's docstring for the reasons."""
    words = key.split()
    if row.kind is PlaceKind.COUNTRY:
        return (len(key) > 3 or key in SHORT_COUNTRIES) and key not in _WORDS
    if key in _WORDS or not key.isascii() or any(c.isdigit() for c in key):
        return False
    if all(w in _WORDS for w in words):
        return False
    if len(words) > 1:
        rest = bare_words(key)
        if len(rest) == 1 and len(words) == 2:
            return len(rest[0]) > 2 and rest[0] not in _PEOPLE and rest[0] not in _WORDS
        return row.population >= 100_000 or not all(is_word(w) or is_person(w) or len(w) < 3 for w in words)
    if row.capital and main:
        return key not in _WORDS
    large = row.population >= 1_000_000 and row.kind is not PlaceKind.PROVINCE
    if len(key) < 4 and not (main and row.population >= 100_000):
        return False
    if not main and len(key) < 5 and row.population < 50_000 and row.ident is None:
        return False
    if is_word(key):
        return False
    return large or not is_person(key)


def scan_lines(rows: Sequence["Row"], watched: frozenset[str]) -> list[str]:
    """The lines of place_names.txt: blocks headed by a class (C country, P province or region, T other).

    Lower-case classes are keys by sound ("sarakib"), for words with a capital only; "^" and "~" are the first words of
    names of several words, spelt and by sound.
    """
    best: dict[str, str] = {}
    rank = {"C": 0, "P": 1, "T": 2}
    common = _common_sounds()
    known = {normal_key(row.name) for row in rows}
    for row in rows:
        if row.kind is PlaceKind.AIRPORT:
            continue
        settled = row.country in watched or (row.ident is not None and row.country != "US")
        crowd = row.population >= FAR_POPULATION and row.kind not in (PlaceKind.PROVINCE, PlaceKind.DISTRICT)
        far = crowd or row.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)
        if not (settled or far):
            continue
        letter = {PlaceKind.COUNTRY: "C", PlaceKind.PROVINCE: "P", PlaceKind.REGION: "P"}.get(row.kind, "T")
        small = row.population < _floor(row.country) and letter == "T" and row.ident is None
        if small and not far:
            continue
        main = normal_key(row.name)
        heard = row.ident is not None or (row.country in _SMALL and (letter != "T" or row.population >= 3_000))
        for key in {k for k in map(normal_key, {row.name, *row.aliases}) if k}:
            if not usable(key, row, main=key == main) or (_of_a_place(key, known) and row.population < 50_000):
                continue
            for form in _forms(key):
                if rank[letter] < rank.get(best.get(form, "Z").upper(), 9):
                    best[form] = letter
            sound = sound_key(key)
            if heard and len(sound) >= 5 and sound not in common and best.get("~" + sound) is None:
                best["~" + sound] = letter
    blocks: dict[str, set[str]] = {head: set() for head in "CPTcpt^~"}
    for key, letter in best.items():
        sound = key.startswith("~")
        blocks[letter.lower() if sound else letter].add(key.removeprefix("~"))
        words = key.removeprefix("~").split()
        if len(words) > 1:
            blocks["~" if sound else "^"].add(words[0])
    return [line for head, keys in blocks.items() if keys for line in (head, *sorted(keys), "")]


#: Watched countries small or fought-over enough that every village of theirs may be spotted.
_SMALL_ONES = "SY IQ LB PS YE LY SD SS ET ER SO CF TD NE ML BF CD MM UA AM AZ GE XK"
_SMALL = frozenset(_SMALL_ONES.split())
#: Large countries, whose many small places would be spotted by chance in reports of others.
_FLOORS = {"RU": 30_000, "IN": 100_000, "TR": 30_000, "MX": 100_000, "PH": 50_000, "BD": 50_000, "PK": 20_000}


def _floor(country: str) -> int:
    return _FLOORS.get(country, 0 if country in _SMALL else 15_000)


def _of_a_place(key: str, known: set[str]) -> bool:
    """ "Kirkuki" is a man of Kirkuk before it is a hamlet."""
    return len(key) > 5 and key.endswith("i") and key[:-1] in known


def _forms(key: str) -> Iterator[str]:
    """The key with articles as "al", and without one at its head if enough is left to be told from a word."""
    words = ["al" if i < len(key.split()) - 1 and _article(w) else w for i, w in enumerate(key.split())]
    yield " ".join(words)
    if words[0] == "al" and len(words) > 1:
        rest = " ".join(words[1:])
        if len(rest) >= 5 and not is_word(rest) and not is_person(rest) and rest not in _WORDS:
            yield rest


def _article(word: str) -> bool:
    return bare_words(word + " x") == ("x",)


@lru_cache(maxsize=1)
def _common_sounds() -> frozenset[str]:
    """Sounds of words and personal names, which no place may be spotted by."""
    words = (w for w in _dictionary() if zipf_frequency(w, "en") >= 2.0)
    inflected = (w + end for w in _dictionary() if zipf_frequency(w, "en") >= 2.5 for end in ("s", "ed", "ing"))
    return frozenset(sound_key(w) for group in (words, inflected, _census(), _WORDS) for w in group)
