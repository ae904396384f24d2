"""Comments: what is quoted, and what somebody says will go on or be done, where it tells of nothing that happened."""

from collections.abc import Iterator, Sequence

from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import Said
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.phrases import Range, trimmed
from vedette.extraction.standing.who import is_forecaster, named
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import SpeechAct, StatementContent
from vedette.model.mention import ActorMention
from vedette.model.provenance import Span
from vedette.model.times import When

#: A quotation shorter than this many words is part of somebody else's sentence.
SHORTEST = 4
_OPEN = ("“", '"', "``")
_CLOSE = ("”", '"', "''")
_FIRST_PERSON = frozenset("we our i us my".split())
_FUTURE = frozenset("will would wo shall 'll".split())
_READY = frozenset("ready willing prepared determined committed open".split())
_PRONOUNS = frozenset("he she it they we i you who".split())


def make_statement(
    sentence: Sentence,
    token: Token,
    span: Range,
    said: tuple[SpeechAct, ActorMention | None, tuple[ActorMention, ...]],
    rule: str,
) -> StandingDraft:
    """A statement of an act, speaker and partners in the words of a span; what is only quoted has no day of its own."""
    start, end = trimmed(sentence.unit.doc, span)
    act, who, partners = said
    content = StatementContent(act, sentence.unit.text(start, end), who, partners)
    when = _when(sentence, (start, end)) if rule not in ("quotation", "announced") else None
    return StandingDraft(sentence.unit.index, token.i, start, end, content, f"statement: {rule}", token.text, when)


def find_comments(report: Report, sentence: Sentence, taken: Sequence[Span]) -> Iterator[StandingDraft]:
    """What is quoted, and what somebody says will go on or be done."""
    for said in sentence.said:
        if said.source is None:
            continue
        who = named(report, sentence, said.source)
        if who.name.lower() in _PRONOUNS:
            continue
        for start, end in said.content:
            span = _quoted(sentence.unit.doc, start, end)
            if span is not None and _is_testimony(sentence.unit.doc, span):
                break
            if span is not None and (_promises(sentence.unit.doc, span) or not is_taken(sentence, span, taken)):
                trigger = _main(sentence.unit.doc, span)
                yield make_statement(sentence, trigger, span, (SpeechAct.COMMENTS, who, ()), "quotation")
                break
            verb = None if is_forecaster(who) else _announced(sentence.unit.doc, said, start, end)
            if verb is not None:
                told = _inner(verb, start, end)
                if not is_taken(sentence, told, taken):
                    yield make_statement(sentence, verb, told, (SpeechAct.VOWS, who, ()), "announced")
                    break


def _quoted(doc: Doc, start: int, end: int) -> Range | None:
    """The words between quotation marks in what is said, where they are a sentence's worth."""
    opening = next((i for i in range(max(0, start - 2), end) if doc.texts[i] in _OPEN), None)
    if opening is None:
        return None
    closing = next((i for i in range(opening + 1, min(len(doc), end + 3)) if doc.texts[i] in _CLOSE), None)
    if closing is None or closing - opening - 1 < SHORTEST:
        return None
    inside = doc[opening + 1 : closing]
    whole = any(t.dep_ in ("nsubj", "nsubjpass", "expl") and opening < t.head.i < closing for t in inside)
    return (opening + 1, closing) if whole else None


def _promises(doc: Doc, span: Range) -> bool:
    """ "We will not let anybody in": what the speaker will do, whatever acts the words name."""
    words = {t.lower_ for t in doc[span[0] : span[1]]}
    return bool(words & _FIRST_PERSON) and bool(words & _FUTURE)


def _is_testimony(doc: Doc, span: Range) -> bool:
    """ "They took us by surprise and left": a witness tells what happened, and judges nothing."""
    verbs = [t for t in doc[span[0] : span[1]] if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    return bool(verbs) and all(t.tag_ == "VBD" for t in verbs)


def _main(doc: Doc, span: Range) -> Token:
    inside = doc[span[0] : span[1]]
    return next((t for t in inside if t.pos_ == "VERB" or t.pos_ == "AUX"), inside[0])


def _announced(doc: Doc, said: Said, start: int, end: int) -> Token | None:
    """The verb of "operations would continue", "no ransom will be paid", "it was ready for talks"."""
    if said.lemma not in standing_words().clause_acts:
        return None
    for token in doc[start:end]:
        if token.tag_ in ("WDT", "WP", "WRB") and token.i == start:
            return None
        if token.tag_ == "MD" and token.lower_ in _FUTURE and not _bound(token):
            return token.head
        if token.lower_ in _READY and token.head.lemma_ == "be" and token.dep_ == "acomp":
            return token.head
    return None


def _bound(modal: Token) -> bool:
    """Whether a modal stands in a clause inside the clause, or under a condition."""
    verb = modal.head
    return verb.dep_ in ("relcl", "advcl", "acl") or any(c.lower_ == "have" and c.i == modal.i + 1 for c in verb.lefts)


def _inner(verb: Token, start: int, end: int) -> Range:
    subjects = [c.left_edge.i for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    first = max(start, min(subjects or [verb.left_edge.i]))
    last = min(end, max([verb.i + 1, *(c.right_edge.i + 1 for c in verb.rights if c.dep_ not in ("punct", "conj"))]))
    return (first, last) if last > first else (verb.i, verb.i + 1)


def is_taken(sentence: Sentence, span: Range, taken: Sequence[Span]) -> bool:
    """Whether words tell of a toll, an event or control, so that they are no comment."""
    chars = sentence.unit.chars(*span)
    return any(chars.overlaps(other) for other in taken)


def _when(sentence: Sentence, span: Range) -> When | None:
    """The day of an act: the one named in its words, or at the head of its sentence."""
    inside = [t for t in sentence.times if span[0] <= t.start < span[1] or t.start <= 4]
    single = [t for t in inside if t.expression.when is not None and t.expression.when.days <= 2]
    return single[0].expression.when if single else None
