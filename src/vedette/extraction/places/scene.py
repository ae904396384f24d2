"""Where the one thing that a text is about happened: the place that its first words and its telling sentences agree on.

For news of a single incident without claims to ask. A text of a war has claims, each with its own place.
"""

import math
import re
from collections import defaultdict
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
#: for little, and an area only where nothing finer is named, the smaller before the larger.
FINER = {PlaceKind.QUARTER: 1.5, PlaceKind.CAMP: 1.4, PlaceKind.FACILITY: 1.2, PlaceKind.AIRPORT: 0.3}
AREA = {PlaceKind.DISTRICT: 0.15, PlaceKind.PROVINCE: 0.02}
ABROAD, OTHER_AREA = 0.1, 0.05
#: A place that something happens in, and one that somebody is from.
HAPPENED, FROM = 1.5, 0.5
_HAPPENED = re.compile(r"\b(?:in|near|outside|at|inside|around)\s+(?:(?:the|downtown|rural)\s+)?$", re.I)
_OF = re.compile(r",\s+of\s+$")
_FROM = re.compile(
    r"^\s+(?:man|men|woman|women|resident|residents|native|teen|teenager|boy|girl|mother|father|couple)\b", re.I
)
#: A place in the tail of a title is the outlet's ("... - WXYZ, Springfield"); one in a county or state that nothing
#: else in the text speaks of, while other names speak for others, bears its name by chance.
TAIL, STRANGER = 0.1, 0.3
_TAIL = re.compile(r"\s(?:[-–—|])\s[^\n]*$")
#: What a named area says of where a text is, next to a town of 100,000.
AREA_VOTE = 1.5


def scene(
    text: str, spots: Mapping[GeneralPlace, Place | None], *, home: str | None = None, outlet: Place | None = None
) -> Place | None:
    """The place for which most speaks; for local news, `home` is the country of the outlet and `outlet` its town or
    state, which is the answer where the text names nothing nearer than that state."""
    telling = telling_spans(text)
    tail = _title_tail(text)
    named = {m.name: p for m, p in spots.items() if p is not None and not m.people}
    if outlet is not None:
        named[""] = outlet
    weights: dict[str, float] = defaultdict(float)
    by_id: dict[str, Place] = {}
    for mention, place in spots.items():
        if place is None or mention.people or place.kind is PlaceKind.COUNTRY:
            continue
        at = mention.span.start
        weight = TOP if at < TOP_CHARACTERS else 0.0
        weight += TELLING if any(a <= at < b for a, b in telling) else PLAIN
        weight *= 1.0 / (1.0 + at / FADE_CHARACTERS)
        weight *= FINER.get(place.kind, 1.0)
        weight *= AREA.get(place.kind, OTHER_AREA if place.kind in AREAS else 1.0)
        weight *= _phrase(text, mention) * (TAIL if tail[0] <= at < tail[1] else 1.0)
        if home is not None:
            weight *= ABROAD if place.country != home else STRANGER if _is_stranger(mention.name, place, named) else 1.0
        weights[place.id] += weight
        by_id[place.id] = place
    best = by_id[max(weights, key=lambda i: (weights[i], i))] if weights else None
    if outlet is None or (best is not None and (best.kind is not PlaceKind.PROVINCE or best.admin1 != outlet.admin1)):
        return best
    return outlet


def telling_spans(text: str) -> Sequence[tuple[int, int]]:
    """Where the sentences lie that tell what happened, as characters from and up to."""
    return [m.span() for m in _SENTENCE.finditer(text) if _TELLING.search(m.group())]


def _title_tail(text: str) -> tuple[int, int]:
    """Where the outlet's own line stands in the title: behind its last dash or bar."""
    title = text.partition("\n")[0]
    found = _TAIL.search(title)
    return (found.start(), len(title)) if found and found.start() else (0, 0)


def _phrase(text: str, mention: GeneralPlace) -> float:
    """What the words next to a name say: that something is there, or that somebody is from there."""
    before = text[max(mention.span.start - 20, 0) : mention.span.start]
    if _HAPPENED.search(before):
        return HAPPENED
    return FROM if _OF.search(before) or _FROM.search(text[mention.span.end : mention.span.end + 12]) else 1.0


def _is_stranger(name: str, place: Place, named: Mapping[str, Place]) -> bool:
    """Whether other names speak for other states of the country, and none for this place's."""
    votes: dict[str | None, float] = defaultdict(float)
    for other, spot in named.items():
        if other.lower() != name.lower() and spot.country == place.country and spot.kind is not PlaceKind.COUNTRY:
            large = min(1.0, math.log10(max(spot.population, 1)) / 5)
            votes[spot.admin1 or spot.name] += AREA_VOTE if spot.kind in AREAS else large
    return sum(votes.values()) >= 1.0 and not votes.get(place.admin1 or place.name)
