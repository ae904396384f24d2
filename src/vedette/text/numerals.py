"""Numbers as reports write them, from tokens to whole numbers: "1,200", "1.2 million", "three hundred and
twenty-seven", "two dozen", "half a million", "8 000". Only numbers that are stated: "dozens" and "several" have no
value here.
"""

from collections.abc import Sequence
from functools import lru_cache

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
"""Zero to nineteen."""

TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
"""Twenty to ninety, with the one misspelling that is common enough to matter."""

SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
"""Words that multiply. A lone "m" or "k" is left out: "2 m" is two metres."""

DOZEN = 12

# "two-thirds of", "three quarters": the first word counts parts, not things.
_PARTS = frozenset(
    [
        "half",
        "halves",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "fourths",
        "fifth",
        "fifths",
        "sixths",
        "sevenths",
        "eighths",
        "ninths",
        "tenth",
        "tenths",
    ]
)
_HYPHENS = frozenset("-‐‑–")
_PART_OF = {"quarter": 4, "quarters": 4, "third": 3, "thirds": 3, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
_BEGINNINGS = frozenset((*UNITS, *TENS, "a", "half", "quarter"))
_GROUP_MARKS = str.maketrans("", "", ",\u00a0\u202f\u2009'’")
_DIGITS_OF_GROUP = 3
_LARGEST_DIGITS = 12


def match_number(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    """The number that begins at a token and how many tokens it takes, or None.

    Tokens are lower-cased; "twenty-six" may come as one token or as three. Takes the longest reading. Does not take
    fuzzy words, ordinals, fractions ("two thirds"), a bare article, a bare scale ("hundred", "dozen": the word before
    decides), nor a decimal that is not made whole by its scale ("2.5").
    """
    if start >= len(tokens) or not may_begin(tokens[start]):
        return None
    part = _part_of_scale(tokens, start)
    return part or _half(tokens, start) or _figures(tokens, start) or _words(tokens, start)


@lru_cache(maxsize=65536)
def may_begin(word: str) -> bool:
    """Whether a number can begin with a word in lower case; a quick look that lets through what is none."""
    return word in _BEGINNINGS or word[:1].isdecimal() or not _HYPHENS.isdisjoint(word)


def parse_number(words: Sequence[str]) -> int | None:
    """The number that all these tokens together are, or None: `["two", "dozen"]` is 24."""
    found = match_number(words, 0)
    return found[0] if found and found[1] == len(words) else None


def _token(tokens: Sequence[str], index: int) -> str:
    return tokens[index] if index < len(tokens) else ""


def _part_of_scale(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    """A quarter of a million, three quarters of a million, two-thirds of a million."""
    parts, at = UNITS.get(tokens[start], 1 if tokens[start] == "a" else 0), start + 1
    if tokens[start] in _PART_OF:
        parts, at = 1, start
    elif _token(tokens, at) == "-":
        at += 1
    of = _PART_OF.get(_token(tokens, at))
    if not parts or of is None or parts >= of or tuple(tokens[at + 1 : at + 3]) != ("of", "a"):
        return None
    scale = SCALES.get(_token(tokens, at + 3))
    return None if scale is None else (scale * parts // of, at + 4 - start)


def _half(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    """Half a million, half a dozen, a half million, half-million."""
    at = start + 1 if tokens[start] in ("a", "one") and _token(tokens, start + 1) == "half" else start
    if tokens[at] != "half":
        return None
    at += 1
    if _token(tokens, at) in ("a", "-"):
        at += 1
    scale = DOZEN if _token(tokens, at) == "dozen" else SCALES.get(_token(tokens, at))
    return None if scale is None else (scale // 2, at + 1 - start)


def _figures(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    """Figures, with digit groups and a scale: 1,200; 8 000; 1.2 million; 2 1/2 million; 3 dozen."""
    first = tokens[start]
    if not first[:1].isdecimal():
        return None
    whole, thousandths = _digits(first)
    if whole is None:
        return None
    used = 1
    groups = _groups(tokens, start)
    if thousandths == 0 and groups > 1:
        whole, used = int("".join(tokens[start : start + groups])), groups
    elif thousandths == 0 and _token(tokens, start + 1) == "1/2":
        thousandths, used = 500, 2
    value = whole * 1000 + thousandths
    scaled = False
    while (scale := _scale(tokens, start + used)) is not None:
        value, used, scaled = value * scale[0], used + scale[1], True
    if value % 1000 or (thousandths and not scaled):
        return None
    if _counts_parts(tokens, start + used):
        return None
    return value // 1000, used


def _digits(token: str) -> tuple[int | None, int]:
    """Whole part and thousandths of a token of figures; None where it is no number or has too many digits."""
    head, point, tail = token.partition(".")
    plain = head.translate(_GROUP_MARKS)
    if not plain.isdecimal() or not plain.isascii() or len(plain) > _LARGEST_DIGITS:
        return None, 0
    if plain != head:
        groups = "".join(c if c.isdecimal() else " " for c in head).split(" ")
        if not 1 <= len(groups[0]) <= _DIGITS_OF_GROUP or any(len(g) != _DIGITS_OF_GROUP for g in groups[1:]):
            return None, 0
    if not point:
        return int(plain), 0
    if not tail.isdecimal() or not tail.isascii() or len(tail) > _DIGITS_OF_GROUP:
        return None, 0
    return int(plain), int(tail.ljust(_DIGITS_OF_GROUP, "0"))


def _groups(tokens: Sequence[str], start: int) -> int:
    """How many tokens are digit groups of one number ("1 200 000"). The last must be 000: where commas are lost,
    "July 5 300 people" is two numbers, but nothing else ends in a token of three noughts.
    """
    if len(tokens[start]) > _DIGITS_OF_GROUP or tokens[start].startswith("0"):
        return 1
    at = start + 1
    last = start
    while len(_token(tokens, at)) == _DIGITS_OF_GROUP and tokens[at].isdecimal() and at - start < 4:
        last = at if tokens[at] == "000" else last
        at += 1
    return last + 1 - start


def _scale(tokens: Sequence[str], at: int) -> tuple[int, int] | None:
    """The scale word at a token, after a hyphen or not, and how many tokens it takes."""
    hyphen = 1 if _token(tokens, at) in _HYPHENS else 0
    word = _token(tokens, at + hyphen)
    value = DOZEN if word == "dozen" else SCALES.get(word)
    return None if value is None else (value, 1 + hyphen)


def _counts_parts(tokens: Sequence[str], at: int) -> bool:
    hyphen = 1 if _token(tokens, at) in _HYPHENS else 0
    return _token(tokens, at + hyphen) in _PARTS


def _words(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    """Number words: sums of groups below a thousand, each with its scale, largest first."""
    total, used, ceiling = 0, 0, 10**12
    while True:
        joint = _joint(tokens, start + used) if used else 0
        group = _group(tokens, start + used + joint, first=used == 0)
        if group is None:
            break
        value, taken = group
        scale_value = 1
        scale = _scale(tokens, start + used + joint + taken)
        while scale is not None and scale[0] != SCALES["hundred"]:
            scale_value, taken = scale_value * scale[0], taken + scale[1]
            scale = _scale(tokens, start + used + joint + taken)
        if scale_value >= ceiling:
            break
        total, used, ceiling = total + value * scale_value, used + joint + taken, scale_value
        if scale_value in (1, DOZEN):
            break
    if not used or _counts_parts(tokens, start + used):
        return None
    return total, used


def _joint(tokens: Sequence[str], at: int) -> int:
    """Tokens between two groups: one for "and"; a comma joins nothing."""
    return 1 if _token(tokens, at) == "and" else 0


def _group(tokens: Sequence[str], at: int, *, first: bool) -> tuple[int, int] | None:
    """A number below a thousand in words: twenty-six, a hundred, three hundred and five; "a" only before a scale."""
    word = _token(tokens, at)
    if first and word == "a":
        scale = _scale(tokens, at + 1)
        if scale is None:
            return None
        if scale[0] != SCALES["hundred"]:
            return 1, 1
        return _after_hundred(tokens, at, 100, 1 + scale[1])
    small = _below_hundred(tokens, at)
    if small is None:
        return None
    value, used = small
    if first and _token(tokens, at + used) == "and" and tuple(tokens[at + used + 1 : at + used + 3]) == ("a", "half"):
        scale = _scale(tokens, at + used + 3)
        # one and a half million: given back as thousands of the scale would lose the half, so the scale is taken here
        if scale is not None and scale[0] > DOZEN:
            return (2 * value + 1) * scale[0] // 2, used + 3 + scale[1]
    scale = _scale(tokens, at + used)
    if scale is not None and scale[0] == SCALES["hundred"]:
        return _after_hundred(tokens, at, value * 100, used + scale[1])
    return value, used


def _after_hundred(tokens: Sequence[str], at: int, value: int, used: int) -> tuple[int, int]:
    """The tens and units after a hundred, with "and" or without."""
    joint = _joint(tokens, at + used)
    rest = _below_hundred(tokens, at + used + joint)
    if rest is None or rest[0] == 0:
        return value, used
    return value + rest[0], used + joint + rest[1]


def _below_hundred(tokens: Sequence[str], at: int) -> tuple[int, int] | None:
    """One to ninety-nine in words; "twenty-six" as one token, as three, or as two."""
    word = _token(tokens, at)
    if word in UNITS:
        return UNITS[word], 1
    if word in TENS:
        hyphen = 1 if _token(tokens, at + 1) in _HYPHENS else 0
        unit = UNITS.get(_token(tokens, at + 1 + hyphen), 0)
        if 0 < unit < 10:
            return TENS[word] + unit, 2 + hyphen
        return TENS[word], 1
    for hyphen_mark in _HYPHENS:
        tens, found, unit_word = word.partition(hyphen_mark)
        if found and tens in TENS and 0 < UNITS.get(unit_word, 0) < 10:
            return TENS[tens] + UNITS[unit_word], 1
    return None
