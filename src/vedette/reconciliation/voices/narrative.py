"""One narrative that sets out all accounts of one incident, as an assessor writes it: its bounds, and how it says that
the incident is sourced.

Such a text opens with its own summary, and then gives each source's figure. So the first figure of a whole is the low,
and the highest that anybody gives the high; a figure of a few ("several") counts only where there is no firmer one.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from vedette.model.claim import Effect, Scope, TollContent
from vedette.model.provenance import Status
from vedette.model.quantity import Quantity
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.victims import counted

_UNREAL = frozenset({Status.DENIED, Status.PLANNED, Status.THREATENED})
#: An age read for a number: "Salem (36) was killed", "aged 40 or 41, was also killed".
_AGE = re.compile(r"^\d+\)|^\d+,? (?:(?:or|and) \d+,? )?(?:was|also|had)\b|^\d+ (?:or|and) \d+, (?:was|also)\b")
#: Some of those counted already.
_SOME = re.compile(r"\bof (?:the|those|them) (?:dead|killed|victims|casualties|deceased)\b", re.IGNORECASE)


class Sourcing(StrEnum):
    """How an incident is sourced, by the narrative's own words."""

    DECLARED = "declared"
    CONTESTED = "contested"
    SINGLE = "single source"
    SEVERAL = "several sources"


_DECLARED = (
    r"\bdeclared\b[^.]{0,30}\b(?:air ?strikes?|strikes?|attacks?|bombing|bombardment|shelling|operation)\b",
    r"\b(?:declared|confirmed|acknowledged|admitted)\b[^.]{0,25}\b(?:conducting|conducted|carrying out|carried out|"
    r"responsib|its? (?:air ?)?strike|the (?:air ?)?strike|their involvement)",
)
_SOURCES = r"(?:sources?|outlets?|reports?)"
_NAMED = r"(?:attribut|identif|ascrib|blam|nam|specif|mention)\w*"
_WHOM = r"(?:belligerent|perpetrator|responsib|party|strike|attack|incident|who)"
_CONTESTED = (
    rf"\b(?:no|none of the|neither) (?:\w+ )?{_SOURCES}\b[^.]{{0,80}}\b{_NAMED}[^.]{{0,60}}\b{_WHOM}",
    rf"\b{_SOURCES}\b[^.]{{0,40}}\b(?:did not|didn.t|do not) {_NAMED}\b[^.]{{0,60}}\b{_WHOM}",
    r"\bnot (?:attributed|ascribed)\b",
    r"\bcontested\b",
    r"\b(?:deny|denied|denies|rejected)\b[^.]{0,60}\b(?:alleg|responsib|involve|strik|attack|carrying|hitting|targeting)",
)
_SINGLE = (
    r"\b(?:only|just) (?:one|a single) (?:\w+ )?source\b",
    r"\bsingle[- ]source\b",
    r"\bonly (?:original )?source\b",
    r"\b(?:same|similar) information\b",
    r"\bcircular (?:nature|reporting)\b",
)
_CUES = tuple(
    (value, re.compile("|".join(cues), re.IGNORECASE))
    for value, cues in (
        (Sourcing.DECLARED, _DECLARED),
        (Sourcing.CONTESTED, _CONTESTED),
        (Sourcing.SINGLE, _SINGLE),
    )
)


def sourcing(text: str) -> Sourcing:
    """How a narrative says that its incident is sourced: what the party owns to stands above what is contested, that
    above what one source alone says."""
    return next((value for value, cue in _CUES if cue.search(text)), Sourcing.SEVERAL)


def bounds(testimonies: Iterable[Testimony], effects: frozenset[Effect]) -> tuple[Quantity, Quantity] | None:
    """The quantities that give the low and the high of one incident, as a narrative's claims have them; None where it
    counts nobody. Where no whole is given, the people of the first sentence that counts any are the low together."""
    told = [t for t in testimonies if _counts(t, effects)]
    told.sort(key=lambda t: _place(t)[1])
    firm = [t for t in told if not vague(_quantity(t))]
    wholes = [t for t in firm if not counted(t).part]
    if wholes:
        return _first_low([_quantity(t) for t in wholes])
    if firm:
        opening = _place(firm[0])[0]
        low = sum(_quantity(t).low or _top(_quantity(t)) for t in firm if _place(t)[0] == opening)
        high = max(low, *(_top(_quantity(t)) for t in firm))
        return Quantity(low, low), Quantity(high, high)
    if told:
        return _quantity(told[0]), max((_quantity(t) for t in told), key=_top)
    return None


def vague(quantity: Quantity) -> bool:
    """Whether a word of size gives it ("several", "dozens"), and no number."""
    return quantity.approximate and quantity.high is None


def _first_low(given: list[Quantity]) -> tuple[Quantity, Quantity]:
    """The first figure, or for a mere ceiling ("up to nine") the lowest floor beside it; and the highest of all."""
    first, top = given[0], max(given, key=_top)
    if first.low == 0 and _top(first) > 0:
        floors = [q.low for q in given if q.low > 0]
        low = min(floors, default=_top(first))
        first = Quantity(low, low)
    return first, top if _top(top) >= first.low else first


def _counts(t: Testimony, effects: frozenset[Effect]) -> bool:
    claim = t.claim.claim
    toll, quote = claim.content, claim.evidence.quote
    if not isinstance(toll, TollContent) or toll.effect not in effects or toll.scope is Scope.CUMULATIVE:
        return False
    if toll.subset_of is not None or claim.background or claim.status in _UNREAL:
        return False
    return _AGE.search(quote) is None and _SOME.search(quote) is None


def _quantity(t: Testimony) -> Quantity:
    content = t.claim.claim.content
    return content.quantity if isinstance(content, TollContent) else Quantity(0, 0)


def _top(quantity: Quantity) -> int:
    return quantity.low if quantity.high is None else quantity.high


def _place(t: Testimony) -> tuple[int, int]:
    """Where the sentence and the claim begin."""
    evidence = t.claim.claim.evidence
    span = evidence.span
    return ((evidence.sentence or span).start, span.start) if span is not None else (0, 0)
