"""Where and when of a claim: which of the places and times in and around a sentence belong to what a word tells.

A place or time that belongs to the speaker ("a source in Damascus said on Monday") dates and places nothing. Where
the sentence names none, the sentences before it are asked, nearest first, then the headline; what is taken from there
is marked as inferred.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from vedette.extraction.attribution import innermost
from vedette.extraction.places import FoundPlace
from vedette.extraction.report import FoundTime, Report, Sentence
from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.times import Basis, When

#: How many sentences back a place or a day is looked for.
BACK = 3

_FOLLOW_ON = frozenset("meanwhile also moreover furthermore additionally separately elsewhere later".split())


def place_of(report: Report, sentence: Sentence, token: int) -> PlaceMention | None:
    """The place of what a token tells."""
    own = own_place(sentence, token)
    if own is not None:
        return own.mention
    for other in report.before(sentence.unit.index, BACK):
        best = main_place(other)
        if best is not None:
            return replace(best.mention, inferred=True)
    if report.sentences and sentence.unit.index:
        best = main_place(report.sentences[0])
        if best is not None:
            return replace(best.mention, inferred=True)
    return None


def own_place(sentence: Sentence, token: int) -> FoundPlace | None:
    """The place that the sentence itself ties to a token, or None."""
    candidates = usable_places(sentence, token)
    if not candidates:
        return None
    doc = sentence.unit.doc
    chosen = min(candidates, key=lambda p: _distance(doc, p, token))
    return _narrowest(sentence, candidates, chosen)


def usable_places(sentence: Sentence, token: int) -> tuple[FoundPlace, ...]:
    """Places of a sentence that are not the speaker's, nor in words that somebody else says."""
    acts = innermost(sentence.said, token)
    inside = acts[-1] if acts else None
    usable = []
    for place in sentence.places:
        if any(s.source is not None and s.source.start <= place.start < s.source.end for s in sentence.said):
            continue
        if inside is not None and not inside.covers(place.start) and any(s.covers(place.start) for s in sentence.said):
            continue
        usable.append(place)
    return tuple(usable)


def main_place(sentence: Sentence) -> FoundPlace | None:
    """The place a sentence is about: its narrowest, the first of those."""
    usable = [
        p
        for p in sentence.places
        if not any(s.source is not None and s.source.start <= p.start < s.source.end for s in sentence.said)
    ]
    return min(usable, key=lambda p: (p.level, p.start)) if usable else None


def _distance(doc: Doc, place: FoundPlace, token: int) -> tuple[int, int]:
    gap = place.start - token if place.start >= token else (token - place.end) + 3
    return (_clauses_between(doc, place.start, token), gap)


def _clauses_between(doc: Doc, a: int, b: int) -> int:
    """How many finite clauses the parse puts between two tokens: 0 when one's verb governs both."""
    verb_a, verb_b = _verb_of(doc[a]), _verb_of(doc[b])
    if verb_a.i == verb_b.i:
        return 0
    if verb_a.head.i == verb_b.i or verb_b.head.i == verb_a.i or verb_a.head.i == verb_b.head.i:
        return 1
    return 2


def _verb_of(token: Token) -> Token:
    for _ in range(30):
        if token.pos_ in ("VERB",) and token.dep_ not in ("amod", "compound"):
            return token
        if token.head.i == token.i:
            return token
        token = token.head
    return token


def _narrowest(sentence: Sentence, candidates: Sequence[FoundPlace], chosen: FoundPlace) -> FoundPlace:
    """The narrowest of a chain of places ("in al-Bureij, northeast of Aleppo"; "Azaz, Aleppo province")."""
    chain = [chosen]
    ordered = sorted(candidates, key=lambda p: p.start)
    at = ordered.index(chosen)
    for step in (-1, 1):
        i = at + step
        last = chosen
        while 0 <= i < len(ordered):
            a, b = (ordered[i], last) if step < 0 else (last, ordered[i])
            if not _chained(sentence.unit.doc, a.end, b.start):
                break
            chain.append(ordered[i])
            last = ordered[i]
            i += step
    narrowest = min(chain, key=lambda p: (p.level, p.start))
    if narrowest is not chosen or narrowest.mention.relation is PlaceRelation.OFFSET:
        first = min(
            (p for p in chain if p.level <= narrowest.level or p.mention.relation is not PlaceRelation.OFFSET),
            key=lambda p: (p.mention.relation is PlaceRelation.OFFSET, p.level, p.start),
        )
        narrowest = first
    wider = next(
        (p for p in sorted(chain, key=lambda p: p.start) if p is not narrowest and p.level >= narrowest.level), None
    )
    if wider is not None and narrowest.mention.within is None:
        return replace(narrowest, mention=replace(narrowest.mention, within=wider.name))
    return narrowest


def _chained(doc: Doc, a: int, b: int) -> bool:
    """Whether only words of place stand between the end of one name and the start of the next."""
    if b - a > 6:
        return False
    return all(
        t.tag_ in ("IN", "DT", ",", "POS", "JJ", "HYPH", "RB", "NN", "CD", "NNS", "(")
        and t.lower_ not in ("from", "to", "by", "and", "after", "when")
        for t in doc[a:b]
    )


def time_of(report: Report, sentence: Sentence, token: int) -> When | None:
    """The days of what a token tells, or None where nothing dates it."""
    own = own_time(sentence, token)
    if own is not None:
        return own
    first = sentence.unit.doc[0].lower_ if len(sentence.unit.doc) else ""
    follows = first in _FOLLOW_ON or any(t.lower_ == "also" for t in sentence.unit.doc)
    if follows:
        for other in report.before(sentence.unit.index, 2):
            times = [t for t in other.times if t.expression.when is not None and not t.reporting]
            if times:
                when = times[0].expression.when
                return replace(when, basis=Basis.INFERRED) if when is not None else None
    return None


def own_time(sentence: Sentence, token: int) -> When | None:
    """The days that the sentence itself ties to a token."""
    usable = [t for t in sentence.times if t.expression.when is not None and not t.reporting]
    if not usable:
        return None
    doc = sentence.unit.doc

    def rank(found: FoundTime) -> tuple[int, int]:
        gap = found.start - token if found.start >= token else token - found.end + 2
        return (_clauses_between(doc, found.start, token), gap)

    best = min(usable, key=rank)
    if rank(best)[0] > 1 and rank(best)[1] > 15:
        return None
    return best.expression.when
