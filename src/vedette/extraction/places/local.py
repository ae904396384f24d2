"""Towns that local news names in passing: by the words before and after a name, whatever the recogniser calls it.

"Kokomo police", "a bar in Traer", "MORETOWN, Vt. --": a reader who has never heard of the place still knows it for one.
Also which names are a street's: a reader who knows Maryland does not look for the shooting on Maryland Drive there.
"""

import re
from collections.abc import Sequence

#: Nouns that end a street's name, in full and as printed.
_STREETS = frozenset(
    "street streets st avenue avenues ave road roads rd boulevard blvd drive drives dr lane lanes ln highway hwy "
    "parkway pkwy court ct circle place way terrace trail pike turnpike freeway interstate expressway loop".split()
)
#: Words before a name that a place follows.
_BEFORE = frozenset("in near outside around".split())
_SIDE = re.compile(r"(?:(?:north|south|east|west)-?){1,2}(?:ern)?[ -]?(?:side|end)?|downtown|uptown|midtown", re.I)
_UNITS = frozenset("town city village township borough community hamlet suburb".split())
#: Words after a name that a town goes before, in small letters or in a headline's.
_AFTER = frozenset(
    """
    police sheriff deputies officer officers cop cops firefighters mayor residents resident native officials
    man woman men women teen teens teenager boy girl mother father mom dad couple family toddler student students
    home house apartment apartments bar nightclub club motel neighborhood neighbourhood area
    shooting shootings robbery murder murders killing killings slaying homicide crash fire
    """.split()
)
_DASHES = frozenset("— – -- - ― _ (".split())
#: What a street's name may consist of between the name and its noun.
_STREET_WORDS = 3


def is_street(words: Sequence[str], end: int) -> bool:
    """Whether a name that ends before token `end` goes on to a street's noun: "Maryland Drive", "Brook and Winter
    streets"."""
    for i in range(end, min(end + _STREET_WORDS, len(words))):
        word = words[i].rstrip(".")
        if word.lower() in _STREETS and (word[:1].isupper() or word.lower().endswith("s")):
            return True
        if not (word[:1].isupper() or word == "and"):
            return False
    return False


def is_side(name: str) -> bool:
    """Whether a name is a side of whatever town the text is about: "the South Side", "Southside"."""
    return bool(_SIDE.fullmatch(name))


def is_placed(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the words around the name of tokens [start, end) make it a place."""
    before = [w.lower() for w in words[max(start - 2, 0) : start]]
    after = words[end] if end < len(words) else ""
    if after[:1].isupper() and after.lower() not in _AFTER:
        return _is_dateline(words, start, end)
    if before and before[-1] in _BEFORE:
        return after not in {"'s", "’s"}
    if before[-1:] == ["of"] and len(before) == 2 and (before[0] in _UNITS or before[0] == ","):
        return True
    if after.lower() in _AFTER and not _is_part_of_name(words, start):
        return True
    return _is_dateline(words, start, end)


def _is_part_of_name(words: Sequence[str], start: int) -> bool:
    """Whether a capitalised word goes before on the same line: the last of a person's names."""
    before = words[start - 1] if start else ""
    return before[:1].isupper() and before.isalpha() and before not in {"The", "A", "An"}


def _is_dateline(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the name opens a line and a dash or bracket follows."""
    opens = start == 0 or "\n" in words[start - 1]
    return opens and end < len(words) and words[end] in _DASHES
