"""Standing relations that a report tells: who backs, leads, belongs to, is loyal or opposed to whom; who is where.

Read from hyphened words ("Iran-backed militias"), participles ("an alliance led by X"), nouns in apposition ("an ally
of Y") and verbs of lasting support. Offices ("head of", "spokesman for") are roles of persons, not stances.
"""

from collections.abc import Iterator
from functools import cache

from vedette.extraction.parsing.forms import lemmas_of, words_of
from vedette.extraction.report import Report, Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.hyphened import hyphened
from vedette.extraction.standing.nouns import and_allied, by_noun
from vedette.extraction.standing.participles import PREPOSITIONS, by_participle
from vedette.extraction.standing.phrases import is_capital
from vedette.extraction.standing.stationed import BASES, PLACED, stationed
from vedette.extraction.standing.verbs import MEDIATING, SUPPLYING, at_war, by_verb, mediates, supplied
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import StanceContent
from vedette.model.mention import ActorMention

_GOVERNMENT = frozenset(("government", "regime", "administration"))


def find_stances(report: Report) -> tuple[StandingDraft, ...]:
    """The stances of a report, each once."""
    found: list[StandingDraft] = []
    rulers = _rulers(report)
    for sentence in report.read:
        for draft in (*hyphened(sentence), *_words(report, sentence)):
            if not any(_same(draft.content, other.content, rulers) for other in found):
                found.append(draft)
    return tuple(found)


def _rulers(report: Report) -> frozenset[str]:
    """Last names of those whose government the report speaks of ("al-Assad's regime"): for stances, that government."""
    found: set[str] = set()
    for sentence in report.read:
        doc = sentence.unit.doc
        for i, lemma in enumerate(lemmas_of(doc)):
            if i > 1 and lemma in _GOVERNMENT and doc[i - 1].tag_ == "POS" and is_capital(doc[i - 2]):
                found.add(doc[i - 2].lower_)
    return frozenset(found)


@cache
def _telling() -> frozenset[str]:
    """The words and lemmas at which a relation can be told: most words are none, and tokens are slow to make."""
    words = standing_words()
    own = PREPOSITIONS | SUPPLYING | MEDIATING | PLACED | BASES | {"war", "allied"}
    return own | words.nouns.keys() | words.verbs.keys() | words.weapons


def _words(report: Report, sentence: Sentence) -> Iterator[StandingDraft]:
    doc, telling = sentence.unit.doc, _telling()
    for i, (word, lemma) in enumerate(zip(words_of(doc), lemmas_of(doc), strict=True)):
        if word not in telling and lemma not in telling:
            continue
        token = doc[i]
        yield from by_participle(sentence, token)
        yield from by_noun(sentence, token)
        yield from by_verb(sentence, token)
        yield from stationed(sentence, token)
        yield from at_war(sentence, token)
        yield from and_allied(sentence, token)
        yield from supplied(sentence, token)
        yield from mediates(sentence, token)


def _same(a: object, b: object, rulers: frozenset[str]) -> bool:
    """Whether two stances say the same of the same: the words of one name hold those of the other."""
    if not isinstance(a, StanceContent) or not isinstance(b, StanceContent) or a.relation is not b.relation:
        return False
    return _one_name(a.a, b.a, rulers) and _one_name(a.b, b.b, rulers)


def _one_name(a: ActorMention, b: ActorMention, rulers: frozenset[str]) -> bool:
    x, y = set(a.name.lower().split()), set(b.name.lower().split())
    if x <= y or y <= x:
        return True
    governing = rulers | _GOVERNMENT
    return bool(x & rulers and y & governing) or bool(y & rulers and x & governing)
