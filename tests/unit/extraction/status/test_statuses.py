"""Hedges: which words keep a thing from being told as fact, and how far they reach."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.unit.extraction.speech.tagged import report, unit
from vedette.extraction.report import Sentence
from vedette.extraction.status.hedges import hedges
from vedette.extraction.status.statuses import is_background, of_nobody, statuses_of
from vedette.model.provenance import Field, FieldStatus, Status
from vedette.model.times import When, day

Arcs = dict[str, tuple[str, str]]


def statuses(words: str, trigger: str, arcs: Arcs) -> tuple[FieldStatus, ...]:
    one = unit(words, arcs=arcs)
    return statuses_of(Sentence(one), [t.text for t in one.doc].index(trigger))


def fact(words: str, trigger: str, arcs: Arcs) -> tuple[Status, str | None] | None:
    found = [s for s in statuses(words, trigger, arcs) if s.field is Field.FACT]
    return (found[0].status, found[0].words) if found else None


TOOK: Arcs = {"Rebels": ("took", "nsubj"), "Qarat": ("took", "dobj")}


def test_a_plain_assertion_has_no_status() -> None:
    assert fact("Rebels/NNS took/VBD Qarat/NNP", "took", TOOK) is None


def test_hearsay_keeps_its_word_and_doubts_nothing() -> None:
    arcs = {**TOOK, "reportedly": ("took", "advmod")}
    assert fact("Rebels/NNS reportedly/RB took/VBD Qarat/NNP", "took", arcs) == (Status.ASSERTED, "reportedly")


@pytest.mark.parametrize(
    ("word", "status"),
    [("could", Status.HYPOTHETICAL), ("would", Status.HYPOTHETICAL), ("will", Status.PLANNED)],
)
def test_an_auxiliary_tells_what_may_or_will_be(word: str, status: Status) -> None:
    arcs = {"Rebels": ("take", "nsubj"), word: ("take", "aux"), "Qarat": ("take", "dobj")}
    assert fact(f"Rebels/NNS {word}/MD take/VB Qarat/NNP", "take", arcs) == (status, word)


def test_may_have_taken_is_a_guess_and_not_a_forecast() -> None:
    arcs = {"Rebels": ("taken", "nsubj"), "may": ("taken", "aux"), "have": ("taken", "aux")}
    assert fact("Rebels/NNS may/MD have/VB taken/VBN Qarat/NNP", "taken", arcs) == (Status.SUSPECTED, "may")


def test_a_condition_is_no_fact() -> None:
    arcs = {"If": ("took", "mark"), **TOOK}
    assert fact("If/IN Rebels/NNS took/VBD Qarat/NNP", "took", arcs) == (Status.HYPOTHETICAL, "If")


def test_had_before_its_subject_is_a_condition_and_behind_it_a_tense() -> None:
    inverted = {"Had": ("closed", "aux"), "corridor": ("closed", "nsubj")}
    assert fact("Had/VBD corridor/NN closed/VBN", "closed", inverted) == (Status.HYPOTHETICAL, "Had")
    told = {"corridor": ("closed", "nsubj"), "had": ("closed", "aux")}
    assert fact("corridor/NN had/VBD closed/VBN", "closed", told) is None


@pytest.mark.parametrize(
    ("verb", "status"),
    [("plan", Status.PLANNED), ("threaten", Status.THREATENED), ("risk", Status.HYPOTHETICAL)],
)
def test_the_verb_above_colours_its_complement(verb: str, status: Status) -> None:
    arcs = {"Rebels": (verb, "nsubj"), "to": ("bomb", "aux"), "bomb": (verb, "xcomp")}
    assert fact(f"Rebels/NNS {verb}/VBP to/TO bomb/VB", "bomb", arcs) == (status, verb)


def test_a_warning_of_what_has_been_is_no_threat() -> None:
    arcs = {"warn": ("warn", "ROOT"), "had": ("bombed", "aux"), "bombed": ("warn", "ccomp")}
    assert fact("They/PRP warn/VBP rebels/NNS had/VBD bombed/VBN", "bombed", arcs) is None


def test_what_is_denied_is_denied_unless_the_denial_is() -> None:
    arcs = {"bombing": ("deny", "xcomp")}
    assert fact("They/PRP deny/VBP bombing/VBG", "bombing", arcs) == (Status.DENIED, "deny")
    arcs = {"not": ("deny", "neg"), "bombing": ("deny", "xcomp")}
    assert fact("They/PRP not/RB deny/VBP bombing/VBG", "bombing", arcs) is None


def test_no_and_nobody_deny_but_no_fewer_does_not() -> None:
    arcs = {"No": ("strikes", "det"), "strikes": ("launched", "nsubjpass")}
    assert fact("No/DT strikes/NNS launched/VBN", "strikes", arcs) == (Status.DENIED, "No")
    arcs = {"no": ("people", "det"), "people": ("killing", "dobj")}
    assert fact("killing/VBG no/DT fewer/JJR people/NNS", "killing", arcs) is None


def test_what_is_taken_for_known_inherits_nothing_from_the_clause_around() -> None:
    arcs = {"The": ("attack", "det"), "attack": ("worsen", "nsubj"), "could": ("worsen", "aux")}
    assert fact("The/DT attack/NN could/MD worsen/VB things/NNS", "attack", arcs) is None
    arcs = {"A": ("clash", "det"), "clash": ("worsen", "nsubj"), "could": ("worsen", "aux")}
    assert fact("A/DT clash/NN could/MD worsen/VB things/NNS", "clash", arcs) == (Status.HYPOTHETICAL, "could")


def test_a_relative_clause_is_shut_off_from_its_sentence() -> None:
    arcs = {"town": ("fall", "nsubj"), "rebels": ("took", "nsubj"), "took": ("town", "relcl"), "could": ("fall", "aux")}
    assert fact("A/DT town/NN rebels/NNS took/VBD could/MD fall/VB", "took", arcs) is None


def test_who_is_suspected_leaves_the_deed_asserted() -> None:
    arcs = {"Suspected": ("jihadists", "amod"), "jihadists": ("attacked", "nsubj")}
    (found,) = statuses("Suspected/JJ jihadists/NNS attacked/VBD Qarat/NNP", "attacked", arcs)
    assert (found.field, found.status, found.words) == (Field.PERPETRATOR, Status.SUSPECTED, "Suspected")


def test_the_no_of_a_toll_of_nought_is_its_figure() -> None:
    no, deny = FieldStatus(Field.FACT, Status.DENIED, "No"), FieldStatus(Field.FACT, Status.DENIED, "denied")
    assert of_nobody((no,)) == ()
    assert of_nobody((deny,)) == (deny,)


def ago(days: int) -> When:
    return day(dt.date(2031, 5, 20) - dt.timedelta(days=days))


@pytest.mark.parametrize(("days", "recalled"), [(0, False), (5, False), (8, False), (9, True), (4000, True)])
def test_more_than_a_week_old_is_history(days: int, recalled: bool) -> None:
    told = replace(report("Rebels/NNS took/VBD Qarat/NNP"), anchor=dt.date(2031, 5, 20))
    assert is_background(told, ago(days), told.sentences[0], 1) is recalled


def test_every_word_of_the_hedges_has_a_status() -> None:
    lex = hedges()
    assert lex.governing["deny"] is Status.DENIED
    assert {s for _, s in (p for found in lex.phrases.values() for p in found)} >= {Status.SUSPECTED, Status.DENIED}
