"""A stance from two phrases: whether both can be parties, whether the words deny it, since when it stands."""

from collections.abc import Iterator

from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.phrases import (
    Range,
    antecedent,
    around,
    head_of,
    is_capital,
    mention,
    phrase_after,
    subject,
    trimmed,
)
from vedette.extraction.standing.since import beginning
from vedette.extraction.standing.words import Bond, standing_words
from vedette.extraction.times.expression import Hint
from vedette.model.claim import StanceContent, StanceRelation
from vedette.model.times import When

NAMES = ("NNP", "NNPS")
_UNDERTAKINGS = frozenset("attack offensive operation campaign assault advance insurgency uprising war fight".split())
_UNSTANDING = frozenset(
    (
        "not no never without once former formerly previously ex would could if cut cuts cutting sever severed severs "
        "broke broken suspended"
    ).split()
)


def pair_draft(
    sentence: Sentence, token: Token, pair: tuple[Range, Range], bond: Bond, rule: str
) -> StandingDraft | None:
    """The stance of two phrases as printed; None where one is no party, or both are the same words."""
    unit, doc = sentence.unit, sentence.unit.doc
    first, second = pair
    leads = bond.relation is StanceRelation.LEADS
    if not all(
        can_stand(
            head_of(doc, p), person=leads, joint=_is_named(doc, first) and bond.relation is StanceRelation.PART_OF
        )
        for p in pair
    ):
        return None
    a, b = mention(unit, first), mention(unit, second)
    if bond.inverse:
        a, b = b, a
    if a.name == b.name:
        return None
    start, end = trimmed(doc, (min(first[0], second[0], token.i), max(first[1], second[1], token.i + 1)))
    content = StanceContent(a, bond.relation, b)
    return StandingDraft(unit.index, token.i, start, end, content, f"stance: {rule}", f"{token.text} {b.text}")


def _is_named(doc: Doc, phrase: Range) -> bool:
    return any(is_capital(t) and t.i for t in doc[phrase[0] : phrase[1]])


def can_stand(head: Token, *, person: bool = False, joint: bool = False) -> bool:
    """Whether a phrase can be a party: a name, a group of people, a country; no weapon, no event.

    `person` also lets in one person (who leads), `joint` a joint undertaking (what one takes part in).
    """
    words = standing_words()
    if (person and person_class(head.doc, head.i) is not None) or (joint and head.lemma_.lower() in _UNDERTAKINGS):
        return True
    lemma = head.lemma_.lower()
    if lemma in words.weapons or head.lower_ in words.weapons or head.tag_ in ("CD", "PRP"):
        return False
    return (
        head.tag_ in ("NNP", "NNPS")
        or is_capital(head)
        or is_group(head)
        or lemma in words.forces
        or lemma in words.leaders
        or head.text in words.nations
    )


def is_group(head: Token) -> bool:
    """Whether a noun names a body of people that can have a leader."""
    groups = standing_words().groups
    return head.lemma_.lower() in groups or head.lower_.removesuffix("s") in groups


def joined(last: Token, first: Range) -> Iterator[Range]:
    """ "by Iran and Syria": the second name."""
    doc = last.doc
    if first[1] < len(doc) and doc[first[1]].lower_ == "and":
        other = phrase_after(doc, first[1] + 1)
        if other is not None and doc[other[0]].tag_ in ("NNP", "NNPS"):
            after = doc[other[1]] if other[1] < len(doc) else None
            if after is None or after.pos_ not in ("VERB", "AUX"):
                yield other


def denied(word: Token) -> bool:
    """Whether words before one deny it, or say that it is over or only might be; "former rebels allied to X" are."""
    before = list(word.doc[max(0, word.i - 3) : word.i])
    return any(
        t.dep_ == "neg" or (t.lower_ in _UNSTANDING and not (t.dep_ == "amod" and t.head.i != word.i)) for t in before
    )


def subject_phrase(token: Token) -> Range | None:
    """The phrase of a verb's subject, where that is a noun."""
    found = subject(token)
    return around(token.doc, found) if found is not None and found.pos_ in ("NOUN", "PROPN") else None


def relative_says(token: Token) -> Range | None:
    """ "X, which UN experts say arms Y": the phrase of X."""
    doc = token.doc
    i = token.i - 1
    if i < 2 or doc[i].lemma_.lower() not in ("say", "believe", "suspect"):
        return None
    for j in range(i, max(0, i - 6), -1):
        if doc[j].lower_ in ("which", "who"):
            return antecedent(doc, j)
    return None


def since_of(sentence: Sentence, after: int = 0) -> When | None:
    """When a relation began, where the sentence says "since" past a token."""
    hints = {Hint.SINCE, Hint.SINCE_CLAUSE}
    return next((beginning(t) for t in sentence.times if hints & t.expression.hints and t.start >= after), None)


def dated(draft: StandingDraft | None, since: When | None) -> Iterator[StandingDraft]:
    """A stance, if there is one, with its beginning."""
    if draft is not None and isinstance(draft.content, StanceContent):
        content = StanceContent(draft.content.a, draft.content.relation, draft.content.b, since)
        yield StandingDraft(
            draft.unit, draft.trigger, draft.start, draft.end, content, draft.rule, draft.anchor, draft.when
        )
