"""Whether warlike words tell of war, not of accidents, disasters, illness, sport, trade, drills, fiction or in figures.

Three questions, from the words of the sentence alone. Is the word itself a figure ("a barrage of criticism")? Is it
told inside a drill or a work of fiction? Is the sentence from another world (a quake, a match) and free of armed
parties and weapons? What a drill costs in lives is an accident.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vedette.errors import FixSetup
from vedette.extraction.parsing.forms import lemmas_of, once, words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Sentence
from vedette.extraction.words.tables import word_table


@dataclass(frozen=True, slots=True)
class SenseWords:
    """The words of `sense.toml`; those of more than one word are kept apart as phrases."""

    elsewhere: frozenset[str]
    elsewhere_phrases: frozenset[tuple[str, ...]]
    within: frozenset[str]
    within_phrases: frozenset[tuple[str, ...]]
    before: frozenset[str]
    of: frozenset[str]
    verbs: frozenset[str]
    armed: frozenset[str]


@cache
def sense_words() -> SenseWords:
    """The packaged words. Raises FixSetup where the file lacks a section."""
    raw = word_table("sense")
    try:
        elsewhere = [word for words in raw["elsewhere"].values() for word in words]
        figurative = raw["figurative"]
        return SenseWords(
            frozenset(w for w in elsewhere if " " not in w),
            frozenset(tuple(w.split()) for w in elsewhere if " " in w),
            frozenset(raw["within"]["words"]),
            frozenset(tuple(w.split()) for w in raw["within"]["phrases"]),
            frozenset(figurative["before"]),
            frozenset(figurative["of"]),
            frozenset(figurative["verbs"]),
            frozenset(raw["armed"]["words"]),
        )
    except (KeyError, AttributeError) as error:
        raise FixSetup(f"extraction/data/sense.toml is damaged: {error}; reinstall vedette") from error


def is_war(sentence: Sentence, token: int) -> bool:
    """Whether what a trigger tells is of war, as far as its own sentence shows."""
    doc = sentence.unit.doc
    return not (_played(doc) or _from_elsewhere(doc, doc[token].lemma_.lower()) or _figurative(doc[token]))


@once
def _played(doc: Doc) -> bool:
    """Whether the sentence tells of a drill, a game or a work of fiction."""
    lex = sense_words()
    return not lex.within.isdisjoint(lemmas_of(doc)) or _has_phrase(words_of(doc), lex.within_phrases)


@once
def _worlds(doc: Doc) -> tuple[bool, frozenset[str]]:
    """Whether words of another world stand in the sentence, and the words of war that do."""
    lex = sense_words()
    lemmas = lemmas_of(doc)
    other = not lex.elsewhere.isdisjoint(lemmas) or _has_phrase(lemmas, lex.elsewhere_phrases)
    if not other:
        return other, frozenset()
    # Headlines and sentence heads make names of plurals: "Rebels".
    return other, lex.armed.intersection((*lemmas, *(w.removesuffix("s") for w in words_of(doc))))


def _from_elsewhere(doc: Doc, trigger: str) -> bool:
    """The trigger's own word is no proof of war: "bombarded the goal", "under siege from investors"."""
    other, armed = _worlds(doc)
    return other and not armed - {trigger}


def _has_phrase(words: list[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    if _openings(phrases).isdisjoint(words):
        return False
    runs: set[tuple[str, ...]] = {*pairwise(words), *zip(words, words[1:], words[2:], strict=False)}
    return not phrases.isdisjoint(runs)


@cache
def _openings(phrases: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in phrases)


def _figurative(trigger: Token) -> bool:
    """ "A political battle", "a barrage of criticism", "bombarded with questions"."""
    lex = sense_words()
    if trigger.pos_ in ("NOUN", "PROPN"):
        if any(c.lower_ in lex.before for c in trigger.lefts if c.dep_ in ("amod", "compound", "nmod")):
            return True
        return any(
            g.lemma_.lower() in lex.of
            for c in trigger.rights
            if c.dep_ == "prep" and c.lower_ in ("of", "against", "over", "for", "from", "with")
            for g in c.children
            if g.dep_ == "pobj"
        )
    for_what = (g for c in trigger.rights if c.lower_ == "for" for g in c.rights)
    if trigger.lemma_ == "fight" and any(g.lemma_.lower() in ("life", "breath") for g in for_what):
        return True  # the wounded who fight for their lives
    means = [c for c in trigger.children if c.dep_ == "dobj"]
    means += [g for c in trigger.children if c.lower_ in ("with", "by") for g in c.children if g.dep_ == "pobj"]
    return any(g.lemma_.lower() in lex.verbs for g in means)
