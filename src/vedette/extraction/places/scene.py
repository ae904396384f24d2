"""Where the one thing that a text is about happened: the place that its first words and its telling sentences agree on.

For news of a single incident without claims to ask. A text of a war has claims, each with its own place.
"""

import re
from collections.abc import Mapping, Sequence

from vedette.extraction.places.general import GeneralPlace
from vedette.reference.place import AREAS, Place, PlaceKind

#: Words of the sentences that tell what happened.
_TELLING = re.compile(
    r"\b(?:shot|shoot\w*|gun\w*|fire[ds]?|firing|kill\w*|dead|d(?:ied|eath)|injur\w*|wound\w*|hit|hurt|str(?:uck|ikes?)"
    r"|airstrikes?|bomb\w*|shell\w*|target\w*|attack\w*|explo\w+|destroy\w*|happened|occurred|scene)\b",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
#: What a mention weighs: at the very top, in a telling sentence, anywhere; less and less down the text.
TOP, TELLING, PLAIN = 2.0, 2.0, 0.5
TOP_CHARACTERS = 60
FADE_CHARACTERS = 1500.0
#: A part of a town in the same sentences is preferred by so much; what lies outside the country of the outlet counts
#: for little, and an area only where nothing finer is named.
FINER = {PlaceKind.QUARTER: 1.5, PlaceKind.CAMP: 1.4, PlaceKind.FACILITY: 1.2, PlaceKind.AIRPORT: 0.3}
ABROAD, AREA = 0.1, 0.05


def scene(text: str, spots: Mapping[GeneralPlace, Place | None], *, home: str | None = None) -> Place | None:
    """The place for which most speaks; `home` is the country of the outlet, for local news."""
    telling = telling_spans(text)
    weights: dict[str, float] = {}
    by_id: dict[str, Place] = {}
    for mention, place in spots.items():
        if place is None or mention.people or place.kind is PlaceKind.COUNTRY:
            continue
        at = mention.span.start
        weight = TOP if at < TOP_CHARACTERS else 0.0
        weight += TELLING if any(a <= at < b for a, b in telling) else PLAIN
        weight *= 1.0 / (1.0 + at / FADE_CHARACTERS)
        weight *= FINER.get(place.kind, 1.0) * (AREA if place.kind in AREAS else 1.0)
        weight *= ABROAD if home is not None and place.country != home else 1.0
        weights[place.id] = weights.get(place.id, 0.0) + weight
        by_id[place.id] = place
    if not weights:
        return None
    return by_id[max(weights, key=lambda i: (weights[i], i))]


def telling_spans(text: str) -> Sequence[tuple[int, int]]:
    """Where the sentences lie that tell what happened, as characters from and up to."""
    return [m.span() for m in _SENTENCE.finditer(text) if _TELLING.search(m.group())]
