"""What a report says against its own claims, and of which it speaks."""

import pytest

from tests.unit.extraction.speech.tagged import report
from vedette.extraction.evidence import evidence
from vedette.extraction.report import Report
from vedette.extraction.status.caveats import with_caveats
from vedette.model.claim import Claim, Content, Effect, EventContent, EventType, TollContent
from vedette.model.provenance import Attribution, CaveatKind, Link, LinkKind
from vedette.model.quantity import Quantity

OUTLET = Attribution((Link(LinkKind.OUTLET, "Meridian Wire"),))
STRUCK = "Jets/NNS struck/VBD Qarat/NNP ./."
DEAD = "Nine/CD people/NNS died/VBD ./."


def claim(told: Report, sentence: int, content: Content | None = None) -> Claim:
    unit = told.sentences[sentence].unit
    content = content or EventContent(EventType.AIR_STRIKE)
    return Claim(told.document.id, content, OUTLET, evidence(told.document, unit, (0, 2), "x"), "test")


def tagged(words: str) -> str:
    return " ".join(f"{word}/NN" for word in words.split()) + " ./."


@pytest.mark.parametrize(
    "words",
    [
        "The information could not be independently verified",
        "It was not immediately possible to verify the account",
        "The paper has no means of checking these figures",
        "Neither side's figures can be checked",
        "There was no independent word on losses",
        "There was no immediate confirmation",
        "The agency was unable to verify the account",
        "None of this could be confirmed",
        "It was not possible to independently verify the footage",
    ],
)
def test_what_could_not_be_verified_is_tied_to_the_claim_before(words: str) -> None:
    told = report(STRUCK, tagged(words))
    (found,) = with_caveats(told, [claim(told, 0)])
    assert [c.kind for c in found.caveats] == [CaveatKind.NOT_VERIFIED]
    assert found.caveats[0].span is not None
    assert found.caveats[0].span.of(told.document.text) == found.caveats[0].words


@pytest.mark.parametrize(
    "words", ["The army verified the footage", "The junta has not confirmed the loss", "He confirmed it"]
)
def test_a_check_that_was_made_and_a_party_that_keeps_silent_are_no_caveat(words: str) -> None:
    told = report(STRUCK, tagged(words))
    assert with_caveats(told, [claim(told, 0)])[0].caveats == ()


def test_conflicting_figures_speak_of_the_toll_and_not_of_the_strike() -> None:
    told = report(STRUCK + " " + DEAD.removesuffix(" ./."), tagged("There were conflicting figures"))
    toll = TollContent(Effect.KILLED, Quantity(9, 9))
    strike, dead = with_caveats(told, [claim(told, 0), claim(told, 0, toll)])
    assert strike.caveats == ()
    assert [c.kind for c in dead.caveats] == [CaveatKind.CONFLICTING]


def test_a_claim_too_far_back_is_not_spoken_of() -> None:
    quiet = tagged("The weather was fine")
    told = report(STRUCK, quiet, quiet, quiet, tagged("This could not be verified"))
    assert with_caveats(told, [claim(told, 0)])[0].caveats == ()


@pytest.mark.parametrize(
    ("words", "taken_back"),
    [
        ("The monitor retracts the figure of nine dead", True),
        ("The wire withdrew its report that nine people died", True),
        ("The agency took back an earlier toll of nine dead", True),
        ("The army withdrew its troops after nine people died", False),
        ("Nine dead were counted before it withdrew its report", False),
    ],
)
def test_who_takes_his_words_back_retracts_what_stands_behind(words: str, taken_back: bool) -> None:
    told = report(tagged(words))
    unit = told.sentences[0].unit
    at = next(i for i, word in enumerate(words.split()) if word.casefold() == "nine")
    toll = TollContent(Effect.KILLED, Quantity(9, 9))
    made = Claim(told.document.id, toll, OUTLET, evidence(told.document, unit, (at, at + 2), "x"), "test")
    assert [c.kind for c in with_caveats(told, [made])[0].caveats] == [CaveatKind.RETRACTED] * taken_back
