"""How much of a place is meant: all, most, part, or its outskirts."""

from vedette.extraction.control.words import control_words
from vedette.extraction.report import Sentence
from vedette.model.claim import Extent
from vedette.model.mention import PlaceMention, PlaceRelation

_ORDER = (Extent.OUTSKIRTS, Extent.MOST, Extent.ALL, Extent.PART)
_OUTER = frozenset((PlaceRelation.OUTSKIRTS, PlaceRelation.COUNTRYSIDE, PlaceRelation.NEAR))


def extent_of(sentence: Sentence, start: int, end: int, place: PlaceMention) -> Extent:
    """The extent that the words from the trigger to the place say; the name of a district is no part of a town."""
    words = control_words()
    doc = sentence.unit.doc
    named = next((p for p in sentence.places if p.mention.span == place.span), None)
    stop = min(end, named.end) if named is not None and named.end > start else end
    kinds = (
        range(named.start, named.end) if named is not None and place.kind in ("district", "site", "town") else range(0)
    )
    found = {
        words.extents[t.lower_]
        for t in doc[max(0, start) : stop]
        if t.lower_ in words.extents and not (t.i in kinds and words.extents[t.lower_] is Extent.PART)
    }
    if place.relation in _OUTER:
        found.add(Extent.OUTSKIRTS)
    return next((e for e in _ORDER if e in found), Extent.UNSPECIFIED)
