"""Whom a toll counts: two tolls can be compared, or added, only by knowing whether their people are the same."""

import re
from dataclasses import dataclass
from functools import lru_cache

from vedette.model.claim import Effect, TollContent, VictimClass
from vedette.model.resolved import Role
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.naming import fold
from vedette.reconciliation.testimony.sides import takes_part
from vedette.reference.demonyms import demonym_country

#: The classes of a figure of everybody, of whatever class.
EVERYBODY = frozenset({VictimClass.UNSPECIFIED, VictimClass.MIXED})
#: Words for a group that are no narrower than its class: "300 fighters" counts combatants, not a part of them.
WHOLE_WORDS = frozenset(
    [
        "people",
        "persons",
        "person",
        "civilian",
        "civilians",
        "residents",
        "inhabitants",
        "individuals",
        "victims",
        "bodies",
        "dead",
        "fighter",
        "fighters",
        "combatants",
        "militants",
        "militant",
        "rebels",
        "rebel",
        "insurgents",
        "gunmen",
        "soldiers",
        "soldier",
        "troops",
        "servicemen",
        "personnel",
        "members",
        "terrorists",
        "jihadists",
        "extremists",
        "islamists",
        "guerrillas",
        "mercenaries",
        "invaders",
        "occupiers",
        "attackers",
        "assailants",
        "bandits",
        "martyrs",
        "corpses",
        "deaths",
        "fatalities",
        "killings",
        "elements",
        "forces",
        "others",
        "more",
        "men",
    ]
)

#: "Ten of the dead" are a part of the dead; so are "the dead included ten children", "he was one of two people killed"
#: and "how many of the remaining six were civilians".
_DEAD = "dead|killed|slain|deceased|wounded|injured|victims|casualties|fatalities"
_OF_THEM = re.compile(
    rf"\b(?:of|among) (?:the|those) (?:{_DEAD})\b|\b(?:the|those) (?:{_DEAD}) included?\b"
    r"|\bone of (?:the )?(?:\w+ ){1,2}killed\b",
    re.IGNORECASE,
)
_AMONG_THEM = re.compile(rf"\b(?:(?:of|among) (?:the|those) (?:{_DEAD})|the remaining) $", re.IGNORECASE)
#: What stands between two counts of one verb: "30 | soldiers and | 39 rebels were killed"; no clause, and no part.
_BESIDE = re.compile(
    r"^(?! *of )(?:[ ]+(?!includ|among|when|where|who|while|after|as |in |at |on |near )[\w'’()-]+){1,7}?"
    r"[ ,]+(?:and|as well as|along with|together with|alongside|plus)[ ]+(?:also |then )?"
    r"(?:at least |around |about |some )?$",
    re.IGNORECASE,
)
#: The verb and where it was may stand between people and those who came to harm along with them.
_ALONG = re.compile(
    r"^[^.;:]{1,100}[ ,](?:along with|together with|alongside|as well as) (?:at least |around |about |some )?$",
    re.IGNORECASE,
)
#: Characters before a figure in which words may begin that end in it: "Of those | killed six were children".
LED = 16


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """Effect, class, the side of the fighters counted, and a part of the class ("children"); empty where not said."""

    effect: Effect
    victim_class: VictimClass
    side: str = ""
    part: str = ""

    @property
    def whole(self) -> bool:
        """Whether it counts everybody, of whatever class."""
        return not self.part and self.victim_class in EVERYBODY


@lru_cache(maxsize=65_536)
def counted(t: Testimony) -> Counted:
    """Whom a toll claim counts. Raises TypeError for another kind of claim."""
    content = t.claim.claim.content
    if not isinstance(content, TollContent):
        raise TypeError(f"not a toll claim: {t.key}")
    victim_class = content.victims.victim_class
    if victim_class is VictimClass.MIXED:
        victim_class = VictimClass.UNSPECIFIED
    whose = t.claim.actor(Role.VICTIMS)
    side = ""
    if victim_class is VictimClass.COMBATANT and whose is not None and takes_part(whose.side):
        side = whose.side or ""
    group = fold(content.victims.group or "")
    whole = bool(set(group.split()) & WHOLE_WORDS) or _are_locals(group, t)
    return Counted(content.effect, victim_class, side, "" if whole else group)


def _are_locals(group: str, t: Testimony) -> bool:
    """Whether people are told by the nation of the country where they came to harm: "Syrians" in Syria are people."""
    place = t.claim.place
    if place is None or place.country is None or " " in group or not group:
        return False
    return demonym_country(group.removesuffix("s").capitalize()) == place.country


def disjoint(a: Counted, b: Counted) -> bool:
    """Whether nobody is counted in both: fighters and civilians, or fighters of two named sides."""
    if a.effect is not b.effect or a.part or b.part:
        return False
    classes = {a.victim_class, b.victim_class}
    if classes == {VictimClass.CIVILIAN, VictimClass.COMBATANT}:
        return True
    return classes == {VictimClass.COMBATANT} and bool(a.side) and bool(b.side) and a.side != b.side


@lru_cache(maxsize=65_536)
def of_the_dead(t: Testimony) -> bool:
    """Whether a toll picks out some of those counted before: "10 of the dead", "among those killed were 4 children"."""
    told = t.claim.claim.evidence
    if _OF_THEM.search(told.quote) is not None or _AMONG_THEM.search(told.before) is not None:
        return True
    lead = told.before[-LED:]
    found = _OF_THEM.search(lead + told.quote) if lead else None
    return found is not None and found.end() > len(lead)


@lru_cache(maxsize=65_536)
def counted_beside(a: Testimony, b: Testimony) -> bool:
    """Whether one verb of one sentence counts both, one beside the other: "two men of the militia and three men of the
    committees were killed". Nobody is in both, though they are the same kind of people."""
    mine, other = a.claim.claim, b.claim.claim
    p, q = mine.evidence, other.evidence
    if mine.document != other.document or p.span is None or q.span is None or p.sentence != q.sentence:
        return False
    if (q.span.start, q.span.end) < (p.span.start, p.span.end):
        p, q, mine, other = q, p, other, mine
    if p.span is None or q.span is None or q.span.start >= p.span.end or counted(a) != counted(b):
        return False
    if not isinstance(mine.content, TollContent) or not isinstance(other.content, TollContent):
        return False
    if mine.content.subset_of is not None or other.content.subset_of is not None:
        return False
    return _are_listed(p.quote[: q.span.start - p.span.start] + q.quote, p.anchor, q.anchor)


def _are_listed(text: str, one: str, other: str) -> bool:
    """Whether the words of two numbers stand in a text with no more than who the first are, and an "and", between."""
    for first, second in ((one, other), (other, one)):
        a = re.search(rf"\b{re.escape(first)}\b", text)
        b = re.search(rf"\b{re.escape(second)}\b", text[a.end() :]) if a is not None else None
        between = text[a.end() : a.end() + b.start()] if a is not None and b is not None else ""
        if _BESIDE.match(between) or _ALONG.match(between):
            return True
    return False
