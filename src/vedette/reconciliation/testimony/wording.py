"""The words of a claim's sentence, folded so that two accounts of one happening can be laid side by side.

Names (capitalised words and what follows from them) are kept by their consonants, so that spellings of one village
meet; other words by their first letters, so that "bombing" and "bombed" do.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from vedette.reference.demonyms import demonym_country
from vedette.text.transliteration import normal_key, skeleton

#: Words by which a report turns to another happening.
_APART = re.compile(r"\b(?:another|others?|separate|separately|elsewhere|meanwhile|also|so far|since)\b", re.IGNORECASE)
#: Another teller is no other happening: "another activist group said", "other opposition sites reported", "the monitor
#: also gave".
_ANOTHER_TELLER = re.compile(
    r"\b(?:another|other)\s(?:[\w'’-]+\s){0,3}?(?:groups?|monitors?|activists?|sources?|sites?|websites?|reports?|"
    r"accounts?|agenc(?:y|ies)|outlets?|media|networks?|channels?|officials?|witness(?:es)?|residents?|medics?|doctors?|"
    r"observers?|organi[sz]ations?|watchdogs?|statements?|estimates?|figures?|tolls?|counts?)\b"
    r"|\balso\s(?:said|reported|told|claimed|confirmed|stated|noted|put|gave|spoke|counted)\b",
    re.IGNORECASE,
)
#: Nor are those hurt beside the dead: "killing two and injuring 13 others", "while nine others were wounded".
_OTHERS_HURT = re.compile(
    r"\b(?:injur|wound|hurt)\w*\s(?:[\w'’-]+\s){0,3}?others\b"
    r"|\bothers\s(?:(?:were|was|have|had|been|are|being|reported|reportedly|also)\s){0,3}"
    r"(?:injured|wounded|hurt|suffer\w*|experienc\w+|suffocat\w+|treated|hospitali[sz]ed)\b"
    r"|\balso\s(?:been\s)?(?:injured|wounded|hurt)\b"
    r"|\b(?:another|a further)\s(?:[\w,.-]+\s){1,4}?(?:(?:were|was|have|had|been|are|also)\s){0,3}"
    r"(?:injured|wounded|hurt)\b"
    r"|\bother\s(?:[\w-]+\s){1,2}?(?:(?:were|was|have|had|been|are|still|remain(?:s|ed)?)\s){1,3}"
    r"(?:injured|wounded|hurt|missing|unknown|unaccounted)\b",
    re.IGNORECASE,
)
#: Words by which a sentence speaks of many places at once.
_SPREAD = re.compile(
    r"\b(?:across|throughout) the (?:\w+ )?(?:country|countrys|province|region|north|south|east|west)\b"
    r"|\b(?:across|throughout) (?-i:[A-Z])\w+"
    r"|\b(?:several|various|different|many|two|three|four|five|number of|series of|string of|swathes of)"
    r" (?:[\w-]+ ){0,2}(?:towns|villages|cities|provinces|governorates|regions|areas|places|localities|locations)\b",
    re.IGNORECASE,
)
#: Words by which a truce or deal is said to be over or broken.
_OVER = re.compile(
    r"\b(?:collaps\w+|br[oe]ke\w* down|breach\w*|violat\w+|expir\w+|unravel\w*|shatter\w*|fell apart|falling apart"
    r"|called off|(?:truce|cease-?fire|deal|agreement)s? (?:was |is |had |to be )?(?:over|ended|ends|broken)"
    r"|end(?:ed|ing|s)? (?:of )?(?:a|the) (?:[\w-]+ ){0,3}(?:truce|cease-?fire))\b",
    re.IGNORECASE,
)
#: Words by which a sentence speaks of what was done, and does not tell it.
_JUDGED = re.compile(
    r"\b(?:condemn|denounc|deplor|accus|commemorat|condolenc)\w*|\b(?:call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed|ing)?"
    r"|urg(?:es|ed|ing)|investigat\w+|anniversary|calls|discuss(?:es|ed|ing)?|exchanged views|fact-finding|pretext)\b",
    re.IGNORECASE,
)
#: What a deed of force is called.
_DEED = "attack|strike|airstrike|raid|bombing|shelling|massacre|assault|blast|explosion|bombardment|incident"
#: A deed that a relative clause costs ("the attack in Velm that killed 12") was told before.
_RECALLED = re.compile(
    rf"\b(?:the|this|that|these|those) (?:[\w'’-]+ ){{0,4}}?(?:{_DEED})s?(?: (?:in|on|at|near|of)\b[^.,]{{0,60}}?)?,?"
    r" (?:which|that) (?:has |have |had )?(?:killed|left|claimed|injured|wounded)\b",
    re.IGNORECASE,
)
#: "The airstrikes left ten injured", "the raids that also hit a village": a deed that was told before.
_AGAIN = re.compile(rf"\b(?:the|these) (?:{_DEED})s?\b(?! (?:in|on|at|near|against|of|by|after)\b)", re.IGNORECASE)
#: "A second raid", "a mortar shell", "elsewhere": words that turn to another deed, not only to others harmed in one.
_ANEW = re.compile(
    r"\b(?:elsewhere|meanwhile|separate|separately)\b"
    rf"|\b(?:an?|another|second|third|other|further|more|later|new) (?:[\w-]+ ){{0,2}}?"
    rf"(?:{_DEED}|shells?|rockets?|mortars?|bombs?|missiles?|drones?|bombers?)\b",
    re.IGNORECASE,
)
#: What is said of a deed told before is when it came: "Monday's bombings came as fighters pressed on".
_TIMED = re.compile(
    rf"\b(?:{_DEED}|violence|fighting|clash)(?:e?s)? (?:came|comes|come) (?:[\w-]+ ){{0,3}}?"
    r"(?:as|after|amid|ahead|despite|when|in response)\b",
    re.IGNORECASE,
)
#: What the caption of a photograph begins with: who or what is seen, and a verb of the moment.
_PICTURED = re.compile(
    r"^\W*(?:(?:an?|the|two|three|four|some|several|many|local|syrian|injured|wounded|young|civil|civilian|rescue|emergency"
    r"|opposition|rebel|fighters?|group|members?|workers?|defen[cs]e|people|men|women|man|woman|boys?|girls?|child(?:ren)?"
    r"|residents?|civilians?|smoke|rescuers?|medics?|soldiers?|protesters?|relatives|mourners?|and|of) ){1,6}"
    r"(?:whose (?:[\w-]+ ){1,5}?)?"
    r"(?:reacts?|rises?|billows?|moves?|walks?|inspects?|stands?|search(?:es)?|looks?|carry|carries|sits?|mourns?|weeps?|shoots"
    r"|gathers?|gets? treatment|receives? treatment|treats?|points?|holds?|extinguish(?:es)?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.]*\d|\d")
#: Letters of a plain word that count, and the least that a name's consonants must be to tell it from others.
STEM, LEAST = 5, 3
#: Smaller numbers are days of a month and hours, these are years: every report has them.
CALENDAR, YEARS = 31, (1900, 2100)
#: Words of grammar and of reporting, which every sentence of news has.
EMPTY = frozenset(
    """a about above according across added after again against ago all also although amid among an and another any
    april are around as at august away back be because been before being believed between both but by came can
    capital carried cited citing city claimed claims could country countryside current day days dead december did
    died do during each earlier early east eastern either father february few first for from gave get governor group
    groups had has have he head held her here him his hour hours how in including injured into is it its itself
    january july june just killed killing last late later least left less local made many march media members men
    monday more morning most mostly much near nearly new news night no north northern not november now october of
    off official officials on one only opposition or other others our out outside over part past people person
    persons place placed province put re rebel rebels region reported reportedly reports said same saturday say
    saying says september several she since so some source sources south southern spokesman state statement still
    such sunday telling than that the their them then there these they this those three through thursday time to
    today told took toward town towns tuesday two under until up us village villages was wednesday week well went
    were west western what when where which while who whose will with within without women would wounded year years
    yesterday you""".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sentence says in folded words: names, other words, numbers that are no dates. `apart` is set where it
    sets what it tells apart from what was told before, `turned` where not only those hurt are its "others", `spread`
    where it speaks of many places at once, `over` where it says that an agreement is over or broken, `judged` where it
    condemns, accuses, demands or commemorates, or recalls a deed by what it cost, `pictured` where it is the caption of
    a photograph, `timed` where it says of a deed when it came, `again` where it speaks of a deed told
    before, `anew` where it turns to another deed."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    apart: bool = False
    turned: bool = False
    spread: bool = False
    over: bool = False
    judged: bool = False
    pictured: bool = False
    timed: bool = False
    again: bool = False
    anew: bool = False


NO_WORDS = Wording()
#: One for all: a million claims have two million of them, each of as many bytes as four words.
NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=65_536)
def name_keys(name: str) -> frozenset[str]:
    """The words of a place's name by their consonants, as `Wording.names` has them."""
    return wording("in " + name).names


@lru_cache(maxsize=65_536)
def wording(sentence: str) -> Wording:
    """The folded words of a sentence."""
    names, words, numbers = set(), set(), set()
    for i, found in enumerate(_WORD.finditer(sentence)):
        word = found.group()
        if word[0].isdigit():
            number = re.sub(r"\D", "", word)
            if len(number) > 1 and int(number) > CALENDAR and not YEARS[0] <= int(number) < YEARS[1]:
                numbers.add(number)
            continue
        name, stem = _folded(word)
        if name and i > 0 and word[0].isupper():
            names.add(name)
        elif stem:
            words.add(stem)
    return Wording(
        frozenset(names),
        frozenset(words),
        frozenset(numbers),
        apart=is_apart(sentence),
        turned=turns(sentence),
        spread=_SPREAD.search(sentence) is not None,
        over=_OVER.search(sentence) is not None,
        judged=_JUDGED.search(sentence) is not None or _RECALLED.search(sentence) is not None,
        pictured=_PICTURED.search(sentence) is not None,
        timed=_TIMED.search(sentence) is not None,
        again=_AGAIN.search(sentence) is not None,
        anew=_ANEW.search(sentence) is not None,
    )


@lru_cache(maxsize=65_536)
def _folded(word: str) -> tuple[str, str]:
    """A word as a name and as a plain word; empty where it says nothing as one. Reports have few words, each often."""
    plain = normal_key(word).removesuffix("s") if len(word) > 4 else normal_key(word)
    if not plain or plain in EMPTY or word.casefold() in EMPTY or demonym_country(word):
        return "", ""
    name = skeleton(plain)
    return name if len(name) >= LEAST else "", intern(plain[:STEM]) if len(plain) > 2 else ""


def is_apart(sentence: str) -> bool:
    """Whether a sentence turns to another happening; not where only who tells of it is another."""
    return _APART.search(sentence) is not None and _APART.search(_ANOTHER_TELLER.sub("", sentence)) is not None


def turns(sentence: str) -> bool:
    """The same, but for those hurt beside the dead: "others" of them are no other happening."""
    return is_apart(sentence) and is_apart(_OTHERS_HURT.sub("", sentence))
