"""Who says so, in French: "selon X", "a déclaré X", "X affirme que"."""

import re
from dataclasses import dataclass

_VERB = (
    r"déclaré|indiqué|affirmé|annoncé|précisé|rapporté|confirmé|assuré|expliqué|dit|estimé|ajouté|fait\ssavoir|"
    r"fait\sétat\sde|révélé|souligné|averti|signalé"
)
_PRESENT = (
    r"déclare(?:nt)?|indique(?:nt)?|affirme(?:nt)?|annonce(?:nt)?|précise(?:nt)?|rapporte(?:nt)?|confirme(?:nt)?|"
    r"assure(?:nt)?|estime(?:nt)?|dit|disent|(?:fait|font)\sétat\sde|fait\ssavoir|font\ssavoir|signale(?:nt)?"
)
#: A name: an article or a capital, then words up to a comma, a relative, a verb or the end.
_NAME = (
    r"(?P<name>(?:l['’]|la\s|le\s|les\s|un\s|une\s|des\s|leur\s|leurs\s|ses\s|sa\s|son\s|d['’])?"
    r"[\wÀ-ÿ][^,;:.»«()]{1,80}?)"
)
_THAT = r"(?=\sque?\b|\squ['’]|\savoir\b|\s)"
_BY = r"(?:confirmée?s?|annoncée?s?|donnée?s?|rapportée?s?|établie?s?)\spar"
_END = (
    r"(?=\s*(?:[,;:.»()]|$)|\s(?:qui|que|qu['’]|dont|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|dans\s(?:un|une)|"
    r"citée?s?|interrogée?s?|jointe?s?)\b)"
)
_PATTERNS = (
    ("fr.selon", re.compile(rf"(?i)\b(?P<cue>selon|d['’]après)\s{_NAME}{_END}")),
    ("fr.verb-name", re.compile(
        rf"(?i),\s(?P<cue>(?:a|ont|avait|avaient)\s(?:{_VERB})|{_PRESENT})(?:\sà\sla\spresse)?\s{_NAME}{_END}")),
    ("fr.name-verb", re.compile(
        rf"^\W*(?P<name>(?:L['’]|La\s|Le\s|Les\s|Un\s|Une\s|Des\s)?[\wÀ-ÿ][^,;:.»«()]{{1,60}}?)\s"
        rf"(?P<cue>(?:a|ont|avait|avaient)\s(?:{_VERB})|(?:{_PRESENT})){_THAT}")),
    ("fr.by", re.compile(rf"(?i)\b(?P<cue>{_BY})\s{_NAME}{_END}")),
)  # fmt: skip
_ANONYMOUS = re.compile(r"(?i)^(?:une?|des)\s")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so, by which words, and by which rule that was seen."""

    name: str
    cue: str
    rule: str
    start: int
    end: int
    anonymous: bool = False


def speaker_of(sentence: str) -> Speaker | None:
    """Who a sentence gives for what it says; None where the outlet says it itself. The first rule that holds, holds."""
    for rule, pattern in _PATTERNS:
        match = pattern.search(sentence)
        if match:
            name = match["name"].strip()
            return Speaker(name, match["cue"], rule, *match.span("name"), anonymous=bool(_ANONYMOUS.match(name)))
    return None
