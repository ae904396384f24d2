"""Distances in a parse that several rules share."""

from vedette.extraction.parsing.tokens import Doc, Token


def clauses_between(doc: Doc, a: int, b: int) -> int:
    """How many finite clauses the parse puts between two tokens: 0 when one's verb governs both, 2 for two and more."""
    verb_a, verb_b = verb_of(doc[a]), verb_of(doc[b])
    if verb_a.i == verb_b.i:
        return 0
    if verb_a.head.i == verb_b.i or verb_b.head.i == verb_a.i or verb_a.head.i == verb_b.head.i:
        return 1
    return 2


def verb_of(token: Token) -> Token:
    """The verb whose clause a token stands in; the root where there is none."""
    for _ in range(30):
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            return token
        if token.head.i == token.i:
            return token
        token = token.head
    return token


def done_to(verb: Token) -> Token | None:
    """What a verb is done to: its object, or the subject of its passive; None where neither stands there."""
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
