"""Moves that take or leave a place without having it for their object: "X fell to them", "sent troops into X"."""

from collections.abc import Iterator

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.meant import meant
from vedette.extraction.control.where import object_end, of_noun, place_end, place_within
from vedette.extraction.control.who import acts, mention, subject
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.phrases import is_party
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation
from vedette.model.mention import ActorMention

#: What may follow a town that fell: how and when it did, but not from what to what.
_HOW_IT_FELL = frozenset("without after before when as within during amid soon too again later earlier".split())


def by_fall(report: Report, sentence: Sentence, verb: Token) -> Iterator[ControlDraft]:
    """ "X fell to the rebels": taken by them."""
    taker = next(
        (
            g
            for c in verb.children
            if c.dep_ in ("prep", "dative") and c.lower_ in ("to", "into")
            for g in c.children
            if g.dep_ == "pobj"
        ),
        None,
    )
    head = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if head is None and verb.i and verb.doc[verb.i - 1].pos_ == "PROPN":
        head = verb.doc[verb.i - 1]
    if taker is None and head is not None:
        yield from _fallen(report, sentence, verb, head)
    if taker is None or head is None:
        return
    if taker.lemma_.lower() == "hand":
        taker = next((c for c in taker.children if c.dep_ in ("poss", "compound", "amod")), None) or next(
            (g for c in taker.children if c.lower_ == "of" for g in c.children), taker
        )
    if not is_party(taker) or any(p.start <= taker.i < p.end and p.level < 3 for p in sentence.places):
        return
    for where in of_noun(report, sentence, head, verb.i):
        quote = (head.left_edge.i, taker.i + 1)
        said = Statement(verb.i, ControlRelation.CAPTURED, mention(report, sentence, taker), where, "fell to", quote)
        yield draft(report, sentence, meant(verb, said))


def _fallen(report: Report, sentence: Sentence, verb: Token, head: Token) -> Iterator[ControlDraft]:
    """ "X fell on Tuesday", "the town has fallen": taken, nobody says by whom. "Fell silent" is not."""
    others = [c for c in verb.children if c.i > verb.i and c.dep_ in ("acomp", "oprd", "dobj", "prt", "prep", "advmod")]
    dated = {i for t in sentence.times for i in range(t.start - 1, t.end)}
    if verb.lemma_.lower() != "fall" or verb.tag_ not in ("VBD", "VBN"):
        return
    if any(c.i not in dated and c.lower_ not in _HOW_IT_FELL for c in others):
        return
    own = any(p.start <= head.i < p.end for p in sentence.places)
    if not own and head.lemma_.lower() not in control_words().areas:
        return
    for where in of_noun(report, sentence, head, verb.i, listed=True):
        said = Statement(verb.i, ControlRelation.CAPTURED, None, where, "fell", (head.left_edge.i, verb.i + 1))
        yield draft(report, sentence, meant(verb, said))


def by_handing(report: Report, sentence: Sentence, verb: Token) -> Iterator[ControlDraft]:
    """ "handed X over to the army", "X was handed over to the army": taken by whom it is given to."""
    taker = next(
        (
            g
            for c in verb.children
            if c.dep_ in ("prep", "dative") and c.lower_ == "to"
            for g in c.children
            if g.dep_ == "pobj"
        ),
        None,
    )
    given = done_to(verb)
    if given is not None and given.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        given = verb.head
    if taker is None or given is None or not acts(taker):
        return
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    giver = subject(verb) if not passive or any(c.dep_ == "agent" for c in verb.children) else None
    ground = given.lemma_.lower() in (*control_words().areas, *control_words().sites)
    loser = mention(report, sentence, giver) if giver is not None else None
    for where in of_noun(report, sentence, given, max(taker.i, given.i + 1)):
        if not ground and not any(p.mention.span == where.span and p.start <= given.i < p.end for p in sentence.places):
            continue
        quote = (min(given.left_edge.i, verb.i), taker.i + 1)
        to = mention(report, sentence, taker)
        said = Statement(verb.i, ControlRelation.CAPTURED, to, where, "handed over", quote, loser)
        yield draft(report, sentence, meant(verb, said))


def by_sending(report: Report, sentence: Sentence, verb: Token) -> Iterator[ControlDraft]:
    """ "sent troops into X": they enter it; an order to do so is a plan."""
    sent = next(
        (
            c
            for c in verb.children
            if c.dep_ == "dobj" and c.lemma_.lower() in ("troop", "force", "soldier", "tank", "army")
        ),
        None,
    )
    sender = next((c for c in verb.children if c.dep_ == "nsubj"), None) or subject(verb)
    if sent is None or sender is None:
        return
    to = next(
        (
            c
            for n in (verb, sent)
            for c in n.children
            if c.dep_ in ("prep", "dative") and c.lower_ in ("to", "into", "out") and c.i > sent.i
        ),
        None,
    )
    if to is None:
        return
    where = place_within(report, sentence, to.i + 1, min(object_end(sentence, to.i + 1), to.i + 8))
    if where is None or where.inferred:
        return
    by = mention(report, sentence, sender)
    name = by.name if by is not None else sent.text
    out = to.lower_ == "out"
    party = ActorMention(sent.text, name, sentence.unit.chars(sent.i, sent.i + 1))
    quote = (verb.i, place_end(sentence, where, to.i + 1))
    relation = ControlRelation.WITHDREW if out else ControlRelation.ENTERED
    planned = verb.lemma_ == "order" and not out
    said = Statement(verb.i, relation, party, where, "troops sent", quote, planned=planned)
    yield draft(report, sentence, said)
