"""Words by which a report itself marks a change: escalation, turning point, "the largest since", "the first since".

A signal is a statement that assesses. Words under a negation, a wish or a fear ("to avoid an escalation") mark nothing.
"""

from collections.abc import Iterator
from functools import cache

from vedette.extraction.chain.naming import resolve
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import innermost
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.phrases import mention, trimmed
from vedette.extraction.standing.since import beginning
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import Signal, SpeechAct, StatementContent
from vedette.model.mention import ActorMention
from vedette.model.times import When

#: Words this far after a superlative or "first" still belong to its "since".
REACH = 16

_UNREAL = frozenset(
    """
    avoid prevent fear risk threat danger warn against without no not never could would may might if urge stop
    halt threaten potential possible concern hope
    """.split()
)
_ASSESSING = frozenset(
    "mark represent be constitute signal describe call consider see regard view become amount mean bring".split()
)
_THINGS = frozenset(
    "city town country state province port camp island airport lake mosque hospital party group".split()
)
_SPANS = frozenset("year years decade decades month months week weeks".split())
_ORDINAL_NOUNS = frozenset("day days".split())
_TRUCES = frozenset("ceasefire truce armistice cease-fire".split())
_EFFECT = (
    "came into force",
    "came into effect",
    "took effect",
    "went into effect",
    "has taken effect",
    "comes into force",
)


def find_signals(report: Report) -> tuple[StandingDraft, ...]:
    """The signals of a report, each kind of words once a sentence."""
    found: list[StandingDraft] = []
    for sentence in report.read:
        kinds: set[Signal] = set()
        for draft in _of(report, sentence):
            if isinstance(draft.content, StatementContent) and draft.content.signal not in kinds:
                kinds.add(draft.content.signal or Signal.ESCALATION)
                found.append(draft)
    return tuple(found)


def _of(report: Report, sentence: Sentence) -> Iterator[StandingDraft]:
    doc = sentence.unit.doc
    for token in doc:
        signal = _word(token)
        if signal is not None and not _unreal(token):
            yield _draft(report, sentence, token, (*_assessed(token), None), signal)
        elif token.tag_ in ("JJS", "RBS") and token.lower_ in standing_words().superlatives:
            end = _reach(token)
            if end is not None:
                span = (_opening(token), end, _since(sentence, token.i, end))
                yield _draft(report, sentence, token, span, Signal.LARGEST_SINCE)
        elif token.lower_ == "first" and not _unreal(token):
            end = _first_reach(token)
            if end is not None:
                span = (_opening(token), end, _since(sentence, token.i, end))
                yield _draft(report, sentence, token, span, Signal.FIRST_SINCE)
        elif token.lower_ in _TRUCES and token.pos_ in ("NOUN", "PROPN"):
            ahead = sentence.unit.text(token.i, min(len(doc), token.i + 12)).lower()
            if any(words in ahead for words in _EFFECT) and not _unreal(token):
                end = next(t.i for t in doc[token.i :] if t.lower_ in ("force", "effect")) + 1
                yield _draft(report, sentence, token, (token.left_edge.i, end, None), Signal.DE_ESCALATION)


def _draft(
    report: Report, sentence: Sentence, token: Token, span: tuple[int, int, When | None], signal: Signal
) -> StandingDraft:
    start, end = trimmed(sentence.unit.doc, (span[0], span[1]))
    who = _assessor(report, sentence, token)
    what = sentence.unit.text(start, end)
    content = StatementContent(SpeechAct.ASSESSES, what, who, signal=signal, since=span[2])
    rule = f"signal: {signal.value}"
    return StandingDraft(sentence.unit.index, token.i, start, end, content, rule, token.text)


def _assessor(report: Report, sentence: Sentence, token: Token) -> ActorMention | None:
    for said in reversed(innermost(sentence.said, token.i)):
        if said.source is not None:
            speaker = resolve(report, sentence, said.source)
            span = sentence.unit.chars(said.source.start, said.source.end)
            return ActorMention(said.source.words, speaker.name, span)
    for node in token.ancestors:
        if node.tag_ == "VBG" and node.dep_ == "pcomp":
            before = node.doc[node.i - 1]
            if before.pos_ == "NOUN" and before.i > 0 and node.doc[before.i - 1].lower_ == "with":
                return mention(sentence.unit, (before.i, before.i + 1))
    return None


def _word(token: Token) -> Signal | None:
    """The signal of a word or pair of words; what a headline capitalises and what only names another thing is none."""
    tag = token.tag_
    if tag in ("NN", "NNS", "NNP"):
        signal = _named_change(token)
        known = signal is None or not token.text.islower() or token.dep_ == "compound" or _known(token)
        return None if known else signal
    escalates = tag in ("VBD", "VBN", "VBZ") and token.lower_ in ("escalated", "escalates")
    return Signal.ESCALATION if escalates and token.dep_ in ("ROOT", "conj", "ccomp") else None


def _named_change(token: Token) -> Signal | None:
    words = standing_words().signals
    before = token.doc.words[token.i - 1] if token.i else ""
    if token.lower_ not in _last_words():
        return None
    if before == "-" and token.lower_ == "escalation":
        return Signal.DE_ESCALATION
    return words.get(token.lower_) or words.get(f"{before} {token.lower_}")


@cache
def _last_words() -> frozenset[str]:
    """The words with which a signal's name ends."""
    return frozenset(name.split(" ")[-1] for name in standing_words().signals) | {"escalation"}


def _known(token: Token) -> bool:
    """ "the latest escalation": one told of before, unless a verb says that something is one."""
    marked = any(t.lemma_.lower() in _ASSESSING for t in token.doc[max(0, token.i - 6) : token.i])
    definite = any(c.lower_ in ("the", "this", "that", "latest", "recent", "current") for c in token.lefts)
    return definite and not marked


def _unreal(token: Token) -> bool:
    """Whether the words near by deny, fear or forbid it."""
    near = token.doc[max(0, token.i - 7) : token.i]
    return any(t.lemma_.lower() in _UNREAL or t.lower_ in _UNREAL or t.tag_ == "MD" for t in near)


def _assessed(token: Token) -> tuple[int, int]:
    """From the verb that assesses to the end of what it says."""
    start = token.left_edge.i
    if start > 1 and token.doc[start - 1].text == "-":
        start -= 2
    node = token
    for _ in range(3):
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            if node.i < token.i:
                start = min(start, node.i)
            break
    end = token.i + 1
    for child in token.rights:
        if child.dep_ == "prep" and child.right_edge.i - token.i < 12:
            end = child.right_edge.i + 1
    return start, end


def _opening(token: Token) -> int:
    """Where the words of a comparison begin: at "is considered", or at its article."""
    doc = token.doc
    start = token.i
    while start > 0 and doc[start - 1].tag_ in ("DT", "PRP$", "POS", "NNP", "IN") and start > token.i - 3:
        start -= 1
    while start > 0 and doc[start - 1].pos_ in ("AUX", "VERB") and doc[start - 1].lemma_.lower() in (*_ASSESSING, "be"):
        start -= 1
    return start


def _reach(token: Token) -> int | None:
    """Where "the largest ... since X" ends; None where nothing is compared with."""
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    if token.lower_ == "most" and (
        before not in ("the", "its", "their") or doc[token.i + 1 : token.i + 2].text == "of"
    ):
        return None
    if before in ("at", "-") or _names_a_thing(token):
        return None
    return _since_end(token) or _span_end(token)


def _names_a_thing(token: Token) -> bool:
    """ "the largest city": how big a thing is, no change."""
    noun = token.head if token.head.i > token.i else token
    return noun.lemma_.lower() in _THINGS


def _first_reach(token: Token) -> int | None:
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    if before in ("at", "since"):
        return None
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if after in _ORDINAL_NOUNS and after != "time":
        return None
    if before not in ("the", "its", "their", "a", "for", "his") and after != "time":
        return None
    return _since_end(token) or _span_end(token)


def _since_end(token: Token) -> int | None:
    """The end of the words after "since", where they follow the comparison in its clause."""
    doc = token.doc
    for t in doc[token.i + 1 : token.i + REACH]:
        if t.text in (";", ":", ",") or (
            t.lower_ in ("and", "but", "while") and t.dep_ == "cc" and t.head.pos_ == "VERB"
        ):
            return None
        if t.lower_ == "since":
            end = max(t.right_edge.i + 1, t.i + 2)
            if t.dep_ == "mark":
                end = max(end, t.head.right_edge.i + 1)
            stop = next((x.i for x in doc[t.i : end] if x.text in (",", ";", ".") and x.i > t.i + 1), end)
            return min(end, stop, len(doc))
    return None


def _span_end(token: Token) -> int | None:
    """ "in three years", "this year", "in decades"."""
    doc = token.doc
    for t in doc[token.i + 1 : token.i + 12]:
        if t.text in (",", ";", ":"):
            return None
        if t.lower_ in _SPANS:
            opening = {x.lower_ for x in doc[max(token.i, t.i - 3) : t.i]}
            return t.i + 1 if opening & {"in", "this"} else None
    return None


def _since(sentence: Sentence, start: int, end: int) -> When | None:
    """The day or month that the comparison goes back to."""
    since = next((t.i for t in sentence.unit.doc[start:end] if t.lower_ == "since"), None)
    if since is None:
        return None
    return next((beginning(t) for t in sentence.times if since < t.start < end), None)
