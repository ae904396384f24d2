"""The party of a control statement: the subject of a verb, and whom "they", "it" or "the group" stands for."""

from collections.abc import Iterator
from functools import cache

from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.parts import told_to
from vedette.extraction.parties.phrases import ACTING, is_party, is_pronoun, named_phrase, party
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.acts import innermost
from vedette.model.claim import VictimClass
from vedette.model.mention import ActorMention
from vedette.reference.actor_names import ActorNames

#: Nouns with "the" that take up a party named before.
_TAKING_UP = frozenset(
    "group alliance organization organisation movement militia faction brigade man former latter".split()
)
#: How far back a word in a party's name is looked for, in sentences.
REACH = 8
#: Bare nouns for forces, which go on with forces named before.
_SAME_KIND = frozenset("troop force soldier tank unit".split())
_MODIFIERS = ("poss", "compound", "amod", "nmod")
_NO_PARTY = frozenset(
    "major general private international fierce full total complete tight last main key former".split()
)
_OWN = ("our", "my")
_SUBJECTS = ("nsubj", "nsubjpass", "poss")
_NAME_ENDS = frozenset("who which that in near at on along and or but ( , who's as after when".split())
_LONGEST = 16
_FIGHTERS = frozenset("rebel insurgent militant jihadist separatist paramilitary terrorist loyalist".split())
_BODIES = frozenset("garrison detachment column man".split())


@cache
def _names() -> ActorNames:
    return ActorNames.load()


def acts(token: Token) -> bool:
    """Whether a noun surely names a party: forces, fighters, or a known name; unknown proper names do not."""
    if is_acronym(token):
        return True
    if token.lower_ in _NO_PARTY or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    lemma = token.lemma_.lower()
    if lemma in ACTING or token.lower_ in ACTING or lemma in _BODIES:
        return True
    if person_class(token.doc, token.i) is VictimClass.COMBATANT:
        return True
    words = [t.text for t in token.doc[max(0, token.i - 5) : token.i + 1]]
    return any(_names().match(words, i, states=True) == len(words) - i for i in range(len(words)))


def is_acronym(token: Token) -> bool:
    """The group's name where the parser takes it for a verb: "IS seized Mosul"; not in a text all in capitals."""
    return token.text == "IS" and not token.sent.text.isupper()


def modifier(noun: Token) -> Token | None:
    """The party that stands before a noun: "rebel" of "rebel stronghold", "ISIS" of "ISIS-controlled"."""
    near = [c for c in noun.lefts if c.dep_ in _MODIFIERS and acts(c)]
    return near[-1] if near else None


def mention(report: Report, sentence: Sentence, token: Token) -> ActorMention | None:
    """The party a noun or pronoun names, by the fullest name the text gives; None for a pronoun that leads nowhere."""
    unit = sentence.unit
    if is_pronoun(token):
        earlier = antecedent(report, sentence, token)
        return ActorMention(token.text, earlier.name, unit.chars(token.i, token.i + 1)) if earlier else None
    if token.tag_ == "PRP$":
        return owner_of(report, sentence, token)
    found = party(unit, token)
    if _takes_up(token):
        earlier = _of_that_name(report, sentence, token) or antecedent(report, sentence, token)
        if earlier is not None:
            return ActorMention(found.text, earlier.name, found.span)
    owner = next((c for c in token.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
    if owner is not None:
        earlier = antecedent(report, sentence, owner)
        if earlier is not None:
            return ActorMention(found.text, earlier.name, found.span)
    if _is_bare(token):
        earlier = antecedent(report, sentence, token)
        if earlier is not None and earlier.name.split()[-1].lower().rstrip("s") in _SAME_KIND:
            return ActorMention(found.text, earlier.name, found.span)
    name = _unowned(_fullest(unit, token))
    if name in _FIGHTERS and token.dep_ in _MODIFIERS:
        name += "s"  # "rebel stronghold", "militant-held": the rebels hold it
    return ActorMention(found.text, name, found.span)


def _unowned(name: str) -> str:
    """ "the army's last foothold": the army."""
    return name.removesuffix("'s").removesuffix("’s").rstrip("'’")


def owner_of(report: Report, sentence: Sentence, token: Token) -> ActorMention | None:
    """Whom "their" or "its" stands for; "our" and "my" stand for whoever speaks."""
    span = sentence.unit.chars(token.i, token.i + 1)
    if token.lower_ in _OWN:
        speaker = next((s.source for s in reversed(innermost(sentence.said, token.i)) if s.source is not None), None)
        return ActorMention(token.text, speaker.words, span) if speaker is not None else None
    earlier = antecedent(report, sentence, token)
    return ActorMention(token.text, earlier.name, span) if earlier is not None else None


def _of_that_name(report: Report, sentence: Sentence, token: Token) -> ActorMention | None:
    """ "The alliance" after "the Three Brotherhood Alliance": the one that bears the word in its name."""
    for other in (sentence, *report.before(sentence.unit.index, REACH)):
        last = token.i if other is sentence else len(other.unit.doc)
        for t in reversed(other.unit.doc[:last]):
            if t.lower_ == token.lower_ and t.tag_ in ("NNP", "NNPS") and t.i and t.nbor(-1).tag_ in ("NNP", "NNPS"):
                return _as_named(other, t)
    for other in (sentence, *report.before(sentence.unit.index, REACH)):
        last = token.i if other is sentence else len(other.unit.doc)
        told = (t for t in other.unit.doc[:last] if t.lower_ == token.lower_ and _is_introduced(t))
        if (first := next(told, None)) is not None:
            return _as_named(other, first)
    return None


def _is_introduced(noun: Token) -> bool:
    """ "An alliance of factions led by X": a noun with what tells it from others."""
    return (
        noun.pos_ == "NOUN"
        and not _takes_up(noun)
        and any(c.dep_ == "acl" or (c.dep_ == "prep" and c.lower_ == "of") for c in noun.rights)
    )


def _is_bare(token: Token) -> bool:
    """ "troops" alone, after "Russian forces" in the same report: the same ones."""
    return token.lemma_.lower() in _SAME_KIND and not any(c.dep_ not in ("det", "punct") for c in token.lefts)


def _takes_up(token: Token) -> bool:
    lefts = list(token.lefts)
    return (
        token.lemma_.lower() in _TAKING_UP
        and any(c.lower_ in ("the", "this", "that") for c in lefts)
        and not any(c.dep_ in _MODIFIERS and c.pos_ == "PROPN" for c in lefts)
        and not any(c.dep_ in ("prep", "acl", "appos") for c in token.rights)
    )


def _fullest(unit: Unit, token: Token) -> str:
    """The noun phrase with what names it: "fighters of the Rwandan-backed M23 rebel group", "an alliance led by X"."""
    start, end = named_phrase(token)
    stop = token.right_edge.i + 1
    at = max(end, token.i + 1)
    while (
        at < min(stop, start + _LONGEST)
        and (unit.doc[at].lower_ not in _NAME_ENDS or unit.doc[at - 1].text in "-–‑")
        and unit.doc[at].tag_ not in ("VBD", "VBZ", "VBP")
        and not _cuts(unit.doc[at])
    ):
        at += 1
    return unit.text(start, at)


def _cuts(token: Token) -> bool:
    """ "backed by X", "battling X": what follows names somebody else; "belonging to X" does not."""
    if token.lower_ in ("backed", "supported"):
        return token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "by"
    return token.tag_ == "VBG" and token.lower_ not in ("belonging", "calling")


def antecedent(report: Report, sentence: Sentence, pronoun: Token) -> ActorMention | None:
    """The party last named before a pronoun: a subject or owner of its sentence, else the subject of one before.

    A pronoun that the sentence already began with goes on; the object of the pronoun's own verb is somebody else.
    "They" after "civilians" is no party.
    """
    rivals = {c.lower_ for c in pronoun.head.children if c.dep_ == "dobj"}
    doc = sentence.unit.doc
    # Who drives out "the militia" is not the militia.
    doers = [c.i for c in pronoun.head.children if c.dep_ == "nsubj"] if pronoun.dep_ == "dobj" else []
    here = [t for t in doc[: pronoun.i] if _can_be_meant(sentence, t) and t.lower_ not in rivals and t.i not in doers]
    again = any(t.lower_ == pronoun.lower_ and t.dep_ == "nsubj" and t.head.dep_ == "ROOT" for t in doc[: pronoun.i])
    subjects = [t for t in here if t.dep_ in _SUBJECTS and t.head.dep_ != "relcl"]
    agents = [t for t in here if t.dep_ == "pobj" and t.head.lower_ in ("by", "of", "from")]
    others = [t for t in here if t.dep_ in _SUBJECTS]
    if pronoun.lower_ == "they" and _crowd_before(sentence, pronoun, others[-1].i if others else -1):
        return None
    for found in (subjects, agents, others):
        if found and not again:
            return _as_named(sentence, found[-1])
    for other in report.before(sentence.unit.index, 3):
        named = [
            t for t in other.unit.doc if t.dep_ in _SUBJECTS and _can_be_meant(other, t) and t.lower_ not in rivals
        ]
        if named:
            main = [t for t in named if t.head.dep_ == "ROOT" or t.dep_ != "poss"]
            return _as_named(other, (main or named)[0])
    return None


def _crowd_before(sentence: Sentence, pronoun: Token, after: int) -> bool:
    """Whether civilians are the subject named last before a pronoun."""
    return any(
        person_class(t.doc, t.i) is VictimClass.CIVILIAN
        for t in sentence.unit.doc[after + 1 : pronoun.i]
        if t.dep_ in _SUBJECTS or (t.dep_ == "pobj" and t.head.head.dep_ in _SUBJECTS)
    )


def _as_named(sentence: Sentence, token: Token) -> ActorMention:
    found = party(sentence.unit, token)
    return ActorMention(found.text, _fullest(sentence.unit, token), found.span)


def _can_be_meant(sentence: Sentence, token: Token) -> bool:
    if is_pronoun(token) or _takes_up(token) or not acts(token):
        return False
    return not any(
        s.source is not None and s.source.start <= token.i < s.source.end and _is_office(token) for s in sentence.said
    )


def _is_office(token: Token) -> bool:
    return token.lemma_.lower() in ("authority", "state", "command", "police")


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does what a verb tells: its subject, or that of the verb it hangs on."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
        if child.dep_ == "nsubj":
            if child.tag_ in ("WDT", "WP"):
                return verb.head if is_party(verb.head) or acts(verb.head) else None
            return child if is_party(child) or acts(child) or is_pronoun(child) else None
    near = _right_before(verb)
    if near is not None:
        return near
    if (told := told_to(verb)) is not None:
        return told if is_party(told) or acts(told) else None
    if verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBG", "VB"):
        return _of_governor(verb.head, depth)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp") and depth < 4:
        head = verb.head
        while head.pos_ == "ADP" and head.head.i != head.i:
            head = head.head
        return _of_governor(head, depth)
    return None


def _of_governor(head: Token, depth: int) -> Token | None:
    if head.pos_ in ("VERB", "AUX") and depth < 4:
        hit = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
        if hit is not None:
            return hit if acts(hit) or is_pronoun(hit) else None
        return subject(head, depth + 1)
    if (
        head.pos_ == "ADJ"
        and head.lemma_ not in ("able", "unable", "unlikely")
        and head.dep_ in ("acomp", "xcomp", "oprd", "conj", "ccomp", "ROOT")
        and depth < 4
    ):
        own = next((c for c in head.children if c.dep_ == "nsubj"), None)  # "are bent on", "seem intent on taking"
        if own is not None or head.head.i == head.i:
            return own if own is not None and (acts(own) or is_party(own) or is_pronoun(own)) else None
        return _of_governor(head.head, depth + 1)
    if head.pos_ in ("NOUN", "PROPN"):
        if acts(head) and head.lemma_.lower() not in control_deeds():
            return head
        owner = modifier(head) or next((c for c in head.lefts if c.dep_ == "poss" and c.tag_ == "NNP"), None)
        if owner is not None:
            return owner
        doer = next(
            (g for c in head.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for g in c.children), None
        )
        if doer is not None:
            return doer
        verb = head.head
        while verb.pos_ == "ADP" and verb.head.i != verb.i:
            verb = verb.head
        if head.dep_ in ("dobj", "pobj") and verb.pos_ in ("VERB", "AUX") and depth < 4:
            return subject(verb, depth + 1)
    return None


def _right_before(verb: Token) -> Token | None:
    """A party right before a verb that the parser gave no subject: "the Islamic State (IS) seized"."""
    doc, i = verb.doc, verb.i - 1
    if verb.tag_ in ("VB", "VBG"):
        return None
    while i > 0 and (doc[i].pos_ in ("AUX", "ADV") and not is_acronym(doc[i])):
        i -= 1
    if i > 1 and doc[i].text == ")":
        i = next((j - 1 for j in range(i, max(0, i - 6), -1) if doc[j].text == "("), i)
    if i < 0 or (verb.tag_ == "VBN" and i == verb.i - 1 and not is_acronym(doc[i])):
        return None
    if doc[i].dep_ in ("pobj", "dobj") and not is_acronym(doc[i]):
        return None
    return doc[i] if doc[i].pos_ in ("NOUN", "PROPN", "AUX") and acts(doc[i]) else None


@cache
def control_deeds() -> frozenset[str]:
    """Nouns of deeds, which are no parties though the table of heads may hold them."""
    return frozenset("campaign operation offensive attempt effort battle fight push bid attack assault plan".split())


def parties_before(sentence: Sentence, token: int) -> Iterator[Token]:
    """The heads that name parties before a token, nearest first; parts of names give way to their heads."""
    for candidate in reversed(sentence.unit.doc[:token]):
        hyphen = candidate.i + 1 < len(sentence.unit.doc) and sentence.unit.doc[candidate.i + 1].text in "-–"
        if acts(candidate) and not hyphen:
            yield candidate
