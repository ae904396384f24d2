"""The dead and injured of an incident as MUC-4 counts them: a number for each group of people, a 1 for each person."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.harness import Row
from benchmarks.mapping import bounds
from benchmarks.muc4_roles import head, is_person, named_part
from vedette.model.claim import Claim, Effect, Scope, TollContent, VictimClass
from vedette.model.quantity import Quantity
from vedette.model.times import Precision
from vedette.text.numerals import match_number

EFFECTS = {Effect.KILLED: "killed", Effect.BODIES_FOUND: "killed", Effect.INJURED: "injured"}
#: Armed victims who are no party to a fight.
CIVIL = re.compile(r"polic|guard|\b(?:lieutenant|captain|major|colonel|general|sergeant|corporal)\b", re.I)
#: Who did it, and is no victim of it, where one of them is hurt.
_DOERS = re.compile(
    r"\b(?:assassins?|murderers?|attackers?|assailants?|kidnappers?|gunm[ae]n|hitm[ae]n|bombers?|criminals?|delinquents?|"
    r"thie(?:f|ves)|robbers?|traffickers?)\b",
    re.I,
)
#: Some of those who are counted already.
_OF_THEM = re.compile(r"(?:one|two|three|some|both|\d+) of the (?:victims?|dead|injured|wounded|bodies)\b", re.I)
#: A toll above this is a total of a war, or of an attack on a whole country: no incident of the task's.
LARGEST = 100
#: A word in capitals and of more letters with an "s" behind is of several people: "Jesuits".
SHORT = 4
_SEVERAL = re.compile(r"\b(?:several|few|dozens|scores|tens|hundreds|thousands|number)\b", re.I)
_ABOVE = re.compile(r"\b(?:more than|over|above|in excess of|exceed(?:s|ed|ing)?)\b", re.I)
#: "A woman and her daughter" are two persons to the key, not a group of two.
_LISTED = re.compile(r"(?:an?|one|his|her|their)\b.* and ", re.I)
_OF = re.compile(r"\b(?:of|from|who|in|by|and|including)\b")
_PARTED = re.compile(r",? and |, ")
_ANYONE = frozenset("one person individual man victim people other others another someone".split())


def is_toll(claim: Claim) -> bool:
    """Whether a toll is one of the task's: dead and injured, of one incident, not of the armed on both sides."""
    content = claim.content
    return (
        isinstance(content, TollContent)
        and content.effect in EFFECTS
        and content.quantity.low <= LARGEST
        and content.scope is not Scope.CUMULATIVE
        and (content.quantity.high is None or content.quantity.high > 0)
        and not (content.victims.victim_class is VictimClass.COMBATANT and not CIVIL.search(content.victims.words))
        and not _DOERS.search(content.victims.words)
        and not _OF_THEM.match(content.victims.words)
        and not (claim.when and claim.when.precision is Precision.INTERVAL and content.quantity.high != 1)
    )


def numbers(quantity: Quantity) -> tuple[int | None, int | None]:
    """Low and high as the key writes them: "more than 30" is 30 or more, and "several" is two or more."""
    low, high = bounds(quantity)
    if quantity.high is None and _SEVERAL.search(quantity.words):
        return 2, None
    if low and _ABOVE.search(quantity.words):
        return low - 1, high
    return low, high


def tolls(contents: Sequence[TollContent]) -> list[Row]:
    """A row for each group of people and each person, those told of twice once."""
    found: list[tuple[Row, tuple[str, ...]]] = []
    named: Counter[str] = Counter()
    for content in contents:
        if content.effect not in EFFECTS:
            continue
        low, high = numbers(content.quantity)
        listed = _LISTED.match(content.victims.words) if low == high and low != 1 else None
        words = _PARTED.split(content.victims.words) if listed else [content.victims.words]
        if listed:
            low = high = 1
        row = {"effect": EFFECTS[content.effect], "low": low, "high": high}
        for name in words:
            who = person(name) if (low, high) == (1, 1) else ()
            if not any(row == other and is_same(who, told) for other, told in found):
                found.append((row, who))
                named[row["effect"]] += bool(who and named_part(name))
    return [row for row, _ in found if not _is_told_apart(row, named)]


def _is_told_apart(row: Row, named: Mapping[str, int]) -> bool:
    """Whether all of a group are also told by name: the key has each person then, and not the group."""
    return row["low"] == row["high"] != 1 and row["low"] == named[row["effect"]]


def persons_killed(mentions: Sequence[str]) -> list[Row]:
    """A row of one for each person by name or by what he is ("a congressman"), and of two or more for several."""
    rows: list[tuple[Row, tuple[str, ...]]] = []
    for mention in mentions:
        several = _PARTED.split(mention)
        for words in several if all(map(named_part, several)) else [mention]:
            low, high = _killed_by(words)
            if low and not any(row["low"] == low and is_same(person(words), told) for row, told in rows):
                rows.append(({"effect": "killed", "low": low, "high": high}, person(words)))
    return [row for row, _ in rows]


def _killed_by(words: str) -> tuple[int, int | None]:
    """How many persons a mention is, from and to: of a number so many, of a plural two or more; 0 where it may be no
    person."""
    name, last = named_part(words), head(words)
    stated = match_number(words.lower().split(), 0)
    if stated is not None:
        return (stated[0], stated[0]) if is_person(last) and stated[0] <= LARGEST else (0, 0)
    if name and name.split()[-1].lower() == words.split()[-1].lower() and not name.isupper():
        return (2, None) if name == words and last.endswith("s") and len(name.split()) == 1 else (1, 1)
    if not is_person(last):
        peoples = words.split()[-1][:1].isupper() and last.endswith("s") and not words.split()[-1].isupper()
        return (2, None) if peoples and len(last) > SHORT else (0, 0)
    return (2, None) if last.endswith("s") or last in ("men", "women", "people", "children") else (1, 1)


def victims(content: TollContent) -> tuple[str, ...]:
    """The words by which those of a toll are known again: a dead person's last name, a group's number and noun; none of
    anyone, and of numbers that are bounds."""
    low, high = content.quantity.low, content.quantity.high
    if content.effect not in EFFECTS or low != high:
        return ()
    if high == 1:
        name = named_part(content.victims.words)
        killed = EFFECTS[content.effect] == "killed"
        return person(name)[-1:] if killed and len(name) > 2 and name.lower() != "one" else ()
    noun = re.findall(r"[a-z]+", _OF.split(content.victims.words.lower())[0])
    return (content.effect.value, str(low), noun[-1]) if noun else ()


def person(words: str) -> tuple[str, ...]:
    """The words that tell one person from another: of the name, else of what he is called by; none of anyone."""
    words = named_part(words) or words
    empty = _ANYONE | {"a", "an", "the", "of", "his", "her", "their"}
    return tuple(w for w in re.findall(r"\w+", words.lower()) if w not in empty)


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two persons may be one: nothing is said of one of them, or one's last word is a word of the other."""
    return not one or not other or one[-1] in other or other[-1] in one
