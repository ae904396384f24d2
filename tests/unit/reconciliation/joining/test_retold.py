"""What a report tells again, in a title or by another name, is no event beside the one that it tells."""

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.factories import claim, document, event, evidence, place, resolved, toll
from vedette.model.claim import Claim, EventType, Scope
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import PlaceId
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim
from vedette.model.times import Basis, Precision, When, day
from vedette.reconciliation.reconcile import reconcile, weighable

TITLE = "Dozens dead in strikes across the north"
DAY = dt.date(2016, 7, 5)
QUARTER = PlaceResolution(
    "in Sahil", PlacePrecision.EXACT, PlaceId("geonames:1"), "Sahil", 36.21, 37.16, 1.0, "SY", reason="of Aleppo"
)
REPORT = document(text=f"{TITLE}\n\n" + "A strike hit the quarter. Twelve died. " * 30, headline=Span(0, len(TITLE)))


def told(content: Any, at: int, **more: Any) -> Claim:
    return claim(content, of=more.pop("of", REPORT).id, **{"evidence": evidence(f"strike {at}", at), **more})


def events(*claims: ResolvedClaim, documents: tuple[Document, ...] = (REPORT,)) -> dict[int, Event]:
    """By where the first claim of each stands."""
    at = {c.claim.key: c.claim.evidence.span.start for c in claims if c.claim.evidence.span is not None}
    found = reconcile(claims, {d.id: d for d in documents}).events
    return {min(at[k] for k in e.claims): e for e in found}


def test_a_titles_news_is_that_of_the_text_below() -> None:
    north = resolved(told(toll(24), 0, where=PlaceMention("in the north", "Velm")), place=None)
    below = resolved(told(toll(12, 12), 60))
    found = events(north, below)
    assert [found[0].background, found[60].background] == [True, False]


def test_a_claim_made_ready_alone_is_as_it_is_among_the_others() -> None:
    north = resolved(told(toll(24), 0, where=PlaceMention("in the north", "Velm")), place=None)
    below = resolved(told(toll(12, 12), 60))
    whole = {t.key: t.retold for t in weighable([north, below], {REPORT.id: REPORT})}
    assert set(whole.values()) == {True, False}
    for key, again in whole.items():
        assert [t.retold for t in weighable([north, below], {REPORT.id: REPORT}, only={key})] == [again]


def test_a_title_that_nothing_below_tells_is_news() -> None:
    north = resolved(told(toll(24), 0, where=PlaceMention("in the north", "Velm")), place=None)
    assert not events(north)[0].background
    pact = resolved(told(event(EventType.AGREEMENT), 60))
    strike = resolved(told(event(), 0, where=PlaceMention("in the north", "Velm")), place=None)
    assert not events(strike, pact)[0].background


def act(at: int, of: Document = REPORT, where: PlaceResolution = QUARTER) -> ResolvedClaim:
    quarter = PlaceMention("in Sahil", "Sahil")
    return resolved(told(event(), at, of=of, where=quarter, when=day(DAY)), place=where)


def count(at: int, **more: Any) -> ResolvedClaim:
    made = told(toll(12, 12), at, when=day(DAY), **more)
    return resolved(made)


def strike_and_count(shift: int = 0) -> tuple[ResolvedClaim, ...]:
    """A strike on the quarter, and the dead of a strike on its town, far apart in the text."""
    return (act(700), count(60), resolved(told(event(), 60, when=day(DAY + dt.timedelta(days=shift)))))


def test_an_act_without_a_figure_is_the_one_whose_dead_its_report_counts_there() -> None:
    found = events(*strike_and_count())
    assert all(e.background for at, e in found.items() if at == 700)


def test_of_places_that_a_sentence_lists_the_one_where_it_counts_stands_for_all() -> None:
    """ "Strikes on Hasakeh and Raqa killed twelve"."""
    here = evidence("strikes on the two", 60)
    of_strikes = replace(toll(12, 12), amid=EventType.AIR_STRIKE)
    dead = resolved(claim(of_strikes, of=REPORT.id, evidence=replace(here, quote="killed twelve"), when=day(DAY)))
    other = replace(place("Raqa", "geonames:9"), latitude=35.95, longitude=39.0)
    there = PlaceMention("in Raqa", "Raqa")
    strike = resolved(claim(event(), of=REPORT.id, evidence=here, where=there, when=day(DAY)), place=other)
    guns = replace(strike, claim=strike.claim.with_content(event(EventType.SHELLING)))
    assert [t.retold for t in weighable([strike, dead], {REPORT.id: REPORT}) if t.key == strike.claim.key] == [True]
    assert [t.retold for t in weighable([guns, dead], {REPORT.id: REPORT}) if t.key == guns.claim.key] == [False]


def test_on_another_day_or_ground_it_is_one_of_its_own() -> None:
    town = place("Idlib", "geonames:169389")
    away = PlaceResolution("in Idlib", PlacePrecision.TOWN, town.place, "Idlib", 35.93, 36.63, 5.0, "SY", reason="x")
    found = events(act(700, where=away), *strike_and_count()[1:])
    assert not found[700].background
    later = told(event(), 700, where=PlaceMention("in Sahil", "Sahil"), when=day(DAY - dt.timedelta(days=3)))
    assert not events(resolved(later, place=QUARTER), *strike_and_count()[1:])[700].background


def test_what_two_reports_tell_stands_by_itself() -> None:
    other = document("two", text=REPORT.text, outlet="Other Wire", headline=Span(0, len(TITLE)))
    both = (act(700), act(650, of=other))
    alone = events(*both, *strike_and_count()[1:], documents=(REPORT, other))
    assert any(not e.background for at, e in alone.items() if at >= 650)


def test_acts_of_days_whose_sentence_sums_up_their_dead_are_no_event_besides() -> None:
    """ "Such attacks of the past 48 hours killed ten"; an offensive of one day that "has killed ten since" is one."""
    here = evidence("attacks of the past 48 hours killed ten", 60)
    days = When(DAY, DAY + dt.timedelta(days=2), Precision.INTERVAL, Basis.STATED, "the past 48 hours")
    summed = resolved(claim(replace(toll(10, 10), scope=Scope.CUMULATIVE), of=REPORT.id, evidence=here, when=days))
    lent = day(DAY, basis=Basis.INFERRED)  # "another ten have been killed in raids", after a total
    for when, is_told_again in ((days, True), (day(DAY), False), (lent, True)):
        acts = resolved(claim(event(), of=REPORT.id, evidence=replace(here, quote="attacks"), when=when))
        found = {t.key: t.retold for t in weighable([acts, summed], {REPORT.id: REPORT})}
        assert found[acts.claim.key] is is_told_again
