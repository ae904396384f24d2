"""How surely, and of what time: hedges, denials, plans, threats, hypotheses, and recalled history.

Read from the words that govern a trigger: its auxiliaries and adverbs, the verb it hangs on, the clause it stands in.
"""

import datetime as dt

from spacy.tokens import Token

from vedette.extraction.forms import word_set
from vedette.extraction.report import Report, Sentence
from vedette.model.provenance import Field, FieldStatus, Status
from vedette.model.times import When

#: A dated event this many days before the report, or longer, is history.
OLD = 8

_SUSPECTED = frozenset(
    (
        "suspect believe fear presume think suspected alleged allege apparently presumably probably possibly "
        "likely unconfirmed rumored rumoured reportedly_unconfirmed supposedly seemingly appear seem"
    ).split()
)
_DENY = frozenset("deny reject refute dismiss".split())
_THREATEN = frozenset("threaten vow warn".split())
_PLAN = frozenset(
    ("plan intend prepare aim schedule order agree pledge want hope expect set decide propose ready").split()
)
_IF = frozenset("if unless whether should would could might were provided".split())
_PERPETRATOR = frozenset("suspected alleged apparent presumed likely".split())


def statuses_of(sentence: Sentence, token: int) -> tuple[FieldStatus, ...]:
    """The statuses that the words around a trigger show; none for a plain assertion."""
    doc = sentence.unit.doc
    trigger = doc[token]
    found = _modal(trigger) or _governed(trigger) or _negated(trigger)
    statuses: list[FieldStatus] = []
    if found is not None:
        status, word = found
        statuses.append(FieldStatus(Field.FACT, status, word.text, sentence.unit.chars(word.i, word.i + 1)))
    for near in doc[max(0, token - 4) : token]:
        if near.lower_ in _PERPETRATOR and near.head.i in (token, trigger.head.i):
            statuses.append(
                FieldStatus(Field.PERPETRATOR, Status.SUSPECTED, near.text, sentence.unit.chars(near.i, near.i + 1))
            )
    return tuple(statuses)


def _chain(token: Token) -> list[Token]:
    chain = [token]
    while token.head.i != token.i and len(chain) < 8:
        token = token.head
        chain.append(token)
    return chain


def _modal(trigger: Token) -> tuple[Status, Token] | None:
    for node in _chain(trigger)[:3]:
        if node.pos_ not in ("VERB", "AUX"):
            continue
        for child in node.children:
            if child.dep_ == "aux" and child.lower_ in ("would", "could", "might", "may"):
                return Status.HYPOTHETICAL, child
            if child.dep_ == "aux" and child.lower_ in ("will", "shall"):
                return Status.PLANNED, child
            if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
                return Status.HYPOTHETICAL, child
            if child.dep_ == "advmod" and child.lower_ in _SUSPECTED:
                return Status.SUSPECTED, child
        break
    return None


def _governed(trigger: Token) -> tuple[Status, Token] | None:
    previous = trigger
    for node in _chain(trigger)[1:5]:
        lemma = node.lemma_.lower()
        if previous.dep_ in ("ccomp", "xcomp", "dobj", "advcl", "pcomp", "pobj", "acl"):
            if lemma in _DENY:
                return Status.DENIED, node
            if lemma in ("suspect", "believe", "fear", "presume", "think") and previous.dep_ in ("ccomp", "xcomp"):
                return Status.SUSPECTED, node
            if lemma == "threaten" and previous.dep_ in ("xcomp", "ccomp"):
                return Status.THREATENED, node
            if lemma in _PLAN and previous.dep_ == "xcomp" and previous.pos_ == "VERB":
                return Status.PLANNED, node
        previous = node
    return None


def _negated(trigger: Token) -> tuple[Status, Token] | None:
    if trigger.pos_ in ("VERB", "AUX"):
        for child in trigger.children:
            if child.dep_ == "neg":
                return Status.DENIED, child
    return None


def is_background(report: Report, when: When | None, sentence: Sentence, token: int) -> bool:
    """Whether a trigger recalls history: dated a week and more back, or told in words of earlier times."""
    if when is not None and report.anchor is not None:
        if when.last < report.anchor - dt.timedelta(days=OLD):
            return True
        if when.last >= report.anchor - dt.timedelta(days=2):
            return False
    words = word_set(sentence.unit.doc)
    return bool(words & {"previously", "formerly", "historically"}) and not words & {"today", "now"}
