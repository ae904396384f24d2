"""Speech that runs on: a quotation over several sentences, a headline's speaker, a count that goes on."""

import re

from vedette.extraction.chain.naming import has_name
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import Said, innermost
from vedette.extraction.speech.quotes import quotation_at

_DEAD = r"(?:dead|wounded|injured|killed|victims|fatalities|casualties|those)"
#: How a sentence opens that goes on with the count of the sentence before: "Twenty others were wounded", "Two of the
#: dead were children". Of 56 figures and events without a speaker in their own sentence whose claimant annotators took
#: from the sentences before, 29 open so; of 289 that they gave to nobody or to another, 2 (war reports, headlines and
#: our corpus, 2026-11). Chosen on the same data.
_GOES_ON = re.compile(
    rf"""(?:(?:the|at\s+least|some|about|around|more\s+than|another)\s+)*(?:
      (?:[\w-]+\s+)?[\w,-]+\s+others\b
    | [\w,-]+\s+(?:soldiers?\s+|people\s+)?(?:of|among)\s+(?:them|the\s+{_DEAD}|(?:his|her|their|its)\b)
    | among\s+(?:them|the\s+{_DEAD}|at\s+least)
    | (?:his|her|their|its)\s+own\b | they\s+includ
    | (?:victims|attacks?|strikes?|air\s?strikes?|raids?|blasts?|explosions?|bombings?|dead)\b[^.]{{0,40}}?
      \b(?:includ|left|also|killed|wounded|injured|came\s+one)
    | (?:(?:second|third)\s+)?(?:strike|raid|attack)\s+(?:hit|targeted|killed|struck)
    | [\d,]+\s+(?:were|was|had\s+been)\s+(?:also\s+)?(?:wounded|injured|killed|hurt)
    | [\w,-]+\s+(?:wounded|injured|dead)\s+(?:were|was)\s
    | [\w,-]+\s+(?:of\s+)?[\w,-]+\s+were\s+also\s+(?:wounded|injured|killed|hurt)
    | also\s+in\b )""",
    re.I | re.X,
)

#: How many sentences a quotation runs on, and how many characters past its end its speaker is named.
REACH = 6
NEAR = 80

Act = tuple[Sentence, Said]


def carried(report: Report, sentence: Sentence, token: int) -> list[Act]:
    """The act of another sentence that a token belongs to, none where its own sentence has no such mark."""
    return _quoted(report, sentence, token) or _headline(report, sentence) or _same_count(report, sentence)


def _quoted(report: Report, sentence: Sentence, token: int) -> list[Act]:
    """Inside quotation marks that open before a token and close after it, or in another sentence."""
    unit = sentence.unit
    quote = quotation_at(report.document.text, unit.span.start + unit.doc[token].idx)
    if quote is None:
        return []
    for other in report.sentences[unit.index : unit.index + REACH]:
        if other.unit.span.start > quote.end:
            break
        after = [s for s in other.said if 0 <= _at(other, s) - quote.end < NEAR]
        if after:
            return [(other, after[0])]
    for other in report.sentences[max(0, unit.index - REACH) : unit.index + 1][::-1]:
        before = [s for s in other.said if _at(other, s) < quote.start]
        if before and (other.unit.index >= unit.index - 1 or other.unit.span.overlaps(quote)):
            return [(other, before[-1])]
    return []


def _at(sentence: Sentence, said: Said) -> int:
    return sentence.unit.span.start + sentence.unit.doc[said.cue].idx


def _headline(report: Report, sentence: Sentence) -> list[Act]:
    """What a headline tells in somebody's name, the sentence under it tells in the same."""
    if sentence.unit.index != 1 or sentence.said:
        return []
    title = report.sentences[0]
    return [(title, s) for s in title.said if s.lemma == "colon" and s.source and has_name(title, s.source)][:1]


def _same_count(report: Report, sentence: Sentence) -> list[Act]:
    """ "Twenty others were wounded" after "Nine people died, the ministry said": the ministry's still."""
    index = sentence.unit.index
    if index == 0 or sentence.said or not _GOES_ON.match(sentence.unit.doc.text):
        return []
    before = report.sentences[index - 1]
    if before.said:
        return [(before, s) for s in innermost(before.said, before.said[-1].content[-1][0])]
    return _same_count(report, before)
