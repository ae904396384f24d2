"""Acts that a sentence only speaks of: the day of the inquiry, the trial or the protest is not the day of the act."""

from vedette.extraction.parsing.syntax import verb_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import FoundTime

#: Verbs that have an act for their topic.
_TALKS = frozenset(
    "condemn deplore repudiate denounce lament mourn regret protest criticize criticise discuss mention recall "
    "remember commemorate refer investigate clarify reject solve probe".split()
)
#: What is done with those who are held to have done it; "involved in", but not "involving".
_HELD = frozenset(
    "involve implicate accuse suspect charge indict try convict sentence acquit absolve clear question blame".split()
)
#: What stands between an act and those who see to it later.
_CASES = frozenset(
    "investigation inquiry probe case trial hearing verdict testimony responsible author mastermind culprit "
    "anniversary condemnation repudiation protest".split()
)
_DEALINGS = _TALKS | _CASES
#: "Cleared the town after heavy fighting": no charge.
_BESIDE = frozenset("after before during amid despite following".split())
#: How far an act's noun lies from the verb of the day, in steps up the parse.
STEPS = 12


def of_the_talk(doc: Doc, found: FoundTime, token: int) -> bool:
    """Whether a day is that on which an act was spoken of or seen to, not its own.

    "The bishop on Monday condemned the murder of Ruiz", "a judge today charged two men held to be involved in the
    murder". The act is a noun that hangs, by a word for such dealings, on the verb that the day belongs to.
    """
    act, verb = doc[token], verb_of(doc[found.start])
    if any(c.dep_ == "dobj" and c.lemma_ == "responsibility" for c in verb.rights):
        return token > verb.i  # "the group on Monday claimed responsibility for a bombing that killed ten"
    if act.pos_ != "NOUN" or any(found.start <= t.i < found.end for t in act.subtree):
        return False
    node, by = act, act
    for _ in range(STEPS):
        if node.i == verb.i:
            return _deals_with(verb, by, token)
        if node.i != token and _is_dealing(node):
            return True
        if node.head.i == node.i:
            return False
        node, by = node.head, node
    return False


def _is_dealing(node: Token) -> bool:
    if node.lemma_ in _HELD:
        return node.tag_ == "VBN"
    return node.lemma_.lower() in _DEALINGS


def _deals_with(verb: Token, by: Token, act: int) -> bool:
    """Whether the day's own verb has the act for its topic: as what it says something of, or as a charge."""
    if verb.lemma_ in _TALKS:
        return by.dep_ == "nsubjpass" or act > verb.i
    return verb.lemma_ in _HELD and by.dep_ == "prep" and by.lower_ not in _BESIDE
