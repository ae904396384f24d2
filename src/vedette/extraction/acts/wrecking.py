"""Sabotage and arson, bombs that are thrown or laid, and people shot at: acts told by a word with what it was done to.

"Destroyed", "placed", "set" and "shot" are said of much else, so each counts only with its object: what serves
everybody and was wrecked by an armed party, a bomb, what burns "on fire", a person.
"""

from collections.abc import Sequence
from itertools import pairwise

from vedette.extraction.acts.weapons import governing_subject
from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import is_named
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import EventType, VictimClass

_WRECKING = frozenset("destroy damage sabotage dynamite wreck topple knock fell down".split())
#: What serves everybody, and is wrecked in war to cut people off: heads of objects.
_WORKS = frozenset(
    (
        "bridge pylon tower pole pipeline substation powerline grid network railway railroad track plant station "
        "transformer antenna dam canal aqueduct reservoir installation facility infrastructure plantation"
    ).split()
)
#: What serves everybody where a word of what runs through it stands before: "the power system", "telephone lines".
_RUNS_THROUGH = frozenset("system line cable post exchange box installation".split())
_CURRENTS = frozenset(
    (
        "electric electrical electricity power telephone voltage tension transmission communication water "
        "high-voltage high-tension"
    ).split()
)
_LAYING = frozenset("throw toss hurl lob plant place".split())
_BOMBS = frozenset("bomb explosive dynamite grenade firebomb cocktail charge".split())
#: What police do to a bomb that is found: no verbs of those who find or seize it.
_DISARMING = frozenset("deactivate disarm".split())
#: How those are called who come armed and whom nobody knows: "unidentified men fired on the house".
UNKNOWN = frozenset("unknown unidentified armed masked hooded".split())
#: What makes of a charge one that goes off.
_BLASTING = frozenset("explosive dynamite tnt demolition".split())
#: Where a preposition may stand behind "sabotage operations carried out tonight by rebels against the power grid".
_APART = 9
#: Measures before "of" what was hit: "dozens of houses", "half a hectare of fields".
_MEASURES = frozenset(
    "dozen hundred thousand score number half part hectare acre block row series pair majority stick kilo".split()
)
#: What is shot besides people.
_FILMED = frozenset("film video scene footage photo photograph picture movie documentary".split())
#: The lemmas at which such an act can begin.
STARTS = _WRECKING | _LAYING | _DISARMING | {"shoot", "set", "riddle", "attempt", "take", "drag"}


def wrecking(doc: Doc, lemmas: Sequence[str], i: int) -> EventType | None:
    """The type of the act that a verb tells of with its object; None where it tells of none."""
    verb = doc[i]
    if lemmas[i] not in STARTS:
        return None
    if lemmas[i] == "sabotage" and verb.pos_ == "NOUN":
        return EventType.PROPERTY_DESTRUCTION if _is_of_works(verb, lemmas) else None
    if lemmas[i] == "attempt" and verb.pos_ == "NOUN":
        return EventType.ATTACK if _is_on_life(verb) else None
    if verb.pos_ != "VERB":
        return None
    hit = hit_by(verb)
    if hit is None:
        return None
    if lemmas[i] in _WRECKING:
        return EventType.PROPERTY_DESTRUCTION if _is_works(hit, lemmas) and _by_armed(verb, lemmas[i]) else None
    if lemmas[i] in _LAYING:
        return _laid(hit, lemmas)
    if lemmas[i] in _DISARMING:
        return EventType.WEAPONS_DISRUPTED if _laid(hit, lemmas) is not None else None
    if lemmas[i] in ("take", "drag"):
        return EventType.ABDUCTION if _is_taken_away(verb, hit) else None
    if lemmas[i] == "riddle":
        return EventType.ATTACK if "bullets" in [t.lower_ for t in verb.doc[verb.i + 1 :]] else None
    if lemmas[i] == "set":
        if any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children):
            return _laid(hit, lemmas)
        return EventType.PROPERTY_DESTRUCTION if _is_on_fire(verb) else None
    return EventType.ATTACK if _is_shot(verb, hit, lemmas) else None


def hit_by(verb: Token) -> Token | None:
    """What a verb is done to: its object, or what a measure before "of" counts ("burned dozens of houses")."""
    hit = done_to(verb)
    if hit is None or hit.lemma_.lower() not in _MEASURES:
        return hit
    of = (g for c in hit.rights if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return next(of, hit)


def _is_of_works(noun: Token, lemmas: Sequence[str]) -> bool:
    """ "The sabotage of the power grid", "acts of sabotage against pylons", "sabotage operations against the grid"."""
    doc = noun.doc
    for link in doc[noun.i + 1 : noun.i + 1 + _APART]:
        if link.lower_ in ("against", "on") or (link.lower_ == "of" and link.i == noun.i + 1):
            return any(_is_works(g, lemmas) for g in link.children if g.dep_ == "pobj")
    return False


def _is_works(noun: Token, lemmas: Sequence[str]) -> bool:
    if lemmas[noun.i] in _WORKS:
        return True
    return lemmas[noun.i] in _RUNS_THROUGH and any(lemmas[t.i] in _CURRENTS for t in noun.subtree if t.i < noun.i)


def _is_on_fire(verb: Token) -> bool:
    """ "Set two trucks on fire": what was hit stands between the words."""
    words = [t.lower_ for t in verb.doc[verb.i + 1 :]]
    return "ablaze" in words or ("on", "fire") in pairwise(words)


def _is_taken_away(verb: Token, hit: Token) -> bool:
    """ "A teacher was taken away by armed men": a person, by those who bear arms."""
    if not any(c.lower_ == "away" and c.dep_ in ("prt", "advmod") for c in verb.children):
        return False
    doers = _doers(verb)
    armed = _by_armed(verb, "take") or any(UNKNOWN.intersection(c.lower_ for c in d.lefts) for d in doers)
    named = hit.tag_ == "NNP" or hit.lower_ in ("him", "her", "them")
    return armed and (named or _is_person(hit))


def _is_on_life(noun: Token) -> bool:
    """ "An attempt on the life of the mayor", "on her life"."""
    links = (c for c in noun.rights if c.lower_ in ("on", "against"))
    return any(g.lemma_ == "life" for c in links for g in c.children if g.dep_ == "pobj")


def _by_armed(verb: Token, lemma: str) -> bool:
    """Sabotage is done on purpose; what is destroyed, storms destroy too."""
    if lemma in ("sabotage", "dynamite"):
        return True
    return any(person_class(verb.doc, d.i) is VictimClass.COMBATANT for d in _doers(verb))


def _doers(verb: Token) -> list[Token]:
    """Who does what a verb tells, its own subject or that of the verb before: "rebels cut off the town, destroying two
    bridges"."""
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    doers += [g for c in verb.children if c.dep_ == "agent" for g in c.children]
    if not doers and (verb.tag_ == "VBG" or verb.dep_ == "conj"):
        doers = [far] if (far := governing_subject(verb)) is not None else []
    return doers


def _laid(hit: Token, lemmas: Sequence[str]) -> EventType | None:
    lemma = lemmas[hit.i]
    if lemma not in _BOMBS:
        return None
    if lemma == "charge" and not any(lemmas[t.i] in _BLASTING for t in hit.subtree):
        return None
    return EventType.GRENADE if lemma == "grenade" else EventType.EXPLOSIVE


def _is_shot(verb: Token, hit: Token, lemmas: Sequence[str]) -> bool:
    """ "Soldiers shot three protesters", "Senator Ruiz was shot on Friday"; no plane that is shot down, and no film."""
    if lemmas[hit.i] in _FILMED or any(c.lower_ in ("down", "dead") for c in verb.children):
        return False
    if hit.tag_ == "NNP" and hit.dep_ == "nsubjpass":
        return not is_named(hit)
    return _is_person(hit)


def _is_person(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return person_class(noun.doc, noun.i) is not None or lemma in lexicon().persons or lemma in lexicon().offices


def of_certain(killing: Token) -> bool:
    """ "The killing of villagers", "the killings of the two teachers"; "killings of civilians" are many over time."""
    whom = [g for c in killing.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    certain = ("DT", "CD", "PRP$")
    return bool(whom) and (killing.tag_ == "NN" or any(t.tag_ in certain for g in whom for t in g.lefts))
