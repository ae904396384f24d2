"""The parts of an incident, from the sentence that tells of it and the next ones."""

import datetime as dt

import pytest

from vedette.model.claim import Claim, EventContent, PartRole, TollContent
from vedette.model.document import Document, document_id
from vedette.model.provenance import Status

pytestmark = pytest.mark.model
TEXT = (
    "A bomb exploded outside the Velm town hall on Monday, the police said. The blast destroyed two buses and damaged "
    "several shops. Three masked men threw the bomb from a moving car. The Kesra Liberation Front claimed "
    "responsibility for the attack. The mayor, Pablo Ruiz, was killed in the explosion."
)


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    from vedette.extraction.reader import load_reader

    published = dt.datetime(2031, 5, 7, 9, tzinfo=dt.UTC)
    return load_reader().read(Document(document_id("parts"), "parts", TEXT, published=published))


def named(claims: tuple[Claim, ...], role: PartRole) -> set[str]:
    return {
        part.mention.name
        for claim in claims
        if isinstance(claim.content, EventContent)
        for part in claim.content.parts
        if part.role is role
    }


def test_what_was_hit_and_with_what_is_told(claims: tuple[Claim, ...]) -> None:
    assert {"buses", "shops"} <= named(claims, PartRole.OBJECT)
    assert "bomb" in named(claims, PartRole.WEAPON)


def test_who_did_it_stands_in_a_later_sentence(claims: tuple[Claim, ...]) -> None:
    assert named(claims, PartRole.PERPETRATOR) == {"Three masked men"}
    assert "Kesra Liberation Front" in named(claims, PartRole.ORGANISATION)


def test_a_named_victim_is_a_toll_of_one_with_the_office(claims: tuple[Claim, ...]) -> None:
    tolls = [c.content for c in claims if isinstance(c.content, TollContent)]
    assert [(t.quantity.high, t.victims.office) for t in tolls] == [(1, "mayor")]


def test_the_reasons_say_which_features_decided(claims: tuple[Claim, ...]) -> None:
    reasons = [r for c in claims for r in c.reasons if r.startswith("object: ")]
    assert any("obj:destroy" in r or "obj:damage" in r for r in reasons)


def test_the_text_of_a_part_stands_at_its_span(claims: tuple[Claim, ...]) -> None:
    parts = [p for c in claims if isinstance(c.content, EventContent) for p in c.content.parts]
    assert parts
    for part in parts:
        span = part.mention.span
        assert span is not None
        assert TEXT[span.start : span.end] == part.mention.text
        assert part.status is Status.ASSERTED
