"""Compounds before a place: "rebel-held X", "the government controlled part of X", "besieged X"."""

from collections.abc import Iterator

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.where import area_noun, joined_places, last_place, place_end
from vedette.extraction.control.who import acts, mention, parties_before
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.forms import word_set, words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation

#: The place stands this close behind the compound.
_REACH = 9
_AWAY = (PlaceRelation.NEAR, PlaceRelation.OFFSET, PlaceRelation.TOWARDS)
_PARTS = frozenset("area territory part district neighborhood neighbourhood quarter sector pocket zone".split())
_PARTY_TAGS = ("NN", "NNP", "JJ", "NNPS", "NNS")


def by_compound(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    """The statements of compounds like "rebel-held"."""
    doc, words = sentence.unit.doc, control_words()
    if words.suffixes.keys().isdisjoint(word_set(doc)):
        return
    for i, word in enumerate(words_of(doc)):
        relation = words.suffixes.get(word)
        if relation is None:
            continue
        token = doc[i]
        owner = _owner(doc, token)
        if owner is not None:
            yield from _held(report, sentence, token, relation, owner)
        elif (
            relation is ControlRelation.BESIEGES
            and token.i + 1 < len(doc)
            and token.dep_ in ("amod", "nmod", "compound")
        ):
            yield from _besieged(report, sentence, token)


def _owner(doc: Doc, token: Token) -> int | None:
    """The token that names the holder: before a hyphen, or right before "held" where the hyphen is lost."""
    i = token.i
    if i >= 2 and doc[i - 1].text in "-–‑":
        return i - 2 if acts(doc[i - 2]) or doc[i - 2].tag_ in _PARTY_TAGS else None
    if (
        i >= 1
        and token.dep_ == "amod"
        and token.tag_ == "VBN"
        and acts(doc[i - 1])
        and doc[i - 1].tag_ in ("NN", "NNP")
    ):
        return i - 1
    return None


def _held(
    report: Report, sentence: Sentence, token: Token, relation: ControlRelation, owner: int
) -> Iterator[ControlDraft]:
    doc = sentence.unit.doc
    where = _place_after(report, sentence, token)
    if where is None:
        return
    start = owner
    while (
        start > 0
        and doc[start - 1].text[:1].isupper()
        and doc[start].text[:1].isupper()
        and doc[start - 1].pos_ == "PROPN"
    ):
        start -= 1
    text = sentence.unit.text(start, owner + 1)
    party = ActorMention(text, text, sentence.unit.chars(start, owner + 1))
    end = _end(sentence, token)
    for place in joined_places(sentence, where, token.i + 1):
        stop = place_end(sentence, place, token.i + 1)
        extent = Extent.PART if _is_part(sentence, token.i + 1, stop if stop > token.i + 1 else end) else None
        said = Statement(token.i, relation, party, place, "held", (start, stop), extent=extent)
        yield draft(report, sentence, said)


def _is_part(sentence: Sentence, start: int, end: int) -> bool:
    """ "a rebel-held area in X", "the rebel-held parts of the city": some of it."""
    doc = sentence.unit.doc
    named = {i for p in sentence.places for i in range(p.start, p.end)}
    nouns = [t for t in doc[start:end] if t.lemma_.lower() in _PARTS and t.i not in named]
    return any(t.i + 1 < len(doc) and doc[t.i + 1].lower_ in ("in", "of", "on") for t in nouns)


def _end(sentence: Sentence, token: Token) -> int:
    """Where the noun phrase can end: at the next verb, or within reach."""
    doc = sentence.unit.doc
    for i in range(token.i + 1, min(len(doc), token.i + _REACH)):
        if (doc[i].pos_ in ("VERB", "AUX") and doc[i].dep_ not in ("amod", "compound")) or doc[i].text in ";.":
            return i
    return min(len(doc), token.i + _REACH + 6)


def _place_after(report: Report, sentence: Sentence, token: Token) -> PlaceMention | None:
    doc, areas = sentence.unit.doc, control_words().areas
    end = min(_end(sentence, token), token.i + _REACH)
    noun = next((t for t in doc[token.i + 1 : min(end, token.i + 4)] if t.lemma_.lower() in areas), None)
    named = [p for p in sentence.places if token.i < p.start < end or p.start <= token.i < p.end - 1]
    for place in named:
        if (
            place.mention.relation in _AWAY
            and noun is not None
            and noun.i < place.start
            and noun.lemma_.lower() not in _PARTS
        ):
            return None
        if not _of_another(doc, noun, place):
            return place.mention
    if noun is not None and any(t.lower_ in ("the", "this", "that") for t in doc[max(0, token.i - 4) : token.i]):
        return last_place(report, sentence, noun.i)
    behind = area_noun(sentence, token.i + 1, end)
    if behind is None and noun is not None and noun.tag_ == "NNS" and noun.i == token.i + 1:
        behind = noun.i
    return last_place(report, sentence, behind) if behind is not None else None


def _of_another(doc: Doc, noun: Token | None, place: FoundPlace) -> bool:
    """ "rebel-held districts of the city and nearby X": another place joined to one that is only described."""
    if noun is None or noun.i >= place.start:
        return False
    return any(t.lower_ in ("and", "to", "that", "who", "with") for t in doc[noun.i + 1 : place.start])


def _besieged(report: Report, sentence: Sentence, token: Token) -> Iterator[ControlDraft]:
    """ "besieged X": by whoever attacks it in the same sentence."""
    where = _place_after(report, sentence, token)
    if where is None:
        return
    head = next(
        (t for t in parties_before(sentence, token.i) if not any(p.start <= t.i < p.end for p in sentence.places)), None
    )
    after = sentence.unit.doc[token.i + 1 : token.i + 4]
    if head is None or any(t.lower_ in control_words().suffixes or t.lower_ == "like" for t in after):
        return
    party = mention(report, sentence, head)
    for place in joined_places(sentence, where, token.i + 1):
        if place.name.lower().startswith(token.lower_) or _names_another(sentence, token, place):
            continue
        quote = (token.i, place_end(sentence, place, token.i + 1))
        yield draft(report, sentence, Statement(token.i, ControlRelation.BESIEGES, party, place, "besieged", quote))


def _names_another(sentence: Sentence, token: Token, where: PlaceMention) -> bool:
    """ "besieged A in B", where no list knows A: B is not besieged."""
    start = next((p.start for p in sentence.places if p.mention.span == where.span), token.i)
    between = sentence.unit.doc[token.i + 1 : max(start, token.i + 1)]
    return any(t.lower_ == "in" for t in between) and any(t.tag_ == "NNP" for t in between)
