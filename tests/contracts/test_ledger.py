"""One suite for every ledger: in memory, on SQLite and, where there is a server, on PostgreSQL."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.errors import LedgerError
from vedette.ledger.base import Counts, DerivedKind, DerivedRow, Group, Ledger, Page, Public, Scope, Sought, Tied
from vedette.ledger.opening import open_ledger
from vedette.ledger.sealing import Vault
from vedette.model.codec import dumps, to_json
from vedette.model.decision import DecisionKind
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.times import day

READ_1, READ_2 = "rules-1", "rules-2"


@dataclass
class FakeClock:
    """A clock that stands still until it is told to move."""

    time: dt.datetime = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.time


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Iterator[Ledger]:
    url = {"memory": "memory://", "sqlite": f"sqlite:///{tmp_path}/ledger.db"}.get(request.param)
    opened = open_ledger(url or request.getfixturevalue("postgres")(), clock=clock, vault=Vault.new())
    yield opened
    opened.close()


ONE = f.document("one")
CLAIM = f.claim_in(ONE, "At least 16 people were killed", f.toll())
AREA = f.claim_in(ONE, "in Aleppo", f.control())


def test_a_document_comes_back_as_it_was_put(ledger: Ledger) -> None:
    odd = f.document(
        "odd", "“Кобани” \ud83d half, a NUL \0 and عين العرب", title="T", language="en", author="A", identity="7"
    )
    assert ledger.add_document(odd)
    assert ledger.document(odd.id) == odd


def test_an_unknown_document_is_none(ledger: Ledger) -> None:
    assert ledger.document(ONE.id) is None


def test_adding_the_same_document_twice_is_a_no_op(ledger: Ledger) -> None:
    assert ledger.add_document(ONE)
    before = ledger.counts()
    assert not ledger.add_document(ONE)
    assert ledger.counts() == before


def test_a_capture_comes_back_with_its_bytes(ledger: Ledger) -> None:
    capture = f.capture(b"\x00\xff" * 4000)
    ledger.add_document(ONE, capture)
    assert ledger.capture(capture.id) == capture
    document = ledger.document(ONE.id)
    assert document is not None
    assert document.capture == capture.id
    assert ledger.capture(f.capture(b"other").id) is None


def test_one_capture_can_hold_several_documents(ledger: Ledger) -> None:
    with ledger.batch():
        ledger.add_document(ONE, f.capture())
        ledger.add_document(f.document("two"), f.capture())
    assert (ledger.counts().captures, ledger.counts().documents) == (1, 2)


def test_a_large_batch_is_written_whole(ledger: Ledger) -> None:
    with ledger.batch():
        for n in range(5_001):
            ledger.add_failure(f.failure(str(n)))
        accept = f.decision()
        ledger.add_decision(accept)
        ledger.add_decision(f.decision(DecisionKind.REVERT, supersedes=accept.id))
    assert [x.item for x in ledger.failures()] == [str(n) for n in range(5_001)]
    assert ledger.counts().decisions == 2


def test_changed_text_is_a_revision_and_the_current_one(ledger: Ledger) -> None:
    changed = replace(ONE, text="At least 19 people were killed in Aleppo on Tuesday.")
    ledger.add_document(ONE)
    assert ledger.add_document(changed)
    assert ledger.document(ONE.id) == changed
    assert list(ledger.documents()) == [changed]
    assert (ledger.counts().documents, ledger.counts().revisions) == (1, 2)


def test_two_revisions_put_in_turn_twice_stay_two(ledger: Ledger) -> None:
    changed = replace(ONE, text="Another text.")
    for document in (ONE, changed, ONE, changed):
        ledger.add_document(document)
    assert ledger.counts().revisions == 2
    assert ledger.document(ONE.id) == changed


def test_a_changed_date_is_a_revision_too(ledger: Ledger) -> None:
    ledger.add_document(replace(ONE, published=None))
    assert ledger.add_document(ONE)
    assert ledger.document(ONE.id) == ONE


def test_documents_come_by_publication(ledger: Ledger, clock: FakeClock) -> None:
    early = f.document("early", published=f.time("2016-01-01"))
    late = f.document("late", published=f.time("2017-01-01"))
    undated = f.document("undated", published=None)
    for document in (undated, late, early):
        ledger.add_document(document)
    assert [d.id for d in ledger.documents()] == [early.id, late.id, undated.id]
    in_2016 = Scope(since=dt.date(2016, 1, 1), until=dt.date(2017, 1, 1))
    assert [d.id for d in ledger.documents(in_2016)] == [early.id]


def test_claims_come_back_as_they_were_put(ledger: Ledger) -> None:
    claims = [f.claim_in(ONE, "At least 16 people were killed", content) for content in f.CONTENTS]
    claims.append(f.resolved(f.claim(when=None, where=None, background=True), actors=(), place=None, conflicts=()))
    ledger.add_document(ONE)
    assert ledger.add_reading(ONE.id, READ_1, claims, resolver="tables-1")
    assert ledger.claims_of(ONE.id) == tuple(claims)
    assert sorted(c.claim.key for c in ledger.claims()) == sorted(c.claim.key for c in claims)
    assert ledger.counts().claims == ledger.counts().active_claims == len(claims)


def test_reading_the_same_revision_twice_is_a_no_op(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    assert ledger.needs_reading(ONE.id, READ_1)
    assert ledger.add_reading(ONE.id, READ_1, [CLAIM])
    before = ledger.counts()
    assert not ledger.needs_reading(ONE.id, READ_1)
    assert not ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert ledger.counts() == before


def test_a_reading_of_no_claims_is_a_reading(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    assert ledger.add_reading(ONE.id, READ_1, [])
    assert not ledger.needs_reading(ONE.id, READ_1)
    assert ledger.claims_of(ONE.id) == ()


def test_the_newest_reading_is_the_active_one_and_the_old_stays(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM, AREA])
    ledger.add_reading(ONE.id, READ_2, [CLAIM])
    assert list(ledger.claims()) == [CLAIM]
    assert [(r.extractor, r.claims, r.active) for r in ledger.readings(ONE.id)] == [
        (READ_1, 2, False),
        (READ_2, 1, True),
    ]
    assert (ledger.counts().claims, ledger.counts().active_claims) == (3, 1)


def test_a_revision_needs_a_reading_of_its_own(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    ledger.add_document(replace(ONE, text="All quiet."))
    assert ledger.needs_reading(ONE.id, READ_1)
    assert list(ledger.claims()) == [CLAIM], "until it is read, the last reading stands"
    assert ledger.add_reading(ONE.id, READ_1, [])
    assert list(ledger.claims()) == []


def test_a_reading_without_its_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="not in the ledger"):
        ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert not ledger.needs_reading(ONE.id, READ_1)


def test_a_claim_of_another_document_is_refused(ledger: Ledger) -> None:
    two = f.document("two")
    ledger.add_document(two)
    with pytest.raises(LedgerError, match="holds a claim of"):
        ledger.add_reading(two.id, READ_1, [CLAIM])
    assert ledger.counts().readings == 0


def test_claims_come_by_publication_then_key(ledger: Ledger) -> None:
    documents = [f.document(str(n), published=f.time(f"2016-07-0{1 + n % 3}")) for n in range(6)]
    for document in documents:
        ledger.add_document(document)
        ledger.add_reading(document.id, READ_1, [f.claim_in(document, w) for w in ("At least 16", "in Aleppo")])
    published = {d.id: d.published for d in documents}
    found = [(published[c.claim.document], c.claim.key) for c in ledger.claims()]
    assert len(found) == 12
    assert found == sorted(found, key=lambda pair: (str(pair[0]), pair[1]))


def test_what_happened_when_cuts_claims(ledger: Ledger) -> None:
    dated = {
        d: f.claim_in(ONE, w, when=day(dt.date(2016, 7, d))) for d, w in ((4, "At least"), (5, "16"), (6, "people"))
    }
    untimed = f.resolved(f.claim(when=None))
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [*dated.values(), untimed])
    cut = Scope(since=dt.date(2016, 7, 5), until=dt.date(2016, 7, 6))
    assert list(ledger.claims(cut)) == [dated[5]]
    assert len(list(ledger.claims(Scope(since=dt.date(2016, 7, 5))))) == 2
    assert len(list(ledger.claims(Scope(until=dt.date(2016, 7, 6))))) == 2


def test_an_archive_recorded_today_answers_as_of_its_own_day(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert list(ledger.claims(Scope(as_of=f.PUBLISHED))) == [CLAIM]
    assert list(ledger.documents(Scope(as_of=f.PUBLISHED))) == [ONE]
    before = Scope(as_of=f.PUBLISHED - dt.timedelta(seconds=1))
    assert list(ledger.claims(before)) == []
    assert ledger.document(ONE.id, before) is None


def test_nothing_is_recorded_before_it_was(ledger: Ledger, clock: FakeClock) -> None:
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    ledger.add_failure(f.failure())
    for ask in (ledger.claims, ledger.documents, ledger.failures):
        assert list(ask(Scope(as_recorded=f.time("2016-08-01")))) == []
        assert len(list(ask(Scope(as_recorded=f.time("2024-01-02"))))) == 1


def test_an_older_reading_answers_as_recorded_then(ledger: Ledger, clock: FakeClock) -> None:
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM, AREA])
    clock.time = f.time("2024-02-01")
    ledger.add_reading(ONE.id, READ_2, [CLAIM])
    then = Scope(as_recorded=f.time("2024-01-15"))
    assert len(list(ledger.claims(then))) == 2
    assert [r.active for r in ledger.readings(ONE.id, then)] == [True]
    assert len(list(ledger.claims())) == 1


def test_a_later_revision_is_not_public_before_it_was(ledger: Ledger) -> None:
    changed = replace(ONE, text="At least 19 people were killed in Aleppo.", published=f.time("2016-07-08"))
    nineteen = f.claim_in(changed, "At least 19 people were killed", f.toll(19))
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM, AREA])
    ledger.add_document(changed)
    ledger.add_reading(ONE.id, READ_1, [nineteen])
    assert set(ledger.claims(Scope(as_of=f.time("2016-07-07")))) == {CLAIM, AREA}
    assert ledger.document(ONE.id, Scope(as_of=f.time("2016-07-07"))) == ONE
    assert list(ledger.claims(Scope(as_of=f.time("2016-07-08")))) == [nineteen]


def test_what_was_ever_public_is_given_with_its_times(ledger: Ledger, clock: FakeClock) -> None:
    eighth = f.time("2016-07-08")
    changed = replace(ONE, text="At least 19 people were killed in Aleppo.", published=eighth)
    nineteen = f.claim_in(changed, "At least 19 people were killed", f.toll(19))
    backdated = replace(ONE, text="At least 16 people were killed in Aleppo.", published=f.time("2016-07-07"))
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM, AREA])
    first = ledger.head().recorded
    ledger.add_document(changed)
    ledger.add_reading(ONE.id, READ_1, [nineteen])
    assert list(ledger.public_documents()) == [Public(ONE, f.PUBLISHED, eighth), Public(changed, eighth)]
    told = [Public(CLAIM, f.PUBLISHED, eighth), Public(AREA, f.PUBLISHED, eighth), Public(nineteen, eighth)]
    assert list(ledger.public_claims()) == told
    assert list(ledger.public_claims(Scope(as_recorded=first))) == [
        Public(CLAIM, f.PUBLISHED),
        Public(AREA, f.PUBLISHED),
    ]
    ledger.add_reading(ONE.id, READ_2, [])  # a better reading of the same words was there to be made all along
    assert list(ledger.public_claims()) == told[:2]
    ledger.add_document(backdated)
    assert list(ledger.public_documents()) == [
        Public(ONE, f.PUBLISHED, f.time("2016-07-07")),
        Public(backdated, f.time("2016-07-07")),
    ]


def test_a_statement_repeated_in_a_revision_keeps_its_first_publication(ledger: Ledger) -> None:
    other = f.document("other", published=f.time("2016-07-07"))
    changed = replace(ONE, text=ONE.text + " More follows.", published=f.time("2016-07-08"))
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    ledger.add_document(other)
    ledger.add_reading(other.id, READ_1, [f.claim_in(other, "At least 16")])
    ledger.add_document(changed)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert [c.claim.document for c in ledger.claims()] == [ONE.id, other.id]


def test_an_undated_report_is_public_when_recorded(ledger: Ledger, clock: FakeClock) -> None:
    undated = replace(ONE, published=None)
    ledger.add_document(undated)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert list(ledger.claims(Scope(as_of=f.time("2023-12-31")))) == []
    assert list(ledger.claims(Scope(as_of=clock.time))) == [CLAIM]


def test_a_clock_that_goes_back_does_not_take_the_ledger_back(ledger: Ledger, clock: FakeClock) -> None:
    ledger.add_document(ONE)
    clock.time = f.time("2023-01-01")
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    recorded = ledger.readings(ONE.id)[0].recorded
    assert recorded == f.time("2024-01-01") + dt.timedelta(microseconds=1)


def test_a_batch_is_all_or_nothing(ledger: Ledger) -> None:
    def interrupted() -> None:
        with ledger.batch():
            ledger.add_document(ONE, f.capture())
            ledger.add_reading(ONE.id, READ_1, [CLAIM])
            ledger.add_failure(f.failure())
            raise RuntimeError("pulled the plug")

    with pytest.raises(RuntimeError, match="pulled the plug"):
        interrupted()
    assert ledger.counts() == Counts()
    with ledger.batch():
        assert ledger.add_document(ONE, f.capture())
        assert ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert ledger.counts() == Counts(
        captures=1, documents=1, revisions=1, readings=1, claims=1, active_claims=1, resolutions=1
    )


def test_a_batch_sees_what_it_added(ledger: Ledger) -> None:
    with ledger.batch():
        ledger.add_document(ONE)
        assert not ledger.add_document(ONE)
        assert ledger.needs_reading(ONE.id, READ_1)
        with ledger.batch():
            ledger.add_reading(ONE.id, READ_1, [CLAIM])
        assert not ledger.add_reading(ONE.id, READ_1, [CLAIM])
        assert list(ledger.claims()) == [CLAIM]
        assert ledger.add_reading(ONE.id, READ_2, [])
        assert list(ledger.claims()) == []
    assert ledger.counts().readings == 2


def test_all_of_a_batch_is_recorded_at_one_time(ledger: Ledger, clock: FakeClock) -> None:
    with ledger.batch():
        ledger.add_document(ONE)
        clock.time = f.time("2024-05-01")
        ledger.add_reading(ONE.id, READ_1, [])
    assert ledger.readings(ONE.id)[0].recorded == f.time("2024-01-01")


def test_failures_decisions_and_manifests_come_back_once_in_order(ledger: Ledger) -> None:
    failures = [f.failure("b", "a half surrogate \udc80"), f.failure("a\0")]
    accept = f.decision()
    decisions = [accept, f.decision(DecisionKind.REVERT, reason="a slip", supersedes=accept.id)]
    manifests = [f.manifest("ingest"), f.manifest("brief")]
    for _ in range(2):
        answers = [ledger.add_failure(x) for x in failures]
        answers += [ledger.add_decision(x) for x in decisions]
        answers += [ledger.add_manifest(x) for x in manifests]
    assert answers == [False] * 6
    assert list(ledger.failures()) == failures
    assert list(ledger.decisions()) == decisions
    assert list(ledger.manifests()) == manifests
    assert list(ledger.manifests(newest_first=True)) == manifests[::-1]
    assert next(ledger.manifests(newest_first=True)) == manifests[-1]  # and no more is read


def test_the_same_failure_with_another_traceback_is_one(ledger: Ledger) -> None:
    assert ledger.add_failure(f.failure())
    assert not ledger.add_failure(replace(f.failure(), detail="another hash"))


def row(id_: str, **changes: object) -> DerivedRow:
    return DerivedRow(DerivedKind.EVENT, id_, f'{{"id":"{id_}"}}', **changes)  # type: ignore[arg-type]


def test_derived_rows_are_replaced_whole(ledger: Ledger) -> None:
    full = row(
        "a", label="air-strike", valid_from=dt.date(2016, 7, 5), valid_to=dt.date(2016, 7, 6), place="p", conflict="c"
    )
    ledger.replace_derived({DerivedKind.EVENT: [row("b"), full]})
    assert list(ledger.events()) == [row("b"), full]
    control = DerivedRow(DerivedKind.CONTROL, "s", "{}")
    ledger.replace_derived({DerivedKind.EVENT: [row("c")], DerivedKind.CONTROL: [control]})
    assert list(ledger.events()) == [row("c")]
    assert list(ledger.derived(DerivedKind.CONTROL)) == [control]
    assert (ledger.counts().events, ledger.counts().control, ledger.counts().tolls) == (1, 1, 0)


def test_a_replacement_that_fails_leaves_the_old_rows(ledger: Ledger) -> None:
    ledger.replace_derived({DerivedKind.EVENT: [row("a")]})
    with pytest.raises(ValueError, match="among those of kind"):
        ledger.replace_derived({DerivedKind.EVENT: [row("b"), DerivedRow(DerivedKind.TOLL, "t", "{}")]})
    assert list(ledger.events()) == [row("a")]


def test_derived_rows_are_cut_by_all_three_clocks(ledger: Ledger) -> None:
    march, april = f.time("2016-03-01"), f.time("2016-04-01")
    first = row("a", label="first", public_from=march, public_to=april, valid_from=dt.date(2016, 2, 28))
    second = row(
        "a", label="second", public_from=april, known_from=f.time("2024-01-01"), valid_from=dt.date(2016, 2, 28)
    )
    undated = row("u", label="undated")
    ledger.replace_derived({DerivedKind.EVENT: [first, second, undated]})

    def labels(scope: Scope) -> list[str | None]:
        return [r.label for r in ledger.events(scope)]

    assert labels(Scope()) == ["undated", "second"]
    assert labels(Scope(as_of=march)) == ["undated", "first"]
    assert labels(Scope(as_of=april)) == ["undated", "second"]
    assert labels(Scope(as_of=march - dt.timedelta(days=1))) == ["undated"]
    assert labels(Scope(as_recorded=f.time("2023-01-01"))) == ["undated"]
    assert labels(Scope(since=dt.date(2016, 2, 1), until=dt.date(2016, 2, 29))) == ["second"]
    assert labels(Scope(since=dt.date(2020, 1, 1))) == ["second"], "an open end goes on"
    assert labels(Scope(until=dt.date(2016, 2, 28))) == []


def test_versions_on_the_public_clock_are_read_together(ledger: Ledger) -> None:
    march, april = f.time("2016-03-01"), f.time("2016-04-01")
    first = row("a", label="first", public_from=march, public_to=april)
    second = row("a", label="second", public_from=april)
    closed = row("b", label="closed", known_to=f.time("2024-01-01"))
    ledger.replace_derived({DerivedKind.EVENT: [first, second, closed]})
    assert {r.label for r in ledger.versions(DerivedKind.EVENT)} == {"first", "second"}
    assert list(ledger.versions(DerivedKind.TOLL)) == []


def test_headings_are_documents_without_their_texts(ledger: Ledger) -> None:
    one, two = f.document(text="Fünf wounded."), f.document("b", text="Two texts.")
    for document in (one, two):
        ledger.add_document(document)
    revised = replace(one, text="Six wounded.", title="Corrected")
    ledger.add_document(revised)
    found = {d.id: (d, size) for d, size in ledger.headings()}
    assert found.keys() == {one.id, two.id}
    assert found[one.id] == (replace(revised, text=""), 12)
    assert [d.id for d, _ in ledger.headings([two.id])] == [two.id]
    assert list(ledger.headings([])) == []
    assert list(ledger.headings(scope=Scope(as_of=f.time("1990-01-01")))) == []


def test_what_was_said_is_read_as_json_by_document(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    ledger.add_reading(ONE.id, READ_2, [CLAIM, AREA])
    said = list(ledger.claims_json(documents=[ONE.id, ONE.id]))
    assert sorted(map(dumps, said)) == sorted(dumps(to_json(c)) for c in ledger.claims())
    assert len(said) == 2
    assert list(ledger.claims_json(documents=[])) == []


def test_what_was_touched_since_an_entry_is_told_or_all_may_have_been(ledger: Ledger) -> None:
    ledger.add_document(ONE)
    begun = ledger.head().number
    assert ledger.touched(begun) == frozenset()
    ledger.add_reading(ONE.id, READ_1, [CLAIM])
    assert ledger.touched(begun) in (frozenset({ONE.id}), None)
    ledger.redact(ONE.id, person="ana", reason="somebody could be hurt")
    assert ledger.touched(begun) is None


def test_claims_are_found_by_their_keys(ledger: Ledger) -> None:
    document = f.document(text="At least 16 people were killed in Aleppo. Rebels took Azaz.")
    claims = [f.claim_in(document, "At least 16 people"), f.claim_in(document, "Rebels took Azaz", f.control())]
    ledger.add_document(document)
    ledger.add_reading(document.id, "rules-1", claims)
    keys = [c.claim.key for c in claims]
    assert ledger.claims_with(keys[:1]) == (claims[0],)
    assert {c.claim.key for c in ledger.claims_with([*keys, *keys, ClaimKey("none")])} == set(keys)
    assert ledger.claims_with([]) == ()
    assert ledger.claims_with(keys, Scope(as_of=f.PUBLISHED - dt.timedelta(days=1))) == ()


def test_claims_come_as_json_in_the_order_of_claims(ledger: Ledger) -> None:
    document = f.document(text="At least 16 people were killed in Aleppo. Rebels took Azaz.")
    other = f.document("two")
    claims = [f.claim_in(document, "At least 16 people"), f.claim_in(document, "Rebels took Azaz", f.control())]
    for one, said in ((document, claims), (other, [])):
        ledger.add_document(one)
        ledger.add_reading(one.id, "rules-1", said)
    ids = [other.id, document.id, document.id]
    assert list(ledger.claims_json()) == [to_json(c) for c in ledger.claims()]
    assert list(ledger.claims_json(documents=ids)) == [to_json(c) for c in claims]
    keys = [c.claim.key for c in claims]
    assert list(ledger.claims_json(keys=[*keys, ClaimKey("none")])) == [to_json(c) for c in ledger.claims_with(keys)]
    assert list(ledger.claims_json(keys=())) == list(ledger.claims_json(documents=())) == []
    past = Scope(as_of=f.PUBLISHED - dt.timedelta(days=1))
    assert list(ledger.claims_json(past)) == list(ledger.claims_json(past, keys=keys)) == []
    ledger.add_reading(document.id, "rules-2", claims[:1])
    assert ledger.extractors([*ids, DocumentId("none")]) == {document.id: "rules-2", other.id: "rules-1"}
    assert list(ledger.claims_json()) == [to_json(claims[0])]
    assert not ledger.extractors(ids, past)


def test_the_head_moves_with_whatever_is_added(ledger: Ledger) -> None:
    heads = [ledger.head()]
    for add in (
        lambda: ledger.add_document(f.document()),
        lambda: ledger.add_reading(f.document().id, "rules-1", []),
        lambda: ledger.add_failure(f.failure()),
        lambda: ledger.add_decision(f.decision()),
        lambda: ledger.add_manifest(f.manifest()),
    ):
        add()
        heads.append(ledger.head())
    assert [h.number for h in heads] == sorted({h.number for h in heads})
    assert heads[0].number == 0
    ledger.add_failure(f.failure())
    assert ledger.head() == heads[-1], "what is there already moves nothing"


def test_what_came_from_a_sensitive_capture_is_known(ledger: Ledger) -> None:
    ledger.add_document(f.document("open"), f.capture(b"open"))
    ledger.add_document(f.document("told"), f.capture(b"told"), sensitive=True)
    assert ledger.sensitive() == {f.document("told").id}
    with pytest.raises(LedgerError, match="has no capture"):
        ledger.add_document(f.document("bare"), sensitive=True)


def test_what_was_redacted_is_gone_and_stays_gone(ledger: Ledger) -> None:
    ledger.add_document(ONE, f.capture())
    ledger.add_document(f.document("two", "The road is open."))
    ledger.add_reading(ONE.id, READ_1, [CLAIM, AREA])
    assert ledger.redact(ONE.id, person="ana", reason="somebody could be hurt") > 0
    assert ledger.document(ONE.id) is None
    assert [d.id for d in ledger.documents()] == [f.document("two").id]
    assert list(ledger.claims()) == []
    assert ledger.capture(f.capture().id) is None
    assert not ledger.add_document(ONE)
    assert ledger.redact(ONE.id, person="ana", reason="again") == 0
    assert list(ledger.faults()) == []


def test_a_chain_holds_every_head_that_it_ever_had(ledger: Ledger) -> None:
    assert ledger.chain() == ""
    ledger.add_document(ONE)
    kept = ledger.chain()
    ledger.add_failure(f.failure())
    assert ledger.chain(kept) == ledger.chain() != kept
    with pytest.raises(LedgerError, match="not the one"):
        ledger.chain("0" * 64)


def test_derived_rows_are_closed_when_they_no_longer_hold(ledger: Ledger) -> None:
    def row(name: str) -> DerivedRow:
        return DerivedRow(DerivedKind.EVENT, name, "{}", valid_from=dt.date(2024, 1, 1))

    def known(day: str) -> list[str]:
        return [r.id for r in ledger.events(Scope(as_recorded=f.time(day)))]

    assert ledger.revise_derived({DerivedKind.EVENT: [row("a"), row("b")]}, f.time("2024-02-01")) == 2
    assert ledger.revise_derived({DerivedKind.EVENT: [row("b"), row("c")]}, f.time("2024-03-01")) == 2
    assert [r.id for r in ledger.events()] == ["b", "c"]
    assert known("2024-01-31") == []
    assert known("2024-02-01") == known("2024-02-29") == ["a", "b"]
    assert known("2024-03-01") == ["b", "c"]
    digest = ledger.derived_digest()
    assert ledger.revise_derived({DerivedKind.EVENT: [row("c"), row("b")]}, f.time("2024-04-01")) == 0
    assert ledger.derived_digest() == digest


def test_pages_together_are_the_list(ledger: Ledger) -> None:
    days = [None, None, *(dt.date(2024, 1, d) for d in (3, 1, 1, 2, 9))]
    rows = [
        DerivedRow(DerivedKind.EVENT, f"e{n}", "{}", valid_from=d, place="Homs" if n % 2 else "Idlib")
        for n, d in enumerate(days)
    ]
    ledger.replace_derived({DerivedKind.EVENT: rows})
    whole = list(ledger.events())
    for limit in (1, 2, 3, 10):
        found: list[DerivedRow] = []
        while page := ledger.derived_page(DerivedKind.EVENT, Page(limit, found[-1] if found else None)):
            found += page
        assert found == whole
    homs = ledger.derived_page(DerivedKind.EVENT, Page(10, place="Homs"))
    assert list(homs) == [r for r in whole if r.place == "Homs"]
    cut = Scope(since=dt.date(2024, 1, 2))
    assert list(ledger.derived_page(DerivedKind.EVENT, Page(9), cut)) == list(ledger.derived(DerivedKind.EVENT, cut))


def tied(key: str, document: str, **changes: Any) -> Tied:
    return Tied(ClaimKey(key), DocumentId(document), **changes)


def keys(found: Iterable[Tied]) -> list[str]:
    return [t.key for t in found]


def test_the_index_of_what_may_meet_is_asked_by_key_place_document_and_group(ledger: Ledger) -> None:
    one = Group(
        (tied("a", "d1", places=frozenset({1, -2})), tied("b", "d2", original=ClaimKey("a"), places=frozenset({2}))),
        frozenset({ClaimKey("a"), ClaimKey("b")}),
        frozenset({(DerivedKind.TOLL, "t")}),
    )
    other = Group((tied("c", "d2", places=frozenset({2})),), frozenset({ClaimKey("c")}))
    ledger.retie(None, [one, other], "first")
    assert ledger.ties_state() == "first"
    assert keys(ledger.tied(Sought(places={-2}))) == ["a"]
    assert keys(ledger.tied(Sought(places={2}, keys={ClaimKey("c")}))) == ["b", "c"]
    assert keys(ledger.tied(Sought(documents={DocumentId("d2")}))) == ["b", "c"]
    (a, b) = ledger.tied(Sought(keys={ClaimKey("a"), ClaimKey("b")}))
    assert a.group == b.group
    assert b.original == "a"
    assert keys(ledger.tied(Sought(groups={a.group}))) == ["a", "b"]
    assert ledger.rows_tied({a.group}) == {a.group: {(DerivedKind.TOLL, "t")}}
    # c joins the group of a, which is found elsewhere now; b is gone
    c = ledger.tied(Sought(keys={ClaimKey("c")}))[0]
    both = Group((tied("a", "d1", places=frozenset({3})), tied("c", "d2")), frozenset({ClaimKey("a")}))
    ledger.retie({a.group, c.group}, [both], "second")
    assert keys(ledger.tied(Sought(documents={DocumentId("d1"), DocumentId("d2")}))) == ["a", "c"]
    assert keys(ledger.tied(Sought(places={1, -2}))) == []
    assert keys(ledger.tied(Sought(places={2, 3}))) == ["a", "c"]
    assert ledger.rows_tied({a.group, c.group}) == {}
    ledger.replace_derived({DerivedKind.EVENT: ()})
    assert (ledger.ties_state(), ledger.tied(Sought(keys={ClaimKey("a")}))) == ("", ())


def test_rows_are_revised_among_those_named_alone(ledger: Ledger) -> None:
    ledger.revise_derived({DerivedKind.EVENT: [row("a"), row("b")]}, f.time("2024-02-01"))
    among = {DerivedKind.EVENT: ["b"]}
    assert ledger.revise_derived({DerivedKind.EVENT: [row("c")]}, f.time("2024-03-01"), among=among) == 2
    assert [r.id for r in ledger.derived(DerivedKind.EVENT)] == ["a", "c"]


def test_versions_that_gave_way_before_a_public_moment_stand_as_they_are(ledger: Ledger) -> None:
    one, two, three = (f.time(f"2024-01-0{n}") for n in (1, 2, 3))
    past, last = row("a", public_from=one, public_to=two), row("a", public_from=two, public_to=three)
    ledger.revise_derived({DerivedKind.EVENT: [past, last, row("b")]}, f.time("2024-02-01"))
    among = {DerivedKind.EVENT: ["a"]}
    assert [r.public_to for r in ledger.standing(DerivedKind.EVENT, ["a"], three)] == [three]
    assert {r.id for r in ledger.standing(DerivedKind.EVENT, ["a", "b"], f.time("2024-01-04"))} == {"b"}
    assert ledger.revise_derived({DerivedKind.EVENT: []}, f.time("2024-03-01"), among=among, since=three) == 1
    assert sorted((r.id, r.public_to) for r in ledger.versions(DerivedKind.EVENT)) == [("a", two), ("b", None)]


def test_documents_with_something_new_are_told_from_the_rest(ledger: Ledger) -> None:
    old, new = f.document("old"), f.document("new")
    ledger.add_document(old)
    ledger.add_document(new)
    before = ledger.head().number
    assert ledger.touched(before) == frozenset()
    ledger.add_reading(new.id, "rules-1", [f.claim_in(new, "in Aleppo")])
    assert ledger.touched(before) == {new.id}
    assert [p.value.claim.document for p in ledger.public_claims(only={new.id})] == [new.id]
    assert [p.value.id for p in ledger.public_documents(only={old.id})] == [old.id]
    ledger.redact(old.id, person="ana", reason="asked to")
    assert ledger.touched(before) is None
