"""Distances in a parse."""

from tests.unit.extraction.effects.written import parsed
from vedette.extraction.parsing.syntax import clauses_between, verb_of

SENTENCE = (
    "Rockets//nsubj>hit hit Kafrun//dobj>hit when/WRB/advmod>passed troops//nsubj>passed passed/VBD/advcl>hit "
    "who//nsubj>fled fled//relcl>troops Dorva//dobj>fled"
)


def test_one_verbs_words_stand_in_one_clause() -> None:
    doc = parsed(SENTENCE)
    assert clauses_between(doc, 0, 2) == 0


def test_a_clause_of_another_is_one_away() -> None:
    doc = parsed(SENTENCE)
    assert clauses_between(doc, 2, 4) == clauses_between(doc, 4, 2) == 1


def test_farther_clauses_are_two_away() -> None:
    doc = parsed(SENTENCE)
    assert clauses_between(doc, 2, 8) == 2


def test_clauses_of_one_verb_are_one_away() -> None:
    doc = parsed("He said shells//nsubj>fell fell//ccomp>said and rebels//nsubj>fled fled//ccomp>said")
    assert clauses_between(doc, 2, 5) == 1


def test_a_participle_before_a_noun_is_no_clause() -> None:
    doc = parsed("Rebels//nsubj>took took the wounded//amod>soldiers soldiers//dobj>took")
    assert verb_of(doc[3]).text == "took"


def test_without_a_verb_the_root_governs() -> None:
    doc = parsed("Two dead in//prep>dead Kafrun//pobj>in")
    assert verb_of(doc[3]).text == "dead"


def test_a_parse_deeper_than_any_ends() -> None:
    deep = " ".join(f"n{i}/NN/pobj>n{i + 1}" for i in range(40)) + " n40/NN"
    assert verb_of(parsed(deep)[0]).i == 30
