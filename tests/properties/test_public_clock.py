"""What the rows say of a moment in the past is what follows from the claims that were public by then."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as f
from tests.properties.test_reconciliation import ACTORS, DAYS, claims, story
from tests.stories import POINTS, tell
from vedette.ledger.base import Scope
from vedette.ledger.memory import MemoryLedger
from vedette.model.decision import DecisionKind
from vedette.model.document import Document
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.rederive import derive, everything, rederive
from vedette.reconciliation.events import id_from

FIRST = dt.datetime(2031, 4, 30, tzinfo=dt.UTC)
denials = st.builds(
    lambda who, place, when: {"kind": "statement", "act": "denies", "what": "it", "who": who} | place | when,
    st.sampled_from(ACTORS),
    st.one_of(st.just({}), st.builds(lambda p: {"place": p}, st.sampled_from(sorted(POINTS)))),
    st.one_of(st.just({}), st.builds(lambda d: {"when": d}, DAYS)),
)
said_in = st.lists(st.one_of(claims, claims, denials), min_size=1, max_size=4)
reports = st.lists(st.tuples(said_in, DAYS), min_size=1, max_size=6)
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


def test_a_part_follows_its_whole_to_another_id() -> None:
    days = {"since": dt.date(2031, 5, 1), "when": dt.date(2031, 5, 2), "place": "Qarat", "cause": "shelling"}
    whole = {"kind": "toll", "in": "killed 45 people in two days", "point": 45, **days}
    part = whole | {"in": "12 of them on Thursday", "point": 12}
    del part["since"]
    ledger = MemoryLedger(clock=clock())
    reports = [
        {"id": "undated", "outlet": "Meridian Wire",
         "text": "Shells killed 45 people in two days, 12 of them on Thursday.", "claim": [whole, part]},
        {"id": "dated", "outlet": "Ridge Radio", "published": dt.datetime(2031, 5, 5, 9, tzinfo=dt.UTC),
         "text": "In Qarat shells killed 45 people in two days.", "claim": [whole]},
    ]  # fmt: skip
    told, documents = tell(reports)
    for document in documents.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "one", [c for c in told if c.claim.document == document.id])
    (aggregate, single) = sorted(rederive(ledger).events, key=lambda e: -e.tolls[0].low)
    assert single.part_of == aggregate.id
    before = Scope(as_of=dt.datetime(2031, 5, 4, tzinfo=dt.UTC))
    assert {e.part_of for e in everything(ledger, before).events} == {None, id_from(told[0].claim.key)}
    for moment in MOMENTS:
        assert everything(ledger, Scope(as_of=moment)) == derive(ledger, Scope(as_of=moment))
