"""Nouns of control: "the capture of X by", "the siege of X", "the rebel stronghold of X", "their positions in X"."""

from collections.abc import Iterator

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.where import joined_places, object_end, place_end, place_within
from vedette.extraction.control.who import acts, mention, modifier, subject
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.forms import lemma_set, lemmas_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.phrases import is_party
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import PlaceMention, PlaceRelation

_OF = ("of", "on", "around", "to")
#: "X the de facto capital of the group": the name stands this close.
_APPOSED = 8
#: "the Islamic State group's self-declared Syrian capital": the holder stands this close before.
_TITLED = 8
_FROM = ("from",)
#: What ends a siege; who breaks one comes in.
_BREAKING = ("break", "breach")
_ENDING = (*_BREAKING, "lift", "end")
_LINKS = {ControlRelation.WITHDREW: _FROM, ControlRelation.ENTERED: ("into", "to")}
_AGAINST = ("on", "against", "for", "in", "at", "to", "toward", "towards")
_AWAY = (PlaceRelation.NEAR, PlaceRelation.OFFSET, PlaceRelation.TOWARDS)


def by_noun(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    """The statements of nouns of control."""
    words = control_words()
    doc = sentence.unit.doc
    if words.nouns.keys().isdisjoint(lemma_set(doc)):
        return
    for i, lemma in enumerate(lemmas_of(doc)):
        relation = words.nouns.get(lemma)
        if relation is None or doc[i].pos_ not in ("NOUN", "PROPN"):
            continue
        token = doc[i]
        if relation is ControlRelation.HOLDS:
            yield from _stronghold(report, sentence, token)
        elif relation is ControlRelation.CONTESTS:
            yield from _offensive(report, sentence, token)
        else:
            yield from _deed(report, sentence, token, relation)


def _deed(report: Report, sentence: Sentence, token: Token, relation: ControlRelation) -> Iterator[ControlDraft]:
    wanted = _LINKS.get(relation, (*_OF, *_FROM))
    prep = next(
        (t for t in token.doc[token.i + 1 : token.i + 3] if t.lower_ in wanted and t.pos_ == "ADP"), None
    ) or next(
        (c for c in token.subtree if c.dep_ == "prep" and c.i > token.i and c.lower_ in wanted and c.i - token.i < 8),
        None,
    )
    if prep is None:
        return
    who = _doer(token, relation)
    if who is None:
        by = _by(token, prep)
        who = next((t for t in token.doc[by.i + 1 : by.i + 5] if acts(t)), None) if by is not None else None
    where = place_within(report, sentence, prep.i + 1, min(object_end(sentence, prep.i + 1), prep.i + 9))
    if where is None:
        return
    ended = relation is ControlRelation.BESIEGES and token.dep_ == "dobj" and token.head.lemma_ in _ENDING
    breaker = subject(token.head) if ended and token.head.lemma_ in _BREAKING else None
    if breaker is not None:
        quote = (token.head.i, place_end(sentence, where, prep.i + 1))
        entered = mention(report, sentence, breaker)
        yield draft(
            report, sentence, Statement(token.i, ControlRelation.ENTERED, entered, where, "siege broken", quote)
        )
    if who is None and (relation is not ControlRelation.CAPTURED or where.inferred):
        return
    party = mention(report, sentence, who) if who is not None else None
    for place in joined_places(sentence, where, prep.i + 1):
        quote = (min(token.i, who.i) if who is not None else token.i, place_end(sentence, place, prep.i + 1))
        yield draft(report, sentence, Statement(token.i, relation, party, place, "noun", quote, background=ended))


def _by(token: Token, prep: Token) -> Token | None:
    """The "by" of the noun's own phrase: "the siege of X by Y", not "the fall of X was confirmed by Y"."""
    for near in token.doc[prep.i + 1 : prep.i + 8]:
        if near.pos_ in ("VERB", "AUX"):
            return None
        if near.lower_ == "by":
            return near
    return None


def _doer(token: Token, relation: ControlRelation) -> Token | None:
    """Who did it: "by X", "X's", "to X" of a fall, "of X" of a retreat; the subject of "laid a siege"."""
    links = {"by"} | ({"of"} if relation in _LINKS else set()) | ({"to"} if token.lemma_ == "fall" else set())
    reach = [c for c in token.subtree if c.dep_ in ("prep", "agent") and c.lower_ in links and c.i > token.i]
    for prep in reach:
        found = next((g for g in prep.children if g.dep_ == "pobj" and is_party(g)), None)
        if found is not None and (prep.lower_ != "of" or acts(found)):
            return found
    owner = modifier(token) or next(
        (c for c in token.lefts if c.dep_ == "poss" and (c.tag_ == "PRP$" or is_party(c))), None
    )
    if owner is not None:
        return owner if owner.tag_ != "PRP$" else None
    if token.dep_ == "dobj" and token.head.lemma_ in (
        "lay",
        "impose",
        "complete",
        "tighten",
        "enforce",
        "maintain",
        "announce",
        "claim",
    ):
        return subject(token.head)
    return None


def _stronghold(report: Report, sentence: Sentence, token: Token) -> Iterator[ControlDraft]:
    """ "the rebel stronghold of X", "X, a rebel stronghold", "X is the last rebel stronghold"."""
    who = modifier(token)
    lemma = token.lemma_.lower()
    if who is None and token.dep_ in ("attr", "appos"):
        of = next((c for c in token.rights if c.lower_ == "of"), None)
        who = next((c for c in of.children if c.dep_ == "pobj" and acts(c)), None) if of is not None else None
        if who is not None and token.dep_ == "appos" and any(p.start <= who.i < p.end for p in sentence.places):
            who = None  # "X, the heartland of Syria": where it lies
    if lemma == "capital":
        if not _de_facto(token):
            return
        named = {i for p in sentence.places for i in range(p.start - 1, p.end)}  # no country that only owns the place
        before = reversed(token.doc[max(0, token.i - _TITLED) : token.i])
        who = next((t for t in before if t.i not in named and acts(t) and not _is_nation(t)), None)
    if who is None or any(c.lower_ in ("former", "onetime", "ex") for c in token.lefts):
        return
    where = _named_near(report, sentence, token)
    if where is None:
        return
    quote = (min(who.i, token.i), token.i + 1)
    party = mention(report, sentence, who)
    extent = Extent.PART if lemma == "presence" else None
    said = Statement(token.i, ControlRelation.HOLDS, party, where, "stronghold", quote, extent=extent)
    yield draft(report, sentence, said)


def _is_nation(token: Token) -> bool:
    """ "Their Syrian capital": the country in which it lies."""
    return token.tag_ == "JJ" and token.text[:1].isupper()


def _de_facto(token: Token) -> bool:
    words = [t.lower_ for t in token.doc[max(0, token.i - 5) : token.i]]
    return "facto" in words or "proclaimed" in words or "self-proclaimed" in words or "declared" in words


def _named_near(report: Report, sentence: Sentence, token: Token) -> PlaceMention | None:
    doc = sentence.unit.doc
    after = token.i + 1
    if after < len(doc) and doc[after].lower_ in ("of", "in", "at", ","):
        after += 1
    behind = [p for p in sentence.places if p.level < 3 and after <= p.start <= after + 2]
    if behind and behind[0].mention.relation in _AWAY:
        return None
    if token.lemma_.lower() == "capital":
        near = [p for p in sentence.places if after - 1 <= p.start <= after or 0 < token.i - p.end <= _APPOSED]
        near = [p for p in near if p.level < 3]
        if near:
            return near[0].mention
    if token.dep_ == "attr" or (token.dep_ == "dobj" and token.head.lemma_ == "have"):
        subj = next((c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        named = _of_head(report, sentence, subj, token.head.i) if subj is not None else None
        if named is not None:
            return named
    if token.dep_ == "appos" and token.head.i < token.i and not (behind and doc[token.i + 1].lower_ == "of"):
        named = _of_head(report, sentence, token.head, token.i)
        if named is not None:
            return named
    if behind:
        return behind[0].mention
    before = [p for p in sentence.places if p.level < 3 and 0 <= token.left_edge.i - p.end <= 2]
    return before[-1].mention if before else None


def _of_head(report: Report, sentence: Sentence, head: Token, before: int) -> PlaceMention | None:
    low = head.left_edge.i
    named = [p for p in sentence.places if low <= p.end - 1 < before and p.start <= head.i + 1]
    return named[0].mention if named else None


def _offensive(report: Report, sentence: Sentence, token: Token) -> Iterator[ControlDraft]:
    """ "launched an offensive against X", "the army's push on X"."""
    doc = sentence.unit.doc
    prep = next(
        (c for c in token.children if c.dep_ == "prep" and c.lower_ in _AGAINST and c.i > token.i),
        None,
    )
    if prep is None or any(t.pos_ == "VERB" for t in doc[token.i + 1 : prep.i]):
        return
    where = place_within(report, sentence, prep.i + 1, min(object_end(sentence, prep.i + 1), prep.i + 7))
    if where is None or where.inferred:
        return
    who = _doer(token, ControlRelation.CONTESTS)
    if who is None and token.dep_ in ("dobj", "pobj"):
        verb = token.head if token.head.pos_ == "VERB" else token.head.head
        who = subject(verb) if verb.lemma_.lower() in control_words().light else None
    if who is None or not acts(who):
        return
    quote = (token.i, place_end(sentence, where, prep.i + 1))
    said = Statement(token.i, ControlRelation.CONTESTS, mention(report, sentence, who), where, "offensive", quote)
    yield draft(report, sentence, said)
