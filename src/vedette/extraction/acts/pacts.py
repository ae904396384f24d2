"""Agreements told without a word for them: a deal that sides made, what they agreed to do, prisoners exchanged."""

from collections.abc import Sequence

from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.words.event_words import event_words

#: Verbs of giving and giving back; the first two need two sides.
SWAPPING = ("exchange", "swap", "hand", "return", "repatriate")
#: What sides at war exchange.
_HELD = frozenset("prisoner captive pow detainee body remains".split())
_PACT_MADE = frozenset("reach sign broker strike conclude negotiate seal finalise finalize mediate ratify".split())
_NOUNS = frozenset(("NOUN", "PROPN"))


def makes_pact(doc: Doc, lemmas: Sequence[str], i: int) -> bool:
    """ "A deal between X and Y", "the accord that X brokered", "under an agreement", "X agreed to withdraw"."""
    lex, token = event_words(), doc[i]
    if lemmas[i] == "agree" and token.pos_ == "VERB":
        to = next((c for c in token.children if c.dep_ == "xcomp" and c.lemma_ in lex.agreed), None)
        done = token.tag_ in ("VBD", "VBN") and not any(c.dep_ in ("aux", "neg") for c in token.children)
        return to is not None and done
    if lemmas[i] not in lex.pacts or token.pos_ not in _NOUNS or any(c.lower_ in lex.other_pacts for c in token.lefts):
        return False
    sides = any(c.dep_ == "prep" and c.lower_ in ("between", "with") for c in token.children)
    made = any(c.dep_ in ("acl", "relcl") and c.lemma_ in _PACT_MADE for c in token.children)
    verb = token.head.head if token.dep_ == "pobj" else token.head
    made = made or (verb.pos_ == "VERB" and verb.lemma_ in _PACT_MADE and token.dep_ in ("dobj", "nsubjpass", "nsubj"))
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.lefts)
    under = token.dep_ == "pobj" and (
        token.head.lower_ == "under" or (token.head.lower_ == "of" and verb.lemma_ == "part")
    )
    return sides or made or under or (named and token.dep_ == "pobj")


def swaps(doc: Doc, lemmas: Sequence[str], i: int) -> bool:
    """ "Exchanged 195 prisoners", "each handed back 100 captives": agreed between two sides."""
    verb = doc[i]
    if lemmas[i] not in SWAPPING or verb.pos_ != "VERB":
        return False
    given = done_to(verb)
    if given is None or given.lemma_.lower() not in _HELD:
        return False
    each = any(t.lower_ in ("each", "both", "sides") for t in doc[max(0, i - 4) : i])
    return each or lemmas[i] in SWAPPING[:2]
