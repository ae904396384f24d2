"""On what ground a claim's place stands: what its own sentence says, or what the report told of before.

Of figures and acts whose place another sentence gave, those of the sentence before were where they were said to be in
about five of six (FA-KES, 24 looked at), those of farther back in little more than half (25 looked at). The latter are
told as what they are: a place that is not given, in a report about another.
"""

import re

from vedette.model.claim import Claim, EventContent, TollContent
from vedette.model.resolved import PlaceBasis

#: From so many whole sentences between a claim and its place on, the report may have gone on to another.
FAR = 2
#: Where a sentence ends and the next begins.
_ENDS = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(]?[A-Z])")
#: Words by which a sentence points back to a place, or to an act that was told of with one.
_POINTING = re.compile(
    r"\b(?:there|th(?:e|at|is|ese|ose)(?: [\w-]+){0,2} (?:cit(?:y|ies)|towns?|villages?|provinces?|neighbou?rhoods?|"
    r"districts?|quarters?|suburbs?|camps?|areas?|regions?|enclave|governorate|attacks?|strikes?|air ?strikes?|raids?|"
    r"blasts?|explosions?|bombings?|bombardment|shelling|clash(?:es)?|fighting|battles?|assault|offensive|incident))\b",
    re.IGNORECASE,
)


def basis_of(claim: Claim, text: str) -> PlaceBasis:
    """The ground of a claim's place; `text` is its document's."""
    where, told = claim.where, claim.evidence.sentence or claim.evidence.span
    if where is None or not where.inferred:
        return PlaceBasis.STATED
    if where.span is None or told is None or not isinstance(claim.content, EventContent | TollContent):
        return PlaceBasis.INFERRED
    between = text[where.span.end : told.start]
    if len(_ENDS.findall(between)) < FAR or _POINTING.search(told.of(text)) is not None:
        return PlaceBasis.INFERRED
    return PlaceBasis.REPORT
