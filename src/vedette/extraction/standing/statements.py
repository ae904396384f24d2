"""Talks, demands, accusations, refusals, threats, vows and comments on the situation.

Two roads: a verb that is itself the act ("the army demanded that"), and words quoted or told that carry no toll, event
or control of their own ("operations would continue", "we are facing a catastrophe").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.extraction.parsing.forms import lemma_set
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.extraction.standing.comments import find_comments, is_taken, make_statement
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.phrases import Range, is_heading, mention, nation, phrase_after
from vedette.extraction.standing.who import subject_mention
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import SpeechAct, StatementContent
from vedette.model.mention import ActorMention
from vedette.model.provenance import Span

_WITH = frozenset(("with", "between"))
_MARKS = ("-", "'", '"', "“", "”")
#: The words of an act reach no further than this many tokens.
LONGEST = 60
_OWN = frozenset("his her its their".split())
_NAMED = frozenset("named identified quoted".split())
_SPANS = frozenset("hour day week minute month".split())
_LOYALTY = frozenset(("allegiance", "loyalty", "fealty"))
_COUNTERPARTS = frozenset("counterpart delegation envoy minister leader official president representative".split())


def find_statements(report: Report, taken: Sequence[Span]) -> tuple[StandingDraft, ...]:
    """The statements of a report. Comments on words in `taken` (what tells of tolls, events, control) are left out."""
    found: list[StandingDraft] = []
    for sentence in report.read:
        spans: list[Range] = []
        for draft in (*_acts(report, sentence, taken), *find_comments(report, sentence, taken)):
            if not any(draft.start < b and a < draft.end for a, b in spans) and not _goes_on(found, draft):
                spans.append((draft.start, draft.end))
                found.append(_of_those_who_met(found, draft))
    return tuple(found)


def _of_those_who_met(found: Sequence[StandingDraft], draft: StandingDraft) -> StandingDraft:
    """ "They agreed": those who met in the sentence before."""
    content = draft.content
    if not found or not isinstance(content, StatementContent) or content.who is None:
        return draft
    last = found[-1].content
    if content.who.text.lower() not in ("they", "both") or draft.unit - found[-1].unit > 1:
        return draft
    if not isinstance(last, StatementContent) or last.act is not SpeechAct.MEETS:
        return draft
    return replace(draft, content=replace(content, who=last.who, partners=last.partners))


def _goes_on(found: Sequence[StandingDraft], draft: StandingDraft) -> bool:
    """Whether a quotation only goes on with the one before it."""
    if not found or draft.rule != "statement: quotation" or found[-1].rule != draft.rule:
        return False
    before, now = found[-1].content, draft.content
    if not isinstance(before, StatementContent) or not isinstance(now, StatementContent):
        return False
    same = (before.who.name if before.who else None) == (now.who.name if now.who else None)
    return same and draft.unit - found[-1].unit <= 1


def _acts(report: Report, sentence: Sentence, taken: Sequence[Span]) -> Iterator[StandingDraft]:
    """Verbs that are acts of their own. An accusation that tells of an attack is that event's, no statement."""
    if is_heading(sentence.unit.doc):
        return
    acts = standing_words().acts
    doc = sentence.unit.doc
    tokens = [t for t in doc.tokens if t.pos_ in ("VERB", "NOUN")]
    for token in () if acts.keys().isdisjoint(lemma_set(doc)) else tokens:
        act = acts.get(doc.lemmas[token.i])
        if act is None or token.pos_ != "VERB" or not _finite(token) or not _fits(token, act):
            continue
        if _recalled(sentence, token, act):
            continue
        who = subject_mention(report, sentence, token)
        if who is None or not _speaks(token, who):
            continue
        partners = _partners(sentence, token) if act is SpeechAct.MEETS else ()
        start, end = _clause(token)
        if (act is SpeechAct.MEETS and ((not partners and not _talks(token)) or _is_met(token))) or (
            act is SpeechAct.ACCUSES and is_taken(sentence, (token.i, end), taken)
        ):
            continue
        yield make_statement(sentence, token, (start, end), (act, who, partners), f"{token.lemma_.lower()}")
    for token in tokens:
        if (verb := _ultimatum(token)) is not None and _finite(verb):
            who = subject_mention(report, sentence, verb)
            if who is not None and _speaks(verb, who):
                yield make_statement(sentence, verb, _clause(verb), (SpeechAct.DEMANDS, who, ()), "ultimatum")
    for token in tokens:
        if token.lower_ in ("talks", "meeting") and token.head.lemma_.lower() == "hold" and _finite(token.head):
            who = subject_mention(report, sentence, token.head)
            if who is not None:
                parts = _partners(sentence, token.head)
                yield make_statement(sentence, token, _clause(token.head), (SpeechAct.MEETS, who, parts), "held talks")


def _ultimatum(token: Token) -> Token | None:
    """The verb of "issued an ultimatum to X", "gave the army 48 hours to leave", "told the garrison to surrender"."""
    if token.pos_ == "NOUN" and token.lower_ == "ultimatum" and token.dep_ == "dobj":
        return token.head if token.head.lemma_ in ("issue", "give", "deliver", "send", "set") else None
    if token.pos_ != "VERB" or token.lemma_ not in ("give", "tell"):
        return None
    orders = any(c.tag_ == "VB" and any(g.lower_ == "to" for g in c.lefts) for c in _under(token))
    timed = any(c.dep_ in ("dobj", "npadvmod") and c.lemma_.lower() in _SPANS for c in token.rights)
    asked = any(c.dep_ in ("dobj", "dative") for c in token.rights)
    return token if orders and asked and (timed or token.lemma_ == "tell") else None


def _under(verb: Token) -> list[Token]:
    return [c for n in verb.rights for c in (n, *n.rights) if c.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl")]


def _finite(token: Token) -> bool:
    """A told act: past or present, with no modal, negation or "to" before it."""
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    if any(c.dep_ in ("auxpass", "neg") or c.tag_ in ("MD", "TO") for c in token.lefts):
        return False
    if token.i and token.nbor(-1).lower_ in ("neither", "nor"):
        return False  # "neither confirmed nor denied it"
    return token.tag_ != "VBN" or any(c.lower_ in ("has", "have", "had") for c in token.lefts) or token.dep_ == "conj"


def _recalled(sentence: Sentence, token: Token, act: SpeechAct) -> bool:
    """Whether an act is told in passing: "as they agreed", "had agreed in November", "officials, who blamed X"."""
    if token.dep_ == "advcl" and act is SpeechAct.AGREES:
        return True
    if token.dep_ == "relcl" and (act is SpeechAct.ACCUSES or token.lemma_.lower() == "describe"):
        return True
    told = any(s.covers(token.i) for s in sentence.said)
    return not told and any(c.lower_ == "had" for c in token.lefts) and act is not SpeechAct.DENIES


def _fits(token: Token, act: SpeechAct) -> bool:
    """Whether the verb is used in the sense that makes it an act."""
    lemma = token.lemma_.lower()
    doc = token.doc
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    objects = [c for c in token.rights if c.dep_ == "dobj"]
    if {t.lower_ for t in doc[token.i + 1 : token.i + 4]} & _LOYALTY:
        return False
    if lemma in ("call",):
        if any(o.pos_ == "PRON" for o in objects) or any(
            c.dep_ == "ccomp" and any(s.pos_ == "PRON" and s.dep_ == "nsubj" for s in c.lefts) for c in token.rights
        ):
            return False
        before = [t.lower_ for t in doc[max(0, token.i - 6) : token.i]]
        if "what" in before and "," not in before[before.index("what") :]:
            return False
        return after in ("on", "for", "upon") or any(
            c.dep_ in ("oprd", "ccomp", "xcomp") and (objects or c.tag_ not in ("JJ", "VBN")) for c in token.rights
        )
    if lemma in ("appeal",):
        return after in ("to", "for")
    if lemma in ("want", "ask", "request"):
        return any(c.dep_ in ("ccomp", "xcomp") and _own_subject(c) for c in token.rights)
    if lemma in ("insist", "describe"):
        return after in ("on",) or (lemma == "describe" and any(c.lower_ == "as" for c in token.rights))
    if lemma == "order" and any(c.lower_ in _OWN for o in _ordered(token) for c in o.lefts):
        return False  # what somebody has his own men do is no demand
    if lemma == "order":
        return any(c.dep_ in ("xcomp", "ccomp") for c in token.rights) or any(
            o.lemma_.lower() in ("evacuation", "withdrawal", "retreat", "investigation", "ceasefire") for o in objects
        )
    if lemma in ("suspend", "adjourn", "break", "impose", "declare", "postpone", "proclaim", "lift"):
        return any(t.lemma_.lower() in standing_words().objects for o in objects for t in o.subtree)
    if lemma == "press":  # "pressed both sides to disarm"; forces that press on or press an attack ask nothing
        return bool(objects) and any(c.dep_ in ("xcomp", "ccomp") for c in token.rights)
    if lemma == "talk":
        return after in ("over", "with") and any(
            c.lower_ == "with" for c in (*token.rights, *(g for o in objects for g in o.rights))
        )
    if lemma in ("ring", "phone", "telephone"):
        return bool(objects) and token.lower_ != "ringed"  # soldiers have ringed the house
    if lemma == "speak":
        return any(c.lower_ == "with" for c in token.rights)
    if lemma == "rule":
        return after == "out" and bool(objects)
    if lemma == "demand":
        return bool(objects) or any(c.dep_ in ("ccomp", "xcomp") for c in token.rights)
    if lemma in ("decline", "refuse", "ask") and any(t.lower_ in _NAMED for t in doc[token.i + 1 : token.i + 6]):
        return False  # "refused to be named"
    if lemma in ("decline", "refuse"):
        to_do = any(c.dep_ == "xcomp" and c.lemma_ != "comment" for c in token.rights)
        return to_do or (lemma == "refuse" and not any(c.lemma_ == "comment" for c in token.rights))
    if lemma == "promise" or act in (SpeechAct.THREATENS, SpeechAct.VOWS, SpeechAct.AGREES):
        return bool(objects) or any(c.dep_ in ("xcomp", "ccomp", "advcl", "prep") for c in token.rights)
    return (
        act is SpeechAct.MEETS
        or bool(objects)
        or any(c.dep_ in ("ccomp", "xcomp", "advcl", "pobj", "prep") for c in token.rights)
    )


def _ordered(token: Token) -> list[Token]:
    """Those who are told to do something: "his men" of "ordered his men to leave"."""
    below = [c for c in token.rights if c.dep_ in ("dobj", "xcomp", "ccomp")]
    return [c for c in below if c.dep_ == "dobj"] + [s for c in below for s in c.lefts if s.dep_ == "nsubj"]


def _own_subject(clause: Token) -> bool:
    return any(c.dep_ == "nsubj" for c in clause.lefts)


def _speaks(token: Token, who: ActorMention) -> bool:
    return who.text.lower() not in ("it", "this", "that", "which", "there", "we", "you", "i") or who.name != who.text


#: What is met without a word: resistance, demands, an end.
_MET = frozenset(
    "resistance opposition demand deadline target need goal condition standard fate end death challenge criticism "
    "fire force".split()
)


def _is_met(token: Token) -> bool:
    """ "Met little resistance", "met the deadline": nobody talks."""
    return token.lemma_.lower() == "meet" and any(c.dep_ == "dobj" and c.lemma_.lower() in _MET for c in token.rights)


def _talks(token: Token) -> bool:
    return token.lemma_.lower() != "meet" or any(c.lower_ in ("in", "on", "to") for c in token.rights)


def _clause(token: Token) -> Range:
    """From the subject of an act to the end of what it governs; joined acts and asides left out."""
    doc = token.doc
    starts = [c.left_edge.i for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ not in ("WDT", "WP")]
    starts += [c.i for c in token.lefts if c.dep_ == "aux"]
    end = token.i + 1
    for child in token.rights:
        if child.dep_ in ("conj", "parataxis", "cc") or (child.is_punct and child.text not in _MARKS):
            continue
        if child.dep_ == "prep" and child.lower_ == "according":
            break
        end = max(end, child.right_edge.i + 1)
    semicolon = next((t.i for t in doc[token.i : end] if t.text == ";"), end)
    start = min([*starts, token.i])
    return start, min(semicolon, start + LONGEST)


def _partners(sentence: Sentence, token: Token) -> tuple[ActorMention, ...]:
    """Those talked with: after "with", and what "met" has for an object."""
    doc = sentence.unit.doc
    found: list[ActorMention] = []
    nodes = [c for c in token.rights if c.dep_ == "dobj" and token.lemma_.lower() == "meet"]
    links = [t for t in doc[token.i + 1 :] if t.lower_ in _WITH and t.dep_ == "prep" and t.i - token.i < 18]
    for node in nodes:
        found += _counted(sentence, node)
    for link in links[:1]:
        for node in link.rights:
            found += _counted(sentence, node)
    return tuple(found)


def _counted(sentence: Sentence, node: Token) -> list[ActorMention]:
    """The partners in a phrase: "his counterparts from Iran and Turkey" are Iran's and Turkey's."""
    if node.dep_ not in ("pobj", "dobj"):
        return []
    origin = next((c for c in node.rights if c.lower_ in ("from", "of") and c.dep_ == "prep"), None)
    if origin is not None and node.lemma_.lower() in _COUNTERPARTS:
        node = next((c for c in origin.rights if c.dep_ == "pobj"), node)
    if node.lemma_.lower() in _COUNTERPARTS and origin is None:
        before = [t for t in node.doc[node.left_edge.i : node.i] if t.text in standing_words().nations]
        if len(before) > 1:
            return [mention(sentence.unit, (t.i, t.i + 1)) for t in before]
    joined = [c for c in node.rights if c.dep_ == "conj" and c.lemma_.lower() in _COUNTERPARTS]
    if joined:
        own = [nation(sentence.unit, p) for p in (phrase_after(node.doc, node.left_edge.i),) if p is not None]
        return own + [m for c in joined for m in _of_country(sentence, c)]
    heads = [node, *(c for c in node.subtree if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN") and c.i > node.i)]
    phrases = [phrase_after(node.doc, min([h.i, *(c.i for c in h.lefts if c.dep_ in _MODIFIERS)])) for h in heads]
    return [nation(sentence.unit, p) for p in phrases if p is not None]


def _of_country(sentence: Sentence, head: Token) -> list[ActorMention]:
    """ "a delegation from Kenya": Kenya."""
    link = next((c for c in head.rights if c.lower_ in ("from", "of")), None)
    at = next((c.left_edge.i for c in link.rights if c.dep_ == "pobj"), None) if link is not None else head.left_edge.i
    phrase = phrase_after(head.doc, at) if at is not None else None
    return [nation(sentence.unit, phrase)] if phrase is not None else []


_MODIFIERS = ("compound", "amod", "nmod", "poss")
