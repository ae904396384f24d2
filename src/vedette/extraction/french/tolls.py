"""Tolls in French: a quantity, and beside it what befell the people counted."""

import re
from dataclasses import dataclass

from vedette.extraction.french.numbers import Found, quantities
from vedette.model.claim import Effect, VictimClass, Victims
from vedette.model.quantity import Quantity

#: Participles and nouns behind the number, by stem: "16 personnes ont été tuées", "5 morts", "27 blessés".
_AFTER: tuple[tuple[Effect, str], ...] = (
    (Effect.KILLED, r"tuée?s?|mortes?|morts?|décédée?s?|abattue?s?|exécutée?s?|assassinée?s?|massacrée?s?"),
    (Effect.INJURED, r"blessée?s?"),
    (Effect.DISPLACED, r"déplacée?s?|déracinée?s?"),
    (Effect.CAPTURED, r"capturée?s?|enlevée?s?|faite?s?\sprisonni(?:ers?|ères?)|kidnappée?s?"),
    (Effect.MISSING, r"portée?s?\sdisparue?s?|disparue?s?"),
    (Effect.EVACUATED, r"évacuée?s?"),
    (Effect.CASUALTIES, r"victimes"),
    (Effect.BODIES_FOUND, r"corps|cadavres|dépouilles"),
)
#: Verbs whose subject is counted: "six policiers ont trouvé la mort".
_SUBJECT: tuple[tuple[Effect, str], ...] = (
    (Effect.KILLED, r"(?:ont|a|avaient|avait|auraient|aurait)\s(?:péri|trouvé\sla\smort|perdu\sla\svie|succombé)"),
    (Effect.KILLED, r"(?:sont|est|étaient|était|seraient|serait)\s(?:mortes?|morts?|décédée?s?)"),
    (Effect.DISPLACED, r"(?:ont|a|avaient|auraient)\s(?:fui|dû\sfuir|quitté\sleurs?\s(?:foyers?|maisons?))"),
)
#: Verbs whose object is counted: "un drone a tué deux soldats", "tuant cinq élèves".
_BEFORE: tuple[tuple[Effect, str], ...] = (
    (Effect.KILLED, r"tué|tuant|tuent|tue|tuer|abattu|abattant|coûté\sla\svie\sà|(?:la\s)?mort\sde|exécuté"),
    (Effect.INJURED, r"blessé|blessant|blesse|blesser"),
    (Effect.CAPTURED, r"capturé|capturant|enlevé|enlevant|kidnappé|fait\sprisonniers?"),
    (Effect.EVACUATED, r"évacué|évacuant"),
    (Effect.DISPLACED, r"déplacé|déplaçant"),
)
_WHO: tuple[tuple[VictimClass, str | None, str], ...] = (
    (VictimClass.CIVILIAN, "children", r"enfants?|mineure?s?|fillettes?|garçons?|bébés?|nourrissons?|élèves?"),
    (VictimClass.CIVILIAN, "women", r"femmes?|mères?"),
    (VictimClass.COMBATANT, None, r"soldats?|militaires?|combattantes?|combattants?|rebelles?|insurgée?s?|miliciens?"),
    (VictimClass.COMBATANT, None, r"djihadistes?|jihadistes?|assaillants?|officiers?|membres\sdes\sforces"),
    (VictimClass.CIVILIAN, None, r"civile?s?|habitante?s?|passante?s?|villageois|infirmi\w+|médecins?|journalistes?"),
    (VictimClass.CIVILIAN, None, r"travailleurs?\shumanitaires?|secouristes?|démineurs?|employée?s?|professeurs?"),
    (VictimClass.UNSPECIFIED, None, r"policiers?|gendarmes?|personnes?|hommes?|otages?|prisonniers?|membres?|gens"),
)
_PEOPLE = "|".join(words for _, _, words in _WHO)
#: What may stand between the number and its fate: "12 civils, dont trois enfants, ont été".
_GAP = (
    rf"(?:\s(?:autres?\s)?(?:de\s|d['’])?(?P<people>(?:autres?\s)?(?:{_PEOPLE}))(?:\s(?:de|du|des|d['’]|de\sla)\s?[\w'’-]+"
    r"(?:\s[\w'’-]+){0,2}?)?)?(?P<aside>,\sdont\s[^,;.]{2,60},)?"
)
_AUXILIARY = (
    r"(?:\s(?:ont|a|avaient|avait|auraient|aurait)\sété|\s(?:sont|est|étaient|était|seraient|serait)|"
    r"\s(?:ont|avaient))?(?:\s(?:grièvement|légèrement|également|aussi|ensuite))?"
)
_RE_AFTER = tuple(
    (effect, re.compile(rf"(?i){_GAP}{_AUXILIARY}\s(?:d['’]autres?\s|autres?\s)?(?P<fate>{words})(?!\w)"))
    for effect, words in _AFTER
)
_RE_SUBJECT = tuple((effect, re.compile(rf"(?i){_GAP}\s(?P<fate>{words})(?!\w)")) for effect, words in _SUBJECT)
_RE_BEFORE = tuple((effect, re.compile(rf"(?i)(?<!\w)(?:{words})\s(?:en\s)?$")) for effect, words in _BEFORE)
_RE_WHO = tuple((kind, group, re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")) for kind, group, words in _WHO)
_PEOPLE_NEXT = re.compile(rf"(?i)\s(?:autres?\s)?(?:de\s|d['’])?(?:{_PEOPLE})(?!\w)|\s?(?:autres?)?(?=[\s,.;:»]|$)")
_OF_WHOM = re.compile(r"(?i)\bdont\s$")
_NONE = re.compile(r"(?i)\b(?:sans faire|aucune?)\b")


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll in a sentence: `start` to `end` are the characters of its words, `whole` is the toll it is a part of."""

    effect: Effect
    quantity: Quantity
    victims: Victims
    start: int
    end: int
    whole: int | None = None


def tolls_of(sentence: str) -> list[Toll]:
    """The tolls of a sentence, in order.

    Does not see numbers of things, people who are only present, or tolls that are told to be none.
    """
    found = quantities(sentence)
    fates: list[Toll | None] = [_fate(sentence, quantity) for quantity in found]
    for at, quantity in enumerate(found):
        if fates[at] is None:
            fates[at] = _shared(sentence, quantity, found, fates, at)
    told: list[Toll] = []
    for toll in fates:
        if toll is not None:
            told.append(toll)
    return [_as_part(sentence, toll, told) for toll in told]


def _fate(sentence: str, found: Found) -> Toll | None:
    after = sentence[found.end :]
    before = sentence[: found.start]
    if _NONE.search(before[-30:]):
        return None
    for effect, pattern in (*_RE_SUBJECT, *_RE_AFTER):
        match = pattern.match(after)
        if match:
            return _toll(sentence, effect, found, found.end + match.end())
    for effect, pattern in _RE_BEFORE:
        match = pattern.search(before)
        people = _PEOPLE_NEXT.match(after)
        if match and people:
            return _toll(sentence, effect, found, found.end + people.end(), start=match.start())
    return None


def _shared(sentence: str, quantity: Found, found: list[Found], fates: list[Toll | None], at: int) -> Toll | None:
    """A number whose fate stands with its neighbour: "14 soldats et 9 insurgés ont été tués", "dont deux mineurs"."""
    people = _PEOPLE_NEXT.match(sentence[quantity.end :])
    if people is None:
        return None
    end = quantity.end + people.end()
    for other in (at + 1, at - 1):
        if not 0 <= other < len(found):
            continue
        fate = fates[other]
        if fate is None or fate.effect is Effect.CASUALTIES:
            continue
        between = sentence[end : found[other].start] if other > at else sentence[found[other].end : quantity.start]
        joined = re.fullmatch(r"(?i)[^,.;]{0,60}\s(?:et|ou)\s(?:ses\s|leurs\s|en\s)?", between)
        part = other < at and re.search(r"(?i),\sdont\s$", between)
        if joined or part:
            return _toll(sentence, fate.effect, quantity, max(end, quantity.end))
    return None


def _toll(sentence: str, effect: Effect, found: Found, end: int, *, start: int | None = None) -> Toll:
    words = sentence[found.end : end].strip()
    for kind, group, pattern in _RE_WHO:
        match = pattern.search(words)
        if match:
            victims = Victims(kind, match[0], group)
            break
    else:
        victims = Victims()
    first = found.start if start is None else min(start, found.start)
    return Toll(effect, found.quantity, victims, first, end)


def _as_part(sentence: str, toll: Toll, told: list[Toll]) -> Toll:
    """A number behind "dont" is of those counted just before."""
    if not _OF_WHOM.search(sentence[: toll.start]):
        return toll
    wholes = [n for n, other in enumerate(told) if other.start < toll.start]
    if not wholes:
        return toll
    return Toll(toll.effect, toll.quantity, toll.victims, toll.start, toll.end, wholes[-1])
