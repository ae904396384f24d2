"""Words that tell of events, on hand-built parses."""

import pytest
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc as SpacyDoc
from spacy.vocab import Vocab

from vedette.extraction.acts.triggers import event_words, find_triggers, head_of
from vedette.extraction.parsing.tokens import Doc, doc_of
from vedette.model.claim import EventType


def doc(*rows: tuple[str, str, str, int, str]) -> Doc:
    """A parse from rows of word, lemma, part of speech, head and relation."""
    words, lemmas, pos, heads, deps = zip(*rows, strict=True)
    tags = ["NN" if p == "NOUN" else "VBD" if p == "VERB" else "NNP" if p == "PROPN" else "XX" for p in pos]
    return doc_of(
        SpacyDoc(
            Vocab(lex_attr_getters=LEX_ATTRS),
            words=list(words),
            lemmas=list(lemmas),
            pos=list(pos),
            heads=list(heads),
            deps=list(deps),
            tags=tags,
        )
    )


def test_a_specific_word_needs_no_weapon() -> None:
    found = find_triggers(
        doc(
            ("An", "a", "DET", 1, "det"),
            ("airstrike", "airstrike", "NOUN", 2, "nsubj"),
            ("came", "come", "VERB", 2, "ROOT"),
        )
    )
    assert [(t.type, t.weak) for t in found] == [(EventType.AIR_STRIKE, False)]


def test_a_weapon_gives_a_generic_verb_its_type() -> None:
    found = find_triggers(
        doc(
            ("Rockets", "rocket", "NOUN", 1, "nsubj"), ("hit", "hit", "VERB", 1, "ROOT"),
            ("a", "a", "DET", 3, "det"), ("school", "school", "NOUN", 1, "dobj"),
        )
    )  # fmt: skip
    assert [(t.words, t.type, t.weapon) for t in found] == [("hit", EventType.SHELLING, "Rockets")]


def test_what_is_hit_is_no_weapon() -> None:
    found = find_triggers(
        doc(
            ("Rebels", "rebel", "NOUN", 1, "nsubj"), ("hit", "hit", "VERB", 1, "ROOT"),
            ("a", "a", "DET", 3, "det"), ("tank", "tank", "NOUN", 1, "dobj"),
        )
    )  # fmt: skip
    assert found == ()


def test_a_striking_force_gives_a_weak_type() -> None:
    found = find_triggers(
        doc(
            ("The", "the", "DET", 1, "det"), ("coalition", "coalition", "NOUN", 2, "nsubj"),
            ("struck", "strike", "VERB", 2, "ROOT"), ("camps", "camp", "NOUN", 2, "dobj"),
        )
    )  # fmt: skip
    assert [(t.type, t.weak) for t in found] == [(EventType.AIR_STRIKE, True)]


@pytest.mark.parametrize(("victim", "kind"), [("soldiers", EventType.ARMED_CLASH), ("villagers", EventType.ATTACK)])
def test_killing_is_a_clash_where_both_are_armed(victim: str, kind: EventType) -> None:
    found = find_triggers(
        doc(
            ("Gunmen", "gunman", "NOUN", 1, "nsubj"), ("killed", "kill", "VERB", 1, "ROOT"),
            (victim, victim.removesuffix("s"), "NOUN", 1, "dobj"),
        )
    )  # fmt: skip
    assert [t.type for t in found] == [kind]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Possible", "possible", "ADJ", 1, "amod"), ("airstrikes", "airstrike", "NOUN", 2, "nsubj"),
            ("loom", "loom", "VERB", 2, "ROOT"),
        ],
        [
            ("Envoys", "envoy", "NOUN", 1, "nsubj"), ("averted", "avert", "VERB", 1, "ROOT"),
            ("airstrikes", "airstrike", "NOUN", 1, "dobj"),
        ],
        [
            ("Attack", "attack", "NOUN", 1, "compound"), ("victims", "victim", "NOUN", 2, "nsubj"),
            ("spoke", "speak", "VERB", 2, "ROOT"),
        ],
        [
            ("He", "he", "PRON", 2, "nsubj"), ("heart", "heart", "NOUN", 2, "compound"),
            ("attack", "attack", "NOUN", 2, "ROOT"),
        ],
        [
            ("It", "it", "PRON", 1, "nsubj"), ("says", "say", "VERB", 1, "ROOT"), ("whose", "whose", "PRON", 3, "poss"),
            ("jets", "jet", "NOUN", 4, "nsubj"), ("flew", "fly", "VERB", 1, "ccomp"),
            ("airstrikes", "airstrike", "NOUN", 4, "dobj"),
        ],
    ],
    ids=["possible", "averted", "modifier", "heart attack", "asked"],
)  # fmt: skip
def test_what_was_not_done_is_no_event(rows: list[tuple[str, str, str, int, str]]) -> None:
    assert find_triggers(doc(*rows)) == ()


def test_missiles_from_warplanes_are_an_air_strike() -> None:
    found = find_triggers(
        doc(
            ("Jets", "jet", "NOUN", 1, "nsubj"), ("made", "make", "VERB", 1, "ROOT"),
            ("a", "a", "DET", 4, "det"), ("missile", "missile", "NOUN", 4, "compound"),
            ("strike", "strike", "NOUN", 1, "dobj"),
        )
    )  # fmt: skip
    assert [t.type for t in found] == [EventType.AIR_STRIKE]


def test_the_verb_heads_opened_fire() -> None:
    parsed = doc(
        ("Men", "man", "NOUN", 1, "nsubj"), ("opened", "open", "VERB", 1, "ROOT"), ("fire", "fire", "NOUN", 1, "dobj")
    )
    (found,) = find_triggers(parsed)
    assert (found.type, head_of(parsed, found).text) == (EventType.ATTACK, "opened")


def test_no_word_has_two_types_by_default() -> None:
    words = event_words()
    assert set(words.defaults) <= words.generic
    assert words.needs_weapon <= words.generic
