"""Words that tell of events, found in a sentence and typed by the words around them.

A word with a type of its own needs no help ("airstrike"). A generic one ("hit", "attack", "killed") takes the type of
the weapon the parse ties to it, else of the force that strikes, else a weak one by default. What merely names, fears,
forbids or plans an act tells of none (`tells_of_act`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from vedette.extraction.acts.pacts import SWAPPING, makes_pact, swaps
from vedette.extraction.acts.weapons import (
    CARRIED_ON,
    KILLINGS,
    SUFFERED,
    by_acting_weapon,
    by_weapon,
    disarmed,
    governing_subject,
)
from vedette.extraction.acts.wrecking import STARTS as WRECKING
from vedette.extraction.acts.wrecking import UNKNOWN, hit_by, of_certain, wrecking
from vedette.extraction.counting.counts import person_class
from vedette.extraction.effects.captives import is_captive, killed_by, killed_captive
from vedette.extraction.parsing.forms import lemmas_of, once, word_set, words_of
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import is_named
from vedette.extraction.words.event_words import event_words
from vedette.model.claim import EventType, VictimClass

_NOUNS = frozenset(("NOUN", "PROPN"))
#: Generic words that tell of an act only as verbs.
_VERBS_ONLY = frozenset(
    "fire drop hit target pound detonate explode launch lob hurl land fall rain slam kill die wound injure use gas "
    "crash".split()
)
#: What bombs do to their targets, and aircraft only to themselves.
_COMES_DOWN = frozenset("crash land fall explode".split())
#: Whose bombings are from the air.
_FLYING = frozenset("coalition regime government army russian russia warplane jet aircraft air aerial".split())
#: What bombs do: "a bomb destroyed the building".
_BOMBS_DO = frozenset("land fall hit explode go kill injure wound destroy damage wreck rip tear rock shatter".split())
_BODIES = frozenset(
    (
        "army military force coalition government regime group militia police faction unit brigade troop gang state "
        "junta authority"
    ).split()
)
_TALKS = frozenset(
    "talk negotiation discussion proposal plan hope prospect chance call effort push demand draft bid".split()
)
#: What armed parties carry on.
OPERATIONS = ("operation", "campaign")
_CROWDS = frozenset(
    "people thousands hundreds dozens protesters demonstrators residents crowd crowds women students supporters "
    "mourners families relatives workers".split()
)
_DOWNING = ("shoot", "bring", "take", "down")
_BURNING = ("burn", "destroy")
_HELD = frozenset((EventType.ABDUCTION, EventType.ARRESTS))
_HOSTAGE = frozenset(("hostage", "captive"))
#: Who fights back, besides people who are called fighters.
_ARMED_HIT = frozenset("peacekeeper patrol post checkpoint base garrison soldier troop".split())
_TARGETS = frozenset("target station depot plant refinery factory bridge airport airfield port town village".split())
_SETTLED = frozenset("village town city district suburb quarter neighbourhood neighborhood camp".split())
#: What is left of weapons, and what is done with those that do not go off.
_REMAINS = frozenset("fragment remnant remain piece part debris stock cache stockpile shipment supply".split())
_KEPT = frozenset("find recover seize discover collect display carry hold defuse confiscate stock destroy".split())


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `start` <= i < `end` tell of an event of a type.

    `generic` where the type came from words near by; `weak` where from nothing but the word's default. `weapon` is the
    word that gave the type.
    """

    start: int
    end: int
    type: EventType
    generic: bool
    words: str
    weapon: str | None = None
    weak: bool = False


@once
def find_triggers(doc: Doc) -> tuple[Trigger, ...]:
    """The triggers of a sentence in order, longest match first, none overlapping."""
    forms, lemmas, telling = words_of(doc), _lemmas(doc), _telling()
    found: list[Trigger] = []
    at = 0
    for i, (form, lemma) in enumerate(zip(forms, lemmas, strict=True)):
        if i < at or (form not in telling and lemma not in telling):
            continue
        hit = (
            _specific(doc, forms, lemmas, i)
            or _generic(doc, forms, lemmas, i)
            or _operation(doc, lemmas, i)
            or _agreed(doc, lemmas, i)
            or _march(doc, lemmas, i)
            or _burning(doc, lemmas, i)
            or _wrecking(doc, lemmas, i)
            or _downed(doc, lemmas, i)
            or _taken(doc, lemmas, i)
        )
        if hit is not None and tells_of_act(doc, hit):
            found.append(hit)
            at = hit.end
    return tuple(found)


def _lemmas(doc: Doc) -> Sequence[str]:
    """The lemmas of a sentence; of plurals taken for names, which the parser leaves as they are, the singular if it
    is a word for one kind of act: "in joint Airstrikes"."""
    lemmas = lemmas_of(doc)
    named = [i for i, lemma in enumerate(lemmas) if lemma[-1:] == "s" and doc[i].tag_ == "NNPS"]
    if not named:
        return lemmas
    own, telling = list(lemmas), event_words().first
    for i in named:
        one = own[i][: -2 if own[i].endswith(("ches", "shes", "sses")) else -1]
        own[i] = one if one in telling else own[i]
    return own


@cache
def _telling() -> frozenset[str]:
    """The forms and lemmas at which a trigger can begin: most words are none."""
    lex = event_words()
    own = {*OPERATIONS, *_BURNING, *WRECKING, *_DOWNING, *SWAPPING, "take", "march", "agree"}
    return frozenset(own).union(lex.first, lex.kills, lex.generic, lex.pacts)


def _specific(doc: Doc, forms: Sequence[str], lemmas: Sequence[str], i: int) -> Trigger | None:
    lex = event_words()
    if forms[i] not in lex.first and lemmas[i] not in lex.first:
        return None
    for length in _lengths(forms[i], lemmas[i]):
        if i + length > len(doc):
            continue
        for words in (
            tuple(forms[i : i + length]),
            tuple(lemmas[i : i + length]),
            (*forms[i : i + length - 1], lemmas[i + length - 1]),
            (lemmas[i], *forms[i + 1 : i + length]),
        ):
            kind = lex.specific.get(words)
            if kind is not None and _fits(doc[i + length - 1], words, kind):
                typed = _from_the_air(doc, i + length - 1, kind)
                if words in (("open", "fire"), ("opened", "fire")):
                    typed = by_weapon(doc, lemmas, i)[0] or kind
                if words == ("come", "under", "fire"):
                    typed = _under_fire(doc[i])
                return Trigger(i, i + length, typed, False, doc[i : i + length].text)
    return None


@lru_cache(maxsize=4096)
def _lengths(form: str, lemma: str) -> tuple[int, ...]:
    """How many words the phrases have that begin with a form or its lemma, most first."""
    lengths = event_words().lengths
    return tuple(sorted({*lengths.get(form, ()), *lengths.get(lemma, ())}, reverse=True))


def _under_fire(verb: Token) -> EventType:
    """ "A patrol came under fire" is a clash, an ambulance that does is attacked, a village shelled."""
    hit = [t for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree]
    if any(t.lemma_.lower() in _SETTLED and t.head.i == verb.i for t in hit):
        return EventType.SHELLING
    armed = any(person_class(t.doc, t.i) is VictimClass.COMBATANT or t.lemma_.lower() in _ARMED_HIT for t in hit)
    return EventType.ARMED_CLASH if armed else EventType.ATTACK


def _from_the_air(doc: Doc, head: int, kind: EventType) -> EventType:
    """Missiles and shelling by warplanes are an air strike, and so is a bombing by a state's forces."""
    if kind is EventType.EXPLOSIVE and doc[head].lower_ in ("bombing", "bombings"):
        whose = [*doc[head].lefts, *(g for c in doc[head].rights if c.lower_ == "by" for g in c.children)]
        own = any(t.lemma_.lower().removesuffix("s") in _FLYING for t in whose)
        return EventType.AIR_STRIKE if own else kind
    if kind is EventType.EXPLOSIVE and any(t.lower_ in ("dropped", "aerially") for t in doc[head + 1 : head + 5]):
        return EventType.AIR_STRIKE  # "a vacuum bomb attack aerially dropped by"
    if kind is not EventType.SHELLING:
        return kind
    lex, token = event_words(), doc[head]
    near = [*token.lefts, *(g for c in token.children if c.lower_ in ("by", "from") for g in c.children)]
    if token.dep_ == "dobj":
        near += [c for c in token.head.children if c.dep_ in ("nsubj", "agent")]
    if any(lex.weapons.get(t.lemma_.lower()) is EventType.AIR_STRIKE for t in near):
        return EventType.AIR_STRIKE
    return kind


def _fits(last: Token, words: tuple[str, ...], kind: EventType) -> bool:
    """Whether the part of speech is that of an act: "a clash", "they protested", not "the offensive remark"."""
    word = words[-1]
    if kind is EventType.EXPLOSIVE and last.pos_ in _NOUNS and disarmed(last):
        return False
    if kind is EventType.SHELLING and last.pos_ in _NOUNS and _kept(last):
        return False
    if words in (("offensive",), ("combat",), ("fighting",)) and last.pos_ not in ("NOUN", "VERB", "PROPN"):
        return last.head.dep_ == "npadvmod" and last.head.i == last.i + 1  # "launched an offensive Friday on"
    if words == ("combat",) and last.dep_ in ("compound", "amod"):
        return False
    if words == ("execute",) and any(_is_act(c) for c in last.children if c.dep_ in ("dobj", "nsubjpass")):
        return False
    if words == ("slit",):
        return any("throat" in t.lower_ for t in last.subtree)
    if len(words) == 1 and kind in (EventType.ARRESTS, EventType.ATTACK):
        return last.pos_ in ("VERB", "NOUN")
    if word in ("rally", "demonstrate", "demonstration") and any(c.dep_ in ("dobj", "ccomp") for c in last.children):
        return False
    return last.pos_ in ("NOUN", "VERB", "PROPN", "ADJ", "AUX", "ADV", "PRON", "ADP")


def _generic(doc: Doc, forms: Sequence[str], lemmas: Sequence[str], i: int) -> Trigger | None:
    lex = event_words()
    token, lemma = doc[i], lemmas[i]
    if lemma in lex.kills and token.pos_ == "VERB":
        lemma = "kill"
    elif lemma not in lex.generic:
        lemma = forms[i]
        if lemma not in lex.generic:
            return None
    noun = token.pos_ in _NOUNS
    if not noun and token.pos_ != "VERB":
        return None
    if noun and lemma in KILLINGS and not of_certain(token):
        return None
    if noun and (lemma in _VERBS_ONLY or lemma == "shell" or (lemma == "bomb" and not _falls(token))):
        return None
    kind, weapon = by_weapon(doc, lemmas, i)
    if kind is EventType.AIR_STRIKE and lemma in _COMES_DOWN and weapon is not None and _carries_people(weapon):
        return None
    if kind is None and lemma not in SUFFERED and (acting := by_acting_weapon(token)) is not None:
        return Trigger(i, i + 1, acting[0], True, token.text, acting[1])
    if kind is not None:
        return Trigger(i, i + 1, kind, True, token.text, weapon)
    if lemma in ("kill", "wound", "storm"):
        return _killing(token)
    if lemma == "fire" and (fired := _firing(token)) is not None:
        return fired
    if lemma == "hit" and _strikes(token):
        return Trigger(i, i + 1, EventType.SHELLING, True, token.text, None, True)
    if lemma in lex.needs_weapon or lemma not in lex.defaults:
        return None
    if lemma in ("strike", "raid") and not noun and not any(c.dep_ in ("dobj", "nsubjpass") for c in token.children):
        return None
    laid = noun and token.lower_ == "bomb" and token.head.lemma_ not in ("land", "fall", "hit", "rain")
    kind = EventType.EXPLOSIVE if laid else lex.defaults[lemma]
    return Trigger(i, i + 1, _from_the_air(doc, i, kind), True, token.text, None, True)


def _kept(munition: Token) -> bool:
    """ "Police recovered fragments of a mortar shell": what lies there is fired no more."""
    node = munition
    while node.dep_ == "conj" and node.head.pos_ in _NOUNS:  # "destroying their vehicles and mortar shells"
        node = node.head
    if node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lemma_.lower() in _REMAINS:
        return True
    return node.dep_ in ("dobj", "nsubjpass") and node.head.lemma_.lower() in _KEPT


def _carries_people(weapon: str) -> bool:
    """Whether an aircraft has a crew: where it comes down it strikes nobody."""
    return weapon.lower().removesuffix("s") not in ("drone", "uav", "shahed", "barrel", "bomb", "barrel_bomb", "f-16")


def _strikes(verb: Token) -> bool:
    """ "The army hit a railway station": from afar, with what is not said."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    hit = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject is None or hit is None or not can_kill(subject):
        return False
    lex = event_words()
    return hit.lemma_.lower() in lex.property or hit.lemma_.lower() in lex.armed or hit.lemma_.lower() in _TARGETS


def _firing(verb: Token) -> Trigger | None:
    """ "Rebels fired into the town" is shelling; "troops fired on a crowd" an attack."""
    if any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None or not (can_kill(who) or UNKNOWN.intersection(c.lower_ for c in who.lefts)):
        return None
    at = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    kind = EventType.SHELLING if "into" in at else EventType.ATTACK if at & {"on", "at", "upon"} else None
    return Trigger(verb.i, verb.i + 1, kind, True, verb.text, None, True) if kind is not None else None


def _operation(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    """ "The army started operations in X": fighting, where who carries them out is armed."""
    noun = doc[i]
    if lemmas[i] not in OPERATIONS or noun.dep_ != "dobj" or noun.head.lemma_ not in CARRIED_ON:
        return None
    verb = noun.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) or governing_subject(verb)
    if subject is None or not can_kill(subject) or any(c.dep_ in ("amod", "compound") for c in noun.lefts):
        return None
    return Trigger(i, i + 1, EventType.ARMED_CLASH, True, noun.text, None, True)


def _burning(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    """ "Gunmen burned two trucks", "three houses were burned"."""
    verb = doc[i]
    if lemmas[i] not in _BURNING or verb.pos_ != "VERB":
        return None
    burnt = hit_by(verb)
    if burnt is None or burnt.lemma_.lower() not in event_words().property:
        return None
    by_hand = lemmas[i] == "burn" or any(c.dep_ in ("nsubj", "agent") and can_kill(c) for c in verb.children)
    return Trigger(i, i + 1, EventType.PROPERTY_DESTRUCTION, True, verb.text) if by_hand else None


def _wrecking(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    kind = wrecking(doc, lemmas, i)
    return Trigger(i, i + 1, kind, True, doc[i].text) if kind is not None else None


def _downed(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    """ "Shot the plane down", "a drone was brought down", "downed two missiles"."""
    verb = doc[i]
    if lemmas[i] not in _DOWNING or verb.pos_ != "VERB":
        return None
    down = next((c for c in verb.children if c.dep_ in ("prt", "advmod") and c.lower_ == "down"), None)
    if down is None and lemmas[i] != "down":
        return None
    shot = done_to(verb)
    if shot is None or event_words().weapons.get(shot.lemma_.lower()) not in (EventType.AIR_STRIKE, EventType.SHELLING):
        return None
    return Trigger(i, i + 1, EventType.WEAPONS_DISRUPTED, True, verb.text)


def _taken(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    """ "Took twelve women hostage"."""
    verb = doc[i]
    if lemmas[i] != "take" or verb.pos_ != "VERB" or _HOSTAGE.isdisjoint(word_set(doc)):
        return None
    if not any(t.lower_ in _HOSTAGE and t.i > i for t in verb.subtree):
        return None
    return Trigger(i, i + 1, EventType.ABDUCTION, False, verb.text)


def _agreed(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    if makes_pact(doc, lemmas, i) or swaps(doc, lemmas, i):
        return Trigger(i, i + 1, EventType.AGREEMENT, True, doc[i].text)
    return None


def _march(doc: Doc, lemmas: Sequence[str], i: int) -> Trigger | None:
    """ "Thousands marched through X", "residents took to the streets": a protest, where no armed party marches."""
    verb = doc[i]
    streets = lemmas[i] == "take" and "streets" in [t.lower_ for t in doc[i : i + 5]]
    if verb.pos_ != "VERB" or not (streets or lemmas[i] == "march"):
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None or not any(t.lower_ in _CROWDS for t in who.subtree) or can_kill(who):
        return None
    return Trigger(i, i + 1, EventType.PEACEFUL_PROTEST, True, verb.text)


def _killing(verb: Token) -> Trigger | None:
    """ "Soldiers killed 12 rebels", "gunmen killed villagers": a clash where both are armed, else an attack."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    subject = subject or next((g for c in verb.children if c.dep_ == "agent" for g in c.children), None)
    killed = killed_by(verb)
    if subject is None or killed is None or not can_kill(subject):
        return None
    kind = EventType.ARMED_CLASH if is_under_arms(killed) else EventType.ATTACK
    return Trigger(verb.i, verb.i + 1, kind, True, verb.text, None, True)


def is_under_arms(killed: Token) -> bool:
    """Fighters, or "members" of those who fight; captives bear no arms."""
    if is_captive(killed):
        return False
    if person_class(killed.doc, killed.i) is VictimClass.COMBATANT or killed.lemma_.lower() in event_words().armed:
        return True
    of = (g for c in killed.rights if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return killed.lemma_.lower() in ("member", "man") and any(can_kill(g) for g in of)


def can_kill(noun: Token) -> bool:
    """Whether a noun names who bears arms."""
    return person_class(noun.doc, noun.i) is VictimClass.COMBATANT or noun.lemma_.lower() in _BODIES or is_named(noun)


def _falls(token: Token) -> bool:
    """Bombs that land, fall, hit or kill are an act; bombs that are made are not."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    by = token.dep_ == "pobj" and token.head.lower_ in ("by", "with")
    return (by and verb.pos_ == "VERB") or (verb.lemma_ in _BOMBS_DO and token.dep_ == "nsubj")


def head_of(doc: Doc, trigger: Trigger) -> Token:
    """The token that governs a trigger's phrase: the verb of "opened fire", the first noun of "exchange of fire"."""
    first, last = doc[trigger.start], doc[trigger.end - 1]
    if trigger.end - trigger.start == 1 or last.pos_ == "VERB":
        return last
    middle = doc[trigger.start + 1 : trigger.end]
    return first if first.pos_ == "VERB" or any(t.lower_ == "of" for t in middle) else last


def tells_of_act(doc: Doc, trigger: Trigger) -> bool:
    """Whether the trigger tells of something done: no part of a name, nor feared, planned, forbidden or general."""
    lex = event_words()
    head = doc[trigger.end - 1]
    before = [t.lower_ for t in doc[max(0, trigger.start - 2) : trigger.start]]
    if before and trigger.end - trigger.start == 1:
        joined = before[-1] == "-" and before[0] in lex.not_before
        if before[-1] in lex.not_before or joined:
            return False
    if any(c.lower_ in lex.possible for c in head.lefts) or _asked(head):
        return False
    if trigger.type in _HELD and killed_captive(doc[trigger.start]) is not None:
        return False  # "massacred 250 soldiers taken hostage"
    if head.pos_ in _NOUNS:
        if _fights(head):
            return False
        if head.dep_ == "compound" and head.head.pos_ in _NOUNS and head.head.i > head.i and not _carries(head.head):
            return head.lemma_ == "sabotage" or head.head.lemma_ == "attempt"  # "sabotage actions against the grid"
        if head.lemma_ == "attempt":  # "escaped an attempt on her life"
            return True
        if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in ("site", "scene"):
            told = any(c.dep_ == "relcl" for c in head.rights) and head.head.head.dep_ == "attr"
            return told  # "struck Velm, the site of a massacre": known for it; "was the scene of one that killed 4"
        return head.dep_ != "attr" and not _unreal(head) and not _talked_of(head, trigger.type)
    if head.dep_ == "xcomp" and head.head.lemma_ in ("stop", "cease", "halt", "quit"):
        return False  # "urged all sides to stop fighting"
    standing = head.tag_ == "VBG" and head.lemma_ in ("fight", "battle", "combat") and _describes(head)
    against = [g.lemma_.lower() for c in head.children for g in (c, *c.children) if g.dep_ in ("dobj", "pobj")]
    burnt = trigger.type is EventType.PROPERTY_DESTRUCTION  # "set two lorries on fire" fights none
    return not standing and (burnt or not any(w in lex.abstract for w in against))


def _asked(head: Token) -> bool:
    """ "It determines whose planes carry out raids": a question inside a sentence tells of no act."""
    verb = head if head.pos_ == "VERB" else head.head
    if verb.pos_ != "VERB" or verb.dep_ not in ("ccomp", "pcomp"):
        return False
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(t.lower_ in ("what", "whose", "which") for s in subjects for t in s.lefts)


def _is_act(noun: Token) -> bool:
    """An act that is carried out, as strikes and plans are executed."""
    lex = event_words()
    lemma = noun.lemma_.lower()
    return lemma in lex.generic or (lemma,) in lex.specific or lemma in ("operation", "plan", "order", "mission")


def _fights(noun: Token) -> bool:
    """ "A coalition fighting X", parsed as a noun."""
    named = noun.i + 1 < len(noun.doc) and noun.nbor().tag_ in ("NNP", "NNPS")
    body = any(c.dep_ == "compound" and c.lemma_.lower() in _BODIES for c in noun.lefts)
    return noun.lower_ == "fighting" and named and body


def _describes(verb: Token) -> bool:
    """Whether a verb only says what a party does ("rebels fighting X", "groups backed by Y and fighting X")."""
    node = verb
    while node.dep_ == "conj" and node.head.pos_ in ("VERB", "AUX"):
        node = node.head
    return node.dep_ in ("acl", "relcl", "amod") or (node.dep_ == "pcomp" and node.head.lower_ == "with")


def _carries(noun: Token) -> bool:
    lex = event_words()
    return noun.lemma_.lower() in lex.carriers or noun.lemma_.lower() in lex.generic


def _talked_of(noun: Token, kind: EventType) -> bool:
    """ "talks on a truce", "hopes for a ceasefire", "a proposal for a truce": no agreement yet."""
    if kind is not EventType.AGREEMENT or noun.dep_ != "pobj":
        return False
    about = noun.head.head
    return about.pos_ in _NOUNS and about.lemma_.lower() in _TALKS


def _unreal(noun: Token) -> bool:
    """ "averted a strike", "preparing for an attack", "a call for a ceasefire", "approved air strikes"."""
    lex = event_words()
    node = noun
    for _ in range(3):
        parent = node.head
        if parent.i == node.i:
            return False
        if parent.pos_ == "ADP" and parent.lower_ in ("for", "of", "to", "from", "against"):
            node = parent
            continue
        return node.dep_ in ("dobj", "prep", "nsubjpass") and parent.lemma_.lower() in lex.unreal
    return False
