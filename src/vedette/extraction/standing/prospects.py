"""Forecasts without a verb of forecasting: "is a matter of time", "see little prospect of", "there is a danger that the
war will reach", "the offensive looks set to spill over"."""

from collections.abc import Iterator

from vedette.extraction.parsing.forms import lemma_set, word_set
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import is_party
from vedette.extraction.standing.phrases import Range

#: What a thing that is to come is said to be (words in a row).
_LOOMING = (
    "matter of time", "question of time", "in the offing", "on the cards", "on the horizon", "in sight",
    "in the pipeline", "round the corner", "around the corner", "only going to get",
)  # fmt: skip
_ROWS = tuple(phrase.split() for phrase in _LOOMING)
_LAST = frozenset(row[-1] for row in _ROWS)
#: Nouns for how likely a thing is.
_ODDS = frozenset("prospect chance likelihood odds danger risk probability possibility hope expectation fear".split())
#: Of these what an event itself may be.
_OPEN = frozenset("prospect likelihood possibility probability".split())
#: What somebody does who has such a noun for an object.
_SEEING = frozenset("see hold give put rate have".split())
#: What is bound to come.
_BOUND = frozenset("set bound poised destined certain sure liable likely unlikely doomed".split())
_LOOKING = frozenset("be look seem appear".split())
_MODALS = frozenset("will would could may might 'll wo shall can".split())
_NOW = ("VBZ", "VBP")

#: A forecast in a clause: the word that tells, the clause, who makes it where that is the subject.
Prospect = tuple[Token, Range, Token | None]


def prospects(doc: Doc) -> Iterator[Prospect]:
    """The forecasts of a sentence that stand in a noun, an adjective or a set phrase."""
    words, lemmas = word_set(doc), lemma_set(doc)
    if not _LAST.isdisjoint(words):
        yield from _looming(doc)
    if not _ODDS.isdisjoint(lemmas):
        yield from _odds(doc)
    if not _BOUND.isdisjoint(words):
        yield from _bound(doc)


def _looming(doc: Doc) -> Iterator[Prospect]:
    for i, word in enumerate(doc.words):
        if word not in _LAST or not any(doc.words[max(0, i + 1 - len(p)) : i + 1] == p for p in _ROWS):
            continue
        be = next((t for t in (doc[i], *doc[i].ancestors) if t.lemma_ in _LOOKING), None)
        if be is not None and be.tag_ in _NOW and any(c.dep_ == "nsubj" and c.lower_ != "it" for c in be.lefts):
            yield doc[i], _from_subject(be, doc[i].i + 1), None


def _odds(doc: Doc) -> Iterator[Prospect]:
    """ "Chances are slim that X will", "there is a danger that X will", "X see little prospect of"."""
    for noun in doc:
        if noun.lemma_.lower() not in _ODDS or noun.pos_ != "NOUN":
            continue
        verb = noun.head
        if noun.dep_ not in ("nsubj", "attr", "dobj") or verb.tag_ not in _NOW:
            continue
        of = any(c.lower_ in ("of", "for") for c in noun.rights)
        above = (noun, verb, *(c for c in verb.rights if c.dep_ == "acomp"))
        clause = next((c for n in above for c in n.rights if c.dep_ in ("acl", "ccomp", "relcl")), None)
        ahead = clause is not None and any(c.lower_ in _MODALS for c in clause.lefts)
        if noun.dep_ == "dobj" and verb.lemma_ in _SEEING and (of or ahead):
            who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
            if who is not None and who.pos_ != "PRON" and not is_party(who):
                yield noun, _from_subject(verb, noun.right_edge.i + 1), who
        elif noun.dep_ == "attr" and clause is None and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" for c in verb.lefts):
            if noun.lemma_ in _OPEN:  # "a war is a distinct possibility"
                yield noun, _from_subject(verb, noun.i + 1), None
        elif noun.dep_ != "dobj" and verb.lemma_ == "be" and ahead and clause is not None:
            yield noun, _from_subject(verb, max(clause.right_edge.i, noun.i) + 1), None


def _bound(doc: Doc) -> Iterator[Prospect]:
    """ "The fighting looks set to spread": what parties are set to do is a plan of theirs."""
    for token in doc:
        if token.lower_ not in _BOUND or token.i + 1 >= len(doc) or doc.words[token.i + 1] != "to":
            continue
        be = token.head if token.head.lemma_ in _LOOKING else next((c for c in token.lefts if c.lemma_ == "be"), None)
        if be is None or be.tag_ not in _NOW or be.i > token.i:
            continue
        who = next((c for n in (be, token) for c in n.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        if who is None or is_party(who) or who.pos_ == "PRON":
            continue
        end = max([c.right_edge.i + 1 for c in token.rights if c.dep_ in ("xcomp", "ccomp")] or [token.i + 1])
        yield token, (who.left_edge.i, end), None


def _from_subject(verb: Token, end: int) -> Range:
    subjects = ("nsubj", "nsubjpass", "expl", "csubj")
    start = min([c.left_edge.i for c in verb.lefts if c.dep_ in subjects] or [verb.i])
    return start, end
