"""Persons named in a list of those harmed: "ten were killed, including A and B", "the victims were identified as A",
"among the dead was A", "the recently murdered senator A".
"""

from collections.abc import Iterator, Mapping

from vedette.extraction.counting.counts import Count
from vedette.extraction.effects.link import Link
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Effect

_INCLUDING = frozenset("including include includes included among notably namely especially particularly".split())
#: Words for those whom an act befell; what befell a "victim" is told elsewhere, most often death.
_BEFALLEN = {
    **dict.fromkeys(
        "dead killed slain murdered assassinated executed deceased fatalities victim victims".split(), Effect.KILLED
    ),
    **dict.fromkeys("injured wounded hurt".split(), Effect.INJURED),
    **dict.fromkeys("abducted kidnapped hostages".split(), Effect.CAPTURED),
}
_NAMING = frozenset("identified named".split())
#: How many words may stand between a count and the list that names some of those counted.
NEAR = 8


def named_in_lists(doc: Doc, links: Mapping[Count, Link]) -> Iterator[tuple[Token, Link]]:
    """The heads of names in lists of those harmed, with what befell them, in order of the lists."""
    words = [t.lower_ for t in doc]
    for at, word in enumerate(words):
        if word in _INCLUDING and (link := _counted_before(doc, at, links)) is not None:
            for noun in doc[at].children:
                if noun.dep_ in ("pobj", "dobj", "attr") and noun.i > at:
                    yield from ((name, link) for name in listed(noun))
        elif word in _BEFALLEN:
            yield from _told_of(doc[at], Link(_BEFALLEN[word], at, "named among those harmed"))


def _counted_before(doc: Doc, at: int, links: Mapping[Count, Link]) -> Link | None:
    """What befell those counted right before "including"."""
    best: Link | None = None
    for count, link in links.items():
        ends = max(count.end, link.trigger + 1)
        if not count.weak and count.end <= at and 0 <= at - min(ends, at) <= NEAR and count.quantity.high != 1:
            best = Link(link.effect, link.trigger, "named in a list")
    return best


def _told_of(word: Token, link: Link) -> Iterator[tuple[Token, Link]]:
    """Whom a word for those harmed is tied to: a copula's other side, what is identified, the noun it qualifies."""
    if word.dep_ == "amod" and word.tag_ in ("VBN", "JJ") and word.head.tag_ == "NNP" and word.i < word.head.i:
        yield word.head, link
    if word.dep_ == "amod" and is_office(word.head) and word.head.dep_ == "compound" and word.head.head.tag_ == "NNP":
        yield word.head.head, link  # "recently murdered presidential candidate Pablo Ruiz"
    for verb in _verbs_above(word):
        if verb.lemma_ == "be":
            others = [c for c in verb.children if c.dep_ in ("attr", "nsubj") and c.i > word.i]
        elif verb.lower_ in _NAMING:
            others = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
        else:
            others = []
        for noun in others:
            yield from ((name, link) for name in listed(noun))


def _verbs_above(word: Token) -> Iterator[Token]:
    """The verb whose subject, or whose "among" or "one of" before it, a word stands in."""
    node = word
    for _ in range(4):
        if node.head.i == node.i:
            return
        below, node = node, node.head
        if node.pos_ in ("VERB", "AUX"):
            if below.dep_ in ("nsubj", "nsubjpass") or (below.dep_ == "prep" and below.lower_ == "among"):
                yield node
            return


def listed(noun: Token) -> Iterator[Token]:
    """A noun and those that a list joins to it, in order; names parted by ages and callings parse as appositions."""
    found, todo = [], [noun]
    while todo:
        token = todo.pop()
        found.append(token)
        todo += [c for c in token.rights if c.dep_ == "conj" or (c.dep_ == "appos" and c.tag_ == "NNP")]
        if any(c.dep_ == "appos" and is_office(c) for c in token.rights):
            todo += _named_on(token)
    yield from sorted(found, key=lambda t: t.i)


def _named_on(name: Token) -> list[Token]:
    """The next of "the murder of Pablo Ruiz, head of a paper, and Maria Diaz, a judge", which the parser joins to the
    verb: a name is never joined to a verb."""
    verb = next((t for t in name.ancestors if t.pos_ == "VERB"), None)
    if verb is None:
        return []
    joined = (c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "NNP" and c.i > name.i)
    return [c for c in joined if any(g.dep_ == "appos" for g in c.rights)]


def is_office(token: Token) -> bool:
    """Whether a word is for an office, a rank or a public calling."""
    return token.lemma_.lower().strip(".") in lexicon().offices
