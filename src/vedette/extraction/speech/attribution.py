"""Who says so, a sentence at a time: every act of speech with its speaker and the tokens it covers.

The cues come from `vedette.extraction.speech`; here they are put in order and what each covers is settled, for one act
ends where the next begins. What runs over the sentences of a document is in `vedette.extraction.chain.speakers`.
"""

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.speech.accounts import OPENERS, account_cue
from vedette.extraction.speech.acts import Said, Source, innermost
from vedette.extraction.speech.content import Pieces, covered, skip_adjuncts
from vedette.extraction.speech.cues import can_speak, may_be_cue
from vedette.extraction.speech.phrases import headline_cue, phrase_cue
from vedette.extraction.speech.verbs import Cue, verb_cue

__all__ = ["Said", "Source", "find_said", "innermost"]

_SUBORDINATES = frozenset("after before when although while because though as since".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BREAKS = frozenset((";", ",", "and", "but", "while", "as", "whereas", "although", "though", "meanwhile"))


def find_said(unit: Unit) -> tuple[Said, ...]:
    """The acts of speech of a sentence in the order of their cues."""
    cues = _cues(unit)
    found: list[Said] = []
    for n, cue in enumerate(cues):
        content = _content(unit.doc, cues, n, found)
        if content:
            found.append(Said(unit.index, cue.source, cue.token, cue.words, cue.lemma, content, cue.relay))
    return tuple(found)


def _cues(unit: Unit) -> tuple[Cue, ...]:
    found: tuple[Cue, ...] = ()
    for token in unit.doc.tokens:
        cue = verb_cue(unit, token, found) or phrase_cue(unit, token) if may_be_cue(token) else None
        if cue is None and token.lower_ in OPENERS:
            cue = account_cue(unit, token)
        if cue is not None:
            found = (*found, cue)
    label = headline_cue(unit)
    if label is not None and not any(c.token > len(unit.doc) - 4 or (c.source and c.source.start < 3) for c in found):
        found = (label, *found) if label.source and label.source.start == 0 else (*found, label)
    return found


def _content(doc: Doc, cues: tuple[Cue, ...], n: int, found: list[Said]) -> Pieces:
    cue = cues[n]
    left, right = _left(doc, cues, n), _right(doc, cues, n)
    if (
        cue.inside
        and found
        and found[-1].cue_words != "according to"
        and cue.token - found[-1].cue <= 12
        and found[-1].source
    ):
        return found[-1].content
    if cue.lemma in ("accord", "cite"):
        return _around(doc, cue, left, right)
    pieces = covered(doc, cue.source, cue.token, cue.after, (left, right))
    if cue.after < right and doc[cue.after].text == ";" and n + 1 == len(cues):
        pieces = (*pieces, (cue.after + 1, right))
    return pieces


def _around(doc: Doc, cue: Cue, left: int, right: int) -> Pieces:
    """What "according to" covers: what came before, or at the head of a sentence what follows."""
    before, after = (left, cue.token), (cue.after, right)
    leads = doc[cue.token].text[:1].isupper()
    if not leads and (any(t.pos_ in ("VERB", "AUX") for t in doc[before[0] : before[1]]) or cue.token - left > 4):
        runs_on = right - cue.after > 3 and not doc[cue.after].is_punct
        return (before, after) if runs_on else (before,)
    return tuple(p for p in (after,) if p[1] - p[0] > 1)


def _left(doc: Doc, cues: tuple[Cue, ...], n: int) -> int:
    """Where the words before a cue that can be its own begin: after a semicolon."""
    texts = doc.texts[: _start(doc, cues[n])]
    if "|" not in texts and ";" not in texts:
        return 0
    for i in range(len(texts) - 1, -1, -1):
        if texts[i] == "|" or (texts[i] == ";" and any(c.token < i for c in cues[:n])):
            return i + 1
    return 0


def _right(doc: Doc, cues: tuple[Cue, ...], n: int) -> int:
    """Where the words after a cue that can be its own end: before the clause of the next speaker."""
    for i in range(cues[n].after, len(doc) if ";" in doc.texts else 0):
        if doc[i].text == ";" and any(c.token > i for c in cues[n + 1 :]):
            return i
    end = _subordinate_end(doc, cues[n])
    if end is not None:
        return end
    for later in cues[n + 1 :]:
        if later.lemma in ("accord", "cite", "colon") or later.source is None or later.source.start < cues[n].after:
            continue
        if _has_another_verb(doc, later):
            continue
        start = _start(doc, later)
        if skip_adjuncts(doc, cues[n].after, start) >= start:
            return start
        if (
            start > cues[n].after + 1
            and doc[start - 1].lower_ in _BREAKS
            and doc[start - 1].lower_ != ","
            and can_speak(doc[later.source.head])
        ):
            return start - 1
        if (comma := _before_the_close(doc, later)) > cues[n].after + 1:
            return comma
    return len(doc)


def _before_the_close(doc: Doc, cue: Cue) -> int:
    """The comma before "..., the state-run agency X quoted him as saying.", or 0."""
    told = cue.relay
    if told is None or any(
        t.pos_ in ("VERB", "AUX") and t.lower_ not in ("saying", "as") for t in doc[cue.token + 1 :]
    ):
        return 0
    comma = next((i for i in range(told.start - 1, max(0, told.start - 9), -1) if doc[i].text == ","), 0)
    return 0 if any(t.tag_ in _FINITE for t in doc[comma : told.start]) else comma


def _has_another_verb(doc: Doc, cue: Cue) -> bool:
    """ "said that the rebels attacked X and claimed Y": the speaker's phrase opens what was said before, too."""
    subject = doc[cue.source.head] if cue.source is not None else doc[cue.token]
    return subject.dep_ in ("nsubj", "nsubjpass") and subject.i < subject.head.i < cue.token


def _subordinate_end(doc: Doc, cue: Cue) -> int | None:
    """Where "After the government confirmed that ..., the centre was hit" leaves what was confirmed."""
    start = _start(doc, cue)
    if not any(t.lower_ in _SUBORDINATES for t in doc[max(0, start - 2) : start]) or start > 8:
        return None
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.i <= cue.after:
        return None
    first = min([c.left_edge.i for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "expl")] or [root.i])
    return first - 1 if first - 1 > cue.after and doc[first - 1].text == "," else None


def _start(doc: Doc, cue: Cue) -> int:
    start = min(cue.source.start, cue.token) if cue.source is not None else cue.token
    while start > 0 and doc[start - 1].lower_ in ("the", "a", "an"):
        start -= 1
    return start
