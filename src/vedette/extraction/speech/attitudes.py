"""What somebody thinks, wants, plans or doubts: the words that put a content in somebody's mind and not in the world.

These are no claims; outlooks and stances are read from them.
"""

from collections.abc import Sequence

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.speech.acts import Said
from vedette.extraction.speech.sources import parsed

#: Verbs with a clause ("thinks that", "wants to").
_CLAUSAL = frozenset(
    """
    think believe feel know hope want wish plan intend seek decide agree refuse decline doubt worry wonder
    assume realize expect consider prefer learn understand see imagine figure fear propose offer remember forget
    ask urge seem recommend discover determine suspect predict project guess conclude notice vow promise pledge
    swear threaten choose aim hear teach suggest argue show demonstrate prove reveal mean imply signal prompt
    encourage call invite order demand
    """.split()
)
#: Verbs with a thing for an object ("criticized the plan").
_NOMINAL = frozenset(
    """
    criticize criticise praise attack blast slam condemn denounce reject oppose support endorse back defend
    question dismiss deny acknowledge admit describe discuss mention cite address propose urge demand suggest
    announce predict explain emphasize emphasise stress highlight note recall reiterate express voice raise echo
    mock ridicule accuse blame call dub label compare liken welcome applaud hail decry lament warn promise
    pledge vow favor favour doubt dispute challenge insist advocate allege claim outline lay detail pose
    estimate believe invoke tout
    """.split()
)


def find_attitudes(unit: Unit, said: Sequence[Said]) -> tuple[Said, ...]:
    """The attitudes of a sentence, apart from what is speech already."""
    taken = {s.cue for s in said}
    found = [_attitude(unit, token) for token in unit.doc if token.i not in taken and token.pos_ == "VERB"]
    return tuple(act for act in found if act is not None)


def _attitude(unit: Unit, token: Token) -> Said | None:
    lemma = token.lemma_.lower()
    content = _clause(token) if lemma in _CLAUSAL else None
    if content is None and lemma in _NOMINAL:
        content = _object(token)
    if content is None or content.right_edge.i <= token.i:
        return None
    subject = _subject(token)
    source = parsed(unit, subject) if subject is not None else None
    kinds = (content.dep_, "ccomp", "xcomp", "oprd")
    last = max(c.right_edge.i for c in token.children if c.dep_ in kinds and c.i >= content.i)
    return Said(unit.index, source, token.i, token.text, lemma, ((max(content.left_edge.i, token.i + 1), last + 1),))


def _clause(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("ccomp", "xcomp") and c.i > token.i), None)


def _object(token: Token) -> Token | None:
    for child in token.children:
        about = child.dep_ == "prep" and child.lower_ in ("of", "for", "about", "on", "to", "against")
        if child.i > token.i and (child.dep_ in ("dobj", "oprd") or about):
            return child
    return None


def _subject(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "nsubj":
            return token.head if child.tag_ in ("WDT", "WP") and token.dep_ == "relcl" else child
    if token.dep_ in ("conj", "xcomp", "advcl") and token.head.i != token.i:
        return _subject(token.head)
    return token.head if token.dep_ == "acl" else None
