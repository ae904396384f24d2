"""Which sentences can matter, found before any parsing: one pass over the words of a document.

Most of the news is not of war, and most of its sentences can make no claim. A document that speaks of armed conflict is
parsed whole: its sentences lean on one another for speakers, places and days. Of another, only those sentences are
parsed that name an armed party, hold a word that tells of force (`events.toml`), or a word of harm beside a number or a
person (`lexicon.toml`), and the first ones. The words are the lexicons' own, in every form that a regular verb or noun
takes.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vedette.extraction.counting.quantities import MODIFIERS, WORDS_OF_SIZE
from vedette.extraction.words.lexicon import lexicon
from vedette.model.provenance import Span
from vedette.text.numerals import SCALES, TENS, UNITS

#: A document speaks of war where this share of its sentences, and so many, name armed parties or their weapons ...
SHARE = 0.15
LEAST = 2
#: ... or where this share tells of force or harm or names them. Chosen on WarReports, headlines and our own corpus:
#: 0.5 lost claims of three reports of gangs and militias; of 1562 claims 0.4 loses one toll and two statements. On the
#: local news of the geoparsing set 0.4 parses 26 sentences in a hundred, 0.5 24 (sweep 0.3-0.6, 2026-11).
TELLING = 0.4
#: A document of no more sentences than this is read whole: a headline names neither weapon nor number.
SHORT = 4
#: Sentences at the top that are parsed in any document that has one to parse: they say what it is about.
TOP = 1

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PART = re.compile(r"[-'’]")
#: Words of harm that are everywhere; they count in documents of war, which are parsed whole.
_EVERYDAY = frozenset("gun gas stone round trap loss lose lost hurt toll down life body".split())
#: Words of numbers' phrases that say nothing alone.
_SMALL = frozenset("a an of the in as to".split())
_IRREGULAR = {
    "slay": "slew slain", "shoot": "shot", "take": "took taken", "hold": "held", "lose": "lost", "strike": "struck",
    "hit": "hitting", "flee": "fled", "fall": "fell fallen", "fight": "fought", "withdraw": "withdrew withdrawn",
    "overrun": "overran", "retake": "retook retaken", "overtake": "overtook overtaken", "leave": "left",
    "drive": "drove driven", "break": "broke broken", "win": "won", "sweep": "swept", "blow": "blew blown",
    "burn": "burnt", "set": "setting", "drop": "dropped dropping", "lay": "laid", "man": "men", "woman": "women",
    "child": "children", "person": "people persons", "policeman": "policemen", "gunman": "gunmen",
    "militiaman": "militiamen", "fireman": "firemen", "life": "lives", "body": "bodies", "troop": "troops",
    "die": "died dying", "lie": "lying", "behead": "beheaded", "say": "said", "tell": "told", "meet": "met",
    "swear": "swore sworn", "lead": "led", "seek": "sought",
}  # fmt: skip


_Phrase = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class ScanWords:
    """The words that a scan looks for, lower-case, in all their forms; a phrase is its words, in any order, found by
    the forms of its longest."""

    force: frozenset[str]
    needing: frozenset[str]
    weapons: frozenset[str]
    harm: frozenset[str]
    counted: frozenset[str]
    armed: frozenset[str]
    phrases: Mapping[str, tuple[_Phrase, ...]]


def wanted(text: str, units: Sequence[Span]) -> tuple[int, ...]:
    """The numbers of the units that are to be parsed, in order; empty where a document has nothing to say of war."""
    everything = tuple(range(len(units)))
    if len(units) <= SHORT:
        return everything
    lex = scan_words()
    sets = [spoken(text[unit.start : unit.end]) for unit in units]
    telling = {i for i, words in enumerate(sets) if _tells(words, lex)}
    armed = {i for i, words in enumerate(sets) if not lex.armed.isdisjoint(words)}
    if len(armed) >= max(LEAST, SHARE * len(units)) or len(telling | armed) >= TELLING * len(units):
        return everything
    return tuple(sorted(telling | armed | set(everything[:TOP]))) if telling or armed else ()


def spoken(text: str) -> frozenset[str]:
    """The words of a text in lower case; one with hyphens also by its parts."""
    words = frozenset(_WORD.findall(text.lower()))
    return words.union(part for word in words if not word.isalnum() for part in _PART.split(word))


def _tells(words: frozenset[str], lex: ScanWords) -> bool:
    """Whether a sentence can tell of an act of force or of people harmed."""
    if not lex.force.isdisjoint(words):
        return True
    if not lex.harm.isdisjoint(words) and (
        not lex.counted.isdisjoint(words) or any(word[:1].isdecimal() for word in words)
    ):
        return True
    if not lex.needing.isdisjoint(words) and not lex.weapons.isdisjoint(words):
        return True
    return not lex.phrases.keys().isdisjoint(words) and any(
        not any(forms.isdisjoint(words) for forms in phrase)
        for word in words & lex.phrases.keys()
        for phrase in lex.phrases[word]
    )


@cache
def scan_words() -> ScanWords:
    """The words of the packaged lexicons, sorted by what they need beside them."""
    lex, events = lexicon(), _data("events")
    needing = frozenset(events["generic"]["needs_weapon"])
    specific = {p for words in events["specific"].values() for p in words}
    single = (w for w in (*events["generic"]["words"], *specific) if w not in needing and "_" not in w)
    phrases = tuple(tuple(_forms([w]) for w in p.split("_") if w != "-") for p in sorted(specific) if "_" in p)
    numbers = {
        *UNITS,
        *TENS,
        *SCALES,
        "dozen",
        *(w for p in WORDS_OF_SIZE for w in p),
        *(w for p, _ in MODIFIERS for w in p),
    }
    harm = _forms({*lex.active, *lex.passive, *lex.nouns, *lex.counted} - _EVERYDAY) | {"lives", "bodies"}
    return ScanWords(
        force=_forms(single),
        needing=_forms(needing),
        weapons=_forms(w.split("_")[-1] for ws in events["weapons"].values() for w in ws),
        harm=harm,
        counted=(frozenset(numbers - _SMALL) | _forms(lex.persons) | {"no", "nobody"}) - harm,
        armed=_forms(_data("scan")["armed"]["words"]),
        phrases=_by_longest(phrases),
    )


def _by_longest(phrases: Iterable[_Phrase]) -> Mapping[str, tuple[_Phrase, ...]]:
    """Phrases by the forms of their longest word."""
    found: dict[str, tuple[_Phrase, ...]] = {}
    for phrase in phrases:
        for form in max(phrase, key=lambda forms: max(map(len, forms))):
            found[form] = (*found.get(form, ()), phrase)
    return found


def _data(name: str) -> Mapping[str, Any]:
    path = files("vedette.extraction") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _forms(words: Iterable[str]) -> frozenset[str]:
    """The words in every form that is regular, or listed here."""
    found: set[str] = set()
    for word in words:
        found |= {word, f"{word}s", f"{word}es", f"{word}d", f"{word}ed", f"{word}ing"}
        found.update(_IRREGULAR.get(word, "").split())
        if word.endswith("e"):
            found.add(f"{word[:-1]}ing")
        elif word.endswith("y"):
            found |= {f"{word[:-1]}ies", f"{word[:-1]}ied"}
        elif word[-1:] not in "aeiouwxy" and word[-2:-1] in tuple("aeiou"):
            found |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return frozenset(found)
