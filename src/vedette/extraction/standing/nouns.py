"""Stances in nouns: "a key ally of Y", "Y's ally X", "a branch of Y", "the army and allied militias"."""

from collections.abc import Iterator

from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.pairs import NAMES, dated, denied, pair_draft, since_of
from vedette.extraction.standing.phrases import Range, around, phrase_after, phrase_before, subject
from vedette.extraction.standing.words import Bond, standing_words
from vedette.model.claim import StanceRelation

_BE = frozenset(("be", "remain", "become", "consider", "constitute", "form"))


def by_noun(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "X, a key ally of Y"; "X is Y's most important ally"; "Y's ally X"; "its Saudi backers"."""
    bond = standing_words().nouns.get(token.lemma_.lower())
    if bond is None or token.pos_ not in ("NOUN", "PROPN") or denied(token):
        return
    owners = _and_its(token)
    if owners is not None:
        yield from dated(pair_draft(sentence, token, owners, bond, "its"), None)
        return
    second = _of_noun(sentence, token)
    if second is None:
        return
    first = _who_is(token)
    if first is not None:
        yield from dated(pair_draft(sentence, token, (first, second), bond, token.lemma_.lower()), since_of(sentence))


def _and_its(noun: Token) -> tuple[Range, Range] | None:
    """ "the government and its Saudi backers": the Saudis and the government; "France and its ally Chad"."""
    doc = noun.doc
    named = phrase_after(doc, noun.i + 1) if noun.i + 1 < len(doc) and doc[noun.i + 1].tag_ in NAMES else None
    if noun.i > 2 and doc[noun.i - 1].tag_ == "PRP$" and doc[noun.i - 2].lower_ == "and" and named is not None:
        first = phrase_before(doc, noun.i - 2)
        return (named, first) if first is not None else None
    if noun.i < 4 or doc[noun.i - 2].tag_ != "PRP$" or doc[noun.i - 3].lower_ != "and":
        return None
    owner = phrase_before(doc, noun.i - 3)
    if doc[noun.i - 1].text not in standing_words().nations:
        return None
    return ((noun.i - 1, noun.i), owner) if owner is not None else None


def _of_noun(sentence: Sentence, noun: Token) -> Range | None:
    """Whose ally or branch: "of Y", "Y's"."""
    doc = noun.doc
    if noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in ("of", "to"):
        return phrase_after(doc, noun.i + 2)
    for child in noun.lefts:
        if child.dep_ == "poss" and child.tag_ != "PRP$":
            phrase = phrase_before(doc, child.i + 1)
            return phrase
    mark = _possessive(noun)
    return phrase_before(doc, mark) if mark is not None else None


def _possessive(noun: Token) -> int | None:
    """The "'s" that stands before a noun and its adjectives, whatever the parser ties it to."""
    at = noun.i - 1
    while at > 0 and noun.doc[at].tag_ in ("JJ", "JJS", "RB", "RBS"):
        at -= 1
    return at if at > 0 and noun.doc[at].tag_ == "POS" else None


def _who_is(noun: Token) -> Range | None:
    """Who is the ally: what it stands in apposition to, the subject of "is", or the name that follows."""
    doc = noun.doc
    start = noun.left_edge.i
    if (noun.head.lower_ == "one" and noun.dep_ == "pobj") or (
        noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one"
    ):
        start = next((i for i in range(noun.i, -1, -1) if doc[i].lower_ == "one"), start)
        node = doc[start]
    else:
        node = noun
    if noun.i + 1 < len(doc) and doc[noun.i + 1].tag_ in ("NNP", "NNPS"):
        return phrase_after(doc, noun.i + 1)
    if node.dep_ in ("attr", "oprd") and node.head.lemma_ in _BE:
        found = subject(node.head)
        return around(doc, found) if found is not None else None
    if (mark := _possessive(noun)) is not None and (owner := phrase_before(doc, mark)) is not None:
        start = min(start, owner[0])
    if start > 1 and doc[start - 1].text == ",":
        return phrase_before(doc, start - 1, across=False)
    return None


def and_allied(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "the army and allied militias"."""
    doc = sentence.unit.doc
    if token.lower_ != "allied" or token.i < 2 or doc[token.i - 1].text == "-":
        return
    before = token.i - 1
    if doc[before].tag_ in ("DT", "PRP$"):
        before -= 1
    if before < 1 or doc[before].lower_ != "and":
        return
    first, second = phrase_after(doc, token.i + 1), phrase_before(doc, before)
    if first is not None and second is not None:
        draft = pair_draft(sentence, token, (first, second), Bond(StanceRelation.ALLIED_TO), "and allied")
        yield from dated(draft, since_of(sentence))
