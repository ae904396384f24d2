"""Effects of verbs that take words behind those counted: "put 55 captives to death", "sent 7,000 people fleeing"."""

from collections.abc import Sequence

from vedette.extraction.counting.counts import Count
from vedette.extraction.effects.link import Link
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Effect, VictimClass

#: The words behind stand this close to those counted ("took 700 residents of X to safety").
_REACH = 4
#: Words between the verb and the count.
_SKIPPED = frozenset("the all these those another".split())


def by_frame(doc: Doc, words: Sequence[str], count: Count) -> Link | None:
    """The effect of a verb before a count and its words behind it; forces that are driven out are not displaced."""
    at = count.start - 1
    while at > 0 and words[at] in _SKIPPED:
        at -= 1
    if at < 0 or count.weak or count.head is None:
        return None
    for behind, effect in lexicon().frames.get(doc.lemmas[at], ()):
        if effect is Effect.DISPLACED and count.group is VictimClass.COMBATANT:
            continue
        for start in range(count.end, min(len(words), count.end + _REACH)):
            if tuple(words[start : start + len(behind)]) == behind:
                return Link(effect, at, "frame")
            if doc[start].pos_ == "VERB":
                break
    return None
