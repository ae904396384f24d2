"""Attacks that were beaten off: who repelled an attack on a place, or an attempt to overrun it, holds it."""

from collections.abc import Iterator

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.where import object_end, place_end, place_within
from vedette.extraction.control.who import acts, mention, subject
from vedette.extraction.parsing.forms import lemma_set, lemmas_of
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.parts import actor_token
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation

_REPELLING = frozenset("repel repulse rebuff thwart foil frustrate withstand parry".split())
#: Verbs that repel with one of the words behind them: "beat off", "threw back".
_WITH_PARTICLE = frozenset("beat fight fend stave hold ward throw push drive turn hurl force".split())
_PARTICLES = frozenset(("off", "back"))
_ATTACKS = frozenset(
    "attack assault attempt offensive advance incursion counterattack counter-attack counteroffensive raid push "
    "thrust onslaught storming aggression bid".split()
)
#: What an attempt is to do.
_TAKING = frozenset("overrun take retake capture recapture seize storm enter occupy break push cut besiege".split())
#: What an attack is on; "in X" says where, not what for.
_AIMED = frozenset("on against at into near upon".split())
#: The words of an attack reach this far.
_REACH = 16


def by_repelling(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    """The statements of those who beat an attack off."""
    doc = sentence.unit.doc
    lemmas = lemma_set(doc)
    if _ATTACKS.isdisjoint(lemmas) or (_REPELLING.isdisjoint(lemmas) and _WITH_PARTICLE.isdisjoint(lemmas)):
        return
    for i, lemma in enumerate(lemmas_of(doc)):
        if lemma not in _REPELLING and lemma not in _WITH_PARTICLE:
            continue
        verb = doc[i]
        attack = done_to(verb)
        if verb.pos_ != "VERB" or attack is None or attack.lemma_.lower() not in _ATTACKS:
            continue
        if lemma in _WITH_PARTICLE and not any(c.lower_ in _PARTICLES for c in verb.rights):
            continue
        if any(c.tag_ in ("MD", "TO") or c.dep_ == "neg" for c in verb.lefts):
            continue
        who = subject(verb)
        if who is None or not (acts(who) or who.pos_ == "PRON") or who.i == attack.i:
            continue
        link = _aim(attack)
        party = mention(report, sentence, who) if link is not None else None
        if link is None or party is None:
            continue
        where = place_within(report, sentence, link.i + 1, min(object_end(sentence, link.i + 1), link.i + _REACH))
        if where is not None:
            quote = (min(verb.i, attack.left_edge.i), place_end(sentence, where, link.i + 1))
            yield draft(report, sentence, Statement(verb.i, ControlRelation.HOLDS, party, where, "repelled", quote))
            by = actor_token(attack)
            attacker = mention(report, sentence, by) if by is not None and by.i != who.i and acts(by) else None
            if attacker is not None:
                quote = (min(attack.left_edge.i, attack.i), max(quote[1], attack.i + 1))
                said = Statement(attack.i, ControlRelation.CONTESTS, attacker, where, "was repelled", quote)
                yield draft(report, sentence, said)


def _aim(attack: Token) -> Token | None:
    """The word before the place of "attack ON X", "attempts by the army TO overrun X"."""
    end = min(len(attack.doc), attack.i + _REACH)
    for t in attack.doc[attack.i + 1 : end]:
        if t.text in ".;":
            return None
        if t.tag_ == "TO" and t.head.pos_ == "VERB" and t.head.i > t.i:
            return t.head if t.head.lemma_ in _TAKING else None
        if t.lower_ in _AIMED and t.pos_ == "ADP":
            return t
    return None
