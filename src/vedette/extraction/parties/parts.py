"""Who did it and what was hit: the actor and the target of an act, read from the parse around its trigger."""

from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.perpetrators import BLAMED, blamed
from vedette.extraction.parties.phrases import is_party, is_pronoun, party
from vedette.extraction.words.event_words import event_words
from vedette.model.claim import VictimClass
from vedette.model.mention import ActorMention

LIGHT = frozenset(
    (
        "carry launch conduct mount stage wage commit perpetrate execute perform make unleash do fire use drop "
        "take start continue begin resume intensify step deliver blame deploy lob hurl lead order claim reach "
        "agree sign broker attribute belong"
    ).split()
)
_ON = frozenset("on against at targeting over upon into near toward towards".split())
_HITS = frozenset(
    "hit target strike destroy damage pound kill wound injure level demolish flatten devastate rock".split()
)
_TIMES = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
        "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec day week "
        "month year today yesterday morning afternoon evening night dawn noon dusk midnight hour minute time "
        "mondays tuesdays wednesdays thursdays fridays saturdays sundays date"
    ).split()
)
_HOURS = frozenset(("dawn", "night", "noon", "dusk"))
_SIDES = frozenset(
    ("rebel regime government opposition militant insurgent jihadist separatist paramilitary islamist loyalist").split()
)
#: "Fire from both sides" names neither.
_BOTH = frozenset(("side", "party"))
#: Weapons that modify ("air strikes", "rocket attack"): never who acts.
_BARE = frozenset(
    (
        "air aerial missile artillery drone rocket mortar tank grenade car suicide shell barrel bomb truck gas "
        "chlorine sarin chemical toxic poison nerve bombing roadside"
    ).split()
)
_MODIFIERS = ("poss", "compound", "amod", "nmod")
#: Acts whose "of" names what is hit.
_TRANSITIVE = frozenset(
    (
        "shelling bombardment bombing kidnapping killing execution arrest abduction massacre assassination murder "
        "slaughter butchery"
    ).split()
)
#: "Received three wounds in the attack": the subject suffers the act and does not do it.
_BEFALLS = frozenset("receive suffer sustain die perish".split())
#: Before the act by which a subject does something ("killed ten in a raid"); what it does after or amid a raid is
#: another thing.
_BY_MEANS_OF = frozenset("in by with through during via under on".split())
#: Verbs of telling somebody to do something.
_TELLING = frozenset("tell order urge ask give instruct warn command force allow".split())
_AGAINST = frozenset(("with", "against"))
#: Verbs that say what a weapon holds.
_CONTAIN = frozenset("contain carry hold fill load lace pack tip".split())
#: Before a verb in "-ing" that shares the subject of its sentence: "X seized the city after launching an offensive".
_WHILE = frozenset("after before while by since".split())
_NAMED_CLASSES = (VictimClass.CIVILIAN, VictimClass.COMBATANT)
_PEOPLE_FIRST = frozenset(
    (
        "clash fighting battle firefight skirmish infighting exchange hostility confrontation ceasefire truce "
        "agreement deal swap"
    ).split()
)


def actor_of(unit: Unit, head: Token) -> ActorMention | None:
    """Who acts: the subject, the agent, the possessor or modifier of a noun, the subject of a light verb."""
    found = actor_token(head)
    return party(unit, found) if found is not None else None


def actor_token(head: Token) -> Token | None:
    """The head noun of who acts, or None."""
    if (accused := _accused(head)) is not None:
        return accused
    if (sides := _between(head)) is not None:
        return sides[0]
    if head.pos_ in ("VERB", "AUX"):
        return _agent_of_verb(head) or _owner_of_weapon(head)
    return _after_noun(head) or _before_noun(head) or _around_noun(head)


def _accused(head: Token) -> Token | None:
    """ "X accused Y of shelling Z", "Y were accused of ...": whom an act is laid to, whatever the parse makes of it."""
    doc = head.doc
    of = next((i for i in range(head.i - 1, max(0, head.i - 4), -1) if doc[i].lower_ in ("of", "for")), None)
    if of is None:
        return None
    verb = next((t for t in reversed(doc[max(0, of - 9) : of]) if t.lemma_ in ("accuse", "blame")), None)
    if verb is None:
        return None
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    named = passive if passive is not None else next((t for t in reversed(doc[verb.i + 1 : of]) if is_party(t)), None)
    return named if named is not None and is_party(named) else None


def _after_noun(noun: Token) -> Token | None:
    """ "strikes by X", "clashes between X and Y", "strikes carried out by X", "strikes which X launched"."""
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "between", "among", "from"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and is_party(grandchild) and grandchild.lemma_.lower() not in _BOTH:
                    return grandchild
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in BLAMED:
            named = blamed(child)
            if named is not None and is_party(named):
                return named
        if child.dep_ in ("acl", "relcl") and (child.lemma_ in LIGHT) and (agent := _agent_of_verb(child)) is not None:
            return agent if agent.i != noun.i else None
    return None


def _before_noun(noun: Token) -> Token | None:
    """ "Russian strikes", "the regime's shelling": names and forces, looked for through weapons, never days."""
    words = event_words()
    for child in reversed([c for c in noun.lefts if c.dep_ in _MODIFIERS]):
        lemma = child.lemma_.lower()
        if lemma in _TIMES or child.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        weapon = child.text[:1].isupper() and words.weapons.get(lemma) is not None  # "Grad rockets"
        if weapon or child.lower_ in _BARE or lemma in _BARE or lemma in words.generic or lemma == "agent":
            if (owner := _before_noun(child)) is not None:
                return owner
            continue
        if child.lower_ == "terrorist":  # "a terrorist attack" says what it was, not whose
            continue
        named = child.lower_ in _SIDES or (child.pos_ != "ADJ" and child.lower_ != "major") or child.text[:1].isupper()
        if named and is_party(child) and person_class(child.doc, child.i) is not VictimClass.CIVILIAN:
            return child
    return None


def _around_noun(noun: Token) -> Token | None:
    noun = _carrier(_counted(noun))
    verb = noun.head
    if _is_laid(noun):
        laid = blamed(verb) or blamed(noun)
        return laid if laid is not None and is_party(laid) else None
    if (sufferer := _fell_in(noun)) is not None:
        return sufferer
    if noun.dep_ in ("dobj", "pobj", "nsubjpass", "conj") and verb.pos_ in ("VERB", "ADP"):
        by_it = verb.lower_ in _BY_MEANS_OF if noun.dep_ == "pobj" else verb.lemma_ in LIGHT
        verb = verb.head if verb.pos_ == "ADP" else verb
        if verb.pos_ == "VERB" and by_it and verb.lemma_ not in _BEFALLS:
            return _agent_of_verb(verb)
        if verb.pos_ in ("NOUN", "PROPN") and verb.i < noun.i and noun.head.lower_ in ("of", "in"):
            return _before_noun(verb) or _after_noun(verb)
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return actor_token(noun.head)
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "NOUN":
        return _before_noun(noun.head) or _after_noun(noun.head)
    return None


def _fell_in(noun: Token) -> Token | None:
    """ "Ten rebels were killed in clashes with the army": fighters who fall in a fight are a side of it."""
    verb = noun.head.head
    if noun.lemma_.lower() not in _PEOPLE_FIRST or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "during"):
        return None
    fallen = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None)
    if fallen is None or person_class(fallen.doc, fallen.i) is not VictimClass.COMBATANT:
        return None
    return fallen if _after(noun, _AGAINST) is not None else None


def _carrier(noun: Token) -> Token:
    """ "A barrel that contained toxic gas", "shells filled with gas": what carries it plays its part."""
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else noun
    held = verb.i != noun.i and verb.dep_ in ("acl", "relcl") and verb.lemma_ in _CONTAIN
    return _counted(verb.head) if held else noun


def _agent_of_verb(verb: Token, depth: int = 0) -> Token | None:
    """Who does what a verb tells: its agent, its subject, the subject it shares."""
    for child in verb.children:
        if child.dep_ == "agent":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return _wielder(grandchild)
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return None
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                return verb.head if is_party(verb.head) else None
            return _wielder(child) if not is_pronoun(child) else None
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and is_party(verb.head):
        return verb.head
    if (told := told_to(verb)) is not None:
        return told if is_party(told) and not is_pronoun(told) else None
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ == "VERB" and depth < 3:
        return _agent_of_verb(verb.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.head.lower_ in _WHILE and verb.head.head.pos_ == "VERB" and depth < 3:
        return _agent_of_verb(verb.head.head, depth + 1)
    if verb.dep_ == "xcomp" and verb.head.dep_ == "acomp" and depth < 3:  # "will not be able to recapture"
        return _agent_of_verb(verb.head.head, depth + 1)
    return None


def told_to(verb: Token) -> Token | None:
    """ "Told the garrison to leave", "gave the army two days to leave": who is to do it, not who says so."""
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "ccomp", "acl", "relcl", "advcl"):
        return None
    above = verb.head if verb.head.pos_ == "VERB" else verb.head.head
    if above.lemma_ not in _TELLING or not any(c.lower_ == "to" for c in verb.lefts):
        return None
    own = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i > above.i), None)
    given = (
        c for c in above.rights if c.dep_ in ("dobj", "dative") and c.lemma_.lower() not in _TIMES and c.i < verb.i
    )
    return own or next(given, None)


def _wielder(noun: Token) -> Token | None:
    """A party itself, or the party whose weapon or strike this is ("regime bombs", "rockets fired by X")."""
    words = event_words()
    lemma = noun.lemma_.lower()
    bare = words.weapons.get(lemma) is not None and lemma not in (
        "warplane",
        "jet",
        "helicopter",
        "aircraft",
        "plane",
        "bomber",
        "gunship",
    )
    if bare or lemma in words.generic or (lemma,) in words.specific:
        return _before_noun(noun) or _after_noun(noun)
    return noun if is_party(noun) else None


def _owner_of_weapon(verb: Token) -> Token | None:
    """ "killed in strikes by X", "hit by rockets that X fired"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "by", "from", "during", "after", "with"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and grandchild.pos_ != "PROPN":
                    found = _after_noun(grandchild) or _before_noun(grandchild)
                    if found is not None:
                        return found
    return None


#: What befell people in a headline without its "and" ("Attacks kill a woman injure 9"), taken for a noun.
_BEFELL = frozenset("injure injures wound wounds kill kills displace displaces".split())


def target_of(unit: Unit, head: Token) -> ActorMention | None:
    """What is hit: the object, or what stands after "on", "against", "at"; for a clash the other side."""
    found = target_token(head)
    return party(unit, found) if found is not None and found.lower_ not in _BEFELL else None


def target_token(head: Token) -> Token | None:
    """The head noun of what is hit, or None."""
    if (sides := _between(head)) is not None:
        return sides[1]
    return _of_verb(head) if head.pos_ == "VERB" else _of_noun(head)


def _between(head: Token) -> tuple[Token | None, Token | None] | None:
    """The two sides of "clashes between X and Y", of "clashes broke out between X and Y"."""
    behind = list(head.rights)
    if head.dep_ == "nsubj" and head.lemma_.lower() in _PEOPLE_FIRST:
        behind += head.head.rights
    for child in behind:
        if child.dep_ == "prep" and child.lower_ in ("between", "among"):
            first = next((g for g in child.children if g.dep_ == "pobj"), None)
            if first is not None:
                return (None, None) if first.lemma_.lower() in _BOTH else (first, _other_side(child, first))
    return None


def _other_side(between: Token, first: Token) -> Token | None:
    """The second of two sides; "rebels from the Hill Army and the guard" may be parsed as one army and guard."""
    partner = next((c for c in first.children if c.dep_ == "conj"), None)
    if partner is not None:
        return partner
    return next((t for t in between.subtree if t.dep_ == "conj" and is_party(t) and t.head.i > first.i), None)


def _of_verb(verb: Token) -> Token | None:
    struck = None
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            weapon = event_words().weapons.get(child.lemma_.lower()) is not None or child.lemma_ in (
                "number",
                "bomb",
                "charge",
                "explosive",
                "cocktail",
                "firebomb",
                "munition",
                "bullet",
                "round",
                "volley",
                "barrage",
                "salvo",
                "string",
                "series",
            )
            if not weapon and child.lemma_.lower() not in _TIMES:
                struck = child
    on = _after(verb, _ON | {"with"} if verb.lemma_ in ("clash", "fight", "battle") else _ON)
    if verb.lemma_ in ("land", "fall", "slam", "crash", "explode"):
        return on or _after(verb, frozenset(("in", "inside", "outside", "within")))
    if struck is None:
        for child in verb.children:
            if child.dep_ == "dobj":
                on = on or _after(child, _ON)
    return struck or on


def _of_noun(noun: Token) -> Token | None:
    lemma = noun.lemma_.lower()
    sides = lemma in _PEOPLE_FIRST
    if sides:
        return _after(noun, _AGAINST) or (_after(noun.head, _AGAINST) if noun.dep_ == "nsubj" else None)
    for child in noun.rights:
        if child.dep_ in ("relcl", "acl") and _hits(child) and (hit := _of_verb(child)) is not None:
            return hit
        if child.dep_ != "acl" or child.lemma_ not in LIGHT or child.lemma_.lower() in BLAMED:
            continue  # "an attack blamed on X" hit nobody by that
        if (at := _after(child, _ON)) is not None:
            return at
    if _is_laid(noun):
        return None
    found = _after(noun, _ON | {"of", "inside"} if lemma in _TRANSITIVE else _ON | {"inside"})
    if found is not None:
        return found
    noun = _carrier(_counted(noun))
    verb = noun.head
    if noun.dep_ == "nsubj" and _hits(verb):
        return _of_verb(verb)
    if noun.dep_ == "dobj" and verb.pos_ == "VERB":
        return _after(verb, _ON)
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "by", "with"):
        harmed = done_to(noun.head.head)
        known = harmed is not None and person_class(harmed.doc, harmed.i) in _NAMED_CLASSES
        return (
            harmed
            if known or (harmed is not None and harmed.head.lemma_ in ("hit", "target", "strike", "destroy"))
            else None
        )
    if noun.dep_ == "compound":
        return _of_noun(noun.head)
    return None


def _is_laid(noun: Token) -> bool:
    """ "Blamed the raid on X": at whose door an act is laid."""
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB" and noun.head.lemma_.lower() in BLAMED


def _hits(verb: Token) -> bool:
    return verb.lemma_ in _HITS or verb.lemma_.lower() in event_words().kills


def _counted(noun: Token) -> Token:
    """ "a number of rockets": what is counted plays the part of the count."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun


def _after(token: Token, prepositions: frozenset[str]) -> Token | None:
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            for grandchild in child.children:
                if grandchild.dep_ == "pcomp" and grandchild.tag_ == "JJ":  # an unknown name taken for an adjective
                    grandchild = next((g for g in grandchild.children if g.dep_ == "dobj"), grandchild)
                elif grandchild.dep_ != "pobj":
                    continue
                if grandchild.lemma_.lower() not in _TIMES and grandchild.lower_ not in _HOURS:
                    return grandchild
    return None
