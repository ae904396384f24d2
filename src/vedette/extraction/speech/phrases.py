"""Acts of speech without a verb: "according to", "citing", and the colon and the dash of headlines."""

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.speech.acts import Source
from vedette.extraction.speech.cues import can_speak, is_calendar
from vedette.extraction.speech.sources import LONGEST
from vedette.extraction.speech.verbs import Cue
from vedette.extraction.words.known_places import places
from vedette.reference.place import PlaceKind

_LEGAL = frozenset("plan agreement deal law term schedule rule constitution tradition timetable".split())
_DASHES = ("-", "–", "—", "--")
_LABELS = frozenset(
    """
    breaking update updated watch video photos opinion analysis live live: exclusive factbox note published
    posted tags source sources: photo image read more explainer timeline correction corrections corrected
    clarification retraction retracted recap
    """.split()
)
#: What the name of an outlet ends on ("according to the Velm TV station cluster bombs were used").
_OUTLETS = frozenset("station channel agency newspaper website broadcaster magazine".split())
#: A headline's speaker is not longer than this, in tokens.
LABEL = 7


def phrase_cue(unit: Unit, token: Token) -> Cue | None:
    """ "according to X", "citing X", "quoting X", or None."""
    doc, word = unit.doc, token.lower_
    if word == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        start = token.i + 2
    elif word in ("citing", "quoting"):
        start = token.i + 1
    else:
        return None
    source = noun_phrase(unit, start)
    if source is None or (word == "according" and doc[source.head].lemma_.lower() in _LEGAL):
        return None
    lemma = "accord" if word == "according" else "cite"
    return Cue(token.i, doc[token.i : start].text, lemma, source, source.end, inside=lemma == "cite")


def noun_phrase(unit: Unit, start: int) -> Source | None:
    """The noun phrase from `start` to where its first clause, comma or verb begins."""
    doc, end = unit.doc, start
    while end < len(doc) and end - start < LONGEST:
        t = doc[end]
        if t.text in (",", ".", ";", ":", "(", "|", ")") or t.is_quote or t.is_space:
            break
        if (t.tag_ in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP", "TO") and t.lower_ not in ("'s",)) or t.lower_ in (
            "that",
            "which",
            "who",
        ):
            break
        if t.pos_ == "PRON" and end > start and t.tag_ == "PRP":
            break
        if (
            t.tag_ == "DT"
            and end > start
            and doc[end - 1].tag_ not in ("IN", "CC", "TO", "VBN", "VBD")
            and doc[end - 1].lower_ != "by"
        ):
            break
        if (
            t.tag_ == "IN" and t.lower_ not in ("of", "for", "in", "from", "at", "by", "on", "with", "to")
        ) or is_calendar(t):
            break
        end += 1
    # A verb cut it short: the last noun phrase was that verb's subject ("according to SANA the strikes hit").
    while end > start and doc[end - 1].tag_ in ("IN", "DT", "CC", "RB", "VBN", "TO"):
        end -= 1
    if end < len(doc) and end > start + 1 and doc[end].tag_ in ("VBD", "VBZ", "VBP"):
        cut = next(
            (
                i
                for i in range(end - 1, start, -1)
                if doc[i].tag_ in ("NNS", "JJ", "NN")
                and (doc[i - 1].tag_ in ("NNP", "NNPS") or doc[i - 1].lower_ in _OUTLETS)
                and doc[i].text[:1].islower()
                and not can_speak(doc[i])
            ),
            None,
        )
        end = cut if cut is not None else end
    first = start + 1 if start < end and doc[start].tag_ in ("DT", "PRP$") else start
    nouns = [i for i in range(first, end) if doc[i].pos_ in ("NOUN", "PROPN", "PRON", "ADJ")]
    if not nouns:
        return None
    head = nouns[0]
    for i in range(nouns[0], end):
        if doc[i].tag_ in ("IN", "CC"):
            break
        if doc[i].pos_ in ("NOUN", "PROPN"):
            head = i
    return Source(first, end, head, unit.text(first, end), doc[head].pos_ == "PRON")


def headline_cue(unit: Unit) -> Cue | None:
    """The speaker of a headline: "Haidai: all bridges destroyed", "toll rises to 76: monitor", "... - MFA"."""
    doc, texts = unit.doc, unit.doc.texts
    size = len(texts)
    while size and (texts[size - 1] in (".", "|") or doc[size - 1].is_space):
        size -= 1
    for i in range(size - 2, max(1, size - LABEL - 2), -1):
        mark = texts[i]
        if mark == ":" or (mark in _DASHES and doc[i - 1].whitespace_ and doc[i].whitespace_):
            return _label(unit, i + 1, size, i) if i > 3 and doc[i - 1].text not in (".", '"', "”") else None
    for i in range(1, min(LABEL, size - 3)):
        if texts[i] == ":" and not doc[i - 1].like_num:
            return _label(unit, 0, i, i)
    return None


def _label(unit: Unit, start: int, end: int, mark: int) -> Cue | None:
    doc = unit.doc
    tokens = doc[start:end]
    if not len(tokens) or any(
        (t.pos_ in ("VERB", "AUX", "ADP", "PRON") and t.lower_ not in ("of", "for", "in"))
        or t.lower_ in _LABELS
        or t.like_num
        for t in tokens
    ):
        return None
    nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN") or t.text[:1].isupper()]
    if not nouns:
        return None
    if start == 0 and len(tokens) < 3 and places().kind([t.text for t in tokens]) is PlaceKind.COUNTRY:
        return None  # "Colombia: 117 dead in a church" is about it
    head = next((t for t in reversed(nouns) if can_speak(t)), None)
    named = all(t.text[:1].isupper() or t.lower_ in ("of", "for", "the", "’s", "'s") for t in tokens)
    if head is None and not named:
        return None
    if (head is not None and head.tag_ not in ("NNP", "NNPS")) or named:
        head = head or nouns[-1]
        return Cue(
            mark,
            doc[mark].text,
            "colon",
            Source(start, end, head.i, unit.text(start, end)),
            end if start > mark else mark + 1,
        )
    return None
