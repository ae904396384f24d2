"""Stances in verbs: "X backs Y", "X has supplied Y with shells", "X mediates between", "X and Y are at war"."""

from collections.abc import Iterator

from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.pairs import (
    can_stand,
    dated,
    denied,
    is_group,
    joined,
    pair_draft,
    relative_says,
    since_of,
    subject_phrase,
)
from vedette.extraction.standing.phrases import Range, around, head_of, mention, phrase_after, subject, trimmed
from vedette.extraction.standing.words import Bond, standing_words
from vedette.model.claim import StanceContent, StanceRelation

SUPPLYING = frozenset("supply provide equip arm furnish".split())
_MATERIEL = frozenset("arm shell ammunition munition rifle fund money fuel training rocket".split())
MEDIATING = frozenset("mediate broker mediator negotiator".split())


def by_verb(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "X backs Y", "X, which experts say arms Y", "X has supported Y since": what lasts, no single act."""
    bond = standing_words().verbs.get(token.lemma_.lower())
    doc = sentence.unit.doc
    if bond is None or denied(token):
        return
    object_ = phrase_after(doc, token.i + 1)
    if object_ is None or doc[token.i + 1].tag_ == "IN":
        return
    if token.tag_ in ("VBZ", "VBP", "NNS") and token.pos_ in ("VERB", "NOUN"):
        lasting = token.pos_ == "VERB" or relative_says(token) is not None
    else:
        lasting = (bond.relation is StanceRelation.PART_OF and token.dep_ == "relcl") or (
            token.tag_ == "VBN"
            and doc[token.i - 1].lower_ in ("has", "have", "long")
            and since_of(sentence) is not None
        )
    if not lasting:
        return
    who = relative_says(token) or subject_phrase(token)
    if who is None:
        return
    if bond.relation is StanceRelation.LEADS and not is_group(head_of(doc, object_)):
        return
    straight = Bond(bond.relation, bond.inverse)
    yield from dated(pair_draft(sentence, token, (who, object_), straight, token.lemma_.lower()), since_of(sentence))


def supplied(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "X has supplied Y with shells": X backs Y."""
    doc = sentence.unit.doc
    if token.lemma_.lower() not in SUPPLYING or token.pos_ != "VERB" or token.tag_ == "VBD" or denied(token):
        return
    given = phrase_after(doc, token.i + 1) if token.i + 1 < len(doc) else None
    who = relative_says(token) or subject_phrase(token)
    if given is None or who is None or given[1] >= len(doc) or doc[given[1]].lower_ != "with":
        return
    if {t.lemma_.lower() for t in doc[given[1] + 1 : given[1] + 6]} & (standing_words().weapons | _MATERIEL):
        bond = Bond(StanceRelation.BACKED_BY, inverse=True)
        yield from dated(pair_draft(sentence, token, (who, given), bond, "supply"), since_of(sentence))


def mediates(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "X has been mediating between A and B"; "mediators from X"; "talks between A and B brokered by X"."""
    doc, unit = sentence.unit.doc, sentence.unit
    lemma = token.lemma_.lower()
    if lemma not in MEDIATING:
        return
    between = next((t.i for t in doc if t.lower_ == "between"), None)
    if between is None or denied(token):
        return
    who: Range | None = None
    if token.pos_ == "NOUN" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "from":
        who = phrase_after(doc, token.i + 2)
    elif token.pos_ == "VERB":
        passive = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "by"
        who = phrase_after(doc, token.i + 2) if passive else subject_phrase(token)
    one = phrase_after(doc, between + 1)
    if who is None or one is None or not (can_stand(head_of(doc, who)) and can_stand(head_of(doc, one))):
        return
    for part in (who, *joined(doc[who[1] - 1], who)):
        both = (one[0], next((o[1] for o in joined(doc[one[1] - 1], one)), one[1]))
        start, end = trimmed(doc, (min(part[0], both[0]), max(part[1], both[1], token.i + 1)))
        content = StanceContent(mention(unit, part), StanceRelation.MEDIATES, mention(unit, both))
        yield StandingDraft(
            unit.index, token.i, start, end, content, "stance: mediates", f"{token.text} {content.a.text}"
        )


def at_war(sentence: Sentence, token: Token) -> Iterator[StandingDraft]:
    """ "A and B have been at war since"; "A is at war with B"."""
    doc = sentence.unit.doc
    if token.lower_ != "war" or token.i < 2 or doc[token.i - 1].lower_ != "at":
        return
    verb = doc[token.i - 1].head
    found = subject(verb)
    if found is None:
        return
    bond = Bond(StanceRelation.OPPOSED_TO)
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "with":
        other = phrase_after(doc, token.i + 2)
        pair = (around(doc, found), other) if other else None
    else:
        subjects = [c for c in verb.lefts if c.dep_ == "nsubj"] + [c for c in found.children if c.dep_ == "conj"]
        pair = (around(doc, subjects[0]), around(doc, subjects[1])) if len(subjects) > 1 else None
    if pair is not None:
        yield from dated(pair_draft(sentence, token, pair, bond, "at war"), since_of(sentence))
