"""The weapon that gives an act its type, where the parse makes it the means: "hit by shells", "jets struck"."""

from collections.abc import Sequence
from functools import cache

from vedette.extraction.parsing.forms import lemma_set, once, word_set
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.event_words import event_words
from vedette.model.claim import EventType

#: How far a weapon's word may stand from a generic trigger to give it its type.
REACH = 9
_LOUD = frozenset((EventType.CHEMICAL_ATTACK, EventType.SUICIDE_BOMBING))
_NOUNS = frozenset(("NOUN", "PROPN"))
#: Verbs that a weapon does or is the means of ("shells landed", "killed by a mine"), never its target's.
SUFFERED = frozenset("kill wound injure die".split())
#: Nouns that tell of one act only with those it befell: "the killing of 12 villagers".
KILLINGS = frozenset("killing slaughter butchery".split())
#: What is done to a bomb before it goes off.
_DISARMS = frozenset("defuse deactivate disarm dismantle destroy seize discover intercept".split())
#: What armed parties do with an operation.
CARRIED_ON = frozenset("launch start begin continue resume mount wage".split())
_MEANS = frozenset("by in from with when as during after".split())
#: What is done to the arms of others: "in addition to destroying their vehicles" hurt nobody by vehicles.
_UNDONE = frozenset("destroy damage seize capture confiscate burn disable intercept".split())
#: What has the air in its name, and is on the ground: "stormed an air base".
_GROUNDED = frozenset("base bases field fields port ports defence defences defense defenses".split())


def by_acting_weapon(token: Token) -> tuple[EventType, str] | None:
    """The type that a weapon gives which acts by itself: "jets flew sorties, targeting posts".

    A party's name gives none: whose strike it is says nothing of how it was done.
    """
    near = [c for c in token.children if c.dep_ == "nsubj"]
    if token.dep_ == "dobj" and token.head.lemma_ in CARRIED_ON | {"carry", "conduct", "step", "intensify"}:
        near += [c for c in token.head.children if c.dep_ == "nsubj"]
    if (far := governing_subject(token)) is not None:
        near.append(far)
    weapons = event_words().weapons
    for child in near:
        words = [c.lemma_.lower() for c in child.lefts if c.dep_ == "compound"][-1:]
        name = "_".join((*words, child.lemma_.lower()))
        kind = weapons.get(name) or weapons.get(child.lemma_.lower())
        if child.dep_ == "nsubj" and kind is not None:
            return kind, child.text
    return None


def governing_subject(verb: Token) -> Token | None:
    """Who does what a participle tells: "jets flew sorties, targeting command posts"."""
    node = verb
    for _ in range(3):
        if node.pos_ != "VERB" or any(c.dep_ in ("nsubj", "nsubjpass", "agent") for c in node.children):
            break
        if node.dep_ not in ("advcl", "conj", "xcomp", "acl") or node.tag_ not in ("VBG", "VB", "VBD", "VBN"):
            return None
        node = node.head
    if node.i == verb.i:
        return None
    return next((c for c in node.children if c.dep_ == "nsubj"), None)


@once
def _weapons(doc: Doc) -> tuple[tuple[int, EventType], ...]:
    """The words for weapons in a sentence, with the types that they give."""
    weapons, words, found = event_words().weapons, _weapon_words(), list[tuple[int, EventType]]()
    if words.isdisjoint(word_set(doc)) and words.isdisjoint(lemma_set(doc)):
        return ()
    for j, (form, lemma, after) in enumerate(zip(doc.words, doc.lemmas, [*doc.lemmas[1:], ""], strict=True)):
        if form not in words and lemma not in words:
            continue
        kind = weapons.get(f"{form}_{after}") or weapons.get(lemma) or weapons.get(form)
        if kind is not None and not (form == "air" and after in _GROUNDED):
            found.append((j, kind))
    return tuple(found)


@cache
def _weapon_words() -> frozenset[str]:
    """The words at which a weapon's name begins."""
    return frozenset(part for name in event_words().weapons for part in (name, name.split("_", 1)[0]))


def by_weapon(doc: Doc, lemmas: Sequence[str], i: int) -> tuple[EventType | None, str | None]:
    """The type that the nearest weapon's word gives: a modifier of the trigger, its subject, its means."""
    best: tuple[int, EventType, str] | None = None
    for j, kind in _weapons(doc):
        used = doc[j].dep_ == "pobj" and doc[j].head.lower_ in ("with", "by") and doc[j].head.head.i == i
        if j == i or not (used or i - REACH <= j <= i + REACH) or not _means(doc[i], doc[j]):
            continue
        if lemmas[j] in ("car", "vehicle", "mine") and abs(j - i) > 1 and not _suffers(lemmas[i]):
            continue
        rank = abs(j - i) + (-20 if kind in _LOUD else 0)
        if best is None or rank < best[0]:
            best = (rank, kind, doc[j].text)
    return (best[1], best[2]) if best else (None, None)


def _suffers(lemma: str) -> bool:
    return lemma in SUFFERED or lemma in event_words().kills


def _means(trigger: Token, weapon: Token) -> bool:
    """Whether the parse makes the weapon the means of the act: within a few steps, and not what was hit."""
    node, chain = weapon, [weapon]
    while node.i != trigger.i and len(chain) < 6 and node.head.i != node.i:
        node = node.head
        chain.append(node)
    if node.i == trigger.i:
        role = chain[-2].dep_
        lemma = trigger.lemma_.lower()
        if _suffers(lemma):
            if weapon.dep_ == "dobj" and weapon.head.lemma_ in _UNDONE:
                return False
            return role in ("agent", "nsubj") or (role == "prep" and chain[-2].lower_ in _MEANS)
        if lemma in ("hit", "target", "strike", "pound", "bomb", "attack", "use") and role in ("dobj", "nsubjpass"):
            return lemma == "use" and weapon.lemma_.lower() in ("gas", "chemical", "sarin", "chlorine")
        if lemma in KILLINGS and chain[-2].lower_ == "of":
            return False  # "the killing of an air force pilot"
        return role not in ("conj", "relcl", "advcl", "ccomp", "parataxis") and len(chain) <= 5
    if trigger.dep_ in ("compound", "amod") and trigger.head.i == weapon.i:
        return True
    return (
        weapon.head.i == trigger.head.i
        and abs(weapon.i - trigger.i) <= 4
        and weapon.dep_ in ("nsubj", "compound", "amod")
        and trigger.pos_ in _NOUNS
    )


def disarmed(bomb: Token) -> bool:
    """ "A car bomb defused by police": no blast, and told by the other word."""
    verbs = [c for c in bomb.rights if c.dep_ in ("acl", "relcl")]
    while bomb.dep_ == "conj" and bomb.head.pos_ in _NOUNS:  # "destroyed four posts and two car bombs"
        bomb = bomb.head
    verbs += [bomb.head] if bomb.dep_ in ("dobj", "nsubjpass") else []
    return any(v.lemma_.lower() in _DISARMS for v in verbs)
