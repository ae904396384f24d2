"""Names written in Latin letters by many hands: keys under which the spellings of one name meet.

"Saraqib", "Saraqeb" and "Sarāqib" are one town; "Deir ez-Zor", "Deir Ezzor" and "Dayr az Zawr" another. Three keys,
each coarser than the one before: `normal_key` (letters without marks), `sound_key` (vowels and digraphs folded),
`skeleton` (consonants only). A coarse key proposes; it never decides (see `vedette.text.similarity`).
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

#: The Arabic article as it is written before sun and moon letters, with Turkish, French and English habits.
_FORMS = "al el ul il as es ash esh ach ech ad ed adh edh an en ar er at et ath eth az ez ezz ess ass arr err"
ARTICLES = frozenset(_FORMS.split())
#: Marks that stand for letters English has none for (ayn, hamza, soft sign) or for nothing at all.
_MARKS = re.compile(r"['`’‘ʼʻʿʾ´ˈ′]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىةیک", "اااايهيك")
_GLUED = re.compile(r"^[ae](dh|sh|th|[dlnrstz])(?=\1)")
_DIGRAPHS = (
    (re.compile("tsch|tch|sch|sh|ch"), "$"),
    (re.compile("shch|sz"), "$"),
    (re.compile("kh"), "x"),
    (re.compile("gh"), "g"),
    (re.compile("dzh|dj|zh"), "j"),
    (re.compile("dh"), "d"),
    (re.compile("th"), "t"),
    (re.compile("ph"), "f"),
    (re.compile("ck|q|c"), "k"),
    (re.compile("ts"), "s"),
    (re.compile("ks"), "x"),
)
_VOWELS = (
    (re.compile("ou|oo|aw|au|ow|uw"), "u"),
    (re.compile("ay|ai|ei|ey|ee|ie|ia(?=.)|iy|yi"), "i"),
    (re.compile("[ei]"), "i"),
    (re.compile("[ow]"), "u"),
    (re.compile("y"), "i"),
)
_END = re.compile(r"(?:[aiu]h?|[ai]t)$")
_DOUBLE = re.compile(r"(.)\1+")
_VOWEL = re.compile("[aiu]")
_SILENT = re.compile(r"(?<=\w)h")


@lru_cache(maxsize=65536)
def normal_key(name: str) -> str:
    """The name in small plain Latin letters, words parted by one space; "" if nothing is left.

    Arabic keeps its own letters (marks dropped, forms of alif joined): transcribing it would lose the vowels that tell
    names apart. Cyrillic, Greek and the rest are transcribed.
    """
    if name.isascii():
        text = name
    else:
        text = unicodedata.normalize("NFKC", name)
        if "\u0600" <= next((c for c in text if c.isalpha()), "") <= "\u06ff":
            text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
            return " ".join(re.findall(r"\w+", text))
        text = anyascii(_MARKS.sub("", text))
    return _SEPARATORS.sub(" ", _MARKS.sub("", text).lower().replace("&", " and ")).strip()


@lru_cache(maxsize=65536)
def sound_word(word: str) -> str:
    """One word of a normal key with digraphs and vowels folded: "shaykhun" and "sheikhoun" give the same."""
    word = _GLUED.sub("", word)
    for pattern, fold in _DIGRAPHS:
        word = pattern.sub(fold, word)
    for pattern, fold in _VOWELS:
        word = pattern.sub(fold, word)
    word = _DOUBLE.sub(r"\1", word)
    if len(word) > 3:
        word = _END.sub("a", word)
    return word


@lru_cache(maxsize=65536)
def bare_words(key: str) -> tuple[str, ...]:
    """The words of a normal key without articles; all of them if it has nothing else."""
    words = key.split()
    return tuple(w for w in words if w not in ARTICLES) or tuple(words)


@lru_cache(maxsize=65536)
def sound_key(key: str) -> str:
    """A normal key as it sounds: articles gone, each word folded, words still parted."""
    return " ".join(sound_word(w) for w in bare_words(key))


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """The consonants of a normal key in one run, with a mark for a vowel at the start: "drzr", "srkb", "avdvk".

    Of use for proposing only: short skeletons are shared by many names.
    """
    sound = sound_key(key)
    start = "a" if sound[:1] in ("a", "i", "u") else ""
    return start + _VOWEL.sub("", _SILENT.sub("", sound)).replace(" ", "")


@lru_cache(maxsize=65536)
def vowel_slots(key: str) -> str:
    """A normal key as it sounds with all vowels made one, in one run: equal where only the vowels' colour differs."""
    return _VOWEL.sub("a", sound_key(key).replace(" ", ""))
