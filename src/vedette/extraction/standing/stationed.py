"""Who has forces or a base where: "X stationed forces at P", "P, where X are based"."""

from collections.abc import Iterator

from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.pairs import can_stand, dated, denied, since_of
from vedette.extraction.standing.phrases import (
    Range,
    antecedent,
    around,
    head_of,
    mention,
    phrase_after,
    subject,
    trimmed,
)
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import StanceContent, StanceRelation

PLACED = frozenset("station base deploy garrison".split())
_AT = frozenset("at in on near".split())
_HOSTING = frozenset(("host", "house"))
_HAVING = frozenset("have maintain keep operate run station base deploy".split())
BASES = frozenset("base force troop soldier garrison presence contingent airbase outpost".split())


def stationed(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "X has stationed forces at P", "X, which has a base in P", "P, where X are based", "X stationed in P"."""
    doc = sentence.unit.doc
    lemma = token.lemma_.lower()
    verb = token.head
    sent = verb.lemma_.lower() in ("station", "base") and lemma in standing_words().weapons
    if (lemma in BASES or sent) and token.pos_ == "NOUN" and not denied(token):
        place = _place_after(token)
        if token.dep_ == "dobj" and verb.lemma_.lower() in _HOSTING and place is not None and _lasts(verb):
            yield from dated(_place_draft(sentence, token, around(doc, token), place), since_of(sentence, token.i))
            return
        if token.dep_ == "dobj" and verb.lemma_.lower() in _HAVING and place is not None and _lasts(verb):
            who = subject(verb)
            if who is None:
                return
            for where in (place, *_joined(sentence, place)):
                yield from dated(_place_draft(sentence, token, around(doc, who), where), since_of(sentence, token.i))
    elif lemma in PLACED and token.tag_ == "VBN":
        place = _place_after(token)
        found = subject(token)
        if any(c.lower_ in ("was", "were", "had") for c in token.lefts):
            return
        if found is None or head_of(doc, around(doc, found)).lemma_.lower() not in standing_words().forces:
            return
        if place is None and any(t.lower_ == "where" for t in doc[max(0, token.i - 8) : token.i]):
            at = next(t.i for t in doc[max(0, token.i - 8) : token.i] if t.lower_ == "where")
            place = _placed_before(sentence, at)
        if place is not None:
            yield from dated(_place_draft(sentence, token, around(doc, found), place), since_of(sentence, token.i))


def _lasts(verb: Token) -> bool:
    if verb.lemma_.lower() in ("station", "base"):
        return True
    return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBN" and any(c.tag_ == "VBZ" for c in verb.lefts))


def _place_after(token: Token) -> Range | None:
    doc = token.doc
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _AT:
        return phrase_after(doc, token.i + 2)
    return None


def _joined(sentence: Sentence, place: Range) -> Iterator[Range]:
    """ "at the airfield and the port city of Tartus": the further places of a list, each with a name in it."""
    doc = sentence.unit.doc
    for child in head_of(doc, place).conjuncts:
        start, end = around(doc, child)
        if start >= place[1] and any(start <= p.start < end for p in sentence.places):
            yield start, end


def _placed_before(sentence: Sentence, at: int) -> Range | None:
    """The place that "where" speaks of: the name nearest before it, descriptions between skipped."""
    places = [p for p in sentence.places if p.end <= at and p.level < 3]
    if places:
        return places[0].start, places[0].end
    return antecedent(sentence.unit.doc, at)


def _place_draft(sentence: Sentence, token: Token, who: Range, place: Range) -> StandingDraft | None:
    unit, doc = sentence.unit, sentence.unit.doc
    if not can_stand(head_of(doc, who)):
        return None
    start, end = trimmed(doc, (min(who[0], place[0], token.i), max(who[1], place[1], token.i + 1)))
    content = StanceContent(mention(unit, who), StanceRelation.STATIONED_AT, mention(unit, place))
    return StandingDraft(
        unit.index, token.i, start, end, content, "stance: stationed", f"{token.text} {content.b.text}"
    )
