"""Stances in hyphened words: "Iran-backed militias", "the Saudi-led coalition"."""

import re
from collections.abc import Iterator

from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Sentence
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.pairs import NAMES, can_stand
from vedette.extraction.standing.phrases import Range, head_of, is_capital, is_heading, mention, phrase_after
from vedette.extraction.standing.words import standing_words
from vedette.model.claim import StanceContent, StanceRelation
from vedette.model.mention import ActorMention

_HYPHEN = re.compile(r"[-‑–]")


def hyphened(sentence: Sentence) -> Iterator[StandingDraft]:
    """ "Iran-backed militias", "the Saudi-led coalition"."""
    doc = sentence.unit.doc
    if not _HYPHEN.search(doc.text):
        return
    for token in doc:
        whole_word = "-" in token.text
        bond = standing_words().compounds.get(token.lower_.rpartition("-")[2])
        if bond is None or not (whole_word or (token.i > 1 and doc[token.i - 1].text in "-‑–")):
            continue
        start = token.i if whole_word else token.i - 2
        while (
            start > 0
            and doc[start].text not in standing_words().nations
            and doc[start - 1].tag_ in NAMES
            and doc[start].tag_ in NAMES
        ):
            start -= 1
        after = _up_to_group(sentence, phrase_after(doc, token.i + 1))
        if after is None or not is_capital(doc[start]) or doc[token.i + 1].tag_ in ("IN", "TO"):
            continue
        group, owner = mention(sentence.unit, after), _owner(sentence, start, token)
        if not can_stand(head_of(doc, after)):
            continue
        whole = sentence.unit.text(start, after[1])
        if bond.relation is not StanceRelation.LEADS:
            group = ActorMention(whole, whole, sentence.unit.chars(start, after[1]))
        a, b = (group, owner) if bond.inverse else (owner, group)
        yield StandingDraft(
            sentence.unit.index,
            token.i,
            start,
            after[1],
            StanceContent(a, bond.relation, b),
            "stance: hyphened",
            f"{token.text} {owner.text}",
        )


def _up_to_group(sentence: Sentence, phrase: Range | None) -> Range | None:
    """In a headline, where every word is a name, a group's phrase ends with the word for a group."""
    if phrase is None or not is_heading(sentence.unit.doc):
        return phrase
    tokens = sentence.unit.doc[phrase[0] : phrase[1]]
    end = next((t.i + 1 for t in tokens if t.lower_.removesuffix("s") in standing_words().groups), None)
    return (phrase[0], end) if end is not None else None


def _owner(sentence: Sentence, start: int, token: Token) -> ActorMention:
    """Who backs or leads, in one token with the participle or in those before its hyphen."""
    if start < token.i:
        return mention(sentence.unit, (start, token.i - 1))
    name = token.text.rpartition("-")[0]
    return ActorMention(name, standing_words().nations.get(name, name), sentence.unit.chars(token.i, token.i + 1))
