"""Acts that are no facts become claims of their own; facts do not, nor what another claim stands on."""

import pytest

from tests.unit.extraction.speech.tagged import unit
from vedette.extraction.acts.foretold import draft_foretold
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import EventContent, EventType
from vedette.model.document import Document, document_id
from vedette.model.provenance import Span

ARCS = {
    "Rebels": ("threaten", "nsubj"),
    "to": ("shell", "aux"),
    "shell": ("threaten", "xcomp"),
    "Qarat": ("shell", "dobj"),
}


def told(words: str, arcs: dict[str, tuple[str, str]]) -> Report:
    one = unit(words, arcs=arcs)
    return Report(Document(document_id("t"), "t", one.doc.text, "Meridian Wire"), None, (Sentence(one),))


def test_a_threat_is_a_claim_with_its_type() -> None:
    (draft,) = draft_foretold(told("Rebels/NNS threaten/VBP to/TO shell/VB Qarat/NNP", ARCS), ())
    assert isinstance(draft.content, EventContent)
    assert draft.content.type is EventType.SHELLING
    assert draft.rule == "no fact: shell"


def test_what_another_claim_stands_on_is_left_to_it() -> None:
    report = told("Rebels/NNS threaten/VBP to/TO shell/VB Qarat/NNP", ARCS)
    assert draft_foretold(report, (Span(20, 25),)) == ()


@pytest.mark.parametrize("verb", ["attacked", "greeted"])
def test_facts_and_acts_of_peace_give_nothing(verb: str) -> None:
    arcs = {"Rebels": (verb, "nsubj"), "Qarat": (verb, "dobj")}
    assert draft_foretold(told(f"Rebels/NNS {verb}/VBD Qarat/NNP", arcs), ()) == ()
