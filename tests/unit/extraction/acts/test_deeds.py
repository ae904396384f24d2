"""Who did what to whom, on hand-built parses."""

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc as SpacyDoc
from spacy.vocab import Vocab

from vedette.extraction.acts.deeds import Deed, deed
from vedette.extraction.parsing.tokens import Doc, doc_of


def parsed(*rows: tuple[str, str, str, int, str]) -> Doc:
    words, lemmas, pos, heads, deps = zip(*rows, strict=True)
    return doc_of(SpacyDoc(
        Vocab(lex_attr_getters=LEX_ATTRS), words=list(words), lemmas=list(lemmas), pos=list(pos), heads=list(heads),
        deps=list(deps),
        tags=["NNP" if p == "PROPN" else "VBD" if p == "VERB" else "NN" for p in pos],
    ))  # fmt: skip


def test_subject_acts_and_object_receives() -> None:
    doc = parsed(
        ("Dorva", "Dorva", "PROPN", 1, "nsubj"), ("threatened", "threaten", "VERB", 1, "ROOT"),
        ("Melik", "Melik", "PROPN", 1, "dobj"),
    )  # fmt: skip
    assert deed(doc) == Deed("THREATEN", ("Dorva",), ("Melik",))


def test_the_deed_is_what_is_told_not_the_telling() -> None:
    doc = parsed(
        ("Dorva", "Dorva", "PROPN", 1, "nsubj"), ("expelled", "expel", "VERB", 4, "ccomp"),
        ("Melik", "Melik", "PROPN", 1, "dobj"), ("officials", "official", "NOUN", 4, "nsubj"),
        ("said", "say", "VERB", 4, "ROOT"),
    )  # fmt: skip
    found = deed(doc)
    assert (found.actors, found.recipients) == (("Dorva",), ("Melik",))


def test_the_passive_has_its_agent_as_actor() -> None:
    doc = parsed(
        ("Melik", "Melik", "PROPN", 2, "nsubjpass"), ("was", "be", "AUX", 2, "auxpass"),
        ("attacked", "attack", "VERB", 2, "ROOT"), ("by", "by", "ADP", 2, "agent"),
        ("Dorva", "Dorva", "PROPN", 3, "pobj"),
    )  # fmt: skip
    assert deed(doc) == Deed("ASSAULT", ("Dorva",), ("Melik",))


def test_both_act_where_both_agree() -> None:
    doc = parsed(
        ("Dorva", "Dorva", "PROPN", 3, "nsubj"), ("and", "and", "CCONJ", 0, "cc"),
        ("Melik", "Melik", "PROPN", 0, "conj"),
        ("agreed", "agree", "VERB", 3, "ROOT"), ("terms", "term", "NOUN", 3, "dobj"),
    )  # fmt: skip
    assert deed(doc) == Deed("AGREE", ("Dorva", "Melik"), ())


def test_an_empty_sentence_has_no_deed() -> None:
    assert deed(doc_of(SpacyDoc(Vocab(lex_attr_getters=LEX_ATTRS), words=[]))) == Deed(None, (), ())
