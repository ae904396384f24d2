"""What the rows say of a moment in the past is what follows from the claims that were public by then."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as f
from tests.properties.test_reconciliation import reports, story
from vedette.ledger.base import Scope
from vedette.ledger.memory import MemoryLedger
from vedette.model.decision import DecisionKind
from vedette.model.document import Document
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.rederive import derive, everything, rederive

FIRST = dt.datetime(2031, 4, 30, tzinfo=dt.UTC)
MOMENTS = [FIRST + dt.timedelta(hours=6 * n) for n in range(28)]


def clock() -> Any:
    now = dt.datetime(2031, 5, 2, 12, tzinfo=dt.UTC)  # amid the reports: those without a date are public in between

    def tick() -> dt.datetime:
        nonlocal now
        now += dt.timedelta(hours=5)
        return now

    return tick


def told_again(document: Document, days: int) -> Document:
    """The same words by another outlet, days later; without a date where there are none."""
    published = None if document.published is None or not days else document.published + dt.timedelta(days=days)
    copied = Document(f.document(f"copy of {document.id} {days}").id, f"copy:{document.id}:{days}", document.text)
    return replace(copied, outlet="Copying Post", published=published)


def of(claims: list[ResolvedClaim], document: Document) -> list[ResolvedClaim]:
    return [replace(c, claim=replace(c.claim, document=document.id)) for c in claims]


@settings(max_examples=150)
@given(reports, st.data())
def test_rows_as_of_a_moment_are_what_follows_from_what_was_public(drawn: Any, data: Any) -> None:
    said, documents = story(drawn)
    ledger, keys = MemoryLedger(clock=clock()), list[ClaimKey]()

    def record(document: Document, own: list[ResolvedClaim], extractor: str) -> None:
        ledger.add_document(document)
        ledger.add_reading(document.id, extractor, own)
        keys.extend(c.claim.key for c in own)

    for document in documents.values():
        own = [c for c in said if c.claim.document == document.id]
        record(document, own, "one")
        if data.draw(st.booleans()):
            again = told_again(document, data.draw(st.integers(0, 2)))
            record(again, of(own, again), "one")
        if data.draw(st.booleans()):  # a revision that says less, at another time
            later = (
                None
                if document.published is None
                else document.published + dt.timedelta(hours=data.draw(st.sampled_from((-30, 3, 30))))
            )
            revised = replace(document, published=later, outlet="Another desk")
            record(revised, own[: data.draw(st.integers(0, len(own)))], "one")
        elif data.draw(st.booleans()):
            record(document, own[: data.draw(st.integers(0, len(own)))], "two")
    if keys:
        some = st.lists(st.sampled_from(keys), min_size=2, max_size=4, unique=True)
        for kind in data.draw(st.lists(st.sampled_from((DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.REJECT)))):
            if len(set(keys)) > 1:
                ledger.add_decision(f.decision(kind, tuple(data.draw(some))))
    assert rederive(ledger) == derive(ledger)
    for moment in MOMENTS:
        cut = Scope(as_of=moment)
        assert everything(ledger, cut) == derive(ledger, cut)
