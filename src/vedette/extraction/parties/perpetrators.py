"""By whose hand: the party that a sentence, or the incident it goes on with, makes responsible for a toll.

The deaths and their author are two claims with two statuses; this finds the author's words only.
"""

from collections.abc import Iterator

from vedette.extraction.counting.counts import DAYS_AND_MONTHS, person_class
from vedette.extraction.parsing.forms import once
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import (
    ACTING,
    ends_a_compound,
    is_dateline,
    is_named,
    is_party,
    is_pronoun,
    party,
)
from vedette.extraction.report import Sentence
from vedette.extraction.words.event_words import event_words
from vedette.extraction.words.known_places import is_adjective
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import VictimClass
from vedette.model.mention import ActorMention

#: Nouns for acts of force: not authors themselves, but what an author's name hangs on.
ACTS = frozenset(
    (
        "attack strike airstrike raid bombing bombardment shelling blast explosion fire shell rocket missile "
        "bomb bullet mortar assault offensive operation clash fighting battle massacre ambush sniper push "
        "campaign barrage gunfire artillery raids shooting execution crackdown siege incursion salvo launch "
        "round grenade mine landmine ied device car attacks onslaught invasion sweep drone"
    ).split()
)
_MONTHS_CUT = frozenset("jan feb mar apr jun jul aug sep oct nov dec".split())
#: The level of a country among places.
COUNTRY = 3
_CARRIED_OUT = frozenset(
    (
        "carry launch conduct fire perpetrate commit stage mount drop unleash wage execute belong blame claim lead back"
    ).split()
)
#: Verbs that lay an act at somebody's door, with "on" or "to": the author is suspected, whoever says so.
BLAMED = frozenset(("blame", "attribute", "pin", "ascribe"))
_CAUSES = frozenset("in by from during after due because amid following through via under".split())
#: Verbs whose subject it befalls and who is no author ("three soldiers died", "the army lost 25 men").
_SUFFERED = frozenset("die perish drown flee lose suffer sustain receive succumb surrender fall starve".split())
_ANY_ACT = frozenset("fire launch bomb shell pound target attack bombard strike hit storm drop raid".split())
_DONE = _CARRIED_OUT | _ANY_ACT
#: Verbs whose subject looks on, answers, suffers or helps: what hangs on them is not its doing.
_LOOKS_ON = frozenset(
    "condemn denounce deplore decry mourn slam criticise criticize accuse blame witness document record monitor "
    "survive escape flee".split()
)


@once
def perpetrator(sentence: Sentence, trigger: int) -> ActorMention | None:
    """The author of what a token tells, as far as its sentence names one."""
    for found in _authors(sentence, trigger):
        if found is not None and not _in_place_or_speaker(sentence, found):
            return party(sentence.unit, found)
    return None


def _authors(sentence: Sentence, trigger: int) -> Iterator[Token | None]:
    """Who may have done what a token tells, the likeliest first."""
    token = sentence.unit.doc[trigger]
    yield _of(token, 0)
    for governor in _governors(token):
        yield _of(governor, 0)
    yield _anywhere(sentence, trigger)


def tells(sentence: Sentence, token: Token) -> bool:
    """Whether a noun is who tells of it ("the monitor documented the deaths of ..."), not who did it."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_.lower() in lexicon().speech_verbs:
        return True
    return any(s.source is not None and s.source.start <= token.i < s.source.end for s in sentence.said)


def _in_place_or_speaker(sentence: Sentence, token: Token) -> bool:
    if tells(sentence, token):
        return True
    # A country acts; a town or province is only where something happened.
    if any(p.start <= token.i < p.end and p.level < COUNTRY for p in sentence.places):
        return True
    return any(
        s.source is not None and s.source.start <= token.i < s.source.end and not s.covers(token.i)
        for s in sentence.said
    )


def _governors(token: Token) -> Iterator[Token]:
    """The verbs above a participle: "fired rockets ..., killing three"."""
    for _ in range(4):
        if token.head.i == token.i:
            return
        if token.dep_ not in ("advcl", "conj", "xcomp", "acl", "relcl", "ccomp", "pcomp", "oprd", "dobj", "attr"):
            return
        if token.dep_ == "conj" and _has_subject(token) and _is_harmless_passive(token.head):
            return  # "the lorry was turned back by soldiers and two people died"
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in lexicon().speech_verbs:
            return  # who tells of it, and who tells of the telling, did not do it
        if token.head.lemma_.lower() in _LOOKS_ON and token.head.pos_ == "VERB" and not _is_passive(token.head):
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX", "NOUN"):
            yield token


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def _is_harmless_passive(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return _is_passive(verb) and not (lemma in _ANY_ACT or lemma in ACTS or lemma in lexicon().active)


def _of(token: Token, depth: int) -> Token | None:
    """The author that a verb or noun of force has of its own."""
    if depth > 4:
        return None
    if token.pos_ in ("VERB", "AUX"):
        return _of_verb(token, depth)
    return _of_noun(token, depth)


def _of_verb(verb: Token, depth: int) -> Token | None:
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "amod", "ROOT", "relcl", "conj")
        and not any(c.dep_ == "nsubj" and is_party(c) for c in verb.children)
    )
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in _CAUSES):
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    found = noun if child.lower_ == "by" and _can_author(noun) else _of_noun(noun, depth + 1)
                    if found is not None:
                        return found
        if child.dep_ == "advcl" and passive and child.pos_ == "VERB":
            found = _subject(child, depth)
            if found is not None:
                return found
    if (
        verb.dep_ == "pcomp"
        and verb.head.lower_ in ("of", "for")
        and verb.head.head.lemma_ in ("accuse", "suspect", "blame")
    ):
        return next((c for c in verb.head.head.children if c.dep_ == "dobj" and _can_author(c)), None)
    return None if passive or verb.lemma_ in _SUFFERED else _subject(verb, depth)


def _subject(verb: Token, depth: int) -> Token | None:
    for child in verb.children:
        if child.dep_ != "nsubj":
            continue
        if child.tag_ in ("WDT", "WP", "DT"):
            head = verb.head
            return head if _can_author(head) else _of_noun(head, depth + 1)
        if _can_author(child):
            return child
        return _of_noun(child, depth + 1)
    return None


def _of_noun(noun: Token, depth: int) -> Token | None:
    """ "regime air strikes", "strikes by X", "shells fired by X", "the blast claimed by X", "clashes with X"."""
    if depth > 4:
        return None
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    if _can_author(grandchild):
                        return grandchild
                    if grandchild.lemma_.lower() in ACTS:
                        return _of_noun(grandchild, depth + 1)
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in BLAMED:
            noun_blamed = blamed(child)
            if noun_blamed is not None and _can_author(noun_blamed):
                return noun_blamed
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in _DONE:
            found = _of_verb(child, depth + 1)
            if found is not None:
                return found
    if noun.lemma_.lower() in ACTS or noun.lower_ in ACTS:
        for child in noun.lefts:
            if child.dep_ in ("poss", "compound", "amod", "nmod") and _can_modify(child):
                return child
        for child in noun.children:
            if (
                child.dep_ == "conj"
                and child.lemma_.lower() in ACTS
                and (found := _of_noun(child, depth + 1)) is not None
            ):
                return found
        if noun.dep_ == "conj" and noun.head.lemma_.lower() in ACTS:
            return next(
                (c for c in noun.head.lefts if c.dep_ in ("poss", "compound", "amod", "nmod") and _can_modify(c)), None
            )
        if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _CARRIED_OUT:
            return _subject(noun.head, depth + 1)
    return None


def blamed(verb: Token) -> Token | None:
    """ "an attack blamed on X", "attributed to X": X."""
    at = (c for c in verb.children if c.lower_ in ("on", "to"))
    return next((noun for c in at for noun in c.children if noun.dep_ == "pobj"), None)


def _is_date(token: Token) -> bool:
    word = token.lower_.strip(".'’")
    return (
        word in DAYS_AND_MONTHS
        or word.removesuffix("s") in DAYS_AND_MONTHS
        or (word[:3] in _MONTHS_CUT and len(word) == 3)
    )


#: What lasts and kills, and is nobody.
_STRIFE = frozenset("insurgency war conflict uprising rebellion insurrection revolt unrest".split())


def _can_author(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if _is_date(token):
        return False
    if lemma in ACTS or lemma in _STRIFE or is_pronoun(token) or token.tag_ in ("WDT", "WP"):
        return False
    if person_class(token.doc, token.i) is VictimClass.CIVILIAN:
        return False
    return is_party(token)


def _can_modify(token: Token) -> bool:
    """A modifier that names a party: "Russian", "regime", "Israel's", "US - led coalition"."""
    lemma = token.lemma_.lower()
    if _is_date(token) or ends_a_compound(token) or is_dateline(token):
        return False
    if token.lower_ == "terrorist":
        return False  # "a terrorist attack" says what it was, not whose
    if token.text[:1].isupper() and token.i and event_words().weapons.get(lemma) is not None:
        return False
    if lemma in ACTS or lemma in (
        "air",
        "car",
        "suicide",
        "roadside",
        "ground",
        "barrel",
        "cluster",
        "truck",
        "drone",
        "tank",
    ):
        return False
    if (
        lemma in ACTING
        or person_class(token.doc, token.i) is VictimClass.COMBATANT
        or lemma in ("opposition", "government", "regime", "islamist", "jihadist", "rebel")
    ):
        return True
    if token.i == 0 and not is_adjective(token.text) and not is_named(token):
        return False  # any word is in capitals there: "Separate raids", "Aerial bombardment"
    return token.tag_ in ("NNP", "NNPS") or (token.tag_ == "JJ" and token.text[:1].isupper())


#: Verbs that set one act against another which it called forth, or which came with it.
_CALLED_FORTH = frozenset("spark prompt provoke trigger follow answer avenge precede come".split())
_ANSWERING = frozenset("retaliatory retaliation reprisal revenge response answer counter".split())


def _is_another(act: Token, trigger: int) -> bool:
    """Whether an act is told beside another: "an attack that sparked a retaliatory strike", "comes after a bombing"."""
    if any(c.lower_ in _ANSWERING for c in act.lefts):
        return True
    node = act
    for _ in range(5):
        above = node.head
        if above.i == node.i or above.i == trigger:
            return False
        if above.lemma_ in _CALLED_FORTH and above.pos_ == "VERB":
            return not any(t.i == trigger for t in node.subtree)
        if node.dep_ == "pobj" and above.lower_ in ("after", "before", "since", "despite"):
            return not any(t.i == trigger for t in node.subtree)
        if node.dep_ == "relcl" and not any(t.i == trigger for t in node.subtree):
            return True
        node = above
    return False


def _anywhere(sentence: Sentence, trigger: int) -> Token | None:
    """The one author of force in the same sentence: "killed ... when terrorists fired rockets on ...". Not that of an
    act which another called forth, or which stands in an aside of its own."""
    acts = (t for t in _acts(sentence.unit.doc) if t.i != trigger and not _is_another(t, trigger))
    near = sorted(acts, key=lambda t: abs(t.i - trigger))
    for token in near[:4]:
        found = _of_verb(token, 1) if token.pos_ == "VERB" else _of_noun(token, 1)
        if found is not None and found.i != trigger:
            return found
    return None


@once
def _acts(doc: Doc) -> tuple[Token, ...]:
    """The words of a sentence that tell of an act of force."""
    return tuple(
        t
        for t, lemma in zip(doc.tokens, doc.lemmas, strict=True)
        if (lemma in _ANY_ACT and t.pos_ == "VERB") or (lemma in ACTS and t.pos_ == "NOUN")
    )
