"""Whether a report goes on with the act it was telling of, or turns to another."""

from vedette.extraction.parsing.forms import lemma_set, word_set
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Sentence

#: Nouns by which a report comes back to an act it has told of.
ACT_NOUNS = frozenset(
    "attack strike airstrike blast explosion bombing raid shelling bombardment massacre incident assault bomb shooting "
    "ambush toll dead victim fighting clash".split()
)
#: Words by which a report turns to another happening than the one just told.
_TURNING = frozenset("elsewhere separately meanwhile meantime".split())
_OTHER = frozenset("another other separate different more further second third similar previous earlier".split())


def turns_away(sentence: Sentence, act: Token | None = None) -> bool:
    """Whether a sentence, or one act of it, is of another happening than the one told before: "fifteen were killed in
    two more incidents", "another raid", "elsewhere"."""
    nouns = [act] if act is not None else [t for t in sentence.unit.doc if t.lemma_.lower() in ACT_NOUNS]
    if any(t.pos_ == "NOUN" and any(c.lower_ in _OTHER for c in t.lefts) for t in nouns):
        return True
    return not _TURNING.isdisjoint(word_set(sentence.unit.doc))


#: What an act is called that answers another.
ANSWERS = frozenset("retaliation revenge reprisal response".split())


def is_answered(act: Token) -> bool:
    """ "Raids came in retaliation for the killing of three officers": what another act answers."""
    link = act.head
    return act.dep_ == "pobj" and link.lower_ in ("for", "to") and link.head.lemma_.lower() in ANSWERS


#: Words for acts by kind: who did one of a kind is not by that who did one of another.
_KINDS = {
    "from the air": frozenset(
        "strike airstrike raid airraid sortie bombing bombardment warplane jet helicopter barrel".split()
    ),
    "by fire": frozenset("shelling shell rocket mortar missile artillery bombardment fire".split()),
    "by a bomb": frozenset("blast explosion bomb mine landmine car vehicle ied bombing suicide bomber".split()),
}


def kinds_of_acts(sentence: Sentence) -> frozenset[str]:
    """The kinds of acts that a sentence names; none where its words are of any kind ("the attack")."""
    lemmas = lemma_set(sentence.unit.doc)
    return frozenset(kind for kind, words in _KINDS.items() if not words.isdisjoint(lemmas))
