"""How many, in French: figures and number words, with the words that bound them."""

import re
from dataclasses import dataclass

from vedette.model.quantity import Quantity

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_SCALES = {"cent": 100, "cents": 100, "mille": 1000, "million": 1_000_000, "millions": 1_000_000}
#: Words of size. "une dizaine" is about ten; "des dizaines" is two tens at least, as "dozens" is two dozen.
_ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_WORD = "|".join(sorted((*_UNITS, *_SCALES), key=len, reverse=True))
_NUMBER = (
    rf"(?:\d{{1,3}}(?:[  \u202f.]\d{{3}})+(?!\d)|\d+|(?:{_WORD})(?:(?:-|\set\s|-et-|\s)(?:{_WORD}))*)"
    r"(?:\s(?:millions?|mille)\b)?"
)
_SIZE = "|".join(_ABOUT)
QUANTITY = re.compile(
    rf"""(?ix)(?<![\w.,-])(?:
      (?P<between>entre\s(?P<from>{_NUMBER})\set\s(?P<to>{_NUMBER}))
    | (?P<dozens>(?:des|plusieurs)\s(?P<dozens_of>{_SIZE})s)
    | (?P<bound>au\smoins|plus\sde|moins\sde|jusqu['’]à|près\sde|environ|quelque|autour\sde|pas\smoins\sde)?\s?
      (?:une?\s(?P<size>{_SIZE})\b | (?P<number>{_NUMBER}))
    )(?![\w%]|[.,]\d)"""
)
_OPEN = frozenset({"au moins", "pas moins de"})
_NEAR = frozenset({"près de", "environ", "quelque", "autour de"})


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and where it stands."""

    start: int
    end: int
    quantity: Quantity


def quantities(text: str) -> list[Found]:
    """All quantities of a sentence, in order."""
    found = []
    for match in QUANTITY.finditer(text):
        quantity = _quantity(match)
        if quantity is not None:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Found(start, match.end(), quantity))
    return found


def _quantity(match: re.Match[str]) -> Quantity | None:
    words = match[0].strip()
    if match["between"]:
        low, high = number_of(match["from"]), number_of(match["to"])
        return Quantity(low, high, words=words) if low is not None and high is not None and low <= high else None
    if match["dozens"]:
        return Quantity(2 * _ABOUT[match["dozens_of"].lower()], None, approximate=True, words=words)
    bound = " ".join((match["bound"] or "").lower().replace("’", "'").split())
    about = match["size"] is not None
    n = _ABOUT[match["size"].lower()] if about else number_of(match["number"])
    if n is None:
        return None
    if bound in _OPEN:
        return Quantity(n, None, approximate=about, words=words)
    if bound == "plus de":
        return Quantity(n, None, approximate=about, words=words)
    if bound == "moins de":
        return Quantity(0, n - 1, words=words) if n else None
    if bound == "jusqu'à":
        return Quantity(0, n, words=words)
    return Quantity(n, n, approximate=about or bound in _NEAR, words=words)


def number_of(words: str) -> int | None:
    """The number that words or figures write; None where they write none ("deux cinq")."""
    words = words.lower().strip()
    head = re.match(r"[\d  \u202f.]*\d", words)
    total, group = 0, 0
    if head:
        group = int(re.sub(r"\D", "", head[0]))
        words = words[head.end() :]
    last = 10**9
    for word in re.findall(r"\w+", words):
        if word == "et":
            continue
        scale = _SCALES.get(word)
        if scale is None:
            unit = _UNITS.get(word)
            if unit is None:
                return None
            if word in ("vingt", "vingts") and group % 100 == 4:
                group += 76  # quatre-vingts
            elif group % 10 and group % 100 not in (0, 60, 80) and unit >= 10:
                return None
            else:
                group += unit
            last = unit
        elif scale == 100:
            group = max(1, group) * 100
        else:
            total += max(1, group) * scale
            group = 0
    return total + group if total + group > 0 and last else None
