"""How much of a place is meant: all, most, part, or its outskirts."""

from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.report import Sentence
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.text.numerals import match_number

_ORDER = (Extent.OUTSKIRTS, Extent.MOST, Extent.ALL, Extent.PART)
#: Words of measure that make a number before them a share or a stretch of the place.
_MEASURES = frozenset("kilometres kilometers kilometre kilometer miles mile metres meters hectares acres km".split())
_HALF = 50
#: "two-thirds", "a third", "three quarters": the parts that make up more than half are most.
_PARTS = {
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "half": 2,
    "tenth": 10,
    "tenths": 10,
}


def extent_of(
    sentence: Sentence, bounds: tuple[int, int], place: PlaceMention, relation: ControlRelation = ControlRelation.HOLDS
) -> Extent:
    """The extent that the words from the trigger to the place say.

    Words of a place's own phrase ("the towns of X", "eastern X", "the Y district") tell which place, not how much.
    """
    extents = control_words().extents
    doc = sentence.unit.doc
    names = {i for p in sentence.places for i in range(p.start, p.end)}
    found = set()
    for token in doc[max(0, bounds[0]) : bounds[1]]:
        extent = extents.get(token.lower_)
        if token.lower_ in lexicon().directions and _is_side_of(doc, token.i):
            found.add(Extent.PART)
        if extent is Extent.ALL and doc.words[token.i - 1 : token.i] in (["nearly"], ["almost"], ["virtually"]):
            extent = Extent.MOST
        if extent is not None and not (extent is Extent.PART and token.i in names):
            found.add(extent)
        share = _share(doc, token.i)
        if share is not None:
            found.add(share)
    if place.relation is PlaceRelation.OUTSKIRTS:
        found.add(Extent.OUTSKIRTS)
    if place.relation is PlaceRelation.NEAR and relation is ControlRelation.CONTESTS:
        found.add(Extent.OUTSKIRTS)
    return next((e for e in _ORDER if e in found), Extent.UNSPECIFIED)


def _is_side_of(doc: Doc, i: int) -> bool:
    """ "the west of X" is in X; "to the west of X" is not."""
    return doc.words[i + 1 : i + 2] == ["of"] and doc.words[i - 1 : i] == ["the"] and doc.words[i - 2 : i - 1] != ["to"]


def _counted(doc: Doc, i: int) -> Extent | None:
    """ "11 of the 14 districts", "nine out of ten": how many of how many."""
    words = [t.lower_ for t in doc[max(0, i - 2) : i + 4]]
    at = min(i, 2)
    before = at - (2 if words[at - 1 : at] == ["out"] else 1)
    behind = at + (2 if words[at + 1 : at + 2] in (["the"], ["its"]) else 1)
    if before < 0 or behind >= len(words):
        return None
    some, all_ = match_number(words, before), match_number(words, behind)
    if some is None or all_ is None or not 0 < some[0] < all_[0]:
        return None
    return Extent.MOST if 2 * some[0] > all_[0] else Extent.PART


def _share(doc: Doc, i: int) -> Extent | None:
    """ "90 per cent", "80%", "1,200 square kilometres": more than half is most, all else is part."""
    word = doc[i].lower_
    if word == "of" and (counted := _counted(doc, i)) is not None:
        return counted
    if word in _MEASURES and i + 1 < len(doc) and doc[i + 1].lower_ in ("of", "in"):
        return Extent.PART
    if word in _PARTS and i + 1 < len(doc) and doc[i + 1].lower_ in ("of", "the"):
        number = match_number([t.lower_ for t in doc[max(0, i - 1) : i] if t.text not in "-–"] or ["one"], 0)
        if i > 1 and doc[i - 1].text in "-–":
            number = match_number([doc[i - 2].lower_], 0)
        return Extent.MOST if number is not None and 2 * number[0] > _PARTS[word] else Extent.PART
    if word not in ("percent", "cent", "%"):
        return None
    words = [t.lower_ for t in doc[max(0, i - 2) : i]]
    for start in range(len(words)):
        number = match_number(words, start)
        if number is not None:
            return Extent.MOST if number[0] > _HALF else Extent.PART
    return Extent.PART
