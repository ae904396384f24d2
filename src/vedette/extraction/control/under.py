"""Standing phrases: "under rebel control", "in regime hands", "out of government control", "under siege"."""

from collections.abc import Iterator, Sequence

from vedette.extraction.control.draft import LASTING, ControlDraft, Statement, draft
from vedette.extraction.control.verbs import is_over
from vedette.extraction.control.where import last_places, of_noun
from vedette.extraction.control.who import acts, mention
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.forms import words_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation
from vedette.model.mention import PlaceMention

_TARGETS = {
    "control": ControlRelation.HOLDS,
    "thumb": ControlRelation.HOLDS,
    "heel": ControlRelation.HOLDS,
    "rule": ControlRelation.HOLDS,
    "occupation": ControlRelation.HOLDS,
    "hand": ControlRelation.HOLDS,
    "grip": ControlRelation.HOLDS,
    "grasp": ControlRelation.HOLDS,
    "clutch": ControlRelation.HOLDS,
    "possession": ControlRelation.HOLDS,
    "siege": ControlRelation.BESIEGES,
    "blockade": ControlRelation.BESIEGES,
}
#: The target stands this close behind "under".
_REACH = 6
_BACK = 14
_CHANGING = ("come", "fall", "pass", "bring", "surrender")
#: What a place is "in", not "under": the holder's.
_HANDS = frozenset("hand grip grasp clutch possession".split())
#: How a place leaves somebody's hands by itself.
_SLIPPING = frozenset("slip slide drift drop fall pass".split())
_COUNTRY = 3
_OWNERS = ("NNP", "NNPS", "PRP$")


def by_phrase_of_state(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    """The statements of phrases of state."""
    doc = sentence.unit.doc
    for i, word in enumerate(words_of(doc)):
        if word not in ("under", "in", "of", "into", "from") or i + 1 >= len(doc):
            continue
        token = doc[i]
        out = token.lower_ == "of" and token.i > 0 and doc[token.i - 1].lower_ == "out"
        target = _target(token, out)
        if target is None:
            continue
        relation = ControlRelation.LOST if out or word == "from" else _TARGETS[target.lemma_.lower()]
        who = _holder(token, target)
        if who is None:
            continue
        verb = token.head
        if relation is ControlRelation.HOLDS and verb.lemma_ in _CHANGING:
            relation = ControlRelation.CAPTURED
        party = mention(report, sentence, who)
        if party is None:
            continue
        for where in _places(report, sentence, token):
            start = min(
                (p.start for p in sentence.places if p.mention.span == where.span and not where.inferred),
                default=token.i,
            )
            quote = (_quote_start(token, start), max(target.i, who.i) + 1)
            over = relation in LASTING and verb.pos_ in ("VERB", "AUX") and is_over(verb)
            said = Statement(target.i, relation, party, where, "state", quote, background=over)
            yield draft(report, sentence, said)


def _quote_start(token: Token, start: int) -> int:
    """From the subject's first word, so that "most of X is in ..." keeps its extent."""
    subj = _subject(token)
    return (
        subj.left_edge.i
        if subj is not None and subj.left_edge.i <= start and token.i - subj.left_edge.i < 20
        else min(start, token.i)
    )


def _target(token: Token, out: bool) -> Token | None:
    doc = token.doc
    for near in doc[token.i + 1 : token.i + 1 + _REACH]:
        lemma = near.lemma_.lower()
        if lemma in _TARGETS:
            if token.lower_ in ("from", "of"):
                if token.lower_ == "of" and not out:
                    return None
                slips = token.head.lemma_ in _SLIPPING or token.head.head.lemma_ in _SLIPPING
                return near if lemma in ("control", *_HANDS) and (slips or (out and lemma == "control")) else None
            return near if (token.lower_ in ("in", "into")) == (lemma in _HANDS) else None
        if near.pos_ == "VERB" or near.text in ".,;":
            return None
    return None


def _holder(token: Token, target: Token) -> Token | None:
    before = [t for t in target.doc[token.i + 1 : target.i] if acts(t)]
    if before:
        return before[-1]
    owner = next(
        (c for c in target.lefts if c.dep_ in ("poss", "compound") and c.tag_ in _OWNERS and c.i > token.i), None
    )
    if owner is not None:
        return owner
    for child in target.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by"):
            return next((g for g in child.children if g.dep_ == "pobj" and acts(g)), None)
    behind = target.doc[target.i + 1] if target.i + 1 < len(target.doc) else None
    if behind is not None and behind.lower_ == "by":  # of "has been": "has been under siege by the army"
        return next((g for g in behind.children if g.dep_ == "pobj" and acts(g)), None)
    return None


def _subject(token: Token) -> Token | None:
    """What is under control: the subject of the verb that "under" hangs on, or the noun it describes."""
    head = token.head
    for _ in range(2):
        if head.lower_ == "out" or head.pos_ in ("ADP", "ADV"):
            head = head.head
    if head.pos_ in ("VERB", "AUX"):
        subj = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subj is not None and subj.tag_ in ("WDT", "WP"):
            return head.head if head.dep_ == "relcl" else None
        if subj is None:
            subj = _far_subject(token)
        if subj is None and head.dep_ == "conj":
            subj = next((c for c in head.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        return subj
    if head.dep_ == "attr":
        return next((c for c in head.head.children if c.dep_ == "nsubj"), head)
    return head if head.pos_ in ("NOUN", "PROPN", "PRON") else None


def _far_subject(token: Token) -> Token | None:
    """The subject before a long relative clause, which the parser ties to another verb: "X, which borders Y, is"."""
    head = token.head
    if head.dep_ == "conj" or not any(t.dep_ == "relcl" for t in token.doc[: token.i]):
        return None
    found = [t for t in token.doc[: head.i] if t.dep_ in ("nsubj", "nsubjpass") and t.tag_ in ("NNP", "NN", "NNS")]
    return next((t for t in reversed(found) if t.head.dep_ != "relcl"), None)


def _places(report: Report, sentence: Sentence, token: Token) -> Sequence[PlaceMention]:
    subj = _subject(token)
    if subj is not None and subj.i < token.i:
        named = [p for p in of_noun(report, sentence, subj, token.i) if _level(sentence, p) < _COUNTRY]
        if named or (subj.pos_ != "PROPN" and subj.lemma_.lower() not in ("area", "territory", "region")):
            return named
    low = max(0, token.i - _BACK)
    near = [p for p in sentence.places if low <= p.start < token.i and p.level < _COUNTRY]
    if near:
        return (near[-1].mention,)
    areas = control_words().areas
    nouns = [t for t in token.doc[low : token.i] if t.lemma_.lower() in areas and not _owns_another(t, areas)]
    if nouns and any(t.lower_ in ("the", "its", "both") for t in nouns[-1].lefts):
        return last_places(report, sentence, nouns[-1].i, 1)
    return ()


def _owns_another(noun: Token, areas: dict[str, int]) -> bool:
    """The "region" of "the last city of the region in army hands"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("of", "in") and noun.head.head.lemma_.lower() in areas


def _level(sentence: Sentence, where: PlaceMention) -> int:
    return next((p.level for p in sentence.places if p.mention.span == where.span), 1)
