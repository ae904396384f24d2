"""Names of claimants and outlets folded so that one name is one key, whatever its case, accents or punctuation."""

import re
import unicodedata
from functools import lru_cache

#: Words that say nothing about who it is.
_EMPTY = re.compile(r"\b(?:the|a|an|s)\b")
_MARKS = re.compile(r"[^\w]+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case, no accents, no punctuation, no articles (unless it is nothing else)."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = _MARKS.sub(" ", plain)
    return " ".join(_EMPTY.sub(" ", words).split()) or " ".join(words.split())
