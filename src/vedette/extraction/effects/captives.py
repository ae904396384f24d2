"""Who was killed as a captive: "executed two men kidnapped in May", "shot 40 captured soldiers".

That they were taken tells who they are and is no abduction of that day; and who kills captives fights nobody.
"""

from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.words.event_words import event_words

_PUT_TO_DEATH = frozenset("execute behead decapitate shoot hang murder crucify burn stone drown".split())
_TAKEN = frozenset("capture kidnap abduct detain hold seize imprison arrest".split())
_CAPTIVE = frozenset("captured captive detained kidnapped abducted imprisoned jailed".split())
_INTO = frozenset("hostage hostages prisoner prisoners captive captives".split())


def is_captive(noun: Token) -> bool:
    """Whether a noun's own phrase says that those it names were in somebody's hands."""
    return any(c.lower_ in _CAPTIVE for c in noun.lefts) or any(map(_takes, noun.rights))


def killed_captive(taken: Token) -> Token | None:
    """The verb that tells that those were killed whom a participle says to have been taken; None for any other word."""
    if taken.tag_ not in ("VBN", "VBD") or not _takes(taken):
        return None
    noun = _parted(taken) if taken.dep_ == "ccomp" else taken.head if taken.dep_ == "acl" else None
    if noun is None:
        return None
    verb = taken.head if taken.dep_ == "ccomp" else noun.head
    told = taken.dep_ == "ccomp" or noun.dep_ in ("dobj", "nsubjpass", "dative", "appos")
    return verb if told and _kills(verb) else None


def killed_by(verb: Token) -> Token | None:
    """Whom a verb says to have been killed; the parser takes "killed 40 soldiers taken hostage" for a clause."""
    noun = done_to(verb)
    if noun is not None or not verb.doc.words[verb.i + 1 :]:
        return noun
    return next((n for c in verb.rights if c.dep_ == "ccomp" and _takes(c) and (n := _parted(c)) is not None), None)


def _parted(taken: Token) -> Token | None:
    """The noun right before a participle that the parser took for the verb of a clause with that subject."""
    noun = next((c for c in taken.children if c.dep_ == "nsubj"), None)
    whole = not any(c.dep_ in ("aux", "auxpass", "mark") for c in taken.children)
    return noun if whole and noun is not None and noun.i == taken.i - 1 else None


def _takes(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma == "take":
        return any(t.lower_ in _INTO for t in verb.doc[verb.i + 1 : verb.i + 3])
    return verb.tag_ in ("VBN", "VBD") and lemma in _TAKEN


def _kills(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in event_words().kills or lemma in _PUT_TO_DEATH
