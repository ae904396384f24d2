"""Whose flag stands over a place: "the army's flag flies over X", "the colours of the Front were raised above X"."""

from collections.abc import Iterator

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.where import place_end, place_within
from vedette.extraction.control.who import mention
from vedette.extraction.parsing.forms import word_set, words_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.phrases import is_party
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation

_FLAGS = frozenset("flag flags banner banners tricolour tricolor colours colors".split())
_FLYING = frozenset("fly wave flutter float hang".split())
_RAISED = frozenset("raise hoist plant unfurl run fly put".split())
_OVER = frozenset("over above in at on atop".split())
#: A place stands this close behind the preposition.
_NEAR = 7


def by_flag(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    """The statements of flags over places."""
    doc = sentence.unit.doc
    if _FLAGS.isdisjoint(word_set(doc)):
        return
    for i, word in enumerate(words_of(doc)):
        flag = doc[i]
        verb = flag.head
        if word not in _FLAGS or flag.dep_ not in ("nsubj", "nsubjpass"):
            continue
        raised = verb.lemma_ in _RAISED and flag.dep_ == "nsubjpass"
        link = next((c for c in verb.rights if c.lower_ in _OVER), None)
        owner = _owner(flag)
        if not (raised or verb.lemma_ in _FLYING) or link is None or owner is None:
            continue
        where = place_within(report, sentence, link.i + 1, min(len(doc), link.i + _NEAR))
        party = mention(report, sentence, owner)
        if where is None or where.inferred or party is None:
            continue
        relation = ControlRelation.CAPTURED if raised else ControlRelation.HOLDS
        quote = (flag.left_edge.i, place_end(sentence, where, link.i + 1))
        yield draft(report, sentence, Statement(verb.i, relation, party, where, "flag", quote))


def _owner(flag: Token) -> Token | None:
    """ "The army's flag", "the rebel flag", "the flag of the Front"."""
    of = (g for c in flag.rights if c.lower_ == "of" for g in c.rights)
    beside = (c for c in flag.lefts if c.dep_ in ("poss", "compound", "amod", "nmod"))
    return next((t for t in (*beside, *of) if is_party(t)), None)
