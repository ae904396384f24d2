"""How the place of a claim lies to the place that is named: in it, near it, at its edge, so many kilometres off."""

from vedette.model.mention import PlaceRelation
from vedette.text.numerals import match_number

#: Compass words and the points they stand for.
BEARINGS = {
    "north": "N",
    "south": "S",
    "east": "E",
    "west": "W",
    "northeast": "NE",
    "northwest": "NW",
    "southeast": "SE",
    "southwest": "SW",
    "north-east": "NE",
    "north-west": "NW",
    "south-east": "SE",
    "south-west": "SW",
}
_KILOMETRES = {
    "km": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "kilometers": 1.0,
    "kilometres": 1.0,
    "kms": 1.0,
    "mile": 1.609,
    "miles": 1.609,
}
_AROUND = frozenset("around near outside surrounding nearby by close adjacent vicinity".split())
_COUNTRYSIDE = frozenset("countryside rural reef farmland".split())
_OUTSKIRTS = frozenset("outskirts suburbs suburb edge edges periphery entrance approaches fringes".split())


def relation_of(words: list[str], left: int) -> tuple[PlaceRelation, float | None, str, int]:
    """The relation to the named place, kilometres, compass point, and the first token of it all."""
    at = left - 1
    if at >= 0 and words[at] == "the":
        at -= 1
    begin = left
    if words[left + 1 : left + 2] == ["of"]:  # the kind noun in front is itself the relation: "the outskirts of"
        if words[left] in _OUTSKIRTS:
            return PlaceRelation.OUTSKIRTS, None, "", begin
        if words[left] in _COUNTRYSIDE:
            return PlaceRelation.COUNTRYSIDE, None, "", begin
    if at >= 1 and words[at] == "of" and words[at - 1] in BEARINGS:
        bearing = BEARINGS[words[at - 1]]
        distance, begin = _distance(words, at - 1)
        if distance is None and words[at - 2 : at - 1] == ["the"] and words[at - 3 : at - 2] != ["to"]:
            return PlaceRelation.IN, None, "", at - 1  # "the west of X" is a part of it
        return PlaceRelation.OFFSET, distance, bearing, begin
    if at >= 1 and words[at] == "from" and (distance_from := _distance(words, at))[0] is not None:
        return PlaceRelation.OFFSET, distance_from[0], "", distance_from[1]
    window = words[max(0, at - 3) : at + 1]
    if at >= 0 and words[at] in _AROUND:
        begin = at
        if at and words[at - 1] in _COUNTRYSIDE:
            return PlaceRelation.COUNTRYSIDE, None, "", at - 1
        return PlaceRelation.NEAR, None, "", begin
    if at >= 0 and words[at] in ("of", "in", "to") and at:
        for offset, word in enumerate(reversed(window)):
            if word in _OUTSKIRTS and (words[at] != "in" or not word.startswith("suburb")):  # "a suburb in X" is in it
                return PlaceRelation.OUTSKIRTS, None, "", at - offset
            if word in _COUNTRYSIDE:
                return PlaceRelation.COUNTRYSIDE, None, "", at - offset
            if word in ("vicinity", "close"):
                return PlaceRelation.NEAR, None, "", at - offset
    if at >= 0 and words[at] in ("toward", "towards"):
        return PlaceRelation.TOWARDS, None, "", at
    if at >= 0 and words[at] == "between":
        return PlaceRelation.BETWEEN, None, "", at
    return PlaceRelation.IN, None, "", begin


def _distance(words: list[str], at: int) -> tuple[float | None, int]:
    """The kilometres that end right before token `at`, and where they start: "(some 15 km) north of"."""
    end = at
    for unit_at in (at - 1, at - 2):
        if unit_at >= 1 and words[unit_at] in _KILOMETRES:
            for start in range(max(0, unit_at - 3), unit_at):
                number = match_number(words, start)
                if number is not None and start + number[1] == unit_at:
                    return number[0] * _KILOMETRES[words[unit_at]], start
    return None, end
