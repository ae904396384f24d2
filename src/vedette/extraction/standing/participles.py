"""Stances in participles and adjectives with a preposition: "led by", "loyal to", "part of", "split from"."""

from collections.abc import Iterator

from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.pairs import dated, denied, is_group, joined, pair_draft, since_of
from vedette.extraction.standing.phrases import Range, antecedent, around, head_of, named_before, phrase_after, subject
from vedette.extraction.standing.since import beginning
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import StanceRelation

#: "X is part of Y" is a stance; "in the eastern part of Y" and "as part of" are none.
_BEING = frozenset(("be", "form", "become", "remain", "now", "still", "take"))
PREPOSITIONS = frozenset("by with to of in from alongside behind beside".split())


def by_participle(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "an alliance led by X", "a unit loyal to Y", "who have pledged allegiance to Y"."""
    doc = sentence.unit.doc
    if token.lower_ not in PREPOSITIONS or token.i < 2:
        return
    before = doc[token.i - 1].lower_
    bond = standing_words().participles.get(f"{before} {token.lower_}")
    first = token.i - 1
    if bond is None and token.i > 2:
        bond = standing_words().participles.get(f"{doc[token.i - 2].lower_} {before} {token.lower_}")
        first = token.i - 2
    if bond is None or doc[first - 1].text == "-":
        return
    if doc[first].lower_ == "part" and doc[first - 1].text != "," and doc[first - 1].lemma_.lower() not in _BEING:
        return
    second = _whose(doc, phrase_after(doc, token.i + 1))
    governor = _with_union(doc, _governor(doc[first]))
    if second is None or governor is None or denied(doc[first]):
        return
    if bond.relation is StanceRelation.LEADS and not is_group(head_of(doc, governor)):
        return
    since = since_of(sentence)
    if since is None and bond.relation in (StanceRelation.SPLIT_FROM, StanceRelation.LOYAL_TO):
        since = next((beginning(t) for t in sentence.times if 0 <= t.start - second[1] <= 2), None)
    rule = sentence.unit.text(first, token.i + 1).lower()
    others = (second, *joined(doc[second[1] - 1], second))
    for other in others if bond.relation is StanceRelation.BACKED_BY else others[:1]:
        yield from dated(
            pair_draft(sentence, doc[first], (governor, other), bond, rule),
            since,
        )


def _whose(doc: Doc, phrase: Range | None) -> Range | None:
    """The phrase after a preposition; of "Syrian and Russian warplanes" all of it, to know that they are warplanes."""
    if phrase is None or phrase[1] + 1 >= len(doc) or doc[phrase[1]].lower_ != "and":
        return phrase
    if not doc[phrase[1] - 1].tag_.startswith("JJ"):
        return phrase
    rest = phrase_after(doc, phrase[1] + 1)
    return (phrase[0], rest[1]) if rest is not None else phrase


def _governor(word: Token) -> Range | None:
    """The phrase a participle or adjective is said of."""
    doc = word.doc
    node = word
    for _ in range(4):
        if node.pos_ in ("VERB", "AUX") and (found := subject(node)) is not None and found.i < word.i:
            phrase = around(doc, found)
            return named_before(doc, (phrase[0], min(phrase[1], word.i)))
        if node.dep_ in ("amod", "acl") and node.head.i < word.i and node.head.pos_ in ("NOUN", "PROPN"):
            break
        if node.head.i == node.i:
            break
        node = node.head
    start = word.i
    while start > 0 and doc[start - 1].tag_ in ("RB", "RBR", "VBZ", "VBP", "VBD", "VBN"):
        start -= 1
    direct = antecedent(doc, start)
    return named_before(doc, direct) if direct is not None else None


def _with_union(doc: Doc, phrase: Range | None) -> Range | None:
    """ "a coalition of clans led by X": the coalition, not the clans."""
    if phrase is None or phrase[0] < 2 or doc[phrase[0] - 1].lower_ != "of":
        return phrase
    return (phrase[0] - 2, phrase[1]) if doc[phrase[0] - 2].lemma_.lower() in standing_words().unions else phrase
