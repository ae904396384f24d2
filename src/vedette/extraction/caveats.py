"""What a report says against its own claims: "the information could not be independently verified".

The reservation is tied to the claims of its own sentence, or else of the nearest sentence before it that told of
something; where it names figures, to the tolls among them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from vedette.extraction.report import Report
from vedette.model.claim import Claim, ClaimKind
from vedette.model.provenance import Caveat, CaveatKind, Span

#: How many sentences back the claims may stand that a reservation speaks of.
BACK = 3

_CHECKED = r"(?:verified|confirmed|corroborated|authenticated|checked|substantiated)"
_NOT_VERIFIED = re.compile(
    rf"(?:could|can|cannot|has|have|had|was|were|is|are)(?:\s+not|n['’]?t)?\s+(?:(?:immediately|yet|so far|not)\s+)?"
    rf"(?:be(?:en)?\s+)?(?:(?:independently|immediately|yet)\s+)*{_CHECKED}"
    r"|(?:un)able\s+to\s+(?:independently\s+)?(?:verify|confirm)|not\s+(?:immediately\s+)?possible\s+to\s+(?:\w+\s+)?verify"
    r"|no\s+(?:independent|immediate)\s+(?:confirmation|verification)|impossible\s+to\s+(?:\w+\s+)?verify"
    rf"|none\s+of\s+(?:this|it|the\s+\w+)\s+could\s+be\s+(?:\w+\s+)?{_CHECKED}|not\s+been\s+(?:\w+\s+)?{_CHECKED}",
    re.I,
)
_NEGATIVE = re.compile(r"\b(?:not|n['’]t|cannot|unable|impossible|no|none|nor)\b", re.I)
_FIGURES = re.compile(r"\b(?:figures?|tolls?|numbers?|casualt\w+|losses|counts?)\b", re.I)
_TELLING = (ClaimKind.TOLL, ClaimKind.EVENT, ClaimKind.CONTROL)


def with_caveats(report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, those that the report says could not be verified with that caveat."""
    found = tuple(claims)
    for sentence in report.sentences:
        span = sentence.unit.span
        words = span.of(report.document.text)
        mark = _NOT_VERIFIED.search(words)
        if mark is None or _NEGATIVE.search(mark.group()) is None:
            continue
        caveat = Caveat(CaveatKind.NOT_VERIFIED, words, span)
        meant = _meant(report, found, sentence.unit.index, words)
        found = tuple(replace(c, caveats=(*c.caveats, caveat)) if c.key in meant else c for c in found)
    return found


def _meant(report: Report, claims: Sequence[Claim], index: int, words: str) -> frozenset[str]:
    figures = _FIGURES.search(words) is not None
    for back in range(BACK + 1):
        if index < back:
            break
        told = [c for c in claims if _within(c, report.sentences[index - back].unit.span) and c.kind in _TELLING]
        tolls = [c for c in told if c.kind is ClaimKind.TOLL]
        if told:
            return frozenset(c.key for c in (tolls if figures and tolls else told))
    return frozenset()


def _within(claim: Claim, span: Span) -> bool:
    return claim.evidence.span is not None and span.holds(claim.evidence.span)
