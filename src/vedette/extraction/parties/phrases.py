"""Which noun phrases name parties: who acts, who is hit, who holds. Words only; who they are is for resolution."""

from functools import cache

from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.forms import once
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.known_places import places
from vedette.model.claim import VictimClass
from vedette.model.mention import ActorMention
from vedette.reference.actor_names import ActorNames
from vedette.reference.place import PlaceKind

#: Heads that can act in a war: bodies, forces, weapons that stand for those who use them.
ACTING = frozenset(
    (
        "army military force forces government regime coalition rebel opposition faction group militia police "
        "command air warplane jet helicopter plane aircraft drone troop unit brigade division battalion navy "
        "artillery gunship side party organization organisation movement front alliance state authority junta "
        "administration ally allies insurgency gang cartel tribe tribesman clan clansman fighter army's bomber "
        "defender loyalist jihadist extremist islamist kurd fraction element aviation airforce airpower corps regiment "
        "squad guard legion wing country regimes tank warship howitzer missile defence defense bombers member "
        "caliphate mob crowd youths attacker assailant gunmen"
    ).split()
)
#: Words before a noun that are no part of a party's name.
_COUNTING = frozenset(
    ("the a an and at least more than some about around up to as many nearly most all other another").split()
)
_GENERIC_PRONOUNS = frozenset(("they", "it", "he", "she", "them", "him"))


#: A name of more tokens than this is seldom parsed as one phrase.
LONG = 3


@cache
def _names() -> ActorNames:
    return ActorNames.load()


#: Words that a headline prints in capitals and that name nobody: hedges, and what was used.
_NAMELESS = frozenset(
    "suspected alleged apparent presumed likely reported sarin chlorine gas chemical napalm phosphorus mustard".split()
)
#: Tokens at the head of a report's text in which the town stands from which it was sent.
_DATELINE = 6


def is_dateline(token: Token) -> bool:
    """ "BEIRUT (Agency)", "VELM Ardan A suspected attack ...": a town in capitals from which a report was sent."""
    doc, i = token.doc, token.i
    if i >= _DATELINE or doc.text.isupper():
        return False
    if not all(t.text[:1].isupper() or t.is_punct or t.text.isdigit() for t in doc[: i + 1]):
        return False
    loud = doc[i].text.isupper() and len(doc[i].text) > _ACRONYM
    if loud and i + 1 < len(doc) and doc[i + 1].text in ("(", "--", "–", "—", "-"):
        return True
    before = doc[i - 1].text if i else ""
    return i > 0 and before.isupper() and len(before) > _ACRONYM and places().kind([doc[i].text]) is PlaceKind.COUNTRY


#: The longest name of a party that is letters alone.
_ACRONYM = 5


def is_party(token: Token) -> bool:
    """Whether a noun can be the head of a party's name."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PRON", "VERB") or ends_a_compound(token):
        return False
    lemma = token.lemma_.lower()
    if token.lower_ in _NAMELESS or is_dateline(token):
        return False
    if lemma in ACTING or token.lower_ in ACTING or token.lower_.removesuffix("s") in ACTING:
        return True
    if person_class(token.doc, token.i) is VictimClass.COMBATANT:
        return True
    return is_named(token) or (token.tag_ in ("NNP", "NNPS") and token.ent_type_ == "")


def ends_a_compound(token: Token) -> bool:
    """ "A multi-front offensive", "an anti-government attack": what a hyphen ties to a word before it is no party."""
    return token.i > 1 and token.text[:1].islower() and token.doc[token.i - 1].text == "-" and token.pos_ == "ADJ"


def is_named(token: Token) -> bool:
    """Whether a noun ends a name of the registry of parties."""
    begun = _begun(token.doc).get(token.i)
    return begun is not None and begun >= token.left_edge.i and begun >= token.i - 5


@once
def _named(doc: Doc) -> tuple[tuple[int, int], ...]:
    """The names of the registry in a sentence, the longest from each token on."""
    return _names().found(doc.texts, states=True)


@once
def _begun(doc: Doc) -> dict[int, int]:
    """For each token that stands in a name of the registry, where the last begun of those names begins."""
    return {at: start for start, end in _named(doc) for at in range(start, end)}


#: What hedges a deed stands before its doer's name and is no part of it.
_HEDGES = frozenset("apparently reportedly allegedly possibly probably presumably supposedly".split())


def party(unit: Unit, token: Token) -> ActorMention:
    """The noun phrase around a head as an actor mention: determiners and relative clauses left out."""
    start, end = named_phrase(token)
    text = unit.text(start, end)
    return ActorMention(text, text, unit.chars(start, end))


def named_phrase(token: Token) -> tuple[int, int]:
    """The tokens of a noun phrase; a known name is one, however it is parsed ("Jama'at Nusrat al-Islam
    wal-Muslimin")."""
    start, end = phrase(token)
    for first, stop in _named(token.doc):
        if first <= token.i < stop and stop - first > LONG:
            start, end = min(start, first), max(end, stop)
    return start, end


def phrase(token: Token) -> tuple[int, int]:
    """The tokens of a noun phrase: from its first modifier to its head, with "of"-phrases and "and"-partners by it."""
    doc = token.doc
    start, end = token.i, token.i + 1
    for child in token.lefts:
        if (
            child.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "advmod", "npadvmod", "quantmod", "case")
            and child.i >= token.i - 8
            and child.lower_ not in _HEDGES
        ):
            start = min(start, child.left_edge.i)
    for child in token.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in ("of", "from")
            and child.right_edge.i - token.i <= 7
            and child.i == end
        ):
            stop = next(
                (t.i for t in child.subtree if t.dep_ in ("relcl", "acl", "advcl", "punct") and t.i > child.i),
                child.right_edge.i + 1,
            )
            end = max(end, stop)
        elif child.dep_ == "conj" and child.i - end <= 4 and child.pos_ in ("NOUN", "PROPN"):
            between = doc[end : child.i]
            if all(
                t.dep_ in ("cc", "compound", "amod", "det", "poss", "nmod", "punct") or t.head.i == child.i
                for t in between
            ):
                end = child.i + 1
    while start < token.i and (
        doc[start].tag_ in ("DT", "PRP$", ",", "``", "''", "HYPH", "CC", "IN") or doc[start].lower_ in _COUNTING
    ):
        start += 1
    if doc[start].lower_ == "mid" and start + 3 <= token.i and doc[start + 1].text in "-–":
        start += 3  # "since mid-May JNIM has"
    while end > token.i + 1 and doc[end - 1].tag_ in ("IN", ",", "CC", "DT", "."):
        end -= 1
    return start, end


def is_pronoun(token: Token) -> bool:
    """A pronoun that stands for a party."""
    return token.lower_ in _GENERIC_PRONOUNS
