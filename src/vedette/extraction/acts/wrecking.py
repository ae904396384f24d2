"""Sabotage and arson, bombs that are thrown or laid, and people shot at: acts told by a word with what it was done to.

"Destroyed", "placed", "set" and "shot" are said of much else, so each counts only with its object: what serves
everybody and was wrecked by an armed party, a bomb, what burns "on fire", a person.
"""

from collections.abc import Sequence
from itertools import pairwise

from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import EventType, VictimClass

_WRECKING = frozenset("destroy sabotage dynamite wreck".split())
#: What serves everybody, and is wrecked in war to cut people off: heads of objects.
_WORKS = frozenset(
    (
        "bridge pylon tower pole pipeline substation powerline grid network railway railroad track plant station "
        "transformer antenna dam canal aqueduct reservoir installation facility infrastructure plantation"
    ).split()
)
_LAYING = frozenset("throw toss hurl lob plant place".split())
_BOMBS = frozenset("bomb explosive dynamite grenade firebomb cocktail charge".split())
#: What makes of a charge one that goes off.
_BLASTING = frozenset("explosive dynamite tnt demolition".split())
#: What is shot besides people.
_FILMED = frozenset("film video scene footage photo photograph picture movie documentary".split())
#: The lemmas at which such an act can begin.
STARTS = _WRECKING | _LAYING | {"shoot", "set"}


def wrecking(doc: Doc, lemmas: Sequence[str], i: int) -> EventType | None:
    """The type of the act that a verb tells of with its object; None where it tells of none."""
    verb = doc[i]
    if lemmas[i] not in STARTS:
        return None
    if lemmas[i] == "sabotage" and verb.pos_ == "NOUN":
        return EventType.PROPERTY_DESTRUCTION if _is_of_works(verb, lemmas) else None
    if verb.pos_ != "VERB":
        return None
    hit = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if hit is None:
        return None
    if lemmas[i] in _WRECKING:
        return EventType.PROPERTY_DESTRUCTION if lemmas[hit.i] in _WORKS and _by_armed(verb, lemmas[i]) else None
    if lemmas[i] in _LAYING:
        return _laid(hit, lemmas)
    if lemmas[i] == "set":
        return EventType.PROPERTY_DESTRUCTION if _is_on_fire(verb) else None
    return EventType.ATTACK if _is_shot(verb, hit, lemmas) else None


def _is_of_works(noun: Token, lemmas: Sequence[str]) -> bool:
    """ "The sabotage of the power grid", "sabotage against pylons"."""
    links = [c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("of", "against", "on")]
    return any(lemmas[g.i] in _WORKS for c in links for g in c.children if g.dep_ == "pobj")


def _is_on_fire(verb: Token) -> bool:
    """ "Set two trucks on fire": what was hit stands between the words."""
    words = [t.lower_ for t in verb.doc[verb.i + 1 :]]
    return "ablaze" in words or ("on", "fire") in pairwise(words)


def _by_armed(verb: Token, lemma: str) -> bool:
    """Sabotage is done on purpose; what is destroyed, storms destroy too."""
    if lemma in ("sabotage", "dynamite"):
        return True
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    doers += [g for c in verb.children if c.dep_ == "agent" for g in c.children]
    return any(person_class(verb.doc, d.i) is VictimClass.COMBATANT for d in doers)


def _laid(hit: Token, lemmas: Sequence[str]) -> EventType | None:
    lemma = lemmas[hit.i]
    if lemma not in _BOMBS:
        return None
    if lemma == "charge" and not any(lemmas[t.i] in _BLASTING for t in hit.subtree):
        return None
    return EventType.GRENADE if lemma == "grenade" else EventType.EXPLOSIVE


def _is_shot(verb: Token, hit: Token, lemmas: Sequence[str]) -> bool:
    """ "Soldiers shot three protesters", "a candidate was shot on Friday"; no plane that is shot down, and no film."""
    if lemmas[hit.i] in _FILMED or any(c.lower_ in ("down", "dead") for c in verb.children):
        return False
    return person_class(hit.doc, hit.i) is not None or lemmas[hit.i] in lexicon().persons


def of_certain(killing: Token) -> bool:
    """ "The killing of villagers", "the killings of the two teachers"; "killings of civilians" are many over time."""
    whom = [g for c in killing.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    certain = ("DT", "CD", "PRP$")
    return bool(whom) and (killing.tag_ == "NN" or any(t.tag_ in certain for g in whom for t in g.lefts))
