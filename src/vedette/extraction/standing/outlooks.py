"""Forecasts and conditions: what will, could or may come, on what it depends, and who says so.

A forecast has a condition, a forecaster ("analysts", "a former officer"), or words of expectation. What a party says it
will itself do is no forecast but a statement; what may have been is none either.
"""

from collections.abc import Iterator

from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import innermost
from vedette.extraction.speech.sources import parsed
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.phrases import Range, subject, trimmed
from vedette.extraction.standing.prospects import prospects
from vedette.extraction.standing.who import is_forecaster, is_forecaster_word, named, speaker, subject_mention
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import OutlookContent
from vedette.model.mention import ActorMention

_MODALS = frozenset("will would could may might can 'll wo must shall".split())
_GUESSING = frozenset(("may", "might", "could"))
_MARKS = frozenset(("if", "unless", "should", "provided", "until"))
_FIRST_PERSON = frozenset("we our i us my".split())
_COMMITTING = frozenset("threaten vow pledge promise demand order swear".split())
_ABILITY = frozenset(
    """
    hear see confirm verify establish say find determine ascertain rule feel watch help afford identify contact
    """.split()
)
_CHAIN = (
    "in this case",
    "in that case",
    "in this event",
    "in that event",
    "in such a case",
    "then",
    "otherwise",
    "if so",
)
_IN_CASE = (["the", "event", "of"], ["the", "absence", "of"], ["the", "case", "of"])
#: How far before a verb "otherwise" stands.
BEFORE = 6
_FATES = frozenset(
    "fate future outcome success course survival result victory defence defense everything much all".split()
)
_DEPENDS = frozenset(("depend", "hinge", "hang", "rest", "turn", "ride"))
_HEDGES = frozenset(("likely", "unlikely", "probable", "inevitable", "feared", "expected", "imminent"))
_MAYBE = frozenset("probably possibly likely perhaps maybe".split())
_BELIEFS = frozenset(("believe", "think", "expect", "see"))
#: Verbs that forecast only with words of what comes.
_GUESSES = frozenset("fear reckon calculate project estimate bet suspect".split())


def find_outlooks(report: Report) -> tuple[StandingDraft, ...]:
    """The forecasts of a report, at most one a clause."""
    found: list[StandingDraft] = []
    for sentence in report.read:
        taken: list[Range] = []
        last = found[-1] if found and sentence.unit.index - found[-1].unit == 1 else None
        for draft in _of(report, sentence, last):
            if not any(draft.start < b and a < draft.end for a, b in taken):
                taken.append((draft.start, draft.end))
                found.append(draft)
    return tuple(found)


def _of(report: Report, sentence: Sentence, last: StandingDraft | None) -> Iterator[StandingDraft]:
    tokens = [t for t in sentence.unit.doc if t.pos_ in ("VERB", "AUX", "ADJ")]
    for token in tokens:
        yield from _expected(report, sentence, token)
        yield from _depends(report, sentence, token)
        yield from _hedged(report, sentence, token)
    for told, span, who in prospects(sentence.unit.doc):
        by = named(report, sentence, parsed(sentence.unit, who)) if who is not None else None
        by = by or speaker(report, sentence, told.i)
        yield _draft(sentence, told, span, by, _condition(told.head), "prospect")
    for token in tokens:
        yield from _modal(report, sentence, token, last)
        yield from _timeless(report, sentence, token)


def _draft(
    sentence: Sentence, token: Token, span: Range, who: ActorMention | None, condition: Range | None, rule: str
) -> StandingDraft:
    doc = sentence.unit.doc
    start, end = trimmed(doc, _without_source(sentence, token, span))
    words = sentence.unit.text(*condition) if condition else None
    content = OutlookContent(sentence.unit.text(start, end), words, who)
    return StandingDraft(
        sentence.unit.index, token.i, start, end, content, f"outlook: {rule}", token.text, cue=_cue(token)
    )


def _cue(token: Token) -> str:
    """The word that shows a forecast: "probably" or "could" before the verb, else the verb."""
    before = [c for c in token.lefts if c.lower_ in _MAYBE] or [c for c in token.lefts if c.tag_ == "MD"]
    return before[0].text if before else token.text


def _expected(report: Report, sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "Commanders expect the battle to last", "X does not believe that Y will", "is expected to"."""
    lemma, forecasts = token.lemma_.lower(), standing_words().forecasts
    if token.pos_ not in ("VERB", "AUX") or not (lemma in forecasts or lemma in _BELIEFS):
        return
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" or c.lemma_ == "be" for c in token.lefts)
    if lemma in forecasts and passive:
        if lemma == "expect" and any(c.dep_ in ("xcomp", "ccomp") for c in token.rights):
            yield _draft(
                sentence, token, _whole(token), speaker(report, sentence, token.i), _condition(token), "expected"
            )
        return
    future = next((c for c in token.rights if c.dep_ in ("ccomp", "xcomp", "dobj", "advcl")), None)
    if future is None or token.tag_ not in ("VBZ", "VBP", "VBD", "VB") or (token.tag_ == "VBD" and lemma == "expect"):
        return
    if token.tag_ == "VB" and not any(c.dep_ == "neg" for c in token.children):
        return
    ahead = any(t.tag_ == "MD" and t.lower_ in _MODALS for t in future.subtree)
    if lemma in _BELIEFS and lemma != "expect":
        outside = is_forecaster_word(next((c for c in token.lefts if c.dep_ == "nsubj"), None))
        if not ahead or not (outside or any(c.dep_ == "neg" for c in token.children)):
            return
    elif lemma not in forecasts or (lemma in _GUESSES and not ahead):
        return
    who = subject_mention(report, sentence, token)
    if who is None or who.text.lower() in ("i", "we", "you"):
        who = speaker(report, sentence, token.i)
    yield _draft(sentence, token, _whole(token), who, _condition(token), f"{lemma}")


def _whole(token: Token) -> Range:
    """The clause of a verb within its sentence, from its subject on; speakers and asides before it left out."""
    start = min([c.left_edge.i for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")] or [token.i])
    end = max(
        [c.right_edge.i + 1 for c in token.rights if c.dep_ not in ("punct", "parataxis", "conj")] or [token.i + 1]
    )
    return _without_speech(token.doc, (start, max(end, token.i + 1)))


def _without_source(sentence: Sentence, token: Token, span: Range) -> Range:
    """A clause without the speaker that the parser put into it."""
    ends = [
        s.source.start for s in sentence.said if s.source is not None and s.cue > token.i and token.i < s.source.start
    ]
    return span[0], min([span[1], *ends])


def _without_speech(doc: Doc, span: Range) -> Range:
    """A clause without the closing quotation mark and what stands after it."""
    closing = ("”", '"', "''", "according")
    quote = next((t.i for t in doc[span[0] + 1 : span[1]] if t.lower_ in closing), span[1])
    return (span[0], quote if quote > span[0] + 2 else span[1])


def _depends(report: Report, sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "The outcome will depend on X"."""
    if token.lemma_.lower() not in _DEPENDS or token.pos_ != "VERB":
        return
    on = next((c for c in token.rights if c.lower_ in ("on", "upon", "with")), None)
    loose = token.lemma_.lower() in ("rest", "hang", "turn", "ride") and not _has_modal(token)
    what = subject(token)
    if on is None or (loose and (what is None or what.lemma_.lower() not in _FATES)):
        return
    condition = trimmed(token.doc, (on.i + 1, on.right_edge.i + 1))
    inside = any(condition[0] <= s.cue < condition[1] for s in innermost(sentence.said, token.i))
    who = None if inside else speaker(report, sentence, token.i)
    start, end = _whole(token)
    yield _draft(sentence, token, (start, max(end, condition[1]) if inside else end), who, condition, "depends")


def _has_modal(token: Token) -> bool:
    return any(c.tag_ == "MD" for c in token.lefts)


def _hedged(report: Report, sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "a partition is likely", "an exodus is to be feared"."""
    if token.lower_ not in _HEDGES or token.pos_ not in ("ADJ", "VERB"):
        return
    be = token.head if token.dep_ == "acomp" else token
    to_be = token.lower_ == "feared" and token.i > 1 and token.doc[token.i - 1].lower_ == "be"
    if token.dep_ == "acomp" and be.lemma_ == "be" and be.tag_ in ("VBZ", "VBP") and token.pos_ == "ADJ":
        yield _draft(sentence, token, _whole(be), speaker(report, sentence, token.i), _condition(be), "likely")
    elif to_be:
        top = token.head if token.dep_ == "xcomp" else token
        yield _draft(sentence, token, _whole(top), speaker(report, sentence, token.i), None, "feared")


def _modal(report: Report, sentence: Sentence, modal: Token, last: StandingDraft | None) -> Iterator[StandingDraft]:
    """ "could retake it if they leave", "will probably not be able to", "may be threatened next"."""
    if modal.tag_ != "MD" or modal.lower_ not in _MODALS:
        return
    verb = modal.head
    fronted = _fronted(verb)
    if verb.pos_ not in ("VERB", "AUX") or _past(modal) or verb.dep_ in ("relcl", "acl"):
        return
    if verb.dep_ == "advcl" and fronted is None:
        return
    doc = modal.doc
    if any(t.lower_ in _FIRST_PERSON for t in doc[_whole(verb)[0] : verb.i]) or verb.lemma_.lower() in _ABILITY:
        return
    condition = fronted or _condition(verb)
    if any(t.lower_ == "otherwise" for t in doc[max(0, verb.i - BEFORE) : verb.i]):
        condition = None  # "if they leave, we let them go; otherwise they will be destroyed" hangs on the contrary
    if fronted is None and speaks_of_self(sentence, verb):
        return
    chained = last is not None and sentence.unit.text(0, min(4, len(doc))).lower().startswith(_CHAIN)
    acts = innermost(sentence.said, verb.i)
    if any(a.lemma in _COMMITTING for a in acts) and condition is None:
        return
    who = speaker(report, sentence, verb.i)
    if chained and who is None and last is not None and isinstance(last.content, OutlookContent):
        who = last.content.who
    expert = is_forecaster(who)
    guess = not _present(verb) and modal.lower_ in _GUESSING and (who is not None or modal.lower_ != "could")
    if condition is None and chained:
        condition = (0, next((t.i for t in doc[:5] if t.text == ","), 1))
    if condition is None and not expert and not guess:
        return
    if (condition is not None and modal.lower_ == "must") or (modal.lower_ == "can" and condition is None):
        return
    start, end = _whole(verb)
    span = (max(start, fronted[1] + 1), end) if fronted is not None else (start, end)
    yield _draft(sentence, verb, span, who, condition, "conditional" if condition else f"{modal.lower_}")


def _timeless(report: Report, sentence: Sentence, verb: Token) -> Iterator[StandingDraft]:
    """ "If the town falls, the north is lost," said X: the present tense under a condition, in somebody's mouth."""
    if verb.tag_ not in ("VBZ", "VBP") or verb.dep_ not in ("ROOT", "ccomp") or any(c.tag_ == "MD" for c in verb.lefts):
        return
    condition = _fronted(verb)
    who = speaker(report, sentence, verb.i)
    if condition is None or who is None or not any(c.dep_ == "nsubj" for c in verb.lefts):
        return
    words = {t.lower_ for t in verb.doc[condition[0] : verb.i + 1]}
    if words & (_FIRST_PERSON | {"you", "i", "it"}):
        return
    start, end = _whole(verb)
    yield _draft(sentence, verb, (max(start, condition[1] + 1), end), who, condition, "condition")


def _present(verb: Token) -> bool:
    """ "may be civilians", "may be as high as": a guess at what is, not at what comes."""
    return verb.lemma_ == "be" and any(c.dep_ in ("attr", "acomp") for c in verb.rights)


def speaks_of_self(sentence: Sentence, verb: Token) -> bool:
    """ "Sudan warned that it would close its border if": what the speaker will do is a statement, no forecast."""
    acts = innermost(sentence.said, verb.i)
    own = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("it", "they", "he", "she") for c in verb.lefts)
    return own and any(a.cue < verb.i and a.source is not None and verb.i - a.cue <= 6 for a in acts)


def _past(modal: Token) -> bool:
    """ "may have been taken", "could still be heard": not what comes but what was."""
    ahead = list(modal.doc[modal.i + 1 : modal.i + 4])
    if any(t.lower_ == "now" for t in ahead[:2]) or (modal.lower_ == "could" and ahead and ahead[0].lower_ == "not"):
        return True
    have = next((t.i for t in ahead[:2] if t.lower_ == "have"), None)
    if have is None:
        return False
    after = next((t for t in modal.doc[have + 1 : have + 4] if t.tag_ != "RB"), None)  # "would have nowhere to go"
    return after is not None and after.tag_ in ("VBN", "VBD")


def _condition(verb: Token) -> Range | None:
    """The words of the condition a clause hangs on: "if ...", "without ...", "unless ..."."""
    for node in (verb, *(a for a in verb.ancestors if a.pos_ in ("VERB", "AUX"))):
        for child in node.children:
            if child.dep_ == "advcl" and any(
                c.lower_ in _MARKS and c.dep_ in ("mark", "advmod", "aux") and c.i < child.i for c in child.children
            ):
                if any(c.lower_ == "until" for c in child.children):
                    continue
                return trimmed(verb.doc, (child.left_edge.i, child.right_edge.i + 1))
            if child.lower_ == "without" and child.dep_ == "prep":
                return trimmed(verb.doc, (child.i, child.right_edge.i + 1))
        if node.i != verb.i:
            break
    return _fronted(verb)


def _fronted(verb: Token) -> Range | None:
    """A condition at the head of the sentence that the parser hung elsewhere."""
    doc = verb.doc
    first = doc[1] if doc[0].is_quote and len(doc) > 1 else doc[0]
    if first.lower_ == "in":
        if doc.words[first.i + 1 : first.i + 4] not in _IN_CASE:
            return None
    elif first.lower_ not in ("if", "without", "unless", "should", "had", "failing", "barring", "absent"):
        return None
    comma = next((t.i for t in doc[first.i : verb.i] if t.text == ","), None)
    return (first.i, comma) if comma is not None else None
