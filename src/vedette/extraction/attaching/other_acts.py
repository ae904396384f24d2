"""Places that a sentence gives to another act than the one told of: "killed ten hours after a raid on Velm", "the Velm
raid prompted strikes on a base"."""

from vedette.extraction.attaching.turns import ACT_NOUNS, ANSWERS
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.places.find import FoundPlace

#: Lengths of time by which an act is told to have followed another.
_LENGTHS = frozenset("hour day week fortnight month year".split())
#: How many words may stand between "hours after" and the place of what it counts from.
_COUNTED_FROM = 12
_LEVEL_OF_A_COUNTRY = 3


def is_of_another_act(doc: Doc, place: FoundPlace, token: int) -> bool:
    """Whether a place lies with another act of its sentence than the one that a token tells."""
    return is_counted_from(doc, place, token) or _names_another(doc, place, token) or _is_answered(doc, place, token)


def is_counted_from(doc: Doc, place: FoundPlace, token: int = -1) -> bool:
    """ "Ten were killed in Kesra hours after a raid on Velm": where a new act was ("a raid") from which time is
    counted, or the country that a treaty was for."""
    words = doc.words
    for i in range(place.start - 1, max(0, place.start - _COUNTED_FROM), -1):
        if words[i] == "," or words[i] == "and":
            return False
        if words[i] in ("after", "before") and doc.lemmas[i - 1] in _LENGTHS:
            new = not {"a", "an"}.isdisjoint(words[i + 1 : place.start]) or place.level >= _LEVEL_OF_A_COUNTRY
            return new and not i < token < place.end
    return False


#: Words by which one act answers another, and how many words on the place of the other may be.
_ANSWERS = ANSWERS | {"reply"}
_ANSWERED = 8


def _is_answered(doc: Doc, place: FoundPlace, token: int) -> bool:
    """ "In retaliation for the Velm shelling fighters fired on Kesra": where the act was that another answers."""
    words = doc.words
    for i in range(place.start - 2, max(-1, place.start - 2 - _ANSWERED), -1):
        if words[i] in _ANSWERS and words[i + 1] in ("for", "to"):
            if i < token < place.end or "," in words[i : place.start]:
                return False
            behind = range(i + 2, min(place.end + 1, len(words)))
            acts = [n for n in behind if doc.lemmas[n].lower() in ACT_NOUNS or words[n] in ACT_NOUNS]
            return any(n != token for n in acts) and token not in acts
    return False


def _names_another(doc: Doc, place: FoundPlace, token: int) -> bool:
    """ "The Velm raid prompted strikes on a base": the name of one act, as whose place it stands right before it."""
    last = doc[place.end - 1]
    act = last.head
    if act.i != place.end or last.dep_ not in ("compound", "nmod", "poss") or act.lemma_.lower() not in ACT_NOUNS:
        return False
    told = doc[token]
    return token != act.i and told.lemma_.lower() in ACT_NOUNS and all(t.i != token for t in act.subtree)
