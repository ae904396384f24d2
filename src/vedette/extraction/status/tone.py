"""What colours a whole clause: set phrases of doubt and denial, questions, conditions that make a plan a threat."""

from collections.abc import Iterator

from vedette.extraction.parsing.forms import once, word_set, words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.status.hedges import Hedges, hedges
from vedette.model.provenance import Status

#: Tokens between a phrase and a word that it colours, at most.
REACH = 14
_ASKING = frozenset("would could will did do does is are was were has have had can might should".split())
_FORE = ("nsubj", "nsubjpass")
#: What tidings do of themselves, and what proves them.
_ARISING = frozenset("spread circulate emerge grow persist mount come go surface abound fly exist".split())
_PROOF = ("evidence", "proof")


def coloured(trigger: Token, lex: Hedges) -> tuple[Status, Token] | None:
    """The status that a set phrase near by, or a question, gives to a word; None where there is none."""
    doc = trigger.doc
    for start, end, status in phrases_in(doc):
        near = min(abs(trigger.i - start), abs(trigger.i - (end - 1))) <= REACH
        if (
            near
            and _governs(doc, trigger, start, end)
            and not _parted(doc, trigger.i, start)
            and not _before_its_word(status, trigger, start)
            and not _was_done(lex, trigger, (start, end))
        ):
            return status, doc[start]
    first, texts = doc.words[0], doc.texts
    if first in ("were", "had", "should") and "," in texts and trigger.i < texts.index(","):
        return Status.HYPOTHETICAL, doc[0]
    if first in _ASKING and "?" in texts:
        last = next(t for t in reversed(doc) if t.text not in ("”", '"', "'", "’"))
        return (Status.HYPOTHETICAL, last) if last.text == "?" else None
    return None


def _governs(doc: Doc, trigger: Token, start: int, end: int) -> bool:
    """Whether a phrase stands in the clause of a word or of what that hangs on, relative clauses shut off."""
    path, node = {trigger.i}, trigger
    while node.head.i != node.i and node.dep_ != "relcl":
        node = node.head
        path.add(node.i)
    inside = {c.i for c in trigger.children}
    return any(t.i in path or t.head.i in path or t.head.i in inside for t in doc[start:end] if t.dep_ != "acl")


@once
def phrases_in(doc: Doc) -> tuple[tuple[int, int, Status], ...]:
    """The set phrases of a sentence: tokens `start` <= i < `end` and what they show."""
    return tuple(_phrases_in(doc))


def _phrases_in(doc: Doc) -> Iterator[tuple[int, int, Status]]:
    words, table = words_of(doc), hedges().phrases
    if table.keys().isdisjoint(word_set(doc)):
        return
    for i, word in enumerate(words):
        for phrase, status in table.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                yield i, i + len(phrase), status
                break


def _parted(doc: Doc, a: int, b: int) -> bool:
    """Whether a semicolon, or ", and" before a clause of its own, stands between two words."""
    between = doc[min(a, b) : max(a, b)]
    return any(
        t.text == ";" or (t.dep_ == "cc" and t.head.pos_ == "VERB" and t.lower_ in ("but", "and")) for t in between
    )


def _before_its_word(status: Status, trigger: Token, start: int) -> bool:
    """What is planned or supposed comes after the words that say so."""
    return status in (Status.PLANNED, Status.HYPOTHETICAL) and trigger.i < start and trigger.dep_ not in _FORE


def _was_done(lex: Hedges, trigger: Token, phrase: tuple[int, int]) -> bool:
    """ "Instead of attacking X they left", "Y rather than X was shelled": only what comes next was not done."""
    doc = trigger.doc
    if tuple(doc.words[slice(*phrase)]) not in lex.phrases_ahead:
        return False
    return trigger.i < phrase[1] or "," in doc.texts[phrase[1] : trigger.i]


def torn(below: Token, verb: Token, lex: Hedges) -> tuple[Status, Token] | None:
    """ "Preparations are under way for an assault", "word spread that X had fallen", "no evidence has emerged that":
    what a noun governs, torn from it by its verb."""
    if below.lower_ != "for" and not (below.dep_ in ("ccomp", "acl") and verb.lemma_ in _ARISING):
        return None
    what = next((c for c in verb.lefts if c.dep_ in _FORE), None)
    if what is None:
        return None
    status = lex.nouns.get(what.lemma_.lower())
    if below.lower_ == "for":
        return (status, what) if status is Status.PLANNED else None
    if any(c.lower_ == "no" for c in what.lefts) and (status or what.lemma_ in _PROOF):
        return Status.DENIED, what
    return (status, what) if status is not None else None


def is_threat(trigger: Token, auxiliary: Token, lex: Hedges) -> bool:
    """Whether what is announced ("will", "would") hangs on what others do: "unless", "any", "either ... or"."""
    verb = auxiliary.head
    own = {t.i for t in verb.lefts}
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children):
        return False
    return any(t.lower_ in lex.strings and t.i not in own and t.i != trigger.i for t in trigger.doc)
