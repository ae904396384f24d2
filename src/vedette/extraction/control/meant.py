"""Whether a deed is done, tried or meant: "trying to capture" contests a place, "plans to capture" is planned."""

from dataclasses import replace

from vedette.extraction.control.draft import Statement
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.tokens import Token
from vedette.model.claim import ControlRelation

_CHAIN = ("xcomp", "advcl", "acl", "pcomp", "ccomp", "relcl", "conj")
_MODALS = frozenset("will would could may might can should shall".split())
#: Verbs whose infinitive is done.
_DOING = frozenset("manage seem appear claim say begin start continue help report believe think go".split())
_TAKING = (ControlRelation.CAPTURED, ControlRelation.ENTERED)


def _no_longer(verb: Token) -> bool:
    """ "No longer controls X": lost it, whenever."""
    return any(c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children)


def _at_its_time(verb: Token) -> bool:
    """ "Fought before pulling out", "after taking the town": done, whatever the other verb is."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in ("before", "after", "since", "by", "despite")


def meant(verb: Token, said: Statement) -> Statement:
    """The statement with what governs its verb taken into account."""
    if any(c.dep_ == "aux" and c.lower_ in _MODALS for c in verb.children):
        return replace(said, planned=True)
    words = control_words()
    if verb.lemma_.lower() in words.intending:
        return replace(said, planned=True)
    if said.relation is ControlRelation.HOLDS and _no_longer(verb):
        return replace(said, relation=ControlRelation.LOST)
    node = verb
    for _ in range(3):
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children)
        if node.dep_ not in _CHAIN and not infinitive:
            return said
        if node.dep_ == "conj":
            node = node.head
            continue
        head = node.head
        while head.pos_ == "ADP" and head.head.i != head.i:
            head = head.head
        if not infinitive and (node.tag_ != "VBG" or node.dep_ == "advcl" or _at_its_time(node)):
            return said
        lemma = head.lemma_.lower()
        if (
            infinitive
            and said.relation in _TAKING
            and any(c.dep_ == "dobj" and c.i < node.i and c.lemma_.lower() in words.trying for c in head.children)
        ):
            return replace(said, relation=ControlRelation.CONTESTS)
        if lemma in words.planning or (lemma == "be" and infinitive):
            return replace(said, planned=True)
        if lemma in words.trying:
            if said.relation in _TAKING:
                return replace(said, relation=ControlRelation.CONTESTS)
            return replace(said, planned=True)
        if infinitive and head.lemma_ == "have" and any(c.lower_ == "yet" for c in head.children):
            return said  # "have yet to take X": not done, which its status says
        if infinitive and any(c.dep_ == "aux" and c.lower_ == "have" for c in node.children):
            return said  # "is understood to have taken": done, so far as is known
        if infinitive and lemma not in _DOING:
            if said.relation is ControlRelation.CAPTURED:
                return replace(said, relation=ControlRelation.CONTESTS)
            return replace(said, planned=True)
        if lemma not in ("manage", "begin", "start", "continue"):
            return said
        node = head
    return said
