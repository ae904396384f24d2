"""In what people came to harm where their sentence tells no act besides them: "killed in rebel fire", "in an army
operation", "as the rebels advanced".

Such words make no event of their own: an operation has many places and days, and fire is told wherever there is war.
But a toll that they govern has a cause, and is no incident of unknown kind.
"""

from collections.abc import Iterator, Sequence

from vedette.extraction.acts.triggers import can_kill, is_under_arms
from vedette.extraction.acts.weapons import by_acting_weapon, governing_subject
from vedette.extraction.effects.captives import killed_by
from vedette.extraction.figures.tolls import TollDraft
from vedette.extraction.parsing.forms import lemma_set
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Sentence
from vedette.extraction.words.event_words import event_words
from vedette.model.claim import Effect, EventType, VictimClass

_T = EventType
_FIRE = frozenset(("fire", "gunfire"))
_BULLETS = frozenset(("bullet", "gunshot", "sniper"))
#: What explodes where it lands, whatever it is called.
_ROUNDS = frozenset("bullet round shot ammunition munition shrapnel".split())
#: What forces carry on over many places.
_GROUND = frozenset("operation offensive advance push incursion onslaught".split())
#: Words beside those of what is no war.
_PEACEFUL = frozenset("rescue relief aid evacuation medical surgical humanitarian clearance demining smuggling".split())
_ADVANCING = frozenset("advance push storm overrun seize capture recapture retake attack assault".split())
_AIMING = frozenset("target fire shoot snipe".split())
_IN = frozenset("in by from during under amid after as".split())
_CLAUSE = frozenset("dobj xcomp oprd advcl conj acl pobj prep".split())
_HARMED = frozenset((Effect.KILLED, Effect.INJURED, Effect.CASUALTIES))
_SAID = _FIRE | _BULLETS | _ROUNDS | _GROUND | _ADVANCING | _AIMING | {"control", "strike"}
#: Steps from the word that says what befell people up to the verb of their clause.
_STEPS = 3


def occasion_of(sentence: Sentence, toll: TollDraft) -> EventType | None:
    """The type of what the words around a toll say it happened in; None where they say nothing."""
    doc = sentence.unit.doc
    if toll.effect not in _HARMED or _SAID.isdisjoint(lemma_set(doc)):
        return None
    clause, fought = list(_clause(doc[toll.trigger])), _on_the_ground(toll)
    for word in clause:
        own = _kind(word, fought) if word.pos_ == "NOUN" and word.i != toll.trigger else None  # "an advance, killing"
        if (kind := own or _in_what(word, fought)) is not None:
            return kind
    return _while_what(doc, clause) or _with_what(clause[-1], fought)


def hand_of(sentence: Sentence, toll: TollDraft) -> EventType | None:
    """The type of what whoever is named for a toll did, with what is not said."""
    if toll.effect not in _HARMED:
        return None
    return _by_whom(sentence, toll) or _by_hand(sentence.unit.doc[toll.trigger], toll.number)


def _on_the_ground(toll: TollDraft) -> EventType:
    """A clash where fighters died, else an attack."""
    return _T.ARMED_CLASH if toll.victims.victim_class is VictimClass.COMBATANT else _T.ATTACK


def _clause(trigger: Token) -> Iterator[Token]:
    """The word that says what befell people and the words that it hangs on, up to its verb."""
    node = trigger
    yield node
    for _ in range(_STEPS):
        if node.head.i == node.i or node.dep_ not in _CLAUSE:
            return
        node = node.head
        yield node


def _in_what(word: Token, fought: EventType) -> EventType | None:
    """ "Killed in rebel fire", "two deaths in an operation", "the offensive killed nine"."""
    for child in word.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in _IN:
            nouns = [g for g in child.children if g.dep_ == "pobj"]
            # The parser takes a noun after nouns for a verb or adjective: "in army troops offensive".
            nouns += [g.nbor() for g in nouns if g.i + 1 < len(g.doc) and g.nbor().pos_ in ("VERB", "ADJ")]
        elif child.dep_ == "nsubj" and word.pos_ == "VERB":
            nouns = [child]
        else:
            continue
        for noun in nouns:
            if (kind := _kind(noun, fought)) is not None:
                return kind
    return None


def _kind(noun: Token, fought: EventType) -> EventType | None:
    lemma = noun.lemma_.lower()
    beside = {c.lemma_.lower() for c in noun.lefts}
    if lemma in _ROUNDS and ("explosive" in beside or lemma == "shrapnel"):
        return _T.SHELLING
    if lemma in _BULLETS:
        return _T.ATTACK
    if lemma == "strike" and noun.pos_ == "VERB" and not any(c.dep_ == "dobj" for c in noun.children):
        return _T.AIR_STRIKE
    if (lemma not in _FIRE and lemma not in _GROUND) or beside & _PEACEFUL:
        return None
    weapons = event_words().weapons
    flown = next((kind for word in sorted(beside) if (kind := weapons.get(word)) is not None), None)
    if flown in (_T.AIR_STRIKE, _T.SHELLING):
        return flown
    if lemma in _FIRE:  # on a town, or from one: over a front line
        return _T.SHELLING if lemma == "fire" and any(c.lower_ in ("on", "from") for c in noun.rights) else _T.ATTACK
    return fought


def _while_what(doc: Doc, clause: Sequence[Token]) -> EventType | None:
    """ "Killed as the rebels advanced on the town", "hurt on Monday when gunmen attacked a post"."""
    here = {t.i for t in clause}
    for verb in doc.tokens:
        if verb.pos_ != "VERB" or verb.i in here or not _takes_ground(verb):
            continue
        if here.isdisjoint((verb.head.i, verb.head.head.i)) or not any(
            c.dep_ in ("mark", "advmod") and c.lower_ in ("as", "when", "while") for c in verb.children
        ):
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and (_is_armed(subject) or subject.pos_ in ("PROPN", "PRON")):
            return _aimed(verb) if verb.lemma_ in _AIMING else _T.ARMED_CLASH
    return None


def _takes_ground(verb: Token) -> bool:
    """ "Stormed a post", "fired on a village", "continued their advance", "took control"."""
    if verb.lemma_ in _ADVANCING or verb.lemma_ in _AIMING:
        return True
    taken = next((c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"), "")
    return taken in _GROUND or (taken == "control" and verb.lemma_ in ("take", "seize", "regain"))


def _with_what(verb: Token, fought: EventType) -> EventType | None:
    """ "Snipers fired into the district, killing one": what the clause's own verb did."""
    if verb.pos_ != "VERB":
        return None
    if (flown := by_acting_weapon(verb)) is not None:
        return flown[0]
    if verb.lemma_ not in _AIMING:
        return None
    fired = [c for c in verb.children if c.dep_ in ("dobj", "prep")]
    means = [g for c in fired if c.lower_ == "with" for g in c.subtree]
    thrown = {event_words().weapons.get(g.lemma_.lower()) for g in means}
    if _T.SHELLING in thrown or any(_kind(c, fought) is _T.SHELLING for c in (*fired, *means)):
        return _T.SHELLING
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) or governing_subject(verb)
    return _aimed(verb) if subject is not None and _is_armed(subject) else None


def _is_armed(subject: Token) -> bool:
    """Who can kill: "rebels", "snipers", "army men"."""
    whose = (c for c in subject.lefts if c.dep_ == "compound")
    return can_kill(subject) or subject.lemma_.lower() == "sniper" or any(map(can_kill, whose))


def _aimed(verb: Token) -> EventType:
    """An attack, or a clash where those aimed at are armed."""
    hit = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return _T.ARMED_CLASH if hit is not None and is_under_arms(hit) else _T.ATTACK


def _by_whom(sentence: Sentence, toll: TollDraft) -> EventType | None:
    """ "Killed nine at the hands of the army": by those whom the sentence itself names. A coalition kills from the air
    and on the ground."""
    if toll.by is None or toll.by.span is None or not sentence.unit.span.overlaps(toll.by.span):
        return None
    words = toll.by.text.lower().split()
    if "air" in words or "aerospace" in words:
        return _T.AIR_STRIKE
    return None if "coalition" in words else _on_the_ground(toll)


def _by_hand(verb: Token, number: int) -> EventType | None:
    """ "Took the hill after killing nine soldiers"; "it killed six rebels" may speak of any act told before."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in event_words().kills:
        return None
    killed = killed_by(verb)
    if killed is None and verb.tag_ == "VBG" and verb.i < number:  # taken for the subject of what stands behind it
        killed = verb.doc[number].head
    if killed is None or killed.dep_ == "nsubjpass":
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    unnamed = verb.dep_ in ("pcomp", "xcomp") if who is None else who.lower_ in ("it", "they")
    if unnamed:
        over = verb.head.head if verb.dep_ == "pcomp" or verb.head.pos_ == "ADJ" else verb.head
        who = next((c for c in over.children if c.dep_ == "nsubj"), None) or governing_subject(over)
    if who is None or not _is_armed(who):
        return None
    return _T.ARMED_CLASH if is_under_arms(killed) and not (unnamed and verb.dep_ == "ccomp") else _T.ATTACK
