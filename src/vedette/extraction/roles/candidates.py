"""Noun phrases that can fill a part: every head noun of a sentence, cut before relative clauses and appositions."""

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.extraction.parsing.forms import lemmas_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.speech.names import BODY_WORDS

_LEFT = frozenset("compound amod nmod nummod poss quantmod case npadvmod advmod".split())
_HEADS = frozenset("nsubj nsubjpass dobj pobj conj appos attr ROOT oprd dative dep".split())
_OWNERS = frozenset("compound nmod poss amod".split())
_ENDS = frozenset("relcl acl advcl punct cc appos".split())
_BRACKETS = frozenset("()[]")
#: Tokens of an "of"-phrase that still belong to a name ("headquarters of the workers' national union").
OF_REACH = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start` <= i < `end` with `head`; `bare` ends them before an "of"."""

    start: int
    end: int
    head: int
    bare: int


def candidates(doc: Doc) -> tuple[Candidate, ...]:
    """The phrases of a sentence in order."""
    return tuple(phrase_of(token) for token in heads(doc))


def heads(doc: Doc) -> tuple[Token, ...]:
    """The nouns that head the phrases, in order; those inside the name of a body are part of it."""
    found = tuple(_heads(doc))
    lemmas = lemmas_of(doc)
    bodies = [(t.i, _with_of(t)) for t in found if lemmas[t.i] in BODY_WORDS]
    return tuple(t for t in found if not any(first < t.i < end for first, end in bodies))


def _heads(doc: Doc) -> Iterator[Token]:
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.dep_ in _HEADS or (token.dep_ in _OWNERS and _names_another(token)):
            yield token


def _names_another(token: Token) -> bool:
    """A name that owns or qualifies another noun ("FMLN guerrillas", "the Shining Path attack"), at its last word."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.pos_ == "PROPN" and token.head.pos_ == "NOUN" and (after is None or after.pos_ != "PROPN")


def phrase_of(token: Token) -> Candidate:
    """The phrase that a noun heads."""
    start = token.i
    for child in token.lefts:
        if child.dep_ in _LEFT and child.i >= token.i - 8:
            start = min(start, child.left_edge.i)
    if token.pos_ == "PROPN":
        while start and _goes_before(token.doc[start - 1], start - 1):
            start -= 1
    while start and token.doc[start].text == "-" and not token.doc[start - 1].whitespace_:
        start -= 1  # "high-ranking officers"
    bracket = next((i for i in range(token.i, start - 1, -1) if token.doc[i].text in _BRACKETS), None)
    start = start if bracket is None else bracket + 1
    while start < token.i and token.doc[start].tag_ in (
        "DT",
        "PRP$",
        "IN",
        "CC",
        ",",
        "``",
        "''",
        "-LRB-",
        "-RRB-",
        "RB",
    ):
        start += 1
    return Candidate(start, _with_of(token), token.i, token.i + 1)


def _goes_before(token: Token, at: int) -> bool:
    """A capitalised word before a name, whatever the parse makes of it ("Shining Path"); the first of a sentence only
    where it is a name itself."""
    return (
        token.text[:1].isupper() and token.tag_ not in ("DT", "IN", "CC", "PRP$") and (at > 0 or token.pos_ == "PROPN")
    )


def _with_of(token: Token) -> int:
    end = token.i + 1
    for child in token.rights:
        if child.dep_ != "prep" or child.lower_ != "of" or child.i != end:
            continue
        stop = next((t.i for t in child.subtree if t.dep_ in _ENDS), child.right_edge.i + 1)
        if stop - child.i <= OF_REACH:
            end = stop
    return end
