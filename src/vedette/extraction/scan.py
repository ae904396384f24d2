"""Which sentences can matter, found before any parsing: one pass over the words of a document.

Most of the news is not of war, and most of its sentences can make no claim. A sentence is parsed where it holds a word
that tells of force (`events.toml`), or a word of harm beside a number or a person (`lexicon.toml`). In a document that
speaks of armed parties the words of control, of stances and of speech count too, and so do the sentences beside them,
for they name the speakers, places and parties that later sentences leave out. The words are the lexicons' own, in
every form that a regular verb or noun takes.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from vedette.extraction.lexicon import lexicon
from vedette.extraction.quantities import MODIFIERS, WORDS_OF_SIZE
from vedette.model.provenance import Span
from vedette.text.numerals import DOZEN, SCALES, TENS, UNITS

#: A document speaks of war where this share of its sentences, and so many, name armed parties or their weapons.
SHARE = 0.15
LEAST = 2
#: A document of no more sentences than this is read whole: a headline names neither weapon nor number.
SHORT = 4
#: Sentences at the top that are parsed in any document that has one to parse: they say what it is about.
TOP = 2

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PART = re.compile(r"[-'’]")
#: Words that harm people only beside an armed party; alone they are everywhere.
_EVERYDAY = frozenset("gun gas stone round trap body life loss toll hurt down take hold free wipe".split())
_IRREGULAR = {
    "slay": "slew slain", "shoot": "shot", "take": "took taken", "hold": "held", "lose": "lost", "strike": "struck",
    "hit": "hitting", "flee": "fled", "fall": "fell fallen", "fight": "fought", "withdraw": "withdrew withdrawn", "overrun": "overran",
    "retake": "retook retaken", "overtake": "overtook overtaken", "leave": "left", "drive": "drove driven", "break": "broke broken",
    "win": "won", "sweep": "swept", "blow": "blew blown", "burn": "burnt", "set": "setting", "drop": "dropped dropping", "lay": "laid",
    "man": "men", "woman": "women", "child": "children", "person": "people persons", "policeman": "policemen", "gunman": "gunmen",
    "militiaman": "militiamen", "fireman": "firemen", "life": "lives", "body": "bodies", "troop": "troops", "die": "died dying", "lie": "lying",
    "behead": "beheaded", "say": "said", "tell": "told", "meet": "met", "swear": "swore sworn", "lead": "led", "seek": "sought",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScanWords:
    """The words that a scan looks for, lower-case, in all their forms."""

    force: frozenset[str]
    needing: frozenset[str]
    weapons: frozenset[str]
    harm: frozenset[str]
    counted: frozenset[str]
    armed: frozenset[str]
    company: frozenset[str]
    phrases: tuple[frozenset[str], ...]


def wanted(text: str, units: Sequence[Span]) -> tuple[int, ...]:
    """The numbers of the units that are to be parsed, in order; empty where a document has nothing to say of war."""
    if len(units) <= SHORT:
        return tuple(range(len(units)))
    lex = scan_words()
    sets = [frozenset(_words(text[unit.start : unit.end])) for unit in units]
    matter = {i for i, words in enumerate(sets) if _tells(words, lex)}
    armed = sum(not lex.armed.isdisjoint(words) for words in sets)
    of_war = armed >= min(LEAST, len(sets)) and armed >= SHARE * len(sets)
    if of_war:
        matter |= {i for i, words in enumerate(sets) if not lex.company.isdisjoint(words)}
    if not matter:
        return ()
    if of_war:
        matter |= {j for i in matter for j in (i - 1, i + 1) if 0 <= j < len(units)}
    return tuple(sorted(matter | set(range(min(TOP, len(units))))))


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        yield word
        if not word.isalnum():
            yield from _PART.split(word)


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
    return any(phrase <= words for phrase in lex.phrases)


@cache
def scan_words() -> ScanWords:
    """The words of the packaged lexicons, sorted by what they need beside them."""
    lex = lexicon()
    events, control, standing = _data("events"), _data("control"), _data("standing")
    needing = frozenset(events["generic"]["needs_weapon"])
    specific = {p for words in events["specific"].values() for p in words}
    harm = {*lex.active, *lex.passive, *lex.nouns, *lex.counted} - _EVERYDAY
    numbers = {*UNITS, *TENS, *SCALES, "dozen", *(w for p in WORDS_OF_SIZE for w in p), *(w for p, _ in MODIFIERS for w in p)}
    company = {
        *lex.capture, *_EVERYDAY,
        *chain.from_iterable(_flat(control[part]) for part in ("verbs", "suffixes", "nouns", "contests") if part in control),
        *(p.split("_")[0] for ps in control["verbs_with"].values() for p in ps),
        *lex.speech_verbs, *lex.speech_nouns,
        *_flat(standing),
    }  # fmt: skip
    return ScanWords(
        force=_forms((w for w in (*events["generic"]["words"], *specific) if w not in needing and "_" not in w)),
        needing=_forms(needing),
        weapons=_forms(w.split("_")[-1] for ws in events["weapons"].values() for w in ws),
        harm=_forms(harm),
        counted=frozenset(numbers - {"a", "of", "the", "an", "in", "as"}) | _forms(lex.persons) | {"no", "nobody"},
        armed=_forms(_data("scan")["armed"]["words"]),
        company=_forms(w for phrase in company for w in phrase.split() if len(w) > 2),
        phrases=tuple(frozenset(p.split("_")) for p in specific if "_" in p),
    )


def _data(name: str) -> Mapping[str, Any]:
    path = files("vedette.extraction") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _flat(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping):
        for part in table.values():
            yield from _flat(part)
    elif isinstance(table, list):
        for part in table:
            yield from _flat(part)


def _forms(words: Iterable[str]) -> frozenset[str]:
    """The words in every form that is regular, or listed here."""
    found: set[str] = set()
    for word in words:
        found |= {word, f"{word}s", f"{word}es", f"{word}d", f"{word}ed", f"{word}ing", f"{word}er", f"{word}ers"}
        found.update(_IRREGULAR.get(word, "").split())
        if word.endswith("e"):
            found.add(f"{word[:-1]}ing")
        elif word.endswith("y"):
            found |= {f"{word[:-1]}ies", f"{word[:-1]}ied"}
        elif word[-1:] not in "aeiouwxy" and word[-2:-1] in tuple("aeiou"):
            found |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return frozenset(found)
