"""Whose words a ledger holds, where it is blind, what each source adds."""

from dataclasses import replace

from tests.factories import claim, document, resolved
from tests.unit.exports.cases import killed, told
from tests.unit.tallies.test_series import happened
from vedette.model.claim import EventType
from vedette.model.ids import EventId
from vedette.tallies.mix import Blind, Share, Sum, added, blind, largest, mix, without_each
from vedette.tallies.occurrences import UNKNOWN


def test_the_mix_counts_reports_and_claims_by_any_part() -> None:
    reports = [document("a", language="en"), document("b", outlet="Radio", language="ar"), document("c", outlet=None)]
    made = [resolved(claim(of=d.id)) for d in (*reports, reports[0])]
    claims = {f"{i}": c for i, c in enumerate(made)}
    documents = {d.id: d for d in reports}
    by_source = mix(claims, documents, lambda outlet, _: outlet)  # type: ignore[arg-type]
    assert by_source[0] == Share("Example Wire", 1, 2, 0.5)
    assert {s.name for s in by_source} == {"Example Wire", "Radio", UNKNOWN}
    by_language = mix(claims, documents, lambda _, language: language or "?")  # type: ignore[arg-type]
    assert [(s.name, s.claims) for s in by_language] == [("en", 2), ("?", 1), ("ar", 1)]
    assert largest(by_source, 5) == ("Example Wire", "Radio")


def test_divisions_without_an_event_are_named_where_there_is_a_war() -> None:
    told_of = [happened(d) for d in range(12)]
    found = blind(told_of, lambda _: ["North", "South", "East"])
    assert found == (Blind("XX", "East"), Blind("XX", "South"))
    assert blind(told_of[:3], lambda _: ["South"]) == ()


def test_sums_with_and_without_a_source() -> None:
    one = told(EventType.AIR_STRIKE, killed(16, 19), killed(4, 4, group="children")).event
    two = replace(one, id=EventId("two"), tolls=(killed(3),))
    counted = [happened(1, dead=16, name=one.id), happened(1, dead=3, name="two"), happened(2, name="three")]
    whole = added([one, two, replace(one, id=EventId("three")), replace(one, id=EventId("four"))], counted)
    assert whole == Sum(2, 19, 22)
    assert without_each(whole, {"A": whole, "B": added([one], counted)}) == (
        ("B", Sum(1, 16, 19), 3 / 19),
        ("A", whole, 0.0),
    )
