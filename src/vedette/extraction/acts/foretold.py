"""Acts that are told though they are no fact: announced, threatened, supposed, denied, guessed at.

The rules for events, tolls and control read what happened. This one reads the rest: a word for an act of force, of
taking or leaving a place, or of making peace, that the words around it keep from being a fact, and that no other claim
stands on. What is told as fact yields nothing here, however warlike its words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.extraction.attaching.attachment import own_place
from vedette.extraction.attaching.dating import own_time
from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.forms import lemmas_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.parts import actor_of, target_of
from vedette.extraction.report import Report, Sentence
from vedette.extraction.status.hedges import Hedges, hedges
from vedette.extraction.status.sense import is_war
from vedette.extraction.status.statuses import fact, is_background
from vedette.model.claim import Content, ControlContent, EventContent, EventType, VictimClass
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span
from vedette.model.times import When

#: Words of the object kept in a quote.
TAIL = 6


@dataclass(frozen=True, slots=True)
class Foretold:
    """An act that is no fact, before it is a claim; tokens `start` <= i < `end` are its quote."""

    unit: int
    trigger: int
    start: int
    end: int
    content: Content
    when: When | None
    where: PlaceMention | None
    rule: str


#: What befalls places; of no named place these words tell nothing.
_OF_PLACES = frozenset("lose fall leave withdraw retreat enter hold reach surround encircle".split())
_ENDING = frozenset("stop cease halt end quit avoid prevent suspend".split())
#: Who sends, gives or brings arms to somebody fires none.
_GIVING = frozenset("send give bring hand supply deliver provide".split())


def draft_foretold(report: Report, taken: Sequence[Span]) -> tuple[Foretold, ...]:
    """The acts of a report that are no facts; `taken` are the quotes that other claims stand on."""
    lex = hedges()
    drafts: list[Foretold] = []
    for sentence in report.read:
        here = [s for s in taken if s.overlaps(sentence.unit.span)]
        for token in _acts(sentence, lex):
            start, end = _quote(token)
            span = sentence.unit.chars(start, end)
            if any(span.overlaps(s) for s in here) or not (
                _is_no_fact(sentence, token) or _is_history(report, sentence, token)
            ):
                continue
            if not is_war(sentence, token.i) or _will_not_be(token):
                continue
            if token.lemma_.lower() in _OF_PLACES and own_place(sentence, token.i) is None:
                continue
            draft = _draft(report, sentence, token, (start, end), lex)
            if sentence.unit.index == 0 or token.pos_ == "VERB" or _says_of_whom(draft):
                here.append(span)
                drafts.append(draft)
    return tuple(drafts)


def _says_of_whom(draft: Foretold) -> bool:
    """Whether a draft names a place or a party: behind the lead, "an attack" alone adds nothing to what was told."""
    content = draft.content
    return draft.where is not None or (
        isinstance(content, EventContent) and (content.actor is not None or content.target is not None)
    )


def _is_no_fact(sentence: Sentence, token: Token) -> bool:
    """Whether the words around keep an act from being told as fact; "the attack" points back to one told before."""
    found = fact(sentence, token)
    if found is None:
        return False
    points_back = sentence.unit.index > 0 and any(c.lower_ in ("the", "this", "that") for c in token.children)
    return not (points_back and token.pos_ != "VERB")


def _is_history(report: Report, sentence: Sentence, token: Token) -> bool:
    """What arms did long ago, in verbs too broad for the news of the day: "artillery had flattened"."""
    lex = hedges()
    lemma, children = token.lemma_.lower(), list(token.children)
    told = lemma in lex.verbs or (lemma in lex.relations and not any(c.dep_ == "prt" for c in children))
    if token.pos_ != "VERB" or not told:
        return False
    if not any(c.dep_ == "nsubj" and c.lemma_.lower() in lex.arms for c in children):
        return False
    return is_background(report, own_time(report, sentence, token.i), sentence, token.i)


def _will_not_be(token: Token) -> bool:
    """ "will probably not be able to recapture X": a forecast that an act does not come tells no act."""
    able = token.head
    if token.dep_ != "xcomp" or able.lower_ not in ("able", "likely"):
        return False
    forms = {c.dep_: c for c in able.head.children if c.dep_ in ("aux", "neg")}
    return "neg" in forms and forms["neg"].i < able.i and any(c.tag_ == "MD" for c in able.head.children)


def _ended(token: Token) -> bool:
    """ "urged all sides to stop fighting": what shall end is no act to come."""
    return token.head.lemma_.lower() in _ENDING and token.dep_ in ("xcomp", "dobj", "pcomp")


def _acts(sentence: Sentence, lex: Hedges) -> Iterator[Token]:
    for token, lemma in zip(sentence.unit.doc, lemmas_of(sentence.unit.doc), strict=True):
        if token.pos_ == "VERB":
            told = lemma in lex.verbs or (lemma in lex.light and _of_war(sentence, token, lex))
        elif token.pos_ in ("NOUN", "PROPN"):
            told = lemma in lex.act_nouns and token.dep_ not in ("compound", "amod")
        else:
            continue
        if told and not _ended(token):
            yield token


def _of_war(sentence: Sentence, verb: Token, lex: Hedges) -> bool:
    """Whether an everyday verb has an object of war, or a place for its object or subject."""
    if _peaceful(verb):
        return False
    if verb.lemma_ in ("strike", "hit", "fire", "fight") and any(c.lower_ == "back" for c in verb.children):
        return True
    if verb.lemma_ == "come" and any(c.lower_ == "for" for c in verb.children):
        return True
    for child in verb.children:
        if child.dep_ not in ("dobj", "prep", "agent", "nsubjpass", "nsubj", "prt", "dative"):
            continue
        nouns = [child, *(g for g in child.children if g.dep_ in ("pobj", "compound", "conj", "prep"))]
        nouns += [x for g in nouns[1:] if g.dep_ == "prep" for x in g.children if x.dep_ == "pobj"]
        for noun in nouns:
            if verb.lemma_.lower() in _GIVING and noun.lemma_.lower() in lex.arms:
                return False
            if noun.lemma_.lower() in lex.objects:
                return True
            if any(p.start <= noun.i < p.end for p in sentence.places) and child.dep_ != "nsubj":
                return child.dep_ in ("dobj", "nsubjpass") or child.lower_ in ("on", "into", "towards", "toward", "out")
            if child.dep_ == "nsubj" and verb.lemma_ in ("fall", "stand") and noun.tag_ in ("NNP", "NNPS"):
                return True
    return False


def _peaceful(verb: Token) -> bool:
    """Whether civilians do it: "people waiting to cross the river"."""
    node = verb
    while node.dep_ in ("xcomp", "conj") and node.head.i != node.i:
        node = node.head
    who = next((c for c in node.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    who = node.head if who is None and node.dep_ in ("acl", "relcl") else who
    return who is not None and (
        person_class(who.doc, who.i) is VictimClass.CIVILIAN
        or who.lower_ in ("people", "families", "crowds", "thousands")
    )


def _quote(token: Token) -> tuple[int, int]:
    """The act with its auxiliaries, what it counts or qualifies, and the head of its object."""
    start = end = token.i
    for child in token.children:
        if child.dep_ in ("aux", "auxpass", "neg", "nummod", "compound", "amod", "det") and child.i < token.i:
            start = min(start, child.left_edge.i)
        elif child.dep_ in ("nsubj", "nsubjpass") and token.i - child.i <= TAIL:
            start = min(start, max(child.left_edge.i, token.i - TAIL))
        elif child.dep_ in ("dobj", "prep", "prt", "dative") and child.i > token.i:
            end = max(end, min(child.right_edge.i, token.i + TAIL))
    return start, end + 1


def _draft(report: Report, sentence: Sentence, token: Token, quote: tuple[int, int], lex: Hedges) -> Foretold:
    own = own_place(sentence, token.i)
    where = own.mention if own is not None else None
    actor, target = actor_of(sentence.unit, token), target_of(sentence.unit, token)
    relation = lex.relations.get(token.lemma_.lower())
    content: Content
    if relation is not None and where is not None:
        content = ControlContent(relation, actor)
    else:
        content = EventContent(_kind(token, lex), actor, target)
    when = own_time(report, sentence, token.i)
    return Foretold(sentence.unit.index, token.i, *quote, content, when, where, f"no fact: {token.lemma_.lower()}")


def _kind(token: Token, lex: Hedges) -> EventType:
    """The type that the act's own word gives, else its object or means."""
    near = [token, *(c for c in token.subtree if c.pos_ in ("NOUN", "PROPN", "ADJ") and c.i <= token.i + TAIL)]
    return next((kind for t in near if (kind := lex.types.get(t.lemma_.lower())) is not None), EventType.ATTACK)
