"""The ledger's figures: its share of an ingest, and as-of queries over many claims.

    python -m benchmarks.ledger [--claims 1000000] [--db sqlite:///out/bench/ledger.db] [--db postgresql://...]

The claims are made, not read: reports with ten claims each, spread over ten years of publication; one in five tells
anew of what another told. Up to DERIVED claims the derived rows are what the pipeline makes of them, every version on
the public clock; beyond, they are made too: one event, with its toll, to every three claims, and one in five with an
earlier version that was replaced. What is measured is what pages ask for: fifty events as of a random day, from the
beginning and from the middle of the list, and all tolls of one place as of a random day. The address named must hold an
empty ledger; one that is filled already is measured as it is.

The share is that of recording a report, batch append with its claims, in the time that reading, resolving and recording
it takes; reconciliation is apart. It is measured on the reports of samples/, or of --reports.
"""

import argparse
import datetime as dt
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from vedette.ledger.base import DerivedKind, DerivedRow, Page, Scope
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.claim import Claim, Effect, EventContent, EventType, TollContent, VictimClass
from vedette.model.claim import Scope as Covers
from vedette.model.codec import canonical
from vedette.model.document import Document, document_id
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, EventId, digest
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim
from vedette.model.times import day
from vedette.model.toll import Toll, Used, UseReason
from vedette.model.verification import Answer, Axes, Interest, Rung, Verification
from vedette.pipeline.deriving.rederive import rederive

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
EACH, PLACES, DAYS, QUERIES, PAGE = 10, 400, 3650, 300, 50
FIRST = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
#: Reports recorded in one batch.
TOGETHER = 50
#: Claims up to which the derived rows are derived: more would be a measurement of reconciling.
DERIVED = 100_000


def place(number: int) -> PlaceResolution:
    """One of the invented places."""
    name = f"Town {number % PLACES}"
    return PlaceResolution(name, PlacePrecision.TOWN, None, name, 30 + number % 10, 40 + number % 7, 3.0, "XX")


def report(number: int) -> tuple[Document, list[ResolvedClaim]]:
    """One report with its claims. One in five tells by other figures of what the one before told of."""
    published = FIRST + dt.timedelta(days=number % DAYS, seconds=number % 86_400)
    about = number - 1 if number % 5 == 4 else number
    happened, towns = (FIRST + dt.timedelta(days=about % DAYS)).date(), about * EACH
    sentences = [
        f"Shells killed {n + 1 + number - about} people in Town {(towns + n) % PLACES}, report {number}."
        for n in range(EACH)
    ]
    locator = f"bench:{number}"
    document = Document(document_id(locator), locator, " ".join(sentences), f"Wire {number % 40}", published)
    claims, at = [], 0
    for n, sentence in enumerate(sentences):
        where, span = place(towns + n), Span(at, at + len(sentence))
        covers = Covers.CUMULATIVE if n == EACH - 1 else Covers.EVENT
        toll = TollContent(Effect.KILLED, Quantity(n + 1 + number - about, n + 1 + number - about), scope=covers)
        content = toll if n % 2 else EventContent(EventType.SHELLING)
        claim = Claim(
            document.id,
            content,
            Attribution((Link(LinkKind.OUTLET, f"Wire {number % 40}"),)),
            Evidence(sentence, span, span, str(n)),
            "bench@1",
            when=day(happened),
            where=PlaceMention(where.mention, where.mention),
            reasons=("bench",),
        )
        claims.append(ResolvedClaim(claim, (), where))
        at += len(sentence) + 1
    return document, claims


def rows(claims: int) -> Iterator[tuple[DerivedRow, DerivedRow]]:
    """Events, each with its toll; some in an earlier version too."""
    for number in range(claims // 3):
        published = FIRST + dt.timedelta(days=number % DAYS)
        keys = tuple(ClaimKey(digest("bench", str(number), str(n))) for n in range(3))
        sure = Verification(Rung.REPORTED, "one independent origin", Axes(1, Interest.NONE, Answer.UNANSWERED), keys)
        when, where = day(published.date()), place(number)
        toll = Toll(
            *(Effect.KILLED, VictimClass.UNSPECIFIED, 3, 4, 5, False, sure, (Used(keys[0], (UseReason.POINT,)),)),
            when=when,
            place=where,
        )
        event = Event(EventId(f"e{number:08}"), EventType.SHELLING, when, where, keys, sure, tolls=(toll,))
        change = published + dt.timedelta(days=5)
        values = {"valid_from": when.start, "valid_to": when.end, "place": where.name}
        one = DerivedRow(DerivedKind.EVENT, event.id, canonical(event), "shelling", **values)
        other = DerivedRow(DerivedKind.TOLL, f"t{number:08}", canonical(toll), "killed", **values)
        if number % 5 == 0:
            yield tuple(replace(r, public_from=published, public_to=change) for r in (one, other))  # type: ignore[misc]
            published = change
        yield replace(one, public_from=published), replace(other, public_from=published)


def fill(url: str, claims: int) -> None:
    """Make the ledger, and say how fast it took claims."""
    ledger = open_ledger(url)
    begun = time.perf_counter()
    for start in range(0, claims // EACH, TOGETHER):
        made = [report(n) for n in range(start, min(start + TOGETHER, claims // EACH))]
        with ledger.batch():
            for document, own in made:
                ledger.add_document(document)
                ledger.add_reading(document.id, "bench@1", own, resolver="bench@1")
    took = time.perf_counter() - begun
    print(f"  recorded {claims:,} claims in {took:,.0f} s, making them included: {claims / took:,.0f} a second")
    begun = time.perf_counter()
    if claims <= DERIVED:
        rederive(ledger)
        print(f"  derived every version in {time.perf_counter() - begun:,.0f} s")
    else:
        ledger.replace_derived(
            {DerivedKind.EVENT: (e for e, _ in rows(claims)), DerivedKind.TOLL: (t for _, t in rows(claims))}
        )
        print(f"  wrote {claims // 3 * 6 // 5 * 2:,} derived rows in {time.perf_counter() - begun:,.0f} s")
    ledger.close()


def timed(call: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def query(url: str) -> None:
    """Ask as of random days, and print the 50th and 95th percentile of each kind of question."""
    ledger, draw = open_ledger(url), random.Random(11)
    counts = ledger.counts()
    print(f"  {counts.claims:,} claims, {counts.events:,} events, {counts.tolls:,} tolls beside them")

    def cut() -> Scope:
        return Scope(as_of=FIRST + dt.timedelta(days=draw.uniform(30, DAYS)))

    def first() -> object:
        return ledger.derived_page(DerivedKind.EVENT, Page(PAGE), cut())

    def middle() -> object:
        scope = cut()
        late = scope.as_of or FIRST
        day_ = FIRST.date() + (late.date() - FIRST.date()) * draw.random()
        after = DerivedRow(DerivedKind.EVENT, "e", "{}", valid_from=day_)
        return ledger.derived_page(DerivedKind.EVENT, Page(PAGE, after), scope)

    def series() -> object:
        return ledger.derived_page(DerivedKind.TOLL, Page(10_000, place=f"Town {draw.randrange(PLACES)}"), cut())

    asked = {"event list, first page": first, "event list, any page": middle, "toll series of a place": series}
    for name, ask in asked.items():
        ask()
        took = sorted(timed(ask) for _ in range(QUERIES))
        print(f"  {name}: p50 {statistics.median(took):.1f} ms, p95 {took[int(0.95 * len(took))]:.1f} ms")
    ledger.close()


def share(reports: Path, folder: Path) -> None:
    """The part that recording has in the time of an ingest."""
    from vedette.pipeline import parts
    from vedette.pipeline.intake.extracting import BATCH, batches
    from vedette.pipeline.intake.ingest import prepare, record
    from vedette.pipeline.intake.reading import take

    crew = parts.crew()
    items = list(take([reports]))[:400]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "share.db"
    for old in folder.glob("share.db*"):
        old.unlink()
    ledger = open_ledger(f"sqlite:///{file}")
    manifest = crew.manifest(dt.datetime.now(dt.UTC), "bench")
    prepare(items[:BATCH], MemoryLedger(), crew)  # the first batch pays for warming up
    reading = recording = 0.0
    for some in batches(items, BATCH):
        begun = time.perf_counter()
        prepared = prepare(some, ledger, crew)
        middle = time.perf_counter()
        record(prepared, ledger, crew, manifest=manifest)
        reading, recording = reading + middle - begun, recording + time.perf_counter() - middle
    counts = ledger.counts()
    ledger.close()
    whole = reading + recording
    print(
        f"  {counts.documents:,} reports, {counts.claims:,} claims: {whole / counts.documents * 1000:.1f} ms a report"
    )
    print(f"  of which recording {recording / counts.documents * 1000:.2f} ms: {recording / whole:.1%}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--db", action="append", help="an address; repeatable")
    parser.add_argument("--reports", type=Path, default=SAMPLES)
    parser.add_argument("--out", type=Path, default=Path("out/bench"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    print("the ledger's share of an ingest")
    share(given.reports, given.out)
    for url in given.db or [f"sqlite:///{given.out}/ledger-{given.claims}.db"]:
        ledger = open_ledger(url)
        held = ledger.counts().claims
        ledger.close()
        print(url.split("@")[-1])
        if held == 0:
            fill(url, given.claims)
        query(url)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
