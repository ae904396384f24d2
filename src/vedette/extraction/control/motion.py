"""Moves told by a verb of motion and a word of direction: "swept into X", "melted away from X", "crept to its edge"."""

from collections.abc import Iterator
from functools import cache

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.meant import meant
from vedette.extraction.control.verbs import is_ground_behind
from vedette.extraction.control.where import joined_places, object_end, place_end, place_within, unknown_behind
from vedette.extraction.control.who import acts, mention, subject
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation, Extent

#: A word of direction stands this close behind its verb, and the place this close behind that.
_REACH = 5
_NAMED_WITHIN = 9
_INTO = frozenset(("into", "onto"))
_TOWARDS = frozenset(("towards", "toward"))
_LIGHT = ("ADV", "ADP", "ADJ", "PART")


def direction(verb: Token) -> tuple[ControlRelation, Token] | None:
    """What a verb of motion says of the place behind it, and the preposition before that."""
    moving, lemma, doc = control_words().moving, verb.lemma_.lower(), verb.doc
    beside: set[str] = set()
    for i in range(verb.i + 1, min(len(doc), verb.i + 1 + _REACH)):
        word = doc.words[i]
        if word in _INTO and lemma in moving.going:
            return ControlRelation.ENTERED, doc[i]
        if word in _TOWARDS and lemma in moving.going:
            return ControlRelation.CONTESTS, doc[i]
        if word == "on" and lemma in moving.closing and _has_object(doc[i]):
            return ControlRelation.CONTESTS, doc[i]
        if word == "to" and lemma in moving.going and beside & {"closer", "nearer", "close"}:
            return ControlRelation.CONTESTS, doc[i]
        if word == "to" and lemma in moving.going and _at_the_edge(doc[i]):
            return ControlRelation.ENTERED, doc[i]
        if word == "far" and lemma in moving.going and doc.words[i - 1 : i + 2] == ["as", "far", "as"]:
            return ControlRelation.ENTERED, doc[i + 1]
        if word == "of" and beside & {"out"} and lemma in moving.going_out:
            return ControlRelation.WITHDREW, doc[i]
        if word == "from" and lemma in moving.leaving:
            if lemma in moving.with_particle and beside.isdisjoint(moving.particles):
                return None
            return ControlRelation.WITHDREW, doc[i]
        if doc[i].pos_ not in _LIGHT:
            return None
        beside.add(word)
    return None


def by_motion(report: Report, sentence: Sentence, verb: Token) -> Iterator[ControlDraft]:
    """The statements of a force that moves into, towards or out of a place; what it drives before it is another's."""
    told = direction(verb)
    if told is None or any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in verb.children):
        return
    relation, last = told
    who = verb.head if verb.dep_ == "acl" else subject(verb)
    if who is None or not (acts(who) or who.pos_ == "PRON") or _is_dated(sentence, last):
        return
    unknown = unknown_behind(sentence, last)
    end = min(object_end(sentence, last.i + 1), last.i + _NAMED_WITHIN)
    where = unknown[0] if unknown else place_within(report, sentence, last.i + 1, end)
    if where is None or not (is_ground_behind(sentence, last, where) or _at_the_edge(last)):
        return
    party = mention(report, sentence, who)
    if party is None:
        return
    for place in unknown or joined_places(sentence, where, last.i + 1):
        quote = (verb.i, place_end(sentence, place, last.i + 1))
        span = quote if not place.inferred else (verb.i, end)
        said = Statement(verb.i, relation, party, place, "verb of motion", quote, span=span)
        yield draft(report, sentence, meant(verb, said))


def _has_object(link: Token) -> bool:
    return any(c.dep_ == "pobj" for c in link.children)


def _at_the_edge(link: Token) -> bool:
    """ "To the western edge of", "to the gates of": words for an outer part right behind a preposition."""
    return any(w in _outer() for w in link.doc.words[link.i + 1 : link.i + 5])


@cache
def _outer() -> frozenset[str]:
    return frozenset(w for w, extent in control_words().extents.items() if extent is Extent.OUTSKIRTS)


def _is_dated(sentence: Sentence, link: Token) -> bool:
    """ "Moved on Friday": a day stands behind the preposition."""
    return any(link.i <= t.start <= link.i + 1 for t in sentence.times)
