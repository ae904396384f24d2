"""Words that tell of events, found in a sentence and typed by the words around them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from vedette.model.claim import EventType

#: How far a weapon's word may stand from a generic trigger to give it its type.
REACH = 9


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `start` <= i < `end` tell of an event of a type; `generic` where the type came from words near by."""

    start: int
    end: int
    type: EventType
    generic: bool
    words: str
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class EventWords:
    """The event lexicon as look-ups; phrases as tuples of words."""

    specific: dict[tuple[str, ...], EventType]
    generic: frozenset[str]
    weapons: dict[str, EventType]
    not_before: frozenset[str]
    longest: int


@cache
def event_words() -> EventWords:
    """The packaged event lexicon."""
    raw = tomllib.loads((files("vedette.extraction") / "data" / "events.toml").read_text(encoding="utf-8"))
    specific = {tuple(w.split("_")): EventType(t) for t, ws in raw["specific"].items() for w in ws}
    weapons = {w: EventType(t) for t, ws in raw["weapons"].items() for w in ws}
    return EventWords(
        specific, frozenset(raw["generic"]["words"]), weapons, frozenset(raw["not"]["before"]), max(map(len, specific))
    )


def find_triggers(doc: Doc) -> tuple[Trigger, ...]:
    """The triggers of a sentence in order, longest match first, none overlapping."""
    lex = event_words()
    forms = [t.lower_ for t in doc]
    lemmas = [t.lemma_.lower() for t in doc]
    found: list[Trigger] = []
    i = 0
    while i < len(doc):
        hit = _specific(doc, forms, lemmas, i, lex) or _generic(doc, forms, lemmas, i, lex)
        if hit is None or (i and forms[i - 1] in lex.not_before and hit.end - hit.start == 1):
            i += 1
            continue
        found.append(hit)
        i = hit.end
    return tuple(found)


def _specific(doc: Doc, forms: Sequence[str], lemmas: Sequence[str], i: int, lex: EventWords) -> Trigger | None:
    for length in range(min(lex.longest, len(doc) - i), 0, -1):
        for words in (
            tuple(forms[i : i + length]),
            tuple(lemmas[i : i + length]),
            (*forms[i : i + length - 1], lemmas[i + length - 1]),
        ):
            kind = lex.specific.get(words)
            if kind is not None and _fits(doc[i + length - 1], doc[i], words, kind):
                return Trigger(i, i + length, kind, False, doc[i : i + length].text)
    return None


def _fits(last: Token, first: Token, words: tuple[str, ...], kind: EventType) -> bool:
    """Whether the part of speech is that of an act: "they shelled", "a clash", but not "a mortar", "shells"."""
    word = words[-1]
    if words in (("shell",), ("mortar",)):
        return word == "shell" and last.pos_ == "VERB"
    if words == ("shelling",) or words == ("fighting",):
        return last.dep_ not in ("acl",) or last.tag_ == "NN"
    if words == ("battle",) and last.pos_ == "VERB":
        return True
    if kind in (EventType.ARRESTS, EventType.ATTACK) and len(words) == 1:
        return last.pos_ in ("VERB", "NOUN")
    if words == ("offensive",):
        return last.pos_ == "NOUN"
    return last.pos_ in ("NOUN", "VERB", "PROPN", "ADJ", "AUX", "ADV", "PRON", "ADP")


def _generic(doc: Doc, forms: Sequence[str], lemmas: Sequence[str], i: int, lex: EventWords) -> Trigger | None:
    token = doc[i]
    lemma = lemmas[i]
    if lemma not in lex.generic and forms[i] not in lex.generic:
        return None
    verb, noun = token.pos_ == "VERB", token.pos_ in ("NOUN", "PROPN")
    if not (verb or noun):
        return None
    if lemma in ("fire", "drop", "hit", "target", "storm", "pound", "detonate", "explode") and not verb:
        return None
    if lemma in ("rocket", "missile", "gas", "explosive") or (lemma == "bomb" and noun and not _falls(token)):
        return None
    if lemma == "strike" and noun and i and lemmas[i - 1] in ("hunger", "general", "labor", "transport"):
        return None
    kind, weapon = _by_weapon(doc, forms, lemmas, i, lex)
    if lemma in ("fire", "drop", "hit", "target", "storm") and kind is None:
        return None
    if kind is None:
        kind = _default(token, lemma, noun)
    if kind is None:
        return None
    return Trigger(i, i + 1, kind, True, token.text, weapon)


def _falls(token: Token) -> bool:
    """Bombs that land, fall or are dropped are an act; bombs that are made are not."""
    return token.tag_ == "NNS" and (
        token.dep_ in ("pobj",)
        and token.head.lower_ == "by"
        or token.head.lemma_ in ("drop", "land", "fall", "hit", "target", "use")
    )


def _default(token: Token, lemma: str, noun: bool) -> EventType | None:
    if lemma in ("bomb", "bombard") and not noun:
        return EventType.AIR_STRIKE
    if lemma == "bomb":
        return EventType.AIR_STRIKE
    if lemma in ("strike", "raid"):
        return (
            EventType.AIR_STRIKE
            if noun or lemma == "strike" and any(c.dep_ == "nsubj" for c in token.children)
            else None
        )
    if lemma == "bombing":
        return EventType.AIR_STRIKE
    if lemma in ("blast", "explosion", "explode", "detonate"):
        return EventType.EXPLOSIVE
    if lemma == "pound":
        return EventType.SHELLING
    if lemma in ("attack", "assault"):
        return EventType.ATTACK
    return None


def _by_weapon(
    doc: Doc, forms: Sequence[str], lemmas: Sequence[str], i: int, lex: EventWords
) -> tuple[EventType | None, str | None]:
    """The type that the nearest weapon's word gives: modifiers of the trigger, its subject, its object, "with rockets"."""
    best: tuple[int, EventType, str] | None = None
    for j in range(max(0, i - REACH), min(len(doc), i + REACH + 1)):
        if j == i:
            continue
        pair = f"{forms[j]}_{lemmas[j + 1]}" if j + 1 < len(doc) else ""
        kind = lex.weapons.get(pair) or lex.weapons.get(lemmas[j]) or lex.weapons.get(forms[j])
        if kind is None or not _related(doc[i], doc[j]):
            continue
        if kind is EventType.EXPLOSIVE and lemmas[j] in ("car", "vehicle", "mine") and abs(j - i) > 1:
            continue
        rank = (
            abs(j - i) + (0 if kind in (EventType.SUICIDE_BOMBING, EventType.CHEMICAL_ATTACK) else 2),
            kind,
            doc[j].text,
        )
        if best is None or rank[0] < best[0]:
            best = rank
    return (best[1], best[2]) if best else (None, None)


def _related(trigger: Token, weapon: Token) -> bool:
    """Whether the parse ties the two within a few steps."""
    for a, b in ((weapon, trigger), (trigger, weapon)):
        node, steps = a, 0
        while steps < 4:
            if node.i == b.i:
                return True
            if node.head.i == node.i:
                break
            node, steps = node.head, steps + 1
    return weapon.head.i == trigger.head.i and abs(weapon.i - trigger.i) <= 4
