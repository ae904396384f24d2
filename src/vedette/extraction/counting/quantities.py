"""Numbers with their bounds as a sentence states them: "at least 16", "dozens of", "between 20 and 30".

Counts of people are built from these; whether the number counts people at all is for `counts` to say.
"""

from collections.abc import Sequence

from vedette.extraction.parsing.tokens import Doc
from vedette.model.quantity import Quantity
from vedette.text.numerals import match_number

#: Words of size: (low, high). Open ones are approximate; the sizes are the codebook's.
WORDS_OF_SIZE: dict[tuple[str, ...], tuple[int, int | None]] = {
    ("hundreds", "of", "thousands"): (200_000, None),
    ("tens", "of", "thousands"): (20_000, None),
    ("tens", "of", "millions"): (20_000_000, None),
    ("several", "hundred", "thousand"): (300_000, None),
    ("several", "thousand"): (3000, None),
    ("several", "hundred"): (300, None),
    ("several", "hundreds"): (300, None),
    ("several", "dozen"): (36, None),
    ("several", "dozens"): (36, None),
    ("a", "few", "dozen"): (36, None),
    ("a", "few", "hundred"): (300, None),
    ("a", "few", "thousand"): (3000, None),
    ("few", "hundred"): (300, None),
    ("dozens", "and", "dozens"): (48, None),
    ("dozens",): (24, None),
    ("scores",): (40, None),
    ("hundreds",): (200, None),
    ("thousands",): (2000, None),
    ("millions",): (2_000_000, None),
    ("tens",): (20, None),
    ("several",): (3, None),
    ("many", "hundreds"): (200, None),
    ("many", "thousands"): (2000, None),
    ("many", "dozens"): (24, None),
    ("a", "few"): (3, None),
    ("a", "handful", "of"): (3, None),
    ("a", "couple", "of"): (2, 2),
    ("a", "pair", "of"): (2, 2),
    ("both",): (2, 2),
}
AT_LEAST = (
    ("at", "least"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("not", "less", "than"),
    ("not", "fewer", "than"),
    ("a", "minimum", "of"),
    ("minimum",),
    ("as", "least"),
)
MORE_THAN = (
    ("more", "than"),
    ("over",),
    ("upwards", "of"),
    ("upward", "of"),
    ("in", "excess", "of"),
    ("exceeding",),
    ("above",),
    ("well", "over"),
    ("exceeded",),
    ("exceeds",),
    ("surpassed",),
    ("beyond",),
)
AT_MOST = (
    ("up", "to"),
    ("as", "many", "as"),
    ("as", "high", "as"),
    ("as", "much", "as"),
    ("at", "most"),
    ("no", "more", "than"),
    ("a", "maximum", "of"),
    ("not", "more", "than"),
)
LESS_THAN = (("less", "than"), ("fewer", "than"), ("under",))
ABOUT = (
    ("around",),
    ("about",),
    ("approximately",),
    ("some",),
    ("nearly",),
    ("almost",),
    ("roughly",),
    ("close", "to"),
    ("an", "estimated"),
    ("estimated",),
    ("approx",),
    ("approx", "."),
    ("near",),
    ("just", "under"),
    ("circa",),
    ("the", "estimated"),
    ("an", "approximate"),
)
MODIFIERS = tuple(
    sorted(
        [(m, "least") for m in AT_LEAST]
        + [(m, "more") for m in MORE_THAN]
        + [(m, "most") for m in AT_MOST]
        + [(m, "less") for m in LESS_THAN]
        + [(m, "about") for m in ABOUT],
        key=lambda pair: -len(pair[0]),
    )
)


#: By their first words.
_BY_FIRST = {
    first: tuple((phrase, kind) for phrase, kind in MODIFIERS if phrase[0] == first)
    for first in {phrase[0] for phrase, _ in MODIFIERS}
}
_SIZES = frozenset(phrase[0] for phrase in WORDS_OF_SIZE)
#: What a stated quantity can begin with apart from a number (`may_begin` in `text.numerals`).
OPENERS = frozenset(_BY_FIRST) | _SIZES | {"between"}


def modifier_at(words: Sequence[str], i: int) -> tuple[int, str] | None:
    """The words of bound ("at least") that start at a token: how many, and their kind; None where there are none."""
    for phrase, kind in _BY_FIRST.get(words[i], ()) if i < len(words) else ():
        if tuple(words[i : i + len(phrase)]) == phrase:
            return len(phrase), kind
    return None


def number_at(doc: Doc, words: Sequence[str], i: int) -> tuple[int, int | None, int, bool] | None:
    """(low, high, tokens used, whether a word of size)."""
    if i >= len(words):
        return None
    for length in (3, 2, 1) if words[i] in _SIZES else ():
        size = WORDS_OF_SIZE.get(tuple(words[i : i + length]))
        if size is not None and i + length <= len(words):
            used = length
            if words[i + used : i + used + 1] == ["of"] and words[i + used - 1] not in ("of",):
                used += 1
            return size[0], size[1], used, True
    if words[i] in ("between", "from"):
        span = number_range(words, i + 1, ("and", "to"))
        return (span[0], span[1], span[2] + 1, False) if span and words[i] == "between" else None
    if (
        i
        and doc[i - 1].text in ("-", "–", ".", ":", "/")
        and not doc[i - 1].whitespace_
        and not doc[i - 2 if i > 1 else 0].whitespace_
        and i > 1
    ):
        return None
    one = match_number(words, i)
    if one is None:
        return None
    span = _range_from(words, i, one, ("to", "-", "–"))
    either = _range_from(words, i, one, ("or",))
    if either and either[1] - either[0] <= max(1, either[0] // 2):  # "two or three", "20 or 25"
        return (*either, False)
    if span:
        # "rose from 32 to 37" is no range: the second figure updates the first, which is history
        return None if words[i - 1 : i] == ["from"] else (*span, False)
    value, used = one
    if value > 100_000_000:
        return None
    return value, value, used, False


def number_range(words: Sequence[str], i: int, joins: tuple[str, ...]) -> tuple[int, int, int] | None:
    """ "20 to 30" at a token: (low, high, tokens used)."""
    first = match_number(words, i)
    return None if first is None else _range_from(words, i, first, joins)


def _range_from(
    words: Sequence[str], i: int, first: tuple[int, int], joins: tuple[str, ...]
) -> tuple[int, int, int] | None:
    if i + first[1] >= len(words) or words[i + first[1]] not in joins:
        return None
    second = match_number(words, i + first[1] + 1)
    if second is None or second[0] <= first[0]:
        return None
    return first[0], second[0], first[1] + 1 + second[1]


def bounded(low: int, high: int | None, bounds: set[str], sized: bool, words: str) -> Quantity:
    """The quantity of a number with the kinds of its words of bound; `sized` marks a word of size ("dozens")."""
    about = sized or "about" in bounds
    if sized and high is None:
        return Quantity(low, None, True, words)
    if "most" in bounds:
        return Quantity(0, high, about, words)
    if "less" in bounds:
        return Quantity(0, max((high or 1) - 1, 0), about, words)
    if "more" in bounds:
        return Quantity(low + 1, None, about, words)
    if "least" in bounds:
        return Quantity(low, None, about, words)
    return Quantity(low, high, about, words)
