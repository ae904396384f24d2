"""The chain from the outlet to the origin, over the sentences of a report."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.unit.extraction.speech.tagged import report
from vedette.extraction.chain.speakers import attribution
from vedette.extraction.report import FoundTime, Report
from vedette.extraction.times.find import find_times
from vedette.model.provenance import LinkKind

MONITOR = "nine/CD people/NNS were/VBD killed/VBN ,/, a/DT war/NN monitor/NN said/VBD ./."
NAMED = "six/CD people/NNS died/VBD ,/, the/DT Lakes/NNP Observatory/NNP for/IN Peace/NNP said/VBD ./."
HEAD = "two/CD people/NNS died/VBD ,/, Observatory/NNP director/NN Nadia/NNP Haddad/NNP told/VBD Cedar/NNP Post/NNP ./."


def _origin(told: Report, sentence: int, token: int) -> str | None:
    claimant = attribution(told, told.sentences[sentence], token).claimant
    return None if claimant is None else claimant.name


def test_the_outlet_alone_is_no_claimant() -> None:
    told = report("nine/CD people/NNS were/VBD killed/VBN ./.")
    chain = attribution(told, told.sentences[0], 3)
    assert chain.claimant is None
    assert chain.origin.name == "Meridian Wire"


def test_a_monitor_is_the_one_that_is_named_later() -> None:
    assert _origin(report(MONITOR, NAMED), 0, 3) == "Lakes Observatory for Peace"


def test_a_monitor_that_is_never_named_stays_anonymous() -> None:
    told = report(MONITOR)
    claimant = attribution(told, told.sentences[0], 3).claimant
    assert claimant is not None
    assert (claimant.name, claimant.anonymous) == ("war monitor", True)


def test_the_head_of_a_body_is_a_person_with_that_body() -> None:
    told = report(NAMED, HEAD)
    claimant = attribution(told, told.sentences[1], 2).claimant
    assert claimant is not None
    assert (claimant.name, claimant.role, claimant.body) == ("Nadia Haddad", "director", "Lakes Observatory for Peace")


def test_whom_it_was_told_stands_between_outlet_and_origin() -> None:
    told = report(NAMED, HEAD)
    chain = attribution(told, told.sentences[1], 2).chain
    assert [(link.kind, link.name) for link in chain] == [
        (LinkKind.OUTLET, "Meridian Wire"),
        (LinkKind.RELAY, "Cedar Post"),
        (LinkKind.ORIGIN, "Nadia Haddad"),
    ]


@pytest.mark.parametrize(("pronoun", "who"), [("she", "Nadia Haddad"), ("it", "Lakes Observatory for Peace")])
def test_a_person_pronoun_is_never_a_body_nor_the_other_way_round(pronoun: str, who: str) -> None:
    told = report(NAMED, HEAD, f"{pronoun}/PRP added/VBD that/IN ten/CD people/NNS fled/VBD ./.")
    assert _origin(told, 2, 5) == who


def test_when_the_origin_spoke_is_the_time_beside_the_cue() -> None:
    words = "six/CD people/NNS died/VBD ,/, the/DT ministry/NN said/VBD on/IN Monday/NNP ./."
    told = report(words)
    (monday,) = find_times(told.document.text, dt.date(2024, 3, 5))
    sentence = replace(told.sentences[0], times=(FoundTime(0, 7, 9, monday, reporting=True),))
    claimant = attribution(replace(told, sentences=(sentence,)), sentence, 2).claimant
    assert claimant is not None
    assert claimant.spoke is not None
    assert claimant.spoke.iso() == "2024-03-04"


def test_the_outlets_own_correspondent_is_the_outlet() -> None:
    told = report("nine/CD people/NNS died/VBD ,/, our/PRP$ correspondent/NN said/VBD ./.")
    assert _origin(told, 0, 2) is None


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("twenty/CD others/NNS were/VBD wounded/VBN ./.", "Lakes Observatory for Peace"),
        ("two/CD of/IN the/DT dead/NNS were/VBD children/NNS ./.", "Lakes Observatory for Peace"),
        ("the/DT war/NN began/VBD in/IN March/NNP ./.", None),
    ],
)
def test_a_count_that_goes_on_is_still_the_speakers(sentence: str, who: str | None) -> None:
    assert _origin(report(NAMED, sentence), 1, 2) == who


def test_what_a_compound_takes_for_known_is_nobodys_claim() -> None:
    words = "shells/NNS hit/VBD rebel/NN -/HYPH held/VBN Azaz/NNP ,/, the/DT ministry/NN said/VBD ./."
    told = report(words)
    assert _origin(told, 0, 1) == "ministry"
    assert _origin(told, 0, 4) is None


def test_a_quotation_keeps_its_speaker_into_the_next_sentence() -> None:
    told = report("“/`` We/PRP lost/VBD nine/CD ./.", "Six/CD fled/VBD ,/, ”/'' the/DT mayor/NN said/VBD ./.")
    assert _origin(told, 0, 2) == "mayor"


def test_a_named_headline_speaks_for_the_sentence_under_it() -> None:
    told = report(
        "Orlova/NNP :/: all/DT bridges/NNS were/VBD destroyed/VBN", "the/DT town/NN is/VBZ not/RB blocked/VBN ./."
    )
    assert _origin(told, 1, 4) == "Orlova"
