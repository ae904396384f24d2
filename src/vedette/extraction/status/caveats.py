"""What a report says against its own claims: not verified, denied by the accused, taken back, figures in conflict.

A caveat is tied to what its own sentence claims, else to the claims just before it: "The information could not be
verified" speaks of what was told last, through the same speaker as far back as he is heard without a break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.extraction.parsing.forms import lemma_set
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import Claim, ClaimKind
from vedette.model.provenance import Caveat, CaveatKind, Span

#: Sentences back in which the claims that a caveat speaks of are looked for.
BACK = 3

_VERIFY = r"(?:verif(?:y|ied)|confirm(?:ed)?|corroborate[d]?|authenticate[d]?|check(?:ed)?)"
_HOW = r"(?:\s+(?:be|been|yet|immediately|independently|fully|separately|being|it|them|this|so|far)){0,4}"
_NOT_VERIFIED = re.compile(
    rf"""\b(?:could|can)\s*(?:not|n[’']t){_HOW}\s+{_VERIFY} | \bcan[’']t{_HOW}\s+{_VERIFY}
    |\b(?:none|nothing|neither|not)\b(?:\s+[\w'’]+){{0,5}}\s+(?:could|can|has|have){_HOW}\s+{_VERIFY}
    |\b(?:has|have|had)\s*(?:not|n[’']t)(?:\s+\w+)?\s+(?:been|independently)(?:\s+\w+ly)?\s+{_VERIFY}
    |\b(?:was|were|is|are)\s+(?:not|un)\s*(?:independently\s+|yet\s+)?(?:verified|confirmed)
    |\b(?:unable|not\s+(?:been\s+)?able)\s+to{_HOW}\s+{_VERIFY}
    |\b(?:not\s+(?:\w+ly\s+)?|im)possible\s+to{_HOW}\s+{_VERIFY}
    |\b(?:no|without|lack\s+of|lacking)\s+(?:immediate\s+|independent\s+|official\s+)*
     (?:confirmation|verification|corroboration|proof)
    |\bno\s+(?:way|means|possibility)\s+(?:to|of)\s+(?:{_VERIFY}|(?:verify|confirm|check)ing)
    |\b(?:no|without)\s+independent\s+(?:word|account|witness) | \bdifficult\s+to{_HOW}\s+{_VERIFY}
    |\b(?:remain|remains|remained)\s+(?:unconfirmed|unverified)""",
    re.IGNORECASE | re.VERBOSE,
)
#: What caveats of a kind hold, in small letters: quicker to look for.
_DOUBTED = ("verif", "confirm", "corroborat", "authenticat", "check", "proof", "independent")
_TAKEN = ("retract", "withdr", "take", "took")
_APART = ("conflicting", "contradictory", "differ", "diverg", "discrepant", "inconsistent", "vary")
_CONFLICTING = re.compile(
    r"\b(?:conflicting|contradictory|differing|diverging|discrepant|inconsistent)\s+(?:\w+\s+){0,2}"
    r"(?:figure|number|account|report|toll|claim|version|information)s?\b|\b(?:figures|accounts|numbers|tolls)\s+(?:differ|vary|diverge)",
    re.IGNORECASE,
)
#: Somebody takes his own words back. What is taken back stands behind: "retracts the figure of 25 dead".
_RETRACTED = re.compile(
    r"""\b(?:retract(?:s|ed)?|withdr(?:aws?|ew|awn)|t(?:akes?|ook)\s+back)\s+(?:(?:its|his|her|their|the|a|an|that|this)\s+)
    (?:(?:earlier|previous|first|own|initial|morning|statement['’]s)\s+){0,2}
    (?:figures?|tolls?|counts?|numbers?|reports?|claims?|statements?|accounts?|stor(?:y|ies)|dispatch(?:es)?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIAL_OF = frozenset(
    "accusation claim allegation report charge responsibility involvement it this account figure assertion statement "
    "role wrongdoing estimate number count toll".split()
)
_DENYING = frozenset(("deny", "reject", "dismiss", "refute", "dispute"))
_FIGURES = re.compile(r"\b(?:figures?|tolls?|numbers?|casualt\w+|losses|counts?)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:neither|both|either)\b", re.IGNORECASE)
_EDGE = re.compile(r"[,;:–—]\s+(?:but|and|though|although|while|which|however|yet)?\s*")
_NEWS = (ClaimKind.TOLL, ClaimKind.EVENT, ClaimKind.CONTROL)


@dataclass(frozen=True, slots=True)
class _Found:
    """A caveat and the number of its sentence."""

    unit: int
    caveat: Caveat


def with_caveats(report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, each with what its report says against it."""
    found = [f for sentence in report.sentences if (f := _caveat(report, sentence)) is not None]
    if not found:
        return tuple(claims)
    homes = [_home(report, claim) for claim in claims]
    caveats: dict[int, list[Caveat]] = {}
    for one in found:
        for n in _spoken_of(one, claims, homes):
            caveats.setdefault(n, []).append(one.caveat)
    return tuple(
        replace(claim, caveats=(*claim.caveats, *caveats[n])) if n in caveats else claim
        for n, claim in enumerate(claims)
    )


def _home(report: Report, claim: Claim) -> int:
    span = claim.evidence.sentence
    return next((s.unit.index for s in report.sentences if span is not None and s.unit.span.overlaps(span)), -1)


def _spoken_of(found: _Found, claims: Sequence[Claim], homes: Sequence[int]) -> list[int]:
    """The claims that a caveat speaks of: of its sentence and outside its own words, else of those before."""
    figures = _FIGURES.search(found.caveat.words) is not None
    if found.caveat.kind is CaveatKind.RETRACTED:
        behind = [
            n for n, c in enumerate(claims) if homes[n] == found.unit and c.kind in _NEWS and _behind(c, found.caveat)
        ]
        return _figures_first(behind, claims) if figures else behind
    own = [
        n
        for n, claim in enumerate(claims)
        if homes[n] == found.unit and claim.kind in _NEWS and not _inside(claim, found.caveat)
    ]
    if own:
        return _figures_first(own, claims) if figures else own
    if _BOTH.search(found.caveat.words):
        return _of_both(found.unit, claims, homes)
    told: list[int] = []
    for back in range(found.unit - 1, max(-1, found.unit - 1 - BACK), -1):
        here = [n for n, home in enumerate(homes) if home == back]
        origin = claims[told[0]].attribution.origin.name if told else None
        if told and not any(_heard(claims[n], origin) for n in here):
            break
        told += [n for n in here if origin is None or _heard(claims[n], origin)]
        if any(claims[n].kind in _NEWS for n in told):
            break
    return _figures_first(told, claims) if figures else told


def _of_both(unit: int, claims: Sequence[Claim], homes: Sequence[int]) -> list[int]:
    """ "Neither claim could be verified": the news of the last two speakers, sentence by sentence back."""
    told: list[int] = []
    for back in range(unit - 1, max(-1, unit - 1 - BACK), -1):
        here = [n for n, home in enumerate(homes) if home == back and claims[n].kind in _NEWS]
        origins = {claims[n].attribution.origin.name for n in (*told, *here)}
        if len(origins) > 2:
            break
        told += here
    return told


def _figures_first(told: list[int], claims: Sequence[Claim]) -> list[int]:
    """Of claims that a caveat on figures speaks of, the tolls, if there are any."""
    return [n for n in told if claims[n].kind is ClaimKind.TOLL] or told


def _heard(claim: Claim, name: str | None) -> bool:
    """Whether a claim was handed on by somebody, last or on the way, or by nobody but the outlet."""
    return claim.attribution.claimant is None or any(link.name == name for link in claim.attribution.chain[1:])


def _inside(claim: Claim, caveat: Caveat) -> bool:
    return claim.evidence.span is not None and caveat.span is not None and caveat.span.holds(claim.evidence.span)


def _behind(claim: Claim, caveat: Caveat) -> bool:
    span, words = claim.evidence.span, caveat.span
    return span is not None and words is not None and span.start >= words.end


def _caveat(report: Report, sentence: Sentence) -> _Found | None:
    unit = sentence.unit
    text = unit.span.of(report.document.text)
    lowered = text.lower()
    match = _NOT_VERIFIED.search(text) if any(part in lowered for part in _DOUBTED) else None
    if match is not None:
        return _Found(unit.index, _of(CaveatKind.NOT_VERIFIED, unit.span, text, match.span()))
    match = _CONFLICTING.search(text) if any(part in lowered for part in _APART) else None
    if match is not None:
        return _Found(unit.index, _of(CaveatKind.CONFLICTING, unit.span, text, match.span()))
    match = _RETRACTED.search(text) if any(part in lowered for part in _TAKEN) else None
    if match is not None:
        span = Span(unit.span.start + match.start(), unit.span.start + match.end())
        return _Found(unit.index, Caveat(CaveatKind.RETRACTED, match[0], span))
    return _denial(report, sentence) if unit.parsed else None


def _of(kind: CaveatKind, sentence: Span, text: str, match: tuple[int, int], by: str | None = None) -> Caveat:
    """A caveat with the words of its clause: from the mark before it to the mark behind."""
    start = max((m.end() for m in _EDGE.finditer(text, 0, match[0])), default=0)
    after = _EDGE.search(text, match[1])
    words = text[start : after.start() if after else len(text)].rstrip()
    span = Span(sentence.start + start, sentence.start + start + len(words))
    return Caveat(kind, words, span, by)


def _denial(report: Report, sentence: Sentence) -> _Found | None:
    """ "Moscow denied the accusation", "which the army has rejected": a denial that claims nothing of its own."""
    unit = sentence.unit
    if _DENYING.isdisjoint(lemma_set(unit.doc)):
        return None
    for token, lemma in zip(unit.doc.tokens, unit.doc.lemmas, strict=True):
        if token.pos_ != "VERB" or lemma not in _DENYING:
            continue
        denied = next((c for c in token.children if c.dep_ == "dobj"), None)
        if denied is None or denied.lemma_.lower() not in (*_DENIAL_OF, "which"):
            continue
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if who is not None and who.lower_ != "whose" and who.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
            who = token.head
        by = unit.text(who.left_edge.i, who.i + 1) if who is not None else None
        text = unit.span.of(report.document.text)
        return _Found(unit.index, _of(CaveatKind.DENIED, unit.span, text, (token.idx, token.idx + len(token)), by))
    return None
