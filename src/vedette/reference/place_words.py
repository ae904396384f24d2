"""The common nouns and compass words around a place's name: what they say of its kind, and of which part is meant.

"the southern countryside of Idlib province", "Khmeimim airfield", "northern Syria": the name is in there somewhere, and
the rest says whether a town, a province or an airfield is meant.
"""

import re
from dataclasses import dataclass

from vedette.reference.place import PlaceKind

_K = PlaceKind
_KINDS: dict[str, frozenset[PlaceKind]] = {
    "province|governorate|oblast|wilaya|wilayah|muhafazah|prefecture": frozenset({_K.PROVINCE}),
    "state": frozenset({_K.PROVINCE, _K.COUNTRY}),
    "region": frozenset({_K.PROVINCE, _K.REGION}),
    "county|parish": frozenset({_K.DISTRICT, _K.PROVINCE}),
    "raion|rayon|subdistrict|township|municipality|woreda|cercle|territory": frozenset(
        {_K.DISTRICT, _K.TOWN, _K.CITY, _K.VILLAGE}
    ),
    "district": frozenset({_K.DISTRICT, _K.QUARTER, _K.TOWN, _K.CITY}),
    "neighbourhood|neighborhood|quarter|suburb|suburbs": frozenset({_K.QUARTER, _K.TOWN, _K.VILLAGE, _K.DISTRICT}),
    "city|town|village|settlement|hamlet|villages|towns|cities": frozenset({_K.CITY, _K.TOWN, _K.VILLAGE}),
    "camp|refugee camp|displacement camp|idp camp": frozenset({_K.CAMP}),
    "air base|airbase|airfield|airport|international airport|military airport|aerodrome": frozenset(
        {_K.BASE, _K.AIRPORT}
    ),
    "base|military base|barracks|garrison|academy": frozenset({_K.BASE, _K.FACILITY}),
    "crossing|border crossing|checkpoint": frozenset({_K.CROSSING}),
    "dam": frozenset({_K.DAM}),
    "bridge": frozenset({_K.BRIDGE}),
    "road|highway|motorway|roundabout|square": frozenset({_K.ROAD, _K.FACILITY}),
    "port|harbour|harbor|seaport": frozenset({_K.PORT, _K.FACILITY}),
    "valley|plain|desert|peninsula|corridor|basin|mountains": frozenset({_K.REGION}),
    "island|islands": frozenset({_K.ISLAND, _K.REGION}),
    "lake|river|strait|gulf|sea": frozenset({_K.WATER}),
    "hill|hilltop|mountain|heights": frozenset({_K.HILL, _K.REGION}),
    "hospital|plant|power plant|oil field|gas field|gas plant|oilfield|prison": frozenset({_K.FACILITY}),
    "factory|refinery|silos|mine|mosque|church|university|school|market|stadium": frozenset({_K.FACILITY}),
}
_NOUNS = {noun: kinds for nouns, kinds in _KINDS.items() for noun in nouns.split("|")}
_ALTERNATIVES = "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True))
_TAIL = re.compile(rf"^(?P<name>.+?)[\s-]+(?P<noun>{_ALTERNATIVES})$", re.I)
_HEAD = re.compile(rf"^(?P<noun>{_ALTERNATIVES})\s+(?:of\s+)?(?P<name>.+)$", re.I)
_THE = re.compile(r"^(?:the|a)\s+", re.I)
_COMPASS = "north|south|east|west"
_PART = re.compile(
    rf"^(?P<part>(?:(?:{_COMPASS})[\s-]?){{1,2}}(?:ern)?|central|upper|lower|rural)\s+(?P<name>.+)$", re.I
)
_RURAL = "countryside|outskirts|suburbs|hinterland|surroundings|environs|farms|farmland"
_FRONT = "area|areas|direction|directions|sector|axis|front|frontline"
_SIDES = "part|parts|side|half|section|neighbou?rhoods|districts|quarters|east|west|north|south|centre|center"
_AROUND = re.compile(rf"^(?P<name>.+?)(?:['’]s)?\s+(?:{_RURAL}|{_FRONT})$", re.I)
_PART_OF = re.compile(
    rf"^(?:(?P<part>(?:(?:{_COMPASS})[\s-]?){{1,2}}(?:ern)?|central)\s+)?(?:(?P<rural>{_RURAL})|(?P<side>{_SIDES}))"
    r"\s+(?:of|around|in)\s+(?P<name>.+)$",
    re.I,
)
_ONLY_COMPASS = re.compile(rf"^(?:(?:{_COMPASS})[\s-]?){{1,2}}(?:ern)?$", re.I)
_SIDE_OF = re.compile(rf"^(?P<name>.+?)['’]s\s+(?P<part>(?:(?:{_COMPASS})-?){{1,2}})$", re.I)
_POSSESSIVE = re.compile(r"^(?P<whole>.+?)['’]s?\s+(?P<part>.+)$")

#: Degrees from north, clockwise, for the compass words and letters that reports use.
BEARINGS: dict[str, float] = {
    "n": 0, "nne": 22.5, "ne": 45, "ene": 67.5, "e": 90, "ese": 112.5, "se": 135, "sse": 157.5,
    "s": 180, "ssw": 202.5, "sw": 225, "wsw": 247.5, "w": 270, "wnw": 292.5, "nw": 315, "nnw": 337.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A name freed of the words around it: the kinds those allow (empty: any), and the part of the place meant."""

    name: str
    kinds: frozenset[PlaceKind] = frozenset()
    part: str | None = None
    rural: bool = False


def bearing_degrees(words: str | None) -> float | None:
    """Degrees of "north", "north-western", "SSE"; None for what is no compass point ("central")."""
    if not words:
        return None
    plain = re.sub(r"[^a-z]", "", words.lower()).replace("ern", "").replace("wards", "").replace("ward", "")
    letters = re.sub(r"north|south|east|west", lambda m: m.group()[0], plain)
    return BEARINGS.get(letters)


def read_place_words(text: str) -> tuple[PlaceWords, ...]:
    """Readings of a place's words, fullest name first: "Eastern Ghouta" before the east of Ghouta.

    Reading stops where nothing is left to take off. Never empty; the first reading is the text less its "the".
    """
    name = " ".join(_THE.sub("", text.strip()).split()).strip(" .,;:'’\"“”()")
    reading = PlaceWords(name or text)
    readings = [reading]
    for _ in range(4):
        reading = _shorter(reading)
        if reading is readings[-1]:
            break
        readings.append(reading)
    return tuple(readings)


def is_part_of(text: str) -> bool:
    """Whether the words are a portion of the place named last ("the eastern suburbs of Aleppo"), not a place in it."""
    return bool(_PART_OF.match(_THE.sub("", text.strip())) or _SIDE_OF.match(text.strip()))


def split_possessive(text: str) -> tuple[str, str] | None:
    """("Aleppo", "Salah al-Din district") for "Aleppo's Salah al-Din district"; None where nothing is possessed."""
    found = _POSSESSIVE.match(text)
    return (found["whole"], found["part"]) if found and len(found["whole"]) > 2 else None


def _shorter(reading: PlaceWords) -> PlaceWords:
    name = reading.name
    portion = _PART_OF.match(name)
    if portion:
        words = portion["part"] or portion["side"]
        side = reading.part or (words.lower() if words and bearing_degrees(words) is not None else None)
        return PlaceWords(_THE.sub("", portion["name"]), reading.kinds, side, bool(portion["rural"]) or reading.rural)
    side_of = _SIDE_OF.match(name)
    if side_of:
        return PlaceWords(_THE.sub("", side_of["name"]), reading.kinds, side_of["part"].lower(), reading.rural)
    around = _AROUND.match(name)
    if around and not _ONLY_COMPASS.match(around["name"]):
        return PlaceWords(_THE.sub("", around["name"]), reading.kinds, reading.part, rural=True)
    noun = _TAIL.match(name) or _HEAD.match(name)
    if noun:
        kinds = reading.kinds or _NOUNS[noun["noun"].lower()]
        return PlaceWords(_THE.sub("", noun["name"]), kinds, reading.part, reading.rural)
    part = _PART.match(name)
    if part:
        return PlaceWords(
            _THE.sub("", part["name"]), reading.kinds, reading.part or part["part"].lower(), reading.rural
        )
    return reading
